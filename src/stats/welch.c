/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/welch.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/linear.h"
#include "stats/moments.h"

struct welch welch_test(const double *a, size_t n_a, const double *b, size_t n_b)
{
    struct moments ma = moments_of(a, n_a);
    struct moments mb = moments_of(b, n_b);
    struct welch w = { .n_a = ma.n,
                       .n_b = mb.n,
                       .mean_a = ma.mean,
                       .mean_b = mb.mean,
                       .difference = ma.mean - mb.mean,
                       .se = NAN,
                       .t = NAN,
                       .df = NAN,
                       .p = NAN,
                       .low = NAN,
                       .high = NAN };
    double ea = ma.sd / sqrt((double)ma.n);
    double eb = mb.sd / sqrt((double)mb.n);
    struct linear_test test;
    double share;

    if (ma.n < 2 || mb.n < 2) {
        w.status = STATS_TOO_FEW;
        return w;
    }
    w.se = hypot(ea, eb);
    if (!isfinite(w.se) || !isfinite(w.difference)) {
        w.status = STATS_RANGE;
        w.se = w.difference = NAN;
        return w;
    }
    if (!(w.se > 0)) {
        w.status = STATS_CONSTANT;
        return w;
    }
    /* by the groups' shares of the variance, which stay in range whatever the units */
    share = (ea / w.se) * (ea / w.se);
    w.df = 1 /
           (share * share / (double)(ma.n - 1) + (1 - share) * (1 - share) / (double)(mb.n - 1));
    test = linear_test_of(w.difference, w.se, w.df);
    w.t = test.t;
    w.p = test.p;
    w.low = test.low;
    w.high = test.high;
    return w;
}
