/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "period/axis.h"
#include "table/keys.h"

static unsigned long lines[] = { 2, 3, 4, 6, 7 };

/* A table of five rows made by hand: when, who, where. */
static struct table make(struct column columns[3], const char **when, const char **who,
                         const char **where)
{
    columns[0] = (struct column){ (char *)"when", COLUMN_TEXT, NULL, when };
    columns[1] = (struct column){ (char *)"who", COLUMN_TEXT, NULL, who };
    columns[2] = (struct column){ (char *)"where", COLUMN_TEXT, NULL, where };
    return (struct table){
        .file = (char *)"f.csv", .columns = columns, .width = 3, .height = 5, .lines = lines
    };
}

static const char *where[] = { "x", "x", "x", "x", "x" };

static void keeps_gaps_visible(void **state)
{
    const char *when[] = { "2026-04", "2026-01", "", "2026-02", "2026-03" };
    const char *who[] = { "b", "a", "a", "b", "a" };
    const double numbers[] = { 1, 2, 3, NAN, 5 };
    const double expected[] = { NAN, NAN, NAN, 1, 2, NAN, 5, NAN };
    const size_t by[] = { 1 };
    struct column columns[3];
    struct table table = make(columns, when, who, where);
    struct error err;
    struct axis axis;
    char period[PERIOD_SIZE];
    double *series;
    size_t i;

    (void)state;
    assert_int_equal(axis_build(&table, 0, by, 1, NULL, &axis, &err), 0);
    assert_int_equal(axis.kind, PERIOD_MONTH);
    assert_int_equal(axis.periods, 4);
    assert_int_equal(axis.entities, 2);
    assert_string_equal(axis.entity[0], "b"); /* in the order of their first row */
    assert_int_equal(axis.gaps, 4);
    assert_true(axis.cell[2] == SIZE_MAX);
    axis_period(&axis, 3, period);
    assert_string_equal(period, "2026-04");
    series = axis_series(&axis, numbers);
    for (i = 0; i < 8; i++)
        assert_true(isnan(expected[i]) ? isnan(series[i]) : series[i] == expected[i]);
    free(series);
    axis_free(&axis);
}

static void names_both_lines_of_a_duplicate(void **state)
{
    const char *when[] = { "2026-01", "2026-02", "2026-03", "2026-02", "2026-05" };
    const char *who[] = { "a", "a", "a", "a", "a" };
    const size_t by[] = { 1, 2 };
    struct column columns[3];
    struct table table = make(columns, when, who, where);
    struct error err;
    struct axis axis;

    (void)state;
    assert_int_equal(axis_build(&table, 0, by, 2, NULL, &axis, &err), -1);
    assert_int_equal(err.line, 6);
    assert_string_equal(err.column, "when");
    assert_non_null(strstr(err.what, "2026-02 occurs twice for \"a / x\": on line 3 and here"));
    assert_int_equal(axis_build(&table, 0, NULL, 0, NULL, &axis, &err), -1);
    assert_non_null(strstr(err.what, "2026-02 occurs twice: on line 3"));
}

static void without_time_rows_are_numbered(void **state)
{
    const char *who[] = { "a", "b", "a", "a", "b" };
    const size_t expected[] = { 0, 3, 1, 2, 4 };
    const size_t by[] = { 1 };
    struct column columns[3];
    struct table table = make(columns, who, who, where);
    struct error err;
    struct axis axis;
    size_t i;

    (void)state;
    assert_int_equal(axis_build(&table, SIZE_MAX, by, 1, NULL, &axis, &err), 0);
    assert_false(axis.timed);
    assert_int_equal(axis.periods, 3);
    assert_int_equal(axis.first, 1);
    for (i = 0; i < 5; i++)
        assert_int_equal(axis.cell[i], expected[i]);
    axis_free(&axis);
}

static void refuses_an_endless_axis(void **state)
{
    const char *when[] = { "1", "2", "3", "4", "99999999999" };
    struct column columns[3];
    struct table table = make(columns, when, when, where);
    struct error err;
    struct axis axis;

    (void)state;
    assert_int_equal(axis_build(&table, 0, NULL, 0, NULL, &axis, &err), -1);
    assert_int_equal(err.line, 7);
    assert_non_null(strstr(err.what, "\"99999999999\" is 99999999995 periods from"));
}

static void keys_keep_tuples_apart(void **state)
{
    struct keys keys = KEYS_EMPTY;
    struct text key = TEXT_EMPTY;
    char buffer[32];
    size_t i;
    size_t round;

    (void)state;
    key_add(&key, "a", 1);
    key_add(&key, "bc", 2);
    assert_int_equal(keys_number(&keys, key.bytes, key.length), 0);
    text_clear(&key);
    key_add(&key, "ab", 2);
    key_add(&key, "c", 1);
    assert_int_equal(keys_number(&keys, key.bytes, key.length), 1);
    for (round = 0; round < 2; round++)
        for (i = 0; i < 5000; i++) {
            int n = snprintf(buffer, sizeof buffer, "key %zu", i * 7919);

            assert_int_equal(keys_number(&keys, buffer, (size_t)n), i + 2);
        }
    assert_int_equal(keys.count, 5002);
    text_free(&key);
    keys_free(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_gaps_visible),
        cmocka_unit_test(names_both_lines_of_a_duplicate),
        cmocka_unit_test(without_time_rows_are_numbered),
        cmocka_unit_test(refuses_an_endless_axis),
        cmocka_unit_test(keys_keep_tuples_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
