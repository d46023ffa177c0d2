/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as spreadsheets count them: days since 1899-12-30, so that 1900-03-01 is 61
 * and 1970-01-01 is 25569; a time of day is the day's fraction. Before March 1900
 * Excel counts otherwise (its 1900 has a 29 February); LibreOffice counts like this.
 */
#ifndef LEVER_CALC_SERIAL_H
#define LEVER_CALC_SERIAL_H

#include <stdbool.h>
#include <stddef.h>

enum { SERIAL_UNIX = 25569 }; /* 1970-01-01 */

/* The years that dates may have. */
enum { SERIAL_FIRST_YEAR = 1, SERIAL_LAST_YEAR = 9999 };

/*
 * Reads 2026-11-22, with a time behind a T or space (10:15, 10:15:30, 10:15:30.5),
 * and a Z behind that for the clock of UTC; also a period, whose first day it then is: 2026-W47, 2026-11, 2026-Q4. A whole
 * number is none: it is a number already. False where it is no such thing.
 */
bool serial_read(const char *text, size_t length, double *serial);
/* Reads a date or period as a --date-format that has passed period_format_check has it; a zone
 * changes nothing. */
bool serial_read_format(const char *text, size_t length, const char *format, double *serial);
/* 2026-11-22 or 2026-11-22T10:15:30; returns the length, 0 where there is no such date. */
enum { SERIAL_SIZE = 24 };
size_t serial_write(double serial, char buffer[SERIAL_SIZE]);
/* False where the serial number lies outside of the years above. */
bool serial_split(double serial, long *year, int *month, int *day);
/* Months and days beyond the calendar's carry over; NaN outside of the years above. */
double serial_join(double year, double month, double day);

#endif
