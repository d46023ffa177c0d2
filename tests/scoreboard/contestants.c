/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/scoreboard/contestants.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "stats/ar.h"
#include "stats/effective_n.h"
#include "stats/moments.h"
#include "stats/project.h"

static double sidak(double least)
{
    return 1 - pow(1 - least, CELL_LAGS);
}

static double p_of_r(double r, double freedom)
{
    if (!(fabs(r) < 1) || freedom < 1)
        return 1;
    return 2 * gsl_cdf_tdist_Q(fabs(r) * sqrt(freedom / (1 - r * r)), freedom);
}

/* The least p of Pearson's r over the lags. */
static double least_pearson(const double *x, const double *y, size_t n)
{
    double least = 1;
    size_t l;

    for (l = 0; l < CELL_LAGS; l++) {
        struct comoments both = moments_of_pair(x, y + l, n - l);

        if (both.n > 2)
            least = fmin(least, p_of_r(both.correlation, (double)both.n - 2));
    }
    return least;
}

static double least_effective(const double *x, const double *y, size_t n)
{
    double least = 1;
    size_t l;

    for (l = 0; l < CELL_LAGS; l++) {
        double p = effective_n_test(x, y + l, n - l).p;

        if (p < least)
            least = p;
    }
    return least;
}

static double prewhitened(const double *x, const double *y, size_t n)
{
    double e[CELL_ROWS], work[AR_WORK(CELL_ROWS)], wx[CELL_ROWS], wy[CELL_ROWS];
    double mean = moments_mean(x, n);
    struct ar_fit fit;
    size_t t;

    for (t = 0; t < n; t++)
        e[t] = x[t] - mean;
    ar_burg(e, n, ar_max_order(n), 1, work, &fit);
    ar_filter(&fit, e, n, wx);
    ar_filter(&fit, y, n, wy);
    return least_pearson(wx, wy, n);
}

/*
 * t at each lag after the true filter, constant, trend and (where there is one) season projected
 * out: what could be had if the noise were known.
 */
static double oracle(const struct cell *cell, const double *x, const double *y)
{
    struct ar_fit truth = { 0 };
    double wx[CELL_ROWS], wy[CELL_ROWS], basis[6 * CELL_ROWS], v[CELL_ROWS], w[CELL_ROWS];
    size_t n = cell->n, columns = 2;
    double least = 1;
    size_t l, t, q;

    truth.order = cell_truth(cell, truth.phi, AR_MAX);
    ar_filter(&truth, x, n, wx);
    ar_filter(&truth, y, n, wy);
    if (cell->shape == SHAPE_SEASON || cell->shape == SHAPE_BOTH)
        columns = 6;
    for (l = 0; l < CELL_LAGS; l++) {
        double rows = 0;

        for (t = 0; t < n; t++) {
            double turn = 2 * M_PI * (double)t / 12;
            bool in = t >= l && !isnan(wy[t]) && !isnan(wx[t - l]);
            double all[6] = { 1, (double)t, cos(turn), sin(turn), cos(2 * turn), sin(2 * turn) };

            for (q = 0; q < columns; q++)
                basis[q * n + t] = in ? all[q] : 0;
            v[t] = in ? wx[t - l] : 0;
            w[t] = in ? wy[t] : 0;
            rows += in;
        }
        q = project_basis(basis, n, columns);
        project_out(basis, n, q, v);
        project_out(basis, n, q, w);
        least = fmin(least, p_of_r(project_dot(v, w, n) / sqrt(project_dot(v, v, n)) /
                                       sqrt(project_dot(w, w, n)),
                                   rows - (double)q - 1));
    }
    return least;
}

void contest(const struct cell *cell, const double *x, const double *y, double p[CONTESTANTS])
{
    double dx[CELL_ROWS], dy[CELL_ROWS];
    struct comoments both = moments_of_pair(x, y, cell->n);
    size_t t;

    dx[0] = dy[0] = NAN;
    for (t = 1; t < cell->n; t++) {
        dx[t] = x[t] - x[t - 1];
        dy[t] = y[t] - y[t - 1];
    }
    p[NAIVE] = p_of_r(both.correlation, (double)both.n - 2);
    p[NAIVE_BEST] = least_pearson(x, y, cell->n);
    p[EFFECTIVE_N] = sidak(least_effective(x, y, cell->n));
    p[DIFFERENCES] = sidak(least_pearson(dx, dy, cell->n));
    p[PREWHITENED] = sidak(prewhitened(x, y, cell->n));
    p[ORACLE] = sidak(oracle(cell, x, y));
}
