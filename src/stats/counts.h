/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do two rates of rare events differ? Exact, given how many there were in all.
 *
 * If events come by chance at a steady rate (Poisson), then of all of them those in a are binomial,
 * whatever the rate (Przyborowski & Wilenski 1940, Biometrika 31:313). The interval of the ratio is
 * that of the binomial's share by Clopper & Pearson (1934); the difference's ends are the rates
 * that each end of the ratio would share out the same events by. p is twice the smaller tail, so
 * it is under .05 exactly where the interval leaves out 0.
 */
#ifndef LEVER_STATS_COUNTS_H
#define LEVER_STATS_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/status.h"

struct counts {
    enum stats_status status; /* STATS_TOO_FEW: a group without rows; STATS_CONSTANT: no events */
    double rate_a, rate_b;    /* events a row */
    double difference;
    double p;
    double low, high; /* 95 % interval of the difference */
    double firm_low, firm_high;
    double ratio, ratio_low, ratio_high; /* rate_a / rate_b; ratio_high may be infinite */
};

/* So many events in n_a and n_b rows. */
struct counts counts_test(double events_a, double n_a, double events_b, double n_b);

/*
 * May these cells be counts of that kind: whole, not below 0, under 5 on
 * average, and no more or less uneven than chance makes them (index of dispersion, Fisher 1922, p
 * from .05 on)? Cells that are not finite are missing.
 */
bool counts_may_be(const double *x, size_t n);

#endif
