/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change/end_test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/linear.h"
#include "stats/project.h"

struct windows {
    size_t n, columns;
    double *white;         /* n: the filtered series, NaN where not whole */
    const double **column; /* the filtered controls, on all whole rows */
    double *y;             /* work: white without the rows that are not to be seen */
};

/* Squares of the innovations of rows from .. to - 1 by a regression on rows before `seen` without
   those from `blind` to to - 1; NaN where that is not to be had. */
static double window_squares(struct windows *all, size_t from, size_t to, size_t blind, size_t seen,
                             double *mean)
{
    struct linear_design design = {
        .x = all->column, .columns = all->columns, .y = all->y, .rows = all->n
    };
    struct linear_fit fit;
    double squares = 0, sum = 0;
    size_t rows = 0, t, j;

    for (t = 0; t < all->n; t++)
        all->y[t] = t >= seen || (t >= blind && t < to) ? NAN : all->white[t];
    if (linear_fit(&design, &fit) != STATS_OK) {
        linear_free(&fit);
        return NAN;
    }
    for (t = from; t < to; t++) {
        double left = all->white[t];

        if (isnan(left))
            continue;
        for (j = 0; j < all->columns; j++)
            left -= fit.coefficient[j] * all->column[j][t];
        squares += left * left;
        sum += left;
        rows++;
    }
    linear_free(&fit);
    if (mean)
        *mean = rows > 0 ? sum / (double)rows : NAN;
    return rows > 0 ? squares / (double)rows : NAN;
}

/* Season and autoregression of the rows before the date. */
static void fit_before(const struct change_design *design, const double *z, const bool *before,
                       struct draw *draw)
{
    size_t n = design->n, t;
    double *work = xarray(AR_WORK(n), sizeof *work);
    struct basis basis;

    draw->season = sieve_season(&design->sieve, z, before);
    sieve_basis(&design->sieve, draw->season, true, before, &basis);
    for (t = 0; t < n; t++)
        draw->left[t] = before[t] ? z[t] : 0;
    project_out(basis.values, n, basis.columns, draw->left);
    for (t = 0; t < n; t++)
        draw->left[t] = before[t] ? draw->left[t] : NAN;
    ar_burg_white(draw->left, n, design->max_order, basis.columns, work, &draw->ar);
    ar_median_white(&design->median[BESIDE_NOTHING][draw->season], design->rows, &draw->ar);
    free(basis.values);
    free(work);
}

/* Known columns through the filter; the caller frees. */
static double *filter_known(const struct change_design *design, const struct ar_fit *ar)
{
    size_t n = design->n, j, t;
    double *known = xarray(design->known_count * n, sizeof *known);

    for (j = 0; j < design->known_count; j++) {
        ar_filter(ar, design->known + j * n, n, known + j * n);
        for (t = 0; t < ar->order && t < n; t++)
            known[j * n + t] = 0;
    }
    return known;
}

static double rank_windows(struct windows *all, size_t date, size_t m, double *estimate)
{
    double real = window_squares(all, date, all->n, all->n, date, estimate);
    size_t windows = 0, larger = 0, from;

    for (from = 0; from + m <= date; from++) {
        double squares = window_squares(all, from, from + m, from + m - m / 2, date, NULL);

        if (isnan(squares))
            continue;
        windows++;
        larger += squares >= real;
    }
    if (isnan(real) || windows < CHANGE_WINDOWS_MIN)
        return NAN;
    return (1 + (double)larger) / ((double)windows + 1);
}

double end_test(const struct change_design *design, const double *z, size_t date, double *estimate)
{
    size_t n = design->n, last = n, t, j;
    bool *before = xarray(n, sizeof *before), *whole = xarray(n, sizeof *whole);
    struct windows all = { .n = n };
    struct basis basis;
    struct draw draw;
    double *known, p;

    *estimate = NAN;
    while (last > date && !design->present[last - 1])
        last--;
    for (t = 0; t < n; t++)
        before[t] = design->present[t] && t < date;
    draw_start(&draw, n);
    fit_before(design, z, before, &draw);
    sieve_whole(&design->sieve, draw.ar.order, whole);
    known = filter_known(design, &draw.ar);
    white_basis(&design->sieve, &draw, draw.ar.order > 0 && design->known_count > 0 ? known : NULL,
                whole, &basis);
    all.columns = basis.columns;
    all.white = xarray(n, sizeof *all.white);
    all.y = xarray(n, sizeof *all.y);
    all.column = xarray(basis.columns, sizeof *all.column);
    for (j = 0; j < basis.columns; j++)
        all.column[j] = basis.values + j * n;
    ar_filter(&draw.ar, z, n, all.white);
    for (t = 0; t < n; t++)
        all.white[t] = whole[t] ? all.white[t] : NAN;
    p = rank_windows(&all, date, last - date, estimate);
    free(before);
    free(whole);
    free(known);
    free(basis.values);
    free(all.white);
    free(all.y);
    free(all.column);
    draw_free(&draw);
    return p;
}
