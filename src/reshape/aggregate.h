/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `roll` makes of the cells of a group: one state an aggregate and group.
 *
 * Missing cells are passed over; what has seen no cell is missing itself (the sum
 * of nothing is not 0). Sums carry their rounding errors along twice (A. Klein,
 * "A generalized Kahan-Babuska summation algorithm", Computing 76, 2006, second
 * order), a median is the middle of all the values, the mean of the middle two
 * where they are even in number. First and last go by date and time of day, then
 * by the order of the file. Distinct counts different texts.
 *
 * States of a group lie side by side in one record; aggregates_size bytes that the
 * caller keeps, zeroed, wherever it likes (they may be moved).
 */
#ifndef LEVER_RESHAPE_AGGREGATE_H
#define LEVER_RESHAPE_AGGREGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "table/keys.h"
#include "table/writer.h"

enum aggregate_kind {
    AGGREGATE_SUM,
    AGGREGATE_MEAN,
    AGGREGATE_MIN,
    AGGREGATE_MAX,
    AGGREGATE_MEDIAN,
    AGGREGATE_FIRST,
    AGGREGATE_LAST,
    AGGREGATE_DISTINCT,
    AGGREGATE_COUNT, /* of rows; it has no column */
};

/* "sum" .. "count"; and back, -1 where the word is none of these. */
const char *aggregate_name(enum aggregate_kind kind);
int aggregate_parse(const char *word, enum aggregate_kind *kind);
/* Whether it is computed from numbers (else from texts, or from nothing). */
bool aggregate_of_numbers(enum aggregate_kind kind);

struct aggregate {
    enum aggregate_kind kind;
    size_t source;   /* which of the numbers (or of the texts) of a row */
    size_t offset;   /* of its state in a record */
    struct keys set; /* DISTINCT: (group, text) seen */
};

/* A row as aggregates see it; texts are borrowed. */
struct aggregate_text {
    const char *bytes;
    size_t length;
    bool missing;
};
struct aggregate_row {
    const double *numbers;
    const struct aggregate_text *texts;
    long day;   /* first and last go by day, */
    int second; /* and second of the day */
};

/* Sets the offsets; returns the size of a record. */
size_t aggregates_size(struct aggregate *aggregates, size_t count);
void aggregates_add(struct aggregate *aggregates, size_t count, size_t group, char *record,
                    const struct aggregate_row *row);
/* Says on which day all rows of a group were, where that shows only afterwards. */
void aggregates_set_day(const struct aggregate *aggregates, size_t count, char *record, long day);
/* Adds `from` to `into`; from is empty afterwards. For DISTINCT, see below. */
void aggregates_merge(const struct aggregate *aggregates, size_t count, char *into, char *from);
/* After groups were merged: target[group] is where each went. records: size bytes a group. */
void aggregates_merge_sets(struct aggregate *aggregates, size_t count, const size_t *target,
                           size_t groups, char *records, size_t size);
/* Writes the aggregate of a group as a field; -1 where it is beyond a double's range. */
int aggregate_write(const struct aggregate *aggregate, char *record, struct writer *writer);
/* The same for a group without rows: sums and counts are 0, the others missing. */
void aggregate_write_zero(const struct aggregate *aggregate, struct writer *writer);
void aggregates_free_record(const struct aggregate *aggregates, size_t count, char *record);
void aggregates_free(struct aggregate *aggregates, size_t count);

#endif
