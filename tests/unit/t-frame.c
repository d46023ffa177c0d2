/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of a question that knows nothing of what is asked. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"
#include "question/frame.h"
#include "tests/unit/plan-file.h"

static const char csv[] = "period,team,price,x1,x2,y\n"
                          "2026-01,north,5,1,10,100\n"
                          "2026-02,north,6,2,20,\n"
                          "2026-04,north,7,4,40,400\n"
                          "2026-01,south,5,-1,,7\n"
                          ",south,5,9,9,9\n";

static struct common common_of(const char *time, const char *by, const char *context)
{
    return (struct common){ .time = time,
                            .by = by,
                            .context = context,
                            .season = "auto",
                            .threads = 1,
                            .lags = { .first = 0, .last = 8 } };
}

static int open_on(struct frame *frame, const struct common *common, const char *text,
                   struct error *err)
{
    char path[64];
    int status;

    message_quiet(true);
    snprintf(path, sizeof path, "%s", a_file(text));
    status = frame_plan(frame, common, err);
    if (status == 0)
        status = frame_open(frame, path, err);
    if (status == 0)
        status = frame_load(frame, NULL, 0, err);
    unlink(path);
    return status;
}

/* Opens, and loads the columns of a list. */
static int load_on(struct frame *frame, const struct common *common, const char *text,
                   const char *list, struct selection *wanted, struct error *err)
{
    char path[64];
    int status;

    message_quiet(true);
    *wanted = (struct selection){ NULL, 0 };
    snprintf(path, sizeof path, "%s", a_file(text));
    status = frame_plan(frame, common, err);
    if (status == 0)
        status = frame_open(frame, path, err);
    if (status == 0)
        status = frame_choose(frame, list, wanted, err);
    if (status == 0) {
        frame_spare(frame, list, wanted);
        status = frame_load(frame, wanted->columns, wanted->count, err);
    }
    unlink(path);
    return status;
}

static void expect(const double *series, const double *expected, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        assert_true(isnan(expected[i]) ? isnan(series[i]) : series[i] == expected[i]);
}

static void lays_columns_out_by_entity(void **state)
{
    static const double north[] = { 1, 2, NAN, 4 }, south[] = { -1, NAN, NAN, NAN },
                        y[] = { 100, NAN, NAN, 400, 7, NAN, NAN, NAN }, price[] = { 5, 6, NAN, 7 };
    struct common common = common_of("period", "team", "price");
    struct selection wanted;
    struct frame frame;
    struct error err;

    (void)state;
    assert_int_equal(load_on(&frame, &common, csv, "x1,y", &wanted, &err), 0);
    assert_true(frame.axis.timed);
    assert_int_equal(frame.axis.kind, PERIOD_MONTH);
    assert_int_equal(frame.axis.periods, 4);
    assert_int_equal(frame.axis.entities, 2);
    assert_string_equal(frame.by_name, "team");
    assert_string_equal(frame_entity(&frame, 1), "south");
    assert_string_equal(frame_entity(&frame, FRAME_ALL), "");
    expect(frame_series(&frame, wanted.columns[0], 0), north, 4);
    expect(frame_series(&frame, wanted.columns[0], 1), south, 4);
    expect(frame_series(&frame, wanted.columns[1], FRAME_ALL), y, 8);
    assert_int_equal(frame.context.count, 1);
    expect(frame_series(&frame, frame.context.columns[0], 0), price, 4);
    assert_ptr_equal(frame_series(&frame, wanted.columns[0], 0),
                     frame_series(&frame, wanted.columns[0], FRAME_ALL)); /* laid out once */
    assert_int_equal(frame_threads(&frame), 1);
    selection_free(&wanted);
    frame_free(&frame);
}

static void a_pattern_means_no_other_part(void **state)
{
    struct common common = common_of("period", "team", "price");
    struct selection wanted;
    struct frame frame;
    struct error err;

    (void)state;
    assert_int_equal(load_on(&frame, &common, csv, "!y", &wanted, &err), 0);
    assert_int_equal(wanted.count, 2); /* x1, x2 */
    assert_int_equal(wanted.columns[0], 3);
    assert_int_equal(wanted.columns[1], 4);
    selection_free(&wanted);
    frame_free(&frame);
    assert_true(frame_sweeping("x*") && frame_sweeping("x?") && frame_sweeping("!y"));
    assert_false(frame_sweeping("x1,y") || frame_sweeping(NULL));
}

static void what_is_named_stays(void **state)
{
    struct common common = common_of("period", NULL, "price");
    struct selection wanted;
    struct frame frame;
    struct error err;

    (void)state;
    assert_int_equal(load_on(&frame, &common, "period,price,y\n2026-01,1,2\n2026-02,2,3\n",
                             "price,y", &wanted, &err),
                     0);
    assert_int_equal(wanted.count, 2);
    assert_string_equal(frame.by_name, "");
    selection_free(&wanted);
    frame_free(&frame);
}

static void the_season_follows_the_axis(void **state)
{
    struct common common = common_of("period", "team", NULL);
    struct frame frame;
    struct error err;

    (void)state;
    assert_int_equal(open_on(&frame, &common, csv, &err), 0);
    assert_int_equal(frame_season(&frame, &err), 0);
    assert_int_equal(frame.road.request.calendar, SEASON_CALENDAR_MONTHS);
    assert_true(frame.road.request.year[0] == 0); /* January */
    assert_true(frame.road.request.year[3] == .25);
    common.season = "6";
    assert_int_equal(frame_season(&frame, &err), 0);
    assert_int_equal(frame.road.request.mode, SEASON_FORCED);
    common.season = "none";
    assert_int_equal(frame_season(&frame, &err), 0);
    assert_int_equal(frame.road.request.mode, SEASON_OFF);
    common.season = "1";
    assert_int_equal(frame_season(&frame, &err), -1);
    assert_int_equal(err.status, 2);
    frame_free(&frame);
}

static void rows_without_time_have_no_season(void **state)
{
    struct common common = common_of(NULL, NULL, NULL);
    struct frame frame;
    struct error err;

    (void)state;
    assert_int_equal(open_on(&frame, &common, "x,y\n1,2\n3,4\n", &err), 0);
    assert_false(frame.axis.timed);
    assert_int_equal(frame.axis.periods, 2);
    assert_int_equal(frame_season(&frame, &err), 0);
    assert_int_equal(frame.road.request.calendar, SEASON_CALENDAR_NONE);
    frame_free(&frame);
    common.season = "4";
    assert_int_equal(open_on(&frame, &common, "x,y\n1,2\n3,4\n", &err), -1);
    assert_int_equal(err.status, 2);
    frame_free(&frame);
}

static void every_failure_can_be_freed(void **state)
{
    static const struct {
        const char *time, *by, *context, *csv, *why;
    } cases[] = {
        { "when", NULL, NULL, "period,y\n2026-01,1\n", "no column \"when\"" },
        { "period", "who", NULL, "period,y\n2026-01,1\n", "no column \"who\"" },
        { "period", NULL, "z", "period,y\n2026-01,1\n", "no column \"z\"" },
        { "period", NULL, "y", "period,y\n2026-01,1\n2026-01,2\n", "2026-01 occurs twice" },
        { "period", NULL, "y", "period,y\n2026-01,a\n", "not a number" },
        { "period", NULL, "y", "period,y\nsoon,1\n", "not a period" },
    };
    struct frame frame;
    struct error err;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct common common = common_of(cases[i].time, cases[i].by, cases[i].context);

        assert_int_equal(open_on(&frame, &common, cases[i].csv, &err), -1);
        assert_non_null(strstr(err.what, cases[i].why));
        frame_free(&frame);
        frame_free(&frame);
    }
}

static void the_plan_says_what_is_not_named(void **state)
{
    char plan[64], path[64];
    struct common common = common_of(NULL, NULL, NULL);
    struct selection outcomes;
    struct frame frame;
    struct error err;

    (void)state;
    snprintf(plan, sizeof plan, "%s",
             a_file("measure,role\nx1,output\ny,outcome\nprice,context\n"));
    snprintf(path, sizeof path, "%s", a_file("period,price,x1,y\n2026-01,1,2,3\n2026-02,2,3,4\n"));
    common.plan = plan;
    message_quiet(true);
    assert_int_equal(frame_plan(&frame, &common, &err), 0);
    assert_int_equal(frame_open(&frame, path, &err), 0);
    unlink(plan);
    unlink(path);
    assert_int_equal(frame.time, 0); /* `period`, without -t */
    assert_int_equal(frame.context.count, 1);
    assert_int_equal(frame.context.columns[0], 1);
    outcomes = frame_room(&frame);
    frame_role(&frame, ROLE_OUTCOME, &outcomes);
    assert_int_equal(outcomes.count, 1);
    assert_int_equal(outcomes.columns[0], 3);
    selection_free(&outcomes);
    assert_int_equal(frame_choose(&frame, "@output", &outcomes, &err), 0);
    assert_int_equal(outcomes.columns[0], 2);
    selection_free(&outcomes);
    frame_free(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lays_columns_out_by_entity),
        cmocka_unit_test(a_pattern_means_no_other_part),
        cmocka_unit_test(what_is_named_stays),
        cmocka_unit_test(the_season_follows_the_axis),
        cmocka_unit_test(rows_without_time_have_no_season),
        cmocka_unit_test(every_failure_can_be_freed),
        cmocka_unit_test(the_plan_says_what_is_not_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
