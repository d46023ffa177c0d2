/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of a series that its own past does not explain and its future does not follow: additive
 * outliers (Fox 1972), such as a week booked twice.
 *
 * Few of them hide a series' persistence from least squares and from Burg's recursion alike, and a
 * measure that looks past outliers then meets the persistence that is left. So before the
 * autoregression is fitted they are set aside: an autoregression of order 1 from ratios of
 * medians (Gnanadesikan & Kettenring 1972, for neighbouring rows) predicts each row from the clean
 * ones before it; a row further off than LIMIT times the spread of such steps (1.4826 MAD) is
 * taken out, and put back where the next row follows it: then the level moved, and nothing is
 * wrong with the row (an innovation's outlier).
 */
#ifndef LEVER_STATS_OUTLIER_H
#define LEVER_STATS_OUTLIER_H

#include <stddef.h>

#include "stats/ar.h"

/*
 * Makes NaN of the additive outliers of e (n rows, mean 0, NaN missing); returns how many. Where
 * that would be more than an eighth of the rows they are no outliers: e is left as it is. work:
 * 2 n doubles.
 */
size_t outlier_set_aside(double *e, size_t n, double *work);

/*
 * `burg` (ar.h) of what is left when the outliers of e are set aside; e stays as it is. The AICc is
 * for as many rows as e has, so that fits that set aside more or fewer can be compared. work:
 * AR_WORK(n).
 */
void outlier_burg(ar_burg_fit *burg, const double *e, size_t n, size_t max_order, size_t parameters,
                  double *work, struct ar_fit *fit);

#endif
