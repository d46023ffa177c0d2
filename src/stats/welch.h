/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do two groups differ in their mean? Welch's (1947) t test, which does not take
 * their spreads to be equal, with Satterthwaite's degrees of freedom; equal to R's
 * t.test(a, b). Cells that are not finite are missing.
 */
#ifndef LEVER_STATS_WELCH_H
#define LEVER_STATS_WELCH_H

#include <stddef.h>

#include "stats/status.h"

struct welch {
    enum stats_status status; /* STATS_TOO_FEW: under 2 in a group; STATS_CONSTANT: no spread */
    size_t n_a, n_b;
    double mean_a, mean_b; /* there wherever a group has a cell */
    double difference;     /* mean_a - mean_b */
    double se;
    double t;
    double df;
    double p;         /* two-sided */
    double low, high; /* 95 % interval of the difference */
};

struct welch welch_test(const double *a, size_t n_a, const double *b, size_t n_b);

#endif
