/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/date.h"

#include <stdlib.h>
#include <string.h>

#include "period/date_scan.h"
#include "period/period.h"

/* A year of four digits, or of two. */
static bool take_year(struct date_scan *s, int *year)
{
    int n;

    date_mark(s, '\'');
    n = date_number(s, year);
    if (n == 2)
        *year = date_full_year(*year);
    else
        return date_year_written(n, *year);
    return true;
}

/* Any of the marks that join the parts of a date with names. */
static void take_join(struct date_scan *s)
{
    char word[16];
    struct date_scan before;

    date_spaces(s);
    if (s->p < s->end && strchr("-/.,", *s->p))
        s->p++;
    date_spaces(s);
    before = *s;
    if (date_word(s, word, sizeof word) == 0 || (strcmp(word, "de") && strcmp(word, "del")))
        *s = before;
    date_spaces(s);
}

/* Year, month and day, each with its word behind, as in Chinese, Japanese and Korean. */
static bool east_word(struct date_scan *s, size_t part)
{
    static const char *const words[3][2] = {
        { "\xE5\xB9\xB4", "\xEB\x85\x84" }, /* year: nen or nian, nyeon */
        { "\xE6\x9C\x88", "\xEC\x9B\x94" }, /* month: getsu or yue, wol */
        { "\xE6\x97\xA5", "\xEC\x9D\xBC" }, /* day: nichi or ri, il */
    };
    size_t i;

    for (i = 0; i < 2; i++)
        if (s->end - s->p >= 3 && memcmp(s->p, words[part][i], 3) == 0) {
            s->p += 3;
            return true;
        }
    return false;
}

static enum date_kind after_east_year(struct date_scan *s, struct date_look *look)
{
    int n;

    date_spaces(s);
    n = date_number(s, &look->month);
    if (n < 1 || n > 2 || look->month < 1 || look->month > 12 || !east_word(s, 1))
        return DATE_NONE;
    if (s->p == s->end)
        return DATE_SETTLED;
    date_spaces(s);
    n = date_number(s, &look->day);
    return n >= 1 && n <= 2 && east_word(s, 2) && date_exists(look->year, look->month, look->day)
               ? DATE_SETTLED
               : DATE_NONE;
}

/* Year first: 2024-01-31, 2024/1, 2024 Jan 31, 2024Q1, 2024-W05, 2024M01. */
static enum date_kind after_year(struct date_scan *s, int year, struct date_look *look)
{
    const char *start = s->p;
    char mark = s->p < s->end ? *s->p : '\0';
    char letter;
    int n;

    look->year = year;
    if (east_word(s, 0))
        return after_east_year(s, look);
    if (mark && strchr("-/. ", mark))
        s->p++;
    else
        mark = '\0';
    if (mark == '.')
        date_spaces(s); /* 2024. 1. 31. in Korea, 2024. 01. 31. in Hungary */
    letter = s->p < s->end ? (char)(*s->p & ~32) : '\0';
    if ((letter == 'Q' || letter == 'W' || letter == 'M') && s->p + 1 < s->end &&
        date_digit(s->p[1])) {
        s->p++;
        n = date_number(s, letter == 'Q'   ? &look->quarter
                           : letter == 'W' ? &look->week
                                           : &look->month);
        if (letter == 'Q')
            return n == 1 && look->quarter >= 1 && look->quarter <= 4
                       ? (mark == '-' && start[1] == 'Q' ? DATE_READY : DATE_SETTLED)
                       : DATE_NONE;
        if (letter == 'W')
            return n == 2 && look->week >= 1 && look->week <= weeks_in_year(year)
                       ? (mark == '-' && start[1] == 'W' ? DATE_READY : DATE_SETTLED)
                       : DATE_NONE;
        return n == 2 && look->month >= 1 && look->month <= 12 ? DATE_SETTLED : DATE_NONE;
    }
    if (!mark)
        return DATE_NONE;
    if (s->p < s->end && !date_digit(*s->p)) {
        look->month = date_month(s);
        if (!look->month)
            return DATE_NONE;
        if (s->p == s->end)
            return mark == ' ' ? DATE_READY : DATE_SETTLED;
        take_join(s);
        date_number(s, &look->day);
        return date_exists(year, look->month, look->day) ? DATE_SETTLED : DATE_NONE;
    }
    n = date_number(s, &look->month);
    if (n < 1 || n > 2 || look->month < 1 || look->month > 12)
        return DATE_NONE;
    if (mark == ' ' || s->p == s->end) /* a number with a decimal point is no month */
        return mark == '-' && n == 2        ? DATE_READY
               : mark == '/' || mark == '-' ? DATE_SETTLED
                                            : DATE_NONE;
    if (!date_mark(s, mark))
        return DATE_NONE;
    if (mark == '.')
        date_spaces(s);
    n = n * 10 + date_number(s, &look->day);
    if (!date_exists(year, look->month, look->day))
        return DATE_NONE;
    if (mark == '.')
        date_mark(s, '.');
    return mark == '-' && n == 22 ? DATE_READY : DATE_SETTLED;
}

/* Day (or month) first, in numbers: 31.01.2024, 1/31/24, 01/2024. */
static enum date_kind three_numbers(struct date_scan *s, int first_digits, struct date_look *look)
{
    int *v = look->numbers;
    int second_digits;
    int n;

    look->mark = *s->p++;
    date_spaces(s);
    second_digits = date_number(s, &v[1]);
    if (date_year_written(second_digits, v[1])) {
        look->year = v[1];
        look->month = v[0];
        return v[0] >= 1 && v[0] <= 12 && v[1] >= 1800 && v[1] < 2200 &&
                       (look->mark != '.' || first_digits == 2)
                   ? DATE_SETTLED
                   : DATE_NONE; /* 3-1001 is a number of an order */
    }
    if (second_digits < 1 || second_digits > 2 || !date_mark(s, look->mark))
        return DATE_NONE;
    date_spaces(s);
    n = date_number(s, &v[2]);
    if (n != 2 && !date_year_written(n, v[2]))
        return DATE_NONE;
    look->two_digits = n == 2;
    look->year = n == 2 ? date_full_year(v[2]) : v[2];
    if (date_exists(look->year, v[1], v[0]))
        look->orders |= DATE_DMY;
    if (date_exists(look->year, v[0], v[1]))
        look->orders |= DATE_MDY;
    if (n == 2 && first_digits == 2 && second_digits == 2 && look->mark == '-' &&
        date_exists(date_full_year(v[0]), v[1], v[2]))
        look->orders |= DATE_YMD;
    return look->orders ? DATE_ORDERED : DATE_NONE;
}

/* A word first: October 24, 2011; Jan 2002; Q1 2024; KW 5/2024. */
static enum date_kind word_first(struct date_scan *s, struct date_look *look)
{
    const char *start = s->p;
    char word[16];
    int digits;
    int n;

    look->month = date_month(s);
    if (!look->month) {
        size_t length = date_word(s, word, sizeof word);
        bool quarter = length == 1 && (word[0] == 'q' || word[0] == 't');

        if (!quarter && strcmp(word, "kw") != 0)
            return DATE_NONE;
        if (!quarter)
            date_spaces(s);
        digits = date_number(s, quarter ? &look->quarter : &look->week);
        if (digits < 1 || digits > 2 ||
            (quarter ? look->quarter > 4 || !look->quarter : look->week > 53 || !look->week))
            return DATE_NONE;
        take_join(s);
        n = date_number(s, &look->year);
        return date_year_written(n, look->year) &&
                       (quarter || look->week <= weeks_in_year(look->year))
                   ? DATE_SETTLED
                   : DATE_NONE;
    }
    start = s->p;
    take_join(s);
    if (s->p == start)
        return DATE_NONE;
    if (date_mark(s, '\'') && date_number(s, &look->year) == 2) {
        look->year = date_full_year(look->year);
        return DATE_SETTLED; /* Jan '24 */
    }
    digits = date_number(s, &look->day);
    if (date_year_written(digits, look->day)) {
        look->year = look->day;
        look->day = 0;
        return *start == ' ' ? DATE_READY : DATE_SETTLED;
    }
    if (digits < 1 || digits > 2)
        return DATE_NONE;
    if (s->p == s->end) {
        look->year = date_full_year(look->day);
        look->day = 0;
        return digits == 2 ? DATE_SHORT : DATE_NONE;
    }
    if (s->end - s->p > 2 && (memcmp(s->p, "st", 2) == 0 || memcmp(s->p, "nd", 2) == 0 ||
                              memcmp(s->p, "rd", 2) == 0 || memcmp(s->p, "th", 2) == 0))
        s->p += 2;
    take_join(s);
    n = date_number(s, &look->year);
    return date_year_written(n, look->year) && date_exists(look->year, look->month, look->day)
               ? DATE_SETTLED
               : DATE_NONE;
}

/* A day, and then a month's name: 24-Oct-11, 24. Oktober 2011, 1st of May 2020. */
static enum date_kind day_first(struct date_scan *s, int day, struct date_look *look)
{
    if (s->end - s->p > 2 &&
        (memcmp(s->p, "st", 2) == 0 || memcmp(s->p, "nd", 2) == 0 || memcmp(s->p, "rd", 2) == 0 ||
         memcmp(s->p, "th", 2) == 0 || memcmp(s->p, "er", 2) == 0))
        s->p += 2;
    take_join(s);
    look->day = day;
    look->month = date_month(s);
    if (!look->month)
        return DATE_NONE;
    take_join(s);
    if (!take_year(s, &look->year))
        return DATE_NONE;
    return date_exists(look->year, look->month, day) ? DATE_SETTLED : DATE_NONE;
}

/* AM and PM, *any says whether. False where the hour does not go with them. */
static bool take_half_day(struct date_scan *s, struct date_look *look, bool *any)
{
    struct date_scan before = *s;
    char word[16];

    date_spaces(s);
    date_word(s, word, sizeof word);
    if (strlen(word) == 1 && date_mark(s, '.')) { /* a.m., and a. m. in Spanish */
        date_spaces(s);
        if (date_word(s, word + 1, sizeof word - 1) == 1)
            date_mark(s, '.');
    }
    *any = strcmp(word, "am") == 0 || strcmp(word, "pm") == 0;
    if (*any)
        return date_half_day(&look->hour, word[0] == 'p');
    *s = before;
    return true;
}

/* The time of day behind a date; *plain gets whether it is ISO 8601's. */
static bool take_time(struct date_scan *s, struct date_look *look, bool *plain)
{
    const char *start = s->p;
    char word[16];
    bool half_day;
    int hour_digits;
    size_t n;
    struct date_scan before;

    look->timed = true;
    look->second = -1;
    if (!date_mark(s, 'T')) {
        if (!date_mark(s, ','))
            date_mark(s, ':'); /* as web servers write it */
        date_spaces(s);
        before = *s;
        if (date_word(s, word, sizeof word) == 0 || strcmp(word, "at") != 0)
            *s = before;
        date_spaces(s);
        *plain = s->p == start + 1 && *start == ' ';
    } else {
        *plain = true;
    }
    if (s->p == start)
        return false;
    hour_digits = date_number(s, &look->hour);
    if (hour_digits < 1 || hour_digits > 2 || look->hour > 24 || !date_mark(s, ':') ||
        date_number(s, &look->minute) != 2 || look->minute > 59)
        return false;
    if (date_mark(s, ':')) {
        if (date_number(s, &look->second) != 2 || look->second > 60)
            return false;
        if (s->end - s->p >= 2 && (*s->p == '.' || *s->p == ',') && date_digit(s->p[1])) {
            *plain &= *s->p == '.';
            look->fraction = s->p++;
            while (s->p < s->end && date_digit(*s->p))
                s->p++;
            look->fraction_length = (size_t)(s->p - look->fraction);
        }
    }
    if (!take_half_day(s, look, &half_day))
        return false;
    if (look->hour == 24 && (look->minute > 0 || look->second > 0 || look->fraction_length))
        return false;
    *plain &= hour_digits == 2 && !half_day && look->hour < 24;
    before = *s;
    date_spaces(s);
    if (s->p < s->end && (*s->p == 'Z' || *s->p == '+' || *s->p == '-')) {
        *plain &= s->p == before.p;
        look->zone = s->p;
        look->zone_length = (size_t)(s->end - s->p);
        s->p++;
        while (s->p < s->end && (date_digit(*s->p) || *s->p == ':'))
            s->p++;
        return look->zone_length == 1
                   ? *look->zone == 'Z'
                   : *look->zone != 'Z' && look->zone_length >= 3 && look->zone_length <= 6;
    }
    n = date_word(s, word, sizeof word);
    if (n == 3 && strcmp(word, "uhr") == 0) {
        *plain = false;
    } else if (n == 3 && (strcmp(word, "utc") == 0 || strcmp(word, "gmt") == 0)) {
        look->zone = "Z";
        look->zone_length = 1;
        *plain = false;
    } else {
        *s = before; /* CET and the like: not settled, so no date */
    }
    return true;
}

static enum date_kind look_from(const char *start, const char *end, struct date_look *look)
{
    struct date_scan s = { start, end };
    enum date_kind kind;
    bool plain = true;
    int n;

    *look = (struct date_look){ 0 };
    n = date_number(&s, &look->numbers[0]);
    if (n == 0)
        kind = word_first(&s, look);
    else if (s.p == s.end)
        return n == 8 && look->numbers[0] >= 19000101 && look->numbers[0] < 21000000 &&
                       date_exists(look->numbers[0] / 10000, look->numbers[0] / 100 % 100,
                                   look->numbers[0] % 100)
                   ? (look->year = look->numbers[0] / 10000,
                      look->month = look->numbers[0] / 100 % 100,
                      look->day = look->numbers[0] % 100, DATE_COMPACT)
                   : DATE_NONE;
    else if (date_year_written(n, look->numbers[0]))
        kind = after_year(&s, look->numbers[0], look);
    else if (n > 2)
        return DATE_NONE;
    else if (strchr("-/.", *s.p) && s.p + 1 < s.end &&
             (date_digit(s.p[1]) || (s.p[1] == ' ' && s.p + 2 < s.end && date_digit(s.p[2]))))
        kind = three_numbers(&s, n, look);
    else
        kind = day_first(&s, look->numbers[0], look);
    if (kind == DATE_NONE || s.p == s.end)
        return kind;
    if (kind == DATE_SHORT || !(look->day || look->orders) || !take_time(&s, look, &plain) ||
        s.p != s.end)
        return DATE_NONE;
    return kind == DATE_READY && !plain ? DATE_SETTLED : kind;
}

enum date_kind date_look(const char *text, size_t length, struct date_look *look)
{
    const char *end = text + length;
    struct date_scan s = { text, end };
    char word[16];
    size_t n;

    *look = (struct date_look){ 0 };
    if (length < 5 || length > 48)
        return DATE_NONE;
    look->kind = look_from(text, end, look);
    if (look->kind != DATE_NONE || date_digit(*text))
        return look->kind;
    n = date_word(&s, word, sizeof word);
    if (!date_weekday(word, n))
        return DATE_NONE;
    date_mark(&s, '.');
    date_mark(&s, ',');
    date_spaces(&s);
    if (s.end - s.p < 5)
        return DATE_NONE;
    look->kind = look_from(s.p, end, look);
    if (look->kind == DATE_READY)
        look->kind = DATE_SETTLED; /* the weekday has to go */
    else if (look->kind != DATE_SETTLED && look->kind != DATE_ORDERED)
        look->kind = DATE_NONE;
    return look->kind;
}

/* What divides, and two digits. */
static void add_two(struct text *out, const char *before, int value)
{
    char digits[2] = { (char)('0' + value / 10 % 10), (char)('0' + value % 10) };

    text_adds(out, before);
    text_add(out, digits, 2);
}

/* 24:00 is the start of the day behind. */
static void take_next_day(int *year, int *month, int *day)
{
    long written;

    date_from_day(day_from_date(*year, *month, *day) + 1, &written, month, day);
    *year = (int)written;
}

void date_write(const struct date_look *look, enum date_order order, struct text *out)
{
    int year = look->year;
    int month = look->month;
    int day = look->day;

    if (look->kind == DATE_ORDERED) {
        const int *v = look->numbers;

        if (order == DATE_YMD) {
            year = date_full_year(v[0]);
            month = v[1];
            day = v[2];
        } else {
            month = order == DATE_DMY ? v[1] : v[0];
            day = order == DATE_DMY ? v[0] : v[1];
        }
    }
    if (look->timed && look->hour == 24)
        take_next_day(&year, &month, &day);
    add_two(out, "", year / 100);
    add_two(out, "", year % 100);
    if (look->quarter) {
        text_adds(out, "-Q");
        text_addc(out, (char)('0' + look->quarter));
    } else if (look->week) {
        add_two(out, "-W", look->week);
    } else if (month) {
        add_two(out, "-", month);
    }
    if (day)
        add_two(out, "-", day);
    if (!look->timed)
        return;
    add_two(out, "T", look->hour % 24);
    add_two(out, ":", look->minute);
    if (look->second >= 0)
        add_two(out, ":", look->second);
    if (look->fraction_length) {
        text_addc(out, '.');
        text_add(out, look->fraction + 1, look->fraction_length - 1);
    }
    text_add(out, look->zone, look->zone_length);
    if (look->zoned && look->zone_minutes == 0) {
        text_addc(out, 'Z');
    } else if (look->zoned) {
        int minutes = abs(look->zone_minutes);

        add_two(out, look->zone_minutes < 0 ? "-" : "+", minutes / 60);
        add_two(out, ":", minutes % 60);
    }
}
