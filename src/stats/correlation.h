/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The correlation of two columns, with its interval and nominal p.
 *
 * Nominal: as if the rows were independent. For series, significance comes from
 * elsewhere (verdict.h); these p are what a spreadsheet or R would say.
 *
 * method     r                                p (two-sided)                interval (95 %)
 * pearson    product-moment                   t, n - 2                     Fisher's z, 1/sqrt(n-3)
 * spearman   of average ranks                 no ties: n <= 9 exact, to    z, sqrt((1+r^2/2)/(n-3))
 *                                             1,290 AS 89; else t, n - 2   (Bonett & Wright 2000)
 * kendall    tau-b                            no ties and n < 50: exact;   z, sqrt(.437/(n-4))
 *                                             else normal, ties allowed    (Fieller, Hartley &
 *                                             for                          Pearson 1957)
 * biweight   midcorrelation, 9 MAD            t, n - 2                     as pearson's
 *            (Wilcox 2012, 9.3.8)             (Langfelder & Horvath 2012)
 *
 * The first three equal R's cor.test (interval: pearson's only, R gives no other).
 * A p that rests on a normal or t is two-sided by symmetry, an exact one twice
 * the smaller tail. A perfect correlation has the interval [r, r].
 *
 * Rows where either cell is not finite are left out; n counts the others.
 */
#ifndef LEVER_STATS_CORRELATION_H
#define LEVER_STATS_CORRELATION_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/ranks.h"
#include "stats/status.h"

enum correlation_method {
    CORRELATION_PEARSON,
    CORRELATION_SPEARMAN,
    CORRELATION_KENDALL,
    CORRELATION_BIWEIGHT
};

struct correlation {
    enum stats_status status; /* STATS_TOO_FEW (under 3), STATS_CONSTANT */
    size_t n;
    double r;         /* NaN, as all that follows, unless status is STATS_OK */
    double statistic; /* t; z for kendall; the statistic behind an exact p is r itself */
    double p;
    double p_above; /* one-sided: of a correlation this large or larger */
    bool exact;
    double low; /* NaN where n is too small for an interval (pearson 3, kendall 4) */
    double high;
};

struct correlation correlation_test(enum correlation_method method, const double *x,
                                    const double *y, size_t n);

/* Just r: NaN where it has none. */
double correlation_of(enum correlation_method method, const double *x, const double *y, size_t n);

/* What r of n rows means for pearson and biweight, where they decide it. */
struct correlation correlation_judge(double r, size_t n);
/* The same for spearman, which also wants to know of ties in either column. */
struct correlation correlation_judge_spearman(double r, size_t n, bool ties);

/* The same for kendall, from its counts (ranks.h). */
struct correlation correlation_judge_kendall(const struct ranks_kendall *counts, size_t n);

/*
 * Scores of the biweight midcorrelation: out[i] is x less its median, in units of 9
 * MAD, times its weight, 0 beyond 1; r is the cosine of two such columns. All cells
 * finite. False where the MAD is 0 (half of the cells or more are equal): no r.
 */
bool correlation_biweight_scores(const double *x, size_t n, double *out);

#endif
