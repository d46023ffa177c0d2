/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The panel cells of the scoreboard: an output and an outcome of several entities whose
 * connection is known.
 *
 * Every entity has a level of its own and persistent noise of its own, in x and in y. What else the
 * two have in common, without any link between them, is the cell's shape. Repetition k of a cell is
 * the same panel on every machine.
 */
#ifndef LEVER_TESTS_PANEL_CELLS_H
#define LEVER_TESTS_PANEL_CELLS_H

#include <stddef.h>

/* What is counted under one version can be added up; a cell that is drawn otherwise needs another. */
enum { PANEL_VERSION = 1 };

enum { PANEL_LAG = 2, PANEL_LAGS = 9 }; /* lags 0..8; the true lag is 2 */

enum panel_shape {
    PANEL_PLAIN,
    PANEL_SHOCKS,   /* what happens to all alike in a period: persistent, sd twice an entity's */
    PANEL_LOADINGS, /* it happens to some more than to others: loadings N(1, 1/2), of x and of y
                           drawn apart */
    PANEL_SIZES,    /* … the same loadings in x and y: bigger entities have more of all of it */
    PANEL_TREND,    /* all grow, each at its own pace in x and in y */
    PANEL_MIXED,    /* entities differ: persistence of 0, .5 and .9 in turn (persistence ignored),
                           noise of sd 1, 2 and 4 */
    PANEL_HOLES,    /* shocks; a third of the entities enter late, a third leave early, and a
                           tenth of x and of y is missing */
    PANEL_SEASON,   /* a season of 12 periods of which bigger entities have more, in x and in y */
    PANEL_GROWTH,   /* all grow, bigger ones faster, in x and in y */
    PANEL_HALF,     /* every other entity has one and the same x; y of these has a shock of its
                           own in common */
    PANEL_SHAPES
};

struct panel_cell {
    size_t entities, periods;
    double persistence;
    enum panel_shape shape;
    double size; /* of the effect of x(t-2), in innovation sd of y per unit of x; 0 = no link */
};

/* "g5 t104 ar0.90 shocks 0.20": names the cell, in the file and in the seed. */
char *panel_cell_name(const struct panel_cell *cell, char *out, size_t size);

/* The autoregression of an entity's own noise. */
double panel_cell_persistence(const struct panel_cell *cell, size_t entity);

/* Fills x and y, entities x periods, NaN missing. */
void panel_cell_draw(const struct panel_cell *cell, size_t repetition, double *x, double *y);

/* Where the periods stand in the season of PANEL_SEASON; year: periods. */
void panel_cell_year(const struct panel_cell *cell, double *year);

#endif
