/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/series.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

static void scale(struct series *series)
{
    int exponent = project_exponent(series->values, series->n);
    size_t t;

    for (t = 0; t < series->n; t++)
        series->values[t] = ldexp(series->values[t], -exponent);
    series->zero = ldexp(series->zero, -exponent);
    series->exponent += exponent;
}

void series_start(struct series *series, const double *column, size_t n)
{
    double mean = 0, least = INFINITY, most = -INFINITY;
    size_t t;

    *series = (struct series){ .n = n, .first = NAN };
    series->values = xarray(n, sizeof *series->values);
    series->present = xarray(n, sizeof *series->present);
    for (t = 0; t < n; t++) {
        series->present[t] = isfinite(column[t]);
        series->values[t] = series->present[t] ? column[t] : 0;
        if (!series->present[t])
            continue;
        if (series->there++ == 0)
            series->first = column[t];
        least = fmin(least, column[t]);
        most = fmax(most, column[t]);
    }
    series->range = series->there > 0 ? most - least : 0;
    series->constant = series->range <= 4 * DBL_EPSILON * fmax(fabs(least), fabs(most));
    scale(series);
    for (t = 0; t < n; t++)
        mean += series->values[t] / (double)(series->there ? series->there : 1);
    for (t = 0; t < n; t++)
        series->values[t] = series->present[t] ? series->values[t] - mean : 0;
    series->zero = -mean;
    scale(series);
}

/* Sums of products of the filter's coefficients, j = 0 .. order: the normal equations of a gap. */
static void filter_products(const struct ar_fit *fit, double *g)
{
    double filter[AR_MAX + 1] = { 1 };
    size_t i, j;

    for (i = 1; i <= fit->order; i++)
        filter[i] = -fit->phi[i - 1];
    for (j = 0; j <= fit->order; j++) {
        g[j] = 0;
        for (i = 0; i + j <= fit->order; i++)
            g[j] += filter[i] * filter[i + j];
    }
}

/* Gauss-Seidel. */
void series_expect(double *e, const bool *present, size_t from, size_t to, const struct ar_fit *fit)
{
    double g[AR_MAX + 1], change = 1;
    int round;
    size_t t, j;

    filter_products(fit, g);
    for (round = 0; round < 2000 && change > 1e-12; round++) {
        change = 0;
        for (t = from; t <= to; t++) {
            double sum = 0;

            if (present[t])
                continue;
            for (j = 1; j <= fit->order; j++) {
                sum += t >= from + j ? g[j] * e[t - j] : 0;
                sum += t + j <= to ? g[j] * e[t + j] : 0;
            }
            change = fmax(change, fabs(-sum / g[0] - e[t]));
            e[t] = -sum / g[0];
        }
    }
}

/* Values for the missing rows: the line through what is present (values - e there), plus e. */
static void put_back(struct series *series, const double *e, size_t from, size_t to)
{
    double first = NAN, last = NAN;
    size_t first_row = 0, last_row = 0;
    size_t t;

    /* Two rows of a line say what it is everywhere. */
    for (t = from; t < to; t++) {
        if (!series->present[t])
            continue;
        last = series->values[t] - e[t];
        last_row = t;
        if (isnan(first)) {
            first = last;
            first_row = t;
        }
    }
    for (t = from; t < to; t++) {
        if (series->present[t])
            continue;
        series->values[t] = first +
                            (last - first) * ((double)t - (double)first_row) /
                                (double)(last_row - first_row) +
                            e[t];
        series->present[t] = true;
        series->bridged++;
    }
}

void series_bridge(struct series *series)
{
    size_t n = series->n;
    double *line = xarray(2 * n, sizeof *line);
    double *e = xarray(n, sizeof *e);
    double *work = xarray(AR_WORK(n), sizeof *work);
    struct ar_fit fit;
    size_t from = 0, to = n, columns, t;

    while (from < n && !series->present[from])
        from++;
    while (to > from && !series->present[to - 1])
        to--;
    if (series->there < to - from) {
        for (t = 0; t < n; t++) {
            line[t] = series->present[t];
            line[n + t] = series->present[t] ? (double)t - (double)n / 2 : 0;
            e[t] = series->values[t];
        }
        columns = project_basis(line, n, 2);
        project_out(line, n, columns, e);
        for (t = 0; t < n; t++)
            e[t] = series->present[t] ? e[t] : NAN;
        ar_burg(e, n, ar_max_order(series->there), 2, work, &fit);
        for (t = 0; t < n; t++)
            e[t] = series->present[t] ? e[t] : 0;
        series_expect(e, series->present, from, to - 1, &fit);
        put_back(series, e, from, to);
    }
    free(line);
    free(e);
    free(work);
}

void series_free(struct series *series)
{
    free(series->values);
    free(series->present);
    memset(series, 0, sizeof *series);
}
