/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: serial numbers of days (serial.h). A period stands for its first day. */
#include "calc/family.h"
#include "calc/serial.h"
#include "period/period.h"

extern const struct lever_function functions_date[];

enum part { YEAR, MONTH, DAY };

static int part(ROW_PARAMETERS, enum part which)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        long year;
        int month;
        int day;
        bool good = arguments[0].number[i] >= 0 &&
                    serial_split(arguments[0].number[i], &year, &month, &day);

        result->number[i] = !good            ? NAN
                            : which == YEAR  ? (double)year
                            : which == MONTH ? month
                                             : day;
    }
    return 0;
}

static int year(ROW_PARAMETERS)
{
    return part(call, arguments, count, result, YEAR);
}

static int month(ROW_PARAMETERS)
{
    return part(call, arguments, count, result, MONTH);
}

static int day(ROW_PARAMETERS)
{
    return part(call, arguments, count, result, DAY);
}

/* Excel's types: 1 Sunday is 1; 2 Monday is 1; 3 Monday is 0; 11 .. 17 Monday .. Sunday is 1. */
static double weekday_of(double serial, double type)
{
    double monday = fmod(floor(serial) + 5, 7); /* 0 = Monday; serial 2 was one */

    if (!(serial >= 0) || isnan(type))
        return NAN;
    type = trunc(type);
    if (type == 1 || type == 17)
        return fmod(monday + 1, 7) + 1;
    if (type == 2)
        return monday + 1;
    if (type == 3)
        return monday;
    return type >= 11 && type <= 16 ? fmod(monday - (type - 11) + 7, 7) + 1 : NAN;
}

static int weekday(ROW_PARAMETERS)
{
    size_t i;

    for (i = 0; i < call->rows; i++)
        result->number[i] = weekday_of(arguments[0].number[i],
                                       given_number(arguments, count, 1, i, 1));
    return 0;
}

static int iso_week(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        double serial = floor(arguments[0].number[i]);
        long of_year;
        int month_number;
        int day_number;
        int number;

        result->number[i] = NAN;
        if (!(serial >= 0) || !serial_split(serial, &of_year, &month_number, &day_number))
            continue;
        date_from_week(period_from_day(PERIOD_WEEK, (long)serial - SERIAL_UNIX), &of_year, &number);
        result->number[i] = number;
    }
    return 0;
}

/* Years 0 .. 1899 count from 1900, as in Excel. */
static int date(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        double of_year = trunc(arguments[0].number[i]);

        result->number[i] = of_year >= 0
                                ? serial_join(of_year < 1900 ? of_year + 1900 : of_year,
                                              arguments[1].number[i], arguments[2].number[i])
                                : NAN;
    }
    return 0;
}

/* So many months on: the same day, or the month's last; or, with `end`, its last. */
static double months_on(double serial, double months, bool end)
{
    long of_year;
    int of_month;
    int of_day;
    int first_day;
    int days;
    double first;

    if (!(serial >= 0) || !serial_split(serial, &of_year, &of_month, &of_day))
        return NAN;
    first = serial_join((double)of_year, of_month + trunc(months), 1);
    if (isnan(first) || !serial_split(first, &of_year, &of_month, &first_day))
        return NAN;
    days = days_in_month((int)of_year, of_month);
    return first + (end || of_day > days ? days : of_day) - 1;
}

static int same_day(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = months_on(arguments[0].number[i], arguments[1].number[i], false);
    return 0;
}

static int end_of_month(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = months_on(arguments[0].number[i], arguments[1].number[i], true);
    return 0;
}

#define NO_DATE "a date that does not exist"

/* clang-format off */
const struct lever_function functions_date[] = {
    ROWS("YEAR", "date", "N", 'N', "its year", NO_DATE, "=", year),
    ROWS("MONTH", "date", "N", 'N', "its month, 1 to 12", NO_DATE, "=", month),
    ROWS("DAY", "date", "N", 'N', "its day, 1 to 31", NO_DATE, "=", day),
    ROWS("WEEKDAY", "date, [type]", "NN", 'N', "its day of the week: 1 is Sunday; with type 2, 1 is Monday", NO_DATE, "=", weekday),
    ROWS("ISOWEEKNUM", "date", "N", 'N', "its ISO week, 1 to 53", NO_DATE, "~ISOWEEKNUM($*)", iso_week),
    ROWS("DATE", "year, month, day", "NNN", 'D', "a date; months and days beyond the calendar carry over", NO_DATE, "=", date),
    ROWS("EDATE", "date, months", "NN", 'D', "the same day so many months on", NO_DATE, "=", same_day),
    ROWS("EOMONTH", "date, months", "NN", 'D', "the last day of the month so many months on", NO_DATE, "=", end_of_month),
    END_OF_FAMILY
};
/* clang-format on */
