/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/holidays.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text.h"
#include "period/holiday_file.h"
#include "period/holiday_rows.h"
#include "period/period.h"

const struct holiday_country *holidays_country(const char *code)
{
    const struct holiday_country *country;

    if (same_ignoring_case(code, "UK"))
        code = "GB";
    for (country = holiday_countries; country->code; country++)
        if (same_ignoring_case(code, country->code))
            return country;
    return NULL;
}

int holidays_weekday(long day)
{
    return (int)(((day + THU) % 7 + 7) % 7);
}

long holidays_easter(long year)
{
    long a = year % 19, b = year / 100, c = year % 100;
    long d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    long h = (19 * a + b - d - g + 15) % 30;
    long i = c / 4, k = c % 4;
    long l = (32 + 2 * e + 2 * i - h - k) % 7;
    long m = (a + 11 * h + 22 * l) / 451;
    long n = h + l - 7 * m + 114;

    return day_from_date(year, (int)(n / 31), (int)(n % 31) + 1);
}

/* The day on which a row falls in a year, whatever day of the week that is. */
static long place_in(const struct holiday_place *place, long year)
{
    long day;

    if (place->kind == HOLIDAY_EASTER)
        return holidays_easter(year) + place->day;
    day = day_from_date(year, place->month, place->day);
    if (place->kind == HOLIDAY_FROM)
        day += (7 + (long)place->weekday - holidays_weekday(day)) % 7;
    return day;
}

static long moved(enum holiday_move move, long day)
{
    int weekday = holidays_weekday(day);

    if (move == SUNDAY_TO_SATURDAY && weekday == SUN)
        return day - 1;
    if (move == FRIDAY_OR_ELSE_MONDAY && weekday != FRI)
        return day + (7 - weekday) % 7;
    return day;
}

static bool holds(const struct holiday_row *row, const char *country, long year)
{
    return strcmp(row->country, country) == 0 && (row->from == 0 || year >= row->from) &&
           (row->to == 0 || year <= row->to) && (row->every == 0 || year % row->every == 0);
}

static bool taken(const struct holidays *holidays, long day)
{
    size_t i;

    for (i = 0; i < holidays->count; i++)
        if (holidays->items[i].day == day)
            return true;
    return false;
}

/* The day that is free in place of one on a weekend; the day itself where there is none. */
static long substitute(const struct holidays *year, enum holiday_move move, long day)
{
    int weekday = holidays_weekday(day);

    if (weekday < SAT)
        return day;
    if (move == NEAREST)
        return weekday == SAT ? day - 1 : day + 1;
    if (move == NEXT_FREE)
        while (holidays_weekday(day) >= SAT || taken(year, day))
            day++;
    return day;
}

/* All days of a year first, then what stands in for them, as a substitute must be free of both. */
static void add_year(const char *country, long year, struct holidays *all)
{
    struct holidays mine = { .count = 0 };
    const struct holiday_row *row;
    size_t i;

    for (row = holiday_rows; row->country; row++)
        if (holds(row, country, year))
            holidays_add(&mine, moved(row->move, place_in(&row->place, year)), row->name);
    for (row = holiday_rows; row->country; row++) {
        long day, instead;

        if (!holds(row, country, year))
            continue;
        day = moved(row->move, place_in(&row->place, year));
        instead = substitute(&mine, row->move, day);
        if (instead != day) {
            char *name = xasprintf("%s (substitute)", row->name);

            holidays_add(&mine, instead, name);
            free(name);
        }
    }
    for (i = 0; i < mine.count; i++)
        holidays_add(all, mine.items[i].day, mine.items[i].name);
    holidays_free(&mine);
}

void holidays_of(const struct holiday_country *country, long first, long last,
                 struct holidays *holidays)
{
    long from, to, year;
    int month, day;

    *holidays = (struct holidays){ .count = 0 };
    date_from_day(first, &from, &month, &day);
    date_from_day(last, &to, &month, &day);
    /* A substitute for New Year's Day may lie in the year before. */
    for (year = from; year <= to + 1; year++)
        add_year(country->code, year, holidays);
    holidays_settle(holidays, first, last);
}

static void list_codes(struct text *text)
{
    const struct holiday_country *country;

    for (country = holiday_countries; country->code; country++)
        text_addf(text, "%s%s", country == holiday_countries ? "" : " ", country->code);
}

/* By its name in English, for who writes "Germany". */
static const struct holiday_country *by_name(const char *name)
{
    const struct holiday_country *country;

    for (country = holiday_countries; country->code; country++) {
        const char *own = country->name;

        if (same_ignoring_case(name, own) ||
            (strncmp(own, "the ", 4) == 0 && same_ignoring_case(name, own + 4)))
            return country;
    }
    return NULL;
}

int holidays_check(const char *word, struct error *err)
{
    const struct holiday_country *country = by_name(word);
    struct text codes = TEXT_EMPTY;
    struct stat status;

    if (holidays_country(word) || stat(word, &status) == 0 || errno != ENOENT)
        return 0;
    if (country)
        return error_usage(err, "calendar \"%s\": write %s", word, country->code);
    list_codes(&codes);
    error_usage(err,
                "calendar \"%s\": neither a country nor a file; countries are %s, and for any "
                "other a file of dates does, in CSV or iCalendar",
                word, codes.bytes);
    text_free(&codes);
    return -1;
}

int holidays_load(const char *word, long first, long last, struct holidays *holidays,
                  struct error *err)
{
    const struct holiday_country *country = holidays_country(word);
    char from[PERIOD_SIZE], to[PERIOD_SIZE];

    *holidays = (struct holidays){ .count = 0 };
    if (country) {
        holidays_of(country, first, last, holidays);
        return 0;
    }
    if (holidays_check(word, err) != 0 || holiday_file_read(word, first, last, holidays, err) != 0)
        return -1;
    if (holidays->count > 0)
        return 0;
    holidays_free(holidays);
    period_format(PERIOD_DAY, first, from);
    period_format(PERIOD_DAY, last, to);
    return error_at(err, word, 0, NULL,
                    "none of its holidays lies between %s and %s, where the "
                    "data are",
                    from, to);
}

void holidays_free(struct holidays *holidays)
{
    size_t i;

    for (i = 0; i < holidays->count; i++)
        free(holidays->items[i].name);
    free(holidays->items);
    *holidays = (struct holidays){ .count = 0 };
}

static int compare_days(const void *key, const void *item)
{
    long a = *(const long *)key, b = ((const struct holiday *)item)->day;

    return a < b ? -1 : a > b;
}

const struct holiday *holidays_on(const struct holidays *holidays, long day)
{
    return holidays->count == 0 ? NULL
                                : bsearch(&day, holidays->items, holidays->count,
                                          sizeof *holidays->items, compare_days);
}

void holidays_add(struct holidays *holidays, long day, const char *name)
{
    holidays->items = xgrow(holidays->items, holidays->count, &holidays->capacity,
                            sizeof *holidays->items);
    holidays->items[holidays->count++] = (struct holiday){ day, xstrdup(name) };
}

/* By day; of one day in the order of their names, so that the order of adding never shows. */
static int compare_items(const void *a, const void *b)
{
    const struct holiday *one = a, *other = b;

    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    return strcmp(one->name, other->name);
}

/* Takes the name of a further holiday on the same day in; it is freed. */
static void join_names(struct holiday *kept, char *name)
{
    char *both;

    if (!name[0] || strcmp(kept->name, name) == 0) {
        free(name);
        return;
    }
    both = kept->name[0] ? xasprintf("%s / %s", kept->name, name) : xstrdup(name);
    free(kept->name);
    free(name);
    kept->name = both;
}

void holidays_settle(struct holidays *holidays, long first, long last)
{
    struct holiday *items = holidays->items;
    size_t kept = 0, i;

    if (holidays->count > 1)
        qsort(items, holidays->count, sizeof *items, compare_items);
    for (i = 0; i < holidays->count; i++) {
        if (items[i].day < first || items[i].day > last)
            free(items[i].name);
        else if (kept > 0 && items[kept - 1].day == items[i].day)
            join_names(&items[kept - 1], items[i].name);
        else
            items[kept++] = items[i];
    }
    holidays->count = kept;
}
