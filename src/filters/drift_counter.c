/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counters of the plan: a row each. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "filters/drift_rows.h"
#include "question/when.h"
#include "stats/adjust.h"
#include "words/drift_note.h"

/* One counter of one entity. */
struct traded {
    const struct question_counter *counter;
    size_t entity;
    size_t row;       /* SIZE_MAX: nobody knows when */
    const char *lack; /* why it could not be looked at, or NULL */
    int better[2];
    struct trade_result result;
    double p, p_adj;
};

/* What says which way is better: an outcome's own word, else an output counts as up. */
static int better_of(const struct measure *measure)
{
    return measure->better ? measure->better : measure->role == ROLE_OUTPUT ? 1 : 0;
}

static int find_row(const struct frame *frame, const struct measure *measure, const char *at,
                    size_t *row, struct error *err)
{
    char who[400];

    *row = SIZE_MAX;
    snprintf(who, sizeof who, "%.300s:%lu: column \"target_since\"", frame->plan->file,
             measure->line);
    if (at)
        return when_find(frame, "--at", at, row, err);
    return *measure->target_since ? when_find(frame, who, measure->target_since, row, err) : 0;
}

static void look(struct link_tests *tests, struct traded *traded)
{
    struct frame *frame = &tests->question.frame;
    const struct question_counter *counter = traded->counter;
    struct trade_question question = { .n = frame->axis.periods,
                                       .row = traded->row,
                                       .season = frame->road.request,
                                       .resamples = tests->resamples,
                                       .seed = (uint64_t)tests->common->seed };
    size_t k;

    traded->p = NAN;
    traded->better[0] = better_of(counter->measure);
    traded->better[1] = counter->counter ? better_of(counter->counter) : 0;
    if (counter->column == SIZE_MAX || counter->against == SIZE_MAX)
        traded->lack = "the table has no column of that name; lever report joins all that the plan "
                       "names";
    else if (traded->row == SIZE_MAX)
        traded->lack = "nothing says since when it has been a target: target_since in the plan, or "
                       "--at";
    else if (traded->better[0] == 0 || traded->better[1] == 0)
        traded->lack = "the plan does not say which way is better: its column better";
    if (traded->lack)
        return;
    question.y[0] = frame_series(frame, counter->column, traded->entity);
    question.y[1] = frame_series(frame, counter->against, traded->entity);
    for (k = 0; k < 2; k++)
        question.better[k] = traded->better[k];
    trade_test(&question, &traded->result);
    /* Both have to have moved: the larger p (Berger 1982). */
    if (traded->result.side[0].possible && traded->result.side[1].possible)
        traded->p = fmax(traded->result.side[0].p, traded->result.side[1].p);
}

static enum drift_verdict judge(const struct traded *traded)
{
    const struct trade_side *side = traded->result.side;
    double least = traded->counter->counter ? traded->counter->counter->min_change : NAN;

    if (traded->lack)
        return DRIFTS_UNUSABLE;
    if (traded->result.stopped)
        return DRIFTS_STOPPED;
    if (isnan(traded->p))
        return DRIFTS_UNUSABLE;
    if (traded->p_adj < .05)
        return side[0].step * traded->better[0] > 0 && side[1].step * traded->better[1] < 0
                   ? DRIFTS_TRADED_OFF
                   : DRIFTS_DIFFERS;
    if (least > 0 && side[1].firm_low > -least && side[1].firm_high < least)
        return DRIFTS_HOLDS;
    return DRIFTS_CANNOT_TELL;
}

static void fill(const struct traded *traded, struct drift_row *row)
{
    const struct trade_side *side = &traded->result.side[1];

    row->before = side->mean_before;
    row->after = side->mean_after;
    row->n_before = (double)side->n_before;
    row->n_after = (double)side->n_after;
    if (!side->possible)
        return;
    row->effect = side->step;
    row->effect_low = side->low;
    row->effect_high = side->high;
    row->p = traded->p;
    row->p_adj = traded->p_adj;
}

static void add(const struct link_tests *tests, const struct traded *traded,
                struct drift_lines *lines)
{
    const struct axis *axis = &tests->question.frame.axis;
    const struct question_counter *counter = traded->counter;
    const char *entity = frame_entity(&tests->question.frame, traded->entity);
    char *subject = *entity ? xasprintf("%s (%s)", counter->measure->name, entity)
                            : xstrdup(counter->measure->name);
    struct drift_line *line = drift_lines_add(lines, "counter", subject, counter->measure->counter);
    char last[PERIOD_SIZE];
    struct drift_counter_said said = {
        .verdict = judge(traded),
        .result = &traded->result,
        .better = traded->better,
        .measure = counter->measure->name,
        .counter = counter->measure->counter,
        .measure_unit = counter->measure->unit,
        .counter_unit = counter->counter ? counter->counter->unit : "",
        .date = line->date,
        .last = last,
        .lack = traded->lack,
        .period = axis->kind,
    };
    struct text note = TEXT_EMPTY;

    line->verdict = said.verdict;
    if (!traded->lack) {
        drift_period(axis, traded->row, line->date);
        drift_period(axis, traded->result.last, last);
        fill(traded, &line->row);
    }
    drift_note_counter(&said, &note);
    line->note = text_take(&note);
    free(subject);
}

int drift_counters(struct link_tests *tests, const char *at, struct drift_lines *lines,
                   struct error *err)
{
    size_t entities = tests->question.frame.axis.entities, counters, i, k = 0, entity;
    struct question_counter *counter = question_counters(&tests->question, &counters);
    struct traded *all = xcalloc(counters * entities + 1, sizeof *all);
    double *p = xarray(counters * entities + 1, sizeof *p);
    int status = 0;

    for (i = 0; i < counters && status == 0; i++)
        for (entity = 0; entity < entities && status == 0; entity++, k++) {
            all[k] = (struct traded){ .counter = &counter[i], .entity = entity };
            status = find_row(&tests->question.frame, counter[i].measure, at, &all[k].row, err);
            if (status == 0)
                look(tests, &all[k]);
            p[k] = all[k].p;
        }
    adjust_p((enum adjust_method)tests->common->adjust, p, k, p);
    for (i = 0; i < k && status == 0; i++) {
        all[i].p_adj = p[i];
        add(tests, &all[i], lines);
    }
    free(p);
    free(all);
    free(counter);
    return status;
}
