/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/drifts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/progress.h"
#include "question/when.h"
#include "stats/adjust.h"
#include "stats/moments.h"

/* Draws by default. */
enum { DRAWS = 1999 };

/* Since when one of the two has been a target, as the plan says; DRIFT_SEARCH = it does not. */
static int target_row(const struct frame *frame, const struct question_link *link, size_t *row,
                      struct error *err)
{
    const char *const names[] = { link->output_name, link->outcome_name };
    char who[400];
    size_t i;

    *row = DRIFT_SEARCH;
    for (i = 0; frame->plan && i < 2 && *row == DRIFT_SEARCH; i++) {
        const struct measure *measure = plan_measure(frame->plan, names[i]);

        if (!measure || *measure->target_since == '\0')
            continue;
        snprintf(who, sizeof who, "%.300s:%lu: column \"target_since\"", frame->plan->file,
                 measure->line);
        if (when_find(frame, who, measure->target_since, row, err) != 0)
            return -1;
    }
    return 0;
}

static int find_row(const struct frame *frame, const struct question_link *link, const char *at,
                    size_t *row, struct error *err)
{
    return at ? when_find(frame, "--at", at, row, err) : target_row(frame, link, row, err);
}

/* Draws, where nobody said how many: most links need far fewer (link/drift.h), and one that came apart
 * takes them all. 40 a link, as of test. */
static size_t draws_of(const struct link_tests *tests)
{
    if (tests->common->resamples)
        return (size_t)tests->common->resamples;
    return 40 * tests->count > DRAWS ? 40 * tests->count : DRAWS;
}

static void ask(struct link_tests *tests, const struct link_test *test, size_t row, size_t enough,
                struct drift_result *result)
{
    struct frame *frame = &tests->question.frame;
    size_t contexts = frame_contexts(frame), i;
    const double **context = xcalloc(contexts + 1, sizeof *context);
    struct link_outcome outcome = { .n = frame->axis.periods,
                                    .y = link_tests_series(tests, test->link->outcome,
                                                           test->entity),
                                    .context = context,
                                    .contexts = contexts,
                                    .timed = true,
                                    .season = frame->road.request };
    struct drift_question question = { .outcome = &outcome,
                                       .x = link_tests_series(tests, test->link->output,
                                                              test->entity),
                                       .lag_first = (int)test->link->lags.first,
                                       .lag_last = (int)test->link->lags.last,
                                       .row = row,
                                       .min_effect = test->link->min_effect,
                                       .resamples = draws_of(tests),
                                       .seed = (uint64_t)tests->common->seed,
                                       .threads = frame_threads(frame),
                                       .enough = enough };

    for (i = 0; i < contexts; i++)
        context[i] = frame_context(frame, i, test->entity);
    drift_test(&question, result);
    free(context);
}

static bool is_asked(const struct link_tests *tests)
{
    return tests->question.frame.axis.timed && !tests->panel && !tests->method.estimate &&
           tests->count > 0;
}

static void decide_all(const struct link_tests *tests, struct drifts *drifts)
{
    double *p = xarray(tests->count, sizeof *p);
    size_t i;

    for (i = 0; i < tests->count; i++)
        p[i] = drifts->results[i].state == DRIFT_UNUSABLE ? NAN : drifts->results[i].p;
    adjust_p((enum adjust_method)tests->common->adjust, p, tests->count, drifts->p_adj);
    for (i = 0; i < tests->count; i++)
        drifts->states[i] = drift_judge(&drifts->results[i], drifts->p_adj[i],
                                        tests->items[i].link->min_effect);
    free(p);
}

/* Those that would be `decoupled` with a small p are asked again: of the others p stays 1. */
static void ask_again(struct link_tests *tests, const size_t *rows, struct drifts *drifts)
{
    bool holm = tests->common->adjust == ADJUST_HOLM;
    double least = .05 * ((double)draws_of(tests) + 1);
    size_t asked = 0, others, i;

    for (i = 0; i < tests->count; i++)
        asked += drift_came_apart(&drifts->results[i]) ? 1 : 0;
    /* Holm multiplies by as many links as have no smaller p. */
    others = holm ? tests->count - asked + (asked > 0) : 1;
    least = ceil(least / (double)others);
    for (i = 0; i < tests->count; i++)
        if (drift_came_apart(&drifts->results[i]))
            ask(tests, &tests->items[i], rows[i],
                least < DRIFT_ENOUGH ? (size_t)least : DRIFT_ENOUGH, &drifts->results[i]);
}

static int ask_all(struct link_tests *tests, const char *at, bool quick, size_t *rows,
                   struct drifts *drifts, struct error *err)
{
    size_t i;

    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];

        if (find_row(&tests->question.frame, test->link, at, &rows[i], err) != 0)
            return -1;
        drifts->dated[i] = rows[i] != DRIFT_SEARCH;
        if (test->link->by_formula)
            drifts->results[i] = (struct drift_result){ .lack = DRIFT_LACKS_X };
        else
            ask(tests, test, rows[i], quick ? 0 : DRIFT_ENOUGH, &drifts->results[i]);
        if (!quick)
            progress_step(1);
    }
    return 0;
}

int drifts_run(struct link_tests *tests, const char *at, bool quick, struct drifts *drifts,
               struct error *err)
{
    size_t *rows;
    int status;

    *drifts = (struct drifts){ .asked = is_asked(tests) };
    if (!drifts->asked)
        return 0;
    drifts->results = xcalloc(tests->count, sizeof *drifts->results);
    drifts->states = xcalloc(tests->count, sizeof *drifts->states);
    drifts->p_adj = xarray(tests->count, sizeof *drifts->p_adj);
    drifts->dated = xcalloc(tests->count, sizeof *drifts->dated);
    rows = xarray(tests->count, sizeof *rows);
    if (!quick)
        progress_begin("looking whether links came apart", tests->count);
    status = ask_all(tests, at, quick, rows, drifts, err);
    if (status == 0 && quick)
        ask_again(tests, rows, drifts);
    if (status == 0 && !quick)
        progress_end();
    if (status == 0)
        decide_all(tests, drifts);
    free(rows);
    return status;
}

static void put_period(const struct axis *axis, size_t position, char text[PERIOD_SIZE])
{
    text[0] = '\0';
    if (position < axis->periods)
        period_format(axis->kind, axis->first + (long)position, text);
}

struct drift_said drifts_said(struct link_tests *tests, const struct drifts *drifts, size_t i,
                              struct drift_dates *dates)
{
    const struct link_test *test = &tests->items[i];
    const struct drift_result *result = &drifts->results[i];
    const struct axis *axis = &tests->question.frame.axis;
    const double *x = link_tests_series(tests, test->link->output, test->entity);

    put_period(axis, result->row, dates->date);
    put_period(axis, result->row_low, dates->low);
    put_period(axis, result->row_high, dates->high);
    return (struct drift_said){ .state = drifts->states[i],
                                .result = result,
                                .output = test->link->output_name,
                                .outcome = test->link->outcome_name,
                                .output_unit = test->link->output_unit,
                                .outcome_unit = test->link->outcome_unit,
                                .spread = moments_sd(x, tests->span),
                                .period = axis->kind,
                                .date = dates->date,
                                .low = dates->low,
                                .high = dates->high,
                                .dated = drifts->dated[i] };
}

void drifts_free(struct drifts *drifts)
{
    free(drifts->results);
    free(drifts->states);
    free(drifts->p_adj);
    free(drifts->dated);
    *drifts = (struct drifts){ .asked = false };
}
