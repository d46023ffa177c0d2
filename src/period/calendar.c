/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

enum { HOLIDAYS, WORKING, MONTH_END, BEFORE, AFTER, SATURDAY = 5 };

static const char *const names[CALENDAR_COLUMNS] = {
    [HOLIDAYS] = "holidays",     [WORKING] = "working_days", [MONTH_END] = "month_end",
    [BEFORE] = "before_holiday", [AFTER] = "after_holiday",
};

/* The first day of a period; the one behind the last begins where that ends. */
static long starts(const struct calendar_axis *axis, long index)
{
    int later = axis->year_start > 1 ? 13 - axis->year_start : 0; /* months, as roll numbers them */

    switch (axis->kind) {
    case PERIOD_WEEK:
        return period_first_day(axis->kind, index) + axis->week_shift;
    case PERIOD_QUARTER:
        return period_first_day(PERIOD_MONTH, 3 * index - later);
    case PERIOD_YEAR:
        return period_first_day(PERIOD_MONTH, 12 * index - later);
    default:
        return period_first_day(axis->kind, index);
    }
}

static long month_ends(long day)
{
    return period_first_day(PERIOD_MONTH, period_from_day(PERIOD_MONTH, day) + 1) - 1;
}

void calendar_days(const struct calendar_axis *axis, long *first, long *last)
{
    *first = starts(axis, axis->first) - 1;
    *last = starts(axis, axis->first + (long)axis->n);
    if (month_ends(*last) > *last)
        *last = month_ends(*last);
}

static bool works(const struct holidays *holidays, long day)
{
    return holidays_weekday(day) < SATURDAY && !holidays_on(holidays, day);
}

/* Whether it is the last working day of its month. */
static bool ends_month(const struct holidays *holidays, long day)
{
    long last = month_ends(day);

    if (!works(holidays, day))
        return false;
    while (++day <= last)
        if (works(holidays, day))
            return false;
    return true;
}

/* Counts what holds of each day into its period. */
static void count(const struct calendar_axis *axis, const struct holidays *holidays,
                  double *const column[CALENDAR_COLUMNS])
{
    bool daily = axis->kind == PERIOD_DAY;
    size_t t;

    for (t = 0; t < axis->n; t++) {
        long day = starts(axis, axis->first + (long)t);
        long end = starts(axis, axis->first + (long)t + 1);

        for (; day < end; day++) {
            bool counts = daily || holidays_weekday(day) < SATURDAY;

            column[HOLIDAYS][t] += counts && holidays_on(holidays, day) ? 1 : 0;
            column[WORKING][t] += works(holidays, day) ? 1 : 0;
            column[MONTH_END][t] += ends_month(holidays, day) ? 1 : 0;
            column[BEFORE][t] += daily && holidays_on(holidays, day + 1) ? 1 : 0;
            column[AFTER][t] += daily && holidays_on(holidays, day - 1) ? 1 : 0;
        }
    }
}

/* Constant, trend and what else is in the model, orthonormal, with room for the calendar. */
static double *begin_basis(size_t n, const double *const *beside, size_t besides, size_t *columns)
{
    double *basis = xarray((2 + besides + CALENDAR_COLUMNS) * n, sizeof *basis);
    size_t j, t;

    for (t = 0; t < n; t++) {
        basis[t] = 1;
        basis[n + t] = (double)t - (double)(n - 1) / 2;
    }
    for (j = 0; j < besides; j++)
        memcpy(basis + (2 + j) * n, beside[j], n * sizeof *basis);
    *columns = project_basis(basis, n, 2 + besides);
    return basis;
}

void calendar_make(const struct calendar_axis *axis, const struct holidays *holidays,
                   const double *const *beside, size_t besides, struct calendar_columns *columns)
{
    double *column[CALENDAR_COLUMNS];
    size_t n = axis->n, width, i;
    double *basis = begin_basis(n, beside, besides, &width);

    *columns = (struct calendar_columns){ .count = 0 };
    for (i = 0; i < CALENDAR_COLUMNS; i++)
        column[i] = xcalloc(n, sizeof *column[i]);
    count(axis, holidays, column);
    for (i = 0; i < CALENDAR_COLUMNS; i++) {
        memcpy(basis + width * n, column[i], n * sizeof *basis);
        if (width < n && project_basis(basis, n, width + 1) > width) {
            columns->column[columns->count++] = (struct calendar_column){ names[i], column[i] };
            width++;
        } else {
            free(column[i]);
        }
    }
    free(basis);
}

void calendar_free(struct calendar_columns *columns)
{
    size_t i;

    for (i = 0; i < columns->count; i++)
        free(columns->column[i].values);
    *columns = (struct calendar_columns){ .count = 0 };
}

/* Says which days of regions a country's holidays do not have, and where they are not certain. */
static void note_country(const struct holiday_country *country, long least, char *note, size_t size)
{
    char since[80] = "";

    if (least < HOLIDAYS_SINCE)
        snprintf(since, sizeof since, "; before %d they are computed by the same rules",
                 HOLIDAYS_SINCE);
    if (since[0] || country->without[0])
        snprintf(note, size, "holidays of %s%s%s%s", country->name,
                 country->without[0] ? ", without " : "", country->without, since);
}

/* Says which years a file does not reach. */
static void note_file(const char *word, const struct holidays *holidays, long least, long most,
                      char *note, size_t size)
{
    if (holidays->least_year > least)
        snprintf(note, size, "%s begins in %ld, the data in %ld: until then there are no holidays",
                 word, holidays->least_year, least);
    else if (holidays->most_year && holidays->most_year < most)
        snprintf(note, size, "%s ends in %ld, the data in %ld: after that there are no holidays",
                 word, holidays->most_year, most);
}

static void note_reach(const char *word, const struct calendar_axis *axis,
                       const struct holidays *holidays, struct calendar_columns *columns)
{
    const struct holiday_country *country = holidays_country(word);
    long least, most;
    int month, day;

    date_from_day(starts(axis, axis->first), &least, &month, &day);
    date_from_day(starts(axis, axis->first + (long)axis->n) - 1, &most, &month, &day);
    if (country)
        note_country(country, least, columns->note, sizeof columns->note);
    else
        note_file(word, holidays, least, most, columns->note, sizeof columns->note);
}

int calendar_load(const char *word, const struct calendar_axis *axis, const double *const *beside,
                  size_t besides, struct calendar_columns *columns, struct error *err)
{
    struct holidays holidays;
    long first, last;

    *columns = (struct calendar_columns){ .count = 0 };
    if (axis->kind == PERIOD_INTEGER)
        return error_usage(err,
                           "calendar \"%s\": the periods are plain numbers, and have no days: "
                           "name a column of dates with --time",
                           word);
    calendar_days(axis, &first, &last);
    if (holidays_load(word, first, last, &holidays, err) != 0)
        return -1;
    calendar_make(axis, &holidays, beside, besides, columns);
    note_reach(word, axis, &holidays, columns);
    holidays_free(&holidays);
    return 0;
}
