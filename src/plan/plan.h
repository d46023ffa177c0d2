/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: which measures there are, what part each plays, where it comes from.
 *
 * plan.csv has one row a measure; lever-plan(5) describes its columns for its
 * writers:
 *
 *   measure,role,better,unit,agg,source,column,date,by,baseline,target,start,due,owner,
 *   period,date_format,decimal,delimiter,missing,encoding,fill,calendar,week
 *
 * Only measure and role must be there. What describes a source (date, date_format,
 * decimal, delimiter, missing, encoding) need be said on one of its rows: the others take it
 * from there, and two rows that contradict each other are refused (but for date: a
 * ticket has a day it was opened and a day it was closed). The report's period
 * and calendar stand on the first row; another row may only repeat them.
 *
 * Text is UTF-8 and never NULL: "" where the plan says nothing. Numbers are NaN there.
 * Faults have file, line, column and value, and all are told at once: a name used twice or empty, a role,
 * direction, aggregate or period that is none (naming the nearest), text in a
 * number or a date column, an encoding or a way to write dates that is none, a plan
 * without measures.
 */
#ifndef LEVER_PLAN_PLAN_H
#define LEVER_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/faults.h"
#include "period/period.h"
#include "reshape/aggregate.h"
#include "table/select.h"

enum role { ROLE_OUTPUT, ROLE_OUTCOME, ROLE_GUARDRAIL, ROLE_CONTEXT, ROLES };

/* "output" .. "context"; also what @output, @context select. */
const char *role_name(enum role role);

/* One row. All text is owned by the plan. */
struct measure {
    unsigned long line; /* in the plan */
    char *name;
    enum role role;
    int better;         /* +1 up, -1 down, 0 = not said */
    char *unit;
    const struct aggregate_kind *agg; /* how the rows of a period become one figure; NULL = not said */
    char *source;       /* as the plan has it */
    char *path;         /* the source as seen from here: the plan's folder before a relative one */
    char *column;       /* its name in the source; the measure's own where the plan has none */
    char *date;         /* the column of the source that holds the date */
    char *by;           /* columns of the source that say who a row is about, comma-separated */
    double baseline;
    double target;
    char *start;        /* as written */
    char *due;
    char *owner;
    char *date_format;  /* what clean needs to know of the source */
    char *decimal;
    char *delimiter;
    char *missing;
    char *encoding;
    const char *fill;   /* what a period without rows is: 0, 0 throughout, missing, or "" (not
                         * said); constant */
};

struct plan {
    char *file;              /* as the user named it */
    struct measure *measures; /* in the plan's order */
    size_t count;            /* at least 1 */
    bool timed;              /* the first row has a period, */
    enum period_kind period; /* this one */
    char *calendar;          /* of the first row: a country, or a file as seen from here; or NULL */
    char *week;              /* the day on which weeks begin, or end, as --week has it; or NULL */
    char *note;              /* to be said once (columns nobody knows), or NULL */
    /* The names of each role's measures; the arrays are the plan's, the names the measures'. */
    const char **names[ROLES];
    size_t role_count[ROLES];
};

/* Reads a plan; NULL where it has faults, which are added to the list, or cannot be read, which is
 * one. The caller frees it with plan_free. "-" is standard input (sources are then relative to
 * the working directory). */
struct plan *plan_read(const char *file, struct faults *faults);
void plan_free(struct plan *plan); /* NULL is fine */

/* The measure of that name, borrowed from the plan; NULL where there is none. */
const struct measure *plan_measure(const struct plan *plan, const char *name);

/*
 * What select_columns wants for @output, @outcome, @guardrail and @context. The
 * source borrows the plan. plan may be NULL: the error then says that @role wants --plan.
 * A role that no measure has is an error as well.
 */
struct role_source plan_roles(const struct plan *plan);

#endif
