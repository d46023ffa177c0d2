/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/trials.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/progress.h"
#include "filters/company.h"
#include "methods/method.h"
#include "stats/panel_link.h"

/* Resamples by default; the fewest; and values that may be permuted before there are fewer. */
enum { RESAMPLES = 9999, RESAMPLES_LEAST = 999, PERMUTED = 200000000 };

const double *trials_series(struct trials *trials, size_t column, size_t entity)
{
    const struct question *q = &trials->question;

    if (!trials->series[column])
        trials->series[column] = axis_series(&q->axis, q->table->columns[column].numbers);
    return trials->series[column] + (entity == TRIAL_PANEL ? 0 : entity * q->axis.periods);
}

const char *trials_entity(const struct trials *trials, const struct trial *trial)
{
    return trial->entity == TRIAL_PANEL ? "" : trials->question.axis.entity[trial->entity];
}

static void step(void *context, size_t done, size_t total)
{
    struct trials *trials = context;

    (void)total;
    if (done > trials->stepped)
        progress_step(done - trials->stepped);
    trials->stepped = done;
}

/* Links on one outcome of one entity, or of the panel, with `beside` more columns of context. */
struct ask {
    size_t entity;
    size_t outcome;
    const double *const *beside;
    size_t beside_count;
    const double *given;
};

static int ask_links(struct trials *trials, const struct ask *ask, const struct link_output *x,
                     size_t n, const struct link_options *how, struct link_result *results,
                     struct error *err)
{
    const struct question *q = &trials->question;
    const double **context = xcalloc(q->contexts + ask->beside_count + 1, sizeof *context);
    struct link_outcome y = { .n = q->axis.periods, .timed = q->axis.timed,
                              .season = trials->season, .context = context,
                              .contexts = q->contexts + ask->beside_count, .given = ask->given };
    struct panel_outcome panel;
    size_t i;
    int status;

    y.y = trials_series(trials, ask->outcome, ask->entity);
    for (i = 0; i < q->contexts; i++)
        context[i] = trials_series(trials, q->context[i], ask->entity);
    for (i = 0; i < ask->beside_count; i++)
        context[q->contexts + i] = ask->beside[i];
    panel = (struct panel_outcome){ .entities = q->axis.entities, .periods = y.n, .y = y.y,
                                    .context = y.context, .contexts = y.contexts,
                                    .timed = y.timed, .season = y.season };
    status = trials->panel ? panel_link_test(&panel, x, n, how, results, err)
                           : link_test(&y, x, n, how, results, err);
    free(context);
    return status;
}

static struct link_output output_of(const struct trials *trials, const struct question_link *link,
                                    const double *x)
{
    bool timed = trials->question.axis.timed;

    return (struct link_output){ .x = x,
                                 .lag_first = timed ? (int)link->lags.first : 0,
                                 .lag_last = timed ? (int)link->lags.last : 0,
                                 .min_effect = link->min_effect };
}

/* Tests all links of one entity, or of the panel, that have this outcome. */
static int test_outcome(struct trials *trials, const struct round *round, size_t entity,
                        size_t outcome, struct error *err)
{
    const struct question *q = &trials->question;
    size_t each = trials->panel ? 1 : q->axis.entities;
    size_t most = q->count * round->copies;
    struct link_options how = { .resamples = round->resamples, .seed = round->seed,
                                .threads = common_threads(trials->common), .progress = step,
                                .progress_context = trials,
                                .method = trials->method.estimate ? &trials->method : NULL };
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

        if (link->outcome != outcome)
            continue;
        for (k = 0; k < round->copies; k++) {
            places[n] = (i * each + (trials->panel ? 0 : entity)) * round->copies + k;
            x[n] = output_of(trials, link,
                             round->x ? round->x + places[n] * trials->span
                                      : trials_series(trials, link->output, entity));
            x[n].profile = round->profile;
            x[n++].working = round->working;
        }
    }
    trials->stepped = 0;
    status = ask_links(trials, &ask, x, n, &how, results, err);
    for (i = 0; i < n && status == 0; i++)
        round->results[places[i]] = results[i];
    free(places);
    free(results);
    free(x);
    return status;
}

int trials_beside(struct trials *trials, size_t item, const double *own,
                  const double *const *beside, size_t count, struct link_result *result,
                  struct error *err)
{
    const struct trial *trial = &trials->items[item];
    struct ask ask = { .entity = trial->entity, .outcome = trial->link->outcome, .beside = beside,
                       .beside_count = count, .given = count > 0 ? own : NULL };
    struct link_options how = { .resamples = trials->resamples,
                                .seed = (uint64_t)trials->common->seed,
                                .threads = common_threads(trials->common), .progress = step,
                                .progress_context = trials };
    struct link_output x = output_of(trials, trial->link,
                                     trials_series(trials, trial->link->output, trial->entity));

    x.profile = true;
    trials->stepped = 0;
    return ask_links(trials, &ask, &x, 1, &how, result, err);
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

const char *trials_method(const struct trials *trials)
{
    const struct lever_method *method = trials->method.context;

    return trials->method.estimate ? method->name : NULL;
}

static int choose_method(struct trials *trials, struct error *err)
{
    const char *name = trials->common->method;
    const struct lever_method *method = name ? method_find(name, err) : NULL;

    if (method)
        trials->method = method_for_links(method);
    return name && !method ? -1 : 0;
}

/*
 * Resamples where none were asked for. 40 a link: with fewer, p_adj could not reach .05 by Holm's
 * correction. Rows without time may be many, and every permutation takes them all: beyond a few
 * seconds' worth there are fewer.
 */
static size_t enough(const struct trials *trials)
{
    const struct axis *axis = &trials->question.axis;
    size_t usual = 40 * trials->count > RESAMPLES ? 40 * trials->count : RESAMPLES;
    size_t least = 40 * trials->count > RESAMPLES_LEAST ? 40 * trials->count : RESAMPLES_LEAST;
    size_t affordable = axis->timed || trials->span == 0 ? usual : PERMUTED / trials->span;
    size_t resamples = affordable < least ? least : affordable < usual ? affordable : usual;

    if (resamples < usual)
        message_note("%zu rows without time: %zu permutations, not %zu, so p is known to 1/%zu "
                     "(see --resamples)", trials->span, resamples, usual, resamples + 1);
    return resamples;
}

int trials_ask(struct trials *trials, const struct common *common, const char *file,
               struct error *err)
{
    struct question *q = &trials->question;
    size_t each;
    size_t i;

    trials->common = common;
    if (common->each && !common->by)
        return error_usage(err, "--each: each of what? Name the columns with --by");
    if (choose_method(trials, err) != 0 || question_ask(common, file, q, err) != 0 ||
        question_season(common, q, &trials->season, &trials->year, &trials->week, err) != 0)
        return -1;
    trials->series = xcalloc(q->table->width, sizeof *trials->series);
    trials->panel = common->by && !common->each;
    each = trials->panel ? 1 : q->axis.entities;
    trials->span = q->axis.periods * (trials->panel ? q->axis.entities : 1);
    trials->count = q->count * each;
    trials->items = xcalloc(trials->count, sizeof *trials->items);
    for (i = 0; i < trials->count; i++) {
        trials->items[i].link = &q->link[i / each];
        trials->items[i].entity = trials->panel ? TRIAL_PANEL : i % each;
    }
    trials->resamples = common->resamples ? (size_t)common->resamples : enough(trials);
    return 0;
}

int trials_round(struct trials *trials, const struct round *round, struct error *err)
{
    const struct question *q = &trials->question;
    int status = 0;
    size_t entity;
    size_t i;

    for (i = 0; i < trials->count * round->copies; i++)
        link_result_clear(&round->results[i], LINK_USABLE, 0, 0);
    for (entity = 0; entity < trials->count / q->count && status == 0; entity++)
        for (i = 0; i < q->count && status == 0; i++)
            if (new_outcome(q, i))
                status = test_outcome(trials, round, trials->panel ? TRIAL_PANEL : entity,
                                      q->link[i].outcome, err);
    for (i = 0; status != 0 && i < trials->count * round->copies; i++)
        link_result_free(&round->results[i]);
    return status;
}

size_t trials_steps(const struct trials *trials, const struct round *round)
{
    const struct question *q = &trials->question;
    size_t outcomes = 0;
    size_t i;

    for (i = 0; i < q->count; i++)
        outcomes += new_outcome(q, i) ? 1 : 0;
    return outcomes * (trials->count / q->count) * round->resamples;
}

int trials_run(struct trials *trials, struct error *err)
{
    struct round round = { .copies = 1, .resamples = trials->resamples,
                           .seed = (uint64_t)trials->common->seed, .profile = trials->profile,
                           .working = trials->working };
    size_t i;
    int status;

    company_warn(trials);
    round.results = xcalloc(trials->count, sizeof *round.results);
    progress_begin("testing links", trials_steps(trials, &round));
    status = trials_round(trials, &round, err);
    for (i = 0; i < trials->count && status == 0; i++)
        trials->items[i].result = round.results[i];
    if (status == 0)
        progress_end();
    free(round.results);
    return status;
}

void trials_free(struct trials *trials)
{
    size_t i;

    for (i = 0; i < trials->count && trials->items; i++)
        link_result_free(&trials->items[i].result);
    for (i = 0; trials->series && i < trials->question.table->width; i++)
        free(trials->series[i]);
    free(trials->series);
    free(trials->items);
    free(trials->year);
    free(trials->week);
    question_free(&trials->question);
}
