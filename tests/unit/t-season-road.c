/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the calendar to a season. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "period/season_road.h"

enum { N = 30 };

static void each_kind_has_its_calendar(void **state)
{
    static const struct {
        enum period_kind kind;
        enum season_calendar calendar;
    } kinds[] = {
        { PERIOD_DAY, SEASON_CALENDAR_DAYS },     { PERIOD_WEEK, SEASON_CALENDAR_WEEKS },
        { PERIOD_MONTH, SEASON_CALENDAR_MONTHS }, { PERIOD_QUARTER, SEASON_CALENDAR_QUARTERS },
        { PERIOD_YEAR, SEASON_CALENDAR_NONE },    { PERIOD_INTEGER, SEASON_CALENDAR_NONE },
    };
    struct season_road road;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        season_road_make(&road, true, kinds[i].kind, 0, N, SEASON_BY_CALENDAR);
        assert_int_equal(road.request.mode, SEASON_AUTO);
        assert_int_equal(road.request.calendar, kinds[i].calendar);
        assert_int_equal(road.request.year != NULL, kinds[i].calendar != SEASON_CALENDAR_NONE);
        assert_int_equal(road.request.week != NULL, kinds[i].kind == PERIOD_DAY);
        season_road_free(&road);
        season_road_make(&road, false, kinds[i].kind, 0, N, SEASON_BY_CALENDAR);
        assert_int_equal(road.request.calendar, SEASON_CALENDAR_NONE);
        assert_null(road.phases);
        season_road_free(&road);
    }
}

static void phases_are_the_periods(void **state)
{
    struct season_road road;
    double year[N], week[N];

    (void)state;
    season_road_make(&road, true, PERIOD_DAY, 20000, N, SEASON_BY_CALENDAR);
    period_phases(PERIOD_DAY, 20000, N, year, week);
    assert_memory_equal(road.request.year, year, sizeof year);
    assert_memory_equal(road.request.week, week, sizeof week);
    season_road_free(&road);
    season_road_make(&road, true, PERIOD_MONTH, 2026 * 12 + 3, N, SEASON_BY_CALENDAR);
    assert_true(road.request.year[0] == 3.0 / 12); /* April */
    assert_true(road.request.year[9] == 0);
    season_road_free(&road);
}

static void what_is_asked_for_goes_first(void **state)
{
    struct season_road road;

    (void)state;
    season_road_make(&road, true, PERIOD_MONTH, 0, N, SEASON_NOT_WANTED);
    assert_int_equal(road.request.mode, SEASON_OFF);
    assert_null(road.phases);
    season_road_free(&road);
    season_road_make(&road, true, PERIOD_MONTH, 0, N, 5);
    assert_int_equal(road.request.mode, SEASON_FORCED);
    assert_int_equal(road.request.period, 5);
    assert_null(road.request.year);
    season_road_free(&road);
}

static void letters_come_back(void **state)
{
    static const char letters[] = "dwmqyi";
    enum period_kind kind;
    size_t i;

    (void)state;
    for (i = 0; letters[i]; i++) {
        assert_int_equal(period_kind_of_letter(letters[i], &kind), 0);
        assert_int_equal(period_kind_letter(kind), letters[i]);
        assert_int_equal(period_kind_name(kind)[0], letters[i]);
    }
    assert_int_equal(period_kind_of_letter('\0', &kind), -1);
    assert_int_equal(period_kind_of_letter('x', &kind), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_has_its_calendar),
        cmocka_unit_test(phases_are_the_periods),
        cmocka_unit_test(what_is_asked_for_goes_first),
        cmocka_unit_test(letters_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
