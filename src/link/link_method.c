/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/link_method.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "link/interval.h"
#include "stats/project.h"

/* Estimates that differ by less, relatively, are equal: two orders of the same sum do. */
static const double SAME = 1e-12;

struct link_columns {
    double *x, *y;   /* n, by rows; then packed */
    double *context; /* contexts x n */
    double *part;
    bool *rows;
    double *estimates; /* the most lags of any link */
};

struct link_columns *link_columns_new(const struct bootstrap *boot)
{
    struct link_columns *columns = xcalloc(1, sizeof *columns);
    size_t n = boot->outcome->n, most = 0;
    size_t j;

    for (j = 0; j < boot->link_count; j++)
        most = boot->links[j].lags > most ? boot->links[j].lags : most;
    columns->x = xarray(n, sizeof *columns->x);
    columns->y = xarray(n, sizeof *columns->y);
    columns->context = xarray(boot->sieve.contexts * n, sizeof *columns->context);
    columns->part = xarray(sieve_columns(&boot->sieve), sizeof *columns->part);
    columns->rows = xarray(n, sizeof *columns->rows);
    columns->estimates = xarray(most, sizeof *columns->estimates);
    return columns;
}

void link_columns_free(struct link_columns *columns)
{
    if (!columns)
        return;
    free(columns->x);
    free(columns->y);
    free(columns->context);
    free(columns->part);
    free(columns->rows);
    free(columns->estimates);
    free(columns);
}

void link_found_free(struct link_found *found)
{
    if (!found)
        return;
    free(found->estimates);
    free(found->peaks);
    free(found);
}

/* The filtered x that belongs to the lag's rows; returns the sum of squares before the filter. */
static double filter_x(const struct tested_link *link, const struct white *white, ptrdiff_t lag,
                       size_t n, const bool *rows, double *out)
{
    double power = 0;
    size_t t, k;

    for (t = 0; t < n; t++) {
        const double *x = link->x.values + (ptrdiff_t)t - lag;

        out[t] = 0;
        if (!rows[t])
            continue;
        power += *x * *x;
        for (k = 0; k <= white->draw->ar.order; k++)
            out[t] += white->filter[k] * x[-(ptrdiff_t)k];
    }
    return power;
}

/* Takes the filtered context, too, out of x and y, which are free of the basis. */
static void sweep_context(const struct lag_scan *sample, const struct white *white, size_t l,
                          struct link_columns *columns)
{
    size_t n = sample->n, k = white->contexts;
    size_t j, t;

    for (j = 0; j < k; j++) {
        double *z = columns->context + j * n;

        for (t = 0; t < n; t++)
            z[t] = columns->rows[t] ? white->context[j * n + t] : 0;
        lag_scan_sweep(sample, white, l, z, columns->part);
    }
    k = project_basis(columns->context, n, k);
    project_out(columns->context, n, k, columns->x);
    project_out(columns->context, n, k, columns->y);
}

/*
 * Values in their own units, on a grid of 2^-40 of the largest: what was equal before trend and
 * constant were taken off and put back is equal again, as a method that looks at ties must see it.
 */
static void settle(double *v, size_t n, int exponent)
{
    int grid = 40 - project_exponent(v, n);
    size_t i;

    for (i = 0; i < n; i++)
        v[i] = ldexp(nearbyint(ldexp(v[i], grid)), exponent - grid);
}

/* Both columns of a lag, packed; returns how many pairs, 0 where nothing is left of x. */
static size_t columns_make(const struct bootstrap *boot, const struct tested_link *link,
                           const struct white *white, size_t l, struct link_columns *columns)
{
    const struct lag_scan *sample = &boot->samples[link->sample];
    size_t n = boot->outcome->n, count = 0;
    double before;
    size_t t;
    int pass;

    lag_scan_rows(sample, &boot->sieve, white->draw->ar.order, l, columns->rows);
    before = filter_x(link, white, sample->lag_first + (ptrdiff_t)l, n, columns->rows, columns->x);
    for (t = 0; t < n; t++)
        columns->y[t] = columns->rows[t] ? white->y[t] : 0;
    for (pass = 0; pass < 2; pass++) {
        lag_scan_sweep(sample, white, l, columns->x, columns->part);
        lag_scan_sweep(sample, white, l, columns->y, columns->part);
    }
    if (white->contexts > 0)
        sweep_context(sample, white, l, columns);
    if (!(project_dot(columns->x, columns->x, n) > 1e-20 * before))
        return 0;
    for (t = 0; t < n; t++) {
        if (!columns->rows[t])
            continue;
        columns->x[count] = columns->x[t];
        columns->y[count++] = columns->y[t];
    }
    settle(columns->x, count, link->x.exponent);
    settle(columns->y, count, boot->y.exponent);
    return count;
}

/* The method's estimate at every lag. */
static int estimate_lags(const struct bootstrap *boot, const struct tested_link *link,
                         const struct white *white, const struct lag_products *view,
                         struct link_columns *columns, double *estimates, struct error *err)
{
    const struct link_method *method = boot->options->method;
    size_t l;

    for (l = 0; l < link->lags; l++) {
        size_t count = columns_make(boot, link, white, l, columns);

        estimates[l] = NAN;
        if (count < 3 || view->freedom[l] < 1)
            continue;
        if (method->estimate(method->context, columns->x, columns->y, count, &estimates[l], err) !=
            0)
            return -1;
    }
    return 0;
}

/* Whether the estimate has a direction: of -x it is then the opposite. */
static int find_sign(const struct bootstrap *boot, const struct tested_link *link,
                     struct link_columns *columns, struct link_found *found, struct error *err)
{
    const struct link_method *method = boot->options->method;
    size_t count = columns_make(boot, link, &boot->white[link->season], found->peak, columns);
    double estimate = found->estimates[found->peak], mirrored;
    size_t i;

    for (i = 0; i < count; i++)
        columns->x[i] = -columns->x[i];
    if (method->estimate(method->context, columns->x, columns->y, count, &mirrored, err) != 0)
        return -1;
    if (estimate > 0 && mirrored < 0)
        found->sign = 1;
    else if (estimate < 0 && mirrored > 0)
        found->sign = -1;
    return 0;
}

static struct link_found *found_new(const struct bootstrap *boot, const struct tested_link *link)
{
    struct link_found *found = xcalloc(1, sizeof *found);

    found->estimates = xarray(link->lags, sizeof *found->estimates);
    found->peaks = xarray(boot->options->resamples, sizeof *found->peaks);
    found->peak = link->lags;
    return found;
}

int link_method_observe(const struct bootstrap *boot, struct tested_link *link, struct error *err)
{
    struct link_columns *columns = link_columns_new(boot);
    struct link_found *found = link->found = found_new(boot, link);
    struct lag_products view;
    size_t l;
    int status;

    lag_products_start(&view, &boot->sieve, link->lags);
    lag_products_make(&boot->sieve, &boot->samples[link->sample], &boot->white[link->season],
                      &view);
    status = estimate_lags(boot, link, &boot->white[link->season], &view, columns, found->estimates,
                           err);
    for (l = 0; status == 0 && l < link->lags; l++)
        if (!isnan(found->estimates[l]) &&
            (found->peak == link->lags ||
             fabs(found->estimates[l]) > fabs(found->estimates[found->peak])))
            found->peak = l;
    if (status == 0 && found->peak == link->lags)
        link_give_up(link->result, LINK_NO_ESTIMATE, NAN, NAN);
    else if (status == 0)
        status = find_sign(boot, link, columns, found, err);
    lag_products_free(&view);
    link_columns_free(columns);
    return status;
}

int link_method_peak(const struct bootstrap *boot, const struct tested_link *link,
                     const struct white *white, const struct lag_products *view,
                     struct link_columns *columns, double *peak, struct error *err)
{
    double largest = 0;
    size_t l;

    if (estimate_lags(boot, link, white, view, columns, columns->estimates, err) != 0)
        return -1;
    for (l = 0; l < link->lags; l++) {
        double size = fabs(columns->estimates[l]);

        if (!isnan(size))
            largest = fmax(largest, size);
        else if (!isnan(link->found->estimates[l]))
            largest = INFINITY;
    }
    *peak = largest;
    return 0;
}

/* The interval of an estimate of size `size` that is `reach` of T* wide. */
static void bound(double size, double reach, bool correlation, double *low, double *high)
{
    *low = size - reach;
    *high = size + reach;
    if (correlation && reach < 1) {
        /* tanh(atanh a ± atanh b) = (a ± b) / (1 ± a b), which keeps the sign of a - b. */
        *low /= 1 - size * reach;
        *high /= 1 + size * reach;
    } else if (correlation) {
        *low = -1;
        *high = 1;
    } else if (!isfinite(reach)) {
        *low = *high = NAN;
    }
}

double link_method_fill(const struct bootstrap *boot, const struct tested_link *link,
                        struct link_lag *rows)
{
    struct link_found *found = link->found;
    size_t count = boot->options->resamples;
    bool correlation = boot->options->method->correlation;
    double critical, low, high;
    size_t l;

    qsort(found->peaks, count, sizeof *found->peaks, number_compare);
    critical = interval_critical(found->peaks, count, 5);
    for (l = 0; l < link->lags; l++) {
        double estimate = found->estimates[l];
        double size = fabs(estimate) * (1 - SAME);

        rows[l].r = estimate;
        rows[l].r_low = rows[l].r_high = rows[l].p = NAN;
        if (isnan(estimate))
            continue;
        if (correlation)
            size = fmin(size, 1);
        bound(size, critical, correlation, &low, &high);
        rows[l].r_low = estimate < 0 ? -high : low;
        rows[l].r_high = estimate < 0 ? -low : high;
        rows[l].p = interval_p(found->peaks, count, size);
    }
    return critical;
}
