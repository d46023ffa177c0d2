/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table in memory: only the columns that are wanted, as numbers or as text.
 *
 * Opening reads the header; what is wanted is then chosen by name; loading reads
 * the rows. A row with more or fewer fields than the header is an error, and so
 * is text in a number column (naming file, line, column, value and --missing).
 *
 * A number column holds NaN where a value is missing (see cell.h). Names may be
 * empty or occur twice: selecting tells them apart. Loading may use several
 * threads; neither the result nor the error reported depends on how many.
 */
#ifndef LEVER_TABLE_TABLE_H
#define LEVER_TABLE_TABLE_H

#include "base/error.h"
#include "table/dialect.h"

struct reader;
struct cells;

enum column_kind { COLUMN_SKIP, COLUMN_NUMBER, COLUMN_TEXT };

struct column {
    char *name;
    enum column_kind kind; /* the last one asked for */
    double *numbers;       /* where NUMBER was asked for: one a row; NaN = missing */
    const char **texts;    /* where TEXT was: one a row, NUL-terminated, "" where empty */
};

struct table {
    char *file; /* as the user named it */
    struct column *columns;
    size_t width;         /* columns, skipped ones included */
    size_t height;        /* rows; 0 before table_load */
    unsigned long *lines; /* the line of each row */
    struct table_private *private;
};

/* Opens path ("-": standard input) and reads the header. An empty file is an
 * error. The caller frees the table with table_free. */
struct table *table_open(const char *path, const struct dialect *dialect, struct error *err);
/* The header's names, as select_columns wants them; borrowed from the table. */
const char *const *table_names(const struct table *table);
/* Asks for a column as a kind before loading; it may be asked for as both. */
void table_want(struct table *table, size_t column, enum column_kind kind);
/* Reads all rows; once. A header without rows is an error. threads: at most that many. */
int table_load(struct table *table, size_t threads, struct error *err);
void table_free(struct table *table); /* NULL is fine */

/* For those who read the rows themselves (rows.h) instead of loading: the reader,
 * which stands behind the header, how cells are read, and the refusals they share. */
struct reader *table_reader(struct table *table);
const struct cells *table_cells(const struct table *table);
int table_refuse_number(const struct table *table, size_t column, unsigned long line,
                        const char *text, size_t length, struct error *err);
int table_refuse_ragged(const struct table *table, unsigned long line, size_t count,
                        struct error *err);

#endif
