/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first of several tables in a sample of rows.
 *
 * Most files hold one table, and then what is around it (a title, pairs of a word and a
 * value, notes) is told from it by its width. Where a second table begins within the
 * sample, width says nothing: the first one is then the first row of names with values
 * below it, up to the blank rows, comments and titles in front of the second one.
 */
#ifndef LEVER_CLEAN_TABLES_H
#define LEVER_CLEAN_TABLES_H

#include "clean/border.h"
#include "clean/sample.h"

struct extent {
    size_t head; /* the row of names */
    size_t end;  /* the first row behind the table */
};

/* True where another table begins behind the first one. sure_only: what only may be one is
 * none. Rows are from .. to - 1. */
bool tables_first(const struct clean_sample *sample, size_t from, size_t to, bool sure_only,
                  struct extent *first);
/* The first row behind the table whose names are at `head`, where another one begins; `to`
 * where none does. */
size_t tables_end(const struct clean_sample *sample, size_t head, size_t to, bool sure_only);
/* Rows below the names at `head`, all seen, up to `to`, as a shape; shape_free ends it. */
void tables_shape(const struct clean_sample *sample, size_t head, size_t first, size_t to,
                  size_t width, struct table_shape *shape);

#endif
