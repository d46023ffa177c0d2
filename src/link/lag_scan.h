/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * t at every lag, fast enough to be taken for every simulated outcome.
 *
 *   struct lag_scan     which rows each lag has. Every lag uses all rows it can: lag 0 of
 *                     0..8 has eight more than lag 8. Links with the same missing rows and
 *                     lags share a sample
 *   struct lag_products  a filtered outcome on a sample: per lag, what does not depend on x
 *   struct regressor  an output on a sample: per lag, what does not depend on the outcome
 *
 * With D the orthonormal controls on all whole rows and E the rows that a lag lacks, products
 * after projection are had from products before it: for vectors v, w on the lag's rows
 *
 *     v'Mw = v'w - (D'v - E part)' G^-1 (D'w - E part),     G = I - sum over E of d d'
 *
 * so that a draw costs one filter, one inner product a lag, and little else. This is for
 * simulated statistics; what is reported of the observed outcome is projected column by column.
 */
#ifndef LEVER_LINK_LAG_SCAN_H
#define LEVER_LINK_LAG_SCAN_H

#include "link/sieve.h"

struct lag_scan {
    size_t n;
    int lag_first, lag_last;
    size_t lags;
    bool *x_present; /* n */
    size_t orders;   /* orders 0 .. orders-1 are prepared */
    /* [order]: rows lacking at lag l are lacking[start[l]] … lacking[start[l + 1] - 1]. */
    size_t *lacking[AR_MAX + 1];
    size_t *start[AR_MAX + 1];
    /* [season][order]: a triangle (columns x columns) for each lag, G = triangle triangle'. */
    double *triangle[SEASON_CANDIDATES][AR_MAX + 1];
};

struct lag_products {
    double *y_basis;          /* lags x columns: D'y on the lag's rows */
    double *power;            /* lags: y'My */
    double *freedom;          /* lags: degrees of freedom with one x fitted; < 1: none */
    double *context_basis;    /* lags x contexts x columns */
    double *context_triangle; /* lags x contexts x contexts */
    double *context_y;        /* lags x contexts: triangle^-1 Z'My */
};

struct regressor {
    const struct lag_scan *sample;
    double *room;          /* x with zeros before and behind */
    const double *x;       /* row 0 in it */
    size_t before, behind; /* zeros on either side */
    /* [season][order], for each lag and i = 0 .. order, with x_i = x(t - lag - i):
       L^-1 D'x_i (columns), L the triangle, and x_i'Mx_j ((order + 1) squared). */
    double *solved[SEASON_CANDIDATES][AR_MAX + 1];
    double *gram[SEASON_CANDIDATES][AR_MAX + 1];
};

/* Arrays one worker needs for regressor_peak. */
struct scratch {
    double *x;            /* the filtered x, with its zeros */
    double *dots;         /* lags */
    double *context_dots; /* contexts x lags */
    double *solved;       /* columns */
    double *part;         /* contexts */
};

/* x_present: n. */
void lag_scan_start(struct lag_scan *sample, const struct sieve *sieve, const bool *x_present,
                    int lag_first, int lag_last);
void lag_scan_free(struct lag_scan *sample);
/* Rows of a lag (by its index) at an order, as flags; returns how many. */
size_t lag_scan_rows(const struct lag_scan *sample, const struct sieve *sieve, size_t order,
                     size_t lag, bool *rows);

void lag_products_start(struct lag_products *view, const struct sieve *sieve, size_t most_lags);
void lag_products_make(const struct sieve *sieve, const struct lag_scan *sample,
                       const struct white *white, struct lag_products *view);
void lag_products_free(struct lag_products *view);

/* x: n values, 0 where missing. */
void regressor_start(struct regressor *regressor, const struct sieve *sieve,
                     const struct lag_scan *sample, const double *x);
void regressor_free(struct regressor *regressor);

/*
 * Takes the controls on a lag's rows (by its index) out of v, which is 0 elsewhere; the context's
 * are taken out by whoever has them. part: sieve_columns.
 */
void lag_scan_sweep(const struct lag_scan *sample, const struct white *white, size_t lag, double *v,
                    double *part);

/* The largest |t| over the lags; infinite where the draw leaves a lag no degrees of freedom. */
double regressor_peak(const struct regressor *regressor, const struct white *white,
                      const struct lag_products *view, struct scratch *scratch);

void scratch_start(struct scratch *scratch, const struct sieve *sieve, int lag_least, int lag_most);
void scratch_free(struct scratch *scratch);

#endif
