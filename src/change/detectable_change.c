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
#include "change/change_private.h"
#include "stats/project.h"

/* Of so many resamples one is taken once more, but no fewer than the least, no more than the most. */
enum { SHARE = 50, LEAST = 60, MOST = 100 };

/* A promise reaches so many times as far as the data do. */
enum { REACH = 10 };

static const double FOUND = .8, SMALLEST = .5, LARGEST = 8;

struct search {
    const struct change_run *run;
    size_t count, step;
    double *simulated; /* count x n */
    double unit;       /* a step of 1, on the scale */
};

/* The normal quantile of how often a step of that size is found. */
static double strength(const struct search *search, double times)
{
    const struct change_run *run = search->run;
    const double *shape = run->design->shape + search->step * run->design->n;
    size_t n = run->design->n, hits = 0, b, t;

    for (b = 0; b < search->count; b++) {
        double *z = run->simulated[0];

        memcpy(z, search->simulated + b * n, n * sizeof *z);
        for (t = 0; t < n; t++)
            z[t] += times * search->unit * shape[t];
        change_fit_make(run->design, z, &run->fits[0]);
        hits += run->fits[0].peak > run->result->critical95;
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
    struct search search = { .run = run, .step = design->shapes.step };
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
