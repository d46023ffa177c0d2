/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The autoregression of an outcome beside an output that is known to act at one lag.
 *
 * Step 1 of the test (link.h) fits its autoregression to what the controls leave of y, as no lag is
 * known yet. The effect of the output is then still in there. Once a lag is known, as when outputs
 * are fitted together, the output at that lag takes part. The fit is then that of a regression with
 * autoregressive errors, in turns until it stays (Cochrane & Orcutt 1949, iterated):
 *
 *   - coefficients by least squares of the filtered columns;
 *   - the autoregression by Burg, of y less what the unfiltered columns then say. AICc chooses its
 *     order anew each time.
 *
 * Apart from Burg and AICc this is conditional maximum likelihood. Least squares alone would take
 * what persistent shocks have in common with an output for the effect of the output, and so see too
 * little persistence.
 *
 * Trend and season are taken out by plain least squares, which in large samples loses nothing
 * (Grenander 1954), on the rows that have all columns. A single series in time only.
 *
 * Each fit is corrected for what constant, trend and season took (ar_bias.h), as in step 1. Context
 * and output are no part of that: filtered columns get their coefficients where the series is weak,
 * and take little of its persistence (measured in lever-accuracy(7)).
 */
#ifndef LEVER_LINK_COCHRANE_ORCUTT_H
#define LEVER_LINK_COCHRANE_ORCUTT_H

#include "link/sieve.h"

struct cochrane_orcutt;

/* x: n, the output at its lag, NaN where it is not there; of the sieve, what is set before its start,
   and its max_order. Freed by cochrane_orcutt_free. */
struct cochrane_orcutt *cochrane_orcutt_new(const struct sieve *sieve, const double *x);
void cochrane_orcutt_free(struct cochrane_orcutt *given);

/* Fits ar, the fit without the output to begin with, to the outcome y (n) with candidate s as its
   season. work: AR_WORK(n). */
void cochrane_orcutt_fit(const struct cochrane_orcutt *given, const struct sieve *sieve, size_t s,
                         const double *y, double *work, struct ar_fit *ar);

#endif
