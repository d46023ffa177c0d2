/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/granger.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/linear.h"

/* A series lagged by k: cell t is x[t - k], missing for the first k. */
static double *lagged(const double *x, size_t n, size_t k)
{
    double *out = xarray(n, sizeof *out);

    for (size_t t = 0; t < n; t++)
        out[t] = t < k ? NAN : x[t - k];
    return out;
}

/* Compares the fits with and without the cause; `effect` has only complete rows. */
static void compare(struct granger *g, const struct linear_design *full, size_t order)
{
    struct linear_design restricted = *full;
    struct linear_fit with;
    struct linear_fit without;

    restricted.columns = order;
    g->status = linear_fit(full, &with);
    g->n = with.n;
    g->df1 = order;
    g->df2 = with.df;
    if (with.suspect != LINEAR_NONE) {
        g->by_cause = with.suspect >= order;
        g->lag = with.suspect % order + 1;
        g->rcond = with.rcond;
        g->tolerance = with.tolerance;
    }
    if (g->status == STATS_OK) {
        linear_fit(&restricted, &without);
        g->f = (without.rss - with.rss) / (double)g->df1 / (with.rss / (double)g->df2);
        if (!(with.r2 < 1 - 1e-14)) {
            g->status = STATS_PERFECT;
            g->f = NAN;
        } else {
            g->f = fmax(0, g->f);
            g->p = gsl_cdf_fdist_Q(g->f, (double)g->df1, (double)g->df2);
        }
        linear_free(&without);
    }
    linear_free(&with);
}

struct granger granger_test(const double *cause, const double *effect, size_t n, size_t order)
{
    struct granger g = {
        .status = STATS_ARGUMENT, .f = NAN, .p = NAN, .rcond = NAN, .tolerance = NAN
    };
    double **columns;
    double *y;
    struct linear_design full = { .columns = 2 * order, .rows = n, .constant = true };

    if (order < 1)
        return g;
    if (order >= n) {
        g.status = STATS_TOO_FEW;
        return g;
    }
    columns = xarray(2 * order, sizeof *columns);
    for (size_t k = 0; k < order; k++) {
        columns[k] = lagged(effect, n, k + 1);
        columns[order + k] = lagged(cause, n, k + 1);
    }
    /* both fits on the same rows: y is missing where the full one's row is, or x_t (as lmtest) */
    y = lagged(effect, n, 0);
    full.x = (const double *const *)columns;
    full.y = y;
    for (size_t t = 0; t < n; t++) {
        if (!linear_row_complete(&full, t) || !isfinite(cause[t]))
            y[t] = NAN;
    }
    compare(&g, &full, order);
    for (size_t k = 0; k < 2 * order; k++)
        free(columns[k]);
    free(columns);
    free(y);
    return g;
}
