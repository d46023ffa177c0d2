/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of dates, taken from the front of a text, and what they can be. This is all that knows
 * digits, letters, spaces, the names of months and days, which days and times there are, and which
 * century a year of two digits is in. Three grammars stand on it:
 *
 *   period_text.c    a column that is meant to be periods: strict, English names only
 *   date.c           a cell of an export, which may be anything: six languages, for clean
 *   period_format.c  what --date-format says
 *
 * They take different spellings and mean the same by those that they share (tests/unit/t-dates.c).
 */
#ifndef LEVER_PERIOD_DATE_SCAN_H
#define LEVER_PERIOD_DATE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct date_scan {
    const char *p;
    const char *end;
};

static inline bool date_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Of ASCII. */
static inline bool date_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* At most `most` (17 or fewer) digits: returns how many, *value their number. */
int date_digits(struct date_scan *s, int most, long *value);
/* A run of digits: returns how many (0 = none, 10 = more than nine), *value their number. */
int date_number(struct date_scan *s, int *value);
bool date_mark(struct date_scan *s, char c); /* that character */
void date_spaces(struct date_scan *s);       /* any spaces, no-break ones too */
void date_trim(struct date_scan *s);         /* spaces and tabs at both ends */

/* ---- words ---- */

/* Letters, in lower case and without accents, into word; returns how many. */
size_t date_word(struct date_scan *s, char *word, size_t size);
int date_month(struct date_scan *s);                /* 1..12 by its name; 0 = none, nothing taken */
bool date_weekday(const char *word, size_t length); /* or the beginning of one */
/* The same of a whole word of ASCII letters in English: the name, its first three letters, or Sept. */
int date_month_english(const char *word, size_t length);
bool date_weekday_english(const char *word, size_t length);

/* ---- what there is ---- */

bool date_exists(long year, int month, int day);
int date_full_year(int two_digits);           /* 1969..2068 */
bool date_year_written(int digits, int year); /* of four digits, and not 0xxx */

enum date_clock {
    CLOCK_NONE,     /* there is no such time of day */
    CLOCK_TIME,     /* 00:00:00 .. 23:59:60 */
    CLOCK_NEXT_DAY, /* 24:00, 24:00:00 */
};
/* second: -1 = not written. */
enum date_clock date_clock(long hour, long minute, long second);
/* Takes an hour of 1..12 to that of the day, by am or pm; false where it is none. */
bool date_half_day(int *hour, bool pm);
/* Is there a time zone so far from Greenwich? */
bool date_zone_exists(long hours, long minutes);

#endif
