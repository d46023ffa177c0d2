/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a join, for join.c, join_keys.c and join_write.c. */
#ifndef LEVER_RESHAPE_JOIN_PRIVATE_H
#define LEVER_RESHAPE_JOIN_PRIVATE_H

#include <stdint.h>

#include "reshape/join.h"
#include "table/keys.h"
#include "table/pass.h"
#include "table/select.h"
#include "table/table.h"

/* Where a row stands: its period and entity as one number that sorts like them. */
struct place {
    uint64_t key;
    size_t row;
};

struct side {
    struct table *table;
    char *stem; /* of the file's name, for columns */
    size_t time;
    struct selection by; /* none: the table has no entities */
    struct periods periods;
    size_t *entity; /* of each row */
    struct place *places; /* sorted */
    size_t count;
    size_t *columns; /* the others, */
    char **names;    /* and what they become */
    size_t column_count;
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
    struct side *sides;
    size_t count;
    struct lack no_time;
    struct lack no_by;
    char **by_names;
    size_t by_count;
    enum period_kind kind; /* the finest */
    struct keys entities;
    size_t *rank;    /* of the entities */
    size_t *by_rank; /* and back */
    long first;      /* period of key 0 */
    char **notes;
    size_t note_count;
    size_t note_capacity;
};

void join_say(struct join *join, char *note); /* takes note over */
/* Fills in places of all sides, from periods and entities. */
int join_place(struct join *join, struct error *err);
/* Names the columns: NAME, or NAME.FILE where it occurs in several tables. */
void join_name(struct join *join);

static inline size_t join_entities(const struct join *join)
{
    return join->entities.count ? join->entities.count : 1;
}

#endif
