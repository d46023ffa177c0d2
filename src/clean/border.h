/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where one table of a file ends and the next one begins, by the look of a row.
 *
 * A row of names is text in all of its cells, one beside the other from the first
 * (or second) cell on. Below a table that is known by its shape - how wide it is, what
 * its columns hold, what they are called - such a row begins another one where the
 * columns above it hold numbers or dates, where it has other cells and values below,
 * or where names of the table come again. A blank row, a comment or a title before it
 * makes it more likely. Where only that speaks for it (text below text), it may be one.
 */
#ifndef LEVER_CLEAN_BORDER_H
#define LEVER_CLEAN_BORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "clean/cell.h"

/* What was seen in a column, as bits. */
enum column_kind {
    KIND_NUMBER = 1 << 0,
    KIND_DATE = 1 << 1,
    KIND_TEXT = 1 << 2,
    KIND_LOWER = 1 << 3, /* a text that begins with a small letter, */
    KIND_UPPER = 1 << 4, /* with a capital one */
};

/* What is known of a table. Ended by shape_free. */
struct table_shape {
    size_t width;         /* cells of a row */
    size_t named;         /* columns up to the last one that has a name */
    char **names;         /* as written, "" = none; width of them, owned */
    unsigned char *kinds; /* of each column */
    size_t rows;          /* that were added */
};

void shape_start(struct table_shape *shape, const struct cell *names, size_t count, size_t width);
void shape_free(struct table_shape *shape);
/* A row of the table; what is text in it counts, what is missing does not. */
void shape_add_row(struct table_shape *shape, const struct cell *cells, size_t count);
/* All that was seen of the column are numbers or dates. */
bool shape_is_typed(const struct table_shape *shape, size_t column);

/* A row as it is looked at; borrowed. */
struct row_view {
    const struct cell *cells;
    size_t count;
    size_t filled;
};

/* Cells up to the last one that is not empty. */
size_t view_width(const struct row_view *row);
/* Text in two cells or more, without a gap; a first name may be missing. */
bool view_is_names(const struct row_view *row);
/* Text first, and then periods that grow or fall: Team, 2023, 2024. */
bool view_is_names_over_periods(const struct row_view *row);
/* A text in the first cell and nothing else: a title, where it stands between tables. */
bool view_is_title(const struct row_view *row);
/* Numbers or dates in `next` where `row` has text. */
bool view_heads(const struct row_view *row, const struct row_view *next);

enum border {
    BORDER_NONE,
    BORDER_MAYBE, /* another table, or a row like the others behind a gap */
    BORDER_SURE,
};

/* Does the row begin another table below the one of this shape? after_break: a blank row, a
 * comment or a title stands before it. next is the row below, NULL where it is not known. */
enum border border_look(const struct table_shape *shape, const struct row_view *row,
                        bool after_break, const struct row_view *next);

#endif
