/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * p-values of many tests, corrected for having asked so often.
 *
 * Holm (1979) holds the chance of even one false alarm; Benjamini & Hochberg
 * (1995) the share of false alarms among the findings. Adjusted p as R's
 * p.adjust gives them. A p that is NaN (a test that could not be done) stays NaN
 * and does not count as a test.
 */
#ifndef LEVER_STATS_ADJUST_H
#define LEVER_STATS_ADJUST_H

#include <stddef.h>

enum adjust_method { ADJUST_HOLM, ADJUST_BH, ADJUST_NONE };

/* What each is called, ended by NULL. */
extern const char *const adjust_words[];

/* out may be p itself. */
void adjust_p(enum adjust_method method, const double *p, size_t n, double *out);

/*
 * The same of p that count something: p = k / of, k a whole number, as those of resampling are.
 * Corrected is k, and divided once, so that 3 times .01 is .03 and not .030000000000000002. A p
 * that is no such share (other resamples, an exact p) is taken as it is.
 */
void adjust_shares(enum adjust_method method, const double *p, size_t n, double of, double *out);

#endif
