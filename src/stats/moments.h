/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Means, variances and what is made of them, to the last digit the data allow.
 *
 * Two passes: the mean first, kept to twice double precision, then sums of the
 * centred cells, compensated (Chan, Golub & LeVeque 1983, the corrected two-pass
 * algorithm; Neumaier 1974). Never a sum of squares of raw values. Columns are
 * scaled by a power of two where their squares would leave the range of double.
 *
 * Cells that are not finite are missing and skipped; in a figure of two columns
 * a row counts only where both are there. What cannot be said is NaN: the mean
 * of nothing, the variance of one value, the correlation with a constant, a
 * variance beyond the range of double.
 *
 * The figures are in the units of the data: variance squared units, the others
 * as they are. Divisor n - 1 throughout.
 */
#ifndef LEVER_STATS_MOMENTS_H
#define LEVER_STATS_MOMENTS_H

#include <stddef.h>

struct moments {
    size_t n; /* cells that are there */
    double mean;
    double variance;
    double sd;
    double min;
    double max;
};

/* Two columns over the rows that have both. */
struct comoments {
    size_t n;
    double mean_x, mean_y;
    double sd_x, sd_y;
    double covariance;
    double correlation; /* within [-1, 1]; NaN where either is constant */
};

struct moments moments_of(const double *x, size_t n);
struct comoments moments_of_pair(const double *x, const double *y, size_t n);

/*
 * r of centred sums: one root where the squares allow it, so that columns in proportion
 * get 1 to the last digit. Within [-1, 1], and 1 or -1 where no more than rounding is
 * missing to it (4 units in the last place); NaN where a square is 0.
 */
double moments_cosine(double product, double square_x, double square_y);

double moments_mean(const double *x, size_t n);
double moments_variance(const double *x, size_t n);
double moments_sd(const double *x, size_t n);
double moments_covariance(const double *x, const double *y, size_t n);
double moments_correlation(const double *x, const double *y, size_t n);

/*
 * Autocorrelation at a lag (0 .. n-1), about the mean of the whole column, with
 * the divisor n for every lag (Box & Jenkins; NIST's lag-1 figure). With missing
 * cells, the pairs that are there stand for all, as R's acf(na.action = na.pass).
 */
double moments_autocorrelation(const double *x, size_t n, size_t lag);

/* out[k] for k = 0 .. lags, as above, in one go; lags past n - 1 give NaN. */
void moments_autocorrelations(const double *x, size_t n, size_t lags, double *out);

#endif
