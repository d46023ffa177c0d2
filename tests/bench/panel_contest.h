/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simple tests that stand beside lever's on the panel scoreboard. Each gives a p for "no
 * connection": of lag 0 but for the last, which takes the least of all lags by Sidak's correction.
 */
#ifndef LEVER_TESTS_PANEL_CONTEST_H
#define LEVER_TESTS_PANEL_CONTEST_H

#include "tests/bench/panel_cells.h"

enum panel_contestant {
    PANEL_NAIVE,     /* Pearson of all rows in one pot */
    PANEL_WITHIN,    /* the two-way within regression, rows independent */
    PANEL_CLUSTERED, /* the same, errors clustered by entity (t with G - 1) */
    PANEL_ORACLE,    /* within regression with trend, season where there is one, and the true
                           autoregression filtered within the entities */
    PANEL_CONTESTANTS
};

void panel_contest(const struct panel_cell *cell, const double *x, const double *y,
                   double p[PANEL_CONTESTANTS]);

/* The oracle's alone. */
double panel_oracle(const struct panel_cell *cell, const double *x, const double *y);

#endif
