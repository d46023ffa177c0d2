/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of a sheet that go straight to disk, written as the sheet's XML itself.
 *
 * In its constant-memory mode libxlsxwriter writes every finished row as XML to a temporary
 * file, which it copies into the sheet at the end. A third of a million rows' time is its
 * printf of numbers. So the rows below the header are put into that file from here: numbers
 * with the shortest digits that read back to the same double, text in the cell itself.
 * Internal to book/.
 */
#ifndef LEVER_BOOK_ROWS_H
#define LEVER_BOOK_ROWS_H

#include <stddef.h>
#include <xlsxwriter.h>

struct rows;

/* What the library holds of the sheet is written first; from now on it is given no more cells. */
struct rows *rows_begin(lxw_worksheet *worksheet, size_t columns);
/* Cells come row by row, from left to right. The text is what a file can hold (xml_safe). */
void rows_number(struct rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format,
                 double value);
void rows_text(struct rows *rows, lxw_row_t row, lxw_col_t column, lxw_format *format,
               const char *text);
/* Ends the last row, and frees; NULL is fine. That the disk is full shows in the file's ferror. */
void rows_end(struct rows *rows);

#endif
