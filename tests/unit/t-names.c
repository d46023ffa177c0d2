/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "book/book_private.h"

static void is(char *got, const char *want)
{
    assert_string_equal(got, want);
    free(got);
}

static void forget(struct book *book)
{
    size_t i;

    for (i = 0; i < book->kept_count; i++)
        free(book->kept[i]);
    for (i = 0; i < book->name_count; i++)
        free(book->names[i]);
    free(book->kept);
    free(book->names);
}

static void text_that_is_no_cell(void **state)
{
    (void)state;
    is(plain_text("Caf\xC3\xA9"), "Caf\xC3\xA9");
    is(plain_text("a\tb\nc\x7F"), "a b c ");
    is(plain_text("bad \xFF byte"), "bad ? byte");
    is(plain_text("no character: \xEF\xBF\xBF"), "no character: ?");
    is(plain_text(""), "");
}

static void text_is_counted_as_excel_does(void **state)
{
    (void)state;
    assert_int_equal(text_fitting("abc", 3), 3);
    assert_int_equal(text_fitting("abcd", 3), 3);
    assert_int_equal(text_fitting("\xC3\xA9\xC3\xA9\xC3\xA9", 2), 4);
    /* one character of two units does not fit into one */
    assert_int_equal(text_fitting("a\xF0\x9F\x98\x80z", 2), 1);
    assert_int_equal(text_fitting("a\xF0\x9F\x98\x80z", 3), 5);
}

static void shortened_says_so(void **state)
{
    struct book book = { 0 };

    (void)state;
    assert_string_equal(shortened(&book, "abcd", 4), "abcd");
    assert_string_equal(shortened(&book, "abcde", 4), "abcd\xE2\x80\xA6");
    forget(&book);
}

static void names_of_sheets(void **state)
{
    struct sheet taken[] = { { .name = "Data" },
                             { .name = "data 2" },
                             { .name = "A name of thirty-one characters" } };
    struct sheet *sheets[] = { &taken[0], &taken[1], &taken[2] };
    struct book book = { .sheets = sheets, .sheet_count = 3 };

    (void)state;
    is(unique_sheet_name(&book, "Calls"), "Calls");
    is(unique_sheet_name(&book, ""), "Sheet");
    is(unique_sheet_name(&book, "DATA"), "DATA 3");
    is(unique_sheet_name(&book, "a/b:c[d]*?\\"), "a b c d    ");
    is(unique_sheet_name(&book, "'quoted'"), " quoted ");
    is(unique_sheet_name(&book, "History"), "History 2"); /* Excel's own */
    is(unique_sheet_name(&book, "A name of thirty-one characters, and more"),
       "A name of thirty-one characte 2");
    is(quoted_sheet_name("O'Neill's"), "'O''Neill''s'");
}

static void names_of_ranges(void **state)
{
    struct book book = { 0 };
    char name[200];

    (void)state;
    assert_string_equal(unique_name(&book, "data_", "calls made"), "data_calls_made");
    assert_string_equal(unique_name(&book, "data_", "Calls-Made"), "data_Calls_Made_2");
    assert_string_equal(unique_name(&book, "data_", "calls_made"), "data_calls_made_3");
    assert_string_equal(unique_name(&book, "x_", "\xC3\xA9t\xC3\xA9 \xE2\x82\xAC"),
                        "x_\xC3\xA9t\xC3\xA9__");
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(strlen(unique_name(&book, "x", name)), 100);
    assert_int_equal(strlen(unique_name(&book, "x", name)), 102);
    forget(&book);
}

static void headers_differ(void **state)
{
    static const char *const names[] = { "x", "", "X", "a\nb", " ", "x (2)", "x" };
    static const char *const wanted[] = { "x",        "Column 2",  "X (2)", "a b",
                                          "Column 5", "x (2) (2)", "x (3)" };
    enum { COUNT = sizeof names / sizeof *names };
    struct book book = { 0 };
    const char *made[COUNT];
    char of_250[301];
    const char *const both[] = { of_250, of_250 };
    size_t i;

    (void)state;
    unique_headers(&book, names, COUNT, made);
    for (i = 0; i < COUNT; i++)
        assert_string_equal(made[i], wanted[i]);
    memset(of_250, 'h', 300);
    of_250[300] = '\0';
    unique_headers(&book, both, 2, made);
    assert_int_equal(strlen(made[0]), 255);
    assert_true(strlen(made[1]) <= 255);
    assert_string_not_equal(made[0], made[1]);
    forget(&book);
}

static void what_a_file_can_hold(void **state)
{
    (void)state;
    assert_null(xml_safe("plain_text"));
    is(xml_safe("_x0041_"), "_x005F_x0041_");
    is(xml_safe("_xyz \xEF\xBF\xBE!"), "_xyz \xEF\xBF\xBD!");
    assert_true(xml_plain("plain_text \xC3\xA9"));
    assert_true(xml_plain("_x004_"));
    assert_false(xml_plain("_x0041_"));
    assert_false(xml_plain("a\nb"));
    assert_false(xml_plain("\xEF\xBF\xBF"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_is_no_cell), cmocka_unit_test(text_is_counted_as_excel_does),
        cmocka_unit_test(shortened_says_so),    cmocka_unit_test(names_of_sheets),
        cmocka_unit_test(names_of_ranges),      cmocka_unit_test(headers_differ),
        cmocka_unit_test(what_a_file_can_hold),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
