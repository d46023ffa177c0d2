/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: which measures there are, what part each plays, where it comes from.
 *
 * plan.csv has one row a measure; lever-plan(5) describes its columns for its
 * writers:
 *
 *   measure,role,better,unit,agg,source,column,date,by,baseline,target,start,due,owner,
 *   period,date_format,decimal,delimiter,missing,encoding,fill,where,formula,sheet,tz,totals,week,
 *   spread,calendar,kind,question,audience,min_change,counter,threshold,target_since,unit_value,
 *   unit_cost,effort,table,rename,overlap,mix
 *
 * Only measure and role must be there. A column `ask` is passed over: it has what a draft of a plan
 * leaves to people. What describes a source (date, date_format,
 * decimal, delimiter, missing, encoding, sheet, tz, totals, table, rename, overlap) need be said on one of its rows: the others take it
 * from there, and two rows that contradict each other are refused (but for date: a
 * ticket has a day it was opened and a day it was closed; and for table: a file may hold two). The report's period stands
 * on the first row, and so does its calendar; its kind of week on any; another row may only
 * repeat them.
 *
 * Text is UTF-8 and never NULL: "" where the plan says nothing. Numbers are NaN there.
 * Faults have file, line, column and value, and all are told at once: a name used twice or empty, a role,
 * direction, aggregate or period that is none (naming the nearest), text in a
 * number or a date column, an encoding or a way to write dates that is none, a formula that cannot
 * be read, or that needs itself, a plan without measures.
 */
#ifndef LEVER_PLAN_PLAN_H
#define LEVER_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/faults.h"
#include "period/period.h"
#include "plan/target.h"
#include "plan/written.h"
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
    int better; /* +1 up, -1 down, 0 = not said */
    char *unit;
    const struct aggregate_kind
        *agg;        /* how the rows of a period become one figure; NULL = not said */
    char *source;    /* as the plan has it: a file, a pattern, or several (source_files.h) */
    char *path;      /* the source as seen from here: the plan's folder before a relative one */
    char *column;    /* its name in the source; the measure's own where the plan has none, and
                           where a formula stands in its place the name of what that gives */
    char *date;      /* the column of the source that holds the date */
    char *by;        /* columns that say who a row is about, comma-separated: of the source, or */
    struct made_by { /* made of its columns; owned */
        char *name;
        char *expression; /* a formula */
    } * makes;
    size_t make_count;
    double baseline;
    struct target target;
    char *start;                 /* as written */
    char *due;                   /* the same */
    long lasts;                  /* where due is a time from start: so many, 0 = it is not */
    enum period_kind lasts_kind; /* of these */
    char *owner;
    char *date_format; /* what clean needs to know of the source */
    char *decimal;
    char *delimiter;
    char *missing;
    char *encoding;
    const char *fill; /* what a period without rows is: 0, 0 throughout, missing, or "" (not
                         * said); constant */
    char *where;      /* a formula over the source's columns: which rows count */
    char *formula;    /* over the source's columns; without a source, over measures */
    char *sheet;      /* of a workbook that is the source */
    char *tz;         /* whose date a time with a zone has; as --tz of roll */
    char *totals;     /* drop or keep rows of totals */
    bool spread;      /* a coarser measure stands on each finer period */
    bool discovery;   /* a goal of kind discovery: a question and a date instead of a number */
    char *question;
    char *audience;
    double min_change;  /* the smallest change that matters, in its unit; above 0 */
    char *counter;      /* the measure that gets worse if this one is improved the wrong way */
    double threshold;   /* at which something counts as done in time */
    char *target_since; /* since when it has been a target: a date or a period, as written */
    double unit_value;  /* what one of an outcome is worth */
    double unit_cost;   /* what one of an output costs, in money, */
    double effort;      /* and in hours */
    char *table;        /* of several in the source, the one it is in: a number from 1 */
    char *rename;       /* NEW=OLD, by commas: where a file of the source calls a column OLD */
    char *overlap; /* rows that two files of the source have: refuse, drop, keep or drop by COLS */
    char *mix;     /* the source's column whose parts the measure, a mean, is made of */
    size_t *parts; /* measures that a formula without a source names, by index; owned */
    size_t part_count;
};

struct plan {
    char *file;               /* as the user named it */
    struct measure *measures; /* in the plan's order */
    size_t count;             /* at least 1 */
    bool timed;               /* the first row has a period, */
    enum period_kind period;  /* this one */
    const char *week;     /* the report's: "sunday", "ending saturday"; NULL = not said; constant */
    char *calendar;       /* the report's: a country, or a file as seen from here; or NULL */
    char *note;           /* to be said once (columns nobody knows), or NULL */
    struct written_as as; /* how the file is written */
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

/* Whether one stands in the formula over measures of the other, however deep. */
bool plan_stands_in(const struct plan *plan, const struct measure *part,
                    const struct measure *whole);

/*
 * What select_columns wants for @output, @outcome, @guardrail and @context. The
 * source borrows the plan. plan may be NULL: the error then says that @role wants --plan.
 * A role that no measure has is an error as well.
 */
struct role_source plan_roles(const struct plan *plan);

#endif
