/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simple tests that stand beside lever's on the scoreboard. Each takes
 * a pair (NaN missing) and gives a p for "no connection at lags 0 .. CELL_LAGS - 1"
 * by Sidak's correction of the least p, but for the naive ones.
 */
#ifndef LEVER_TESTS_CONTESTANTS_H
#define LEVER_TESTS_CONTESTANTS_H

#include "tests/scoreboard/cells.h"

enum contestant {
    NAIVE,       /* a spreadsheet: Pearson at lag 0 */
    NAIVE_BEST,  /* the best of the lags, uncorrected */
    EFFECTIVE_N, /* Pyper & Peterman at each lag, Sidak */
    DIFFERENCES, /* Pearson of first differences, Sidak */
    PREWHITENED, /* both filtered by x's own AR (Box & Jenkins), Sidak */
    ORACLE,      /* regression with trend, season and the true AR filter, Sidak */
    CONTESTANTS
};

void contest(const struct cell *cell, const double *x, const double *y, double p[CONTESTANTS]);

#endif
