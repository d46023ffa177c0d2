/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates by --date-format, and the zone of --tz. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "period/date_scan.h"
#include "period/period_text.h"

/* What a format has given so far; -1 = not given. */
struct cochrane_orcutt {
    long year, month, day, week, week_year, ordinal;
    long hour, minute, second;
    int half; /* 0 am, 1 pm */
    bool zoned;
    long zone_minutes;
};

int period_format_check(const char *format, struct error *err)
{
    bool has[256] = { false };
    const char *at;

    for (at = format; (at = strchr(at, '%')) != NULL; at += 2) {
        if (!at[1] || !strchr("demBbhYyGVHIMSpzjFT%", at[1]))
            return error_usage(err, "--date-format \"%s\": %%%.1s is not known (%%d %%m %%Y %%y "
                               "%%b %%B %%F %%G %%V %%j %%H %%I %%M %%S %%T %%p %%z are)", format, at + 1);
        has[(unsigned char)at[1]] = true;
        if (at[1] == 'F')
            has['Y'] = has['m'] = true;
    }
    if (has['G'] != has['V'])
        return error_usage(err, "--date-format \"%s\": %%G and %%V go together", format);
    if (!has['Y'] && !has['y'] && !has['G'])
        return error_usage(err, "--date-format \"%s\" has no year (%%Y or %%y)", format);
    if ((has['d'] || has['e']) && !has['m'] && !has['b'] && !has['B'] && !has['h'])
        return error_usage(err, "--date-format \"%s\" has a day but no month", format);
    return 0;
}

/* At most `most` digits; false where there is none (or fewer than `least`). */
static bool digits(const char **text, const char *end, int least, int most, long *value)
{
    const char *start = *text;

    for (*value = 0; *text < end && *text - start < most && **text >= '0' && **text <= '9';
         ++*text)
        *value = *value * 10 + (**text - '0');
    return *text - start >= least;
}

static bool word(const char **text, const char *end, const char *expected, size_t least)
{
    size_t n = 0;

    while (*text + n < end && expected[n] && ((*text)[n] | 0x20) == expected[n])
        n++;
    if (expected[n])
        n = n >= least ? least : 0;
    *text += n;
    return n > 0;
}

/* A month by its name, in the languages that clean reads. */
static bool month_word(const char **text, const char *end, long *month)
{
    struct date_scan scan = { *text, end };

    *month = date_month(&scan);
    *text = scan.p;
    return *month > 0;
}

static bool zone(const char **text, const char *end, struct cochrane_orcutt *given)
{
    long hours;
    long minutes = 0;
    int sign;

    given->zoned = true;
    if (word(text, end, "z", 1) || word(text, end, "utc", 3) || word(text, end, "gmt", 3))
        return true;
    if (*text == end || (**text != '+' && **text != '-'))
        return false;
    sign = *(*text)++ == '-' ? -1 : 1;
    if (!digits(text, end, 2, 2, &hours))
        return false;
    if (*text < end && **text == ':')
        ++*text;
    if (*text < end && !digits(text, end, 2, 2, &minutes))
        return false;
    given->zone_minutes = sign * (hours * 60 + minutes);
    return hours <= 15 && minutes <= 59;
}

/* PM, pm, p.m.; a space before it is the format's to say. */
static bool half_day(const char **text, const char *end, int *half)
{
    *half = word(text, end, "pm", 2) || word(text, end, "p.m.", 4);
    return *half || word(text, end, "am", 2) || word(text, end, "a.m.", 4);
}

static bool fits(const char *format, const char **text, const char *end, struct cochrane_orcutt *given);

static bool one(char directive, const char **text, const char *end, struct cochrane_orcutt *given)
{
    switch (directive) {
    case 'd':
    case 'e':
        while (directive == 'e' && *text < end && **text == ' ')
            ++*text;
        return digits(text, end, 1, 2, &given->day);
    case 'm':
        return digits(text, end, 1, 2, &given->month);
    case 'b':
    case 'B':
    case 'h':
        return month_word(text, end, &given->month);
    case 'Y':
        return digits(text, end, 4, 4, &given->year);
    case 'y':
        if (!digits(text, end, 2, 2, &given->year))
            return false;
        given->year += given->year >= 69 ? 1900 : 2000;
        return true;
    case 'G':
        return digits(text, end, 4, 4, &given->week_year);
    case 'V':
        return digits(text, end, 1, 2, &given->week);
    case 'j':
        return digits(text, end, 1, 3, &given->ordinal);
    case 'H':
    case 'I':
        return digits(text, end, 1, 2, &given->hour);
    case 'M':
        return digits(text, end, 2, 2, &given->minute);
    case 'S':
        return digits(text, end, 2, 2, &given->second);
    case 'p':
        return half_day(text, end, &given->half);
    case 'F':
        return fits("%Y-%m-%d", text, end, given);
    case 'T':
        return fits("%H:%M:%S", text, end, given);
    case 'z':
        return zone(text, end, given);
    default:
        return *text < end && *(*text)++ == directive;
    }
}

static bool fits(const char *format, const char **text, const char *end, struct cochrane_orcutt *given)
{
    for (; *format; format++) {
        if (*format == ' ' || *format == '\t') {
            struct date_scan scan = { *text, end };

            date_spaces(&scan);
            *text = scan.p;
        } else if (*format == '%') {
            if (!one(*++format, text, end, given))
                return false;
        } else if (*text == end || *(*text)++ != *format) {
            return false;
        }
    }
    return true;
}

static bool set_clock(const struct cochrane_orcutt *given, struct written *w)
{
    if (given->hour < 0)
        return given->half < 0;
    if (given->half >= 0 && (given->hour < 1 || given->hour > 12))
        return false;
    w->timed = true;
    w->hour = (int)(given->half < 0 ? given->hour : given->hour % 12 + 12 * given->half);
    w->minute = given->minute < 0 ? 0 : (int)given->minute;
    w->second_of_minute = (int)given->second;
    w->zoned = given->zoned;
    w->zone_minutes = (int)given->zone_minutes;
    if (w->hour == 24)
        return given->half < 0 && w->minute == 0 && w->second_of_minute <= 0;
    return w->hour <= 23 && w->minute <= 59 && w->second_of_minute <= 60;
}

int written_read_format(const char *text, size_t length, const char *format, struct written *w,
                        const char **why)
{
    struct cochrane_orcutt given = { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, false, 0 };
    const char *end;
    int month;
    int day;

    *why = NULL;
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    for (; length && (*text == ' ' || *text == '\t'); length--)
        text++;
    end = text + length;
    if (!fits(format, &text, end, &given) || text < end) {
        *why = "it does not go with --date-format";
        return -1;
    }
    *w = (struct written){ .second_of_minute = -1 };
    *why = "there is no such day or time";
    if (!set_clock(&given, w))
        return -1;
    w->year = given.week >= 0 ? given.week_year : given.year;
    if (given.week >= 0) {
        w->shape = SHAPE_WEEK;
        w->first = (int)given.week;
        return given.week >= 1 && given.week <= weeks_in_year(w->year) ? 0 : -1;
    }
    if (given.ordinal >= 0) {
        w->shape = SHAPE_DATE;
        date_from_day(day_from_date(w->year, 1, 1) + given.ordinal - 1, &w->year, &month, &day);
        w->first = month;
        w->second = day;
        return given.ordinal >= 1 && w->year == given.year ? 0 : -1;
    }
    w->first = (int)given.month;
    w->second = (int)given.day;
    if (given.month < 0) {
        w->shape = SHAPE_YEAR;
        return 0;
    }
    if (given.day < 0) {
        w->shape = SHAPE_MONTH;
        return given.month >= 1 && given.month <= 12 ? 0 : -1;
    }
    w->shape = SHAPE_DATE;
    return date_exists(w->year, w->first, w->second) ? 0 : -1;
}

/* An area is a file of the system's time zone database. */
static bool area_exists(const char *name)
{
    const char *folder = getenv("TZDIR");
    char *path;
    bool there;

    if (!strchr(name, '/') || strstr(name, "..") || name[0] == '/')
        return false;
    path = xasprintf("%s/%s", folder && *folder ? folder : "/usr/share/zoneinfo", name);
    there = access(path, R_OK) == 0;
    free(path);
    return there;
}

int period_zone_parse(const char *name, struct period_options *options, struct error *err)
{
    struct cochrane_orcutt given = { 0 };
    const char *at = name;

    if (strcmp(name, "written") == 0) {
        options->zone = PERIOD_ZONE_WRITTEN;
        return 0;
    }
    if (zone(&at, name + strlen(name), &given) && !*at) {
        options->zone = PERIOD_ZONE_OFFSET;
        options->zone_minutes = (int)given.zone_minutes;
        return 0;
    }
    if (!area_exists(name))
        return error_usage(err, "--tz: \"%s\" is not a time zone: say written, UTC, +02:00 or "
                           "an area such as Europe/Berlin", name);
    setenv("TZ", name, 1);
    tzset();
    options->zone = PERIOD_ZONE_LOCAL;
    return 0;
}
