/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

static void says_every_part_it_knows(void **state)
{
    struct error err;
    char line[400];

    (void)state;
    assert_int_equal(error_at(&err, "calls.csv", 17, "calls", "not a number: \"%s\"", "n/a"), -1);
    assert_int_equal(err.status, 1);
    error_format(&err, line, sizeof line);
    assert_string_equal(line, "calls.csv:17: column \"calls\": not a number: \"n/a\"");
}

static void leaves_out_what_it_does_not_know(void **state)
{
    struct error err;
    char line[400];

    (void)state;
    error_usage(&err, "no option --%s", "lag");
    assert_int_equal(err.status, 2);
    error_format(&err, line, sizeof line);
    assert_string_equal(line, "no option --lag");
    error_at(&err, "-", 3, NULL, "ragged");
    error_format(&err, line, sizeof line);
    assert_string_equal(line, "(stdin):3: ragged");
}

static void cuts_at_a_whole_character(void **state)
{
    struct error err;
    char name[400];
    size_t n;

    (void)state;
    memset(name, 'a', sizeof name);
    /* the two bytes of an e with an accent stand across the end of err.column */
    memcpy(name + sizeof err.column - 2, "\xc3\xa9", 2);
    name[sizeof name - 1] = '\0';
    error_at(&err, NULL, 0, name, "x");
    n = strlen(err.column);
    assert_int_equal(n, sizeof err.column - 2);
    assert_int_equal(err.column[n - 1], 'a');
}

static void adds_the_system_reason(void **state)
{
    struct error err;

    (void)state;
    error_errno(&err, "f.csv", 2, "cannot open");
    assert_string_equal(err.what, "cannot open: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_every_part_it_knows),
        cmocka_unit_test(leaves_out_what_it_does_not_know),
        cmocka_unit_test(cuts_at_a_whole_character),
        cmocka_unit_test(adds_the_system_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
