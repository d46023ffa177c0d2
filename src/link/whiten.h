/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One series made white, as the primary test does with its outcome (link.h, steps 1 and 2), without a
 * link: for WHITEN() and DESEASON() of lever calc.
 *
 * The series is regressed on a constant, a straight trend and the season. AICc chooses the season by
 * the autoregression of what is left. That autoregression is fitted to make white (ar_burg_white),
 * corrected for its bias and drawn towards a walk (ar_bias.h). The series is filtered with it inside
 * unbroken stretches, and the filtered controls are projected out. sieve.h does each of these steps.
 * So a link tested without context at lag 0 has just these values as its y_white, if its output has
 * no gap and no season that the outcome lacks.
 */
#ifndef LEVER_LINK_WHITEN_H
#define LEVER_LINK_WHITEN_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/ar.h"
#include "stats/season.h"

struct whitened {
    size_t n;
    size_t rows;          /* of y that are there */
    bool possible;        /* false: fewer than two rows more than controls. Then season.count is 0
                               and white is all NaN */
    struct season season; /* what was offered */
    size_t chosen;        /* the candidate of season */
    struct ar_fit ar;     /* what y was filtered with */
    double *white;        /* n, in y's unit: what is left. NaN where y or one of the ar.order rows
                               before it is missing, or before row 0 */
};

/*
 * y: n values, one period apart, NaN (or infinite) where missing; season: as of a link's outcome.
 * Borrowed. Never fails; the caller frees the result with whitened_free.
 */
void whiten_series(const double *y, size_t n, const struct season_request *season,
                   struct whitened *result);
void whitened_free(struct whitened *result);

/*
 * What the season chosen says of the same y, in y's unit, by least squares beside constant and trend,
 * about 0 on the rows that are there: n values to part, all 0 where the season is "none". False, and
 * part all NaN, where that is not possible.
 */
bool whitened_season(const struct whitened *result, const double *y, double *part);

#endif
