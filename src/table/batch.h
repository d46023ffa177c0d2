/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch: a stretch of whole records, as the reader hands it out.
 *
 * Batches are cut by bytes alone, the same way however many threads take them,
 * so that sums made batch by batch and added up in the batches' order do not
 * depend on the threads. Everything in a batch belongs to whoever holds it; two
 * threads with a batch each do not know of each other.
 *
 * An error in the file stands behind the records that come before it: batch_next
 * reports it when it gets there. Whoever uses several batches at once reports the
 * error of the batch with the lowest number.
 */
#ifndef LEVER_TABLE_BATCH_H
#define LEVER_TABLE_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "table/scan.h"

struct field {
    const char *text; /* borrowed until the next record; NUL-terminated */
    size_t length;
    bool quoted; /* stood in quotes: "" is then an empty text, not a missing one */
};

struct batch {
    size_t number;            /* 0, 1, ... in the order of the file */
    size_t first_row;         /* rows in the batches before it */
    size_t next;              /* the record that batch_next gives next */
    unsigned long first_line; /* the line on which bytes[0] stands */
    const char *file;         /* for messages; the reader's */
    char delimiter;

    char *bytes; /* read-only but for the NULs that batch_next writes over its marks */
    size_t length;
    size_t capacity;
    struct scan scan;

    bool failed; /* `failure` comes behind the last record */
    struct error failure;

    struct field *fields; /* of the last record */
    size_t field_capacity;
    struct text unquoted; /* what libcsv made of it */
    struct csv_parser *parser;
};

/* The caller frees with batch_free; batches are empty until reader_batch fills them. */
struct batch *batch_new(void);
void batch_free(struct batch *batch); /* NULL is fine */

/* Rows that batch_next has still to give. */
static inline size_t batch_rows(const struct batch *batch)
{
    return batch->scan.count - batch->next;
}

/* 1 and a record, 0 at the end of the batch, -1 on failure. Fields are borrowed
 * until the next call. */
int batch_next(struct batch *batch, const struct field **fields, size_t *count, struct error *err);
/* A cell of a record that holds no quote, by its marks; not NUL-terminated. */
static inline const char *batch_cell(const struct batch *batch, const struct record *record,
                                     size_t column, size_t *length)
{
    const uint32_t *marks = batch->scan.marks + record->first;
    uint32_t start = column ? marks[column - 1] + 1 : record->start;

    *length = marks[column] - start;
    return batch->bytes + start;
}

/* The line on which the record last given began. */
unsigned long batch_line(const struct batch *batch);

/* Fields of a record (an index into scan.records); 0, or -1 on failure. */
int batch_record(struct batch *batch, size_t index, const struct field **fields, size_t *count,
                 struct error *err);

/*
 * Says in err why bytes[start .. end), which began as a record on `line`, are none:
 * a stray quote as libcsv finds it, or else the quote that is never closed (in
 * these bytes, unless `last`: then in the file). Always -1.
 */
int batch_explain(struct batch *batch, size_t start, size_t end, unsigned long line, bool last,
                  struct error *err);

#endif
