/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../unpack/zipper.h"
#include "plan/events.h"
#include "plan/goals.h"
#include "test-folder.h"
#include "unpack/shown.h"
#include "unpack/unpack.h"

/* Codes as spreadsheets of several languages write them; ECMA-376 part 1, 18.8.30 and 18.8.31. */
static void formats_say_what_a_number_is(void **state)
{
    static const struct {
        const char *code;
        enum shown shown;
    } cases[] = {
        { "General", SHOWN_NUMBER },
        { "GENERAL", SHOWN_NUMBER },
        { "0.00", SHOWN_NUMBER },
        { "#,##0.00_);[Red](#,##0.00)", SHOWN_NUMBER },
        { "0.00E+00", SHOWN_NUMBER },
        { "0 \"days\"", SHOWN_NUMBER },
        { "0\\d", SHOWN_NUMBER },
        { "[Red]0", SHOWN_NUMBER },
        { "[DBNum1]0", SHOWN_NUMBER },
        { "_-* #,##0.00\\ [$€-407]_-", SHOWN_NUMBER },
        { "@", SHOWN_NUMBER },
        { "0%", SHOWN_PERCENT },
        { "0.00\\ %", SHOWN_PERCENT },
        { "0\"%\"", SHOWN_NUMBER },
        { "yyyy-mm-dd", SHOWN_DATE },
        { "DD.MM.YYYY", SHOWN_DATE },
        { "[$-409]mmmm d, yyyy;@", SHOWN_DATE },
        { "mmm-yy", SHOWN_DATE },
        { "mmmm", SHOWN_DATE },
        { "yyyy\"-W\"", SHOWN_DATE },
        { "d/m/yy h:mm", SHOWN_DATE_TIME },
        { "yyyy\\-mm\\-dd\\Thh:mm:ss.000", SHOWN_DATE_TIME },
        { "h:mm", SHOWN_TIME },
        { "mm:ss", SHOWN_TIME },
        { "h:mm AM/PM", SHOWN_TIME },
        { "h AM/PM", SHOWN_TIME },
        { "[h]:mm:ss", SHOWN_ELAPSED },
        { "[mm]:ss", SHOWN_ELAPSED },
        { "[ss]", SHOWN_ELAPSED },
        { "0;yyyy", SHOWN_NUMBER },
        { "\"open", SHOWN_NUMBER },
        { "[open", SHOWN_NUMBER },
        { "\\", SHOWN_NUMBER },
        { "", SHOWN_NUMBER },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        if (shown_by_code(cases[i].code) != cases[i].shown)
            fail_msg("%s is %d", cases[i].code, (int)shown_by_code(cases[i].code));
    assert_int_equal(shown_by_number(0), SHOWN_NUMBER);
    assert_int_equal(shown_by_number(9), SHOWN_PERCENT);
    assert_int_equal(shown_by_number(14), SHOWN_DATE);
    assert_int_equal(shown_by_number(20), SHOWN_TIME);
    assert_int_equal(shown_by_number(22), SHOWN_DATE_TIME);
    assert_int_equal(shown_by_number(46), SHOWN_ELAPSED);
    assert_int_equal(shown_by_number(49), SHOWN_NUMBER);
    assert_int_equal(shown_by_number(164), SHOWN_NUMBER);
}

static void signs_are_found(void **state)
{
    static const char *const cases[][2] = {
        { "#,##0.00 [$€-407]", "€" },
        { "[$USD] 0.00", "USD" },
        { "\"EUR\" 0", "EUR" },
        { "\\$0.00", "$" },
        { "_($* #,##0.00_)", "$" },
        { "€ 0", "€" },
        { "0 \"days\"", "days" },
        { "0.00", NULL },
        { "[Red]0", NULL },
        { "[$-409]d", NULL },
        { "\"\"0", NULL },
        { "0;[$€]0", NULL },
        { "[$", NULL },
        { "\"", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *sign = shown_sign(cases[i][0]);

        if (cases[i][1])
            assert_string_equal(sign, cases[i][1]);
        else if (sign)
            fail_msg("%s has %s", cases[i][0], sign);
        free(sign);
    }
}

static void text_looks_like_a_number(void **state)
{
    static const char *const yes[] = { "7",       "007",       "-1.5",      "+3",
                                       "1,234.5", "1.234,5",   "1 234 567", "1'000",
                                       "1e5",     "2.5E-3",    "50%",       "50 %",
                                       " 12 ",    "123456789", "1.234",     ".5" };
    static const char *const no[] = { "",           "x",   "-",       ".",     "12.03.2026",
                                      "2026-03-01", "1/2", "12:30",   "1,2,3", "+49 30 1",
                                      "1.2.3",      "1e",  "5 days",  "%",     "1 23",
                                      "1%%",        "--1", "1,23,456" };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!shown_like_number(yes[i], strlen(yes[i])))
            fail_msg("\"%s\" looks like a number", yes[i]);
    for (i = 0; i < sizeof no / sizeof *no; i++)
        if (shown_like_number(no[i], strlen(no[i])))
            fail_msg("\"%s\" does not look like a number", no[i]);
}

static void shares_move_their_point(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        { 0.0481, "4.81%" },
        { 0, "0%" },
        { 1, "100%" },
        { 0.5, "50%" },
        { 0.005, "0.5%" },
        { -0.29, "-29%" },
        { 12.345, "1234.5%" },
        { 1e-7, "0.00001%" },
        { 0.1 + 0.2, "30.000000000000004%" },
        { 1e22, "1000000000000000000000000%" },
    };
    struct text out = TEXT_EMPTY;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        text_clear(&out);
        shown_percent(cases[i].value, &out);
        assert_string_equal(out.bytes, cases[i].text);
    }
    text_free(&out);
}

/* Every day of both systems is the one after the day before, up to the end of 9999. */
static void days_follow_each_other(void **state)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    struct text out = TEXT_EMPTY;
    int system;

    (void)state;
    for (system = 0; system < 2; system++) {
        int year = system ? 1904 : 1900, month = 1, day = 1;
        long serial;

        for (serial = system ? 0 : 1; year < 10000; serial++) {
            bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            char expected[40];

            if (!system && serial == 60)
                continue;
            snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, day);
            text_clear(&out);
            if (!shown_write((double)serial, SHOWN_DATE, system, &out) ||
                strcmp(out.bytes, expected) != 0)
                fail_msg("%ld is %s, not %s", serial, out.bytes, expected);
            if (++day > lengths[month - 1] + (month == 2 && leap)) {
                day = 1;
                if (++month > 12) {
                    month = 1;
                    year++;
                }
            }
        }
        assert_false(shown_write((double)serial, SHOWN_DATE, system, &out));
    }
    text_free(&out);
}

/* ---- forms on sheets ---- */

#define CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static void write_book(void)
{
    static const char *const names[] = { "Goals", "events", "lone" };
    static const char *const sheets[] = {
        SHEET("<row>" CELL("# By 2026-12-31") "</row><row>" CELL("Raise sales, \"fast\"")
                  CELL("by 20%") "</row><row/><row>" CELL("two&#10;lines") "</row>"),
        SHEET("<row>" CELL("event")
                  CELL("date") "</row><row>" CELL("Price") "<c s=\"1\"><v>46027</v></c></row>"),
        SHEET("<row>" CELL("one") "</row>"),
    };
    struct zipper zipper = { .count = 0 };
    FILE *file = fopen("book.xlsx", "w");
    size_t i;

    assert_non_null(file);
    zipper_add_book(&zipper, names, 3, false, 0);
    for (i = 0; i < 3; i++) {
        char part[64];

        snprintf(part, sizeof part, "xl/worksheets/sheet%zu.xml", i + 1);
        zipper_add(&zipper, part, sheets[i], strlen(sheets[i]), 0);
    }
    zipper_end(&zipper);
    assert_int_equal(fwrite(zipper.out.bytes, 1, zipper.out.length, file), zipper.out.length);
    fclose(file);
    zipper_free(&zipper);
}

static void goals_and_events_are_sheets(void **state)
{
    struct faults faults = FAULTS_NONE;
    struct goals *goals;
    struct events *events;

    (void)state;
    write_book();
    goals = goals_read("book.xlsx", NULL, &faults);
    assert_non_null(goals);
    assert_int_equal(goals->count, 2);
    assert_string_equal(goals->items[0].text, "Raise sales, \"fast\" by 20%");
    assert_string_equal(goals->items[0].due, "2026-12-31");
    assert_int_equal(goals->items[0].line, 2);
    assert_string_equal(goals->items[1].text, "two lines");
    assert_int_equal(goals->items[1].line, 4);
    goals_free(goals);
    events = events_read("book.xlsx", NULL, &faults);
    assert_non_null(events);
    assert_string_equal(events->items[0].name, "Price");
    assert_string_equal(events->items[0].date, "2026-01-05");
    events_free(events);
    assert_true(unpack_has_table("book.xlsx", "EVENTS"));
    assert_false(unpack_has_table("book.xlsx", "lone")); /* one row */
    assert_false(unpack_has_table("book.xlsx", "none"));
    assert_false(unpack_has_table("/dev/null", "events"));
    assert_false(unpack_has_table("-", "events"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_say_what_a_number_is),
        cmocka_unit_test(signs_are_found),
        cmocka_unit_test(text_looks_like_a_number),
        cmocka_unit_test(shares_move_their_point),
        cmocka_unit_test(days_follow_each_other),
        cmocka_unit_test_setup_teardown(goals_and_events_are_sheets, test_folder_make,
                                        test_folder_remove),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
