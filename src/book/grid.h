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

#include "book/book_private.h"

struct grid {
    enum value_kind *kinds;
    bool *forced;         /* --number: what is no number is an error */
    bool *asked;          /* --text or --number said what the column is */
    const char **formats; /* number formats; NULL = none */
    double *widths;
    long *place;          /* the column of the sheet; -1: left out */
    size_t shown;         /* how many are not */
    const char **headers; /* the source's names, unless a kind puts its own words there */
    const char **names;   /* the range's name, where it has been given one */
    const char **absent;  /* what stands in a column without any value: [x]; NULL = it has some */
    bool *gaps;           /* some cells of the column are blank or no numbers */
    bool blanks;          /* some cells are blank */
};

/* Room for numbers between least and most as they are formatted: too narrow a column shows ####.
 * `more` of them are not seen yet. */
double grid_number_width(double least, double most, const char *format, bool more);
/* Adds a sheet for a table and looks at its rows; NULL where it has too many columns,
 * which is an error of the book. Not all: columns without any value are left out, which is said
 * on the sheet; the kind's `needs` are thought to have some. */
struct sheet *grid_sheet(struct book *book, const struct sheet_kind *kind, struct source *source,
                         const char *name, const char *title, bool all);
/* Adds a sheet for every table of the kind, without the columns that have no value; its title
 * names the table's file. */
void grid_listings(struct book *book, const struct sheet_kind *kind, const char *name,
                   const char *title);
/* The sheet of a result table: headers and formats are those described. */
void grid_describe(struct sheet *sheet, const struct result_table *table);
/* The same where the sheet shows it as described in all: its columns in their places, without
 * those that are not shown or rare and empty, with marks where there is nothing. */
struct sheet *grid_result(struct book *book, const struct sheet_kind *kind, struct source *source);
/* From now on the column is text, or numbers and nothing else. */
void grid_force(struct grid *grid, size_t column, bool number);
/* Columns of the sheet's own behind those of the table. */
struct grid_more {
    const struct grid_column *columns;
    size_t count;
    /* Fills those cells of a row of the source: at is its row on the sheet, first the first
     * of the columns. */
    void (*write)(struct sheet *sheet, size_t row, lxw_row_t at, lxw_col_t first);
};
/* Writes a table that is held whole, under a name for its mark-up; more may be NULL. */
void grid_write(struct sheet *sheet, const char *table, const struct grid_more *more);
/* Writes what is left of a table that is not held whole, on as many sheets as it takes. */
void grid_stream(struct sheet *sheet);
/* Notes the columns that are text because of one cell among numbers. */
void grid_tell_odd_cells(struct sheet *sheet);
void grid_free(struct grid *grid);

#endif
