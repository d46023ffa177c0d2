/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/verdict_row.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "period/season_road.h"
#include "words/sentence.h"
#include "words/verdicts.h"
#include "words/working.h"

/* How far the evidence reaches, by how the figures came about: periods in order and
 * an output that came first are more than two columns that go together. */
static const char *evidence(const struct verdict_basis *row)
{
    if (row->verdict == VERDICT_UNUSABLE)
        return "";
    return vocabulary_name(&evidence_words, row->question->frame.axis.timed && row->result->lag > 0
                                                ? EVIDENCE_LAGGED
                                                : EVIDENCE_ASSOCIATION);
}

/* "trend; season (12 months); price; own past (AR 2)" */
static char *adjusted_for(const struct verdict_basis *row)
{
    const struct link_result *result = row->result;
    const struct question *q = row->question;
    struct text words = TEXT_EMPTY;
    char season[80];
    size_t i;

    if (row->verdict == VERDICT_UNUSABLE)
        return text_take(&words);
    season_words(&result->season, season, sizeof season);
    if (result->entities > 0)
        text_adds(&words, q->frame.axis.timed ? "entities; periods; " : "entities; ");
    if (result->trend)
        text_adds(&words, result->entities > 0 ? "trend of each; " : "trend; ");
    if (season[0])
        text_addf(&words, "%s%s; ", season, result->entities > 0 ? " of each" : "");
    for (i = 0; i < frame_contexts(&q->frame); i++)
        text_addf(&words, "%s; ", frame_context_name(&q->frame, i));
    if (result->ar_order > 0)
        text_addf(&words, "own past (AR %zu); ", result->ar_order);
    if (words.length > 1)
        words.bytes[words.length -= 2] = '\0';
    return text_take(&words);
}

/* "2026-W12; 2026-W13": periods of the outcome, or entities. */
static char *rests_on(const struct verdict_basis *row)
{
    const struct link_result *result = row->result;
    const struct axis *axis = &row->question->frame.axis;
    struct text words = TEXT_EMPTY;
    char period[PERIOD_SIZE];
    size_t i;

    for (i = 0; i < result->rests_count; i++) {
        text_adds(&words, i > 0 ? "; " : "");
        if (result->entities > 0) {
            text_adds(&words, axis->entity[result->rests[i]]);
            continue;
        }
        text_add(&words, period,
                 period_format(axis->kind, axis->first + (long)result->rests[i], period));
    }
    return text_take(&words);
}

/* --season none, where months or quarters have one. */
static bool season_unasked(const struct frame *frame)
{
    enum season_calendar calendar = season_calendar_of(frame->axis.kind);

    return frame->axis.timed && frame->road.request.mode == SEASON_OFF &&
           (calendar == SEASON_CALENDAR_MONTHS || calendar == SEASON_CALENDAR_QUARTERS);
}

static char *note(const struct verdict_basis *row, const char *rests)
{
    struct sentence sentence = {
        .verdict = row->verdict,
        .result = row->result,
        .terms = row->terms,
        .output = row->link->output_name,
        .outcome = row->link->outcome_name,
        .output_open = row->link->output_open,
        .outcome_open = row->link->outcome_open,
        .output_unit = row->link->output_unit,
        .outcome_unit = row->link->outcome_unit,
        .period = row->question->frame.axis.kind,
        .entity = row->question->frame.by_name,
        .output_whole = row->whole,
        .output_spread = row->spread,
        .links_tried = row->links_tried,
        .rests = rests,
        .season_unasked = season_unasked(&row->question->frame),
        .method = row->method,
        .drift = row->drift,
        .context = row->gaps.name,
        .context_lost = row->gaps.lost,
        .context_rows = row->gaps.rows,
        .look = row->look,
    };
    struct sentence_beside beside;
    struct text words = TEXT_EMPTY;

    if (row->joint && row->joint->others > 0) {
        beside = (struct sentence_beside){ row->joint->others, row->joint->effect, row->joint->low,
                                           row->joint->high };
        sentence.beside = &beside;
    }
    sentence_note(&sentence, &words);
    return text_take(&words);
}

enum { SPREAD_SIZE = 40 };

/* "0..8": the lags over which an effect is spread; "" where one lag has it. */
static const char *spread_lags(const struct link_result *result, char buffer[SPREAD_SIZE])
{
    buffer[0] = '\0';
    if (result->spread)
        snprintf(buffer, SPREAD_SIZE, "%d..%d", result->spread_first, result->spread_last);
    return buffer;
}

/* The groups of columns that were asked for. */
static unsigned groups(const char *method, bool placebo, bool joint)
{
    return (method ? RESULT_METHOD : 0) | (placebo ? RESULT_PLACEBO : 0) |
           (joint ? RESULT_JOINT : 0);
}

void verdict_row_header(struct writer *writer, const char *method, bool placebo, bool joint)
{
    result_header(writer, &result_verdicts, groups(method, placebo, joint));
}

/* What placebo and joint say, where they were asked for. */
static void fill_extras(struct verdicts_row *out, const struct verdict_basis *row, bool usable)
{
    const struct placebo_tally *placebo = row->placebo;
    const struct joint_part *joint = row->joint;

    if (placebo) {
        out->placebo_rate = placebo->n > 0 ? (double)placebo->found / (double)placebo->n : NAN;
        out->placebo_n = (double)placebo->n;
    }
    if (joint) {
        out->joint_effect = joint->effect;
        out->joint_low = joint->low;
        out->joint_high = joint->high;
        out->joint_p = joint->p;
        out->joint_n = usable ? (double)joint->n : NAN;
        out->vif = joint->vif;
    }
}

void verdict_row_write(struct writer *writer, const struct verdict_basis *row)
{
    const struct link_result *result = row->result;
    const struct axis *axis = &row->question->frame.axis;
    bool usable = row->verdict != VERDICT_UNUSABLE;
    char *adjusted = adjusted_for(row);
    char *rests = rests_on(row);
    char *words = note(row, rests);
    char spread[SPREAD_SIZE];
    struct verdicts_row out = {
        .output = row->link->output_name,
        .outcome = row->link->outcome_name,
        .verdict = vocabulary_name(&verdict_words, row->verdict),
        .evidence = evidence(row),
        .lag = usable ? (double)result->lag : NAN,
        .effect = result->effect,
        .effect_low = result->effect_low,
        .effect_high = result->effect_high,
        .r = result->r,
        .r_low = result->r_low,
        .r_high = result->r_high,
        .p = result->p,
        .p_adj = row->terms->p_adj,
        .naive_effect = result->naive_effect,
        .naive_r = result->naive_r,
        .naive_p = result->naive_p,
        .n = (double)result->n,
        .n_eff = result->n_eff,
        .lags_tried = (double)result->lags_tried,
        .links_tried = (double)row->links_tried,
        .adjusted_for = adjusted,
        .mde = result->mde,
        .more_periods = result->more_periods, /* out of reach is no number: the note says it */
        .note = words,
        .entity = row->entity,
        .spread = spread_lags(result, spread),
        .timed = axis->timed,
        .period_kind = axis->timed ? period_kind_name(axis->kind) : "",
        .rests_on = rests,
        .method = row->method,
    };

    fill_extras(&out, row, usable);
    result_row(writer, &result_verdicts,
               groups(row->method, row->placebo != NULL, row->joint != NULL), &out);
    free(words);
    free(rests);
    free(adjusted);
}

void verdict_row_working_header(struct writer *writer)
{
    result_header(writer, &result_working, RESULT_ALWAYS);
}

void verdict_row_working(struct writer *writer, const struct link_tests *tests,
                         const struct link_test *test)
{
    const struct axis *axis = &tests->question.frame.axis;
    const struct link_result *result = &test->result;
    char spread[SPREAD_SIZE];
    char period[PERIOD_SIZE];
    size_t i;

    for (i = 0; result->working && i < result->n; i++) {
        const struct link_working *row = &result->working[i];
        struct working_row out = {
            .output = test->link->output_name,
            .outcome = test->link->outcome_name,
            .entity = axis->entity[tests->panel ? row->entity : test->entity],
            .period = { NULL, (double)row->row + 1 },
            .lag = result->lag,
            .x = row->x,
            .y = row->y,
            .x_white = row->x_white,
            .y_white = row->y_white,
            .spread = spread_lags(result, spread),
        };

        if (axis->timed) {
            period_format(axis->kind, axis->first + (long)row->row, period);
            out.period.text = period;
        }
        result_row(writer, &result_working, RESULT_ALWAYS, &out);
    }
}
