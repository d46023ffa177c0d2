/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table shown as it was read: which columns are numbers, dates or text, how wide
 * they are, how they are written. Internal to book/.
 *
 * What a column is, is decided by the rows that are held (all of them, but for a
 * large table); a later cell that is not of its column's kind stays text.
 */
#ifndef LEVER_BOOK_GRID_H
#define LEVER_BOOK_GRID_H

#include "book/parts.h"

struct grid {
    enum value_kind *kinds;
    bool *forced;         /* --number: what is no number is an error */
    const char **formats; /* number formats; NULL = none */
    double *widths;
    const char **names;   /* the range's name, where it has been given one */
    bool *empty;          /* the column has no value at all: its cells read [x] */
    bool blanks;          /* some cells are blank */
    bool nothing;         /* a whole row or column has no value */
};

/* Adds a sheet for a table and looks at its rows; NULL where it has too many columns,
 * which is an error of the book. */
struct sheet *grid_sheet(struct book *book, const struct sheet_kind *kind, struct source *source,
                         const char *name, const char *title);
/* From now on the column is text, or numbers and nothing else. */
void grid_force(struct grid *grid, size_t column, bool number);
/* Writes a table that is held whole, under a name for its mark-up. */
void grid_write(struct sheet *sheet, const char *table);
/* Writes what is left of a table that is not held whole, on as many sheets as it takes. */
void grid_stream(struct sheet *sheet);
void grid_free(struct grid *grid);

#endif
