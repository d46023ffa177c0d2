/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hypotheses: which output is held to move which outcome, written down before looking.
 *
 * links.csv has one row a link; lever-plan(5) describes it for its writers:
 *
 *   output,outcome,sign,lags,min_effect,because,registered,until
 *
 * Only output and outcome must be there. Faults have file, line, column and value, and all are told at once: a
 * link from a measure to itself, one that is there twice (naming both lines), lags
 * that are no range, a min_effect of 0 or less, a day of registration that is none and,
 * where there is a plan, a name
 * that is no measure of it (naming the nearest) or one that is context.
 */
#ifndef LEVER_PLAN_LINKS_H
#define LEVER_PLAN_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/faults.h"
#include "base/option.h"
#include "plan/plan.h"

/* One row. All text is owned by the links; never NULL, "" where nothing is said. */
struct hypothesis {
    unsigned long line; /* in the file */
    char *output;
    char *outcome;
    int sign;          /* the registered direction: +1, -1; 0 = none */
    bool ranged;       /* lags are given, */
    struct range lags; /* these */
    double min_effect; /* > 0, outcome units per unit of the output; NaN = not stated */
    char *because;
    char *registered; /* when it was written down; as written */
    char *until;      /* up to when data are to be collected: a date or a period, as written */
};

struct links {
    char *file;               /* as the user named it */
    struct hypothesis *items; /* in the file's order */
    size_t count;             /* at least 1 */
    char *note;               /* to be said once (columns nobody knows), or NULL */
    struct written_as as;     /* how the file is written */
};

/* Reads links; NULL where they have faults, which are added to the list, or cannot be read, which
 * is one. plan may be NULL: names are then not checked, and a unit behind min_effect is
 * refused, unless there are faults already, which are the plan's. The
 * caller frees the result with links_free; it does not refer to the plan. */
struct links *links_read(const char *file, const struct plan *plan, struct faults *faults);
void links_free(struct links *links); /* NULL is fine */

/* The link between these two, borrowed from links; NULL where there is none. */
const struct hypothesis *links_find(const struct links *links, const char *output,
                                    const char *outcome);

#endif
