/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/error.h"

static void says(const char *sentence, enum called_by by, const char *result)
{
    struct text text = TEXT_EMPTY;

    called_add(&text, sentence, by);
    assert_string_equal(text.bytes, result);
    text_free(&text);
}

static void a_file_is_called_as_it_was_given(void **state)
{
    (void)state;
    assert_string_equal(file_shown("in/calls.csv"), "in/calls.csv");
    assert_string_equal(file_shown("-"), "(stdin)");
}

static void people_and_trails_call_it_otherwise(void **state)
{
    struct error err;
    char line[200];

    (void)state;
    called_set("/tmp/x/calls-rolled.csv", CALLED_BY_PEOPLE, "calls.csv (rolled)");
    called_set("/tmp/x/calls-rolled.csv", CALLED_BY_PEOPLE, "not this");
    called_set("/tmp/x/calls-rolled.csv", CALLED_BY_TRAIL, "calls-rolled.csv");
    called_set("in/plan.csv", CALLED_BY_TRAIL, "plan.csv");
    error_at(&err, "/tmp/x/calls-rolled.csv", 7, "calls", "is not as in %s: \"%s\"",
             file_shown("in/plan.csv"), "/tmp/x/calls-rolled.csv");
    error_format(&err, line, sizeof line);
    /* What a cell holds is no name of a file, whatever it looks like. */
    says(line, CALLED_BY_PEOPLE,
         "calls.csv (rolled):7: column \"calls\": is not as in in/plan.csv: "
         "\"/tmp/x/calls-rolled.csv\"");
    says(line, CALLED_BY_TRAIL,
         "calls-rolled.csv:7: column \"calls\": is not as in plan.csv: "
         "\"/tmp/x/calls-rolled.csv\"");
    called_forget(CALLED_BY_PEOPLE);
    says(file_shown("in/plan.csv"), CALLED_BY_TRAIL, "plan.csv");
    says(file_shown("/tmp/x/calls-rolled.csv"), CALLED_BY_PEOPLE, "/tmp/x/calls-rolled.csv");
    called_forget(CALLED_BY_TRAIL);
    assert_string_equal(file_shown("in/plan.csv"), "in/plan.csv");
}

static void more_than_nine_files_are_told_apart(void **state)
{
    static char names[20][8];
    int i;

    (void)state;
    for (i = 0; i < 20; i++) {
        snprintf(names[i], sizeof names[i], "f%d", i);
        called_set(names[i], CALLED_BY_PEOPLE, names[19 - i]);
    }
    says(file_shown("f1"), CALLED_BY_PEOPLE, "f18");
    says(file_shown("f12"), CALLED_BY_PEOPLE, "f7");
    called_forget(CALLED_BY_PEOPLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_called_as_it_was_given),
        cmocka_unit_test(people_and_trails_call_it_otherwise),
        cmocka_unit_test(more_than_nine_files_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
