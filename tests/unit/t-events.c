/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan-file.h"
#include "plan/events.h"
#include "plan/goals.h"

static struct plan *plan;
static struct events *events;
static struct goals *goals;
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

static void read_events(const char *text)
{
    const char *path = a_file(text);

    events = events_read(path, plan, &faults);
    unlink(path);
    if (!events)
        print_error("%s\n", message_of(&faults.items[0], path));
    assert_non_null(events);
}

static void read_goals(const char *text)
{
    const char *path = a_file(text);

    goals = goals_read(path, plan, &faults);
    unlink(path);
    if (!goals)
        print_error("%s\n", message_of(&faults.items[0], path));
    assert_non_null(goals);
}

/* All faults, a line each, behind the file's name. */
static void finds(bool of_goals, const char *text, const char *messages)
{
    const char *path = a_file(text);
    char all[4000] = "";
    size_t i;

    if (of_goals)
        assert_null(goals_read(path, plan, &faults));
    else
        assert_null(events_read(path, plan, &faults));
    unlink(path);
    for (i = 0; i < faults.count; i++) {
        strcat(all, message_of(&faults.items[i], path));
        strcat(all, "\n");
    }
    assert_string_equal(all, messages);
    faults_free(&faults);
}

static void a_whole_event(void **state)
{
    (void)state;
    read_events("event,date,end,outcome,because,registered\n"
                "Search v2,2026-05-04,2026-W30,sales; calls,\"faster, so more\",2026-04-01\n"
                "Bonus,2026-Q3,,,,\n");
    assert_int_equal(events->count, 2);
    assert_int_equal(events->items[0].line, 2);
    assert_string_equal(events->items[0].name, "Search v2");
    assert_string_equal(events->items[0].date, "2026-05-04");
    assert_string_equal(events->items[0].end, "2026-W30");
    assert_string_equal(events->items[0].outcome, "sales; calls");
    assert_string_equal(events->items[0].because, "faster, so more");
    assert_string_equal(events->items[0].registered, "2026-04-01");
    assert_string_equal(events->items[1].end, "");
    assert_null(events->note);
    events_free(events);
}

static void events_as_a_spreadsheet_writes_them(void **state)
{
    (void)state;
    read_events("\xEF\xBB\xBF"
                "Event;Date\r\n\xE2\x80\x9ESuche\xE2\x80\x9C;04.05.2026\r\nBonus;13.07.2026;\r\n");
    assert_int_equal(events->count, 2);
    assert_string_equal(events->items[0].name, "Suche");
    assert_non_null(events->note);
    events_free(events);
}

static void events_have_faults(void **state)
{
    (void)state;
    finds(false, "event,date\n", ": has a header but no events\n");
    finds(false, "event,when\na,b\n",
          ":1: there is no column \"date\"; not known here: \"when\"\n");
    finds(
        false,
        "event,date,end,outcome,registered\n"
        ",2026-01-05,,,\n"
        "a,,,,\n"
        "b,soon,,sale,\n"
        "c,2026-02-02,2026-01,sales;call,never\n"
        "d,2026-02-02,2026-02,,\n"
        "e,2026-02-10,2026-02-09,,\n"
        "d,2026-02-02,,,\n",
        ":2: column \"event\": is empty: what was changed?\n"
        ":3: column \"date\": is empty: when was it?\n"
        ":4: column \"date\": not a date or period such as 2026-11-22 or 2026-Q4: \"soon\"\n"
        ":4: column \"outcome\": \"sale\" is no measure of plan.csv; did you mean \"sales\"?\n"
        ":5: column \"end\": \"2026-01\" lies before the date, \"2026-02-02\"\n"
        ":5: column \"outcome\": \"call\" is no measure of plan.csv; did you mean \"calls\"?\n"
        ":5: column \"registered\": not a date or period such as 2026-11-22 or 2026-Q4: \"never\"\n"
        ":7: column \"end\": \"2026-02-09\" lies before the date, \"2026-02-10\"\n"
        ":8: column \"event\": \"d\" of \"2026-02-02\" is on line 6 already\n");
}

static void goals_in_a_form(void **state)
{
    (void)state;
    read_goals("goal,measure,kind,owner,due,because\n"
               "\"Sell more, sooner\",sales,key result,Kim,2026-Q4,it pays\n"
               "What do callers want?,,Discovery,,,\n");
    assert_true(goals->form);
    assert_int_equal(goals->count, 2);
    assert_string_equal(goals->items[0].text, "Sell more, sooner");
    assert_string_equal(goals->items[0].measure, "sales");
    assert_int_equal(goals->items[0].kind, GOAL_KEY_RESULT);
    assert_string_equal(goals->items[0].due, "2026-Q4");
    assert_int_equal(goals->items[1].line, 3);
    assert_int_equal(goals->items[1].kind, GOAL_DISCOVERY);
    goals_free(goals);
    read_goals("Owner;Goal\r\nKim;Sell, more\r\n");
    assert_true(goals->form);
    assert_string_equal(goals->items[0].text, "Sell, more");
    goals_free(goals);
    finds(
        true, "goal,measure,kind,due\n,sale,discover,soon\nx,,,\n",
        ":2: column \"goal\": is empty: every row has a goal\n"
        ":2: column \"measure\": \"sale\" is no measure of plan.csv; did you mean \"sales\"?\n"
        ":2: column \"kind\": not a kind of goal: \"discover\"; did you mean \"discovery\"? (delivery, "
        "discovery, objective, key result)\n"
        ":2: column \"due\": not a date or period such as 2026-11-22 or 2026-Q4: \"soon\"\n");
}

static void goals_a_line_each(void **state)
{
    (void)state;
    read_goals("Our goals for the year\r\n\r\n# Q3 2026: what we want\r\n"
               "Raise sales by 10 %, goal of all\r\n## Support\r\n  Answer within 2 h  \r\n"
               "# Later (until 30 June 2027)\r\nMove\r\n# Some day\r\nRest");
    assert_false(goals->form);
    assert_int_equal(goals->count, 5);
    assert_string_equal(goals->items[0].text, "Our goals for the year");
    assert_string_equal(goals->items[0].due, "");
    assert_int_equal(goals->items[1].line, 4);
    assert_string_equal(goals->items[1].text, "Raise sales by 10 %, goal of all");
    assert_string_equal(goals->items[1].due, "Q3 2026");
    assert_string_equal(goals->items[2].text, "Answer within 2 h");
    assert_string_equal(goals->items[2].due, "Q3 2026");
    assert_int_equal(goals->items[3].line, 8);
    assert_string_equal(goals->items[3].due, "30 June 2027");
    assert_string_equal(goals->items[4].due, "");
    goals_free(goals);
    read_goals("# 2026\nStop\n");
    assert_string_equal(goals->items[0].due, "2026");
    goals_free(goals);
    finds(true, "# 2026\n\n", ": has no goals\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_event),      cmocka_unit_test(events_as_a_spreadsheet_writes_them),
        cmocka_unit_test(events_have_faults), cmocka_unit_test(goals_in_a_form),
        cmocka_unit_test(goals_a_line_each),
    };

    return cmocka_run_group_tests(tests, start, end);
}
