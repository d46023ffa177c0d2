/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is anything left in a series that its own past predicts? Ljung & Box (1978):
 *
 *     Q = n (n + 2) * sum over k = 1 .. lags of r_k^2 / (n - k),
 *
 * chi-squared with `lags` less the parameters fitted beforehand (an AR(p) takes
 * p) degrees of freedom. Equal to R's Box.test(type = "Ljung", fitdf).
 */
#ifndef LEVER_STATS_PORTMANTEAU_H
#define LEVER_STATS_PORTMANTEAU_H

#include <stddef.h>

#include "stats/status.h"

struct portmanteau {
    enum stats_status status; /* STATS_TOO_FEW: n <= lags; STATS_CONSTANT; STATS_ARGUMENT: no df */
    size_t n;
    size_t df;
    double q; /* NaN, as p, unless status is STATS_OK */
    double p;
};

/* In time order; cells that are not finite are missing (their pairs are left out). */
struct portmanteau portmanteau_test(const double *x, size_t n, size_t lags, size_t fitted);

#endif
