/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/shares.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

void shares_wilson(double yes, double n, double z, double *low, double *high)
{
    double p = yes / n;
    double middle = p + z * z / (2 * n);
    double reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));

    *low = yes <= 0 ? 0 : fmax(0, (middle - reach) / (1 + z * z / n));
    *high = yes >= n ? 1 : fmin(1, (middle + reach) / (1 + z * z / n));
}

static void newcombe(double yes_a, double n_a, double yes_b, double n_b, double z, double *low,
                     double *high)
{
    double a = yes_a / n_a, b = yes_b / n_b;
    double low_a, high_a, low_b, high_b;

    shares_wilson(yes_a, n_a, z, &low_a, &high_a);
    shares_wilson(yes_b, n_b, z, &low_b, &high_b);
    *low = a - b - hypot(a - low_a, high_b - b);
    *high = a - b + hypot(high_a - a, b - low_b);
}

/* The z at which the end of the interval that is nearer to 0 is 0. */
static double touching(double yes_a, double n_a, double yes_b, double n_b)
{
    bool above = yes_a / n_a > yes_b / n_b;
    double least = 0, most = 40;
    int i;

    for (i = 0; i < 200 && most - least > 1e-14 * most; i++) {
        double z = (least + most) / 2, low, high;

        newcombe(yes_a, n_a, yes_b, n_b, z, &low, &high);
        if (above ? low > 0 : high < 0)
            least = z;
        else
            most = z;
    }
    return (least + most) / 2;
}

struct shares shares_test(double yes_a, double n_a, double yes_b, double n_b)
{
    struct shares s = { .share_a = NAN,
                        .share_b = NAN,
                        .difference = NAN,
                        .p = NAN,
                        .low = NAN,
                        .high = NAN,
                        .firm_low = NAN,
                        .firm_high = NAN };

    if (!(n_a >= 1) || !(n_b >= 1)) {
        s.status = STATS_TOO_FEW;
        return s;
    }
    s.share_a = yes_a / n_a;
    s.share_b = yes_b / n_b;
    s.difference = s.share_a - s.share_b;
    newcombe(yes_a, n_a, yes_b, n_b, gsl_cdf_ugaussian_Pinv(.975), &s.low, &s.high);
    newcombe(yes_a, n_a, yes_b, n_b, gsl_cdf_ugaussian_Pinv(.95), &s.firm_low, &s.firm_high);
    s.p = s.difference == 0 ? 1 : 2 * gsl_cdf_ugaussian_Q(touching(yes_a, n_a, yes_b, n_b));
    return s;
}
