/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose a row is, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "period/row_marks.h"
#include "stats/random.h"

static uint32_t number_of(struct entities *entities, const char *team, const char *site)
{
    entities_cell(entities, team, strlen(team));
    if (site)
        entities_cell(entities, site, strlen(site));
    return entities_row(entities);
}

static void entities_come_in_the_order_of_their_rows(void **state)
{
    struct entities entities = ENTITIES_EMPTY;
    char *label;

    (void)state;
    assert_int_equal(number_of(&entities, "north", "web"), 0);
    assert_int_equal(number_of(&entities, "north", "shop"), 1);
    assert_int_equal(number_of(&entities, "nort", "hweb"), 2); /* not the first again */
    assert_int_equal(number_of(&entities, "north", "web"), 0);
    assert_int_equal(entities_count(&entities), 3);
    label = entities_label(&entities, 1);
    assert_string_equal(label, "north / shop");
    free(label);
    entities_free(&entities);
}

static void without_cells_all_rows_are_one_entitys(void **state)
{
    struct entities entities = ENTITIES_EMPTY;
    char *label;

    (void)state;
    assert_int_equal(entities_count(&entities), 0);
    assert_int_equal(entities_row(&entities), 0);
    assert_int_equal(entities_row(&entities), 0);
    assert_int_equal(entities_count(&entities), 1);
    label = entities_label(&entities, 0);
    assert_string_equal(label, "");
    free(label);
    entities_free(&entities);
}

static void fill(struct row_marks *marks, const long (*rows)[2], size_t count)
{
    struct error err;
    size_t i;

    for (i = 0; i < count; i++)
        assert_int_equal(row_marks_add(marks, i, (uint32_t)rows[i][0], rows[i][1], &err), 0);
}

static void rows_without_a_period_are_nowhere(void **state)
{
    static const long rows[][2] = { { 0, 5 }, { 0, PERIOD_NONE }, { 1, 5 } };
    struct row_marks marks = ROW_MARKS_EMPTY;
    struct error err;

    (void)state;
    fill(&marks, rows, 3);
    assert_int_equal(marks.count, 2);
    assert_int_equal(marks.items[1].row, 2);
    assert_int_equal(row_marks_add(&marks, UINT32_MAX, 0, 1, &err), -1);
    assert_non_null(strstr(err.what, "more than 4294967295 rows"));
    row_marks_free(&marks);
    assert_int_equal(row_marks_twice(&marks, FIRST_IN_ORDER), 0); /* none of none */
}

static enum row_marks_order sorted_by;

static int compare(const void *a, const void *b)
{
    const struct row_mark *x = a;
    const struct row_mark *y = b;
    int order = row_marks_compare(x, y, sorted_by);

    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* Against qsort: few and many periods, far apart and below 0; both orders. */
static void sorts_as_qsort_does(void **state)
{
    static const struct {
        size_t rows, entities, periods;
        long step;
    } cases[] = {
        { 1, 1, 1, 1 },       { 500, 1, 40, 1 },   { 3000, 50, 70, 1 },
        { 3000, 3000, 2, 1 }, { 900, 3, 5000, 7 }, { 900, 3, 1000, 4000000000000000 },
    };
    struct random random;
    size_t c, i;
    int order;

    (void)state;
    random_start(&random, 4, 4);
    for (c = 0; c < sizeof cases / sizeof *cases; c++)
        for (order = ROWS_BY_ENTITY; order <= ROWS_BY_PERIOD; order++) {
            struct row_marks marks = ROW_MARKS_EMPTY;
            struct row_mark *expected;
            struct error err;

            for (i = 0; i < cases[c].rows; i++)
                row_marks_add(&marks, i, (uint32_t)random_below(&random, cases[c].entities),
                              ((long)random_below(&random, cases[c].periods) -
                               (long)cases[c].periods / 2) *
                                  cases[c].step,
                              &err);
            expected = xarray(marks.count, sizeof *expected);
            memcpy(expected, marks.items, marks.count * sizeof *expected);
            sorted_by = (enum row_marks_order)order;
            qsort(expected, marks.count, sizeof *expected, compare);
            assert_int_equal(row_marks_sorted(&marks, sorted_by),
                             memcmp(marks.items, expected, marks.count * sizeof *expected) == 0);
            row_marks_sort(&marks, sorted_by);
            assert_memory_equal(marks.items, expected, marks.count * sizeof *expected);
            assert_true(row_marks_sorted(&marks, sorted_by));
            row_marks_sort(&marks, sorted_by); /* once more, where nothing is to be done */
            assert_memory_equal(marks.items, expected, marks.count * sizeof *expected);
            free(expected);
            row_marks_free(&marks);
        }
}

static void marks_begin_where_their_entity_does(void **state)
{
    static const long rows[][2] = { { 2, 1 }, { 0, 3 }, { 2, 0 }, { 0, 1 } };
    struct row_marks marks = ROW_MARKS_EMPTY;
    size_t *starts;

    (void)state;
    fill(&marks, rows, 4);
    row_marks_sort(&marks, ROWS_BY_ENTITY);
    starts = row_marks_starts(&marks, 4);
    assert_int_equal(starts[0], 0);
    assert_int_equal(starts[1], 2);
    assert_int_equal(starts[2], 2);
    assert_int_equal(starts[3], 4);
    assert_int_equal(starts[4], 4);
    assert_int_equal(marks.items[starts[2]].row, 2);
    free(starts);
    row_marks_free(&marks);
}

static void counts_rows_where_there_is_no_time(void **state)
{
    static const long rows[][2] = { { 1, 0 }, { 0, 0 }, { 1, 0 }, { 1, 0 } };
    struct row_marks marks = ROW_MARKS_EMPTY;

    (void)state;
    fill(&marks, rows, 4);
    row_marks_count(&marks, 2);
    assert_int_equal(marks.items[0].period, 1);
    assert_int_equal(marks.items[1].period, 1);
    assert_int_equal(marks.items[3].period, 3);
    row_marks_free(&marks);
}

/* Rows 3 and 5 repeat row 1 (entity 1), row 4 repeats row 0 (entity 0): which is told of first? */
static void finds_a_period_that_is_there_twice(void **state)
{
    static const long rows[][2] = { { 0, 9 }, { 1, 2 }, { 0, 1 }, { 1, 2 }, { 0, 9 }, { 1, 2 } };
    struct row_marks marks = ROW_MARKS_EMPTY;
    size_t at;

    (void)state;
    fill(&marks, rows, 6);
    row_marks_sort(&marks, ROWS_BY_ENTITY);
    at = row_marks_twice(&marks, FIRST_IN_ORDER);
    assert_int_equal(marks.items[at].row, 4);
    assert_int_equal(marks.items[at - 1].row, 0);
    at = row_marks_twice(&marks, FIRST_IN_FILE);
    assert_int_equal(marks.items[at].row, 3);
    assert_int_equal(marks.items[at - 1].row, 1);
    row_marks_sort(&marks, ROWS_BY_PERIOD);
    at = row_marks_twice(&marks, FIRST_IN_ORDER);
    assert_int_equal(marks.items[at].row, 3);
    row_marks_free(&marks);
    fill(&marks, rows, 3);
    row_marks_sort(&marks, ROWS_BY_ENTITY);
    assert_int_equal(row_marks_twice(&marks, FIRST_IN_FILE), 3);
    row_marks_free(&marks);
}

static void says_what_is_there_twice(void **state)
{
    struct row_twice twice = { .file = "f.csv",
                               .column = "week",
                               .before = 3,
                               .line = 7,
                               .kind = PERIOD_WEEK,
                               .period = week_from_date(2024, 6),
                               .hint = "see lever roll" };
    struct error err;

    (void)state;
    assert_int_equal(row_marks_refuse(&twice, &err), -1);
    assert_int_equal(err.line, 7);
    assert_string_equal(err.column, "week");
    assert_string_equal(err.what, "2024-W06 occurs twice: on line 3 and here (see lever roll)");
    twice.cell = "2024-02-05";
    twice.entity = "north / web";
    row_marks_refuse(&twice, &err);
    assert_string_equal(err.what, "\"2024-02-05\" (2024-W06) occurs twice for \"north / web\": on "
                                  "line 3 and here (see lever roll)");
    twice.most = 5;
    row_marks_refuse(&twice, &err);
    assert_non_null(strstr(err.what, "for \"north\":"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entities_come_in_the_order_of_their_rows),
        cmocka_unit_test(without_cells_all_rows_are_one_entitys),
        cmocka_unit_test(rows_without_a_period_are_nowhere),
        cmocka_unit_test(sorts_as_qsort_does),
        cmocka_unit_test(marks_begin_where_their_entity_does),
        cmocka_unit_test(counts_rows_where_there_is_no_time),
        cmocka_unit_test(finds_a_period_that_is_there_twice),
        cmocka_unit_test(says_what_is_there_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
