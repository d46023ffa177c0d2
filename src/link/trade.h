/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Was a measure bought with its counter? Both from a given row on, each beside its own past.
 *
 * Each series is regressed on a constant, a trend and the season (AICc), and a step from the row on. The
 * autoregression is fitted to what the controls leave, or to what they and the step leave where AICc gains
 * more than 6 by that; all is filtered with it, and the step's t taken. Null: the series simulated
 * without a change, choices repeated (link/null_model.h, but without a step of its own: the row is
 * given). The two share their random numbers, so that what moved both moves them together in a draw.
 *
 * The four states after the row are both better, traded off, traded back and both worse; their
 * chances are the shares of draws about the two estimates.
 */
#ifndef LEVER_LINK_TRADE_H
#define LEVER_LINK_TRADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/season.h"

/* Rows needed before and after; silent rows at the end that may mean that recording stopped. */
enum { TRADE_BEFORE_MIN = 12, TRADE_AFTER_MIN = 4, TRADE_SILENT_MIN = 3 };

enum trade_state { TRADE_BOTH_BETTER, TRADE_OFF, TRADE_BACK, TRADE_BOTH_WORSE, TRADE_STATES };

struct trade_question {
    size_t n;
    const double *y[2]; /* the measure and its counter; n values, NaN where missing */
    int better[2];      /* +1 up, -1 down */
    size_t row;         /* the first after */
    struct season_request season;
    size_t resamples; /* at least 99 */
    uint64_t seed;
};

struct trade_side {
    size_t n_before, n_after; /* values there */
    bool possible;            /* enough of them, and they vary: else what follows is NaN */
    double mean_before, mean_after;
    double step, low, high;     /* in its unit; the interval has 0 in it exactly if p >= .05 */
    double firm_low, firm_high; /* of 90 % */
    double p;
    double visible; /* the smallest step that was likely (80 %) to be seen */
};

struct trade_result {
    struct trade_side side[2];
    bool stopped;                /* the counter is no longer recorded, and the measure is */
    size_t last;                 /* the last row that has the counter */
    double chance[TRADE_STATES]; /* NaN unless both are possible */
};

void trade_test(const struct trade_question *question, struct trade_result *result);

#endif
