/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows of a series stand out, with limits that know its persistence.
 *
 * Two questions, two limits.
 *
 *   a finished chart   all rows are judged by all rows: the largest |z| of the whitened series
 *                      (single rows), and the largest |t| of a step at rows 3 .. n - 3
 *   new rows           behind a baseline of at least DOTS_BASELINE rows: the largest t of a step that
 *                      began at one of the last 12 rows, on rows whitened as the baseline says, the error
 *                      of the baseline's mean in it (Siegmund & Venkatraman 1995, Ann. Stat. 23:255, the
 *                      generalised likelihood ratio, here with a known scale)
 *
 * Constant and season are taken out, one autoregression of order 1 filters. Of a finished chart it is
 * fitted beside the best step where AICc, which asks 6 more for it, prefers that: a shift in the
 * middle inflates mean, spread and persistence alike. Limits are those that the same procedure
 * passes in 5 of 100 series that have no change, simulated with the persistence freed of its bias and
 * the series' own innovations (with a normal kernel of .4 of their spread, so that ties do not
 * decide): normal limits err in 11 to 69 % where tails are heavy. A single row is `unusual`; three
 * rows or more that are off together, not by one of them alone, are a `shift`. Each of the two gets half of the 5 %.
 *
 * The usual rules of XmR charts take rows for independent: they flag 32, 76, 94 % of unchanged charts
 * at persistence 0, .5, .8 (lever-accuracy(7)).
 */
#ifndef LEVER_TRACK_DOTS_H
#define LEVER_TRACK_DOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/season.h"

/* Fewer rows are no chart, and no baseline. */
enum { DOTS_ROWS = 12, DOTS_BASELINE = 20, DOTS_DRAWS = 999 };

/* What a row is; the sign says to which side. */
enum dot { DOT_USUAL = 0, DOT_UNUSUAL = 1, DOT_SHIFT = 2 };

struct dots {
    size_t n;
    size_t baseline;    /* rows of it; 0: a finished chart */
    signed char *mark;  /* n: +-enum dot */
    double *expected;   /* n: by the row before; NaN where missing */
    double *low, *high; /* n: outside is unusual; NaN in a baseline */
    double limit;       /* of |z| of a single row */
    double shift_limit; /* of |t| of a shift */
    double z, t;        /* the largest found */
    size_t shift;       /* the row where the largest shift begins */
};

/*
 * y: n values, NaN missing; baseline: rows of it, 0 = a finished chart; season: borrowed. -1 where there
 * are too few rows or they do not differ: dots->n is then 0. The caller frees with dots_free.
 */
int dots_make(const double *y, size_t n, size_t baseline, const struct season_request *season,
              uint64_t seed, size_t threads, struct dots *dots);
void dots_free(struct dots *dots);

#endif
