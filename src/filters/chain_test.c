/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/chain_test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/verdict.h"
#include "question/drifts.h"
#include "question/when.h"
#include "stats/adjust.h"
#include "stats/random.h"

/* Draws of the product of effects, and of the split. */
enum { DRAWS = 9999 };

/* One chain while it is worked out. */
struct working {
    struct link_tests *tests;
    const struct chain_path *path;
    size_t first; /* its first test; the bypass, if there is one, is its last */
    size_t steps;
    struct link_result *results; /* steps, then the bypass: with the others beside */
    enum verdict *words;
    enum chain_verdict *found;
    struct funnel_result split;
    double *p_adj;
    double p, low, high, effect;
    int lag;
};

static void all_pairs(const struct chain_paths *paths, struct question_pair *pairs, size_t *count)
{
    size_t i, k;

    *count = 0;
    for (i = 0; i < paths->count; i++) {
        const struct chain_path *path = &paths->items[i];

        for (k = 0; k + 1 < path->count; k++)
            pairs[(*count)++] = (struct question_pair){ path->node[k], path->node[k + 1] };
        if (path->count > 2)
            pairs[(*count)++] = (struct question_pair){ path->node[0],
                                                        path->node[path->count - 1] };
    }
}

static size_t tests_of(const struct chain_path *path)
{
    return path->count - 1 + (path->count > 2);
}

/* A node's series moved so many periods later. */
static double *shifted(struct link_tests *tests, size_t column, size_t entity, long lag)
{
    size_t n = tests->question.frame.axis.periods, t;
    const double *x = link_tests_series(tests, column, entity);
    double *out = xarray(n, sizeof *out);

    for (t = 0; t < n; t++) {
        long at = (long)t - lag;

        out[t] = at >= 0 && at < (long)n ? x[at] : NAN;
    }
    return out;
}

/* The column of a node. */
static size_t column_of(const struct working *work, size_t node)
{
    const struct link_test *test = &work->tests->items[work->first + (node > 0 ? node - 1 : 0)];

    return node > 0 ? test->link->outcome : test->link->output;
}

/* Periods from one node to another by the steps' lags. */
static long way(const struct working *work, size_t from, size_t to)
{
    long sum = 0;

    for (; from < to; from++)
        sum += work->tests->items[work->first + from].result.reason == LINK_USABLE
                   ? work->tests->items[work->first + from].result.lag
                   : 0;
    return sum;
}

/* The test of step k with the nodes before it beside, each at its own lag. */
static int test_step(struct working *work, size_t k, struct error *err)
{
    struct link_tests *tests = work->tests;
    const struct link_test *test = &tests->items[work->first + k];
    double *beside[CHAIN_NODES_MOST];
    double *own;
    size_t i;
    int status;

    if (k == 0 || test->result.reason != LINK_USABLE) {
        work->results[k] = test->result;
        work->results[k].profile = NULL;
        work->results[k].working = NULL;
        return 0;
    }
    for (i = 0; i < k; i++)
        beside[i] = shifted(tests, column_of(work, i), test->entity, way(work, i, k + 1));
    own = shifted(tests, test->link->output, test->entity, test->result.lag);
    status = link_tests_beside(tests, work->first + k, own, (const double *const *)beside, k,
                               &work->results[k], err);
    for (i = 0; i < k; i++)
        free(beside[i]);
    free(own);
    return status;
}

/* First to last, with each node between at the lag of its way and one either side. */
static int test_bypass(struct working *work, struct error *err)
{
    struct link_tests *tests = work->tests;
    size_t item = work->first + work->steps, count = 0, i;
    const struct link_test *test = &tests->items[item];
    double *beside[3 * CHAIN_NODES_MOST];
    long lag, off;
    int status = 0;

    if (work->steps < 2)
        return 0;
    if (test->result.reason != LINK_USABLE) {
        work->results[work->steps] = test->result;
        work->results[work->steps].profile = NULL;
        work->results[work->steps].working = NULL;
        return 0;
    }
    for (i = 1; i < work->steps; i++) {
        lag = way(work, i, work->steps);
        for (off = -1; off <= 1; off++)
            if (lag + off >= 0)
                beside[count++] = shifted(tests, column_of(work, i), test->entity, lag + off);
    }
    status = link_tests_beside(tests, item, NULL, (const double *const *)beside, count,
                               &work->results[work->steps], err);
    while (count > 0)
        free(beside[--count]);
    return status;
}

/* ---- what is decided ---- */

static enum chain_verdict found_of(enum verdict word)
{
    switch (word) {
    case VERDICT_UNUSABLE:
        return CHAIN_UNUSABLE;
    case VERDICT_NO_EFFECT:
    case VERDICT_DECOUPLED:
    case VERDICT_MOVES_AGAINST:
    case VERDICT_HARMS:
        return CHAIN_BROKEN;
    case VERDICT_MOVES:
    case VERDICT_MOVES_TOGETHER:
        return CHAIN_CONNECTED;
    default:
        return CHAIN_CANNOT_TELL;
    }
}

/* Against the sign at lag 0, where test says no more than that they move together. */
static enum verdict word_of(const struct link_result *result, const struct verdict_terms *terms,
                            bool decoupled)
{
    enum verdict word = decoupled ? VERDICT_DECOUPLED : verdict_of(result, terms);
    int expected = verdict_expected_sign(terms);

    if (word == VERDICT_MOVES_TOGETHER && expected != 0 && result->effect * expected < 0)
        return VERDICT_MOVES_AGAINST;
    return word;
}

static void decide_steps(struct working *work, const struct drifts *drifts)
{
    double *p = xarray(work->steps + 1, sizeof *p);
    size_t k;

    work->p = 0;
    for (k = 0; k < work->steps; k++) {
        p[k] = work->results[k].reason == LINK_USABLE ? work->results[k].p : NAN;
        work->p = isnan(p[k]) || isnan(work->p) ? NAN : fmax(work->p, p[k]);
    }
    adjust_shares((enum adjust_method)work->tests->common->adjust, p, work->steps,
                  (double)work->tests->resamples + 1, work->p_adj);
    for (k = 0; k < work->steps; k++) {
        const struct question_link *link = work->tests->items[work->first + k].link;
        /* Each step by its own p: the whole asks for all of them (Berger 1982). */
        struct verdict_terms terms = { .p_adj = work->results[k].p,
                                       .timed = true,
                                       .registered_sign = link->sign,
                                       .better = link->better,
                                       .output_better = link->output_better,
                                       .guardrail = link->guardrail,
                                       .min_effect = link->min_effect };
        bool decoupled = drifts->asked && drifts->states[work->first + k] == DRIFT_DECOUPLED;

        work->words[k] = word_of(&work->results[k], &terms, decoupled);
        work->found[k] = found_of(work->words[k]);
    }
    free(p);
}

static bool is_bypassed(const struct working *work)
{
    return work->steps > 1 && work->results[work->steps].reason == LINK_USABLE &&
           work->results[work->steps].p < .05;
}

static enum chain_verdict whole_of(const struct working *work)
{
    static const enum chain_verdict first[] = { CHAIN_UNUSABLE, CHAIN_BROKEN };
    bool all = true;
    size_t i, k;

    for (i = 0; i < 2; i++)
        for (k = 0; k < work->steps; k++)
            if (work->found[k] == first[i])
                return first[i];
    if (is_bypassed(work))
        return CHAIN_BYPASSED;
    for (k = 0; k < work->steps; k++)
        all = all && work->found[k] == CHAIN_CONNECTED;
    return all ? CHAIN_CONNECTED : CHAIN_CANNOT_TELL;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The ends of the product where every step is at an end of its own interval: it has 0 in it exactly
 * where one of them has. */
static void widest(const struct working *work, double *low, double *high)
{
    size_t k;

    *low = *high = 1;
    for (k = 0; k < work->steps; k++) {
        double a = work->results[k].effect_low, b = work->results[k].effect_high;
        double ends[4] = { *low * a, *low * b, *high * a, *high * b };

        *low = fmin(fmin(ends[0], ends[1]), fmin(ends[2], ends[3]));
        *high = fmax(fmax(ends[0], ends[1]), fmax(ends[2], ends[3]));
    }
}

/* The product of the effects, in units of the last for one of the first; its interval by draws of
 * all steps together, each as wide as its own interval, or the widest where p says otherwise. */
static void multiply(struct working *work)
{
    double *product = xarray(DRAWS, sizeof *product), low, high;
    bool apart, should;
    size_t b, k;

    work->effect = 1;
    work->lag = 0;
    for (k = 0; k < work->steps; k++) {
        work->effect *= work->results[k].effect;
        work->lag += work->results[k].lag;
    }
    for (b = 0; b < DRAWS; b++) {
        struct random random;

        random_start(&random, (uint64_t)work->tests->common->seed, b);
        product[b] = 1;
        for (k = 0; k < work->steps; k++) {
            const struct link_result *step = &work->results[k];
            double reach = (step->effect_high - step->effect_low) / 2 / 1.959964;

            product[b] *= step->effect + reach * random_normal(&random);
        }
    }
    qsort(product, DRAWS, sizeof *product, ascending);
    low = product[(DRAWS + 1) / 40 - 1];
    high = product[DRAWS - (DRAWS + 1) / 40];
    apart = low > 0 || high < 0;
    should = work->p < .05;
    if (apart != should)
        widest(work, &low, &high);
    work->low = low;
    work->high = high;
    free(product);
}

static double most_of(const struct link_result *result)
{
    return fmax(fabs(result->r_low), fabs(result->r_high));
}

/* ---- rows ---- */

static void share_of(const struct working *work, size_t factor, struct chain_row *row)
{
    const struct funnel_result *split = &work->split;
    double change = split->after - split->before;

    if (!split->possible || !(fabs(change) > 0))
        return;
    row->share = split->factors[factor].effect / change;
    row->share_low = fmin(split->factors[factor].low / change,
                          split->factors[factor].high / change);
    row->share_high = fmax(split->factors[factor].low / change,
                           split->factors[factor].high / change);
}

static struct chain_line *add_line(struct chain_lines *lines, const struct chain_path *path,
                                   const char *output, const char *outcome)
{
    struct chain_line *line;

    lines->items = xrearray(lines->items, lines->count + 1, sizeof *lines->items);
    line = &lines->items[lines->count++];
    memset(line, 0, sizeof *line);
    line->row = (struct chain_row){ .chain = path->text,
                                    .output = output,
                                    .outcome = outcome,
                                    .lag = NAN,
                                    .effect = NAN,
                                    .effect_low = NAN,
                                    .effect_high = NAN,
                                    .p = NAN,
                                    .p_adj = NAN,
                                    .share = NAN,
                                    .share_low = NAN,
                                    .share_high = NAN };
    return line;
}

static void add_step(const struct working *work, const struct chain_said *said, size_t k,
                     struct chain_lines *lines)
{
    const struct link_result *result = &work->results[k];
    struct chain_line *line = add_line(lines, work->path, work->path->node[k],
                                       work->path->node[k + 1]);
    bool usable = result->reason == LINK_USABLE;
    bool evidence = usable && k == said->least_evidence, room = usable && k == said->least_room;

    snprintf(line->step, sizeof line->step, "%zu", k + 1);
    line->verdict = work->found[k];
    if (result->reason == LINK_USABLE) {
        line->row.lag = result->lag;
        line->row.effect = result->effect;
        line->row.effect_low = result->effect_low;
        line->row.effect_high = result->effect_high;
        line->row.p = result->p;
        line->row.p_adj = work->p_adj[k];
    }
    share_of(work, k + 1, &line->row);
    line->weakest = xstrdup(evidence && room ? "evidence; room"
                            : evidence       ? "evidence"
                            : room           ? "room"
                                             : "");
    line->note = chain_note_step(said, k);
}

static void add_all(struct working *work, const struct chain_said *said, struct chain_lines *lines)
{
    size_t steps = work->steps;
    struct chain_line *line = add_line(lines, work->path, work->path->node[0],
                                       work->path->node[steps]);

    strcpy(line->step, "all");
    line->verdict = whole_of(work);
    if (line->verdict != CHAIN_UNUSABLE) {
        multiply(work);
        line->row.lag = work->lag;
        line->row.effect = work->effect;
        line->row.effect_low = work->low;
        line->row.effect_high = work->high;
        line->row.p = work->p;
        line->row.p_adj = work->p;
        line->weakest = xasprintf("%s > %s; %s > %s", work->path->node[said->least_evidence],
                                  work->path->node[said->least_evidence + 1],
                                  work->path->node[said->least_room],
                                  work->path->node[said->least_room + 1]);
    }
    share_of(work, 0, &line->row);
    line->note = chain_note_all(said, line->verdict);
}

/* Splits what changed from before `row` on. */
static void split(struct working *work, size_t row)
{
    struct frame *frame = &work->tests->question.frame;
    const double *nodes[CHAIN_NODES_MOST];
    struct funnel_question question = { .periods = frame->axis.periods,
                                        .nodes = work->path->count,
                                        .node = nodes,
                                        .row = row,
                                        .resamples = DRAWS,
                                        .seed = (uint64_t)work->tests->common->seed };
    size_t k;

    for (k = 0; k < work->path->count; k++)
        nodes[k] = frame_series(frame, column_of(work, k), 0);
    funnel_split(&question, &work->split);
}

/* The factors of the split, for its table. */
static void add_factors(const struct working *work, const char *second, struct chain_lines *lines)
{
    const struct funnel_result *split = &work->split;
    double before = 1, after = 1;
    size_t f;

    for (f = 0; split->possible && f < work->path->count; f++) {
        const struct funnel_factor *factor = &split->factors[f];
        struct chain_factor *row;

        lines->factors = xrearray(lines->factors, lines->factor_count + 1, sizeof *lines->factors);
        row = &lines->factors[lines->factor_count++];
        before *= factor->before;
        after *= factor->after;
        row->row = (struct split_row){ .chain = work->path->text,
                                       .node = work->path->node[f],
                                       .before = before,
                                       .after = after,
                                       .rate_before = factor->before,
                                       .rate_after = factor->after,
                                       .effect = factor->effect,
                                       .effect_low = factor->low,
                                       .effect_high = factor->high,
                                       .share = factor->effect / (split->after - split->before) };
        row->factor = f == 0 ? xstrdup(work->path->node[0])
                             : xasprintf("%s for each of %s", work->path->node[f],
                                         work->path->node[f - 1]);
        snprintf(row->date, sizeof row->date, "%s", second);
    }
}

static void tell(struct working *work, size_t row, bool halves, struct chain_lines *lines)
{
    const struct axis *axis = &work->tests->question.frame.axis;
    char first[PERIOD_SIZE] = "", second[PERIOD_SIZE] = "";
    struct chain_said said = { .path = work->path,
                               .steps = work->results,
                               .words = work->words,
                               .found = work->found,
                               .p = work->p,
                               .split = &work->split,
                               .first = first,
                               .second = second,
                               .halves = halves,
                               .period = axis->kind };
    size_t k;

    axis_period(axis, 0, first);
    if (row < axis->periods)
        axis_period(axis, row, second);
    for (k = 1; k < work->steps; k++) {
        if (work->results[k].p > work->results[said.least_evidence].p)
            said.least_evidence = k;
        if (most_of(&work->results[k]) < most_of(&work->results[said.least_room]))
            said.least_room = k;
    }
    for (k = 0; k < work->steps; k++)
        add_step(work, &said, k, lines);
    add_all(work, &said, lines);
    add_factors(work, second, lines);
}

static int work_out(struct link_tests *tests, const struct chain_path *path, size_t first,
                    const struct drifts *drifts, size_t row, bool halves, struct chain_lines *lines,
                    struct error *err)
{
    struct working work = {
        .tests = tests, .path = path, .first = first, .steps = path->count - 1
    };
    int status = 0;
    size_t k;

    work.results = xcalloc(path->count + 1, sizeof *work.results);
    work.words = xcalloc(path->count, sizeof *work.words);
    work.found = xcalloc(path->count, sizeof *work.found);
    work.p_adj = xcalloc(path->count, sizeof *work.p_adj);
    for (k = 0; k < work.steps && status == 0; k++)
        status = test_step(&work, k, err);
    if (status == 0)
        status = test_bypass(&work, err);
    if (status == 0) {
        decide_steps(&work, drifts);
        split(&work, row);
        tell(&work, row, halves, lines);
    }
    for (k = 0; k <= work.steps; k++)
        link_result_free(&work.results[k]);
    funnel_free(&work.split);
    free(work.results);
    free(work.words);
    free(work.found);
    free(work.p_adj);
    return status;
}

static int check(const struct link_tests *tests, struct error *err)
{
    if (!tests->question.frame.axis.timed)
        return error_usage(err, "a chain goes over time: name the column with the date with -t");
    if (tests->common->by)
        return error_usage(err, "chain looks at one series a measure: leave --by out, and roll the "
                                "entities up or take one of them with calc --where");
    if (tests->method.estimate)
        return error_usage(err, "--method: chain multiplies slopes; leave it out");
    return 0;
}

/* The way from first to last is as long as its steps together. */
static void lengthen(struct link_tests *tests, const struct chain_paths *paths)
{
    size_t first = 0, i, k;

    for (i = 0; i < paths->count; i++) {
        size_t steps = paths->items[i].count - 1;
        struct question_link *bypass = &tests->question.link[first + steps];
        long sum = 0;

        for (k = 0; k < steps; k++)
            sum += tests->question.link[first + k].lags.last;
        if (steps > 1) {
            long most = (long)tests->question.frame.axis.periods / 6;

            bypass->lags.last = sum < most                 ? sum
                                : most > bypass->lags.last ? most
                                                           : bypass->lags.last;
            bypass->lags.by_itself = true;
        }
        first += tests_of(&paths->items[i]);
    }
}

int chain_test(const struct chain_settings *settings, const char *file,
               const struct chain_paths *paths, struct chain_lines *lines, struct error *err)
{
    struct question_pair *pairs;
    struct link_tests tests = { .profile = false };
    struct drifts drifts = { .asked = false };
    size_t count = 0, first = 0, row = 0, i;
    int status;

    for (i = 0; i < paths->count; i++)
        count += tests_of(&paths->items[i]);
    pairs = xcalloc(count, sizeof *pairs);
    all_pairs(paths, pairs, &count);
    tests.question.pairs = pairs;
    tests.question.pair_count = count;
    status = link_tests_ask(&tests, &settings->common, file, err);
    if (status == 0)
        status = check(&tests, err);
    if (status == 0)
        lengthen(&tests, paths);
    if (status == 0)
        status = link_tests_run(&tests, err);
    if (status == 0)
        status = drifts_run(&tests, NULL, true, &drifts, err);
    row = status == 0 ? tests.question.frame.axis.periods / 2 : 0;
    if (status == 0 && settings->at)
        status = when_find(&tests.question.frame, "--at", settings->at, &row, err);
    for (i = 0; i < paths->count && status == 0; i++) {
        status = work_out(&tests, &paths->items[i], first, &drifts, row, !settings->at, lines, err);
        first += tests_of(&paths->items[i]);
    }
    drifts_free(&drifts);
    link_tests_free(&tests);
    free(pairs);
    return status;
}

void chain_lines_free(struct chain_lines *lines)
{
    size_t i;

    for (i = 0; i < lines->count; i++) {
        free(lines->items[i].note);
        free(lines->items[i].weakest);
    }
    for (i = 0; i < lines->factor_count; i++)
        free(lines->factors[i].factor);
    free(lines->items);
    free(lines->factors);
    *lines = (struct chain_lines){ .count = 0 };
}
