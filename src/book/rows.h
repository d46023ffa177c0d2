/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of a sheet that go straight to disk, written as the sheet's XML itself.
 *
 * In its constant-memory mode libxlsxwriter writes every finished row as XML to a temporary
 * file, which it copies into the sheet at the end. A third of a million rows' time is its
 * printf of numbers. So the rows below the header are put into that file from here: numbers
 * with the shortest digits that read back to the same double, text in the cell itself.
 *
 * That file is no part of the library's promise. So configure runs a program that does the same
 * (rows-check.c), and where it fails, or with --disable-fast-rows, the
 * rows go through the library's public functions: slower, the sheet held in memory, digits by printf.
 * Internal to book/.
 */
#ifndef LEVER_BOOK_ROWS_H
#define LEVER_BOOK_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

struct sheet_rows;

/* Whether this build can: then the sheet is begun in constant-memory mode. */
bool rows_fast(void);

/*
 * What the library holds of the sheet is written first; from now on it is given no more cells.
 * fast: if rows_fast(), and the sheet was begun in constant-memory mode.
 */
struct sheet_rows *rows_begin(lxw_worksheet *worksheet, size_t columns, bool fast);
/*
 * Cells come row by row, from left to right. The text is what a file can hold (xml_safe), and not
 * empty. LXW_NO_ERROR, or the library's reason.
 */
lxw_error rows_number(struct sheet_rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format,
                      double value);
lxw_error rows_text(struct sheet_rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format,
                    const char *text);
/* Ends the last row, and frees; NULL is fine. That the disk is full shows in the file's ferror. */
void rows_end(struct sheet_rows *rows);

#endif
