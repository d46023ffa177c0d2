/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two groups of rows, one outcome: how far apart are their means, and could that be chance?
 *
 * Plain cases, no more than rows of two groups, get what is exact for them: shares of 0/1 by Newcombe
 * (stats/shares.h), rare counts given their sum (stats/counts.h), else Welch (stats/welch.h). All
 * else goes by what each row adds to the difference (its influence), summed by unit:
 *
 *   units      rows are not units where several come from one customer, team or day. The sums of a unit
 *              vary as units do: a ratio of totals (Cochran 1977, 11.8), equal to a regression
 *              with errors clustered by unit. t with as many degrees of freedom as the units weigh:
 *              (sum of rows)^2 / sum of rows^2 - 1, so that one large unit counts as few.
 *   strata     arms that grew over time, or any layers: differences within each stratum, weighted
 *              by n1 n2 / (n1 + n2), as a regression with a column a stratum does. A stratum that
 *              has under 2 rows of a side is left out.
 *   before     columns known before the rows were assigned (CUPED: Deng, Xu, Kohavi & Walker 2013):
 *              what they explain within group and stratum is taken out of the outcome; a missing
 *              one counts as the mean. The difference stays what it was, its error gets smaller.
 *   planned    looked at before its end: confidence sequences (stats/sequence.h). Betting ones where
 *              bounds are known, rows may have come in this order, and nothing of the above is asked;
 *              else asymptotic ones.
 *
 * Relative: the difference over the mean of the other group; by the delta method where that mean is
 * at least 5 standard errors from 0, else by Fieller (1954); NaN where that is unbounded, or where
 * values below 0 make a ratio mean nothing.
 *
 * What cannot be said is NaN.
 */
#ifndef LEVER_COMPARE_SAMPLE_H
#define LEVER_COMPARE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

enum sample_how {
    SAMPLE_WELCH,
    SAMPLE_SHARES,
    SAMPLE_COUNTS,
    SAMPLE_INFLUENCE, /* units, strata or columns from before */
    SAMPLE_ASYMPTOTIC,
    SAMPLE_BETTING
};

enum sample_status {
    SAMPLE_OK,
    SAMPLE_FEW,       /* under 2 rows of a side */
    SAMPLE_FEW_UNITS, /* under 2 units of a side */
    SAMPLE_EARLY,     /* under SAMPLE_LEAST_EARLY rows of a side, for an asymptotic sequence */
    SAMPLE_CONSTANT,  /* nothing varies within the sides */
    SAMPLE_APART,     /* no stratum has both sides */
    SAMPLE_RANGE
};
enum { SAMPLE_LEAST_EARLY = 25 };

struct sample {
    size_t n;
    const double *y;    /* all finite */
    const bool *in;     /* the group; else what it is held against */
    const size_t *unit; /* below units; NULL = each row is one */
    size_t units;
    const size_t *stratum; /* below strata; NULL = one */
    size_t strata;
    const double *const *before; /* columns of n; may have gaps */
    size_t befores;
    bool counts;        /* rare counts may be told by their sum */
    double planned;     /* rows of these two in all; 0 = looked at once */
    double share;       /* of rows that go to the group, as it was stated; NaN = as it came out */
    double least, most; /* between which the outcome lies; NaN = not known. 0/1 is seen */
};

struct sample_result {
    enum sample_status status;
    enum sample_how how;
    double effect, low, high, p;
    double firm_low, firm_high; /* 90 %: for equivalence */
    double relative, relative_low, relative_high, relative_p;
    double naive_effect, naive_p; /* Welch, of all rows as they are */
    double mean, mean_against;    /* as they are */
    size_t n, n_against;
    size_t units, units_against;
    size_t strata_used;
    bool crossed;        /* some unit has rows of both */
    bool unordered;      /* no betting: rows cannot have come in this order */
    double gain;         /* share of the variance that `before` took; NaN = none was used */
    double before_apart; /* the least p of a column from before, by which the sides differ; NaN */
};

void sample_compare(const struct sample *sample, struct sample_result *result);

/* Are all n values 0 or 1? */
bool sample_is_binary(const double *y, size_t n);

#endif
