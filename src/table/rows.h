/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a table, block by block in the order of the file, for filters that
 * do not keep them.
 *
 * Reading, splitting and the conversion of numbers happen on several threads;
 * `prepare` does too, for what a filter can do to a block by itself. `take` gets
 * one block after another, in the file's order, and never two at a time: what it
 * computes does not depend on the threads, and neither does the error reported,
 * which is the first one in the file.
 */
#ifndef LEVER_TABLE_ROWS_H
#define LEVER_TABLE_ROWS_H

#include "table/batch.h"
#include "table/table.h"

/* What is wanted of each row: columns by index, in any order. */
struct rows_want {
    const size_t *numbers;
    size_t number_count;
    const size_t *texts;
    size_t text_count;
};

struct rows_block {
    size_t count;
    size_t worker;              /* 0 .. threads - 1: whose scratch space it may use */
    size_t first_row;           /* rows before the block */
    double *numbers;            /* count x number_count, row by row; NaN = missing */
    struct field *texts;        /* count x text_count; not NUL-terminated; 16 bytes behind
                                   each may be read, whatever they hold */
    const unsigned long *lines; /* the line of each row */
    const struct batch *batch;  /* the rows' bytes; see rows_bytes */
};

/* The bytes of a row as they stand in the file, without the line end. */
static inline const char *rows_bytes(const struct rows_block *block, size_t row, size_t *length)
{
    const struct batch *batch = block->batch;
    const struct record *record = &batch->scan.records[batch->next + row];

    *length = batch->scan.marks[record->first + record->fields - 1] - record->start;
    return batch->bytes + record->start;
}

typedef void rows_prepare(void *context, const struct rows_block *block);
/* Returns -1 after filling err to stop; the block's memory lives until it returns. */
typedef int rows_take(void *context, const struct rows_block *block, struct error *err);

/*
 * Reads all rows of a table that was opened and not loaded; prepare may be NULL.
 * Refused as in table_load: a ragged row, text in a number column. A table without
 * rows is no error here. table->height gets the number of rows.
 */
int rows_read(struct table *table, const struct rows_want *want, size_t threads,
              rows_prepare *prepare, rows_take *take, void *context, struct error *err);

#endif
