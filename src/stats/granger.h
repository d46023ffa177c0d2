/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the past of x help to predict y beyond y's own past? (Granger 1969)
 *
 * y_t on a constant, y_{t-1} .. y_{t-p} and x_{t-1} .. x_{t-p}; F of the hypothesis
 * that all of x's coefficients are 0, with p and n - 2p - 1 degrees of freedom.
 * Figures equal those of lmtest::grangertest in R.
 *
 * Series are in time order, a cell that is not finite is missing, and a row
 * counts only where all of its 2p + 2 cells, x_t among them, are there. The test knows nothing of
 * trend or season: it belongs on series freed of both.
 */
#ifndef LEVER_STATS_GRANGER_H
#define LEVER_STATS_GRANGER_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/status.h"

struct granger {
    enum stats_status status;
    size_t n;   /* rows used */
    size_t df1; /* p */
    size_t df2; /* n - 2p - 1 */
    double f;   /* NaN unless status is STATS_OK */
    double p;

    /* Of the regression with both, as linear.h has them. */
    double rcond;     /* NaN where it could not be fitted */
    double tolerance; /* of the column that the others determine best; NaN likewise */
    bool by_cause;    /* that column is the cause's, not the effect's own */
    size_t lag;       /* … so many periods before; 0 = none is to be named */
};

/*
 * From cause to effect at an order >= 1. STATS_TOO_FEW, STATS_CONSTANT and
 * STATS_COLLINEAR as linear.h; STATS_PERFECT where nothing is left to explain.
 */
struct granger granger_test(const double *cause, const double *effect, size_t n, size_t order);

#endif
