/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Goals: objectives and key results, as they were written down.
 *
 * A file whose first record has a cell `goal` is CSV, one row a goal:
 *
 *   goal,measure,kind,owner,due,because
 *
 * of which only goal must be there. Any other file has a goal a line, taken whole. A line that
 * begins with # is a heading; a date or a period in it (2026-Q3, Q3 2026, 30 June 2026, 2026) counts for
 * the goals below, up to the next heading of its level that has none. Empty lines count for nothing.
 *
 * Faults have file, line, column and value, and all are told at once: a row without its goal, a kind
 * or a date that is none and, where there is a plan, a measure that is none of its (naming
 * the nearest), a file without goals.
 */
#ifndef LEVER_PLAN_GOALS_H
#define LEVER_PLAN_GOALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/faults.h"
#include "plan/plan.h"

enum goal_kind { GOAL_UNSAID, GOAL_DELIVERY, GOAL_DISCOVERY, GOAL_OBJECTIVE, GOAL_KEY_RESULT };

/* All text is owned by the goals; never NULL, "" where nothing is said. */
struct goal {
    unsigned long line; /* in the file, from 1 */
    char *text;
    char *measure;
    enum goal_kind kind;
    char *owner;
    char *due; /* its own, or its heading's: a date or a period, as written */
    char *because;
};

struct goals {
    char *file;         /* as the user named it */
    bool form;          /* it is CSV */
    struct goal *items; /* in the file's order */
    size_t count;       /* at least 1 */
    char *note;         /* to be said once (how it was read), or NULL */
};

/* Reads goals; NULL where they have faults, which are added to the list, or cannot be read, which is
 * one. plan may be NULL: names are then not checked. The caller frees the result with goals_free; it
 * does not refer to the plan. */
struct goals *goals_read(const char *file, const struct plan *plan, struct faults *faults);
void goals_free(struct goals *goals); /* NULL is fine */

#endif
