/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workbook: what lever found, in a file that people can open, read and recompute.
 *
 * Tables go in as CSV files; each is known by its header (kind.h) and gets its
 * sheets; what is nothing else is data. Around them stand a cover, charts, a
 * matrix and notes. What the book promises:
 *
 *   - Every statistic that a spreadsheet can compute is a live formula beside which
 *     the value computed here is stored; what it cannot (bootstrap p) is a value
 *     and says so. Functions are those that Excel, LibreOffice and Gnumeric share.
 *   - The sheets follow the UK Government Analysis Function's rules for accessible
 *     spreadsheets ("Releasing statistics in spreadsheets", 2021): one table a
 *     sheet at its left edge, marked up; title in A1, the number of tables in A2;
 *     nothing merged, hidden, frozen or filtered unless asked.
 *   - Text stays text, whatever it looks like; a column of plain numbers is numbers,
 *     one of ISO dates is dates (value.h). NaN, infinities and characters that XML
 *     cannot hold never reach the file.
 *   - Excel's limits are met beforehand: what does not fit is split, made unique, or
 *     refused with file, line and column.
 *   - The file appears whole or not at all (base/output.h). The same tables give the
 *     same bytes where the time is fixed (`created`).
 */
#ifndef LEVER_BOOK_BOOK_H
#define LEVER_BOOK_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/error.h"
#include "base/text.h"
#include "table/dialect.h"

struct book_options {
    const char *title;          /* of the cover and the document; NULL = by what the tables are */
    const char *question;       /* NULL = the question lever is for, where links were tested */
    const char *command;        /* that repeats it all; NULL = nobody said */
    const char *text_columns;   /* these data columns are text, whatever they hold; NULL = none */
    const char *number_columns; /* these are numbers: anything else in them is an error */
    const char *formulas;       /* what calc --formulas wrote of a data table; NULL = none */
    bool freeze;                /* keep header rows in view while scrolling */
    bool truncate;              /* cut texts that are too long for a cell, and say so */
    struct dialect dialect;     /* of the tables */
    time_t created;             /* the date of the workbook */
};

/*
 * Writes the tables to out (NULL or "-": standard output). What the user should
 * know (a sheet split, a text cut, a figure that could not be made live) is added
 * to notes, a line each. On failure nothing is left behind.
 */
int book_write(const char *const *files, size_t count, const char *out,
               const struct book_options *options, struct text *notes, struct error *err);

/* SOURCE_DATE_EPOCH where it is set, otherwise now; -1 where it is set to nonsense. */
int book_time(time_t *created, struct error *err);

#endif
