/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/project.h"
#include "stats/season.h"

enum { N = 800 };

static void phases(double *phase, double rows)
{
    int t;

    for (t = 0; t < N; t++)
        phase[t] = fmod(t / rows, 1);
}

static void months_offer_four(void **state)
{
    struct season_request request = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_MONTHS };
    struct season season;
    double year[N];
    char words[80];

    (void)state;
    phases(year, 12);
    request.year = year;
    season_offer(&season, &request, 60);
    assert_int_equal(season.count, 4);
    assert_false(season.too_short || season.missing);
    assert_int_equal(season.candidate[0].columns, 0);
    assert_int_equal(season.candidate[1].columns, 2);
    assert_int_equal(season.candidate[2].columns, 4);
    assert_int_equal(season.candidate[3].columns, 11);
    assert_string_equal(season_words(&season.candidate[0], words, sizeof words), "");
    assert_string_equal(season_words(&season.candidate[1], words, sizeof words),
                        "season (1 yearly harmonic)");
    assert_string_equal(season_words(&season.candidate[2], words, sizeof words),
                        "season (2 yearly harmonics)");
    assert_string_equal(season_words(&season.candidate[3], words, sizeof words),
                        "season (12 months)");
    season_free(&season);
}

/* Each month's dummy lies in the span of constant and the 11 columns. */
static void levels_are_dummies(void **state)
{
    struct season_request request = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_MONTHS };
    struct season season;
    double year[N], basis[12 * 60], dummy[60];
    int month, t;

    (void)state;
    phases(year, 12);
    request.year = year;
    season_offer(&season, &request, 60);
    for (t = 0; t < 60; t++)
        basis[t] = 1;
    memcpy(basis + 60, season.candidate[3].values, sizeof(double) * 11 * 60);
    assert_int_equal(project_basis(basis, 60, 12), 12);
    for (month = 0; month < 12; month++) {
        for (t = 0; t < 60; t++)
            dummy[t] = t % 12 == month;
        project_out(basis, 60, 12, dummy);
        assert_true(project_dot(dummy, dummy, 60) < 1e-24);
    }
    season_free(&season);
}

static void quarters_weeks_and_days(void **state)
{
    struct season_request request = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_QUARTERS };
    struct season season;
    double year[N], week[N];
    char words[80];

    (void)state;
    phases(year, 4);
    request.year = year;
    season_offer(&season, &request, 40);
    assert_int_equal(season.count, 3);
    assert_int_equal(season.candidate[2].columns, 3);
    assert_string_equal(season_words(&season.candidate[2], words, sizeof words),
                        "season (4 quarters)");
    season_free(&season);

    request.calendar = SEASON_CALENDAR_WEEKS;
    phases(year, 365.25 / 7);
    season_offer(&season, &request, 104);
    assert_int_equal(season.count, 3);
    assert_int_equal(season.candidate[2].columns, 4);
    season_free(&season);

    request.calendar = SEASON_CALENDAR_DAYS;
    phases(year, 365.25);
    phases(week, 7);
    request.week = week;
    season_offer(&season, &request, 800);
    assert_int_equal(season.count, 6);
    assert_int_equal(season.candidate[5].columns, 10);
    assert_string_equal(season_words(&season.candidate[5], words, sizeof words),
                        "season (weekdays, 2 yearly harmonics)");
    season_free(&season);

    /* a quarter of days: weekdays yes, the year no, and that is said */
    season_offer(&season, &request, 182);
    assert_int_equal(season.count, 2);
    assert_true(season.too_short);
    assert_false(season.missing);
    assert_string_equal(season_words(&season.candidate[1], words, sizeof words),
                        "season (weekdays)");
    season_free(&season);
}

static size_t offered(enum season_calendar calendar, double rows, size_t n)
{
    struct season_request request = { .mode = SEASON_AUTO, .calendar = calendar };
    struct season season;
    double year[N];
    size_t count;

    phases(year, rows);
    request.year = year;
    season_offer(&season, &request, n);
    count = season.count;
    assert_int_equal(season.too_short, count == 1 && season.candidate[0].columns == 0);
    assert_int_equal(season.missing, season.too_short && rows < 20);
    season_free(&season);
    return count;
}

/* Part of a cycle is offered as far as it goes. */
static void short_spans_offer_less(void **state)
{
    (void)state;
    assert_int_equal(offered(SEASON_CALENDAR_MONTHS, 12, 14), 1);
    assert_int_equal(offered(SEASON_CALENDAR_MONTHS, 12, 15), 2);
    assert_int_equal(offered(SEASON_CALENDAR_MONTHS, 12, 17), 3);
    assert_int_equal(offered(SEASON_CALENDAR_MONTHS, 12, 23), 3);
    assert_int_equal(offered(SEASON_CALENDAR_MONTHS, 12, 24), 4);
    assert_int_equal(offered(SEASON_CALENDAR_QUARTERS, 4, 15), 1);
    assert_int_equal(offered(SEASON_CALENDAR_QUARTERS, 4, 16), 1); /* four levels, not none */
    assert_int_equal(offered(SEASON_CALENDAR_QUARTERS, 4, 18), 3);
    assert_int_equal(offered(SEASON_CALENDAR_WEEKS, 365.25 / 7, 25), 1);
    assert_int_equal(offered(SEASON_CALENDAR_WEEKS, 365.25 / 7, 26), 2);
    assert_int_equal(offered(SEASON_CALENDAR_WEEKS, 365.25 / 7, 62), 2);
    assert_int_equal(offered(SEASON_CALENDAR_WEEKS, 365.25 / 7, 63), 3);
    assert_int_equal(offered(SEASON_CALENDAR_DAYS, 365.25, 182), 1);
    assert_int_equal(offered(SEASON_CALENDAR_DAYS, 365.25, 183), 2);
    assert_int_equal(offered(SEASON_CALENDAR_DAYS, 365.25, 730), 3);
}

static void off_is_off(void **state)
{
    struct season_request request = { .mode = SEASON_OFF, .calendar = SEASON_CALENDAR_MONTHS };
    struct season season;
    double year[N];

    (void)state;
    phases(year, 12);
    request.year = year;
    season_offer(&season, &request, 100);
    assert_int_equal(season.count, 1);
    assert_false(season.too_short);
    season_free(&season);
    /* years have no season */
    request.mode = SEASON_AUTO;
    request.calendar = SEASON_CALENDAR_NONE;
    season_offer(&season, &request, 100);
    assert_int_equal(season.count, 1);
    assert_false(season.too_short);
    season_free(&season);
}

static void forced_periods(void **state)
{
    struct season_request request = { .mode = SEASON_FORCED, .period = 13 };
    struct season season;
    char words[80];

    (void)state;
    season_offer(&season, &request, 100);
    assert_int_equal(season.count, 3);
    assert_int_equal(season.candidate[0].columns, 2);
    assert_int_equal(season.candidate[2].columns, 12);
    assert_string_equal(season_words(&season.candidate[0], words, sizeof words),
                        "season (period 13)");
    season_free(&season);

    request.period = 2; /* every other row: one column */
    season_offer(&season, &request, 40);
    assert_int_equal(season.count, 1);
    assert_int_equal(season.candidate[0].columns, 1);
    assert_true(fabs(season.candidate[0].values[0] + season.candidate[0].values[1]) < 1e-12);
    season_free(&season);

    request.period = 100; /* too long for levels */
    season_offer(&season, &request, 400);
    assert_int_equal(season.count, 2);
    season_free(&season);

    season_offer(&season, &request, 150);
    assert_int_equal(season.count, 1);
    assert_int_equal(season.candidate[0].columns, 0);
    assert_true(season.too_short);
    season_free(&season);
}

/* Of a and b, a contains b exactly where projecting a out leaves nothing of b's columns. */
static void knows_what_contains_what(void **state)
{
    static const enum season_calendar calendars[] = { SEASON_CALENDAR_QUARTERS,
                                                      SEASON_CALENDAR_MONTHS, SEASON_CALENDAR_WEEKS,
                                                      SEASON_CALENDAR_DAYS };
    static const double rows[] = { 4, 12, 365.25 / 7, 365.25 };
    double year[N], week[N];
    static double basis[(SEASON_COLUMNS + 1) * N], column[N];
    int contained = 0, apart = 0;
    size_t c, a, b, j, t;

    (void)state;
    phases(week, 7);
    for (c = 0; c < 4; c++) {
        struct season_request request = {
            .mode = SEASON_AUTO, .calendar = calendars[c], .year = year, .week = week
        };
        struct season season;

        phases(year, rows[c]);
        season_offer(&season, &request, N);
        for (a = 0; a < season.count; a++) {
            size_t columns = season.candidate[a].columns;

            if (columns > 0)
                memcpy(basis, season.candidate[a].values, columns * N * sizeof *basis);
            for (t = 0; t < N; t++)
                basis[columns * N + t] = 1;
            columns = project_basis(basis, N, columns + 1);
            for (b = 0; b < season.count; b++) {
                double left = 0;

                for (j = 0; j < season.candidate[b].columns; j++) {
                    memcpy(column, season.candidate[b].values + j * N, sizeof column);
                    project_out(basis, N, columns, column);
                    left = fmax(left, project_dot(column, column, N));
                }
                assert_int_equal(season_contains(&season, a, b), left < 1e-12 * N);
                contained += left < 1e-12 * N;
                apart += left >= 1e-12 * N;
            }
        }
        season_free(&season);
    }
    assert_true(contained > 20 && apart > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_offer_four),        cmocka_unit_test(levels_are_dummies),
        cmocka_unit_test(quarters_weeks_and_days),  cmocka_unit_test(short_spans_offer_less),
        cmocka_unit_test(knows_what_contains_what), cmocka_unit_test(off_is_off),
        cmocka_unit_test(forced_periods),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
