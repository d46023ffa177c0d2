/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table on its way into the workbook: its header, and its rows as text.
 *
 * Small tables are held whole. Of a large one the first
 * rows are held and the reader stays open: source_next goes on from there, so that
 * a file of a million rows, or a pipe, passes through in little memory.
 */
#ifndef LEVER_BOOK_SOURCE_H
#define LEVER_BOOK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "table/dialect.h"
#include "table/reader.h"

struct sheet_kind;
struct result_table;

struct source {
    char *file;   /* as the user named it */
    char *label;  /* what the workbook calls it: without folders, which are this machine's
                             own and would make two workbooks of the same tables differ */
    char *stem;   /* its name without folder and extension; "data" for standard input */
    char **names; /* the header, as it stands in the file */
    size_t width;
    const char **cells; /* height rows of width, row by row; "" where empty */
    size_t height;
    unsigned long *lines; /* the line of each row */
    bool whole;           /* every row is held */
    struct dialect dialect;
    const struct sheet_kind *kind;
    const struct result_table *result; /* that it is; NULL = another table */
    struct reader *reader;             /* NULL once whole */
    char **blocks;                     /* what the cells point into */
    size_t block_count, block_capacity, block_used, block_size;
    size_t cell_capacity, line_capacity;
};

/* Reads the header; an empty file is an error. NULL on failure; the caller frees
 * with source_free. */
struct source *source_open(const char *path, const struct dialect *dialect, struct error *err);
/* Reads rows, as many as make at most `most` cells; a ragged row is an error. */
int source_load(struct source *source, size_t most, struct error *err);
/* Where the file is "calls-rolled.csv", as report calls what it made of the plan's "calls.csv", the
 * workbook calls it "calls.csv (rolled)": the user knows no other. */
void source_made_of(struct source *source, const char *origin);
void source_free(struct source *source); /* NULL is fine */

/* A row beyond those that are held: as reader_next, and checked for raggedness. */
int source_next(struct source *source, const struct field **fields, struct error *err);

/* The column with that name, or -1. */
long source_column(const struct source *source, const char *name);
/* A cell of a row that is held; "" where column is -1. */
const char *source_text(const struct source *source, size_t row, long column);
/* The same as a number; NaN where it is empty or none. */
double source_number(const struct source *source, size_t row, long column);

#endif
