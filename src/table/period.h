/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Periods: the steps of a time axis.
 *
 * A period is a kind and an index that counts steps, so that neighbours differ by
 * one: days and ISO weeks from 1970-01-01 (the week with that Thursday is 0),
 * months, quarters and years from year 0, integers as they are.
 *
 * Read from 2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026, 2002 Jan (also Jan 2002,
 * January 2002, Jan-02 is refused), an integer, or a date in a form fixed by
 * format; with a time of day behind a date (T or space) it is the date that counts.
 * Written in the first five forms, or as the integer.
 *
 * Whole columns are read at once, because what a column means shows in all of it:
 *   - dates all a multiple of 7 days apart are weeks; dates all on the first or
 *     all on the last day of a month are months (of a quarter, of a year: quarters,
 *     years, where all lie that far apart) - said in `note`; period overrides;
 *   - four-digit integers are years only if all lie in 1500..2500;
 *   - dd/mm against mm/dd is decided only when a value of the column settles it.
 */
#ifndef LEVER_TABLE_PERIOD_H
#define LEVER_TABLE_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum period_kind {
    PERIOD_DAY,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_YEAR,
    PERIOD_INTEGER,
};

/* "day" .. "integer" */
const char *period_kind_name(enum period_kind kind);
/* 0, or -1 where the word is none of these; plain words with an s count too. */
int period_kind_parse(const char *word, enum period_kind *kind);

/* What --period, --date-format and the plan say of a column. */
struct period_options {
    bool fixed;              /* kind is given: dates are taken to their period of that kind */
    enum period_kind kind;
    const char *format;      /* strptime-like: %d %m %Y %y %b %B %H %M %S and literals; or NULL */
    const char *file;        /* for messages */
    const char *column;
    const unsigned long *lines; /* the line of each value, or NULL: value i is on line i + 2 */
};

struct periods {
    enum period_kind kind;
    long *index;    /* one a value; PERIOD_NONE where the cell is empty */
    size_t count;
    char note[160]; /* what was decided and should be said; "" = nothing */
};
#define PERIOD_NONE (-0x7fffffffffffffffL)

/*
 * Reads a column. Refuses with file, line, column and value: what is no period,
 * mixed kinds, an ambiguous day and month (naming --date-format), a calendar day
 * that does not exist. The caller frees with periods_free.
 */
int periods_read(const char *const *texts, size_t count, const struct period_options *options,
                 struct periods *periods, struct error *err);
void periods_free(struct periods *periods);

/* One value by itself; 0, or -1 where it is not a period in the canonical forms. */
int period_parse(const char *text, size_t length, enum period_kind *kind, long *index);
enum { PERIOD_SIZE = 24 };
/* Canonical form, NUL-terminated; returns the length. */
size_t period_format(enum period_kind kind, long index, char buffer[PERIOD_SIZE]);

/* Calendar: days from 1970-01-01, proleptic Gregorian (Howard Hinnant's algorithm). */
long day_from_date(long year, int month, int day);
void date_from_day(long day, long *year, int *month, int *day_of_month);
/* The period of that kind in which a day lies. */
long period_from_day(enum period_kind kind, long day);
/* First day of a period (not for integers). */
long period_first_day(enum period_kind kind, long index);
/* A period taken to a coarser kind (by its first day; a week goes by its Thursday). */
long period_convert(enum period_kind from, long index, enum period_kind to);

/*
 * Where a period stands in its season, for seasonal designs: day: day of the week
 * 0..6 and day of the year 0..365; week: ISO week 0..52; month 0..11; quarter 0..3.
 * length gets the nominal season (7, 365.25, 52.1775, 12, 4; 0 = none).
 */
double period_season(enum period_kind kind);
long period_phase(enum period_kind kind, long index);

#endif
