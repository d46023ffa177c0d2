/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The half of a question that has nothing to do with what is asked: which table, when and about
 * whom its rows are, on which axis, beside which context, by which plan, with which season.
 *
 * Links, events, groups and measures sit on a frame: they say which columns they want as numbers
 * and how these are named. It is made in this order, each step with the common options:
 *
 *     frame_begin    before all; who reads the plan with other forms does so then, into frame->plan
 *     frame_plan     the two at once: begins, and reads --plan
 *     frame_open     opens the table, finds the columns of -t, -b and -z (read by name alone)
 *     frame_choose   as often as there are lists of columns, frame_role, frame_spare beside it
 *     frame_load     reads what is wanted and lays the rows out on the axis
 *     frame_season   from then on; frame_series, frame_entity
 *
 * Time: what -t says; with a plan the column `period`; else none, and where one seems to have been
 * forgotten that is said. By: what -b says. Context: what -z says, else the plan's context columns
 * that are in the table; behind these what the calendar of --calendar, else of the plan, says of
 * the periods (period/calendar.h).
 *
 * Values: a series holds one value a period of the axis, NaN where the cell is missing or no row
 * has that period. Of rows without a time a period is a row of the entity (period/axis.h).
 *
 * Every step returns 0, or -1 and err; what is worth saying goes out as notes and warnings. One
 * frame_free ends it, whichever step it came to. Names, series and columns are borrowed from the
 * frame; common and file are borrowed by it.
 */
#ifndef LEVER_QUESTION_FRAME_H
#define LEVER_QUESTION_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "command/common.h"
#include "period/axis.h"
#include "period/calendar.h"
#include "period/season_road.h"
#include "plan/plan.h"
#include "table/select.h"
#include "table/table.h"

/* In place of an entity's index: all of them, one behind the other. */
#define FRAME_ALL SIZE_MAX

struct frame {
    const struct common *common;
    struct plan *plan; /* NULL = none */
    struct table *table;
    size_t time; /* a column; SIZE_MAX = none */
    struct selection by;
    const char *by_name; /* what an entity is, as a header says; "" = several columns, or none */
    struct selection context;
    struct axis axis;                 /* since frame_load */
    struct season_road road;          /* since frame_season */
    struct calendar_columns calendar; /* since frame_season; none of a panel, see there */
    double **series;                  /* a column laid out on the axis; made on first use */
};

void frame_begin(struct frame *frame, const struct common *common);
int frame_plan(struct frame *frame, const struct common *common, struct error *err);
/* file: the table, "-" for standard input. */
int frame_open(struct frame *frame, const char *file, struct error *err);

/* The columns that a list means (table/select.h; @output and the like mean the plan's); the caller
 * frees the selection. */
int frame_choose(const struct frame *frame, const char *list, struct selection *selection,
                 struct error *err);
/* An empty selection with room for every column of the table, for frame_role to add to. */
struct selection frame_room(const struct frame *frame);
/* Adds the columns that the plan gives this role; none without a plan. */
void frame_role(const struct frame *frame, enum role role, struct selection *selection);

/* Does the list (NULL counts as none) name columns by a pattern or by what they are not? */
bool frame_sweeping(const char *list);
/* Takes the columns that another selection has out of this one. */
void frame_without(struct selection *selection, const struct selection *others);
/* Where the list is sweeping: takes out of what it selected the time, the entity, and the context
 * that -z names outright. Else the selection stays. */
void frame_spare(const struct frame *frame, const char *list, struct selection *selection);

/*
 * Reads the table: these columns and the context as numbers (a column may come twice), time and by
 * as text. Refused besides what cannot be read: whatever axis_build refuses. Rows without a period
 * are warned of, and lost.
 */
int frame_load(struct frame *frame, const size_t *columns, size_t count, struct error *err);

/*
 * What --season asks for on this axis goes to frame->road.request, and what the calendar says
 * beside it to frame->calendar. A panel (by without --each) has no columns of the calendar: the periods'
 * effects hold what all entities share. Refused: a calendar that cannot be read, and one for rows
 * without a time.
 */
int frame_season(struct frame *frame, struct error *err);
/* Threads to compute with: --threads, or what the machine has. */
size_t frame_threads(const struct frame *frame);

/* A column that was wanted as numbers, of one entity: axis.periods values; of FRAME_ALL
 * axis.entities times as many. */
const double *frame_series(struct frame *frame, size_t column, size_t entity);
/* The word of --calendar, else of the plan; NULL = none. */
const char *frame_calendar(const struct frame *frame);
/* All of the context, the calendar's columns last: how many; each one's name and, as frame_series
 * gives them, its values (of the calendar's: of one entity). */
size_t frame_contexts(const struct frame *frame);
const char *frame_context_name(const struct frame *frame, size_t i);
const double *frame_context(struct frame *frame, size_t i, size_t entity);
/* The entity's name; "" of FRAME_ALL, and where there is no -b. */
const char *frame_entity(const struct frame *frame, size_t entity);

void frame_free(struct frame *frame);

#endif
