/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables joined on period and entity: a full outer join that keeps gaps visible.
 *
 * Every period and entity that is in any table makes one row; where a table has no
 * row for it, its cells are empty. A period (of an entity) that a table holds twice
 * is refused, naming both lines. All tables must have the same kind of period and
 * the entity columns, unless `spread`: then a row of a coarser table stands on each
 * finer period inside its own (a week belongs to the month of its fourth day: of its Thursday,
 * unless --week says otherwise), and a
 * row of a table without entities at each entity. Spread values are repeated, not
 * divided: summing them up afterwards counts them several times.
 *
 * Entities whose names look alike are one (base/text_alike.h), which is noted.
 *
 * The time column of a table is the one asked for, where the table has it; else
 * the one called `period`; else the first one that holds calendar periods and
 * nothing else; else the first that holds whole numbers and nothing else and is called after
 * what periods are counted in (week, round): other numbers may be a measure.
 *
 * A table with `zero` columns lists all there was: they are 0 in rows that it has not got, from end
 * to end of what the tables without such columns cover. Where that makes a stretch of zeros at an
 * end of over twice the longest inside the list, it is refused, unless they are `throughout`. A
 * list of three periods or more that never pauses is none of rare events: its ends stay missing.
 *
 * Where no row of a table meets one of another, or more than a tenth of its rows meet none, this
 * is noted, with examples of what is in it and what is in the others.
 */
#ifndef LEVER_RESHAPE_JOIN_H
#define LEVER_RESHAPE_JOIN_H

#include "period/period.h"
#include "table/dialect.h"
#include "table/writer.h"

/* What is asked; borrowed. */
struct join_ask {
    const char *time; /* a column; NULL = not said */
    const char *by;   /* a list of columns, or NULL */
    const char *zero; /* lists of columns that are 0 where their table has no row; NULL = none */
    const char *throughout; /* and those that are so however long it takes */
    struct period_options period;
    bool spread;
    bool no_alike; /* entities whose names differ only in case are refused */
    struct dialect in;
    struct dialect out; /* for cells that must be rewritten */
    size_t threads;
};

struct join;

/* Reads all tables; "-" is standard input, once. The caller frees with join_free. */
struct join *join_read(char *const *paths, size_t count, const struct join_ask *ask,
                       struct error *err);
/* What was decided and should be said, one after the other; NULL at the end. Lines
 * that begin with "!" are warnings. */
const char *join_note(const struct join *join, size_t index);
/* period, the entity columns, then the columns of each table; sorted by period, then by
 * entity (in the order of their bytes). */
void join_write(const struct join *join, struct writer *writer);
void join_free(struct join *join); /* NULL is fine */

#endif
