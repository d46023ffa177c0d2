/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of dates, taken from the front of a text: shared by what reads dates as they
 * come (date.c) and what reads them by a format (date_format.c).
 */
#ifndef LEVER_PERIOD_DATE_SCAN_H
#define LEVER_PERIOD_DATE_SCAN_H

#include "period/date.h"

struct date_scan {
    const char *p;
    const char *end;
};

/* Digits: returns how many (0 = none, 10 = more than nine), *value their number. */
int date_number(struct date_scan *s, int *value);
bool date_mark(struct date_scan *s, char c);  /* that character */
void date_spaces(struct date_scan *s);        /* any spaces, no-break ones too */
/* Letters, in lower case and without accents, into word; returns how many. */
size_t date_word(struct date_scan *s, char *word, size_t size);
int date_month(struct date_scan *s);          /* 1..12 by its name; 0 = none, nothing taken */
bool date_weekday(const char *word, size_t length); /* or the beginning of one */
/* AM or PM, *any says whether; false where the hour (taken already) does not go with it. */
bool date_half_day(struct date_scan *s, struct date_look *look, bool *any);

bool date_valid(int year, int month, int day);
int date_full_year(int two_digits);            /* 1969..2068 */
bool date_year_written(int digits, int year);  /* of four digits, and not 0xxx */

#endif
