/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * p and intervals from one set of simulated statistics, so that they agree.
 *
 * With B simulated T* the 5 % critical value is their K-th largest, K the least
 * whole number for which (1 + K) / (B + 1) is not under .05. Then t > c says exactly
 * that fewer than K of the T* reach t, which is p < .05.
 */
#ifndef LEVER_LINK_INTERVAL_H
#define LEVER_LINK_INTERVAL_H

#include <stddef.h>

struct link_lag;

/* sorted: ascending. (1 + #{T* >= t}) / (count + 1). */
double interval_p(const double *sorted, size_t count, double t);

/* The critical value for a level in percent; infinite where count is too small for it. */
double interval_critical(const double *sorted, size_t count, unsigned percent);

/*
 * Fills se, r, the intervals and p of a row whose lag, n, t and effect are known. The
 * interval of r is Fisher's (1921), its half width the image of c: atanh r = asinh(t / sqrt df).
 */
void interval_fill(struct link_lag *row, double freedom, const double *sorted, size_t count);

#endif
