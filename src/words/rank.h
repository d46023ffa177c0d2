/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is it worth, and what is busy and moves nothing? A row a link. */
#ifndef LEVER_WORDS_RANK_H
#define LEVER_WORDS_RANK_H

#include "words/result.h"

enum quadrant {
    BUSY_MOVING,
    BUSY_NOT_MOVING,
    BUSY_UNKNOWN,
    QUIET_MOVING,
    QUIET_NOT_MOVING,
    QUIET_UNKNOWN,
    QUADRANTS /* how many; also: it is not known how much effort it takes */
};
extern const struct vocabulary quadrant_words;

struct rank_row {
    const char *output, *outcome, *verdict;
    double effort, effort_share, cost, effect, value, value_low, value_high;
    double per_cost, per_cost_low, per_cost_high, payback, rank_low, rank_high;
    const char *quadrant;
    double saving;
    const char *note;
};
extern const struct result_table result_rank;

#endif
