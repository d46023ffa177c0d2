/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `roll` makes of the cells of a group: one state an aggregate and group.
 *
 * Missing cells are passed over; what has seen no cell is missing itself (the sum
 * of nothing is not 0). Sums carry their rounding errors along twice (A. Klein,
 * "A generalized Kahan-Babuska summation algorithm", Computing 76, 2006, second
 * order), a median is the middle of all the values, the mean of the middle two
 * where they are even in number. First and last go by date and time of day, then
 * by the order of the file. Distinct counts different texts. New, kept, returned and
 * lost depend on other periods: they have no state of a group, but one of all (visits.h).
 *
 * States of a group lie side by side in one record; aggregates_size bytes that the
 * caller keeps, zeroed, wherever it likes (they may be moved).
 */
#ifndef LEVER_RESHAPE_AGGREGATE_H
#define LEVER_RESHAPE_AGGREGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "reshape/visits.h"
#include "table/keys.h"
#include "table/writer.h"

/* What an aggregate is computed from. */
enum aggregate_needs {
    AGGREGATE_NUMBERS, /* the numbers of a column; text there is refused before */
    AGGREGATE_TEXTS,   /* the cells of a column, as they are written */
    AGGREGATE_NOTHING, /* rows: it has no column */
};

struct aggregate;
struct aggregate_row;

/*
 * A row of the list (aggregate_list.h). A state is `size` bytes, and all zero before it has seen
 * anything. Functions that are NULL have nothing to do.
 *
 * Partial results (one machine's share of the rows) will need a state in writing: two more
 * members stand here then, `serialise` and `parse`. They promise that parse makes of what
 * serialise wrote the same state to the bit, on any machine, so that merging parsed states gives
 * what one machine would have given; and that what is no such state is refused.
 */
struct aggregate_kind {
    const char *name; /* "sum" */
    const char *help; /* roll's sentence about it */
    enum aggregate_needs needs;
    size_t size; /* of a state */
    bool zero;   /* its value for no rows at all is 0 (else there is none) */
    bool counts; /* its value is a number whatever the cells are */
    /* Counts IDs by when they came: it has no state, neither merges nor writes, and whoever writes
     * asks visits_count. */
    enum visit visit;
    /* Takes a row in; never called where the cell that is needed is missing. add_number is for
     * what needs numbers, add for the others: one of the two is there. */
    void (*add_number)(void *state, double x);
    void (*add)(struct aggregate *aggregate, void *state, const struct aggregate_row *row);
    /* Says on which day all rows of a state were. */
    void (*set_day)(void *state, long day);
    /* Adds `from` to `into`; from owns nothing afterwards. */
    void (*merge)(void *into, void *from);
    /* Instead of merge, for what all groups share: see aggregates_merge_all. */
    void (*merge_all)(struct aggregate *aggregate, const size_t *target, size_t groups,
                      char *records, size_t size);
    /* Writes the value as a field, missing where nothing was seen; -1 where it is beyond a
     * double's range, and nothing is written. May put the state in another order. */
    int (*write)(void *state, struct writer *writer);
    void (*free)(void *state);
};

/* All of them, ended by a row without a name. */
extern const struct aggregate_kind aggregate_kinds[];
/* Their names, and how many there are. */
extern const char *const aggregate_names[];
extern const size_t aggregate_count;

/* The row of that name; NULL where there is none. */
const struct aggregate_kind *aggregate_find(const char *name);
/* "sum, mean, count": all, or those that have a value for no rows; the last two are divided by
 * `between` (", " or " and "). The caller frees it. */
char *aggregate_list(bool zero, const char *between);

struct aggregate {
    const struct aggregate_kind *kind;
    size_t source;         /* which of the numbers (or of the texts) of a row */
    size_t offset;         /* of its state in a record */
    struct keys set;       /* distinct: (group, text) seen */
    struct visits *visits; /* new and its fellows: those of the column, which the first owns */
    bool owns_visits;
};

/* A row as aggregates see it; texts are borrowed. */
struct aggregate_text {
    const char *bytes;
    size_t length;
    bool missing;
};
struct aggregate_row {
    const double *numbers; /* NaN = missing */
    const struct aggregate_text *texts;
    long day;      /* first and last go by day, */
    int second;    /* and second of the day */
    size_t group;  /* the number of the row's group, */
    size_t entity; /* of its entity, */
    long key;      /* and its period, or what stands for that until it is settled */
};

/* Sets the offsets; returns the size of a record. */
size_t aggregates_size(struct aggregate *aggregates, size_t count);
void aggregates_add(struct aggregate *aggregates, size_t count, char *record,
                    const struct aggregate_row *row);
/* Says on which day all rows of a group were, where that shows only afterwards. */
void aggregates_set_day(const struct aggregate *aggregates, size_t count, char *record, long day);
/* Adds `from` to `into`; from is empty afterwards. What all groups share is left to
 * aggregates_merge_all. */
void aggregates_merge(const struct aggregate *aggregates, size_t count, char *into, char *from);
/* After groups were merged: target[group] is where each went. records: size bytes a group. */
void aggregates_merge_all(struct aggregate *aggregates, size_t count, const size_t *target,
                          size_t groups, char *records, size_t size);
/* Writes the aggregate of a group as a field; -1 where it is beyond a double's range. */
int aggregate_write(const struct aggregate *aggregate, char *record, struct writer *writer);
/* The same for a group without rows: 0 or nothing. */
void aggregate_write_zero(const struct aggregate *aggregate, struct writer *writer);
void aggregates_free_record(const struct aggregate *aggregates, size_t count, char *record);
void aggregates_free(struct aggregate *aggregates, size_t count);

#endif
