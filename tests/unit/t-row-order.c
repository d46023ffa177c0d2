/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where rows stand: the cell k periods away, and the runs of cells in a window. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "book/row_order.h"

static const char path[] = "t-places.csv";

/* A table whose rows beyond the first `held` cells stay in the file. */
static struct source *table(const char *csv, size_t held)
{
    const struct dialect plain = { 0 };
    struct source *source;
    struct error err;
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(csv, file) >= 0);
    assert_int_equal(fclose(file), 0);
    source = source_open(path, &plain, &err);
    assert_non_null(source);
    assert_int_equal(source_load(source, held, &err), 0);
    return source;
}

/* The runs of some rows, "0-2,4-4"; "-" where there are none. */
static const char *shown(const struct row_order *places, size_t row, long shift,
                         enum row_order_range range, long back)
{
    static char line[200];
    struct row_run found[4];
    size_t count = row_order_runs(places, row, shift, range, back, found, 4);
    struct text text = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < count && count <= 4; i++)
        text_addf(&text, "%s%u-%u", i ? "," : "", found[i].first, found[i].last);
    if (count == 0 || count > 4)
        text_adds(&text, count ? "too many" : "-");
    snprintf(line, sizeof line, "%s", text.bytes);
    text_free(&text);
    return line;
}

/* A window of back + 1 periods; of all so far where back is -1. */
static const char *runs(const struct row_order *places, size_t row, long back, bool whole)
{
    return shown(places, row, 0,
                 whole      ? PLACES_WHOLE
                 : back < 0 ? PLACES_SO_FAR
                            : PLACES_WINDOW,
                 back);
}

/* Two entities, weeks in no order; b has no week 2, and a row without a week. */
static const char scattered[] = "by,t\n"
                                "a,2\n"  /* 0 */
                                "b,1\n"  /* 1 */
                                "a,1\n"  /* 2 */
                                "a,3\n"  /* 3 */
                                "b,3\n"  /* 4 */
                                "b,\n"   /* 5 */
                                "b,4\n"; /* 6 */

static void check_scattered(size_t held)
{
    struct source *source = table(scattered, held);
    struct row_order places;
    struct error err;

    assert_int_equal(row_order_find(source, "t", "by", &places, &err), 0);
    assert_int_equal(places.rows, 7);
    assert_int_equal(row_order_at(&places, 0, -1), 2);
    assert_int_equal(row_order_at(&places, 3, -1), 0);
    assert_int_equal(row_order_at(&places, 3, -2), 2);
    assert_int_equal(row_order_at(&places, 2, 2), 3);
    assert_int_equal(row_order_at(&places, 2, -1), NOWHERE);
    assert_int_equal(row_order_at(&places, 4, -1), NOWHERE);
    assert_int_equal(row_order_at(&places, 4, -2), 1);
    assert_int_equal(row_order_at(&places, 6, 1), NOWHERE);
    assert_int_equal(row_order_at(&places, 5, -1), NOWHERE);
    assert_int_equal(row_order_at(&places, 5, 0), NOWHERE);
    assert_string_equal(runs(&places, 3, 2, false), "0-0,2-3");
    assert_string_equal(runs(&places, 0, 1, false), "0-0,2-2");
    assert_string_equal(runs(&places, 2, 1, false), "-");
    assert_string_equal(runs(&places, 4, 1, false), "4-4");
    assert_string_equal(runs(&places, 4, 2, false), "1-1,4-4");
    assert_string_equal(runs(&places, 6, -1, false), "1-1,4-4,6-6");
    assert_string_equal(runs(&places, 1, 0, true), "1-1,4-4,6-6");
    assert_string_equal(runs(&places, 5, 0, true), "-");
    /* As seen from elsewhere; b's week 2 has no row, and is a week nevertheless. */
    assert_string_equal(shown(&places, 3, -1, PLACES_WINDOW, 1), "0-0,2-2");
    assert_string_equal(shown(&places, 2, 1, PLACES_WINDOW, 1), "0-0,2-2");
    assert_string_equal(shown(&places, 3, 1, PLACES_WINDOW, 1), "-");
    assert_string_equal(shown(&places, 4, -1, PLACES_WINDOW, 1), "1-1");
    assert_string_equal(shown(&places, 4, -1, PLACES_WINDOW, 0), "-");
    assert_string_equal(shown(&places, 4, -1, PLACES_SO_FAR, 0), "1-1");
    assert_int_equal(row_order_before(&places, 4), 1);
    assert_int_equal(row_order_before(&places, 1), NOWHERE);
    assert_int_equal(row_order_before(&places, 5), NOWHERE);
    row_order_free(&places);
    source_free(source);
}

static void rows_of_entities_in_no_order(void **state)
{
    (void)state;
    check_scattered((size_t)-1);
}

static void the_rest_is_read_from_the_file(void **state)
{
    (void)state;
    check_scattered(6);
}

static void rows_follow_each_other_without_time(void **state)
{
    struct source *source = table("by,x\na,1\nb,2\na,3\nb,4\na,5\n", (size_t)-1);
    struct row_order places;
    struct error err;

    (void)state;
    assert_int_equal(row_order_find(source, "", "by", &places, &err), 0);
    assert_int_equal(row_order_at(&places, 4, -1), 2);
    assert_int_equal(row_order_at(&places, 3, -1), 1);
    assert_int_equal(row_order_at(&places, 1, -1), NOWHERE);
    assert_string_equal(runs(&places, 4, 1, false), "2-2,4-4");
    row_order_free(&places);
    assert_int_equal(row_order_find(source, "", "", &places, &err), 0);
    assert_int_equal(row_order_at(&places, 4, -1), 3);
    assert_string_equal(runs(&places, 4, -1, false), "0-4");
    assert_string_equal(runs(&places, 0, 0, true), "0-4");
    row_order_free(&places);
    source_free(source);
}

static void newest_first(void **state)
{
    struct source *source = table("t,x\n2026-04,1\n2026-03,2\n2026-02,3\n2026-01,4\n", (size_t)-1);
    struct row_order places;
    struct error err;

    (void)state;
    assert_int_equal(row_order_find(source, "t", "", &places, &err), 0);
    assert_int_equal(row_order_at(&places, 0, -1), 1);
    assert_int_equal(row_order_at(&places, 3, -1), NOWHERE);
    assert_string_equal(runs(&places, 1, 1, false), "1-2");
    assert_string_equal(runs(&places, 0, -1, false), "0-3");
    assert_string_equal(runs(&places, 2, -1, false), "2-3");
    row_order_free(&places);
    source_free(source);
}

static void what_cannot_be_placed(void **state)
{
    struct source *source = table("by,t\na,1\na,1\n", (size_t)-1);
    struct row_order places;
    struct error err;

    (void)state;
    assert_int_equal(row_order_find(source, "t", "by", &places, &err), -1);
    assert_non_null(strstr(err.what, "twice"));
    row_order_free(&places);
    assert_int_equal(row_order_find(source, "when", "by", &places, &err), -1);
    assert_non_null(strstr(err.what, "when"));
    row_order_free(&places);
    assert_int_equal(row_order_find(source, "by", "", &places, &err), -1);
    row_order_free(&places);
    source_free(source);
}

static void runs_beyond_what_a_function_takes(void **state)
{
    struct source *source = table("by,x\na,1\nb,1\na,1\nb,1\na,1\nb,1\na,1\nb,1\na,1\n",
                                  (size_t)-1);
    struct row_order places;
    struct error err;

    (void)state;
    assert_int_equal(row_order_find(source, "", "by", &places, &err), 0);
    assert_string_equal(runs(&places, 6, -1, false), "0-0,2-2,4-4,6-6");
    assert_string_equal(runs(&places, 8, -1, false), "too many");
    row_order_free(&places);
    source_free(source);
}

static int remove_table(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_entities_in_no_order),
        cmocka_unit_test(the_rest_is_read_from_the_file),
        cmocka_unit_test(rows_follow_each_other_without_time),
        cmocka_unit_test(newest_first),
        cmocka_unit_test(what_cannot_be_placed),
        cmocka_unit_test(runs_beyond_what_a_function_takes),
    };

    return cmocka_run_group_tests(tests, NULL, remove_table);
}
