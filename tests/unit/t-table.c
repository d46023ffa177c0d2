/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "table/table.h"

static int source = -1;

/* A file in memory with these bytes; its path. */
static const char *file_of(const char *bytes, size_t length)
{
    static char path[40];

    if (source >= 0)
        close(source);
    source = memfd_create("table", 0);
    assert_int_equal(write(source, bytes, length), length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", source);
    return path;
}

static struct table *open_text(const char *text, struct dialect dialect)
{
    struct error err;
    struct table *table = table_open(file_of(text, strlen(text)), &dialect, &err);

    if (!table)
        fail_msg("%s", err.what);
    return table;
}

/* Loads with every column as kind and expects this error. */
static void fails(const char *text, enum column_kind kind, unsigned long line, const char *column,
                  const char *what)
{
    struct dialect dialect = { 0 };
    struct error err;
    size_t threads;
    size_t i;

    for (threads = 1; threads <= 3; threads++) {
        struct table *table = table_open(file_of(text, strlen(text)), &dialect, &err);

        if (table) {
            for (i = 0; i < table->width; i++)
                table_want(table, i, kind);
            assert_int_equal(table_load(table, threads, &err), -1);
        }
        assert_string_equal(err.what, what);
        assert_string_equal(err.column, column);
        assert_int_equal(err.line, line);
        assert_int_equal(err.status, 1);
        table_free(table);
    }
}

static void numbers_and_texts(void **state)
{
    struct error err;
    struct table *table = open_text("a,,a,t\n1,x,2.5,\"p \"\"q\"\"\"\n NA ,\"\",-3e2,\n,y, 4,z\n",
                                    (struct dialect){ 0 });

    (void)state;
    assert_int_equal(table->width, 4);
    assert_string_equal(table_names(table)[1], "");
    assert_string_equal(table_names(table)[2], "a");
    table_want(table, 0, COLUMN_NUMBER);
    table_want(table, 2, COLUMN_TEXT);
    table_want(table, 2, COLUMN_NUMBER);
    table_want(table, 3, COLUMN_TEXT);
    assert_int_equal(table_load(table, 2, &err), 0);
    assert_int_equal(table->height, 3);
    assert_true(table->columns[0].numbers[0] == 1);
    assert_true(isnan(table->columns[0].numbers[1]));
    assert_true(isnan(table->columns[0].numbers[2]));
    assert_null(table->columns[1].texts);
    assert_null(table->columns[1].numbers);
    assert_true(table->columns[2].numbers[1] == -300);
    assert_string_equal(table->columns[2].texts[1], "-3e2");
    assert_string_equal(table->columns[2].texts[2], " 4");
    assert_string_equal(table->columns[3].texts[0], "p \"q\"");
    assert_string_equal(table->columns[3].texts[1], "");
    assert_int_equal(table->lines[0], 2);
    assert_int_equal(table->lines[2], 4);
    table_free(table);
}

static void what_is_missing(void **state)
{
    struct table *table = open_text("x\n-200\n-200.0\nn/a\n NA\n\n\"\"\n7\n",
                                    (struct dialect){ .missing = "n/a,-200" });
    struct error err;
    size_t i;

    (void)state;
    table_want(table, 0, COLUMN_NUMBER);
    assert_int_equal(table_load(table, 1, &err), 0);
    assert_int_equal(table->height, 7);
    for (i = 0; i < 6; i++)
        assert_true(isnan(table->columns[0].numbers[i]));
    assert_true(table->columns[0].numbers[6] == 7);
    table_free(table);
}

static void without_headers_and_with_a_decimal_comma(void **state)
{
    struct table *table = open_text("1,5;2\n2,25;\n", (struct dialect){ .delimiter = ';',
                                                                        .decimal = ',',
                                                                        .no_headers = true });
    struct error err;

    (void)state;
    assert_string_equal(table_names(table)[0], "A");
    assert_string_equal(table_names(table)[1], "B");
    table_want(table, 0, COLUMN_NUMBER);
    assert_int_equal(table_load(table, 2, &err), 0);
    assert_int_equal(table->height, 2);
    assert_true(table->columns[0].numbers[0] == 1.5);
    assert_true(table->columns[0].numbers[1] == 2.25);
    assert_int_equal(table->lines[0], 1);
    table_free(table);
}

static void refuses_with_the_place(void **state)
{
    (void)state;
    fails("", COLUMN_TEXT, 0, "", "is empty");
    fails("\n\n", COLUMN_TEXT, 0, "", "is empty");
    fails("a,b\n", COLUMN_NUMBER, 0, "", "has a header but no rows");
    fails("a,b\n1,2\n3\n", COLUMN_NUMBER, 3, "", "1 field, but the header has 2");
    fails("a,b\n1,2\n3,4,5\n", COLUMN_SKIP, 3, "", "3 fields, but the header has 2");
    fails("a,b\n1,2\n\"3\n\",4,5\n", COLUMN_TEXT, 3, "", "3 fields, but the header has 2");
    fails("a,b\n\"1\n\",2\n", COLUMN_NUMBER, 2, "a", "not a number: \"1\n\" (see --missing)");
    fails("a,b\r\n1,2\r\n3,n/a\r\n", COLUMN_NUMBER, 3, "b",
          "not a number: \"n/a\" (see --missing)");
    fails("a,b\n1,x\n1,2,3\n\"", COLUMN_NUMBER, 2, "b", "not a number: \"x\" (see --missing)");
    fails("a,b\n1,2\n1,\"2\n", COLUMN_NUMBER, 3, "", "a quote that is never closed");
    fails("a\n1\n\xFF\n", COLUMN_TEXT, 3, "",
          "byte 0xFF is not UTF-8 (see lever clean --encoding)");
    fails("a,b\n\"-1,5\",1\n", COLUMN_NUMBER, 2, "a",
          "not a number: \"-1,5\" (see --decimal, or lever clean)");
    fails("a,b\n\"1,5,2\",1\n", COLUMN_NUMBER, 2, "a", "not a number: \"1,5,2\" (see --missing)");
    fails("a,b\n1e999,1\n", COLUMN_NUMBER, 2, "a", "not a number: \"1e999\" (see --missing)");
}

/* A file of many blocks, quotes and newlines in some rows. */
static char *large(size_t rows, size_t *length)
{
    struct text text = TEXT_EMPTY;
    size_t i;

    text_adds(&text, "n,x,team,note\n");
    for (i = 0; i < rows; i++)
        text_addf(&text, "%zu,%zu.%02zu,team %zu,%s\n", i, i * 7 % 1000, i % 100, i % 700,
                  i % 11 == 3 ? "\"a\n\"\"b\"\"\""
                  : i % 5     ? ""
                              : "plain");
    *length = text.length;
    return text_take(&text);
}

static void check_large(const struct table *table, size_t rows)
{
    unsigned long line = 2;
    char team[32];
    size_t i;

    assert_int_equal(table->height, rows);
    for (i = 0; i < rows; i++) {
        if (table->columns[0].numbers[i] != (double)i || table->lines[i] != line)
            fail_msg("row %zu: %.17g on line %lu, expected line %lu", i,
                     table->columns[0].numbers[i], table->lines[i], line);
        assert_true(table->columns[1].numbers[i] == (double)(i * 7 % 1000 * 100 + i % 100) / 100);
        snprintf(team, sizeof team, "team %zu", i % 700);
        assert_string_equal(table->columns[2].texts[i], team);
        assert_string_equal(table->columns[3].texts[i], i % 11 == 3 ? "a\n\"b\""
                                                        : i % 5     ? ""
                                                                    : "plain");
        line += i % 11 == 3 ? 2 : 1;
    }
}

static void any_number_of_threads(void **state)
{
    static const struct dialect dialect;
    const size_t rows = 60000;
    struct table *table;
    struct error err;
    size_t threads;
    size_t length;
    char *bytes = large(rows, &length);
    const char *path = file_of(bytes, length);
    size_t i;

    (void)state;
    for (threads = 1; threads <= 4; threads++) {
        table = table_open(path, &dialect, &err);
        assert_non_null(table);
        for (i = 0; i < 4; i++)
            table_want(table, i, i < 2 ? COLUMN_NUMBER : COLUMN_TEXT);
        assert_int_equal(table_load(table, threads, &err), 0);
        check_large(table, rows);
        table_free(table);
    }
    /* Of two errors the first one counts, whoever finds it. */
    memcpy(strstr(bytes, "\n20000,") + 1, "2000x", 5);
    memcpy(strstr(bytes, "\n50000,") + 1, "5000x", 5);
    path = file_of(bytes, length);
    for (threads = 1; threads <= 4; threads++) {
        table = table_open(path, &dialect, &err);
        table_want(table, 0, COLUMN_NUMBER);
        assert_int_equal(table_load(table, threads, &err), -1);
        assert_string_equal(err.what, "not a number: \"2000x\" (see --missing)");
        table_free(table);
    }
    free(bytes);
}

static int last(void **state)
{
    (void)state;
    return source >= 0 ? close(source) : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_texts),
        cmocka_unit_test(what_is_missing),
        cmocka_unit_test(without_headers_and_with_a_decimal_comma),
        cmocka_unit_test(refuses_with_the_place),
        cmocka_unit_test(any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, NULL, last);
}
