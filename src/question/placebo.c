/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/placebo.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/progress.h"
#include "link/placebo.h"
#include "question/decision.h"
#include "words/verdicts.h"

/* Runs that share their simulated outcomes, for speed, and how many resamples are enough. */
enum { TOGETHER = 20, RESAMPLES = 999 };

static struct placebo *start(struct link_tests *tests)
{
    const struct question *q = &tests->question;
    struct placebo *placebos = xcalloc(tests->count, sizeof *placebos);
    size_t i;

    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];
        const struct question_link *link = test->link;

        const double *x = link_tests_series(tests, link->output, test->entity);
        size_t reach = (size_t)(link->lags.last - link->lags.first);

        if (tests->panel)
            placebo_start_panel(&placebos[i], x, q->frame.axis.entities, q->frame.axis.periods,
                                q->frame.axis.timed, reach);
        else
            placebo_start(&placebos[i], x, q->frame.axis.periods, q->frame.axis.timed,
                          &q->frame.road.request, reach);
    }
    return placebos;
}

/* The verdicts of one run of a round. */
static void count_run(const struct link_tests *tests, const struct test_round *round, size_t run,
                      struct placebo_tally *tallies, size_t *any)
{
    const struct link_result **results = xcalloc(tests->count, sizeof *results);
    struct decision decision;
    size_t found = 0;
    size_t i;

    for (i = 0; i < tests->count; i++)
        results[i] = &round->results[i * round->copies + run];
    decide(tests, results, &decision);
    for (i = 0; i < tests->count; i++) {
        tallies[i].n += decision.verdicts[i] != VERDICT_UNUSABLE;
        if (verdict_words.words[decision.verdicts[i]].finds == FINDS_IT) {
            tallies[i].found++;
            found++;
        }
    }
    *any += found > 0;
    decision_free(&decision);
    free(results);
}

int placebo_run(struct link_tests *tests, size_t times, struct placebo_tally *tallies, size_t *any,
                size_t *resamples, struct error *err)
{
    size_t n = tests->span;
    size_t enough = 40 * tests->count > RESAMPLES ? 40 * tests->count : RESAMPLES;
    uint64_t seed = (uint64_t)tests->common->seed;
    struct placebo *placebos = start(tests);
    struct test_round round = { .resamples = enough < tests->resamples ? enough
                                                                       : tests->resamples };
    double *x = xarray(tests->count * TOGETHER * n, sizeof *x);
    size_t first, i, run;
    int status = 0;

    *any = 0;
    *resamples = round.resamples;
    round.x = x;
    round.results = xcalloc(tests->count * TOGETHER, sizeof *round.results);
    progress_begin("testing placebos",
                   link_tests_steps(tests, &round) * ((times + TOGETHER - 1) / TOGETHER));
    for (first = 0; first < times && status == 0; first += TOGETHER) {
        round.copies = times - first < TOGETHER ? times - first : TOGETHER;
        /* Other outcomes are simulated than for the verdicts and for the round before. */
        round.seed = seed ^ (UINT64_C(0x9e3779b97f4a7c15) * (first / TOGETHER + 1));
        for (i = 0; i < tests->count; i++)
            for (run = 0; run < round.copies; run++)
                placebo_draw(&placebos[i], seed, first + run, x + (i * round.copies + run) * n);
        status = link_tests_round(tests, &round, err);
        for (run = 0; run < round.copies && status == 0; run++)
            count_run(tests, &round, run, tallies, any);
    }
    if (status == 0)
        progress_end();
    for (i = 0; i < tests->count; i++)
        placebo_free(&placebos[i]);
    free(placebos);
    free(round.results);
    free(x);
    return status;
}
