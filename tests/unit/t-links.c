/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan-file.h"
#include "plan/links.h"

static struct plan *plan;
static struct links *hypotheses;
static struct faults faults;

static int start(void **state)
{
    const char *path = a_file("measure,role\ncalls,output\nsales,outcome\nprice,context\n");

    (void)state;
    plan = plan_read(path, &faults);
    unlink(path);
    assert_non_null(plan);
    free(plan->file);
    plan->file = strdup("plan.csv");
    return 0;
}

static int end(void **state)
{
    (void)state;
    plan_free(plan);
    return 0;
}

static void reads(const char *text, const struct plan *against)
{
    const char *path = a_file(text);

    hypotheses = links_read(path, against, &faults);
    unlink(path);
    if (!hypotheses)
        print_error("%s\n", message_of(&faults.items[0], path));
    assert_non_null(hypotheses);
}

static void refuses(const char *text, const char *message)
{
    const char *path = a_file(text);

    hypotheses = links_read(path, plan, &faults);
    unlink(path);
    assert_null(hypotheses);
    assert_int_equal(faults.count, 1);
    assert_string_equal(message_of(&faults.items[0], path), message);
    assert_int_equal(faults.items[0].status, 1);
    faults_free(&faults);
}

/* All of them, a line each, behind the file's name. */
static void finds(const char *text, const char *messages)
{
    const char *path = a_file(text);
    char all[4000] = "";
    size_t i;

    hypotheses = links_read(path, plan, &faults);
    unlink(path);
    assert_null(hypotheses);
    for (i = 0; i < faults.count; i++) {
        strcat(all, message_of(&faults.items[i], path));
        strcat(all, "\n");
    }
    assert_string_equal(all, messages);
    faults_free(&faults);
}

static void a_whole_row(void **state)
{
    const struct hypothesis *first;

    (void)state;
    reads("output,outcome,sign,lags,min_effect,because,registered,until\n"
          "calls,sales,up,1..4,2.5,\"they talk, and buy\",2026-01-02,2027-Q2\n",
          plan);
    assert_int_equal(hypotheses->count, 1);
    first = links_find(hypotheses, "calls", "sales");
    assert_non_null(first);
    assert_int_equal(first->sign, 1);
    assert_true(first->ranged);
    assert_int_equal(first->lags.first, 1);
    assert_int_equal(first->lags.last, 4);
    assert_true(first->min_effect == 2.5);
    assert_string_equal(first->because, "they talk, and buy");
    assert_string_equal(first->registered, "2026-01-02");
    assert_string_equal(first->until, "2027-Q2");
    assert_null(links_find(hypotheses, "sales", "calls"));
    links_free(hypotheses);
}

static void links_as_a_spreadsheet_writes_them(void **state)
{
    (void)state;
    reads("Output;Outcome;min_effect\r\n\xC2\xAB"
          "calls\xC2\xBB;sales;0,5\r\n;;\r\n",
          plan);
    assert_int_equal(hypotheses->count, 1);
    assert_true(hypotheses->items[0].min_effect == .5);
    assert_non_null(hypotheses->note);
    links_free(hypotheses);
}

static void what_may_be_left_out(void **state)
{
    (void)state;
    reads("output,outcome\nany,other\nother,any\n", NULL);
    assert_int_equal(hypotheses->count, 2);
    assert_int_equal(hypotheses->items[0].sign, 0);
    assert_false(hypotheses->items[0].ranged);
    assert_true(isnan(hypotheses->items[0].min_effect));
    links_free(hypotheses);
}

static void signs_and_lags_in_all_their_forms(void **state)
{
    (void)state;
    reads("output,outcome,sign,lags\na,b,+,3\na,c,-,-2..2\na,d,Down,\na,e,,0..0\n", NULL);
    assert_int_equal(hypotheses->items[0].sign, 1);
    assert_int_equal(hypotheses->items[0].lags.first, 3);
    assert_int_equal(hypotheses->items[0].lags.last, 3);
    assert_int_equal(hypotheses->items[1].sign, -1);
    assert_int_equal(hypotheses->items[1].lags.first, -2);
    assert_int_equal(hypotheses->items[2].sign, -1);
    assert_false(hypotheses->items[2].ranged);
    assert_int_equal(hypotheses->items[3].sign, 0);
    assert_true(hypotheses->items[3].ranged);
    links_free(hypotheses);
}

static void refusals_say_where_and_what(void **state)
{
    (void)state;
    refuses("output,outcome\n", ": has a header but no links");
    refuses("output,outcome,registered\ncalls,sales,yesterday\n",
            ":2: column \"registered\": not a date "
            "or period such as 2026-11-22 or 2026-Q4: \"yesterday\"");
    refuses("output,result\na,b\n",
            ":1: there is no column \"outcome\"; not known here: \"result\"");
    refuses("output,outcome\ncall,sales\n", ":2: column \"output\": \"call\" is no measure of "
                                            "plan.csv; did you mean \"calls\"?");
    refuses("output,outcome\ncalls,profit\n",
            ":2: column \"outcome\": \"profit\" is no measure of plan.csv");
    refuses("output,outcome\nprice,sales\n",
            ":2: column \"output\": \"price\" is context in plan.csv, line 4: a link goes from an "
            "output to an outcome");
    refuses("output,outcome\ncalls,calls\n",
            ":2: column \"outcome\": \"calls\" is the output of this link as well");
    refuses("output,outcome\ncalls,sales\ncalls,sales\n",
            ":3: column \"outcome\": the link from \"calls\" to \"sales\" is on line 2 already");
    refuses("output,outcome\ncalls,\n", ":2: column \"outcome\": is empty: a measure is wanted");
    refuses("output,outcome,sign\ncalls,sales,upp\n",
            ":2: column \"sign\": not a sign: \"upp\"; did you mean \"up\"? (up, down, +, -)");
    refuses("output,outcome,lags\ncalls,sales,8..0\n",
            ":2: column \"lags\": \"8..0\" runs backwards: write 0..8");
    refuses(
        "output,outcome,lags\ncalls,sales,0-8\n",
        ":2: column \"lags\": not a range of lags such as 0..8 within -1000..1000, or auto: \"0-8\"");
    refuses("output,outcome,lags\ncalls,sales,0..9999\n",
            ":2: column \"lags\": not a range of lags such as 0..8 within -1000..1000, or auto: "
            "\"0..9999\"");
    refuses("output,outcome,min_effect\ncalls,sales,-1\n",
            ":2: column \"min_effect\": is a size, so it cannot be negative: \"-1\" (the "
            "direction is the sign's)");
    refuses("output,outcome,min_effect\ncalls,sales,0\n",
            ":2: column \"min_effect\": is the smallest effect that would matter, so it cannot be "
            "0: no data can show that an effect is smaller (leave it empty where none is stated)");
    refuses("output,outcome,min_effect\ncalls,sales,some\n",
            ":2: column \"min_effect\": not a number: \"some\"");
    refuses("output,outcome,min_effect\ncalls,sales,2%\n",
            ":2: column \"min_effect\": \"2%\" is in percent, which the unit does not say: write "
            "unit % and have the cells in percent");
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    finds(
        "output,outcome,sign,lags,min_effect,registered\n"
        "call,sale,upp,8..0,-1,yesterday\n"
        "calls,,,,0,\n"
        "calls,sales,,,,\n"
        "calls,sales,,x,,\n",
        ":2: column \"output\": \"call\" is no measure of plan.csv; did you mean \"calls\"?\n"
        ":2: column \"outcome\": \"sale\" is no measure of plan.csv; did you mean \"sales\"?\n"
        ":2: column \"sign\": not a sign: \"upp\"; did you mean \"up\"? (up, down, +, -)\n"
        ":2: column \"lags\": \"8..0\" runs backwards: write 0..8\n"
        ":2: column \"min_effect\": is a size, so it cannot be negative: \"-1\" (the direction is "
        "the sign's)\n"
        ":2: column \"registered\": not a date or period such as 2026-11-22 or 2026-Q4: "
        "\"yesterday\"\n"
        ":3: column \"outcome\": is empty: a measure is wanted\n"
        ":3: column \"min_effect\": is the smallest effect that would matter, so it cannot be 0: no "
        "data can show that an effect is smaller (leave it empty where none is stated)\n"
        ":5: column \"outcome\": the link from \"calls\" to \"sales\" is on line 4 already\n"
        ":5: column \"lags\": not a range of lags such as 0..8 within -1000..1000, or auto: \"x\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_row),
        cmocka_unit_test(links_as_a_spreadsheet_writes_them),
        cmocka_unit_test(what_may_be_left_out),
        cmocka_unit_test(signs_and_lags_in_all_their_forms),
        cmocka_unit_test(refusals_say_where_and_what),
        cmocka_unit_test(all_faults_are_told_at_once),
    };

    return cmocka_run_group_tests(tests, start, end);
}
