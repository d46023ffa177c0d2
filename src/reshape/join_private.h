/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a join, for join.c, join_keys.c and join_write.c. */
#ifndef LEVER_RESHAPE_JOIN_PRIVATE_H
#define LEVER_RESHAPE_JOIN_PRIVATE_H

#include <stdint.h>

#include "period/row_marks.h"
#include "reshape/join.h"
#include "table/pass.h"
#include "table/select.h"
#include "table/table.h"

struct join_side {
    struct table *table;
    char *stem; /* of the file's name, for columns */
    size_t time;
    struct selection by; /* none: the table has no entities */
    struct periods periods;
    uint32_t *entity;       /* of each row */
    struct row_marks marks; /* by period, then by entity, as join->rank has it */
    size_t *columns;        /* the others, */
    char **names;           /* and what they become */
    size_t column_count;
    bool *zero;  /* of each of them: 0 where the table has no row */
    bool listed; /* some are */
    bool throughout;
    bool fills; /* and may be, so that no row is without the table */
    struct pass pass;
};

/* Columns asked for that tables have not got: all may have them elsewhere, or none. */
struct lack {
    size_t count;     /* of tables */
    bool near;        /* the error names a header that is nearly it */
    struct error err; /* of the first table, or of the first with such a header */
};

struct join {
    struct join_ask ask;
    struct join_side *sides;
    size_t count;
    struct lack no_time;
    struct lack no_by;
    char **by_names;
    size_t by_count;
    enum period_kind kind; /* the finest */
    struct entities entities;
    size_t *rank;    /* of the entities */
    size_t *by_rank; /* and back */
    char **notes;
    size_t note_count;
    size_t note_capacity;
};

void join_say(struct join *join, char *note); /* takes note over */
/* Marks the rows of all sides, from periods and entities. */
int join_mark(struct join *join, struct error *err);
/* Finds the columns that are 0 where their table has no row. */
int join_find_zero(struct join *join, struct error *err);
/* Takes the rows of a list, whose dates are days on which something happened, to join->kind. */
void join_coarsen(struct join *join, struct join_side *side);
/* Decides how far they are 0, once the rows are marked. */
int join_zero(struct join *join, struct error *err);
/* Notes what meets nothing; once the rows are marked. */
void join_note_meetings(struct join *join);
/* Names the columns: NAME, or NAME.FILE where it occurs in several tables. */
void join_name(struct join *join);

static inline size_t join_entities(const struct join *join)
{
    return entities_count(&join->entities) ? entities_count(&join->entities) : 1;
}

/* Of the rows of a join of weeks: days from the one on which weeks begin to the Monday in them. */
static inline int join_week_shift(const struct join *join)
{
    return join->kind == PERIOD_WEEK && join->ask.period.week ? (8 - join->ask.period.week) % 7 : 0;
}

/* join_write.c: the row that is written next, where `at` says how many of each side's marks are
 * behind; NULL: no more. */
const struct row_mark *join_next(const struct join *join, const size_t *at);

#endif
