/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events or fine periods rolled up: one row a period and entity.
 *
 * The table is read once, in any order of its rows, and only groups are kept: with
 * a kind of period asked for, one a period and entity; without one (or while it
 * is still open whether 03/04 is a day in April or in March) one a date and
 * entity, put together at the end. Rows without a period are left out and counted.
 *
 * A group that no row belongs to is a gap, between the first and the last period of
 * the whole table and for each entity. The first and the last period are partial
 * where the data begin after the period does (or end before it does): when the day
 * (week, month ...) before the first one would still lie in the first period.
 * Weekdays that the data never have do not count (Saturdays and Sundays only, in less than
 * four weeks, or where they have dates on three weekdays at most). Dates that are read as periods, or that all are the first or the last day of
 * one, are whole periods. Nothing is partial in a list of rare events: `listed`, with rows in
 * two periods at most or with a period between them that has none.
 *
 * Counts of IDs (visits.h) cannot be told where they look back beyond the first period; with
 * partial ends dropped, beyond the first whole one. Where it is known that no end is missing
 * (`throughout`) nobody came before the first period, and they are told from there.
 */
#ifndef LEVER_RESHAPE_ROLL_H
#define LEVER_RESHAPE_ROLL_H

#include "period/period.h"
#include "reshape/aggregate.h"
#include "table/table.h"

/* One aggregate: a column of the table by index (unused by what needs none) and the result's name. */
struct roll_item {
    const struct aggregate_kind *kind;
    size_t column;
    const char *name;
};

/* What is asked; everything is borrowed. */
struct roll_ask {
    size_t time;
    const size_t *by;
    size_t by_count;
    const struct roll_item *items;
    size_t item_count;
    struct period_options period; /* file and column are filled in */
    bool listed;     /* the rows are all there was: what is between them, and behind, is nothing */
    bool throughout; /* listed, and it is known that no end is missing */
    long absent;     /* periods without an ID, after which it is away; 0 = 1 */
};

enum roll_ends { ROLL_ENDS_DROP, ROLL_ENDS_MARK, ROLL_ENDS_KEEP };
enum roll_fill { ROLL_FILL_NONE, ROLL_FILL_ZERO, ROLL_FILL_MISSING };

struct roll; /* the groups */

/* What there is to say of it. */
struct roll_summary {
    enum period_kind kind;
    long first, last; /* periods */
    bool first_partial, last_partial;
    char first_day[PERIOD_SIZE]; /* where the data begin and end, as they are written */
    char last_day[PERIOD_SIZE];
    size_t groups;
    size_t gaps; /* with the partial ends that are dropped left out */
    size_t rows;
    bool visits;         /* IDs are counted by when they came, */
    long untold;         /* which takes so many first periods; one more for who is back or lost */
    size_t rows_without; /* a period; the first of them stands on */
    unsigned long line_without;
    char note[200]; /* from the periods */
};

/* Reads an opened table; the caller frees *roll with roll_free. */
int roll_read(struct table *table, const struct roll_ask *ask, size_t threads, struct roll **roll,
              struct error *err);
void roll_summarise(const struct roll *roll, enum roll_ends ends, struct roll_summary *summary);
/*
 * Writes period, the entity columns and the items, and `partial` (1 or 0) where ends
 * are marked; rows by period, then by entity (in the order of their bytes). With
 * fill, gaps become rows: 0 in sums and counts, or nothing.
 */
int roll_write(struct roll *roll, enum roll_ends ends, enum roll_fill fill, struct writer *writer,
               struct error *err);
/* -1 where two entities, of the columns `by`, have names that differ only in case. */
int roll_refuse_alike(const struct roll *roll, const char *by, struct error *err);
void roll_free(struct roll *roll); /* NULL is fine */

#endif
