/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much room a text takes in a cell: programs other than Excel do not widen columns
 * or heighten rows by themselves, and the ones that do disagree.
 *
 * Widths are those of Arial (Helvetica has the same), in pixels at 96 dpi; a letter
 * beyond ASCII counts as a wide or a common one. Columns are measured as in the
 * file: in digits of the workbook's default font, of 7 pixels, and 5 pixels besides.
 */
#ifndef LEVER_BOOK_METRICS_H
#define LEVER_BOOK_METRICS_H

#include <stdbool.h>
#include <stddef.h>

enum { metrics_line_points = 17 }; /* the height of a row of one line at 12 points */

/* The widest line of a text (they end with \n), in pixels at 12 points. */
double metrics_pixels(const char *text, size_t length, bool bold);
/* The width of a column in which so many pixels find room, margins included. */
double metrics_column(double pixels);
/* Lines that the text takes when it is wrapped in a column so wide: broken at spaces,
 * and where a word is longer than the line. */
unsigned metrics_lines(const char *text, double width, bool bold);
/* The height in points of so many lines at 12 points. */
double metrics_height(unsigned lines);

#endif
