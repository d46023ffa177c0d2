/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The autoregression of an outcome beside an output that is known to act at one lag.
 *
 * Step 1 of the test (link.h) fits its autoregression to what the controls leave of y, as no lag is
 * known yet. What the output does to y is then still in there. Once a lag is known, as when outputs
 * are fitted together, the output at that lag can take part, and the fit be that of a regression
 * with autoregressive errors: coefficients by least squares of the filtered columns, the
 * autoregression by Burg of y less what the unfiltered columns then say, and so on until it stays
 * (Cochrane & Orcutt 1949, iterated; conditional maximum likelihood but for Burg and AICc, which
 * chooses the order anew each time). Least squares alone would mistake what shocks that persist have in
 * common with an output for the output's effect, and so see too little persistence.
 *
 * Trend and season are taken out by plain least squares, which in large samples loses nothing (Grenander
 * 1954), on the rows that have all columns. A single series in time only.
 *
 * Each fit is freed of what constant, trend and season took (ar_bias.h), as step 1's are. Context and
 * output are no part of that: filtered columns have their coefficients from where the series is
 * weak, and take little of its persistence. In 52 rows of persistence .9, beside one column that is
 * white, as persistent as the series, or a random walk, the mean fit is .82, .81, .81 so and
 * .75, .74, .73 with nothing done; beside six, .83, .77, .75 and .76, .67, .64.
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
void cochrane_orcutt_fit(const struct cochrane_orcutt *given, const struct sieve *sieve, size_t s, const double *y,
               double *work, struct ar_fit *ar);

#endif
