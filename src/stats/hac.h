/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standard errors of a regression whose residuals are correlated in time and of
 * uneven size (heteroskedasticity and autocorrelation consistent, HAC).
 *
 *     (X'X)^-1  [ sum over lags j of w_j (G_j + G_j') ]  (X'X)^-1,
 *
 * G_j the products of the scores x_t u_t with those j periods later:
 *  - Bartlett weights 1 - j/(L+1) (Newey & West 1987), L chosen from the data
 *    where not given (Newey & West 1994, with truncation 4 (n/100)^(2/9), or 3
 *    with prewhitening);
 *  - quadratic spectral weights (Andrews 1991), the bandwidth by his AR(1) rule.
 * Scores may be prewhitened by a VAR(1) first (Andrews & Monahan 1992). Figures
 * equal those of NeweyWest() and kernHAC() of R's `sandwich` (Zeileis 2004).
 *
 * Rows used in the fit are taken to follow one another in time; where rows are
 * missing between them the gap is closed.
 */
#ifndef LEVER_STATS_HAC_H
#define LEVER_STATS_HAC_H

#include <stdbool.h>

#include "stats/linear.h"

enum hac_kernel { HAC_BARTLETT, HAC_QUADRATIC_SPECTRAL };

struct hac_options {
    enum hac_kernel kernel;
    bool prewhiten;
    bool adjust;      /* times n / (n - k) */
    double bandwidth; /* Bartlett: the lag L; QS: the bandwidth; NaN = from the data */
};

/* As sandwich's defaults: NeweyWest(fit) and kernHAC(fit). */
#define HAC_NEWEY_WEST ((struct hac_options){ HAC_BARTLETT, true, false, NAN })
#define HAC_ANDREWS ((struct hac_options){ HAC_QUADRATIC_SPECTRAL, true, true, NAN })

/*
 * The coefficients' covariance into covariance (k by k) and the bandwidth used
 * (or NULL). Not STATS_OK, and all NaN: what the fit's own status says, or
 * STATS_COLLINEAR where the scores cannot be prewhitened, STATS_TOO_FEW for under
 * k + 2 rows, STATS_RANGE where a variance is beyond a double.
 */
enum stats_status hac_covariance(const struct linear_design *design, const struct linear_fit *fit,
                                 struct hac_options options, double *covariance,
                                 double *bandwidth);

#endif
