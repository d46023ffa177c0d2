/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "period/shared_holidays.h"
#include "stats/random.h"

enum { WEEKS = 104, DAYS = 400 };

static void days_of_half_the_countries(void **state)
{
    struct holidays days;
    char line[300] = "";
    size_t i;

    (void)state;
    shared_holidays_days(day_from_date(2024, 1, 1), day_from_date(2024, 12, 31), &days);
    for (i = 0; i < days.count; i++) {
        char date[PERIOD_SIZE];

        period_format(PERIOD_DAY, days.items[i].day, date);
        snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s %s", i ? ", " : "",
                 date + 5, days.items[i].name);
    }
    assert_string_equal(line, "01-01 New Year's Day, 04-01 Easter Monday, 05-01 Labour Day, "
                              "05-09 Ascension Day, 12-25 Christmas Day, 12-26 Second Day of "
                              "Christmas");
    holidays_free(&days);
}

static void noise(double *v, size_t n, uint64_t stream)
{
    struct random random;
    size_t t;

    random_start(&random, 11, stream);
    for (t = 0; t < n; t++)
        v[t] = 100 + 3 * random_normal(&random) + (double)t / 4;
}

static size_t week(int year, int number)
{
    return (size_t)(week_from_date(year, number) - week_from_date(2023, 1));
}

static const struct shared_series weeks = { PERIOD_WEEK, 0, WEEKS, NULL, NULL, NULL, 0 };

static void weeks_at_christmas(void **state)
{
    double x[WEEKS], y[WEEKS], holidays[WEEKS] = { 0 };
    const double *context[] = { holidays };
    struct shared_series series = weeks;
    struct shared_holidays found;

    (void)state;
    noise(x, WEEKS, 1);
    noise(y, WEEKS, 2);
    series.first = week_from_date(2023, 1);
    series.x = x;
    series.y = y;
    assert_false(shared_holidays_find(&series, &found));
    assert_int_equal(found.far, 0);
    x[week(2023, 52)] = x[week(2024, 1)] = x[week(2024, 52)] = 20;
    assert_false(shared_holidays_find(&series, &found));
    y[week(2023, 52)] = y[week(2024, 52)] = 40;
    assert_true(shared_holidays_find(&series, &found));
    assert_int_equal(found.far, 2);
    assert_int_equal(found.on, 2);
    assert_string_equal(found.names, "Christmas Day");
    assert_string_equal(found.periods, "2023-W52, 2024-W52");
    x[week(2024, 14)] = y[week(2024, 14)] = 160;
    y[week(2024, 1)] = 30;
    assert_true(shared_holidays_find(&series, &found));
    assert_string_equal(found.names, "Christmas Day, New Year's Day, Easter Monday");
    assert_string_equal(found.periods, "2023-W52, 2024-W01, 2024-W14 ...");
    /* A column that has them already. */
    series.context = context;
    series.contexts = 1;
    assert_true(shared_holidays_find(&series, &found));
    holidays[week(2023, 52)] = holidays[week(2024, 52)] = holidays[week(2024, 1)] = 2;
    holidays[week(2024, 14)] = 1;
    assert_false(shared_holidays_find(&series, &found));
}

/* Odd weeks of which some happen to have a holiday say nothing, nor does one Christmas alone. */
static void other_odd_weeks(void **state)
{
    double x[WEEKS], y[WEEKS];
    struct shared_series series = weeks;
    struct shared_holidays found;
    size_t t;

    (void)state;
    noise(x, WEEKS, 3);
    noise(y, WEEKS, 4);
    series.first = week_from_date(2023, 1);
    series.x = x;
    series.y = y;
    x[week(2023, 52)] = y[week(2023, 52)] = 20;
    assert_false(shared_holidays_find(&series, &found));
    assert_int_equal(found.on, 1);
    x[week(2024, 52)] = y[week(2024, 52)] = 20;
    assert_true(shared_holidays_find(&series, &found));
    for (t = 5; t < 100; t += 9)
        x[t] = y[t] = 200;
    assert_false(shared_holidays_find(&series, &found));
    assert_true(found.far > 10);
}

static void days_off(void **state)
{
    double x[DAYS], y[DAYS];
    struct shared_series series = { PERIOD_DAY, day_from_date(2024, 1, 1), DAYS, x, y, NULL, 0 };
    struct shared_holidays found;
    size_t t;

    (void)state;
    noise(x, DAYS, 5);
    noise(y, DAYS, 6);
    for (t = 0; t < DAYS; t++) /* weekends are no holidays */
        if (t % 7 > 4)
            x[t] = y[t] = x[t] / 4;
    x[50] = NAN;
    assert_false(shared_holidays_find(&series, &found));
    x[91] = y[91] = 20;   /* 1 April */
    x[121] = y[121] = 20; /* 1 May */
    assert_true(shared_holidays_find(&series, &found));
    assert_string_equal(found.periods, "2024-04-01, 2024-05-01");
    assert_string_equal(found.names, "Easter Monday, Labour Day");
    series.kind = PERIOD_MONTH;
    assert_false(shared_holidays_find(&series, &found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_half_the_countries),
        cmocka_unit_test(weeks_at_christmas),
        cmocka_unit_test(other_odd_weeks),
        cmocka_unit_test(days_off),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
