/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/compare_answers.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "question/roles.h"
#include "table/writer.h"
#include "words/wording.h"

static const struct compare_row no_figures = {
    .effect = NAN,
    .effect_low = NAN,
    .effect_high = NAN,
    .relative = NAN,
    .relative_low = NAN,
    .relative_high = NAN,
    .p = NAN,
    .p_adj = NAN,
    .naive_effect = NAN,
    .naive_p = NAN,
    .n = NAN,
    .n_against = NAN,
    .units = NAN,
    .units_against = NAN,
    .before = NAN,
    .after = NAN,
    .pretrend_p = NAN,
    .pretrend_mde = NAN,
    .breakdown = NAN,
};

struct compare_answer *compare_answer_add(struct compare_answers *answers,
                                          const struct compare_settings *settings,
                                          const struct frame *frame, size_t outcome,
                                          const char *group, const char *against)
{
    const char *name = table_names(frame->table)[outcome];
    const struct measure *measure = frame->plan ? plan_measure(frame->plan, name) : NULL;
    struct compare_answer *answer;

    answers->items = xgrow(answers->items, answers->count, &answers->capacity,
                           sizeof *answers->items);
    answer = &answers->items[answers->count++];
    *answer = (struct compare_answer){ .group = xstrdup(group),
                                       .against = xstrdup(against),
                                       .outcome = name,
                                       .unit = measure ? measure->unit : "",
                                       .better = measure ? measure->better : 0,
                                       .guardrail = measure && measure->role == ROLE_GUARDRAIL,
                                       .min_change = measure ? measure->min_change : NAN,
                                       .row = no_figures,
                                       .firm_low = NAN,
                                       .firm_high = NAN,
                                       .mean = NAN,
                                       .mean_against = NAN,
                                       .told = TEXT_EMPTY };
    if (settings->min_change > 0)
        answer->min_change = settings->min_change;
    return answer;
}

void compare_tell(struct compare_answer *answer, const char *format, ...)
{
    char line[800];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    text_addc(&answer->told, ' ');
    text_adds(&answer->told, line);
}

void compare_unusable(struct compare_answer *answer, const char *format, ...)
{
    char line[600];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    free(answer->reason);
    answer->reason = xstrdup(line);
}

/* ---- words ---- */

/* On either side less than what matters. */
static bool is_small(const struct compare_answer *answer)
{
    return answer->firm_low > -answer->min_change && answer->firm_high < answer->min_change;
}

static enum compare_verdict verdict_of(const struct compare_answer *answer)
{
    const struct compare_row *row = &answer->row;
    double matters = answer->min_change;
    int sign = (row->effect > 0) - (row->effect < 0);

    if (answer->reason)
        return COMPARE_UNUSABLE;
    if (answer->apart)
        return COMPARE_NOT_COMPARABLE;
    if (row->p_adj < .05 && sign != 0)
        return answer->guardrail && answer->better != 0 && sign != answer->better ? COMPARE_HARMS
                                                                                  : COMPARE_DIFFERS;
    /* A guardrail need only be no worse. */
    if (matters > 0 && (is_small(answer) ||
                        (answer->guardrail && answer->better > 0 && answer->firm_low > -matters) ||
                        (answer->guardrail && answer->better < 0 && answer->firm_high < matters)))
        return COMPARE_NO_EFFECT;
    return COMPARE_CANNOT_TELL;
}

/* What is unusable has counts, and no figure that somebody might use. */
static void drop_figures(struct compare_row *row)
{
    struct compare_row counts = no_figures;

    counts.n = row->n;
    counts.n_against = row->n_against;
    counts.units = row->units;
    counts.units_against = row->units_against;
    *row = counts;
}

void compare_judge(struct compare_answers *answers, enum adjust_method adjust)
{
    double *p = xarray(answers->count, sizeof *p);
    size_t i;

    for (i = 0; i < answers->count; i++)
        p[i] = answers->items[i].reason ? NAN : answers->items[i].row.p;
    adjust_p(adjust, p, answers->count, p);
    for (i = 0; i < answers->count; i++) {
        answers->items[i].row.p_adj = p[i];
        answers->items[i].verdict = verdict_of(&answers->items[i]);
        if (answers->items[i].verdict == COMPARE_UNUSABLE)
            drop_figures(&answers->items[i].row);
    }
    free(p);
}

static const char *direction_of(const struct compare_answer *answer)
{
    double effect = answer->row.effect;

    if (answer->verdict != COMPARE_DIFFERS && answer->verdict != COMPARE_HARMS)
        return "";
    if (answer->better == 0)
        return effect > 0 ? "up" : "down";
    return (effect > 0) == (answer->better > 0) ? "better" : "worse";
}

/* ---- the first sentence ---- */

/* The figures of a share are said in percentage points. */
struct teller {
    struct thing thing;
    double scale, unit; /* unit: to which figures are rounded */
    struct text *out;
};

static void say_range(const struct teller *t, double low, double high, const char *level)
{
    text_adds(t->out, " (");
    add_rounded(t->out, low * t->scale, t->unit);
    text_adds(t->out, " to ");
    add_rounded(t->out, high * t->scale, t->unit);
    text_addf(t->out, "%s)", level);
}

/* "; on average 4.2 % against 5.7 %" */
static void say_means(const struct teller *t, const struct compare_answer *answer)
{
    const char *unit = answer->share ? " %" : "";

    if (isnan(answer->mean))
        return;
    text_adds(t->out, "; on average ");
    add_rounded(t->out, answer->mean * t->scale, rounding_unit(answer->mean * t->scale) / 10);
    text_addf(t->out, "%s against ", unit);
    add_rounded(t->out, answer->mean_against * t->scale,
                rounding_unit(answer->mean_against * t->scale) / 10);
    text_adds(t->out, unit);
}

/* "treat has", "at level 1 there is" */
static void say_who(const struct teller *t, const struct compare_answer *answer, const char *verb,
                    const char *there)
{
    if (answer->design == DESIGN_SCHEDULE)
        text_addf(t->out, "at level %s there %s ", answer->group, there);
    else
        text_addf(t->out, "%s %s ", answer->group,
                  answer->plural && strcmp(verb, "has") == 0 ? "have" : verb);
}

static void say_against(const struct teller *t, const struct compare_answer *answer)
{
    if (answer->since[0]) {
        text_addf(t->out, " since %s, beside %s", answer->since, answer->against);
        return;
    }
    text_addf(t->out, answer->design == DESIGN_SCHEDULE ? " than at level %s" : " than %s",
              answer->against);
}

static void say_difference(const struct teller *t, const struct compare_answer *answer)
{
    const struct compare_row *row = &answer->row;

    say_who(t, answer, "has", "is");
    add_more(t->out, &t->thing, row->effect * t->scale, t->unit);
    say_against(t, answer);
    say_range(t, row->effect_low, row->effect_high, "");
    say_means(t, answer);
}

static void say_matters(const struct teller *t, const struct compare_answer *answer)
{
    struct text *out = t->out;

    add_amount(out, &t->thing, answer->min_change * t->scale,
               rounding_unit(answer->min_change * t->scale));
}

static void say_untold(const struct teller *t, const struct compare_answer *answer)
{
    const struct compare_row *row = &answer->row;

    text_adds(t->out, "Cannot tell yet: ");
    say_who(t, answer, "may have", "may be");
    if (row->effect_low > 0 || row->effect_high < 0) {
        add_more(t->out, &t->thing, row->effect * t->scale, t->unit);
        say_against(t, answer);
        say_range(t, row->effect_low, row->effect_high, "");
        text_adds(t->out, ", but not beyond the chance that so many comparisons bring");
    } else if (isfinite(row->effect_low) && isfinite(row->effect_high)) {
        text_adds(t->out, "from ");
        add_more(t->out, &t->thing, row->effect_low * t->scale, t->unit);
        text_adds(t->out, " to ");
        add_more(t->out, &t->thing, row->effect_high * t->scale, t->unit);
        say_against(t, answer);
    } else {
        text_addf(t->out, "more or less %s", t->thing.name);
        say_against(t, answer);
        text_adds(t->out, ", by how much is open");
    }
    say_means(t, answer);
}

static void say_first(const struct teller *t, const struct compare_answer *answer)
{
    switch (answer->verdict) {
    case COMPARE_UNUSABLE:
        text_adds(t->out, answer->reason);
        return;
    case COMPARE_NOT_COMPARABLE:
        text_adds(t->out, answer->apart);
        return;
    case COMPARE_HARMS:
        text_adds(t->out, "Harms a guardrail: ");
        say_difference(t, answer);
        break;
    case COMPARE_DIFFERS:
        say_difference(t, answer);
        break;
    case COMPARE_NO_EFFECT:
        if (is_small(answer))
            text_addf(t->out, "Whatever %s changes in %s beside %s, it is under the ",
                      answer->group, t->thing.name, answer->against);
        else
            text_addf(t->out, "If %s is worse with %s than with %s, then by less than the ",
                      t->thing.name, answer->group, answer->against);
        say_matters(t, answer);
        text_adds(t->out, " that would matter");
        say_range(t, answer->firm_low, answer->firm_high, " at 90 %");
        say_means(t, answer);
        break;
    case COMPARE_CANNOT_TELL:
    case COMPARE_VERDICTS:
        say_untold(t, answer);
        break;
    }
    text_addc(t->out, '.');
}

static char *note_of(const struct compare_answer *answer)
{
    const struct compare_row *row = &answer->row;
    struct text out = TEXT_EMPTY;
    struct teller teller = { .scale = answer->share ? 100 : 1, .out = &out };
    double widest = fmax(fabs(row->effect_low), fabs(row->effect_high));

    thing_name(&teller.thing, answer->outcome, answer->share ? "%" : answer->unit);
    if (!isfinite(widest))
        widest = fabs(row->effect);
    teller.unit = rounding_unit(
        (isfinite(row->effect) && row->effect != 0 ? fmin(fabs(row->effect) * 3, widest) : widest) *
        teller.scale);
    say_first(&teller, answer);
    if (answer->design == DESIGN_SCHEDULE)
        start_with_capital(out.bytes);
    if (answer->verdict != COMPARE_UNUSABLE && answer->told.length > 0)
        text_adds(&out, answer->told.bytes);
    thing_free(&teller.thing);
    return text_take(&out);
}

/* ---- out ---- */

int compare_write(const struct compare_answers *answers, const struct common *common,
                  struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_compare, RESULT_ALWAYS);
    for (i = 0; i < answers->count; i++) {
        const struct compare_answer *answer = &answers->items[i];
        struct compare_row row = answer->row;
        char *note = note_of(answer);

        row.group = answer->group;
        row.against = answer->against;
        row.outcome = answer->outcome;
        row.verdict = vocabulary_name(&compare_words, answer->verdict);
        row.direction = direction_of(answer);
        row.evidence = answer->verdict == COMPARE_UNUSABLE
                           ? ""
                           : vocabulary_name(&evidence_words, answer->evidence);
        row.design = vocabulary_name(&design_words, answer->design);
        row.note = note;
        result_row(writer, &result_compare, RESULT_ALWAYS, &row);
        free(note);
    }
    return writer_close(writer, err);
}

void compare_answers_free(struct compare_answers *answers)
{
    size_t i;

    for (i = 0; i < answers->count; i++) {
        struct compare_answer *answer = &answers->items[i];

        free(answer->group);
        free(answer->against);
        free(answer->reason);
        free(answer->apart);
        text_free(&answer->told);
    }
    free(answers->items);
    *answers = (struct compare_answers){ NULL, 0, 0 };
}

int compare_outcomes(const struct frame *frame, struct selection *outcomes, struct error *err)
{
    const char *list = frame->common->outcomes;

    if (list) {
        if (frame_choose(frame, list, outcomes, err) != 0)
            return -1;
        frame_spare(frame, list, outcomes);
        return outcomes->count > 0 ? 0 : error_usage(err, "-y %s leaves no outcome", list);
    }
    *outcomes = frame_room(frame);
    frame_role(frame, ROLE_OUTCOME, outcomes);
    frame_role(frame, ROLE_GUARDRAIL, outcomes);
    return outcomes->count > 0 ? 0 : roles_none(frame->plan, frame->table, false, err);
}
