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
#include "stats/random.h"

static const char *const words[] = {
    "Jan",     "january", "FEB",  "March", "mar",       "Apr",    "may",      "June", "jun",
    "Jul",     "aug",     "Sept", "sep",   "September", "Oct",    "november", "Nov",  "Dec",
    "W",       "Q",       "q",    "M",     "T",         "KW",     "wk",       "week", "qtr",
    "quarter", "Okt",     "Dez",  "mai",   "de enero",  "of May", "Ja",       "xx",
};
static const char *const numbers[] = {
    "0",    "1",    "2",    "4",        "5",        "9",      "00",        "01",   "04",   "07",
    "12",   "13",   "28",   "29",       "31",       "32",     "52",        "53",   "69",   "99",
    "0999", "1000", "1499", "1799",     "1800",     "1999",   "2019",      "2020", "2024", "2026",
    "2200", "2500", "9999", "20240131", "20260229", "202401", "123456789",
};
static const char *const joints[] = {
    "-", "/", ".", " ", ", ", ". ", ",", "", "'", " - ", "- ", "  ", "\xC2\xA0", "T",
};
static const char *const clocks[] = {
    "",          "T10:15",      " 10:15",      " 10:15:30",    " 9:05 PM",        " 12:00 AM",
    " 12:30 pm", "T10:15:30.5", " 10:15:30,5", " 24:00",       "T23:59:60",       " 25:00",
    ", 10:15",   " at 10:15",   "T10:15Z",     "T10:15+02:00", " 10:15 -0530",    " 10:15 UTC",
    "T10:15+02", " 10:15 GMT",  " 0:10 am",    " 10:60",       "T10:15:30-00:30",
};
static const char *const before[] = { "", "Mon, ", "Tue ", "Friday, ", "Montag, ", " " };

struct tally {
    size_t periods, clean, both, apart;
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

/* What clean writes is read again, by both, and means what it did. */
static bool comes_back(const struct written *w, const struct date_look *look)
{
    struct text out = TEXT_EMPTY;
    struct date_look again;
    struct written period;
    const char *why;
    bool good;

    date_write(look, look->kind == DATE_ORDERED && !(look->orders & DATE_DMY) ? DATE_MDY : DATE_DMY,
               &out);
    good = date_look(out.bytes, out.length, &again) == DATE_READY && same_time(w, &again) &&
           written_read(out.bytes, out.length, &period, &why) == 0 && same(&period, &again);
    text_free(&out);
    return good;
}

/*
 * The one spelling that the two take differently: "mar" is March to who knows English, and a Tuesday
 * in Italian, French and Spanish; "mar, 2024/10" is the tenth of March, or October.
 */
static bool is_tuesday(const char *text, const struct date_look *look)
{
    return strncmp(text, "mar", 3) == 0 && look->day == 0;
}

static void compare(const char *text, struct tally *tally)
{
    size_t length = strlen(text);
    struct date_look look;
    struct written w;
    const char *why;
    bool period = written_read(text, length, &w, &why) == 0;
    bool date = date_look(text, length, &look) != DATE_NONE;

    tally->periods += period ? 1 : 0;
    tally->clean += date ? 1 : 0;
    if (!period || !date || is_tuesday(text, &look))
        return;
    tally->both++;
    if (same(&w, &look) && comes_back(&w, &look))
        return;
    tally->apart++;
    print_error("apart: \"%s\"\n", text);
}

#define PICK(list) ((list)[random_below(&random, sizeof(list) / sizeof *(list))])

/* Number, word or number, number, with what may join them and a time of day behind. */
static void mean_the_same(void **state)
{
    struct tally tally = { 0 };
    struct random random;
    char text[160];
    int i;

    (void)state;
    random_start(&random, 13, 0);
    for (i = 0; i < 1000000; i++) {
        const char *joint = PICK(joints);
        bool named = random_below(&random, 2) == 0;
        const char *first = named && random_below(&random, 2) ? PICK(words) : PICK(numbers);
        const char *second = named ? PICK(words) : PICK(numbers);
        bool third = random_below(&random, 4) > 0;

        snprintf(text, sizeof text, "%s%s%s%s%s%s%s", random_below(&random, 4) ? "" : PICK(before),
                 first, joint, second,
                 !third                     ? ""
                 : random_below(&random, 3) ? joint
                                            : PICK(joints),
                 third ? PICK(numbers) : "", random_below(&random, 3) ? "" : PICK(clocks));
        compare(text, &tally);
    }
    print_message("%zu periods, %zu dates for clean, %zu both, %zu apart\n", tally.periods,
                  tally.clean, tally.both, tally.apart);
    assert_int_equal(tally.apart, 0);
    assert_true(tally.both > 10000);
    assert_true(tally.periods > tally.both && tally.clean > tally.both);
}

enum { WAYS = 7 };

static void write_day(char *text, size_t size, int way, long year, int month, int day)
{
    switch (way) {
    case 0:
        snprintf(text, size, "%04ld-%02d-%02d", year, month, day);
        break;
    case 1:
        snprintf(text, size, "%04ld/%d/%d", year, month, day);
        break;
    case 2:
        snprintf(text, size, "%02d.%02d.%04ld", day, month, year);
        break;
    case 3:
        snprintf(text, size, "%d/%d/%04ld", day, month, year);
        break;
    case 4:
        snprintf(text, size, "%d-%d-%04ld", month, day, year);
        break;
    case 5:
        snprintf(text, size, "%04ld%02d%02d", year, month, day);
        break;
    default:
        snprintf(text, size, "%04ld-%02d-%02dT07:08:09Z", year, month, day);
    }
}

/* Every day of some years, in the ways that are most written. */
static void every_day(void **state)
{
    struct tally tally = { 0 };
    long day;
    int i;

    (void)state;
    for (day = day_from_date(1999, 12, 1); day < day_from_date(2029, 2, 1); day++) {
        char text[60];
        long year;
        int month, of_month;

        date_from_day(day, &year, &month, &of_month);
        for (i = 0; i < WAYS; i++) {
            write_day(text, sizeof text, i, year, month, of_month);
            compare(text, &tally);
        }
        assert_int_equal(tally.both % WAYS, 0);
    }
    assert_int_equal(tally.apart, 0);
    assert_true(tally.both > 70000);
}

static void one_spelling_they_take_differently(void **state)
{
    static const char text[] = "mar, 2024/10";
    struct date_look look;
    struct written w;
    const char *why;

    (void)state;
    assert_int_equal(written_read(text, strlen(text), &w, &why), 0);
    assert_int_equal(w.first, 3);
    assert_int_equal(w.second, 10);
    assert_int_equal(date_look(text, strlen(text), &look), DATE_SETTLED);
    assert_int_equal(look.month, 10);
    assert_int_equal(look.day, 0);
}

static void names_are_one_table(void **state)
{
    static const char *const shorts[] = { "JAN", "feb", "Mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec" };
    struct date_scan scan;
    int i;

    (void)state;
    for (i = 0; i < 12; i++) {
        scan = (struct date_scan){ shorts[i], shorts[i] + 3 };
        assert_int_equal(date_month_english(shorts[i], 3), i + 1);
        assert_int_equal(date_month(&scan), i + 1);
    }
    assert_int_equal(date_month_english("sept", 4), 9);
    assert_int_equal(date_month_english("septem", 6), 0);
    assert_int_equal(date_month_english("mai", 3), 0);
    assert_true(date_weekday_english("Thu", 3) && date_weekday_english("Sunday", 6));
    assert_false(date_weekday_english("Montag", 6) || date_weekday_english("Thurs", 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_the_same),
        cmocka_unit_test(every_day),
        cmocka_unit_test(one_spelling_they_take_differently),
        cmocka_unit_test(names_are_one_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
