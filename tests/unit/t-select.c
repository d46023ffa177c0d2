/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "table/select.h"

static const char *const names[] = { "date", "sales_eu",   "sales_us",       "a,b",
                                     "C",    "note",       "note",           "!odd",
                                     "x[2]", "say \"hi\"", "sales_\xc3\xa9", "2026" };
enum { WIDTH = sizeof names / sizeof *names };

static int give_roles(void *context, const char *role, const char *const **measures, size_t *count,
                      struct error *err)
{
    static const char *const outputs[] = { "sales_us", "date" };
    static const char *const lost[] = { "sales_uk" };

    (void)context;
    if (strcmp(role, "output") == 0) {
        *measures = outputs;
        *count = 2;
        return 0;
    }
    *measures = lost;
    *count = strcmp(role, "outcome") == 0 ? 1 : 0;
    return strcmp(role, "boss") == 0 ? error_usage(err, "no role \"%s\"", role) : 0;
}

/* The selection as "1 2 5", or "! " and the message. */
static const char *chosen(const char *list)
{
    static char line[900];
    const struct role_source roles = { give_roles, NULL };
    struct selection selection;
    struct error err;
    struct text text = TEXT_EMPTY;
    size_t i;

    if (select_columns(names, WIDTH, list, "f.csv", &roles, &selection, &err) != 0) {
        char message[800];

        error_format(&err, message, sizeof message);
        snprintf(line, sizeof line, "%d %s", err.status, message);
        return line;
    }
    for (i = 0; i < selection.count; i++)
        text_addf(&text, "%s%zu", i ? " " : "", selection.columns[i] + 1);
    snprintf(line, sizeof line, "%s", text.bytes);
    text_free(&text);
    selection_free(&selection);
    return line;
}

static void finds_columns(void **state)
{
    static const struct {
        const char *list;
        const char *expected;
    } cases[] = {
        { "date", "1" },
        { "sales_us,date", "3 1" },
        { "B", "2" },
        { "B:D", "2 3 4" },
        { "D:B", "4 3 2" },
        { "C", "5" }, /* the header wins over the letter */
        { "2", "2" },
        { "2-4", "2 3 4" },
        { "10-", "10 11 12" },
        { "2026", "12" }, /* the header wins over the number */
        { "sales_*", "2 3 11" },
        { "sales_?", "11" }, /* one character, not one byte */
        { "*_e*", "2" },
        { "*l*e*_?u", "2" },
        { "s*a*********************************************************_us", "3" },
        { "\"a,b\",date", "4 1" },
        { "\"say \"\"hi\"\"\"", "10" },
        { "note[2]", "7" },
        { "\"note\"[2]", "7" },
        { "note[1],note[2]", "6 7" },
        { "note*", "6 7" },
        { "x[2]", "9" }, /* the header wins over the brackets */
        { "!odd", "8" },
        { "!date,!sales_*,!note*", "4 5 8 9 10 12" },
        { "B:E,!C", "2 3 4" },
        { "!\"a,b\",!5-", "1 2 3" },
        { "date,A,1", "1" }, /* each once */
        { " date , B ", "1 2" },
        { "@output", "3 1" },
        { "!@output,!4-", "2" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(chosen(cases[i].list), cases[i].expected);
}

static void refuses(void **state)
{
    static const struct {
        const char *list;
        const char *start;
    } cases[] = {
        { "sales_ue",
          "1 f.csv: no column \"sales_ue\"; did you mean \"sales_eu\"? The columns are: "
          "date, sales_eu, sales_us, \"a,b\", C, note" },    /* as a list would have them */
        { "\"sales_*\"", "1 f.csv: no column \"sales_*\"" }, /* quoted: a name */
        { "\"B\"", "1 f.csv: no column \"B\"" },
        { "zz*", "1 f.csv: no column \"zz*\"" },
        { "note", "1 f.csv: 2 columns are called \"note\": say \"note[1]\" (column F), "
                  "\"note[2]\" (column G)" },
        { "note[3]", "1 f.csv: no column \"note[3]\": 2 columns are called \"note\"" },
        { "date[2]", "1 f.csv: no column \"date[2]\": 1 column is called \"date\"" },
        { "0", "1 f.csv: no column 0: columns are counted from 1" },
        { "13", "1 f.csv: no column 13: the table has 12 columns" },
        { "2-13", "1 f.csv: no column 13" },
        { "ZZ", "1 f.csv: no column \"ZZ\"" },
        { "@outcome", "1 f.csv: no column for the plan's measure \"sales_uk\"; did you mean "
                      "\"sales_us\"?" },
        { "@guardrail", "1 f.csv: @guardrail selects nothing" },
        { "@boss", "2 no role \"boss\"" },
        { "date,!date", "1 f.csv: \"date,!date\" leaves no column" },
        { "", "2 an empty item in the list" },
        { "date,,B", "2 an empty item in the list" },
        { "date,", "2 an empty item in the list" },
        { "\"a,b", "2 a quote in the list does not end" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = chosen(cases[i].list);

        if (strncmp(got, cases[i].start, strlen(cases[i].start)) != 0)
            fail_msg("%s: %s", cases[i].list, got);
    }
}

static void refuses_a_role_without_a_plan(void **state)
{
    struct selection selection;
    struct error err;

    (void)state;
    assert_int_equal(select_columns(names, WIDTH, "@output", "f", NULL, &selection, &err), -1);
    assert_int_equal(err.status, 2);
    assert_null(selection.columns);
}

static void wants_one(void **state)
{
    struct error err;
    size_t column = 99;

    (void)state;
    assert_int_equal(select_column(names, WIDTH, "a,b", "f", NULL, &column, &err), 0);
    assert_int_equal(column, 3);
    assert_int_equal(select_column(names, WIDTH, "note[2]", "f", NULL, &column, &err), 0);
    assert_int_equal(column, 6);
    assert_int_equal(select_column(names, WIDTH, "sales_*", "f", NULL, &column, &err), -1);
    assert_int_equal(err.status, 2);
    assert_int_equal(select_column(names, WIDTH, "nope", "f", NULL, &column, &err), -1);
    assert_int_equal(err.status, 1);
}

static void cuts_a_long_list(void **state)
{
    const char *many[500];
    struct selection selection;
    struct error err;
    size_t i;

    (void)state;
    for (i = 0; i < 500; i++)
        many[i] = "a_rather_long_column_name";
    assert_int_equal(select_columns(many, 500, "q", "f", NULL, &selection, &err), -1);
    assert_non_null(strstr(err.what, "... (500 in all)"));
}

static void letters(void **state)
{
    char buffer[8];

    (void)state;
    assert_string_equal(column_letters(0, buffer), "A");
    assert_string_equal(column_letters(25, buffer), "Z");
    assert_string_equal(column_letters(26, buffer), "AA");
    assert_string_equal(column_letters(701, buffer), "ZZ");
    assert_string_equal(column_letters(702, buffer), "AAA");
    assert_string_equal(column_letters(16383, buffer), "XFD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_columns),
        cmocka_unit_test(refuses),
        cmocka_unit_test(refuses_a_role_without_a_plan),
        cmocka_unit_test(wants_one),
        cmocka_unit_test(cuts_a_long_list),
        cmocka_unit_test(letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
