/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/effective_n.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/moments.h"
#include "stats/student.h"
#include "stats/sum.h"

/* Copies of both series, a cell missing wherever its partner is; returns the pairs. */
static size_t common(const double *x, const double *y, size_t n, double *a, double *b)
{
    size_t pairs = 0;

    for (size_t i = 0; i < n; i++) {
        int both = isfinite(x[i]) && isfinite(y[i]);

        a[i] = both ? x[i] : NAN;
        b[i] = both ? y[i] : NAN;
        pairs += (size_t)both;
    }
    return pairs;
}

double effective_n(const double *x, const double *y, size_t n)
{
    double *a = xarray(n, sizeof *a);
    double *b = xarray(n, sizeof *b);
    size_t pairs = common(x, y, n, a, b);
    size_t lags = pairs / 5;
    double *ra = xarray(lags + 1, sizeof *ra);
    double *rb = xarray(lags + 1, sizeof *rb);
    struct sum total = { 0 };
    double n_eff = NAN;

    moments_autocorrelations(a, n, lags, ra);
    moments_autocorrelations(b, n, lags, rb);
    if (pairs >= 3 && isfinite(ra[0]) && isfinite(rb[0])) {
        double m = (double)pairs;

        for (size_t j = 1; j <= lags; j++) {
            double unbias = m / (m - (double)j);

            /* a lag at which gaps leave no pair says nothing */
            if (isfinite(ra[j]) && isfinite(rb[j]))
                sum_add(&total, unbias * ra[j] * unbias * rb[j]);
        }
        n_eff = m / fmax(1, 1 + 2 * sum_value(&total));
    }
    free(a);
    free(b);
    free(ra);
    free(rb);
    return n_eff;
}

struct effective_test effective_n_test(const double *x, const double *y, size_t n)
{
    struct comoments m = moments_of_pair(x, y, n);
    struct effective_test test = {
        .n = m.n, .n_eff = effective_n(x, y, n), .r = m.correlation, .t = NAN, .p = NAN
    };
    double df = test.n_eff - 2;

    if (df > 0 && isfinite(test.r)) {
        /* a perfect correlation has an infinite t and a p of 0 */
        test.t = test.r * sqrt(df / ((1 - test.r) * (1 + test.r)));
        test.p = student_p(test.t, df);
    }
    return test;
}
