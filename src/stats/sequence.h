/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intervals that hold however often one looks: confidence sequences. At every look together, not at
 * each, they miss the truth with a chance of 5 % at most, so an experiment may be read daily and
 * ended when it has an answer. They are widest early and best near the number of rows planned.
 *
 * Asymptotic (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2021, theorem 2.2): the estimate's
 * standard error times
 *
 *     sqrt((n r + 1) / (n r) * log((n r + 1) / alpha^2)),  r = (log(1/alpha^2) +
 *                                                          log(log(1/alpha^2) + 1)) / planned
 *
 * with n rows so far. Needs the normal's law to hold from the first look on: some 25 an arm.
 *
 * Betting (Waudby-Smith & Ramdas 2024, J. R. Stat. Soc. B 86:1, theorem 3): a value m of the mean is
 * ruled out once a gambler who plays fair against it has twenty times the stake. Exact from the
 * first row on, for values between bounds that are known. Rows come in their order. Of an
 * experiment the values are z = (y - c)(a/s - (1-a)/(1-s)): a is 1 in the arm that is asked about, s
 * the share of rows that goes there, c the mean of the rows before (predictable, so the mean of z
 * is the difference whatever c is).
 */
#ifndef LEVER_STATS_SEQUENCE_H
#define LEVER_STATS_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>

/* How many standard errors the interval reaches, of n rows, tuned to `planned`. */
double sequence_reach(double n, double planned, double alpha);
/* The alpha at which it reaches just so many standard errors; 1 at most. r as for .05. */
double sequence_p(double reach, double n, double planned);

struct betting {
    double difference;          /* the mean of z */
    double low, high;           /* 95 % interval at all looks so far: each row was one */
    double firm_low, firm_high; /* 90 % */
    double p;                   /* valid at all looks; under .05 where the interval leaves out 0 */
};

/*
 * y[i] between least and most, in[i] whether row i is in the arm; share: of rows that go there, 0 <
 * share < 1; planned rows in all. All finite, n >= 1.
 */
struct betting sequence_bet(const double *y, const bool *in, size_t n, double least, double most,
                            double share, double planned);

#endif
