/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a slope's t rests on: the rows without which it would be small.
 *
 * Rows are taken out one after the other, each time the one without which t, in its own direction, is
 * the least (greedy: the best pair may be another one, and hardly better), and everything is refitted
 * without them, controls included: leaving row i out is what a column does that is 1 there and 0
 * elsewhere (Belsley, Kuh & Welsch 1980). In a filtered series one odd value shows in the rows behind
 * as well; so a row may also go as it was before the filter, by the column of a filtered 1 (an additive
 * outlier: Chen & Liu 1993), whichever leaves less, where what that leaves counts 1.3 times.
 */
#ifndef LEVER_STATS_INFLUENCE_H
#define LEVER_STATS_INFLUENCE_H

#include <stdbool.h>
#include <stddef.h>

/* A regression of y on x, both free of the controls already and 0 on rows that do not take part. */
struct influence {
    size_t n;
    const double *x, *y;
    const bool *rows;    /* those that take part */
    const double *basis; /* the controls: orthonormal on these rows, columns x n */
    size_t columns;
    double freedom;       /* residual degrees of freedom of the whole */
    const double *filter; /* order + 1 weights, of a row and those before it; the first is 1 */
    size_t order;
};

/*
 * Takes out up to `most` different rows; row[k] is the (k + 1)th, t[k] what is left of t then, times the sign of
 * the whole's t. Returns how many could be taken out with two degrees of freedom left.
 */
size_t influence_rows(const struct influence *influence, size_t most, size_t *row, double *t);

/*
 * Takes out up to `most` rows, each time the one that weighs most in x; slope[k] and se[k] are those of
 * what is left without k + 1 rows. Returns how many could be taken out.
 */
size_t influence_weights(const struct influence *influence, size_t most, double *slope, double *se);

#endif
