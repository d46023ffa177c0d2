/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each factor of a product did to a change, exactly.
 *
 * A figure is R = sum over parts of the product over factors: a rate is the sum over groups of share
 * times rate; revenue is calls times lead rate times value, of one part. Between two states of it,
 * the effect of a factor is its own difference times the others, averaged over all orders in which the
 * factors may have changed:
 *
 *   two factors     (a2 - a1) (b1 + b2) / 2                        (Kitagawa 1955, JASA 50:1168)
 *   P of them       (a2 - a1) sum over subsets S of the others of
 *                   |S|! (P - 1 - |S|)! / P!  product over S at 2, over the rest at 1
 *                                              (Das Gupta 1993, Census P23-186, chapters 2 to 4)
 *
 * Effects add up to the change, with no rest and no order. `mix` of drift and the split of chain are
 * both this.
 */
#ifndef LEVER_STATS_DECOMPOSE_H
#define LEVER_STATS_DECOMPOSE_H

#include <stddef.h>

/* Most factors: there are 2^(P - 1) subsets. */
enum { DECOMPOSE_FACTORS = 12 };

/* Factors times parts, factor by factor: value[f * parts + i]. All finite. */
struct decompose {
    size_t factors; /* 1 .. DECOMPOSE_FACTORS */
    size_t parts;
    const double *before, *after;
};

/* The figure itself, of one state. */
double decompose_figure(const struct decompose *of, const double *state);

/*
 * effect: one a factor. part: factors times parts, what each part adds to each effect, or NULL.
 * The effects, added in their order, give decompose_figure after minus before but for the
 * last digit of the largest, on which what rounding leaves is put.
 */
void decompose(const struct decompose *of, double *effect, double *part);

/* Makes n effects, added in their order, give `sum`, but for the last digit of the largest, which
 * takes what rounding left. */
void decompose_settle(double *effect, size_t n, double sum);

#endif
