/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranks, and the rank statistics of two columns. All cells must be finite; who
 * has missing ones takes them out first (correlation.h does).
 */
#ifndef LEVER_STATS_RANKS_H
#define LEVER_STATS_RANKS_H

#include <stdbool.h>
#include <stddef.h>

/* out[i] = rank of x[i], 1 .. n, ties at their average; returns whether there were ties. */
bool ranks_average(const double *x, size_t n, double *out);

/*
 * Kendall's counts over the n(n-1)/2 pairs by sorting and merging (Knight 1966),
 * O(n log n). Sums over groups of t tied cells, for tau-b and its variance.
 */
struct ranks_ties {
    double pairs;   /* sum t(t-1)/2 */
    double triples; /* sum t(t-1)(t-2) */
    double spread;  /* sum t(t-1)(2t+5) */
};

struct ranks_kendall {
    double score; /* concordant less discordant pairs */
    double pairs; /* n(n-1)/2 */
    struct ranks_ties x;
    struct ranks_ties y;
};

struct ranks_kendall ranks_kendall(const double *x, const double *y, size_t n);

/* P(S <= s) of Kendall's score under independence without ties, exactly; s = -pairs .. pairs. */
double ranks_kendall_below(double score, size_t n);

/*
 * P(D <= d) and P(D >= d) of Spearman's sum of squared rank differences under
 * independence without ties: exact for n <= 9, by the Edgeworth series of
 * algorithm AS 89 (Best & Roberts 1975) above, as R's cor.test has it.
 */
double ranks_spearman_below(double d, size_t n);
double ranks_spearman_above(double d, size_t n);

#endif
