/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first reflection coefficient made median-unbiased for the regression it was fitted beside.
 *
 * What columns take from a persistent series makes it look less persistent (ar_bias.h has the
 * first-order formula). Near a random walk that formula takes back too little. Here the median of the
 * fitted coefficient is found by simulation, for autoregressions of order 1 on a grid from -.6 to 1, on
 * the very columns and rows; a fitted coefficient is taken for the one whose median it is (Andrews 1993,
 * Econometrica 61:139, "Exactly median-unbiased estimation of first order autoregressive/unit root
 * models"; here by Burg, for any columns). Beyond the grid's lower end the correction stays that
 * of its end; a fitted coefficient above the median of a walk is 1.
 *
 * The tables of several bases are made from the same simulated series. They are the same on each call.
 */
#ifndef LEVER_STATS_AR_MEDIAN_H
#define LEVER_STATS_AR_MEDIAN_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/ar.h"

enum { AR_MEDIAN_GRID = 17 };

struct ar_median {
    double at[AR_MEDIAN_GRID]; /* the median of what is fitted, rising */
};

/* Orthonormal columns, 0 where not present, one basis and what is added to it. */
struct ar_median_basis {
    const double *values; /* columns x n */
    size_t columns;
    const double *more; /* one unit column of n beside those, or NULL */
};

/*
 * tables[0 .. count-1] of so many bases of n rows. threads: as parallel_for; the tables do not depend
 * on it. simulated: series a point of the grid.
 */
void ar_median_make(const struct ar_median_basis *bases, size_t count, size_t n,
                    const bool *present, size_t simulated, size_t threads,
                    struct ar_median *tables);

double ar_median_correct(const struct ar_median *table, double reflection);

/* Corrects the first coefficient of a fit of `rows` rows, then draws it towards a walk (ar_shrink); what
   the order was chosen by stays. */
void ar_median_white(const struct ar_median *table, size_t rows, struct ar_fit *fit);

#endif
