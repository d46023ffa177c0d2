/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/student.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double student_p(double t, double df)
{
    if (isnan(t))
        return NAN;
    if (isinf(t))
        return 0;
    if (isinf(df))
        return 2 * gsl_cdf_ugaussian_Q(fabs(t));
    if (df > 1e5)
        return 2 * gsl_cdf_tdist_Q(fabs(t), df);
    return gsl_cdf_beta_P(df / (df + t * t), df / 2, .5);
}
