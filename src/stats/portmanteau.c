/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/portmanteau.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/moments.h"

struct portmanteau portmanteau_test(const double *x, size_t n, size_t lags, size_t fitted)
{
    struct portmanteau t = { .q = NAN, .p = NAN };
    double *r = xarray(lags + 1, sizeof *r);
    double q = 0;

    for (size_t i = 0; i < n; i++)
        t.n += isfinite(x[i]) != 0;
    moments_autocorrelations(x, n, lags, r);
    if (lags <= fitted)
        t.status = STATS_ARGUMENT;
    else if (t.n <= lags)
        t.status = STATS_TOO_FEW;
    else if (isnan(r[0]))
        t.status = STATS_CONSTANT;
    if (t.status == STATS_OK) {
        double m = (double)t.n;

        for (size_t k = 1; k <= lags; k++) {
            if (isfinite(r[k]))
                q += r[k] * r[k] / (m - (double)k);
        }
        t.df = lags - fitted;
        t.q = m * (m + 2) * q;
        t.p = gsl_cdf_chisq_Q(t.q, (double)t.df);
    }
    free(r);
    return t;
}
