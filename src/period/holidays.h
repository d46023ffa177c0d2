/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Public holidays: the days on which a country rests, computed; or those of a file.
 *
 * A country's days are rows of data (holiday_rows.c). A day counts where at least nine in
 * ten of the people have it off, by law or by custom. So days of some regions are left out, and
 * each country says which (`without`). The rows hold from HOLIDAYS_SINCE on; they are
 * those known when this was written, so that a day proclaimed later is not among them.
 *
 * Where the law gives a substitute for a day that falls on a weekend, both days count: the
 * day itself and the substitute.
 *
 * Days are counted from 1970-01-01 (period.h).
 */
#ifndef LEVER_PERIOD_HOLIDAYS_H
#define LEVER_PERIOD_HOLIDAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { HOLIDAYS_SINCE = 2000 }; /* the first year for which the rows are right */

struct holiday {
    long day;
    char *name; /* two that share a day are joined by " / "; "" where a file names none */
};

/* A value that owns its items; zeroed = none. */
struct holidays {
    struct holiday *items; /* by day, each day once */
    size_t count;
    size_t capacity;
    /* The years that a file speaks of, from its first day to its last; 0 = no such limit (a
     * country; a file whose days all return without end has no most_year). */
    long least_year, most_year;
};

/* A country that is known. */
struct holiday_country {
    const char *code;    /* ISO 3166-1 alpha-2, "DE" */
    const char *name;    /* "Germany", "the Netherlands": as it stands in a sentence */
    const char *without; /* days of regions that are left out, a phrase; "" = none */
};

/* All of them by their codes, ended by a code of NULL. */
extern const struct holiday_country holiday_countries[];

/* The country of that code, in any case; UK is GB. NULL: none is. */
const struct holiday_country *holidays_country(const char *code);

/* Easter Sunday in the Gregorian calendar (Meeus 1991, Astronomical Algorithms, ch. 8, after
 * Butcher 1876), for years from 1583 on. */
long holidays_easter(long year);

/* The country's holidays from the day `first` to `last`; the caller frees. */
void holidays_of(const struct holiday_country *country, long first, long last,
                 struct holidays *holidays);

/*
 * The same of a country's code or of a file (holiday_file.h): of a word that is both, the code
 * counts ("./DE" is the file). Refused: a word that is neither, what cannot be read, and a file
 * without a day from first to last. The caller frees.
 */
int holidays_load(const char *word, long first, long last, struct holidays *holidays,
                  struct error *err);
void holidays_free(struct holidays *holidays);
/* Refuses, as holidays_load does, a word that is neither a country's code nor a file. */
int holidays_check(const char *word, struct error *err);

/* The holiday on that day; NULL = none. */
const struct holiday *holidays_on(const struct holidays *holidays, long day);

/* For those who make them: adds a day (name is copied), in any order; holidays_settle then sorts
 * them, joins those of one day and keeps those from first to last. */
void holidays_add(struct holidays *holidays, long day, const char *name);
void holidays_settle(struct holidays *holidays, long first, long last);

/* 0 = Monday .. 6 = Sunday. */
int holidays_weekday(long day);

#endif
