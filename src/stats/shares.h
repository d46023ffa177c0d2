/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do two shares differ? The interval of their difference by Newcombe (1998, Stat. Med. 17:873,
 * method 10): each share's own interval by Wilson (1927), their reaches squared and added. It
 * keeps its level where shares are near 0 or 1 and groups small, and never leaves -1 .. 1.
 *
 * Its p is the level at which that interval just touches 0, so the two always agree.
 */
#ifndef LEVER_STATS_SHARES_H
#define LEVER_STATS_SHARES_H

#include "stats/status.h"

struct shares {
    enum stats_status status; /* STATS_TOO_FEW: a group without rows */
    double share_a, share_b;
    double difference;          /* share_a - share_b */
    double p;                   /* two-sided */
    double low, high;           /* 95 % interval of the difference */
    double firm_low, firm_high; /* 90 % */
};

/* yes_a of n_a rows, yes_b of n_b; whole numbers. */
struct shares shares_test(double yes_a, double n_a, double yes_b, double n_b);

/* Wilson's interval of one share; z is the normal's quantile, 1.96 for 95 %. */
void shares_wilson(double yes, double n, double z, double *low, double *high);

#endif
