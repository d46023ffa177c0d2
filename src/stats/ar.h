/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Autoregressions: e(t) = phi1 e(t-1) + … + phip e(t-p) + u(t).
 *
 * Series have mean 0 (the caller has removed constant, trend and season) and may
 * have gaps: NaN is missing, and an unbroken stretch of rows is the unit that
 * is fitted and filtered. Sources: Burg (1975), "Maximum entropy spectral
 * analysis", the harmonic recursion pooled over stretches (de Waele & Broersen
 * 2000, IEEE Trans. Signal Process. 48:2876); AICc by Hurvich & Tsai (1989),
 * Biometrika 76:297, which charges about 2 for an order, and more or less than that by what the
 * fit is for (Bhansali & Downham 1977, Biometrika 64:547). A Burg fit is always stationary.
 *
 * Where there are gaps, a high order has few terms to be judged by: what a reflection
 * coefficient k gains, log(1 - k²), counts for as many rows as its share of the terms it
 * would have without gaps.
 */
#ifndef LEVER_STATS_AR_H
#define LEVER_STATS_AR_H

#include <stddef.h>

#include "stats/random.h"

enum { AR_MAX = 8 };

/* A series of fewer rows is short: it cannot say whether it has persistence. */
enum { AR_SHORT = 40 };

struct ar_fit {
    size_t order;       /* 0 .. AR_MAX */
    double phi[AR_MAX]; /* phi[k-1] multiplies e(t-k); 0 beyond the order */
    double variance;    /* of the innovations (Burg's recursion) */
    double aicc;        /* m log(variance) + m (m + p + k) / (m - p - k - 2) + price, m present
                               rows without a gap, k further parameters, price: see each fit */
};

/* Room ar_burg (and outlier_burg) needs for n rows: this many doubles. */
#define AR_WORK(n) (4 * (n) + 1)

/* min(AR_MAX, n/13): the largest order that n rows may be asked for. */
size_t ar_max_order(size_t n);

/*
 * Fits orders 0 .. max_order by Burg's method to the n rows of e and keeps the one
 * with the least AICc, `parameters` others having been estimated before (constant,
 * trend, season). An order needs a stretch longer than itself to be considered. A
 * series without variance has order 0 and variance 0. work: AR_WORK(n) doubles.
 * An order costs 3.
 */
void ar_burg(const double *e, size_t n, size_t max_order, size_t parameters, double *work,
             struct ar_fit *fit);
typedef void ar_burg_fit(const double *e, size_t n, size_t max_order, size_t parameters,
                         double *work, struct ar_fit *fit);

/*
 * The same to make a series white. Persistence that is overlooked makes a statistic wild, where a
 * filter too much costs it little: the first order costs 1 (and nothing in a short series, which
 * has order 1 at least); each further one costs 4, as it takes a row from every lag.
 */
ar_burg_fit ar_burg_white;

/*
 * The same to simulate a series, of which too little persistence is worse than too much: at least
 * order 1, and AICc's own price, 2, for an order.
 */
ar_burg_fit ar_burg_full;

/* The same with the order given (lowered where no stretch is long enough). */
void ar_burg_order(const double *e, size_t n, size_t order, double *work, struct ar_fit *fit);

/* phi of order p from reflection coefficients, and back if none of them is 1 or -1. */
void ar_from_reflections(const double *reflection, size_t p, double *phi);
void ar_reflections(const struct ar_fit *fit, double *reflection);

/*
 * Draws the reflection coefficients of a fit of `rows` rows towards a random walk's, the first towards 1
 * and the others towards 0, by (12 / rows)^2: of 26 rows a fifth, of 104 a hundredth. (The walk as a
 * prior: Litterman 1986, J. Bus. Econ. Stat. 4:25. In a few rows persistence is badly known, and too
 * little of it costs more than too much; that a coefficient is off by its standard error costs
 * its square.)
 */
void ar_shrink(double *reflection, size_t order, size_t rows);

/*
 * out(t) = in(t) - phi1 in(t-1) - … - phip in(t-p): NaN where any of these is
 * missing or lies before row 0. out and in are different arrays of n.
 */
void ar_filter(const struct ar_fit *fit, const double *in, size_t n, double *out);

/*
 * Draws n rows of the process with innovations drawn from `pool` (size of them,
 * with replacement), after `burn` rows that are thrown away. spread: n, what the innovation of a row
 * is multiplied by (the first one's before row 0), or NULL.
 */
void ar_simulate(const struct ar_fit *fit, const double *pool, size_t size, const double *spread,
                 size_t burn, struct random *random, double *out, size_t n);

/* Rows until the process has forgotten its start to 1 %, at most `most`. */
size_t ar_memory(const struct ar_fit *fit, size_t most);

#endif
