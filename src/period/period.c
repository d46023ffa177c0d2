/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/period.h"

#include <stdio.h>
#include <string.h>

static const char *const kind_names[] = {
    [PERIOD_DAY] = "day",         [PERIOD_WEEK] = "week", [PERIOD_MONTH] = "month",
    [PERIOD_QUARTER] = "quarter", [PERIOD_YEAR] = "year", [PERIOD_INTEGER] = "integer",
};

const char *period_kind_name(enum period_kind kind)
{
    return kind_names[kind];
}

const char *period_noun(bool timed, enum period_kind kind)
{
    return !timed ? "row" : kind == PERIOD_INTEGER ? "period" : period_kind_name(kind);
}

int period_kind_parse(const char *word, enum period_kind *kind)
{
    size_t i;

    for (i = 0; i < sizeof kind_names / sizeof *kind_names; i++) {
        size_t n = strlen(kind_names[i]);

        if (strncmp(word, kind_names[i], n) == 0 &&
            (word[n] == '\0' || strcmp(word + n, "s") == 0)) {
            *kind = (enum period_kind)i;
            return 0;
        }
    }
    return -1;
}

char period_kind_letter(enum period_kind kind)
{
    return kind_names[kind][0];
}

int period_kind_of_letter(char letter, enum period_kind *kind)
{
    size_t i;

    for (i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (kind_names[i][0] == letter) {
            *kind = (enum period_kind)i;
            return 0;
        }
    return -1;
}

/* Division that rounds down, and its remainder, which is never negative. */
static long floor_div(long a, long b)
{
    return a / b - (a % b < 0);
}

static long floor_mod(long a, long b)
{
    return a - floor_div(a, b) * b;
}

long day_from_date(long year, int month, int day)
{
    long y = year - (month <= 2);
    long era = floor_div(y, 400);
    long of_era = y - era * 400;
    long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void date_from_day(long day, long *year, int *month, int *day_of_month)
{
    long z = day + 719468;
    long era = floor_div(z, 146097);
    long of_era = z - era * 146097;
    long y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * y + y / 4 - y / 100);
    long m = (5 * of_year + 2) / 153;

    *day_of_month = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

int days_in_month(long year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = floor_mod(year, 4) == 0 && (floor_mod(year, 100) != 0 || floor_mod(year, 400) == 0);

    return days[month - 1] + (month == 2 && leap);
}

/* Day 0 is the Thursday of week 0: a week's days are 7 w - 3 .. 7 w + 3. */
static long week_from_day(long day)
{
    return floor_div(day + 3, 7);
}

long week_from_date(long year, int number)
{
    /* 4 January always lies in week 1 (ISO 8601). */
    return week_from_day(day_from_date(year, 1, 4)) + number - 1;
}

void date_from_week(long week, long *year, int *number)
{
    int month;
    int day;

    date_from_day(week * 7, year, &month, &day);
    *number = (int)(week - week_from_date(*year, 1) + 1);
}

int weeks_in_year(long year)
{
    return (int)(week_from_date(year + 1, 1) - week_from_date(year, 1));
}

long period_from_day(enum period_kind kind, long day)
{
    long year;
    int month;
    int day_of_month;

    if (kind == PERIOD_DAY || kind == PERIOD_INTEGER)
        return day;
    if (kind == PERIOD_WEEK)
        return week_from_day(day);
    date_from_day(day, &year, &month, &day_of_month);
    if (kind == PERIOD_MONTH)
        return year * 12 + month - 1;
    if (kind == PERIOD_QUARTER)
        return year * 4 + (month - 1) / 3;
    return year;
}

long period_first_day(enum period_kind kind, long index)
{
    switch (kind) {
    case PERIOD_WEEK:
        return index * 7 - 3;
    case PERIOD_MONTH:
        return day_from_date(floor_div(index, 12), (int)floor_mod(index, 12) + 1, 1);
    case PERIOD_QUARTER:
        return day_from_date(floor_div(index, 4), (int)floor_mod(index, 4) * 3 + 1, 1);
    case PERIOD_YEAR:
        return day_from_date(index, 1, 1);
    default:
        return index;
    }
}

long period_convert(enum period_kind from, long index, enum period_kind to)
{
    if (from == to || from == PERIOD_INTEGER || to == PERIOD_INTEGER)
        return index;
    if (from == PERIOD_WEEK)
        return period_from_day(to, index * 7);
    return period_from_day(to, period_first_day(from, index));
}

size_t period_format(enum period_kind kind, long index, char buffer[PERIOD_SIZE])
{
    long year = 0;
    int part = 0;
    int day = 0;
    int n = 0;

    switch (kind) {
    case PERIOD_DAY:
        date_from_day(index, &year, &part, &day);
        n = snprintf(buffer, PERIOD_SIZE, "%04ld-%02d-%02d", year, part, day);
        break;
    case PERIOD_WEEK:
        date_from_week(index, &year, &part);
        n = snprintf(buffer, PERIOD_SIZE, "%04ld-W%02d", year, part);
        break;
    case PERIOD_MONTH:
        n = snprintf(buffer, PERIOD_SIZE, "%04ld-%02ld", floor_div(index, 12),
                     floor_mod(index, 12) + 1);
        break;
    case PERIOD_QUARTER:
        n = snprintf(buffer, PERIOD_SIZE, "%04ld-Q%ld", floor_div(index, 4),
                     floor_mod(index, 4) + 1);
        break;
    case PERIOD_YEAR:
        n = snprintf(buffer, PERIOD_SIZE, "%04ld", index);
        break;
    case PERIOD_INTEGER:
        n = snprintf(buffer, PERIOD_SIZE, "%ld", index);
        break;
    }
    return (size_t)n;
}

const char *period_cell(enum period_kind kind, long index, const char *text,
                        char buffer[PERIOD_CELL_SIZE])
{
    enum { MOST = 60 };
    char period[PERIOD_SIZE];
    size_t length = strlen(text);
    size_t shown = length;

    period_format(kind, index, period);
    if (shown > MOST)
        for (shown = MOST; ((unsigned char)text[shown] & 0xC0) == 0x80; shown--)
            ;
    if (strcmp(text, period) == 0)
        snprintf(buffer, PERIOD_CELL_SIZE, "%s", period);
    else
        snprintf(buffer, PERIOD_CELL_SIZE, "\"%.*s%s\" (%s)", (int)shown, text,
                 shown < length ? "..." : "", period);
    return buffer;
}

double period_season(enum period_kind kind)
{
    static const double season[] = {
        [PERIOD_DAY] = 7,     [PERIOD_WEEK] = 52.1775, [PERIOD_MONTH] = 12,
        [PERIOD_QUARTER] = 4, [PERIOD_YEAR] = 0,       [PERIOD_INTEGER] = 0,
    };

    return season[kind];
}

long period_phase(enum period_kind kind, long index)
{
    long year;
    int week;

    switch (kind) {
    case PERIOD_DAY:
        return floor_mod(index + 3, 7);
    case PERIOD_WEEK:
        date_from_week(index, &year, &week);
        return week - 1;
    case PERIOD_MONTH:
        return floor_mod(index, 12);
    case PERIOD_QUARTER:
        return floor_mod(index, 4);
    default:
        return 0;
    }
}

long day_of_year(long day)
{
    long year;
    int month;
    int day_of_month;

    date_from_day(day, &year, &month, &day_of_month);
    return day - day_from_date(year, 1, 1);
}

void period_phases(enum period_kind kind, long first, size_t n, double *year, double *week)
{
    size_t i;

    for (i = 0; i < n; i++) {
        long index = first + (long)i;
        long day;

        if (kind == PERIOD_MONTH || kind == PERIOD_QUARTER) {
            year[i] = (double)period_phase(kind, index) / period_season(kind);
            continue;
        }
        day = period_first_day(kind, index);
        year[i] = (double)day_of_year(day) / 365.25;
        if (week)
            week[i] = (double)period_phase(PERIOD_DAY, day) / 7;
    }
}
