/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/counts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/moments.h"

/* Clopper and Pearson's ends of a share, alpha in both tails together. */
static void share_ends(double yes, double n, double alpha, double *low, double *high)
{
    *low = yes <= 0 ? 0 : gsl_cdf_beta_Pinv(alpha / 2, yes, n - yes + 1);
    *high = yes >= n ? 1 : gsl_cdf_beta_Qinv(alpha / 2, yes + 1, n - yes);
}

/* The difference of rates where so large a share of all events is a's. */
static double difference_at(double share, double events, double n_a, double n_b)
{
    return share * events / n_a - (1 - share) * events / n_b;
}

struct counts counts_test(double events_a, double n_a, double events_b, double n_b)
{
    double all = events_a + events_b;
    double expected = n_a / (n_a + n_b);
    struct counts c = { .rate_a = events_a / n_a, .rate_b = events_b / n_b };
    double low, high, below, above;

    c.difference = c.p = c.low = c.high = c.firm_low = c.firm_high = NAN;
    c.ratio = c.ratio_low = c.ratio_high = NAN;
    if (!(n_a >= 1) || !(n_b >= 1) || !(all >= 1)) {
        c.status = n_a >= 1 && n_b >= 1 ? STATS_CONSTANT : STATS_TOO_FEW;
        return c;
    }
    c.difference = c.rate_a - c.rate_b;
    c.ratio = c.rate_a / c.rate_b;
    share_ends(events_a, all, .05, &low, &high);
    c.low = difference_at(low, all, n_a, n_b);
    c.high = difference_at(high, all, n_a, n_b);
    c.ratio_low = low / (1 - low) * n_b / n_a;
    c.ratio_high = high / (1 - high) * n_b / n_a;
    share_ends(events_a, all, .1, &low, &high);
    c.firm_low = difference_at(low, all, n_a, n_b);
    c.firm_high = difference_at(high, all, n_a, n_b);
    /* of the beta, as in the ends, so that they agree to the last digit that either has */
    below = events_a >= all ? 1 : gsl_cdf_beta_Q(expected, events_a + 1, events_b);
    above = events_a <= 0 ? 1 : gsl_cdf_beta_P(expected, events_a, events_b + 1);
    c.p = fmin(1, 2 * fmin(below, above));
    return c;
}

bool counts_may_be(const double *x, size_t n)
{
    struct moments m = moments_of(x, n);
    double freedom = (double)m.n - 1, index, p;
    size_t i;

    if (m.n < 2 || !(m.mean >= 0 && m.mean < 5))
        return false;
    for (i = 0; i < n; i++)
        if (isfinite(x[i]) && (x[i] < 0 || x[i] != floor(x[i])))
            return false;
    if (m.max == 0)
        return true;
    index = freedom * m.variance / m.mean;
    p = 2 * fmin(gsl_cdf_chisq_P(index, freedom), gsl_cdf_chisq_Q(index, freedom));
    return p >= .05;
}
