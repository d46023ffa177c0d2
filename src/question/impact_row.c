/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/impact_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "words/impact_sentence.h"
#include "words/path.h"

/* Fewer dates before than this rank nothing. */
enum { DATES_LEAST = 8 };

/* A movement before the date, and what is far off just before it. */
static const double MOVING_P = .01, SURPRISE_LEAST = 2, NAMED_LEAD = 2;

static bool is_found(const struct change_item *item)
{
    return item->result.reason == CHANGE_USABLE && item->p_adj < .05;
}

/* Has what began ended, by equivalence? */
static bool is_within(const struct change_figure *figure, double least)
{
    return least > 0 && figure->low90 > -least && figure->high90 < least;
}

static enum impact_verdict last_of(const struct change_item *item)
{
    const struct change_result *result = &item->result;
    double sign = result->early.value < 0 ? -1 : 1;
    bool late = result->ending.low > 0 || result->ending.high < 0;
    bool against = sign > 0 ? result->ending.high < 0 : result->ending.low > 0;

    if (is_within(&result->ending, item->min_change))
        return IMPACT_BACK_TO_BASELINE;
    if (late && !against && result->grown.low > 0)
        return IMPACT_GROWS;
    if (late && !against && result->halved.low > 0)
        return IMPACT_LASTS;
    if (!against && result->grown.high < 0)
        return IMPACT_FADES;
    return IMPACT_CHANGED;
}

enum impact_verdict impact_verdict_of(const struct change_item *item)
{
    const struct change_result *result = &item->result;

    if (result->reason != CHANGE_USABLE)
        return IMPACT_UNUSABLE;
    if (item->moving_p < MOVING_P)
        return IMPACT_ALREADY_MOVING;
    if (is_found(item)) {
        if (item->shocked)
            return IMPACT_SHARED_SHOCK;
        return result->end_test ? IMPACT_CHANGED : last_of(item);
    }
    if (!result->end_test && is_within(&result->effect, item->min_change))
        return IMPACT_NO_EFFECT;
    return IMPACT_CANNOT_TELL;
}

/* +1 up, -1 down, by the shape that stands out. */
static int sign_of(const struct change_result *result)
{
    double size = isnan(result->t) ? result->effect.value : result->t;

    return size < 0 ? -1 : 1;
}

static bool finds(enum impact_verdict verdict)
{
    return verdict != IMPACT_UNUSABLE && verdict != IMPACT_NO_EFFECT &&
           verdict != IMPACT_CANNOT_TELL;
}

static const char *direction_of(const struct change_item *item, enum impact_verdict verdict)
{
    int sign = sign_of(&item->result);

    if (!finds(verdict))
        return "";
    if (item->better != 0)
        return sign == item->better ? "better" : "worse";
    return sign > 0 ? "up" : "down";
}

static const char *shape_of(const struct change_item *item)
{
    const struct change_result *result = &item->result;
    bool named = is_found(item) && result->lead > NAMED_LEAD;

    if (result->reason != CHANGE_USABLE)
        return "";
    return change_kind_name(named ? result->kind : CHANGE_KINDS);
}

/* The period at a place of the axis, or the text as it was written where it lies outside. */
static void put_period(const struct changes *changes, long place, const char *written, char *out)
{
    const struct axis *axis = &changes->frame.axis;

    if (*written == '\0')
        *out = '\0';
    else
        period_format(axis->kind, axis->first + place, out);
}

/* "trend; season (12 months); price; other events (release)" */
static char *adjusted_for(const struct changes *changes, const struct change_item *item)
{
    const struct change_result *result = &item->result;
    struct text words = TEXT_EMPTY;
    char season[80];
    size_t i, others = 0;

    if (result->reason != CHANGE_USABLE)
        return text_take(&words);
    text_adds(&words, "trend; ");
    season_words(&result->season, season, sizeof season);
    if (season[0])
        text_addf(&words, "%s; ", season);
    for (i = 0; i < frame_contexts(&changes->frame); i++)
        text_addf(&words, "%s; ", frame_context_name(&changes->frame, i));
    for (i = 0; i < changes->event_count; i++)
        if (changes_beside(changes, item, i))
            text_addf(&words, "%s%s", others++ ? ", " : "other events (", changes->event[i].name);
    text_adds(&words, others ? "); " : "");
    if (result->ar.order > 0)
        text_addf(&words, "own past (AR %zu); ", result->ar.order);
    words.bytes[words.length -= 2] = '\0';
    return text_take(&words);
}

/* Events that stand too near to this one to be told from it. */
static void add_near(const struct changes *changes, const struct change_item *item,
                     struct text *words)
{
    const char *noun = period_noun(true, changes->frame.axis.kind);
    size_t near = 0, i;
    long least = -1;

    for (i = 0; i < changes->event_count; i++) {
        long apart = changes->event[i].first - changes->event[item->event].first;

        apart = apart < 0 ? -apart : apart;
        if (changes_beside(changes, item, i) && (least < 0 || apart < least)) {
            least = apart;
            near = i;
        }
    }
    if (least == 0)
        text_addf(words, "it cannot be told from %s, which was in the same %s",
                  changes->event[near].name, noun);
    else if (least > 0)
        text_addf(words,
                  "it cannot be told from what else there was, above all from %s, %ld %s%s away",
                  changes->event[near].name, least, noun, least == 1 ? "" : "s");
    else
        text_adds(words, "it cannot be told from the context");
    if (isfinite(item->result.reason_value))
        text_addf(words, " (variance inflation %.3g, at most %.0f)", item->result.reason_value,
                  item->result.reason_limit);
    text_adds(words, least < 0 ? "." : ": make one event of the two, or leave one out.");
}

/* "sales has no week from this date on: its last one is 2024-W08." */
static void add_outside(struct changes *changes, const struct change_item *item, const char *noun,
                        struct text *words)
{
    const struct axis *axis = &changes->frame.axis;
    const char *outcome = changes->frame.table->columns[item->outcome].name;
    const double *y = frame_series(&changes->frame, item->outcome, item->entity);
    char last[PERIOD_SIZE];
    size_t t = axis->periods;

    while (t > 0 && !isfinite(y[t - 1]))
        t--;
    if (t == 0) {
        text_addf(words, "%s has no figure at all.", outcome);
        return;
    }
    period_format(axis->kind, axis->first + (long)t - 1, last);
    text_addf(words, "%s has no %s from this date on; its last one is %s.", outcome, noun, last);
}

/* Why it is unusable, in a sentence. */
static char *reason_of(struct changes *changes, const struct change_item *item)
{
    const struct change_result *result = &item->result;
    const char *noun = period_noun(true, changes->frame.axis.kind);
    const char *outcome = changes->frame.table->columns[item->outcome].name;
    struct text words = TEXT_EMPTY;
    double value = result->reason_value, limit = result->reason_limit;

    switch (result->reason) {
    case CHANGE_USABLE:
        break;
    case CHANGE_OUTSIDE:
        add_outside(changes, item, noun, &words);
        break;
    case CHANGE_TOO_FEW_BEFORE:
        text_addf(&words, "%.0f %s%s of %s lie%s before it, and %.0f are needed.", value, noun,
                  value == 1 ? "" : "s", outcome, value == 1 ? "s" : "", limit);
        break;
    case CHANGE_TOO_FEW_AFTER:
        text_addf(&words,
                  "%.0f %s%s of %s from it on are too few: from %d on a change can be tested, or "
                  "with more %ss before.",
                  value, noun, value == 1 ? "" : "s", outcome, CHANGE_AFTER_MIN, noun);
        break;
    case CHANGE_MISSING:
        text_addf(&words, "%.0f %% of %s is missing, and at most %.0f %% may be.", 100 * value,
                  outcome, 100 * limit);
        break;
    case CHANGE_CONSTANT:
        text_addf(&words, "%s is %.6g throughout.", outcome, value);
        break;
    case CHANGE_CONSTANT_BEFORE:
        text_addf(&words, "%s is %.6g throughout before it: how much it varies is not known.",
                  outcome, value);
        break;
    case CHANGE_TOO_MANY_COLUMNS:
        text_addf(&words,
                  "%.0f columns of trend, season, context and other events are too many for "
                  "%.0f %ss.",
                  value, limit, noun);
        break;
    case CHANGE_EXPLAINED:
        text_addf(&words, "trend, season and context leave nothing of %s.", outcome);
        break;
    case CHANGE_OUT_OF_RANGE:
        text_addf(&words, "the change of %s is beyond what numbers can hold.", outcome);
        break;
    case CHANGE_ENTANGLED:
        add_near(changes, item, &words);
        break;
    }
    return text_take(&words);
}

static char *unaffected_names(const struct changes *changes)
{
    struct text words = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < changes->unaffected.count; i++)
        text_addf(&words, "%s%s", i ? " and " : "",
                  changes->frame.table->columns[changes->unaffected.columns[i]].name);
    return text_take(&words);
}

/* The row of the path that is furthest off; NULL without one. */
static const struct change_row *most_of(const struct change_result *result)
{
    const struct change_row *most = NULL;
    size_t k;

    for (k = 0; k < result->path_rows; k++)
        if (!most || fabs(result->path[k].effect.value) > fabs(most->effect.value))
            most = &result->path[k];
    return most;
}

static char *note_of(struct changes *changes, const struct change_item *item,
                     const struct impact_row *row, enum impact_verdict verdict)
{
    const struct change_result *result = &item->result;
    const struct axis *axis = &changes->frame.axis;
    const struct change_row *most = most_of(result);
    char period[PERIOD_SIZE] = "";
    char *reason = reason_of(changes, item), *shocked = unaffected_names(changes);
    bool opposite = result->surprise * sign_of(result) < 0;
    struct text words = TEXT_EMPTY;
    struct impact_sentence sentence = {
        .verdict = verdict,
        .row = row,
        .unit = item->unit,
        .period = axis->kind,
        .reason = reason,
        .effect_low90 = result->effect.low90,
        .effect_high90 = result->effect.high90,
        .early_periods = (double)result->quarter,
        .most = most ? period : NULL,
        .most_change = most ? most->effect.value : NAN,
        .min_change = item->min_change,
        .moving_p = item->moving_p,
        .shocked = shocked,
        .surprise = fabs(result->surprise) > SURPRISE_LEAST && opposite &&
                            !changes->options->triggered
                        ? result->surprise
                        : NAN,
        .guardrail_worse = item->guardrail && strcmp(row->direction, "worse") == 0,
        .few = result->end_test,
    };

    if (most)
        period_format(axis->kind, axis->first + (long)most->row, period);
    impact_note(&sentence, &words);
    free(reason);
    free(shocked);
    return text_take(&words);
}

void impact_row_write(struct writer *writer, struct changes *changes,
                      const struct change_item *item)
{
    const struct change_result *is = &item->result;
    const struct changes_event *event = &changes->event[item->event];
    enum impact_verdict verdict = impact_verdict_of(item);
    bool ranked = is->reason == CHANGE_USABLE && item->rank.dates >= DATES_LEAST;
    char date[PERIOD_SIZE], end[PERIOD_SIZE];
    char *adjusted = adjusted_for(changes, item), *note;
    struct impact_row row = {
        .event = event->name,
        .outcome = changes->frame.table->columns[item->outcome].name,
        .verdict = vocabulary_name(&impact_words, verdict),
        .direction = direction_of(item, verdict),
        .evidence = verdict == IMPACT_UNUSABLE
                        ? ""
                        : vocabulary_name(&evidence_words, EVIDENCE_BEFORE_AFTER),
        .shape = shape_of(item),
        .date = date,
        .end = end,
        .effect = is->effect.value,
        .effect_low = is->effect.low,
        .effect_high = is->effect.high,
        .early = is->early.value,
        .late = is->late.value,
        .late_low = is->late.low,
        .late_high = is->late.high,
        .half_life = is_found(item) ? is->half_life.value : NAN,
        .half_life_low = is_found(item) ? is->half_life.low : NAN,
        .half_life_high = is_found(item) ? is->half_life.high : NAN,
        .total = is->total.value,
        .total_low = is->total.low,
        .total_high = is->total.high,
        .p = is->p,
        .p_adj = item->p_adj,
        .naive_effect = is->naive_effect,
        .naive_p = is->naive_p,
        .n_before = (double)is->n_before,
        .n_after = (double)is->n_after,
        .adjusted_for = adjusted,
        .mde = is->mde,
        .more_periods = item->more_periods,
        .dates_rank = ranked ? (double)item->rank.rank : NAN,
        .dates_n = ranked ? (double)item->rank.dates : NAN,
        .entity = frame_entity(&changes->frame, item->entity),
    };

    put_period(changes, event->first, event->date, date);
    put_period(changes, event->behind - 1, event->end, end);
    row.note = note = note_of(changes, item, &row, verdict);
    result_row(writer, &result_impact, RESULT_ALWAYS, &row);
    free(note);
    free(adjusted);
}

void impact_path_write(struct writer *writer, struct changes *changes,
                       const struct change_item *item)
{
    const struct axis *axis = &changes->frame.axis;
    const struct change_result *result = &item->result;
    const double *y = frame_series(&changes->frame, item->outcome, item->entity);
    char period[PERIOD_SIZE];
    size_t t, k = 0;

    for (t = 0; t < axis->periods; t++) {
        const struct change_row *at = k < result->path_rows && result->path[k].row == t
                                          ? &result->path[k++]
                                          : NULL;
        struct path_row row = {
            .event = changes->event[item->event].name,
            .outcome = changes->frame.table->columns[item->outcome].name,
            .entity = frame_entity(&changes->frame, item->entity),
            .period = { period, 0 },
            .actual = y[t],
            .without = at ? at->counterfactual : y[t],
            .without_low = at ? y[t] - at->effect.high : NAN,
            .without_high = at ? y[t] - at->effect.low : NAN,
            .effect = at ? at->effect.value : NAN,
            .effect_low = at ? at->effect.low : NAN,
            .effect_high = at ? at->effect.high : NAN,
            .band_low = at ? at->band_low : NAN,
            .band_high = at ? at->band_high : NAN,
        };

        period_format(axis->kind, axis->first + (long)t, period);
        result_row(writer, &result_path, RESULT_ALWAYS, &row);
    }
}
