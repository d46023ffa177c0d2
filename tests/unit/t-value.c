/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "book/value.h"

struct sample {
    const char *text;
    enum value_kind kind;
    double number;
};

static void hold(const struct sample *samples, size_t count, char decimal)
{
    size_t i;

    for (i = 0; i < count; i++) {
        double number = 0;
        enum value_kind kind = value_of(samples[i].text, strlen(samples[i].text), decimal, &number);

        if (kind != samples[i].kind)
            fail_msg("\"%s\" is of kind %d", samples[i].text, (int)kind);
        if (kind != VALUE_TEXT && kind != VALUE_EMPTY)
            assert_true(number == samples[i].number);
    }
}
#define HOLD(samples, decimal) hold(samples, sizeof samples / sizeof *samples, decimal)

static void knows_numbers(void **state)
{
    static const struct sample samples[] = {
        { "0", VALUE_NUMBER, 0 },
        { "-1.5", VALUE_NUMBER, -1.5 },
        { ".5", VALUE_NUMBER, .5 },
        { "1e-07", VALUE_NUMBER, 1e-7 },
        { "1.5e+22", VALUE_NUMBER, 1.5e22 },
        { "123456789012345", VALUE_NUMBER, 123456789012345.0 },
        { "0.1234567890123456", VALUE_NUMBER, 0.1234567890123456 },
        { "", VALUE_EMPTY, 0 },
    };

    (void)state;
    HOLD(samples, 0);
}

static void leaves_text_alone(void **state)
{
    static const struct sample samples[] = {
        { "007", VALUE_TEXT, 0 },
        { "+1", VALUE_TEXT, 0 },
        { " 1", VALUE_TEXT, 0 },
        { "1 ", VALUE_TEXT, 0 },
        { "1E5", VALUE_TEXT, 0 },
        { "1e5", VALUE_TEXT, 0 },
        { "1,5", VALUE_TEXT, 0 },
        { "1.", VALUE_TEXT, 0 },
        { "-", VALUE_TEXT, 0 },
        { ".", VALUE_TEXT, 0 },
        { "0x1F", VALUE_TEXT, 0 },
        { "nan", VALUE_TEXT, 0 },
        { "inf", VALUE_TEXT, 0 },
        { "--1", VALUE_TEXT, 0 },
        { "1.2.3", VALUE_TEXT, 0 },
        { "1e+", VALUE_TEXT, 0 },
        { "1e+999", VALUE_TEXT, 0 },
        { "=1+1", VALUE_TEXT, 0 },
        { "1234567890123456", VALUE_TEXT, 0 },
    };

    (void)state;
    HOLD(samples, '.');
}

static void takes_the_decimal_mark_it_is_told(void **state)
{
    static const struct sample samples[] = {
        { "1,5", VALUE_NUMBER, 1.5 },
        { "1.5", VALUE_TEXT, 0 },
    };

    (void)state;
    HOLD(samples, ',');
}

static void knows_days_of_the_calendar(void **state)
{
    static const struct sample samples[] = {
        { "1900-03-01", VALUE_DATE, 61 },
        { "2024-02-29", VALUE_DATE, 45351 },
        { "2026-11-22", VALUE_DATE, 46348 },
        { "2026-11-22T12:00", VALUE_MOMENT, 46348.5 },
        { "2026-11-22 06:00:00", VALUE_MOMENT, 46348.25 },
        { "1900-02-28", VALUE_TEXT, 0 },
        { "2023-02-29", VALUE_TEXT, 0 },
        { "2023-13-01", VALUE_TEXT, 0 },
        { "2023-00-10", VALUE_TEXT, 0 },
        { "2023-01-00", VALUE_TEXT, 0 },
        { "2026-11-22T24:00", VALUE_TEXT, 0 },
        { "2026-11-22x", VALUE_TEXT, 0 },
        { "2026-11-22T1:00", VALUE_TEXT, 0 },
        { "2026-W47", VALUE_TEXT, 0 },
        { "2026-11", VALUE_TEXT, 0 },
    };

    (void)state;
    HOLD(samples, '.');
}

static void knows_days_that_are_too_early(void **state)
{
    (void)state;
    assert_true(value_is_early("1900-01-01"));
    assert_true(value_is_early("1900-02-28T12:00"));
    assert_true(value_is_early("1899-12-31 00:00:00"));
    assert_true(value_is_early("0001-01-01"));
    assert_false(value_is_early("1900-03-01"));
    assert_false(value_is_early("1900-02-29"));
    assert_false(value_is_early("1899-13-01"));
    assert_false(value_is_early("1900-01-01T25:00"));
    assert_false(value_is_early("1900-01"));
    assert_false(value_is_early("none"));
}

static void a_mixed_column_is_text(void **state)
{
    (void)state;
    assert_int_equal(value_join(VALUE_EMPTY, VALUE_NUMBER), VALUE_NUMBER);
    assert_int_equal(value_join(VALUE_NUMBER, VALUE_EMPTY), VALUE_NUMBER);
    assert_int_equal(value_join(VALUE_NUMBER, VALUE_DATE), VALUE_TEXT);
    assert_int_equal(value_join(VALUE_TEXT, VALUE_NUMBER), VALUE_TEXT);
}

static void knows_missing_words(void **state)
{
    (void)state;
    assert_true(value_missing("NA", NULL));
    assert_true(value_missing("-", "n/a,-"));
    assert_true(value_missing("n/a", "n/a,-"));
    assert_false(value_missing("n", "n/a,-"));
    assert_false(value_missing("na", NULL));
}

static void shows_four_digits(void **state)
{
    (void)state;
    assert_string_equal(value_format(0, 12, true), "0");
    assert_string_equal(value_format(0, 12345, true), "#,##0");
    assert_string_equal(value_format(-1.5, 1.4, false), "0.000");
    assert_string_equal(value_format(0, 250.5, false), "0.0");
    assert_string_equal(value_format(0, .0123, false), "0.00000");
    assert_string_equal(value_format(0, 1e-9, false), "0.00E+00");
    assert_string_equal(value_format(0, 1e22, true), "0.00E+00");
    assert_string_equal(value_format(NAN, NAN, false), "0.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_numbers),
        cmocka_unit_test(leaves_text_alone),
        cmocka_unit_test(takes_the_decimal_mark_it_is_told),
        cmocka_unit_test(knows_days_of_the_calendar),
        cmocka_unit_test(knows_days_that_are_too_early),
        cmocka_unit_test(a_mixed_column_is_text),
        cmocka_unit_test(knows_missing_words),
        cmocka_unit_test(shows_four_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
