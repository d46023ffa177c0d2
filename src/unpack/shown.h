/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a number of a workbook is, by the format in which it is shown.
 *
 * A workbook knows numbers only; that one is a day, a time of day, a duration or a share of 100
 * is said by its format: its code (ECMA-376 part 1, 18.8.31) or the number of a built-in one
 * (18.8.30). Days count from 1899-12-31, the first being 1, and there is a day 60, 29 February
 * 1900, that never was; or from 1904-01-01, the first being 0.
 */
#ifndef LEVER_UNPACK_SHOWN_H
#define LEVER_UNPACK_SHOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum shown {
    SHOWN_NUMBER,
    SHOWN_PERCENT,
    SHOWN_DATE,
    SHOWN_DATE_TIME,
    SHOWN_TIME,
    SHOWN_ELAPSED, /* hours that go on beyond 24 */
};

/* By its code; only what is shown of positive numbers counts. */
enum shown shown_by_code(const char *code);
/* The sign or code that the format puts beside a number, as written ("€", "USD"), in memory of its own;
 * NULL = none. It may be any word: "days". */
char *shown_sign(const char *code);
/* By the number of a built-in format; those from 164 on are not. */
enum shown shown_by_number(long number);

/*
 * Adds a day or a time as ISO 8601 has it, 2026-03-01, 2026-03-01T14:30:00, 14:30:00 (36:30:00
 * of a duration), to the millisecond. A day's time is added where the format shows it or there is
 * one. False where there is no such day: below 1 (but for a time of day), 29 February 1900, beyond the year 9999.
 */
bool shown_write(double serial, enum shown shown, bool from_1904, struct text *out);
/* Adds a number times 100 and a percent sign; digits are those of the number. */
void shown_percent(double value, struct text *out);

/* Does the text look like a number, as people write them in cells: digits, thousands by points,
 * commas, blanks or apostrophes, a decimal mark, an exponent, a percent sign? */
bool shown_like_number(const char *text, size_t length);

#endif
