/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The targets of a plan on a table: what track, plot and the like share.
 *
 * Every measure of the plan that has a target, or a kind of its own asked for, and a column in the
 * table is an item, once an entity; a measure without its column is told of. A rate is taken to the table's
 * period (20/week in months: 20 times 30.4 / 7), where rows are added up; a rate or a total of what
 * is not added up (a mean, a share) is TRACKED_UNLIKE.
 */
#ifndef LEVER_QUESTION_TRACKS_H
#define LEVER_QUESTION_TRACKS_H

#include "question/frame.h"
#include "track/goal.h"

struct track_item {
    const struct measure *measure;
    size_t column, entity;
    struct track_goal goal;
    struct tracked tracked; /* since tracks_run */
};

struct tracks {
    struct frame frame;
    struct track_item *items; /* by entity, then as the plan has them */
    size_t count;
    struct season_road road;
    struct measure *own; /* without a plan: what little is known of the columns */
};

/* What is asked beside the common options. */
struct tracks_wanted {
    size_t last; /* a value is the mean of so many last periods */
    size_t paths, origin_paths;
    const char *measures; /* only these columns; NULL = all with a target */
};

/* Reads plan and table; 0, or -1 and err. One tracks_free ends it, whichever step it came to. */
int tracks_ask(struct tracks *tracks, const struct common *common, const char *file,
               const struct tracks_wanted *wanted, struct error *err);
void tracks_run(struct tracks *tracks, const struct common *common,
                const struct tracks_wanted *wanted);
void tracks_free(struct tracks *tracks);

/* The period of a row of the axis, before and behind it too. */
void tracks_period(const struct tracks *tracks, long row, char buffer[PERIOD_SIZE]);

#endif
