/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan-file.h"
#include "reshape/roll.h"

static struct error err;

/* What is asked: columns by number. */
struct ask {
    bool by; /* the second column says who */
    bool monthly;
    const char *aggregate; /* of the last column */
    enum roll_ends ends;
    enum roll_fill fill;
};

/* Opens and rolls a table of two columns, or three with `by`; NULL where it is refused. */
static struct roll *roll_text(const char *text, const struct ask *ask, struct table **table,
                              size_t threads)
{
    const struct dialect dialect = { 0 };
    static const size_t by[] = { 1 };
    struct roll_item item = { aggregate_find(ask->aggregate), ask->by ? 2 : 1, "x" };
    struct roll_ask what = { .by = by,
                             .by_count = ask->by,
                             .items = &item,
                             .item_count = 1,
                             .period = {
                                 .fixed = ask->monthly, .kind = PERIOD_MONTH, .year_start = 1 } };
    static struct roll_item kept;
    struct roll *roll = NULL;
    const char *path = a_file(text);

    kept = item;
    what.items = &kept;
    *table = table_open(path, &dialect, &err);
    assert_non_null(*table);
    if (roll_read(*table, &what, threads, &roll, &err) != 0)
        roll = NULL;
    unlink(path);
    return roll;
}

static void rolls_to(const char *text, const struct ask *ask, const char *result)
{
    const struct dialect dialect = { 0 };
    size_t threads;

    for (threads = 1; threads <= 2; threads++) {
        struct text out = TEXT_EMPTY;
        struct table *table;
        struct roll *roll = roll_text(text, ask, &table, threads);
        struct writer *writer = writer_memory(&out, &dialect);

        if (!roll)
            print_error("%s\n", err.what);
        assert_non_null(roll);
        assert_int_equal(roll_write(roll, ask->ends, ask->fill, writer, &err), 0);
        assert_int_equal(writer_close(writer, &err), 0);
        assert_string_equal(out.bytes, result);
        text_free(&out);
        roll_free(roll);
        table_free(table);
    }
}

static void rows_of_any_order_make_groups(void **state)
{
    const struct ask ask = {
        .by = true, .monthly = true, .aggregate = "sum", .ends = ROLL_ENDS_KEEP
    };

    (void)state;
    rolls_to("day,who,x\n2026-02-10,b,5\n2026-01-05,b,3\n2026-01-06,a,4\n2026-01-07,b,\n", &ask,
             "period,who,x\n2026-01,a,4\n2026-01,b,3\n2026-02,b,5\n");
}

/* While it is open whether 03/04 is in April or in March, groups go by the day; they are merged
 * once it is settled, and the sets of distinct move with them. */
static void groups_are_merged_once_dates_are_settled(void **state)
{
    const char *text = "day,x\n03/04/2026,a\n05/04/2026,a\n04/05/2026,c\n25/04/2026,b\n";
    struct ask ask = { .monthly = true, .aggregate = "distinct", .ends = ROLL_ENDS_KEEP };

    (void)state;
    rolls_to(text, &ask, "period,x\n2026-04,2\n2026-05,1\n");
    ask.aggregate = "last";
    rolls_to(text, &ask, "period,x\n2026-04,b\n2026-05,c\n");
    ask.aggregate = "first";
    rolls_to(text, &ask, "period,x\n2026-04,a\n2026-05,c\n");
    ask.aggregate = "count";
    rolls_to(text, &ask, "period,x\n2026-04,3\n2026-05,1\n");
}

static void gaps_are_filled(void **state)
{
    const char *text = "week,x\n2026-W01,1\n2026-W03,2\n";
    struct ask ask = { .aggregate = "sum", .ends = ROLL_ENDS_KEEP };

    (void)state;
    rolls_to(text, &ask, "period,x\n2026-W01,1\n2026-W03,2\n");
    ask.fill = ROLL_FILL_ZERO;
    rolls_to(text, &ask, "period,x\n2026-W01,1\n2026-W02,0\n2026-W03,2\n");
    ask.aggregate = "mean";
    rolls_to(text, &ask, "period,x\n2026-W01,1\n2026-W02,\n2026-W03,2\n");
    ask.aggregate = "count";
    ask.fill = ROLL_FILL_MISSING;
    rolls_to(text, &ask, "period,x\n2026-W01,1\n2026-W02,\n2026-W03,1\n");
}

static void partial_ends_are_marked_or_dropped(void **state)
{
    const char *text = "day,x\n2026-01-20,1\n2026-02-10,2\n2026-02-22,3\n2026-03-02,4\n";
    struct ask ask = { .monthly = true, .aggregate = "sum", .ends = ROLL_ENDS_MARK };

    (void)state;
    rolls_to(text, &ask, "period,x,partial\n2026-01,1,1\n2026-02,5,0\n2026-03,4,1\n");
    ask.ends = ROLL_ENDS_DROP;
    rolls_to(text, &ask, "period,x\n2026-02,5\n");
}

static void a_summary_says_what_was_decided(void **state)
{
    const struct ask ask = { .aggregate = "sum" };
    struct roll_summary summary;
    struct table *table;
    struct roll *roll = roll_text("week,x\n2026-W01,1\n,9\n2026-W04,2\n", &ask, &table, 1);

    (void)state;
    assert_non_null(roll);
    roll_summarise(roll, ROLL_ENDS_KEEP, &summary);
    assert_int_equal(summary.kind, PERIOD_WEEK);
    assert_int_equal(summary.groups, 2);
    assert_int_equal(summary.gaps, 2);
    assert_int_equal(summary.rows, 3);
    assert_int_equal(summary.rows_without, 1);
    assert_int_equal(summary.line_without, 3);
    assert_false(summary.first_partial || summary.last_partial);
    roll_free(roll);
    table_free(table);
}

static void refusals_say_where(void **state)
{
    const struct ask ask = { .aggregate = "sum", .monthly = true };
    struct table *table;

    (void)state;
    assert_null(roll_text("day,x\n2026-01-05,1\n2026-01-06,many\n", &ask, &table, 1));
    assert_int_equal(err.line, 3);
    assert_string_equal(err.column, "x");
    assert_non_null(strstr(err.what, "\"many\""));
    table_free(table);
    assert_null(roll_text("day,x\n2026-01-05,1\nyesterday,2\n", &ask, &table, 1));
    assert_int_equal(err.line, 3);
    assert_string_equal(err.column, "day");
    table_free(table);
    assert_null(roll_text("day,x\n", &ask, &table, 1));
    assert_non_null(strstr(err.what, "has a header but no rows"));
    table_free(table);
}

static void a_sum_beyond_all_numbers_is_refused(void **state)
{
    const struct ask ask = { .aggregate = "sum", .monthly = true, .ends = ROLL_ENDS_KEEP };
    const struct dialect dialect = { 0 };
    struct text out = TEXT_EMPTY;
    struct writer *writer = writer_memory(&out, &dialect);
    struct table *table;
    struct roll *roll = roll_text("day,x\n2026-01-05,1.7e308\n2026-01-06,1.7e308\n", &ask, &table,
                                  1);

    (void)state;
    assert_non_null(roll);
    assert_int_equal(roll_write(roll, ask.ends, ask.fill, writer, &err), -1);
    assert_string_equal(err.what, "the sum of 2026-01 is too large for a number");
    assert_string_equal(err.column, "x");
    writer_abandon(writer);
    text_free(&out);
    roll_free(roll);
    table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_any_order_make_groups),
        cmocka_unit_test(groups_are_merged_once_dates_are_settled),
        cmocka_unit_test(gaps_are_filled),
        cmocka_unit_test(partial_ends_are_marked_or_dropped),
        cmocka_unit_test(a_summary_says_what_was_decided),
        cmocka_unit_test(refusals_say_where),
        cmocka_unit_test(a_sum_beyond_all_numbers_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
