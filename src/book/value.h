/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a cell's text is: text, a number, or a moment.
 *
 * A number is written plainly: an optional minus, digits, at most one decimal mark
 * between or before digits. Not a number, because something would be lost or was
 * never meant: a leading zero (0123), a plus sign, spaces, more than 15 digits
 * without a decimal mark (account numbers), a capital E (1E5 is a code; 1e+22 and
 * 1e-07, as programs write them, are numbers).
 *
 * A date is a day of the calendar as 2026-11-22, a moment adds 09:30 or 09:30:15
 * behind a T or a space. Days before March 1900 stay text: Excel's calendar has a
 * day there that never was.
 *
 * A column is what all its cells are; where they differ, it is text.
 */
#ifndef LEVER_BOOK_VALUE_H
#define LEVER_BOOK_VALUE_H

#include <stdbool.h>
#include <stddef.h>

enum value_kind { VALUE_EMPTY, VALUE_NUMBER, VALUE_DATE, VALUE_MOMENT, VALUE_TEXT };

/* number gets the value, or the serial day of a date or a moment (1900 date system). */
enum value_kind value_of(const char *text, size_t length, char decimal, double *number);

/* A day or a moment as above, but before March 1900, which makes it text. */
bool value_is_early(const char *text);

/* The kind of a column that has held `before` and now `next`. */
enum value_kind value_join(enum value_kind before, enum value_kind next);

/* Is the text one of the comma-separated words, or NA? (An empty text is not asked about.) */
bool value_missing(const char *text, const char *words);

/*
 * How to show numbers between least and most of which none has more than
 * `decimals` decimals worth showing: "0", "#,##0", "0.00" ... Borrowed, static.
 */
const char *value_format(double least, double most, bool whole);

#endif
