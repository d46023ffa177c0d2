/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/link_tests.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/progress.h"
#include "link/panel_link.h"
#include "methods/method.h"
#include "question/collinearity.h"
#include "question/holiday_warning.h"

/* Resamples by default; the fewest; and values that may be permuted before there are fewer. */
enum { RESAMPLES = 9999, RESAMPLES_LEAST = 999, PERMUTED = 200000000 };

const double *link_tests_series(struct link_tests *tests, size_t column, size_t entity)
{
    return frame_series(&tests->question.frame, column, entity);
}

const char *link_tests_entity(const struct link_tests *tests, const struct link_test *test)
{
    return frame_entity(&tests->question.frame, test->entity);
}

/* Takes the periods in which the column has a value into first..last. */
static void widen(const double *series, size_t periods, size_t *first, size_t *last)
{
    size_t t;

    for (t = 0; t < *first && t < periods && !isfinite(series[t]); t++)
        ;
    *first = t < *first ? t : *first;
    for (t = periods; t > 0 && t - 1 > *last && !isfinite(series[t - 1]); t--)
        ;
    *last = t > 0 && t - 1 > *last ? t - 1 : *last;
}

size_t link_tests_own(struct link_tests *tests, size_t entity)
{
    const struct question *q = &tests->question;
    size_t periods = q->frame.axis.periods;
    size_t first = periods;
    size_t last = 0;
    size_t i;

    if (!tests->common->each || entity == TEST_PANEL)
        return periods;
    for (i = 0; i < q->count; i++) {
        widen(link_tests_series(tests, q->link[i].output, entity), periods, &first, &last);
        widen(link_tests_series(tests, q->link[i].outcome, entity), periods, &first, &last);
    }
    return first <= last ? last - first + 1 : periods;
}

static void step(void *context, size_t done, size_t total)
{
    struct link_tests *tests = context;

    (void)total;
    if (done > tests->stepped)
        progress_step(done - tests->stepped);
    tests->stepped = done;
}

/* Links on one outcome of one entity, or of the panel, with `beside` more columns of context. */
struct ask {
    size_t entity;
    size_t outcome;
    const double *const *beside;
    size_t beside_count;
    const double *given;
};

static int ask_links(struct link_tests *tests, const struct ask *ask, const struct link_output *x,
                     size_t n, const struct link_options *how, struct link_result *results,
                     struct error *err)
{
    struct question *q = &tests->question;
    size_t contexts = frame_contexts(&q->frame);
    const double **context = xcalloc(contexts + ask->beside_count + 1, sizeof *context);
    struct link_outcome y = { .n = q->frame.axis.periods,
                              .own = link_tests_own(tests, ask->entity),
                              .timed = q->frame.axis.timed,
                              .season = q->frame.road.request,
                              .context = context,
                              .contexts = contexts + ask->beside_count,
                              .given = ask->given };
    struct panel_outcome panel;
    size_t i;
    int status;

    y.y = link_tests_series(tests, ask->outcome, ask->entity);
    for (i = 0; i < contexts; i++)
        context[i] = frame_context(&q->frame, i, ask->entity);
    for (i = 0; i < ask->beside_count; i++)
        context[contexts + i] = ask->beside[i];
    panel = (struct panel_outcome){ .entities = q->frame.axis.entities,
                                    .periods = y.n,
                                    .y = y.y,
                                    .context = y.context,
                                    .contexts = y.contexts,
                                    .timed = y.timed,
                                    .season = y.season };
    status = tests->panel ? panel_link_test(&panel, x, n, how, results, err)
                          : link_test(&y, x, n, how, results, err);
    free(context);
    return status;
}

static struct link_output output_of(const struct link_tests *tests,
                                    const struct question_link *link, const double *x)
{
    bool timed = tests->question.frame.axis.timed;

    return (struct link_output){ .x = x,
                                 .lag_first = timed ? (int)link->lags.first : 0,
                                 .lag_last = timed ? (int)link->lags.last : 0,
                                 .lags_auto = link->lags.by_itself,
                                 .min_effect = link->min_effect };
}

/* Tests all links of one entity, or of the panel, that have this outcome. */
static int test_outcome(struct link_tests *tests, const struct test_round *round, size_t entity,
                        size_t outcome, struct error *err)
{
    const struct question *q = &tests->question;
    size_t each = tests->panel ? 1 : q->frame.axis.entities;
    size_t most = q->count * round->copies;
    struct link_options how = { .resamples = round->resamples,
                                .seed = round->seed,
                                .threads = frame_threads(&q->frame),
                                .progress = step,
                                .progress_context = tests,
                                .method = tests->method.estimate ? &tests->method : NULL };
    struct ask ask = { .entity = entity, .outcome = outcome };
    struct link_output *x = xcalloc(most, sizeof *x);
    struct link_result *results = xcalloc(most, sizeof *results);
    size_t *places = xcalloc(most, sizeof *places);
    size_t n = 0;
    size_t i;
    size_t k;
    int status;

    for (i = 0; i < q->count; i++) {
        const struct question_link *link = &q->link[i];

        if (link->outcome != outcome || link->by_formula != 0)
            continue;
        for (k = 0; k < round->copies; k++) {
            places[n] = (i * each + (tests->panel ? 0 : entity)) * round->copies + k;
            x[n] = output_of(tests, link,
                             round->x ? round->x + places[n] * tests->span
                                      : link_tests_series(tests, link->output, entity));
            x[n].profile = round->profile;
            x[n++].working = round->working;
        }
    }
    tests->stepped = 0;
    status = n == 0 ? 0 : ask_links(tests, &ask, x, n, &how, results, err);
    for (i = 0; i < n && status == 0; i++)
        round->results[places[i]] = results[i];
    free(places);
    free(results);
    free(x);
    return status;
}

int link_tests_beside(struct link_tests *tests, size_t item, const double *own,
                      const double *const *beside, size_t count, struct link_result *result,
                      struct error *err)
{
    const struct link_test *test = &tests->items[item];
    struct ask ask = { .entity = test->entity,
                       .outcome = test->link->outcome,
                       .beside = beside,
                       .beside_count = count,
                       .given = count > 0 ? own : NULL };
    struct link_options how = { .resamples = tests->resamples,
                                .seed = (uint64_t)tests->common->seed,
                                .threads = frame_threads(&tests->question.frame),
                                .progress = step,
                                .progress_context = tests };
    struct link_output x = output_of(tests, test->link,
                                     link_tests_series(tests, test->link->output, test->entity));

    x.profile = true;
    tests->stepped = 0;
    return ask_links(tests, &ask, &x, 1, &how, result, err);
}

/* Whether no link before this one has its outcome. */
static bool new_outcome(const struct question *q, size_t link)
{
    size_t i;

    for (i = 0; i < link; i++)
        if (q->link[i].outcome == q->link[link].outcome)
            return false;
    return true;
}

const char *link_tests_method(const struct link_tests *tests)
{
    const struct lever_method *method = tests->method.context;

    return tests->method.estimate ? method->name : NULL;
}

static int choose_method(struct link_tests *tests, struct error *err)
{
    const char *name = tests->common->method;
    const struct lever_method *method = name ? method_find(name, err) : NULL;

    if (method)
        tests->method = method_for_links(method);
    return name && !method ? -1 : 0;
}

/*
 * Resamples where none were asked for. 40 a link: with fewer, p_adj could not reach .05 by Holm's
 * correction. Rows without time may be many, and every permutation takes them all: beyond a few
 * seconds' worth there are fewer.
 */
static size_t enough(const struct link_tests *tests)
{
    const struct axis *axis = &tests->question.frame.axis;
    size_t usual = 40 * tests->count > RESAMPLES ? 40 * tests->count : RESAMPLES;
    size_t least = 40 * tests->count > RESAMPLES_LEAST ? 40 * tests->count : RESAMPLES_LEAST;
    size_t affordable = axis->timed || tests->span == 0 ? usual : PERMUTED / tests->span;
    size_t resamples = affordable < least ? least : affordable < usual ? affordable : usual;

    if (resamples < usual)
        message_note("%zu rows without time: %zu permutations, not %zu, so p is known to 1/%zu "
                     "(see --resamples)",
                     tests->span, resamples, usual, resamples + 1);
    return resamples;
}

int link_tests_ask(struct link_tests *tests, const struct common *common, const char *file,
                   struct error *err)
{
    struct question *q = &tests->question;
    size_t each;
    size_t i;

    tests->common = common;
    if (common->each && !common->by)
        return error_usage(err, "--each: each of what? Name the columns with --by");
    if (choose_method(tests, err) != 0 || question_ask(common, file, q, err) != 0 ||
        frame_season(&q->frame, err) != 0)
        return -1;
    tests->panel = common->by && !common->each;
    each = tests->panel ? 1 : q->frame.axis.entities;
    tests->span = q->frame.axis.periods * (tests->panel ? q->frame.axis.entities : 1);
    tests->count = q->count * each;
    tests->items = xcalloc(tests->count, sizeof *tests->items);
    for (i = 0; i < tests->count; i++) {
        tests->items[i].link = &q->link[i / each];
        tests->items[i].entity = tests->panel ? TEST_PANEL : i % each;
    }
    tests->resamples = common->resamples ? (size_t)common->resamples : enough(tests);
    return 0;
}

int link_tests_round(struct link_tests *tests, const struct test_round *round, struct error *err)
{
    const struct question *q = &tests->question;
    int status = 0;
    size_t entity;
    size_t i;

    for (i = 0; i < tests->count * round->copies; i++) {
        int by_formula = tests->items[i / round->copies].link->by_formula;

        link_result_clear(&round->results[i], by_formula ? LINK_BY_FORMULA : LINK_USABLE,
                          by_formula, 0);
    }
    for (entity = 0; entity < tests->count / q->count && status == 0; entity++)
        for (i = 0; i < q->count && status == 0; i++)
            if (new_outcome(q, i))
                status = test_outcome(tests, round, tests->panel ? TEST_PANEL : entity,
                                      q->link[i].outcome, err);
    for (i = 0; status != 0 && i < tests->count * round->copies; i++)
        link_result_free(&round->results[i]);
    return status;
}

size_t link_tests_steps(const struct link_tests *tests, const struct test_round *round)
{
    const struct question *q = &tests->question;
    size_t outcomes = 0;
    size_t i;

    for (i = 0; i < q->count; i++)
        outcomes += new_outcome(q, i) ? 1 : 0;
    return outcomes * (tests->count / q->count) * round->resamples;
}

int link_tests_run(struct link_tests *tests, struct error *err)
{
    struct test_round round = { .copies = 1,
                                .resamples = tests->resamples,
                                .seed = (uint64_t)tests->common->seed,
                                .profile = tests->profile,
                                .working = tests->working };
    size_t i;
    int status;

    collinearity_warn(tests);
    holiday_warning(tests);
    round.results = xcalloc(tests->count, sizeof *round.results);
    progress_begin("testing links", link_tests_steps(tests, &round));
    status = link_tests_round(tests, &round, err);
    for (i = 0; i < tests->count && status == 0; i++)
        tests->items[i].result = round.results[i];
    if (status == 0)
        progress_end();
    free(round.results);
    return status;
}

void link_tests_free(struct link_tests *tests)
{
    size_t i;

    for (i = 0; i < tests->count && tests->items; i++)
        link_result_free(&tests->items[i].result);
    free(tests->items);
    question_free(&tests->question);
}
