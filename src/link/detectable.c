/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/detectable.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/link_private.h"

/* Of so many resamples one is taken once more, but not fewer than the least and more than the most. */
enum { SHARE = 50, LEAST = 40, MOST = 100 };

/* How often it is found, and the sizes that are tried: what is beyond is as good as out of reach. */
static const double FOUND = .8, SMALLEST = .5, LARGEST = 8;

/*
 * Once there is an effect, the null is fitted to an outcome that has it: innovations are larger, a step
 * or outliers are found in it, and the critical value rises. How much so is not simulated but was
 * measured: by 5 over the number of rows.
 */
static const double NULL_SHARE = 5;

struct search {
    const struct bootstrap *boot;
    const struct tested_link *link;
    struct link_workspace space;
    size_t count;
    double *simulated; /* count x n */
    double step;       /* an effect of 1, in the scale of the series and for their noise */
};

static bool reached(struct search *search, size_t b, double times)
{
    const struct bootstrap *boot = search->boot;
    const struct tested_link *link = search->link;
    const struct link_result *result = link->result;
    const struct series *x = result->spread ? &link->window.x : &link->x;
    ptrdiff_t lag = result->spread ? 0 : result->lag;
    struct link_workspace *space = &search->space;
    size_t n = boot->outcome->n, t;
    double peak;

    memcpy(space->y, search->simulated + b * n, n * sizeof *space->y);
    for (t = 0; t < n; t++) {
        ptrdiff_t at = (ptrdiff_t)t - lag;

        if (boot->present[t] && at >= 0 && at < (ptrdiff_t)n && x->present[at])
            space->y[t] += times * search->step * x->values[at];
    }
    space->draw.least = link->season;
    sieve_refit(&boot->sieve, space->y, space->spare, space->work, &space->draw);
    white_make(&boot->sieve, &space->draw, &space->white);
    lag_products_make(&boot->sieve, &boot->samples[link->sample], &space->white, &space->view);
    peak = regressor_peak(&link->regressor, &space->white, &space->view, &space->scratch);
    if (link->window.tried) {
        lag_products_make(&boot->sieve, &boot->samples[link->window.sample], &space->white,
                          &space->view);
        peak = fmax(peak, regressor_peak(&link->window.regressor, &space->white, &space->view,
                                         &space->scratch));
    }
    return isfinite(peak) && peak > result->critical95;
}

/* The normal quantile of how often an effect of that size is found. */
static double strength(struct search *search, double times)
{
    size_t hits = 0, b;

    for (b = 0; b < search->count; b++)
        hits += reached(search, b, times);
    return gsl_cdf_ugaussian_Pinv(((double)hits + .5) / ((double)search->count + 1));
}

static double within(double times)
{
    return fmin(fmax(times, SMALLEST), LARGEST);
}

/* Three sizes, the second where a shift of the normal would have it, the third between or beyond. */
static double solve(struct search *search, double reach)
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

double detectable_factor(const struct bootstrap *boot, const struct tested_link *link)
{
    const struct link_result *result = link->result;
    size_t n = boot->outcome->n, b;
    size_t count = boot->options->resamples / SHARE;
    struct search search = { .boot = boot, .link = link };
    double factor;

    if (!isfinite(result->mde) || !isfinite(result->critical95))
        return 1;
    search.count = count < LEAST ? LEAST : count > MOST ? MOST : count;
    /* What is simulated is the outcome as it is, what x says of it included; se is of what that leaves. */
    search.step = ldexp(result->mde * sqrt(1 + result->t * result->t / result->n_eff),
                        link->x.exponent - boot->y.exponent);
    search.simulated = xarray(search.count * n, sizeof *search.simulated);
    for (b = 0; b < search.count; b++)
        sieve_simulate(&boot->sieve, boot->options->seed, b, search.simulated + b * n);
    workspace_start(&search.space, boot);
    factor = solve(&search, result->critical95 + gsl_cdf_ugaussian_Pinv(FOUND));
    workspace_free(&search.space);
    free(search.simulated);
    return factor * (1 + NULL_SHARE / (double)boot->sieve.rows);
}
