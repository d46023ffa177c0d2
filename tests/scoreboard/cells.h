/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cells of the scoreboard: pairs of series whose connection is known.
 *
 * A cell says how persistent the noise is, what the two series share, of what kind
 * the noise is, how many rows there are and whether x moves y. Repetition k of a cell
 * is the same pair on every machine. x and y have noise of the same kind, drawn apart.
 */
#ifndef LEVER_TESTS_CELLS_H
#define LEVER_TESTS_CELLS_H

#include <stdbool.h>
#include <stddef.h>

enum { CELL_ROWS = 256, CELL_LAG = 2, CELL_LAGS = 9 }; /* lags 0..8; the true lag is 2 */

/*
 * The results' version: one more whenever the cells or the test's statistics change, so that what was
 * counted before is not added to what is counted after.
 */
enum { CELL_VERSION = 4 };

enum cell_shape { SHAPE_PLAIN, SHAPE_TREND, SHAPE_SEASON, SHAPE_BOTH, SHAPES };

enum cell_noise {
    NOISE_NORMAL,
    NOISE_T3,       /* innovations t with 3 degrees of freedom */
    NOISE_OUTLIERS, /* one row in 20 is 6 sd off; y feels x's */
    NOISE_COUNTS,   /* Poisson with log mean 1.5 + half the series in sd, x felt before counting */
    NOISE_MISSING,  /* a tenth of x and of y missing at random */
    NOISE_RUNS,     /* a tenth of x and of y missing in runs of n/20 rows */
    NOISE_AR2,      /* 1.3, -.6: a cycle of about 11 rows; persistence ignored */
    NOISE_ARMA,     /* AR .9, MA -.5; persistence ignored */
    NOISE_SHIFT,    /* a step of 2 sd at a row of its own in x, which y feels, and in y */
    NOISES
};

enum cell_effect {
    EFFECT_NONE,
    EFFECT_LAG,  /* size * x(t-2) */
    EFFECT_SLOW, /* size * sum of .9^j x(t-j), j = 0 .. 12: a distributed lag */
    EFFECTS
};

struct cell {
    double persistence;
    size_t n;
    enum cell_shape shape;
    enum cell_noise noise;
    enum cell_effect effect;
    double size; /* of the effect, in innovation sd of y per unit of x */
};

/* "ar0.80 n52 trend t3 lag0.50": names the cell, in the file and in the seed. */
char *cell_name(const struct cell *cell, char *out, size_t size);

/* Fills n rows of x and y; year: phases for a season of 12 rows. */
void cell_draw(const struct cell *cell, size_t repetition, double *x, double *y, double *year);

/* The filter that makes the noise white, as the oracle knows it: 1 - phi1 B - …; returns its order. */
size_t cell_truth(const struct cell *cell, double *phi, size_t most);

#endif
