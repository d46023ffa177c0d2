/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet of a workbook as CSV: a line a row, from row 1 and column A on.
 *
 * What a cell becomes:
 *   a number        its shortest digits; a percent one as 0.0481, or 4.81% where that is asked
 *   a day, a time   as in shown.h
 *   a text          itself, in quotes where it needs them; also where it looks like a number
 *   a truth         TRUE or FALSE
 *   a formula       the value that it had when the workbook was saved
 *   an error        nothing, as what is missing; so is a formula that was never worked out, and
 *                   a number shown as a day that there is not, or beyond what a double holds
 * Rows without a value are blank lines (none behind the last one that has one), so that line and row are
 * one number, where lines within cells are not counted. Rows are filled up to the widest of the
 * first SHEET_AHEAD.
 *
 * What people should know of that is counted as the rows go by (struct sheet_found).
 */
#ifndef LEVER_UNPACK_SHEET_H
#define LEVER_UNPACK_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "unpack/xlsx.h"

enum { SHEET_AHEAD = 1000, SHEET_COLUMNS = 16384, SHEET_ROWS = 1048576 };

struct sheet_spelling {
    char delimiter; /* of fields */
    char decimal;
    bool percent;                                          /* signs are kept */
    unsigned (*currency)(const char *word, size_t length); /* as in unpack.h */
};

enum { PLACE_SIZE = 24 }; /* "XFD1048576:XFD1048576" */

/* How often something was found, and where first ("B7"). */
struct finding {
    unsigned long count;
    char first[PLACE_SIZE];
};

struct sheet_found {
    struct finding errors;
    struct finding unvalued;   /* formulas without a value */
    struct finding impossible; /* days that there are not */
    struct finding beyond;     /* numbers that no double holds */
    struct finding merged;
    struct finding hidden_rows;
    struct finding hidden_columns;
    char error_word[16]; /* the first one: #N/A */
    struct sheet_column {
        unsigned long likes;   /* texts that look like numbers, below the first row */
        unsigned long numbers; /* days and times too */
        unsigned long row;     /* of the first of the likes */
    } * columns;
    size_t column_count;
    unsigned long rows; /* up to the last one with a value */
};

struct sheet_stream; /* a struct stream comes first in it */

/* The book has its texts read already (xlsx_strings). NULL on failure. */
struct stream *sheet_open(struct xlsx *book, const struct xlsx_sheet *sheet,
                          const struct sheet_spelling *spelling, struct error *err);
/* What was found up to here; the stream's. */
const struct sheet_found *sheet_found(const struct stream *stream);

/* How much there is in a sheet. */
struct sheet_size {
    unsigned long rows;
    unsigned long columns;
    bool table; /* two rows with two values or more in each */
};
/* Without the texts. `enough`: no further than where it is known to be a table. */
int sheet_measure(struct xlsx *book, const struct xlsx_sheet *sheet, bool enough,
                  struct sheet_size *size, struct error *err);

/* "A" .. "XFD" */
void sheet_column_name(size_t column, char name[4]);

#endif
