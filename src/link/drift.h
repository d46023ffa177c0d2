/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Has a link come apart? Did the coefficient of x change at a row that is known, or at any?
 *
 *   1. y is regressed on a constant, a trend, the season, the context and x at its lag; AICc chooses the
 *      season. An autoregression is fitted to what is left, freed of its bias and drawn to a walk. A
 *      step of the level at the row where it fits best stays as a column only if AICc gains more than
 *      10 by it: a break of the level is none of the link.
 *   2. All is filtered with it. From row T on, the level and the coefficient of x may be others; W(T)
 *      is the squared t of the coefficient's change. The statistic is the largest W over the middle
 *      70 % of the rows (Andrews 1993, Econometrica 61:821), or W at the row that is known.
 *   3. Null: outcomes simulated from the stable link (null_model.h, x at its lag being a control, so
 *      with log scale, season, outliers and restless innovations), and 1 and 2 repeated (Diebold &
 *      Chen 1996, J. Econometrics 70:221). Draws stop where a hundred of them reached the statistic (Besag &
 *      Clifford 1991, Biometrika 78:301): what is far from .05 needs no more.
 *
 * A lag has to be known. Where a range of lags is given, the lag is found in a regression that is split
 * at every fourth row, so that a link that turned round does not cancel itself, and the search is
 * repeated in every draw. With a known row it is found on the rows before that.
 *
 * It came apart (`decoupled`) if p < .05, W > 8.85 (Andrews' asymptotic 5 % value for the middle 70 %), x was
 * significant before, on as many rows as a link takes to be tested, and the interval after has 0 in it and not the effect before.
 *
 * Rows that could be T are {T: n ln((1 + W/df) / (1 + W(T)/df)) <= 9}, W the coefficient's own: cuts by the
 * residual sum of squares cover less, for the level's step chases noise
 * (lever-accuracy(7)). Also of a row that is known: so it shows whether the data agree.
 *
 * Shapes, missing values and units as in link.h: y, x and context have n values, one period apart,
 * NaN where missing. Only rows that have y, the context and x at every lag of the range count.
 */
#ifndef LEVER_LINK_DRIFT_H
#define LEVER_LINK_DRIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "link/link.h"

/* Fewer rows show no break of a link, or show it everywhere; so many on each side of a known row. */
enum { DRIFT_ROWS_MIN = 40, DRIFT_SIDE_MIN = 10 };

/* Andrews (1993, 2003), table 1: p = 1, pi_0 = .15. */
#define DRIFT_ANDREWS 8.85

/* Draws that reach the statistic after which p is known well enough. */
enum { DRIFT_ENOUGH = 100 };

/* No row is known: it is searched. */
#define DRIFT_SEARCH SIZE_MAX

enum drift_state {
    DRIFT_UNUSABLE,
    DRIFT_DECOUPLED, /* it held, and is gone */
    DRIFT_DIFFERS,   /* it is weaker, stronger or turned round: see the figures */
    DRIFT_HOLDS,     /* what changed is smaller than min_effect, by equivalence */
    DRIFT_UNSEEN     /* no change was found: that is not yet that it holds */
};

/* Why one is unusable. */
enum drift_lack {
    DRIFT_LACKS_NOTHING,
    DRIFT_LACKS_ROWS, /* too few that have y, context and x at each lag */
    DRIFT_LACKS_SIDE, /* too few before or after the row that is known */
    DRIFT_LACKS_X,    /* x does not vary, or not by anything but the controls, on one side */
    DRIFT_LACKS_Y     /* the same of y */
};

struct drift_question {
    const struct link_outcome *outcome; /* timed; `given` and `own` are not read */
    const double *x;                    /* n */
    int lag_first, lag_last;            /* a range is searched */
    size_t row;                         /* the first row after a change that is known */
    double min_effect;                  /* outcome units per unit of x; NaN = not stated */
    size_t resamples;                   /* at most; at least LINK_RESAMPLES_MIN */
    uint64_t seed;
    size_t threads;
    size_t enough; /* so many draws that reach the statistic are enough (DRIFT_ENOUGH); 0: none is
                      made, and p is 1 */
};

struct drift_side {
    double effect, low, high; /* outcome units per unit of x; 95 % by Student's t */
    size_t n;                 /* whitened rows */
};

struct drift_result {
    enum drift_state state;
    enum drift_lack lack; /* with DRIFT_UNUSABLE */
    size_t rows;          /* that count */
    size_t least;         /* where rows lack: so many are needed */
    int lag;
    size_t row, row_low, row_high; /* of the axis: T, and the first and last that could be it */
    struct drift_side before, after;
    double effect, low, high; /* after minus before; the interval contains 0 exactly if p >= .05 */
    double firm_low, firm_high; /* the same of 90 %, for equivalence */
    double wald, p;
    double whole;   /* the coefficient if it never changed, */
    double visible; /* and the smallest change of it that was likely (80 %) to be seen */
    size_t draws;   /* so many were simulated */
};

/* Fills result; never fails. */
void drift_test(const struct drift_question *question, struct drift_result *result);

/* Whether it came apart, if p should be small: W, the part before and that after say so. */
bool drift_came_apart(const struct drift_result *result);

/* The state again, with p corrected for how many links there are. */
enum drift_state drift_judge(const struct drift_result *result, double p_adj, double min_effect);

#endif
