/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/date_scan.h"

#include <string.h>

#include "period/period.h"

int date_digits(struct date_scan *s, int most, long *value)
{
    int n = 0;

    *value = 0;
    while (s->p < s->end && date_digit(*s->p) && n < most) {
        *value = *value * 10 + (*s->p++ - '0');
        n++;
    }
    return n;
}

int date_number(struct date_scan *s, int *value)
{
    long number;
    int n = date_digits(s, 9, &number);

    *value = (int)number;
    return s->p < s->end && date_digit(*s->p) ? 10 : n;
}

bool date_mark(struct date_scan *s, char c)
{
    if (s->p == s->end || *s->p != c)
        return false;
    s->p++;
    return true;
}

void date_spaces(struct date_scan *s)
{
    for (;;) {
        if (date_mark(s, ' '))
            continue;
        if (s->end - s->p >= 2 && memcmp(s->p, "\xC2\xA0", 2) == 0)
            s->p += 2;
        else if (s->end - s->p >= 3 && memcmp(s->p, "\xE2\x80\xAF", 3) == 0)
            s->p += 3;
        else
            return;
    }
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

void date_trim(struct date_scan *s)
{
    while (s->p < s->end && blank(*s->p))
        s->p++;
    while (s->p < s->end && blank(s->end[-1]))
        s->end--;
}

bool date_exists(long year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

int date_full_year(int two_digits)
{
    return two_digits < 69 ? 2000 + two_digits : 1900 + two_digits;
}

bool date_year_written(int digits, int year)
{
    return digits == 4 && year >= 1000;
}

enum date_clock date_clock(long hour, long minute, long second)
{
    if (hour == 24 && minute == 0 && second <= 0)
        return CLOCK_NEXT_DAY;
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second <= 60 ? CLOCK_TIME
                                                                                  : CLOCK_NONE;
}

bool date_half_day(int *hour, bool pm)
{
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (pm ? 12 : 0);
    return true;
}

bool date_zone_exists(long hours, long minutes)
{
    return hours <= 15 && minutes <= 59;
}
