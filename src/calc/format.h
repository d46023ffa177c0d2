/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Number formats of spreadsheets, the common ones: 0 # ? . , % E+00, "text", \x, sections
 * by ; (positive; negative; zero), and for dates yyyy yy m mm mmm mmmm d dd ddd dddd h hh
 * ss, AM/PM; m behind h or before s is minutes. Names of months and days are English.
 */
#ifndef LEVER_CALC_FORMAT_H
#define LEVER_CALC_FORMAT_H

#include <stddef.h>

#include "base/text.h"

/* Adds the number in the format to out; -1: the format is not known, or there is no such date. */
int format_number(double number, const char *format, size_t length, struct text *out);

#endif
