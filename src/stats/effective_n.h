/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many independent pairs a correlation of two persistent series is worth.
 *
 *     1/n* = 1/n + 2/n * sum over j = 1 .. n/5 of r_xx(j) r_yy(j)
 *
 * the "modified Chelton" method that Pyper & Peterman (1998, Can. J. Fish. Aquat.
 * Sci. 55: 2127-2140) recommend: their equation 1 without its weights, with
 * autocorrelations by their equation 7 (Box & Jenkins', times n / (n - j)) over
 * the first fifth of the lags; the correlation is then judged by t with n* - 2
 * degrees of freedom. n* is never taken above n. It is a rule of thumb: with
 * strong persistence or a trend it is still too generous.
 *
 * Series are in time order, one cell a period; a cell that is not finite is
 * missing, and n counts the periods that have both.
 */
#ifndef LEVER_STATS_EFFECTIVE_N_H
#define LEVER_STATS_EFFECTIVE_N_H

#include <stddef.h>

/* n*, at most n; NaN where there are under 3 pairs or a series is constant. */
double effective_n(const double *x, const double *y, size_t n);

/* The correlation with what n* makes of it. */
struct effective_test {
    size_t n;
    double n_eff;
    double r;
    double t;
    double p; /* two-sided, t with n_eff - 2; NaN where n_eff <= 2 */
};

struct effective_test effective_n_test(const double *x, const double *y, size_t n);

#endif
