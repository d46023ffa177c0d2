/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/serial.h"

#include <math.h>
#include <stdio.h>

#include "period/period.h"
#include "period/period_text.h"

static bool two_digits(const char *text, int *value)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *value = (text[0] - '0') * 10 + text[1] - '0';
    return true;
}

/* 10:15, 10:15:30, 10:15:30.5 */
static bool read_time(const char *text, size_t length, double *fraction)
{
    double second = 0;
    double unit = 1;
    int hour;
    int minute;
    int whole = 0;
    size_t i;

    if (length < 5 || text[2] != ':' || !two_digits(text, &hour) || !two_digits(text + 3, &minute))
        return false;
    if (length > 5 && (length < 8 || text[5] != ':' || !two_digits(text + 6, &whole)))
        return false;
    if (length > 8 && (length == 9 || text[8] != '.'))
        return false;
    for (i = 9; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        second += (text[i] - '0') * (unit /= 10);
    }
    if (hour > 23 || minute > 59 || whole > 59)
        return false;
    *fraction = (hour * 3600 + minute * 60 + whole + second) / 86400;
    return true;
}

static bool read_day(const char *text, double *serial)
{
    int century;
    int year;
    int month;
    int day;

    if (text[4] != '-' || text[7] != '-' || !two_digits(text, &century) ||
        !two_digits(text + 2, &year) || !two_digits(text + 5, &month) ||
        !two_digits(text + 8, &day))
        return false;
    year += century * 100;
    if (year < SERIAL_FIRST_YEAR || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    *serial = (double)(day_from_date(year, month, day) + SERIAL_UNIX);
    return true;
}

bool serial_read(const char *text, size_t length, double *serial)
{
    enum period_kind kind;
    double fraction = 0;
    double day;
    long index;

    while (length > 0 && (*text == ' ' || *text == '\t'))
        text++, length--;
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    if (length >= 10 && text[4] == '-' && text[7] == '-') {
        length -= length > 11 && text[length - 1] == 'Z';
        if (!read_day(text, &day) ||
            (length > 10 && ((text[10] != 'T' && text[10] != ' ') ||
                             !read_time(text + 11, length - 11, &fraction))))
            return false;
        *serial = day + fraction;
        return true;
    }
    if (length < 7 || length > 8 || period_parse(text, length, &kind, &index) != 0 ||
        kind == PERIOD_INTEGER || kind == PERIOD_YEAR)
        return false;
    *serial = (double)(period_first_day(kind, index) + SERIAL_UNIX);
    return true;
}

bool serial_read_format(const char *text, size_t length, const char *format, double *serial)
{
    struct written written;
    const char *why;
    double clock = 0;
    long day;

    if (written_read_format(text, length, format, &written, &why) != 0)
        return false;
    if (written.shape == SHAPE_WEEK)
        day = period_first_day(PERIOD_WEEK, week_from_date(written.year, written.first));
    else
        day = day_from_date(written.year, written.shape == SHAPE_YEAR ? 1 : written.first,
                            written.shape == SHAPE_DATE ? written.second : 1);
    if (written.timed)
        clock = written.hour * 3600 + written.minute * 60 +
                (written.second_of_minute > 0 ? written.second_of_minute : 0);
    *serial = (double)(day + SERIAL_UNIX) + clock / 86400;
    return true;
}

bool serial_split(double serial, long *year, int *month, int *day)
{
    if (!(fabs(serial) < 1e7))
        return false;
    date_from_day((long)floor(serial) - SERIAL_UNIX, year, month, day);
    return *year >= SERIAL_FIRST_YEAR && *year <= SERIAL_LAST_YEAR;
}

size_t serial_write(double serial, char buffer[SERIAL_SIZE])
{
    long second = lround((serial - floor(serial)) * 86400);
    double whole = floor(serial) + (double)(second / 86400);
    long year;
    int month;
    int day;
    int n;

    second %= 86400;
    if (!serial_split(whole, &year, &month, &day))
        return 0;
    n = snprintf(buffer, SERIAL_SIZE, "%04ld-%02d-%02d", year, month, day);
    if (second > 0)
        n += snprintf(buffer + n, SERIAL_SIZE - (size_t)n, "T%02ld:%02ld:%02ld", second / 3600,
                      second / 60 % 60, second % 60);
    return (size_t)n;
}

double serial_join(double year, double month, double day)
{
    double months = trunc(year) * 12 + trunc(month) - 1;
    double first;

    if (!(months >= SERIAL_FIRST_YEAR * 12 && months < (SERIAL_LAST_YEAR + 1) * 12.0) ||
        !(fabs(day) < 1e7))
        return NAN;
    first = (double)(day_from_date((long)floor(months / 12),
                                   (int)(months - floor(months / 12) * 12) + 1, 1) +
                     SERIAL_UNIX);
    return first + trunc(day) - 1;
}
