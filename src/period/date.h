/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as programs export them, for clean; they become ISO 8601.
 *
 * A date is read from numbers (31.01.2024, 1/31/24, 2024/1/31), from a month's
 * name in one of six languages (24-Oct-11, October 24, 2011, 24 de octubre de
 * 2011), from year and month (01/2024, 2024M01), quarter (Q1 2024) or ISO week
 * (2024W05, KW 5/2024), each with a time of day behind where there is one. What is
 * ISO 8601 already, or a period as 2002 Jan, is left as it is: DATE_READY.
 *
 * Three numbers do not say which is the day; date_look says which orders are
 * possible, and a column's cells together settle it, or do not. Two-digit years are
 * 1969..2068, as POSIX has them. Names of time zones are not read: what they
 * mean is not settled.
 */
#ifndef LEVER_PERIOD_DATE_H
#define LEVER_PERIOD_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum date_kind {
    DATE_NONE,
    DATE_READY,   /* ISO 8601 or a canonical period: nothing to do */
    DATE_SETTLED, /* needs writing, but means only one thing */
    DATE_ORDERED, /* three numbers: needs an order */
    DATE_COMPACT, /* 20240131: a date, or a number */
    DATE_SHORT,   /* Jan-24: a month of a year, or a day of a month */
};

enum date_order {
    DATE_DMY = 1 << 0,
    DATE_MDY = 1 << 1,
    DATE_YMD = 1 << 2,
};

struct date_look {
    enum date_kind kind;
    unsigned orders; /* ORDERED: bits of date_order that give a day of the calendar */
    char mark;       /* ORDERED: between the numbers */
    int numbers[3];  /* ORDERED: as they stand */
    bool two_digits; /* ORDERED: the last one has only two */
    int year;
    int month;   /* 0 = none */
    int day;     /* 0 = none */
    int quarter; /* 0 = none */
    int week;    /* 0 = none */
    bool timed;
    int hour;
    int minute;
    int second;           /* -1 = none */
    const char *fraction; /* ".123" */
    size_t fraction_length;
    const char *zone; /* "Z", "+01:00", as it stands */
    size_t zone_length;
    bool zoned; /* or, by a format, so many minutes east of Greenwich */
    int zone_minutes;
};

/* Returns look->kind; DATE_NONE where the cell is no date. A week 53 of a year that has none
 * is no date, and leaves look->week and look->year. */
enum date_kind date_look(const char *text, size_t length, struct date_look *look);
/* Adds the date in ISO 8601; order counts for ORDERED ones only. */
void date_write(const struct date_look *look, enum date_order order, struct text *out);

/*
 * Reads a cell by a --date-format that has passed period_format_check. False where
 * it does not fit. look becomes SETTLED.
 */
bool date_by_format(const char *text, size_t length, const char *format, struct date_look *look);

enum { DATE_HINT = 64 };
/*
 * A --date-format by which this very text is read as a date: of numbers in that order, with a time
 * of day behind or without, or a month's name and a year. False where none was found: then there
 * is none to recommend.
 */
bool date_hint(const char *text, enum date_order order, char format[DATE_HINT]);
#endif
