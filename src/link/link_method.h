/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The primary test with any measure of association in place of the slope's t.
 *
 * Everything is as in link.h, except the statistic. T is the largest |estimate| over the lags,
 * taken of the filtered columns without controls. T* is the same of every simulated outcome (without
 * a time axis: of every permutation), with steps 1 and 2 repeated. So a method needs no theory of its
 * own, and p allows for dependence and the search over lags, as far as the autoregression is right.
 * Gross outliers in persistent series make it wrong, and a method that looks past them shows it
 * (lever-accuracy(7) has the figures).
 *
 * p = (1 + #{T* >= T}) / (resamples + 1); estimates equal but for rounding are equal. Intervals
 * are simultaneous over the lags and agree with p. Let c be the order statistic of T* that p
 * compares with: the interval of a correlation is tanh(atanh r ± atanh c) (Fisher 1921), that of
 * another estimate r ± c. They invert the test of "no link" alone: if a statistic cannot be
 * negative, the lower end says whether 0 is excluded, and no more.
 *
 * A method may have no estimate:
 *   - at some lags of the data: the others are searched, and in a resample
 *     these lags count only if it has an estimate there;
 *   - in a resample, at a lag where the data have one: T* is infinite, which counts against a finding;
 *   - at no lag of the data: the link is unusable.
 *
 * The resamples of the slope are there as well: effect, its interval, mde and the equivalence figures
 * are those of the slope, at the lag that the method chose.
 */
#ifndef LEVER_LINK_LINK_METHOD_H
#define LEVER_LINK_LINK_METHOD_H

#include "link/link_private.h"

/* Room for one lag's columns. */
struct link_columns;
struct link_columns *link_columns_new(const struct bootstrap *boot);
void link_columns_free(struct link_columns *columns);

/* What the method says of the data: fills link->found, or gives the link up. */
int link_method_observe(const struct bootstrap *boot, struct tested_link *link, struct error *err);
void link_found_free(struct link_found *found);

/* T* of one simulated outcome. */
int link_method_peak(const struct bootstrap *boot, const struct tested_link *link,
                     const struct white *white, const struct lag_products *view,
                     struct link_columns *columns, double *peak, struct error *err);

/*
 * Puts estimate, interval and p over those of the slope, for all lags; sorts the T*. Returns the
 * |estimate| that p = .05 takes.
 */
double link_method_fill(const struct bootstrap *boot, const struct tested_link *link,
                        struct link_lag *rows);

#endif
