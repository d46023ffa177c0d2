/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan that is written, and read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan-file.h"
#include "plan/plan.h"
#include "plan/plan_private.h"
#include "plan/plan_rows.h"

static char *written(const struct plan_rows *rows)
{
    const struct dialect dialect = { 0 };
    struct text out = TEXT_EMPTY;
    struct writer *writer = writer_memory(&out, &dialect);
    struct error err;

    plan_rows_write(rows, writer);
    assert_int_equal(writer_close(writer, &err), 0);
    return text_take(&out);
}

static void columns_are_there_where_a_row_needs_them(void **state)
{
    struct plan_rows *rows = plan_rows_new();
    size_t one = plan_rows_add(rows);
    size_t two = plan_rows_add(rows);
    char *text;

    (void)state;
    plan_rows_name(rows, one, "calls");
    plan_rows_name(rows, two, "sales, net");
    plan_rows_set(rows, two, "fill", "0");
    plan_rows_ask(rows, two, "is it %s?", "so");
    plan_rows_ask(rows, two, "or\nnot?");
    assert_int_equal(plan_rows_count(rows), 2);
    assert_string_equal(plan_rows_get(rows, two, "measure"), "sales net");
    text = written(rows);
    assert_string_equal(text, "measure,role,better,unit,agg,source,column,date,by,period,fill,ask\n"
                              "calls,,,,,,,,,,,\n"
                              "sales net,,,,,,,,,,0,is it so? | or not?\n");
    free(text);
    plan_rows_free(rows);
    plan_rows_free(NULL);
}

static void names_differ_and_mean_nothing_else(void **state)
{
    struct plan_rows *rows = plan_rows_new();
    static const char *const names[] = { "a=b", "A B", "a \"b\"", "*", "[]", "" };
    static const char *const fit[] = {
        "a b", "A B 2", "a b 3", "measure", "measure 2", "measure 3"
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        size_t row = plan_rows_add(rows);

        plan_rows_name(rows, row, names[i]);
        assert_string_equal(plan_rows_get(rows, row, "measure"), fit[i]);
    }
    plan_rows_free(rows);
}

/* Whatever stands in each column, plan_read has it, but for `ask`. */
static void what_is_written_is_read(void **state)
{
    struct plan_rows *rows = plan_rows_new();
    struct faults faults = FAULTS_NONE;
    static const char *const cells[][2] = {
        { "role", "output" },
        { "unit", "min" },
        { "agg", "mean" },
        { "source", "a*.csv" },
        { "column", "a, \"b\"" },
        { "date", "Eröffnet, am" },
        { "period", "week" },
        { "delimiter", "tab" },
        { "decimal", "," },
        { "encoding", "UTF-8" },
        { "where", "'a'<>\"All, b\"" },
        { "totals", "drop" },
        { "tz", "written" },
        { "rename", "\"a, b\"=c" },
        { "overlap", "drop" },
    };
    size_t row = plan_rows_add(rows);
    struct plan *plan;
    const char *path;
    char *text;
    size_t i;

    (void)state;
    plan_rows_name(rows, row, "x");
    for (i = 0; i < sizeof cells / sizeof *cells; i++)
        plan_rows_set(rows, row, cells[i][0], cells[i][1]);
    plan_rows_ask(rows, row, "what?");
    text = written(rows);
    path = a_file(text);
    plan = plan_read(path, &faults);
    assert_int_equal(faults_found(&faults), 0);
    assert_non_null(plan);
    assert_null(plan->note);
    assert_string_equal(plan->measures[0].column, "a, \"b\"");
    assert_string_equal(plan->measures[0].date, "Eröffnet, am");
    assert_string_equal(plan->measures[0].where, "'a'<>\"All, b\"");
    assert_string_equal(plan->measures[0].rename, "\"a, b\"=c");
    assert_int_equal(plan->period, PERIOD_WEEK);
    unlink(path);
    plan_free(plan);
    free(text);
    plan_rows_free(rows);
}

static void ask_stands_last(void **state)
{
    size_t n = 0;

    (void)state;
    while (plan_column_name(n))
        n++;
    assert_string_equal(plan_column_name(n - 1), "ask");
    assert_string_equal(plan_column_name(0), "measure");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_there_where_a_row_needs_them),
        cmocka_unit_test(names_differ_and_mean_nothing_else),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(ask_stands_last),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
