/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does a series have a trend (and a season) of its own, or does it only wander?
 *
 * A random walk drifts far enough to look trended to ordinary regression. So the F of the
 * shape's columns, after whitening by an autoregression fitted to what they leave, is compared
 * with the same F on series simulated from an autoregression fitted to the series without
 * them: persistence that explains the drift by itself makes the simulated F large too.
 *
 * A series that stepped once has no trend either, though a straight line explains much of it. Where
 * a step beside the columns gains enough (as in null_model.h), it takes part on both sides: the F is
 * then of what the columns explain beyond it.
 */
#ifndef LEVER_STATS_TREND_TEST_H
#define LEVER_STATS_TREND_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Is p for "no shape", (1 + #{F* >= F}) / (resamples + 1), under .05? v: n values, NaN missing;
 * columns: count x n (trend, season; no constant). false where there are too few rows to say.
 */
bool trend_test_there(const double *v, size_t n, const double *columns, size_t count, uint64_t seed,
                      size_t resamples);

#endif
