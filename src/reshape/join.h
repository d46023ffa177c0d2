/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables joined on period and entity: a full outer join that keeps gaps visible.
 *
 * Every period and entity that is in any table makes one row; where a table has no
 * row for it, its cells are empty. A period (of an entity) that a table holds twice
 * is refused, naming both lines. All tables must have the same kind of period and
 * the entity columns, unless `spread`: then a row of a coarser table stands on each
 * finer period inside its own (a week belongs to the month of its Thursday), and a
 * row of a table without entities at each entity. Spread values are repeated, not
 * divided: summing them up afterwards counts them several times.
 *
 * The time column of a table is the one asked for, where the table has it; else
 * the one called `period`; else the first one that holds calendar periods and
 * nothing else; else the first that holds whole numbers and nothing else.
 */
#ifndef LEVER_RESHAPE_JOIN_H
#define LEVER_RESHAPE_JOIN_H

#include "table/dialect.h"
#include "period/period.h"
#include "table/writer.h"

/* What is asked; borrowed. */
struct join_ask {
    const char *time; /* a column; NULL = not said */
    const char *by;   /* a list of columns, or NULL */
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
