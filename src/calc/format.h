/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Number formats of spreadsheets: 0 # ? . , % E+00, fractions "# ?/?", digits among other
 * signs 000-0000, General, "text", \x, _x, [Red], [$EUR-407], sections by ; (positive;
 * negative; zero) or by a condition, [<=100]; and for dates yyyy yy m mm mmm mmmm mmmmm
 * d dd ddd dddd h hh ss, AM/PM, A/P, [h] [mm] [ss]; m behind h or before s is minutes.
 * Names of months and days are English.
 */
#ifndef LEVER_CALC_FORMAT_H
#define LEVER_CALC_FORMAT_H

#include <stddef.h>

#include "base/text.h"

/* Adds the number in the format to out; -1: the format is not known, or there is no such date.
 * Where the decimal mark is a comma, a point divides thousands, in the format and in what
 * comes of it. */
int format_number(double number, const char *format, size_t length, char decimal, struct text *out);

#endif
