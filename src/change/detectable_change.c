/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smallest change that the test finds 80 times of 100: a step is added to series simulated without one,
 * the statistic taken again, and its size is looked for at which four of five reach the critical value
 * (as link/detectable.h does of an effect); and for how many more rows that would be small enough.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "change/change_private.h"
#include "link/interval.h"
#include "stats/linear.h"
#include "stats/project.h"
#include "stats/random.h"

/* Of so many resamples one is taken once more, but no fewer than the least, no more than the most. */
enum { SHARE = 50, LEAST = 60, MOST = 100 };

/* A promise reaches so many times as far as the data do. */
enum { REACH = 10 };

static const double FOUND = .8, SMALLEST = .5, LARGEST = 8;

struct search {
    const struct change_design *design;
    struct change_fit *fit;
    double critical;
    double *z; /* n: room */
    size_t count, step;
    double *simulated; /* count x n */
    double unit;       /* a step of 1, on the scale */
};

/* The normal quantile of how often a step of that size is found. */
static double strength(const struct search *search, double times)
{
    const struct change_design *design = search->design;
    const double *shape = design->shape + search->step * design->n;
    size_t n = design->n, hits = 0, b, t;

    for (b = 0; b < search->count; b++) {
        memcpy(search->z, search->simulated + b * n, n * sizeof *search->z);
        for (t = 0; t < n; t++)
            search->z[t] += times * search->unit * shape[t];
        change_fit_make(design, search->z, search->fit);
        hits += search->fit->peak > search->critical;
    }
    return gsl_cdf_ugaussian_Pinv(((double)hits + .5) / ((double)search->count + 1));
}

static double within(double times)
{
    return fmin(fmax(times, SMALLEST), LARGEST);
}

/* Three sizes, the second where a shift of the normal would have it, the third between or beyond. */
static double solve(const struct search *search, double reach)
{
    double aim = gsl_cdf_ugaussian_Pinv(FOUND), last = 1, times, was, is, slope;
    int round;

    was = strength(search, last);
    times = within(last + (aim - was) / reach);
    for (round = 0; round < 2 && fabs(times - last) > .01; round++) {
        is = strength(search, times);
        slope = (is - was) / (times - last);
        slope = slope > reach / 4 ? slope : reach / 4;
        last = times;
        was = is;
        times = within(last + (aim - is) / slope);
    }
    return times;
}

/* A step of the scale in units of y: on the logarithm, of rows as those from the date on are. */
static double in_units(const struct change_run *run, double step)
{
    const struct change_design *design = run->design;
    double level = 0;
    size_t rows = 0, t;

    if (run->sieve.null.scale != NULL_LOG)
        return ldexp(step, run->y.exponent);
    for (t = run->question->date; t < design->n; t++) {
        if (!design->present[t])
            continue;
        level += exp(run->z[t]);
        rows++;
    }
    return ldexp(level / (double)rows * expm1(step), run->y.exponent);
}

void change_detectable(struct change_run *run)
{
    struct change_result *result = run->result;
    const struct change_design *design = run->design;
    size_t n = design->n, count = run->options->resamples / SHARE, b;
    struct search search = { .design = design,
                             .fit = &run->fits[0],
                             .critical = result->critical95,
                             .z = run->simulated[0],
                             .step = design->shapes.step };
    double reach = result->critical95 + gsl_cdf_ugaussian_Pinv(FOUND), se;

    if (search.step >= design->shapes.count || !isfinite(result->critical95) ||
        !(run->fit.error[search.step] > 0))
        return;
    se = run->fit.error[search.step];
    search.count = count < LEAST ? LEAST : count > MOST ? MOST : count;
    search.unit = reach * se;
    search.simulated = xarray(search.count * n, sizeof *search.simulated);
    for (b = 0; b < search.count; b++)
        change_draw(&run->sieve, run->options->seed, 2, b, search.simulated + b * n);
    result->factor = solve(&search, reach);
    result->step_se = in_units(run, se);
    result->mde = in_units(run, result->factor * search.unit);
    free(search.simulated);
}

/* Series of as many rows as the design has, as the null of the rows before would go on: trend and season go on,
   the rest is drawn; rows later than those have the spread of the last one. */
struct ahead {
    const struct change_design *design; /* of all rows */
    const struct sieve *before;         /* of the rows before, with its null */
    double *fitted;                     /* n: trend and season */
    double *spread;                     /* n */
};

static void ahead_draw(const struct ahead *ahead, uint64_t seed, uint64_t resample, double *z)
{
    const struct null_model *null = &ahead->before->null;
    size_t n = ahead->design->n, i, t;
    struct random random;

    random_start(&random, seed, ((uint64_t)4 << 40) + resample);
    ar_simulate(&null->ar, null->pool, null->pool_size, ahead->spread, null->burn, &random, z, n);
    for (i = 0; i < null->outlier_count; i++) {
        t = random_below(&random, n);
        z[t] += null->outliers[random_below(&random, null->outlier_count)];
    }
    for (t = 0; t < n; t++)
        z[t] += ahead->fitted[t];
}

static void ahead_start(struct ahead *ahead, const struct change_design *design,
                        const struct sieve *before, const double *z)
{
    const struct season_candidate *season = &design->season.candidate[before->null.season];
    const double *columns[1 + SEASON_COLUMNS];
    size_t n = design->n, k, t;
    double *time = xarray(2 * n, sizeof *time), *y = time + n;
    struct linear_design line = { .x = columns, .y = y, .rows = n, .constant = true };
    struct linear_fit fit;

    *ahead = (struct ahead){ .design = design, .before = before };
    ahead->fitted = xcalloc(n, sizeof *ahead->fitted);
    ahead->spread = xarray(n, sizeof *ahead->spread);
    columns[0] = time;
    for (k = 0; k < season->columns; k++)
        columns[1 + k] = season->values + k * n;
    line.columns = 1 + season->columns;
    for (t = 0; t < n; t++) {
        time[t] = (double)t;
        y[t] = t < before->n && before->present[t] ? z[t] : NAN;
        ahead->spread[t] = before->null.spread[t < before->n ? t : before->n - 1];
    }
    if (linear_fit(&line, &fit) == STATS_OK)
        for (t = 0; t < n; t++) {
            ahead->fitted[t] = fit.coefficient[0];
            for (k = 0; k < line.columns; k++)
                ahead->fitted[t] += fit.coefficient[1 + k] * columns[k][t];
        }
    linear_free(&fit);
    free(time);
}

/* A step of the scale in units of y at the level of the last rows before. */
static double ahead_units(const struct change_run *run, double step)
{
    size_t n = run->design->n, rows = 0, t;
    double level = 0;

    if (run->sieve.null.scale != NULL_LOG)
        return ldexp(step, run->y.exponent);
    for (t = n; t > 0 && rows < 12; t--) {
        if (!run->design->present[t - 1])
            continue;
        level += exp(run->z[t - 1]);
        rows++;
    }
    return ldexp(level / (double)rows * expm1(step), run->y.exponent);
}

double change_ahead(const struct change_run *before, const struct change_question *question,
                    const struct change_options *options)
{
    struct change_design *design = change_design_new(question, NULL, options->threads);
    struct search search = { .design = design, .step = design->shapes.step, .count = MOST };
    size_t n = design->n, count = options->resamples, b;
    double *peaks = xarray(count, sizeof *peaks), se = 0, found = NAN;
    struct change_fit fit;
    struct ahead ahead;

    ahead_start(&ahead, design, &before->sieve, before->z);
    change_fit_start(&fit, design);
    search.fit = &fit;
    search.z = xarray(n, sizeof *search.z);
    search.simulated = xarray(MOST * n, sizeof *search.simulated);
    for (b = 0; b < count; b++) {
        ahead_draw(&ahead, options->seed, b, search.z);
        if (b < MOST)
            memcpy(search.simulated + b * n, search.z, n * sizeof *search.z);
        change_fit_make(design, search.z, &fit);
        peaks[b] = fit.freedom < 1 ? INFINITY : fit.peak;
        se += fit.error[search.step] / (double)count;
    }
    qsort(peaks, count, sizeof *peaks, number_compare);
    search.critical = interval_critical(peaks, count, 5);
    search.unit = (search.critical + gsl_cdf_ugaussian_Pinv(FOUND)) * se;
    if (isfinite(search.unit) && search.unit > 0)
        found = ahead_units(before, search.unit * solve(&search, search.unit / se));
    change_fit_free(&fit);
    free(search.z);
    free(search.simulated);
    free(ahead.fitted);
    free(ahead.spread);
    free(peaks);
    change_design_free(design);
    return found;
}

/* What is left, in squares, of a filtered step beside constant and trend in n rows. */
static double step_left(const struct ar_fit *ar, size_t n, size_t date)
{
    double *column = xarray(4 * n, sizeof *column), left;
    double *step = column + 2 * n, *white = column + 3 * n;
    size_t p = ar->order, columns, t;

    for (t = 0; t < n; t++) {
        column[t] = t >= p;
        column[n + t] = t >= p ? ((double)t - (double)n / 2) / (double)n : 0;
        step[t] = t >= date;
    }
    columns = project_basis(column, n, 2);
    ar_filter(ar, step, n, white);
    for (t = 0; t < p && t < n; t++)
        white[t] = 0;
    project_out(column, n, columns, white);
    left = project_dot(white, white, n);
    free(column);
    return left;
}

double change_more_rows(const struct change_question *question, const struct change_result *result,
                        double min_change)
{
    size_t n = question->n, date = question->date, low = 0, high = 1;
    double now, wanted;

    if (!(min_change > 0) || !(result->mde > 0))
        return NAN;
    if (result->mde <= min_change)
        return 0;
    now = step_left(&result->ar, n, date);
    wanted = now * (result->mde / min_change) * (result->mde / min_change);
    while (step_left(&result->ar, n + high, date) < wanted) {
        low = high;
        high *= 2;
        if (high > REACH * n)
            return INFINITY;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (step_left(&result->ar, n + middle, date) < wanted)
            low = middle;
        else
            high = middle;
    }
    return (double)high;
}
