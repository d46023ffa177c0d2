/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A column made fit for computing: scaled by a power of two, centred, scaled
 * again, so that its values lie within ±1 whatever the units; 0 where missing.
 * A slope between two such series times 2^(y.exponent - x.exponent) is the slope
 * of the columns themselves, exactly.
 */
#ifndef LEVER_STATS_SERIES_H
#define LEVER_STATS_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/ar.h"

struct series {
    size_t n;
    size_t there;   /* values present (finite) */
    double *values; /* n; 0 where missing */
    bool *present;  /* n */
    int exponent;
    double zero;    /* where a raw 0 is among the values */
    bool constant;  /* all present values are the same but for rounding (4 units in the last
                           place), or none is there */
    double first;   /* the first present value; NaN if none */
    double range;   /* of the present values; 0 if none */
    size_t bridged; /* values that series_bridge put in */
};

void series_start(struct series *series, const double *column, size_t n);
/*
 * Puts values into the gaps inside the series, not before the first or after the last one present:
 * a straight line's value there plus what an autoregression fitted to the rest (Burg, AICc) expects,
 * given both sides: the values that make the sum of squared innovations least (Janssen, Veldhuis &
 * Vries 1986, IEEE Trans. ASSP 34:317). They are then present. As conditional expectations they do
 * not bias a slope.
 */
void series_bridge(struct series *series);

/*
 * What the fit expects of the rows from ..= to of e that are not present (they are 0 to begin with),
 * given those that are.
 */
void series_expect(double *e, const bool *present, size_t from, size_t to,
                   const struct ar_fit *fit);

void series_free(struct series *series);

#endif
