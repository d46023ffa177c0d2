/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events of an iCalendar file (RFC 5545) as holidays; see holiday_file.h for what is read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/text.h"
#include "period/date_scan.h"
#include "period/holiday_file.h"
#include "period/period.h"

enum { MOST_DAYS = 366 };

/* The lines of a file, folded ones put together. */
struct lines {
    const char *path;
    const char *at, *end;
    unsigned long number; /* of the line that `line` began on, */
    unsigned long next;   /* and of the next */
    struct text line;
};

/* A property: NAME;PARAMETER=...:value, all borrowed from the line. */
struct property {
    const char *name;
    size_t name_length;
    const char *parameters;
    const char *value;
};

/* RRULE, taken apart. */
struct yearly {
    bool any;
    long interval, count, until; /* count 0, until LONG_MAX: no end */
    int month, day;              /* 0 = DTSTART's */
    int nth, weekday;            /* nth 0 = none; negative: from the month's end */
};

struct event {
    unsigned long line; /* of BEGIN:VEVENT */
    bool dated, ended, cancelled;
    long start, after; /* days; after: the first day behind it */
    long days;         /* of DURATION; 0 = none */
    char *name;
    struct yearly yearly;
    long *except;
    size_t excepts, except_room;
};

static const long no_end = 0x7fffffffL;

static bool next_line(struct lines *lines)
{
    if (lines->at >= lines->end)
        return false;
    text_clear(&lines->line);
    lines->number = lines->next;
    do {
        const char *stop = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
        size_t length = (size_t)((stop ? stop : lines->end) - lines->at);

        if (lines->number != lines->next && length > 0)
            text_add(&lines->line, lines->at + 1, length - 1); /* folded: it begins with a space */
        else
            text_add(&lines->line, lines->at, length);
        while (lines->line.length > 0 && lines->line.bytes[lines->line.length - 1] == '\r')
            lines->line.bytes[--lines->line.length] = '\0';
        lines->at += length + (stop ? 1 : 0);
        lines->next++;
    } while (lines->at < lines->end && (*lines->at == ' ' || *lines->at == '\t'));
    return true;
}

/* Takes a line apart, writing NULs into it; false where it is none (an empty line). */
static bool take_apart(char *line, struct property *property)
{
    bool quoted = false;
    char *p;

    property->name = line;
    property->name_length = strcspn(line, ";:");
    property->parameters = "";
    for (p = line + property->name_length; *p && (quoted || *p != ':'); p++)
        quoted = *p == '"' ? !quoted : quoted;
    if (*p != ':')
        return false;
    if (line[property->name_length] == ';')
        property->parameters = line + property->name_length + 1;
    line[property->name_length] = '\0';
    *p = '\0';
    property->value = p + 1;
    return true;
}

static bool is(const struct property *property, const char *name)
{
    return strcasecmp(property->name, name) == 0;
}

static int refuse(const struct lines *lines, const struct property *property, const char *value,
                  const char *why, struct error *err)
{
    return error_at(err, lines->path, lines->number, NULL, "%s \"%.60s\" %s", property->name, value,
                    why);
}

/* 20251225, or 20251225T000000 with the date as written; behind it *rest. */
static int read_date(const struct lines *lines, const struct property *property, const char *text,
                     long *day, const char **rest, struct error *err)
{
    int year, month, of_month;
    size_t digits = strspn(text, "0123456789");
    const char *behind = text + digits;

    if (digits != 8 || sscanf(text, "%4d%2d%2d", &year, &month, &of_month) != 3 ||
        !date_exists(year, month, of_month))
        return refuse(lines, property, text, "is no date: write it as 20251225", err);
    if (*behind == 'T' || *behind == 't') {
        behind += 1 + strspn(behind + 1, "0123456789");
        if (*behind == 'Z' || *behind == 'z')
            return refuse(lines, property, text,
                          "is in UTC, so its day depends on the time zone: write the date alone, "
                          "as 20251225",
                          err);
    }
    if (*behind && *behind != ',')
        return refuse(lines, property, text, "is no date: write it as 20251225", err);
    *day = day_from_date(year, month, of_month);
    *rest = behind;
    return 0;
}

static int read_one_date(const struct lines *lines, const struct property *property, long *day,
                         struct error *err)
{
    const char *rest;

    if (read_date(lines, property, property->value, day, &rest, err) != 0)
        return -1;
    return *rest ? refuse(lines, property, property->value, "is more than one date", err) : 0;
}

static int read_dates_left_out(const struct lines *lines, const struct property *property,
                               struct event *event, struct error *err)
{
    const char *text = property->value;
    long day;

    for (;;) {
        if (read_date(lines, property, text, &day, &text, err) != 0)
            return -1;
        event->except = xgrow(event->except, event->excepts, &event->except_room,
                              sizeof *event->except);
        event->except[event->excepts++] = day;
        if (*text != ',')
            return 0;
        text++;
    }
}

/* P1D, P2W; of anything with a time of day the first day counts. */
static int read_duration(const struct lines *lines, const struct property *property,
                         struct event *event, struct error *err)
{
    const char *text = property->value;
    char *end;
    long number;

    if (*text == '+')
        text++;
    if (*text != 'P')
        return refuse(lines, property, property->value, "is no duration: write P1D", err);
    if (text[1] == 'T')
        return 0;
    number = strtol(text + 1, &end, 10);
    if (end == text + 1 || number < 0 || number > MOST_DAYS || (*end != 'D' && *end != 'W'))
        return refuse(lines, property, property->value, "is no duration: write P1D", err);
    event->days = *end == 'W' ? 7 * number : number;
    return 0;
}

/* Commas and semicolons stand behind a backslash. */
static char *name_of(const char *value)
{
    struct text name = TEXT_EMPTY;
    const char *p;

    for (p = value; *p; p++) {
        if (*p == '\\' && p[1])
            text_addc(&name, *++p == 'n' || *p == 'N' ? ' ' : *p);
        else
            text_addc(&name, *p);
    }
    return text_take(&name);
}

/* ---- RRULE ---- */

static bool read_whole_number(const char *text, long least, long most, long *number)
{
    char *end;

    *number = strtol(text, &end, 10);
    return end != text && *end == '\0' && *number >= least && *number <= most;
}

/* 4TH, -1MO */
static bool read_weekday(const char *text, struct yearly *yearly)
{
    static const char names[7][3] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
    char *end;
    long nth = strtol(text, &end, 10);
    int i;

    for (i = 0; i < 7; i++)
        if (strcasecmp(end, names[i]) == 0)
            break;
    if (end == text || i == 7 || nth == 0 || nth < -5 || nth > 5)
        return false;
    yearly->nth = (int)nth;
    yearly->weekday = i;
    return true;
}

/* One part, KEY=value; false where it is not understood. */
static bool take_part(const char *key, const char *value, struct yearly *yearly)
{
    long number;

    if (strcasecmp(key, "FREQ") == 0)
        return strcasecmp(value, "YEARLY") == 0;
    if (strcasecmp(key, "WKST") == 0)
        return true; /* says nothing to years */
    if (strcasecmp(key, "INTERVAL") == 0)
        return read_whole_number(value, 1, 1000, &yearly->interval);
    if (strcasecmp(key, "COUNT") == 0)
        return read_whole_number(value, 1, 100000, &yearly->count);
    if (strcasecmp(key, "BYDAY") == 0)
        return read_weekday(value, yearly);
    if (strcasecmp(key, "BYMONTH") == 0 && read_whole_number(value, 1, 12, &number)) {
        yearly->month = (int)number;
        return true;
    }
    if (strcasecmp(key, "BYMONTHDAY") == 0 && read_whole_number(value, 1, 31, &number)) {
        yearly->day = (int)number;
        return true;
    }
    return false;
}

static int read_until(const struct lines *lines, const struct property *property, const char *value,
                      struct yearly *yearly, struct error *err)
{
    int year, month, day;

    if (sscanf(value, "%4d%2d%2d", &year, &month, &day) != 3 || !date_exists(year, month, day))
        return refuse(lines, property, value, "is no date: write UNTIL=20251225", err);
    yearly->until = day_from_date(year, month, day);
    return 0;
}

static int read_rule(const struct lines *lines, const struct property *property,
                     struct event *event, struct error *err)
{
    char *copy = xstrdup(property->value);
    char *save = NULL, *part = strtok_r(copy, ";", &save);
    bool every_year = false;
    int status = 0;

    event->yearly = (struct yearly){ .any = true, .interval = 1, .until = no_end };
    for (; part && status == 0; part = strtok_r(NULL, ";", &save)) {
        char *value = strchr(part, '=');

        if (value)
            *value++ = '\0';
        every_year = every_year || strcasecmp(part, "FREQ") == 0;
        if (value && strcasecmp(part, "UNTIL") == 0)
            status = read_until(lines, property, value, &event->yearly, err);
        else if (!value || !take_part(part, value, &event->yearly))
            status = error_at(err, lines->path, lines->number, NULL,
                              "RRULE \"%.80s\": %.30s%s%.30s is not understood (a holiday returns "
                              "FREQ=YEARLY): write its dates out, one event each",
                              property->value, part, value ? "=" : "", value ? value : "");
    }
    free(copy);
    if (status == 0 && !every_year)
        status = refuse(lines, property, property->value, "has no FREQ: write FREQ=YEARLY", err);
    if (status == 0 && event->yearly.nth != 0 && event->yearly.month == 0)
        status = refuse(lines, property, property->value,
                        "counts weekdays of the whole year: write BYMONTH too", err);
    if (status == 0 && event->yearly.nth != 0 && event->yearly.day != 0)
        status = refuse(lines, property, property->value,
                        "has BYDAY and BYMONTHDAY: write one of them", err);
    return status;
}

/* ---- an event's days ---- */

static bool left_out(const struct event *event, long day)
{
    size_t i;

    for (i = 0; i < event->excepts; i++)
        if (event->except[i] == day)
            return true;
    return false;
}

static void add_days(const struct event *event, long start, struct holidays *holidays)
{
    long day;

    for (day = start; day < start + (event->after - event->start) && !left_out(event, start); day++)
        holidays_add(holidays, day, event->name ? event->name : "");
}

/* Where the rule puts it in a year; false where that year has no such day (29 February). */
static bool day_in_year(const struct yearly *yearly, long year, int month, int of_month, long *day)
{
    month = yearly->month ? yearly->month : month;
    if (yearly->nth > 0) {
        long first = day_from_date(year, month, 1);

        *day = first + (7 + yearly->weekday - holidays_weekday(first)) % 7 + 7 * (yearly->nth - 1);
        return *day < first + days_in_month(year, month);
    }
    if (yearly->nth < 0) {
        long last = day_from_date(year, month, days_in_month(year, month));

        *day = last - (7 + holidays_weekday(last) - yearly->weekday) % 7 + 7 * (yearly->nth + 1);
        return *day > last - days_in_month(year, month);
    }
    of_month = yearly->day ? yearly->day : of_month;
    if (of_month > days_in_month(year, month))
        return false;
    *day = day_from_date(year, month, of_month);
    return true;
}

/*
 * Every return of an event up to the day `last`. A rule that ends before then says that the file
 * knows no later year; one that goes on says nothing of where it ends.
 */
static void add_returns(const struct event *event, long last, struct holidays *holidays)
{
    const struct yearly *yearly = &event->yearly;
    long year, day, latest = event->start, seen = 0;
    int month, of_month;

    holiday_file_covers(holidays, event->start, false);
    date_from_day(event->start, &year, &month, &of_month);
    for (; day_from_date(year, 1, 1) <= last; year += yearly->interval) {
        if (!day_in_year(yearly, year, month, of_month, &day) || day < event->start)
            continue;
        if (day <= yearly->until) {
            latest = day;
            add_days(event, day, holidays);
        }
        if (day > yearly->until || ++seen == yearly->count) {
            holiday_file_covers(holidays, latest, true);
            return;
        }
    }
}

static int add_event(const struct lines *lines, struct event *event, long last,
                     struct holidays *holidays, struct error *err)
{
    if (!event->dated)
        return error_at(err, lines->path, event->line, NULL,
                        "the event \"%.60s\" has no DTSTART: "
                        "write DTSTART;VALUE=DATE:20251225",
                        event->name ? event->name : "");
    if (!event->ended)
        event->after = event->start + (event->days > 0 ? event->days : 1);
    if (event->after < event->start || event->after > event->start + MOST_DAYS)
        return error_at(err, lines->path, event->line, NULL,
                        "the event \"%.60s\" ends %s: check its DTEND",
                        event->name ? event->name : "",
                        event->after < event->start ? "before it begins" : "after over a year");
    if (event->after == event->start)
        event->after++; /* a time span within one day */
    if (event->cancelled)
        return 0;
    if (event->yearly.any) {
        add_returns(event, last, holidays);
    } else {
        add_days(event, event->start, holidays);
        holiday_file_covers(holidays, event->start, true);
    }
    return 0;
}

static int take_property(const struct lines *lines, const struct property *property,
                         struct event *event, struct error *err)
{
    if (is(property, "DTSTART")) {
        event->dated = true;
        return read_one_date(lines, property, &event->start, err);
    }
    if (is(property, "DTEND")) {
        event->ended = true;
        return read_one_date(lines, property, &event->after, err);
    }
    if (is(property, "DURATION"))
        return read_duration(lines, property, event, err);
    if (is(property, "EXDATE"))
        return read_dates_left_out(lines, property, event, err);
    if (is(property, "RRULE"))
        return read_rule(lines, property, event, err);
    if (is(property, "RDATE") || is(property, "RECURRENCE-ID"))
        return refuse(lines, property, property->value, "is not read: write an event for it", err);
    if (is(property, "STATUS"))
        event->cancelled = strcasecmp(property->value, "CANCELLED") == 0;
    if (is(property, "SUMMARY")) {
        free(event->name);
        event->name = name_of(property->value);
    }
    return 0;
}

static void event_free(struct event *event)
{
    free(event->name);
    free(event->except);
    *event = (struct event){ .line = 0 };
}

/* inside: how deep in what an event holds (an alarm), whose properties are not the event's. */
static int read_events(struct lines *lines, struct event *event, long last,
                       struct holidays *holidays, struct error *err)
{
    struct property property;
    size_t inside = 0;

    while (next_line(lines)) {
        bool began, ended;

        if (lines->line.length == 0 || !take_apart(lines->line.bytes, &property))
            continue;
        began = is(&property, "BEGIN");
        ended = is(&property, "END");
        if (!event->line) {
            if (began && strcasecmp(property.value, "VEVENT") == 0)
                event->line = lines->number;
        } else if (began) {
            inside++;
        } else if (ended && inside > 0) {
            inside--;
        } else if (ended) {
            if (add_event(lines, event, last, holidays, err) != 0)
                return -1;
            event_free(event);
        } else if (inside == 0 && take_property(lines, &property, event, err) != 0) {
            return -1;
        }
    }
    if (event->line)
        return error_at(err, lines->path, event->line, NULL,
                        "the event that begins here has no END:VEVENT: the file is cut short");
    return 0;
}

int holiday_ical_read(const char *path, const char *text, size_t length, long last,
                      struct holidays *holidays, struct error *err)
{
    struct lines lines = {
        .path = path, .at = text, .end = text + length, .next = 1, .line = TEXT_EMPTY
    };
    struct event event = { .line = 0 };
    int status;

    status = read_events(&lines, &event, last, holidays, err);
    if (status == 0 && holidays->count == 0)
        status = error_at(err, path, 0, NULL,
                          "there is no event (VEVENT) in it before the end of "
                          "the data");
    event_free(&event);
    text_free(&lines.line);
    return status;
}
