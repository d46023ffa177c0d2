/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure while it is tracked: what goal.c (words) and goal_ahead.c (paths) share; internal to them. */
#ifndef LEVER_TRACK_GOAL_PRIVATE_H
#define LEVER_TRACK_GOAL_PRIVATE_H

#include "track/goal.h"

struct tracking {
    const double *y;
    const struct track_goal *goal;
    const struct track_options *options;
    struct tracked *tracked;
    struct season_request season; /* from the first row that is there on */
    bool rising;                  /* no value is below 0: a sum never falls */
};

bool goal_met(const struct tracking *tracking, double value);
/* What the target looks at at `row`: of a sum from row `from` on (NaN with a gap in it), else the mean
 * of the last few. y has n rows, path goes on behind them. */
double goal_seen(const struct track_goal *goal, const double *y, size_t n, const double *path,
                 long from, long row);

/* Bands, chance, first date and assurance. */
void goal_project(struct tracking *tracking, const struct forecast *forecast);
/* Rolling origins, their coverage and its bound. */
void goal_record(struct tracking *tracking, const struct forecast *forecast);

#endif
