/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events: what was changed, and when.
 *
 * The file has one row an event; lever-plan(5) describes it for its writers:
 *
 *   event,date,end,outcome,because,registered
 *
 * Only event and date must be there. Faults have file, line, column and value, and all are told at
 * once: an event without a name or a date, a date that is none, an end that lies before it, the same
 * event twice on one date and, where there is a plan, an outcome that is no measure of it (naming
 * the nearest).
 */
#ifndef LEVER_PLAN_EVENTS_H
#define LEVER_PLAN_EVENTS_H

#include <stddef.h>

#include "base/faults.h"
#include "plan/plan.h"

/* One row. All text is owned by the events; never NULL, "" where nothing is said. */
struct event {
    unsigned long line; /* in the file */
    char *name;
    char *date;    /* when it began: a date or a period, as written */
    char *end;     /* when it ended, the same; "" = it did not */
    char *outcome; /* what it was to move: measures divided by semicolons; "" = any */
    char *because;
    char *registered; /* when it was written down */
};

struct events {
    char *file;          /* as the user named it */
    struct event *items; /* in the file's order */
    size_t count;        /* at least 1 */
    char *note;          /* to be said once (how it was read), or NULL */
};

/* Reads events; NULL where they have faults, which are added to the list, or cannot be read, which
 * is one. plan may be NULL: names are then not checked. The caller frees the result with
 * events_free; it does not refer to the plan. */
struct events *events_read(const char *file, const struct plan *plan, struct faults *faults);
void events_free(struct events *events); /* NULL is fine */

#endif
