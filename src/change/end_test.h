/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A change with too few rows behind it for a regression to say anything of its shape: Andrews (2003),
 * "End-of-sample instability tests", Econometrica 71:1661.
 *
 * With m rows from the date on, the statistic is the sum of squares of the series' innovations there, given
 * a regression with an autoregression that did not see them. It is compared with the same of every
 * window of m rows before the date, the regression not having seen the second half of it (his S
 * statistic with m below the number of coefficients, and his estimates that leave m/2 rows out). p is
 * (1 + #{S_j >= S}) / (windows + 1), so it cannot be under .05 with fewer than 20 windows.
 */
#ifndef LEVER_CHANGE_END_TEST_H
#define LEVER_CHANGE_END_TEST_H

#include "change/design.h"

/* z: n, on the scale, 0 where the design has no row. date: the first of the m last rows there. p, and in
 * *estimate the mean of z from the date on less what was expected; NaN both where there are fewer
 * than CHANGE_WINDOWS_MIN windows. */
double end_test(const struct change_design *design, const double *z, size_t date, double *estimate);

#endif
