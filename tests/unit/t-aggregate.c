/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each aggregate of roll by itself: what it makes of values, of nothing, and of states that are
 * merged, in whatever order. The table below is held against the list of aggregates, so that a
 * new one has to say here what it gives.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reshape/aggregate.h"

enum { VALUES = 7, GROUPS = 3 };

/* What a column holds, in the order of its days; NaN and "" are missing. */
static const double numbers[VALUES] = { 4, 1e100, NAN, 1, -1e100, 4, 3 };
static const char *const texts[VALUES] = { "b", "", "a", "b", "c", "", "a" };

static const struct expected {
    const char *name;
    const char *all;     /* of all rows */
    const char *missing; /* of rows whose cell is missing */
    const char *zero;    /* of no rows, where gaps are 0 */
} expected[] = {
    { "sum", "12", "", "0" },    { "mean", "2", "", "" },    { "count", "7", "1", "0" },
    { "min", "-1e100", "", "" }, { "max", "1e100", "", "" }, { "median", "3.5", "", "" },
    { "first", "b", "", "" },    { "last", "a", "", "" },    { "distinct", "3", "0", "0" },
    { .name = "new" },           { .name = "kept" },         { .name = "returned" },
    { .name = "lost" },
};

/* New and its fellows have no state of a group: t-visits.c tests what they count. Goes on to the
 * next aggregate that has one. */
static size_t with_state(size_t i)
{
    while (i < sizeof expected / sizeof *expected && aggregate_kinds[i].visit)
        i++;
    return i;
}

/* GROUPS states of one aggregate, side by side as roll keeps them. */
struct states {
    struct aggregate aggregate;
    size_t size;
    char *records;
};

static struct states begin(const char *name)
{
    struct states s = { .aggregate = { .kind = aggregate_find(name) } };

    assert_non_null(s.aggregate.kind);
    s.size = aggregates_size(&s.aggregate, 1);
    assert_int_equal(s.size, s.aggregate.kind->size);
    s.records = calloc(GROUPS, s.size);
    assert_non_null(s.records);
    return s;
}

static char *record(const struct states *s, size_t group)
{
    return s->records + group * s->size;
}

static void add(struct states *s, size_t group, size_t i)
{
    const struct aggregate_text text = { texts[i], strlen(texts[i]), texts[i][0] == '\0' };
    const struct aggregate_row row = {
        .numbers = &numbers[i], .texts = &text, .day = (long)i, .group = group
    };

    aggregates_add(&s->aggregate, 1, record(s, group), &row);
}

static void add_missing(struct states *s)
{
    const double nothing = NAN;
    const struct aggregate_text text = { "", 0, true };
    const struct aggregate_row row = { .numbers = &nothing, .texts = &text };

    aggregates_add(&s->aggregate, 1, record(s, 0), &row);
}

static void merge(struct states *s, size_t into, size_t from)
{
    size_t target[GROUPS] = { 0, 1, 2 };

    aggregates_merge(&s->aggregate, 1, record(s, into), record(s, from));
    target[from] = into;
    aggregates_merge_all(&s->aggregate, 1, target, GROUPS, s->records, s->size);
}

/* What is written of a group, or of none where zero. */
static void gives(const struct states *s, size_t group, bool zero, const char *field)
{
    const struct dialect dialect = { 0 };
    struct text out = TEXT_EMPTY;
    struct writer *writer = writer_memory(&out, &dialect);
    struct error err;
    size_t length;

    writer_string(writer, "field"); /* an empty field alone in its row would be quoted */
    if (zero)
        aggregate_write_zero(&s->aggregate, writer);
    else
        assert_int_equal(aggregate_write(&s->aggregate, record(s, group), writer), 0);
    writer_end_row(writer);
    assert_int_equal(writer_close(writer, &err), 0);
    length = strlen("field,") + strlen(field);
    if (out.length != length + 1 ||
        strncmp(out.bytes + strlen("field,"), field, strlen(field)) != 0)
        fail_msg("%s gives \"%s\", not \"%s\"", s->aggregate.kind->name, out.bytes, field);
    text_free(&out);
}

static void end(struct states *s)
{
    size_t i;

    for (i = 0; i < GROUPS; i++)
        aggregates_free_record(&s->aggregate, 1, record(s, i));
    aggregates_free(&s->aggregate, 1);
    free(s->records);
}

static void every_aggregate_is_tested(void **state)
{
    size_t i;

    (void)state;
    assert_int_equal(aggregate_count, sizeof expected / sizeof *expected);
    for (i = 0; i < aggregate_count; i++) {
        assert_string_equal(aggregate_kinds[i].name, expected[i].name);
        assert_string_equal(aggregate_names[i], expected[i].name);
        assert_ptr_equal(aggregate_find(expected[i].name), &aggregate_kinds[i]);
    }
    assert_null(aggregate_kinds[i].name);
    assert_null(aggregate_find("summ"));
}

static void what_is_needed_has_its_function(void **state)
{
    const struct aggregate_kind *kind;

    (void)state;
    for (kind = aggregate_kinds; kind->name; kind++) {
        assert_true((kind->size > 0) == (kind->visit == VISIT_NONE));
        if (kind->visit)
            continue;
        assert_non_null(kind->help);
        assert_non_null(kind->write);
        assert_true((kind->add_number != NULL) == (kind->needs == AGGREGATE_NUMBERS));
        assert_true((kind->add != NULL) == (kind->needs != AGGREGATE_NUMBERS));
        assert_true((kind->merge != NULL) != (kind->merge_all != NULL));
    }
}

static void lists_say_which_there_are(void **state)
{
    char *all = aggregate_list(false, ", ");
    char *zero = aggregate_list(true, " and ");

    (void)state;
    assert_string_equal(all,
                        "sum, mean, count, min, max, median, first, last, distinct, new, kept, "
                        "returned, lost");
    assert_string_equal(zero, "sum, count, distinct, new, kept and returned");
    free(all);
    free(zero);
}

static void values_are_put_together(void **state)
{
    size_t i, j;

    (void)state;
    for (i = with_state(0); i < aggregate_count; i = with_state(i + 1)) {
        struct states s = begin(expected[i].name);

        for (j = 0; j < VALUES; j++)
            add(&s, 0, j);
        gives(&s, 0, false, expected[i].all);
        end(&s);
    }
}

static void missing_cells_are_passed_over(void **state)
{
    size_t i;

    (void)state;
    for (i = with_state(0); i < aggregate_count; i = with_state(i + 1)) {
        struct states s = begin(expected[i].name);

        add_missing(&s);
        gives(&s, 0, false, expected[i].missing);
        gives(&s, 0, true, expected[i].zero);
        end(&s);
    }
}

/* Rows dealt out to three groups, which are merged in every order, give what one group gives:
 * what is first and last goes by day, not by who came first. */
static void the_order_of_merging_does_not_count(void **state)
{
    static const size_t orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                        { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    size_t i, j, k;

    (void)state;
    for (i = with_state(0); i < aggregate_count; i = with_state(i + 1))
        for (k = 0; k < sizeof orders / sizeof *orders; k++) {
            struct states s = begin(expected[i].name);

            for (j = 0; j < VALUES; j++)
                add(&s, j % GROUPS, j);
            merge(&s, orders[k][0], orders[k][1]);
            merge(&s, orders[k][0], orders[k][2]);
            gives(&s, orders[k][0], false, expected[i].all);
            end(&s);
        }
}

/* Merging with a group that has seen nothing changes nothing, from either side. */
static void nothing_adds_nothing(void **state)
{
    size_t i, j;

    (void)state;
    for (i = with_state(0); i < aggregate_count; i = with_state(i + 1)) {
        struct states s = begin(expected[i].name);

        for (j = 0; j < VALUES; j++)
            add(&s, 1, j);
        merge(&s, 1, 2);
        merge(&s, 0, 1);
        gives(&s, 0, false, expected[i].all);
        end(&s);
    }
}

/* A state that went somewhere owns nothing: adding to where it went, and freeing both, is safe. */
static void what_is_merged_is_empty(void **state)
{
    size_t i;

    (void)state;
    for (i = with_state(0); i < aggregate_count; i = with_state(i + 1)) {
        struct states s = begin(expected[i].name);

        add(&s, 0, 0);
        add(&s, 1, 3);
        merge(&s, 0, 1);
        add(&s, 0, 6);
        end(&s);
    }
}

static void days_may_be_said_afterwards(void **state)
{
    struct states first = begin("first");
    struct states last = begin("last");

    (void)state;
    /* Read as day 0 and day 4, they turn out to be days 9 and 2. */
    add(&first, 0, 0);
    add(&first, 1, 4);
    aggregates_set_day(&first.aggregate, 1, record(&first, 0), 9);
    aggregates_set_day(&first.aggregate, 1, record(&first, 1), 2);
    merge(&first, 0, 1);
    gives(&first, 0, false, "c");
    end(&first);
    add(&last, 0, 0);
    add(&last, 1, 4);
    aggregates_set_day(&last.aggregate, 1, record(&last, 0), 9);
    aggregates_set_day(&last.aggregate, 1, record(&last, 1), 2);
    merge(&last, 0, 1);
    gives(&last, 0, false, "b");
    end(&last);
}

/* The sum of 1, 1e100, 1 and -1e100 is 2: neither rounding nor the order shows. */
static void sums_keep_what_rounding_loses(void **state)
{
    static const double hard[] = { 1, 1e100, 1, -1e100 };
    struct states s = begin("sum");
    struct aggregate_row row = { .numbers = NULL };
    size_t i;

    (void)state;
    for (i = 0; i < 4; i++) {
        row.numbers = &hard[i];
        aggregates_add(&s.aggregate, 1, record(&s, i % 2), &row);
    }
    merge(&s, 0, 1);
    gives(&s, 0, false, "2");
    end(&s);
}

static void what_no_double_holds_is_refused(void **state)
{
    static const double huge = 1.7e308;
    const struct aggregate_row row = { .numbers = &huge };
    struct states s = begin("sum");
    struct states middle = begin("median");
    const struct dialect dialect = { 0 };
    struct text out = TEXT_EMPTY;
    struct writer *writer = writer_memory(&out, &dialect);

    (void)state;
    aggregates_add(&s.aggregate, 1, record(&s, 0), &row);
    aggregates_add(&s.aggregate, 1, record(&s, 0), &row);
    assert_int_equal(aggregate_write(&s.aggregate, record(&s, 0), writer), -1);
    writer_abandon(writer);
    assert_int_equal(out.length, 0);
    text_free(&out);
    end(&s);
    /* The middle of two is no sum. */
    aggregates_add(&middle.aggregate, 1, record(&middle, 0), &row);
    aggregates_add(&middle.aggregate, 1, record(&middle, 0), &row);
    gives(&middle, 0, false, "1.7e308");
    end(&middle);
}

/* Several of one record stand side by side and do not touch each other. */
static void a_record_holds_all(void **state)
{
    struct aggregate both[2] = { { .kind = aggregate_find("median") },
                                 { .kind = aggregate_find("count") } };
    size_t size = aggregates_size(both, 2);
    char *bytes = calloc(1, size);
    double x = 5;
    const struct aggregate_row row = { .numbers = &x };
    const struct dialect dialect = { 0 };
    struct text out = TEXT_EMPTY;
    struct writer *writer = writer_memory(&out, &dialect);
    struct error err;

    (void)state;
    assert_non_null(bytes);
    assert_int_equal(both[0].offset, 0);
    assert_int_equal(both[1].offset, both[0].kind->size);
    assert_int_equal(size, both[0].kind->size + both[1].kind->size);
    aggregates_add(both, 2, bytes, &row);
    x = NAN;
    aggregates_add(both, 2, bytes, &row);
    assert_int_equal(aggregate_write(&both[0], bytes, writer), 0);
    assert_int_equal(aggregate_write(&both[1], bytes, writer), 0);
    writer_end_row(writer);
    assert_int_equal(writer_close(writer, &err), 0);
    assert_string_equal(out.bytes, "5,2\n");
    text_free(&out);
    aggregates_free_record(both, 2, bytes);
    aggregates_free(both, 2);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_aggregate_is_tested),
        cmocka_unit_test(what_is_needed_has_its_function),
        cmocka_unit_test(lists_say_which_there_are),
        cmocka_unit_test(values_are_put_together),
        cmocka_unit_test(missing_cells_are_passed_over),
        cmocka_unit_test(the_order_of_merging_does_not_count),
        cmocka_unit_test(nothing_adds_nothing),
        cmocka_unit_test(what_is_merged_is_empty),
        cmocka_unit_test(days_may_be_said_afterwards),
        cmocka_unit_test(sums_keep_what_rounding_loses),
        cmocka_unit_test(what_no_double_holds_is_refused),
        cmocka_unit_test(a_record_holds_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
