/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What controls take from an autoregression.
 *
 * Projecting out a constant, a trend and a season takes variance from the series at the frequencies
 * of these columns. A persistent series loses most at those of constant and trend, so what is left
 * looks less persistent than the series is. An autoregression of order 1 about a trend loses
 * (2 + 2 phi) / n (Kendall 1954; Marriott & Pope 1954, Biometrika 41). For any order and controls:
 *
 *   E c_k = gamma_k - sum over columns q of (q' Gamma q) (q' P_k q) / N_k
 *
 * where c_k is the autocovariance of what is left at lag k, gamma that of the series, P_k shifts by k
 * and N_k counts the pairs of rows; a column passes through Gamma nearly unchanged but for its size
 * (it does so exactly where it is a wave). The reflection coefficients that belong to c are compared
 * with those of gamma, and the fitted ones raised by the difference, to 1 at most and -1 at least.
 * (gamma, with gamma_0 = 1, and its reflection coefficients are those of the fitted phi. Rows further
 * than 256 apart count as unrelated; where nothing would be left of the series, phi stays.)
 */
#ifndef LEVER_STATS_AR_BIAS_H
#define LEVER_STATS_AR_BIAS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/ar.h"

struct ar_bias {
    size_t columns, reach;
    double *products;         /* columns x reach: of a column with itself, 0, 1, ... rows on */
    double pairs[AR_MAX + 1]; /* present rows that are 0, 1, ... apart */
};

/* columns: m orthonormal ones of n rows, 0 where not present. Free with ar_bias_free. */
void ar_bias_start(struct ar_bias *bias, const double *columns, size_t m, size_t n,
                   const bool *present);
void ar_bias_free(struct ar_bias *bias);

/* Frees fit->phi of what the controls took; the order and what it was chosen by stay. */
void ar_bias_correct(const struct ar_bias *bias, struct ar_fit *fit);

/* The same of a fit of `rows` rows that is to make white: then drawn towards a walk (ar_shrink). (One
   after the other would not do: a coefficient that was raised to 1 hides those below it in phi.) */
void ar_bias_correct_white(const struct ar_bias *bias, size_t rows, struct ar_fit *fit);

#endif
