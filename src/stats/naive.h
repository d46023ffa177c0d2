/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What simpler looks at a pair of series say, beside the primary test: the slope a
 * spreadsheet gives, and the pair with its trend, season and context removed by
 * plain regression (no whitening).
 */
#ifndef LEVER_STATS_NAIVE_H
#define LEVER_STATS_NAIVE_H

#include <stdbool.h>
#include <stddef.h>

struct naive_fit {
    size_t n;     /* rows present in both */
    double slope; /* of y on x; NaN where x is constant */
    double r;
    double p; /* t with n - 2 degrees of freedom, two-sided */
};

/* Raw columns (NaN missing), no lag. */
struct naive_fit naive_slope(const double *x, const double *y, size_t n);

/* Signs (-1, 0, +1) of three correlations of the adjusted pair. */
struct naive_signs {
    double r; /* of the adjusted pair itself; NaN if either is constant */
    int itself;
    int differenced; /* of first differences, where row and row before are present */
    int rank;        /* Spearman, ties at their mean rank */
};

/* Of two series that are adjusted already: mean 0, 0 on rows that do not take part. */
struct naive_signs naive_compare(const double *x, const double *y, const bool *in, size_t n);

/*
 * x is moved by `lag` rows (row t meets x[t - lag]); controls are `count` columns of n, finite
 * where y is. Rows with x, y missing (NaN) do not take part.
 */
struct naive_signs naive_adjusted(const double *x, const double *y, size_t n, int lag,
                                  const double *controls, size_t count);

#endif
