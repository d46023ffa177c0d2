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
struct format_parts {
    long year, month, day, week, week_year, ordinal;
    long hour, minute, second;
    int half; /* 0 am, 1 pm */
    bool zoned;
    long zone_minutes;
};

int period_format_check(const char *who, const char *format, struct error *err)
{
    bool has[256] = { false };
    const char *at;

    for (at = format; (at = strchr(at, '%')) != NULL; at += 2) {
        if (!at[1] || !strchr("demBbhYyGVHIMSpzjFT%", at[1]))
            return error_usage(err,
                               "%s\"%s\": %%%.1s is not known (%%d %%m %%Y %%y %%b %%B %%F %%G %%V "
                               "%%j %%H %%I %%M %%S %%T %%p %%z are)",
                               who, format, at + 1);
        has[(unsigned char)at[1]] = true;
        if (at[1] == 'F')
            has['Y'] = has['m'] = true;
    }
    if (has['G'] != has['V'])
        return error_usage(err, "%s\"%s\": %%G and %%V go together", who, format);
    if (!has['Y'] && !has['y'] && !has['G'])
        return error_usage(err, "%s\"%s\" has no year (%%Y or %%y)", who, format);
    if ((has['d'] || has['e']) && !has['m'] && !has['b'] && !has['B'] && !has['h'])
        return error_usage(err, "%s\"%s\" has a day but no month", who, format);
    return 0;
}

/* At most `most` digits; false where there are fewer than `least`. */
static bool digits(struct date_scan *s, int least, int most, long *value)
{
    return date_digits(s, most, value) >= least;
}

/* The word in any case, or its first letters, `least` of them. */
static bool word(struct date_scan *s, const char *expected, size_t least)
{
    size_t n = 0;

    while (s->p + n < s->end && expected[n] && (s->p[n] | 0x20) == expected[n])
        n++;
    if (expected[n])
        n = n >= least ? least : 0;
    s->p += n;
    return n > 0;
}

static bool zone(struct date_scan *s, struct format_parts *given)
{
    long hours;
    long minutes = 0;
    int sign = 1;

    given->zoned = true;
    if (word(s, "z", 1) || word(s, "utc", 3) || word(s, "gmt", 3))
        return true;
    if (date_mark(s, '-'))
        sign = -1;
    else if (!date_mark(s, '+'))
        return false;
    if (!digits(s, 2, 2, &hours))
        return false;
    date_mark(s, ':');
    if (s->p < s->end && !digits(s, 2, 2, &minutes))
        return false;
    given->zone_minutes = sign * (hours * 60 + minutes);
    return date_zone_exists(hours, minutes);
}

/* PM, pm, p.m.; a space before it is the format's to say. */
static bool half_day(struct date_scan *s, int *half)
{
    *half = word(s, "pm", 2) || word(s, "p.m.", 4);
    return *half || word(s, "am", 2) || word(s, "a.m.", 4);
}

static bool fits(const char *format, struct date_scan *s, struct format_parts *given);

static bool one(char directive, struct date_scan *s, struct format_parts *given)
{
    switch (directive) {
    case 'd':
    case 'e':
        while (directive == 'e' && date_mark(s, ' '))
            ;
        return digits(s, 1, 2, &given->day);
    case 'm':
        return digits(s, 1, 2, &given->month);
    case 'b':
    case 'B':
    case 'h':
        return (given->month = date_month(s)) > 0;
    case 'Y':
        return digits(s, 4, 4, &given->year);
    case 'y':
        if (!digits(s, 2, 2, &given->year))
            return false;
        given->year = date_full_year((int)given->year);
        return true;
    case 'G':
        return digits(s, 4, 4, &given->week_year);
    case 'V':
        return digits(s, 1, 2, &given->week);
    case 'j':
        return digits(s, 1, 3, &given->ordinal);
    case 'H':
    case 'I':
        return digits(s, 1, 2, &given->hour);
    case 'M':
        return digits(s, 2, 2, &given->minute);
    case 'S':
        return digits(s, 2, 2, &given->second);
    case 'p':
        return half_day(s, &given->half);
    case 'F':
        return fits("%Y-%m-%d", s, given);
    case 'T':
        return fits("%H:%M:%S", s, given);
    case 'z':
        return zone(s, given);
    default:
        return date_mark(s, directive);
    }
}

static bool fits(const char *format, struct date_scan *s, struct format_parts *given)
{
    for (; *format; format++) {
        if (*format == ' ' || *format == '\t') {
            date_spaces(s);
        } else if (*format == '%') {
            if (!one(*++format, s, given))
                return false;
        } else if (!date_mark(s, *format)) {
            return false;
        }
    }
    return true;
}

static bool set_clock(const struct format_parts *given, struct written *w)
{
    int hour = (int)given->hour;
    enum date_clock clock;

    if (hour < 0)
        return given->half < 0;
    if (given->half >= 0 && !date_half_day(&hour, given->half == 1))
        return false;
    w->timed = true;
    w->hour = hour;
    w->minute = given->minute < 0 ? 0 : (int)given->minute;
    w->second_of_minute = (int)given->second;
    w->zoned = given->zoned;
    w->zone_minutes = (int)given->zone_minutes;
    clock = date_clock(w->hour, w->minute, w->second_of_minute);
    return clock == CLOCK_TIME || (clock == CLOCK_NEXT_DAY && given->half < 0);
}

int written_read_format(const char *text, size_t length, const char *format, struct written *w,
                        const char **why)
{
    struct format_parts given = { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, false, 0 };
    struct date_scan s = { text, text + length };
    int month;
    int day;

    *why = NULL;
    date_trim(&s);
    if (!fits(format, &s, &given) || s.p < s.end) {
        *why = "it does not fit --date-format";
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

bool period_zone_known(const char *name)
{
    struct format_parts given = { 0 };
    struct date_scan s = { name, name + strlen(name) };

    return strcmp(name, "written") == 0 || (zone(&s, &given) && s.p == s.end) || area_exists(name);
}

int period_zone_parse(const char *name, struct period_options *options, struct error *err)
{
    struct format_parts given = { 0 };
    struct date_scan s = { name, name + strlen(name) };

    if (strcmp(name, "written") == 0) {
        options->zone = PERIOD_ZONE_WRITTEN;
        return 0;
    }
    if (zone(&s, &given) && s.p == s.end) {
        options->zone = PERIOD_ZONE_OFFSET;
        options->zone_minutes = (int)given.zone_minutes;
        return 0;
    }
    if (!area_exists(name))
        return error_usage(err,
                           "--tz: \"%s\" is not a time zone: say written, UTC, +02:00 or "
                           "an area such as Europe/Berlin",
                           name);
    setenv("TZ", name, 1);
    tzset();
    options->zone = PERIOD_ZONE_LOCAL;
    return 0;
}
