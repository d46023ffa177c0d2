/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the calendar says of each period of an axis, as columns to stand in the context.
 *
 * Tickets and calls both fall in a week with a holiday, and sales both rise at a month's end. Two
 * series that share a calendar go together, and nothing moves anything. These columns take
 * that out:
 *
 *   holidays        days: 1 on a holiday, whatever the weekday; else the number of
 *                   holidays in the period that fall on Monday to Friday
 *   working_days    the number of days from Monday to Friday that are no holiday; of a day 0 or 1
 *   month_end       the number of months whose last working day lies in the period; of a day 0 or 1
 *   before_holiday  days only: 1 where the next day is a holiday
 *   after_holiday   days only: 1 where the day before was a holiday
 *
 * A column is left out that is constant, or that a constant, a linear trend, the columns `beside`
 * and the calendar columns before it add up to: it could take out nothing more. So weeks have no
 * working_days (they are 5 less the holidays), months no month_end (it is always 1), and days no
 * working_days where all holidays fall on Monday to Friday and the season has weekdays.
 */
#ifndef LEVER_PERIOD_CALENDAR_H
#define LEVER_PERIOD_CALENDAR_H

#include <stddef.h>

#include "base/error.h"
#include "period/holidays.h"
#include "period/period.h"

enum { CALENDAR_COLUMNS = 5 };

/* Which periods. Not of kind PERIOD_INTEGER. */
struct calendar_axis {
    enum period_kind kind;
    long first;     /* index of the first period */
    size_t n;       /* periods, at least 1 */
    int year_start; /* the month in which years and quarters begin, 1..12; 0 = 1 */
    int week_shift; /* days by which weeks begin after Monday (negative: before) */
};

struct calendar_column {
    const char *name; /* one of the above; a constant */
    double *values;   /* n, none missing */
};

/* A value that owns its columns' values. */
struct calendar_columns {
    size_t count;
    struct calendar_column column[CALENDAR_COLUMNS];
    char note[400]; /* of calendar_load: which days of regions and which years the holidays do not
                       have; "" = nothing of the kind */
};

/* The days in which holidays count for this axis: from the day before it begins to the end
 * of the month in which it ends. */
void calendar_days(const struct calendar_axis *axis, long *first, long *last);

/*
 * The columns, holidays being those of calendar_days. beside: `besides` further columns of n
 * values that will be in the model (the season's); may be NULL for 0. The caller frees.
 */
void calendar_make(const struct calendar_axis *axis, const struct holidays *holidays,
                   const double *const *beside, size_t besides, struct calendar_columns *columns);
void calendar_free(struct calendar_columns *columns);

/*
 * The same from the word of --calendar: a country's code or a file (holidays_load). Refused besides
 * what that refuses: an axis that is not of dates. Nothing is to be freed after a failure.
 */
int calendar_load(const char *word, const struct calendar_axis *axis, const double *const *beside,
                  size_t besides, struct calendar_columns *columns, struct error *err);

#endif
