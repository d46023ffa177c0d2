/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "table/clean_date_scan.h"

bool date_format_known(const char *format, char *bad)
{
    for (; *format; format++)
        if (*format == '%') {
            format++;
            *bad = *format;
            if (!*format || !strchr("dmYybBHIMSpj%eF T", *format) || *format == ' ')
                return false;
        }
    return true;
}

/* Day of the year to month and day. */
static bool from_day_of_year(struct date_look *look, int number)
{
    for (look->month = 1; look->month <= 12; look->month++) {
        int last = 31;

        while (!date_valid(look->year, look->month, last))
            last--;
        if (number <= last)
            break;
        number -= last;
    }
    look->day = number;
    return date_valid(look->year, look->month, number);
}

/* A number of at most so many digits, whatever follows. */
static int first_digits(struct date_scan *s, int most, int *value)
{
    struct date_scan few = { s->p, s->end - s->p > most ? s->p + most : s->end };
    int n = date_number(&few, value);

    s->p = few.p;
    return n;
}

/* One conversion of a format; false where the text does not go with it. */
static bool convert(struct date_scan *s, char letter, struct date_look *look, int *day_of_year)
{
    bool any;
    int n;

    switch (letter) {
    case 'Y':
        n = first_digits(s, 4, &look->year);
        return date_year_written(n, look->year);
    case 'b':
    case 'B':
        look->month = date_month(s);
        return look->month != 0;
    case 'p':
        return date_half_day(s, look, &any) && any;
    case 'y':
        n = first_digits(s, 2, &look->year);
        look->year = date_full_year(look->year);
        return n == 2;
    default:
        break;
    }
    n = first_digits(s, letter == 'j' ? 3 : 2,
                     letter == 'd' || letter == 'e' ? &look->day
                     : letter == 'm'               ? &look->month
                     : letter == 'M'               ? &look->minute
                     : letter == 'S'               ? &look->second
                     : letter == 'j'               ? day_of_year
                                                   : &look->hour);
    if (letter == 'H' || letter == 'I' || letter == 'M' || letter == 'S')
        look->timed = true;
    return n > 0;
}

bool date_by_format(const char *text, size_t length, const char *format, struct date_look *look)
{
    struct date_scan s = { text, text + length };
    int day_of_year = 0;

    *look = (struct date_look){ .kind = DATE_SETTLED, .second = -1 };
    for (; *format; format++) {
        if (*format == ' ') {
            date_spaces(&s);
        } else if (*format != '%') {
            if (!date_mark(&s, *format))
                return false;
        } else {
            format++;
            if (*format == '%') {
                if (!date_mark(&s, '%'))
                    return false;
            } else if (*format == 'F' || *format == 'T') {
                const char *parts = *format == 'F' ? "Y-m-d" : "H:M:S";

                for (; *parts; parts++)
                    if (*parts == '-' || *parts == ':' ? !date_mark(&s, *parts)
                                                       : !convert(&s, *parts, look, &day_of_year))
                        return false;
            } else if (!convert(&s, *format, look, &day_of_year)) {
                return false;
            }
        }
    }
    if (day_of_year && !from_day_of_year(look, day_of_year))
        return false;
    return s.p == s.end && look->year && (!look->month || (look->month <= 12)) &&
           (!look->day || date_valid(look->year, look->month, look->day)) && look->hour <= 24 &&
           look->minute <= 59 && look->second <= 60;
}
