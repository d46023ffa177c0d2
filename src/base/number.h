/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as text, independent of the locale.
 *
 * Reading is exact: the double nearest to the decimal, as a correct strtod gives
 * it. Writing uses the shortest digits that read back to the same double.
 */
#ifndef LEVER_BASE_NUMBER_H
#define LEVER_BASE_NUMBER_H

#include <stddef.h>

/*
 * Reads the whole of text as a number: an optional sign, digits with at most one
 * decimal mark, an optional exponent; spaces and tabs around it are passed over.
 * No grouping, no hexadecimal, no "inf" or "nan": those are clean's to settle.
 * Returns 0, or -1 where it is not a number or lies beyond a double's range
 * (*value is then untouched). Too small for a double becomes a denormal or 0.
 */
int number_parse(const char *text, size_t length, char decimal, double *value);

/* 10^0 .. 10^22: the powers of ten that are doubles. */
enum { NUMBER_EXACT_POWER = 22 };
extern const double number_exact_powers[NUMBER_EXACT_POWER + 1];

enum { NUMBER_SIZE = 40 };
/* Writes value into buffer (NUMBER_SIZE bytes, NUL-terminated) and returns the
 * length. NaN and infinities are missing: they write nothing. -0 is written 0. */
size_t number_format(double value, char *buffer);

/* For qsort: puts doubles in ascending order; none of them is NaN. */
int number_compare(const void *left, const void *right);

#endif
