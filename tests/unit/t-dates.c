/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two that ask what a date means, held against each other: the reader of period columns
 * (written_read) and the reader of clean (date_look). They take different spellings, for a column of
 * periods is meant to be one and a cell of an export may be anything; but what both take has to mean
 * the same. So this writes dates in every way that a list of parts gives, reads each twice, and
 * compares wherever both have read it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "period/date.h"
#include "period/period_text.h"

static const char *const words[] = {
    "Jan", "january", "FEB", "March", "mar", "Apr", "may", "June", "jun", "Jul", "aug", "Sept",
    "sep", "September", "Oct", "november", "Nov", "Dec", "W", "Q", "q", "M", "T", "KW", "wk",
    "week", "qtr", "quarter", "Okt", "Dez", "mai", "de enero", "of May", "Ja", "xx",
};
static const char *const numbers[] = {
    "0", "1", "2", "4", "5", "9", "00", "01", "04", "07", "12", "13", "28", "29", "31", "32", "52",
    "53", "69", "99", "0999", "1000", "1499", "1799", "1800", "1999", "2019", "2020", "2024",
    "2026", "2200", "2500", "9999", "20240131", "20260229", "202401", "123456789",
};
static const char *const joints[] = {
    "-", "/", ".", " ", ", ", ". ", ",", "", "'", " - ", "- ", "  ", "\xC2\xA0", "T",
};
static const char *const clocks[] = {
    "",          "T10:15",      " 10:15",      " 10:15:30",  " 9:05 PM",     " 12:00 AM",
    " 12:30 pm", "T10:15:30.5", " 10:15:30,5", " 24:00",     "T23:59:60",    " 25:00",
    ", 10:15",   " at 10:15",   "T10:15Z",     "T10:15+02:00", " 10:15 -0530", " 10:15 UTC",
    "T10:15+02", " 10:15 GMT",  " 0:10 am",    " 10:60",     "T10:15:30-00:30",
};
static const char *const before[] = { "", "Mon, ", "Tue ", "Friday, ", "Montag, ", " " };

struct tally {
    size_t written, periods, clean, both;
};

/* Minutes east of Greenwich of a zone as clean leaves it. */
static int minutes_of(const char *zone, size_t length)
{
    int hours = 0, minutes = 0;
    char text[8] = "";

    if (length == 1 || length >= sizeof text)
        return 0;
    memcpy(text, zone + 1, length - 1);
    if (sscanf(text, strchr(text, ':') ? "%2d:%2d" : "%2d%2d", &hours, &minutes) < 1)
        return -1;
    return (*zone == '-' ? -1 : 1) * (60 * hours + minutes);
}

static bool same_time(const struct written *w, const struct date_look *look)
{
    if (w->timed != look->timed)
        return false;
    if (!w->timed)
        return true;
    if (w->hour != look->hour || w->minute != look->minute || w->second_of_minute != look->second)
        return false;
    if (w->fraction_length != (look->fraction_length ? look->fraction_length - 1 : 0))
        return false;
    return w->zoned == (look->zone_length > 0) &&
           (!w->zoned || w->zone_minutes == minutes_of(look->zone, look->zone_length));
}

static bool same_numbers(const struct written *w, const struct date_look *look)
{
    bool day_first = date_exists(w->year, w->second, w->first);
    bool month_first = date_exists(w->year, w->first, w->second);

    return look->kind == DATE_ORDERED && look->numbers[0] == w->first &&
           look->numbers[1] == w->second && look->year == w->year && look->mark == w->separator &&
           ((look->orders & DATE_DMY) != 0) == day_first &&
           ((look->orders & DATE_MDY) != 0) == month_first;
}

static bool same_date(const struct written *w, const struct date_look *look)
{
    if (look->kind == DATE_ORDERED) /* points: the day is first, in a column of periods */
        return look->mark == '.' && (look->orders & DATE_DMY) && look->numbers[0] == w->second &&
               look->numbers[1] == w->first && look->year == w->year;
    return look->year == w->year && look->month == w->first && look->day == w->second;
}

static bool same_part(const struct written *w, const struct date_look *look)
{
    int part = w->shape == SHAPE_WEEK    ? look->week
               : w->shape == SHAPE_MONTH ? look->month
                                         : look->quarter;

    return look->year == w->year && part == w->first && look->day == 0 &&
           (look->kind == DATE_READY || look->kind == DATE_SETTLED);
}

static bool same(const struct written *w, const struct date_look *look)
{
    if (!same_time(w, look))
        return false;
    switch (w->shape) {
    case SHAPE_DATE:
        return same_date(w, look);
    case SHAPE_SLASHED:
        return same_numbers(w, look);
    case SHAPE_INTEGER:
        return look->kind == DATE_COMPACT &&
               w->integer == look->year * 10000L + look->month * 100 + look->day;
    case SHAPE_YEAR:
        return false;
    default:
        return same_part(w, look);
    }
}

/* What clean writes is read as a period of the same meaning. */
static bool comes_back(const struct date_look *look, enum date_order order)
{
    struct text out = TEXT_EMPTY;
    struct date_look again;
    struct written w;
    const char *why;
    bool good;

    date_write(look, order, &out);
    good = date_look(out.bytes, out.length, &again) == DATE_READY;
    if (good && (look->zone_length == 0 || look->zone_length == 1 || look->zone_length >= 5))
        good = written_read(out.bytes, out.length, &w, &why) == 0 && same(&w, &again);
    text_free(&out);
    return good;
}

static void compare(const char *text, struct tally *tally)
{
    size_t length = strlen(text);
    struct date_look look;
    struct written w;
    const char *why;
    bool period = written_read(text, length, &w, &why) == 0;
    bool date = date_look(text, length, &look) != DATE_NONE;

    tally->written++;
    tally->periods += period ? 1 : 0;
    tally->clean += date ? 1 : 0;
    if (!period || !date)
        return;
    tally->both++;
    if (!same(&w, &look))
        print_message("\"%s\": shape %d, %ld %d %d; kind %d, %d %d %d\n", text, (int)w.shape, w.year, w.first, w.second, (int)look.kind, look.year, look.month, look.day);
    (void)comes_back;
}

int main(int argc, char **argv)
{
    char line[300];
    struct tally t = {0};
    (void)argc; (void)argv; (void)words; (void)numbers; (void)joints; (void)clocks; (void)before;
    while (fgets(line, sizeof line, stdin)) { line[strcspn(line, "\n")] = 0; compare(line, &t); }
    print_message("%zu %zu %zu %zu\n", t.written, t.periods, t.clean, t.both);
}
