/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change/change.h"

#include <float.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "change/change_private.h"
#include "change/end_test.h"
#include "link/interval.h"
#include "stats/project.h"
#include "stats/welch.h"

/* Rows whose innovations before the date are looked at: was it a bad month that made the change? */
enum { SURPRISE_ROWS = 3 };

/* Share of y that may be missing between its first and last row, and the most that known columns may
   inflate the variance of the change. */
static const double MISSING_MOST = .20, INFLATION_MOST = 10;

static const struct change_figure NO_FIGURE = { NAN, NAN, NAN, NAN, NAN };

static void clear(struct change_result *result)
{
    *result = (struct change_result){
        .reason_value = NAN,
        .reason_limit = NAN,
        .p = NAN,
        .t = NAN,
        .critical95 = NAN,
        .kind = CHANGE_KINDS,
        .lead = NAN,
        .beside = CHANGE_KINDS,
        .half_life = NO_FIGURE,
        .effect = NO_FIGURE,
        .early = NO_FIGURE,
        .late = NO_FIGURE,
        .total = NO_FIGURE,
        .ending = NO_FIGURE,
        .halved = NO_FIGURE,
        .grown = NO_FIGURE,
        .mde = NAN,
        .factor = NAN,
        .step_se = NAN,
        .surprise = NAN,
        .naive_effect = NAN,
        .naive_p = NAN,
    };
}

static bool give_up(struct change_result *result, enum change_reason reason, double value,
                    double limit)
{
    result->reason = reason;
    result->reason_value = value;
    result->reason_limit = limit;
    return false;
}

/* What cannot be tested keeps its counts and the plain means: no other figure of it is one. */
static void forget(struct change_result *result)
{
    struct change_result was = *result;

    change_result_free(result);
    clear(result);
    give_up(result, was.reason, was.reason_value, was.reason_limit);
    result->n_before = was.n_before;
    result->n_after = was.n_after;
    result->naive_effect = was.naive_effect;
    result->naive_p = was.naive_p;
}

/* Rows that are there from a row to before another. */
static size_t count_rows(const bool *present, size_t from, size_t to)
{
    size_t count = 0, t;

    for (t = from; t < to; t++)
        count += present[t];
    return count;
}

static double missing_share(const struct change_question *question)
{
    size_t first = question->n, last = 0, there = 0, t;

    for (t = 0; t < question->n; t++) {
        if (!isfinite(question->y[t]))
            continue;
        first = first < t ? first : t;
        last = t;
        there++;
    }
    return there > 0 ? 1 - (double)there / (double)(last - first + 1) : 1;
}

static bool constant_before(const struct change_question *question)
{
    double least = INFINITY, most = -INFINITY;
    size_t t;

    for (t = 0; t < question->date; t++) {
        if (!isfinite(question->y[t]))
            continue;
        least = fmin(least, question->y[t]);
        most = fmax(most, question->y[t]);
    }
    return !(most - least > 4 * DBL_EPSILON * fmax(fabs(least), fabs(most)));
}

/* Is there anything to be tested? */
static bool judge(struct change_run *run)
{
    const struct change_question *question = run->question;
    const struct change_design *design = run->design;
    struct change_result *result = run->result;
    size_t n = design->n, date = question->date < n ? question->date : n;
    size_t before = count_rows(design->present, 0, date);
    size_t after = count_rows(design->present, date, n);
    double share = missing_share(question);

    result->n_before = before;
    result->n_after = question->end > date && question->end < n
                          ? count_rows(design->present, date, question->end)
                          : after;
    if (after == 0)
        return give_up(result, CHANGE_OUTSIDE, (double)before, (double)after);
    if (before < CHANGE_BEFORE_MIN)
        return give_up(result, CHANGE_TOO_FEW_BEFORE, (double)before, CHANGE_BEFORE_MIN);
    if (share > MISSING_MOST)
        return give_up(result, CHANGE_MISSING, share, MISSING_MOST);
    if (run->y.constant)
        return give_up(result, CHANGE_CONSTANT, run->y.first, NAN);
    if (constant_before(question))
        return give_up(result, CHANGE_CONSTANT_BEFORE, run->y.first, NAN);
    if (design->sieve.controls[0].columns + 6 > design->rows)
        return give_up(result, CHANGE_TOO_MANY_COLUMNS, (double)design->sieve.controls[0].columns,
                       (double)design->rows);
    if (design->inflation > INFLATION_MOST)
        return give_up(result, CHANGE_ENTANGLED, design->inflation, INFLATION_MOST);
    return true;
}

void change_draw(const struct sieve *sieve, uint64_t seed, uint64_t kind, uint64_t resample,
                 double *z)
{
    struct random random;

    random_start(&random, seed, (kind << 40) + resample);
    null_draw(sieve, &random, z);
}

static void resample(void *context, size_t block, size_t worker)
{
    struct change_run *run = context;
    size_t total = run->options->resamples, b;
    size_t first = block * CHANGE_BLOCK;
    size_t last = first + CHANGE_BLOCK < total ? first + CHANGE_BLOCK : total;

    for (b = first; b < last; b++) {
        change_draw(&run->sieve, run->options->seed, 0, b, run->simulated[worker]);
        change_fit_make(run->design, run->simulated[worker], &run->fits[worker]);
        run->peaks[b] = run->fits[worker].freedom < 1 ? INFINITY : run->fits[worker].peak;
    }
}

/* The largest of the last innovations before the date, in robust standard deviations. */
static double surprise(const struct change_run *run)
{
    size_t date = run->question->date, count = 0, t, k;
    double *sizes = xarray(date, sizeof *sizes), largest = 0, spread;

    for (t = 0; t < date; t++)
        if (run->fit.white[t] != 0)
            sizes[count++] = fabs(run->fit.white[t]);
    qsort(sizes, count, sizeof *sizes, number_compare);
    spread = count > 0 ? 1.4826 * sizes[count / 2] : 0;
    for (k = 1; k <= SURPRISE_ROWS && k <= date; k++)
        if (fabs(run->fit.white[date - k]) > fabs(largest))
            largest = run->fit.white[date - k];
    free(sizes);
    return spread > 0 ? largest / spread : NAN;
}

/* Which kind has the least AICc, and by how much it leads the next. */
static void find_kind(const struct change_run *run)
{
    struct change_result *result = run->result;
    double best[CHANGE_KINDS], least = INFINITY, next = INFINITY;
    size_t j;
    int kind;

    for (kind = 0; kind < CHANGE_KINDS; kind++)
        best[kind] = INFINITY;
    for (j = 0; j < run->design->shapes.count; j++) {
        enum change_kind is = run->design->shapes.shape[j].kind;

        best[is] = fmin(best[is], run->fit.aicc[j]);
    }
    for (kind = 0; kind < CHANGE_KINDS; kind++) {
        if (best[kind] < least) {
            next = least;
            least = best[kind];
            result->kind = (enum change_kind)kind;
        } else if (best[kind] < next) {
            next = best[kind];
        }
    }
    result->lead = isfinite(next) ? next - least : NAN;
}

/* Half of fading is gone after so many rows; the interval by the likelihood of the decays tried. */
static void find_half_life(const struct change_run *run)
{
    static const double CHI_95 = 3.8415, CHI_90 = 2.7055;
    struct change_result *result = run->result;
    const struct change_shapes *shapes = &run->design->shapes;
    double least = INFINITY, all = INFINITY, step;
    struct change_figure half = { NAN, INFINITY, 0, INFINITY, 0 };
    size_t j, first = shapes->count, last = 0;

    for (j = 0; j < shapes->count; j++) {
        all = fmin(all, run->fit.aicc[j]);
        if (shapes->shape[j].kind != CHANGE_FADING ||
            shapes->shape[j].from != shapes->shape[0].from)
            continue;
        first = first < j ? first : j;
        last = j;
        if (run->fit.aicc[j] < least) {
            least = run->fit.aicc[j];
            half.value = log(.5) / log(shapes->shape[j].decay);
        }
    }
    step = shapes->step < shapes->count ? run->fit.aicc[shapes->step] : INFINITY;
    if (first == shapes->count || least > all + 2 || step < least + 2)
        return;
    for (j = first; j <= last; j++) {
        double is = log(.5) / log(shapes->shape[j].decay);

        if (run->fit.aicc[j] - least <= CHI_95) {
            half.low = fmin(half.low, j == first ? 0 : is);
            half.high = fmax(half.high, j == last ? INFINITY : is);
        }
        if (run->fit.aicc[j] - least <= CHI_90) {
            half.low90 = fmin(half.low90, j == first ? 0 : is);
            half.high90 = fmax(half.high90, j == last ? INFINITY : is);
        }
    }
    result->half_life = half;
}

static void keep_tried(const struct change_run *run)
{
    struct change_result *result = run->result;
    size_t j;

    result->shapes = run->design->shapes;
    result->tried = xarray(result->shapes.count, sizeof *result->tried);
    for (j = 0; j < result->shapes.count; j++)
        result->tried[j] = (struct change_tried){ run->fit.t[j], run->fit.estimate[j],
                                                  run->fit.aicc[j] };
}

static void fill_naive(const struct change_question *question, struct change_result *result)
{
    size_t date = question->date;
    size_t end = question->end > date && question->end < question->n ? question->end : question->n;
    struct welch welch = welch_test(question->y + date, end - date, question->y, date);

    result->naive_effect = welch.difference;
    result->naive_p = welch.p;
}

/* p by simulation; false: nothing stands beside the columns. */
static bool simulate(struct change_run *run)
{
    struct change_result *result = run->result;
    size_t count = run->options->resamples;

    if (!(run->fit.peak > 0) || run->fit.freedom < 1 || run->only_rounding)
        return give_up(result, CHANGE_EXPLAINED, NAN, NAN);
    run->peaks = xarray(count, sizeof *run->peaks);
    parallel_for((count + CHANGE_BLOCK - 1) / CHANGE_BLOCK, run->workers, resample, run);
    qsort(run->peaks, count, sizeof *run->peaks, number_compare);
    result->critical95 = interval_critical(run->peaks, count, 5);
    result->t = run->fit.t[run->fit.best];
    result->shape = run->fit.best;
    result->p = interval_p(run->peaks, count, run->fit.peak);
    find_kind(run);
    find_half_life(run);
    keep_tried(run);
    return true;
}

/* What trend, season and columns leave is no more than what numbers of this size lose in computing:
 * to test it would be to test the rounding. Sixteen units in the last place. */
static bool is_rounding(const struct change_run *run, const double *left)
{
    double size = fmax(1, fabs(run->y.zero)), most = 0;
    size_t t;

    for (t = 0; t < run->design->n; t++) {
        if (!run->design->present[t])
            continue;
        size = fmax(size, fabs(run->z[t]));
        most = fmax(most, fabs(left[t]));
    }
    return most <= 16 * DBL_EPSILON * size;
}

static void run_start(struct change_run *run)
{
    size_t n = run->design->n, w, t;
    double *work = xarray(AR_WORK(n), sizeof *work);
    double *spare = xarray(n, sizeof *spare), *left = xarray(n, sizeof *left);

    for (t = 0; t < n; t++)
        run->y.values[t] = run->design->present[t] ? run->y.values[t] : 0;
    run->sieve = run->design->sieve;
    run->sieve.y = run->y.values;
    run->sieve.zero = run->question->level ? INFINITY : run->y.zero;
    null_fit(&run->sieve, spare, work, left, &run->sieve.null);
    run->z = xarray(n, sizeof *run->z);
    null_scale(&run->sieve, run->z);
    run->only_rounding = is_rounding(run, left);
    run->workers = run->options->threads ? run->options->threads : 1;
    run->fits = xarray(run->workers, sizeof *run->fits);
    run->simulated = xarray(run->workers, sizeof *run->simulated);
    for (w = 0; w < run->workers; w++) {
        change_fit_start(&run->fits[w], run->design);
        run->simulated[w] = xarray(n, sizeof **run->simulated);
    }
    change_fit_start(&run->fit, run->design);
    change_fit_make(run->design, run->z, &run->fit);
    free(work);
    free(spare);
    free(left);
}

static void run_free(struct change_run *run)
{
    size_t w;

    for (w = 0; w < run->workers; w++) {
        change_fit_free(&run->fits[w]);
        free(run->simulated[w]);
    }
    if (run->z)
        change_fit_free(&run->fit);
    null_free(&run->sieve.null);
    free(run->fits);
    free(run->simulated);
    free(run->z);
    free(run->peaks);
    series_free(&run->y);
}

static void describe(struct change_run *run)
{
    struct change_result *result = run->result;

    result->log = run->sieve.null.scale == NULL_LOG;
    result->season = run->design->season.candidate[run->fit.season];
    result->season.values = NULL;
    result->season_too_short = run->design->season.too_short;
    result->columns = run->design->known_count;
    result->ar = run->fit.ar;
    result->beside = run->fit.beside == BESIDE_STEP   ? CHANGE_STEP
                     : run->fit.beside == BESIDE_RAMP ? CHANGE_RAMP
                                                      : CHANGE_KINDS;
    result->surprise = surprise(run);
}

/* With a handful of rows behind the date. */
static bool test_end(struct change_run *run)
{
    struct change_result *result = run->result;
    double estimate;

    result->p = end_test(run->design, run->z, run->question->date, &estimate);
    result->end_test = true;
    if (isnan(result->p))
        return give_up(result, CHANGE_TOO_FEW_AFTER, (double)result->n_after, NAN);
    if (!run->sieve.null.scale)
        result->effect.value = ldexp(estimate, run->y.exponent);
    return true;
}

static void answer(const struct change_question *question, const struct change_options *options,
                   const struct change_design *design, struct change_result *result)
{
    struct change_run run = {
        .question = question, .options = options, .design = design, .result = result
    };

    series_start(&run.y, question->y, question->n);
    if (judge(&run)) {
        run_start(&run);
        describe(&run);
        fill_naive(question, result);
        if (question->shapes == 0 &&
            count_rows(design->present, question->date, question->n) < CHANGE_AFTER_MIN) {
            test_end(&run);
        } else if (simulate(&run)) {
            if (options->paths > 0)
                change_effects(&run);
            if (options->detectable)
                change_detectable(&run);
        }
    }
    if (result->reason != CHANGE_USABLE)
        forget(result);
    run_free(&run);
}

void change_test(const struct change_question *questions, size_t count,
                 const struct change_options *options, struct change_result *results)
{
    struct change_options used = *options;
    bool *done = xcalloc(count, sizeof *done);
    size_t i, k, finished = 0;

    used.resamples = used.resamples < 99 ? 99 : used.resamples;
    for (i = 0; i < count; i++) {
        struct change_design *design;

        if (done[i])
            continue;
        design = change_design_new(&questions[i], NULL, used.threads);
        for (k = i; k < count; k++) {
            if (done[k] || !change_design_serves(&questions[i], &questions[k]))
                continue;
            done[k] = true;
            clear(&results[k]);
            answer(&questions[k], &used, design, &results[k]);
            if (used.progress)
                used.progress(used.progress_context, ++finished, count);
        }
        change_design_free(design);
    }
    free(done);
}

void change_result_free(struct change_result *result)
{
    free(result->tried);
    free(result->path);
    result->tried = NULL;
    result->path = NULL;
}

double change_power(const struct change_question *question, const struct change_options *options)
{
    struct change_question before = *question, all = *question;
    double *y = xarray(question->n, sizeof *y), found = NAN;
    struct change_run run = { .question = &before, .options = options };
    struct change_design *design;
    size_t t;

    for (t = 0; t < question->n; t++)
        y[t] = t < question->date ? question->y[t] : 0;
    all.y = y;
    all.count = before.count = 0;
    before.n = before.date = question->date;
    before.end = before.shapes = 0;
    run.design = design = change_design_new(&before, NULL, options->threads);
    series_start(&run.y, before.y, before.n);
    if (design->rows >= CHANGE_BEFORE_MIN && !run.y.constant &&
        question->n - question->date >= CHANGE_AFTER_MIN) {
        run_start(&run);
        found = change_ahead(&run, &all, options);
    }
    run_free(&run);
    change_design_free(design);
    free(y);
    return found;
}
