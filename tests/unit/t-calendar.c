/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "period/calendar.h"
#include "plan-file.h"
#include "stats/season.h"

static const double *column(const struct calendar_columns *columns, const char *name)
{
    size_t i;

    for (i = 0; i < columns->count; i++)
        if (strcmp(columns->column[i].name, name) == 0)
            return columns->column[i].values;
    return NULL;
}

static void load(const char *country, const struct calendar_axis *axis,
                 struct calendar_columns *columns)
{
    struct error err;

    assert_int_equal(calendar_load(country, axis, NULL, 0, columns, &err), 0);
}

/* The names, and a column's values as digits. */
static void same(const struct calendar_columns *columns, const char *names)
{
    char line[200] = "";
    size_t i;

    for (i = 0; i < columns->count; i++)
        snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", i ? " " : "",
                 columns->column[i].name);
    assert_string_equal(line, names);
}

static void digits(const struct calendar_columns *columns, const char *name, const char *expected)
{
    const double *values = column(columns, name);
    char line[100] = "";
    size_t i;

    assert_non_null(values);
    for (i = 0; i < strlen(expected); i++)
        line[i] = (char)('0' + (int)values[i]);
    assert_string_equal(line, expected);
}

/* From Monday 2024-03-25: Good Friday the 29th, Easter Monday 1 April. */
static void days_have_neighbours(void **state)
{
    struct calendar_axis axis = { PERIOD_DAY, day_from_date(2024, 3, 25), 56, 0, 0 };
    struct calendar_columns columns;

    (void)state;
    load("DE", &axis, &columns);
    same(&columns, "holidays working_days month_end before_holiday after_holiday");
    digits(&columns, "holidays", "00001001000000");
    digits(&columns, "working_days", "11110000111100");
    digits(&columns, "month_end", "00010000000000"); /* Thursday: the Friday is a holiday */
    digits(&columns, "before_holiday", "00010010000000");
    digits(&columns, "after_holiday", "00000100100000");
    calendar_free(&columns);
}

/* The first and last day look at holidays beyond the axis. */
static void days_at_the_edge(void **state)
{
    struct calendar_axis axis = { PERIOD_DAY, day_from_date(2024, 12, 27), 5, 0, 0 };
    struct calendar_columns columns;

    (void)state;
    load("DE", &axis, &columns);
    same(&columns, "working_days month_end after_holiday");
    digits(&columns, "after_holiday", "10000");
    digits(&columns, "month_end", "00001");
    calendar_free(&columns);
}

/* Weekdays in the season: with no holiday on a weekend, working_days adds nothing. */
static void days_beside_weekdays(void **state)
{
    enum { N = 70 };
    struct calendar_axis axis = { PERIOD_DAY, day_from_date(2025, 4, 7), N, 0, 0 };
    struct season_request request = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_DAYS };
    struct calendar_columns columns;
    struct season season;
    const double *beside[6];
    double week[N];
    struct error err;
    size_t i;

    (void)state;
    for (i = 0; i < N; i++)
        week[i] = (double)(i % 7) / 7;
    request.week = week;
    season_offer(&season, &request, N);
    assert_true(season.candidate[1].weekdays);
    for (i = 0; i < 6; i++)
        beside[i] = season.candidate[1].values + i * N;
    assert_int_equal(calendar_load("DE", &axis, beside, 6, &columns, &err), 0);
    same(&columns, "holidays month_end before_holiday after_holiday");
    calendar_free(&columns);
    /* Whit Sunday is a holiday in Poland. */
    assert_int_equal(calendar_load("PL", &axis, beside, 6, &columns, &err), 0);
    same(&columns, "holidays working_days month_end before_holiday after_holiday");
    calendar_free(&columns);
    season_free(&season);
}

/* 2024-W13 to W16, and the turn of the year 2021, when Christmas fell on a weekend. */
static void weeks_count(void **state)
{
    struct calendar_axis axis = { PERIOD_WEEK, week_from_date(2024, 13), 12, 0, 0 };
    struct calendar_columns columns;

    (void)state;
    load("DE", &axis, &columns);
    same(&columns, "holidays month_end"); /* working_days = 5 - holidays */
    digits(&columns, "holidays", "110001101000");
    digits(&columns, "month_end", "100001000100");
    calendar_free(&columns);
    axis = (struct calendar_axis){ PERIOD_WEEK, week_from_date(2021, 50), 5, 0, 0 };
    load("GB", &axis, &columns);
    digits(&columns, "holidays", "00210"); /* the days that stand in for them */
    digits(&columns, "month_end", "00100");
    calendar_free(&columns);
}

/* Weeks that begin on Thursday 2024-03-28: Good Friday and Easter Monday are in the first. */
static void weeks_that_begin_elsewhere(void **state)
{
    struct calendar_axis axis = { PERIOD_WEEK, week_from_date(2024, 13), 6, 0, 3 };
    struct calendar_columns columns;

    (void)state;
    load("DE", &axis, &columns);
    digits(&columns, "holidays", "200010");
    calendar_free(&columns);
}

/* Working days of 2024 in England: 22 21 20 21 21 20 23 21 21 23 21 20 (gov.uk's bank holidays). */
static void months_count(void **state)
{
    static const int working[] = { 22, 21, 20, 21, 21, 20, 23, 21, 21, 23, 21, 20 };
    static const int holidays[] = { 1, 0, 1, 1, 2, 0, 0, 1, 0, 0, 0, 2 };
    struct calendar_axis axis = { PERIOD_MONTH, 2024 * 12, 12, 0, 0 };
    struct calendar_columns columns;
    int i;

    (void)state;
    load("GB", &axis, &columns);
    same(&columns, "holidays working_days");
    for (i = 0; i < 12; i++) {
        assert_int_equal(column(&columns, "working_days")[i], working[i]);
        assert_int_equal(column(&columns, "holidays")[i], holidays[i]);
    }
    calendar_free(&columns);
}

/* Fiscal quarters from April 2024 are those of the calendar, one name later. */
static void fiscal_quarters(void **state)
{
    struct calendar_axis plain = { PERIOD_QUARTER, 2020 * 4 + 1, 12, 0, 0 };
    struct calendar_axis fiscal = { PERIOD_QUARTER, 2021 * 4, 12, 4, 0 };
    struct calendar_columns one, other;

    (void)state;
    load("FR", &plain, &one);
    load("FR", &fiscal, &other);
    same(&one, "holidays working_days");
    same(&other, "holidays working_days");
    assert_memory_equal(column(&one, "holidays"), column(&other, "holidays"), 12 * sizeof(double));
    assert_int_equal(column(&one, "holidays")[0], 5); /* 13 April, 1, 8, 21 May, 1 June */
    calendar_free(&one);
    calendar_free(&other);
}

/* Too few periods for anything: no column, and no reading beyond the ends. */
static void short_axes(void **state)
{
    struct calendar_axis axis = { PERIOD_WEEK, week_from_date(2024, 13), 1, 0, 0 };
    struct calendar_columns columns;

    (void)state;
    load("DE", &axis, &columns);
    assert_int_equal(columns.count, 0);
    axis.n = 2;
    load("DE", &axis, &columns);
    assert_int_equal(columns.count, 0);
}

static void years_out_of_reach(void **state)
{
    struct calendar_axis axis = { PERIOD_MONTH, 1998 * 12, 40, 0, 0 };
    struct calendar_columns columns;
    struct error err;
    const char *path;

    (void)state;
    load("DE", &axis, &columns);
    assert_string_equal(
        columns.note, "holidays of Germany, without Epiphany, Women's Day, Corpus Christi, "
                      "Assumption, Children's Day, Reformation Day (but in 2017), All Saints and "
                      "Repentance Day, which are days of some L\xC3\xA4nder; before 2000 they are "
                      "computed by the same rules");
    calendar_free(&columns);
    load("PL", &axis, &columns);
    assert_string_equal(columns.note, "holidays of Poland; before 2000 they are computed by the "
                                      "same rules");
    calendar_free(&columns);
    axis.first = 2022 * 12;
    load("NL", &axis, &columns);
    assert_string_equal(columns.note,
                        "holidays of the Netherlands, without Good Friday, and Liberation "
                        "Day but every fifth year");
    calendar_free(&columns);
    load("PL", &axis, &columns);
    assert_string_equal(columns.note, "");
    calendar_free(&columns);
    path = a_file("2022-05-02\n2023-05-02\n");
    load(path, &axis, &columns);
    assert_non_null(strstr(columns.note, " ends in 2023, the data in 2025: after that there are no "
                                         "holidays"));
    calendar_free(&columns);
    axis.first = 2020 * 12;
    axis.n = 48;
    load(path, &axis, &columns);
    assert_non_null(strstr(columns.note, " begins in 2022, the data in 2020: until then there are "
                                         "no holidays"));
    calendar_free(&columns);
    remove(path);
    axis.kind = PERIOD_INTEGER;
    assert_int_equal(calendar_load("DE", &axis, NULL, 0, &columns, &err), -1);
    assert_string_equal(err.what,
                        "calendar \"DE\": the periods are plain numbers, and have no days: "
                        "name a column of dates with --time");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_neighbours),
        cmocka_unit_test(days_at_the_edge),
        cmocka_unit_test(days_beside_weekdays),
        cmocka_unit_test(weeks_count),
        cmocka_unit_test(weeks_that_begin_elsewhere),
        cmocka_unit_test(months_count),
        cmocka_unit_test(fiscal_quarters),
        cmocka_unit_test(short_axes),
        cmocka_unit_test(years_out_of_reach),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
