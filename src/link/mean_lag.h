/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window: an output's mean over several lags, for an effect that comes bit by bit.
 *
 * An effect spread over many lags is too weak at each of them to be seen there, and differencing
 * or whitening takes its slow part away. The mean of x over the lags meets all of it at once (the
 * flattest of Almon's lag polynomials, 1965, Econometrica 33:178). The coefficient of that mean is
 * what one unit of x brings in all periods of the window together. The window is one more candidate
 * of the search: its price is in the simulated largest |t| too.
 *
 * The window is all lags from 0 that are searched, if there are at least three. Beside a short
 * outcome (fewer than AR_SHORT rows) the caller tries none: it would cost links and find no more
 * than single lags do (lever-accuracy(7)).
 */
#ifndef LEVER_LINK_MEAN_LAG_H
#define LEVER_LINK_MEAN_LAG_H

#include <stdbool.h>
#include <stddef.h>

#include "link/lag_scan.h"
#include "stats/series.h"

struct mean_lag {
    bool tried;      /* false: there is none, and the rest is empty */
    int first, last; /* lags */
    struct series x; /* means, in the output's scale; missing where a value is */
    size_t sample;   /* index of its sample, at lag 0 */
    struct regressor regressor;
};

/* The window of the lags searched in an output's series; mean_lag_free. */
void mean_lag_start(struct mean_lag *window, int lag_first, int lag_last, const struct series *x);
void mean_lag_free(struct mean_lag *window);

#endif
