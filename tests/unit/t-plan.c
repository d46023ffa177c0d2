/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "plan/plan.h"
#include "plan-file.h"

static struct plan *plan;
static struct faults faults;
static struct error err;

static void reads(const char *text)
{
    const char *path = a_file(text);

    plan = plan_read(path, &faults);
    unlink(path);
    if (!plan)
        print_error("%s\n", message_of(&faults.items[0], path));
    assert_non_null(plan);
}

static void refuses(const char *text, const char *message)
{
    const char *path = a_file(text);

    plan = plan_read(path, &faults);
    unlink(path);
    assert_null(plan);
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

    plan = plan_read(path, &faults);
    unlink(path);
    assert_null(plan);
    for (i = 0; i < faults.count; i++) {
        strcat(all, message_of(&faults.items[i], path));
        strcat(all, "\n");
    }
    assert_string_equal(all, messages);
    faults_free(&faults);
}

static void a_whole_row(void **state)
{
    const struct measure *calls;

    (void)state;
    reads("measure,role,better,unit,agg,source,column,date,by,baseline,target,start,due,owner,"
            "period,date_format,decimal,delimiter,missing,encoding\n"
          "calls,output,up,calls,sum,in/crm.csv,Anrufe,Tag,\"team,region\",40,55.5,2026-01-05,"
          "2026-06-30,Kim,week,%d.%m.%Y,\",\",;,-,latin1\n");
    calls = plan_measure(plan, "calls");
    assert_non_null(calls);
    assert_int_equal(calls->line, 2);
    assert_int_equal(calls->role, ROLE_OUTPUT);
    assert_int_equal(calls->better, 1);
    assert_ptr_equal(calls->agg, aggregate_find("sum"));
    assert_string_equal(calls->source, "in/crm.csv");
    assert_string_equal(calls->path, "/tmp/in/crm.csv");
    assert_string_equal(calls->column, "Anrufe");
    assert_string_equal(calls->by, "team,region");
    assert_true(calls->baseline == 40 && calls->target == 55.5);
    assert_string_equal(calls->decimal, ",");
    assert_string_equal(calls->encoding, "latin1");
    assert_string_equal(calls->delimiter, ";");
    assert_true(plan->timed);
    assert_int_equal(plan->period, PERIOD_WEEK);
    assert_null(plan->note);
    assert_null(plan_measure(plan, "Anrufe"));
    plan_free(plan);
}

static void two_columns_are_enough(void **state)
{
    (void)state;
    reads("Role,Measure\n OUTPUT , calls \n,\ncontext,price\n");
    assert_int_equal(plan->count, 2);
    assert_string_equal(plan->measures[0].column, "calls");
    assert_string_equal(plan->measures[0].source, "");
    assert_string_equal(plan->measures[0].path, "");
    assert_true(isnan(plan->measures[0].target));
    assert_int_equal(plan->measures[0].better, 0);
    assert_int_equal(plan->measures[1].line, 4);
    assert_false(plan->timed);
    plan_free(plan);
}

static void unknown_columns_are_said_once(void **state)
{
    (void)state;
    reads("measure,role,tagret,colour of it\ncalls,output,1,red\nsales,outcome,2,blue\n");
    assert_non_null(plan->note);
    assert_non_null(strstr(plan->note, "\"tagret\" (target?), \"colour of it\""));
    plan_free(plan);
}

static void a_source_is_described_once(void **state)
{
    (void)state;
    reads("measure,role,source,date,decimal\na,output,x.csv,,\nb,output,x.csv,day,\",\"\n"
          "c,outcome,y.csv,,\nd,outcome,x.csv,closed,\n");
    assert_string_equal(plan->measures[0].date, "day");
    assert_string_equal(plan->measures[0].decimal, ",");
    assert_string_equal(plan->measures[2].date, "");
    assert_string_equal(plan->measures[2].decimal, "");
    assert_string_equal(plan->measures[3].date, "closed");
    plan_free(plan);
    refuses("measure,role,source,decimal\na,output,x.csv,.\nb,output,x.csv,\",\"\n",
            ":3: column \"decimal\": \",\" contradicts \".\" on line 2: both describe x.csv");
}

static void refusals_say_where_and_what(void **state)
{
    (void)state;
    refuses("", ": is empty");
    refuses("measure,role\n", ": has a header but no measures");
    refuses("figure,role\na,output\n", ":1: there is no column \"measure\"; not known here: "
            "\"figure\"");
    refuses("measure;role\na;output\n", ":1: the columns are divided by semicolons, not commas: "
                                        "lever clean makes it plain");
    refuses("measure,role,Role\na,output,output\n", ":1: column \"Role\": is there twice");
    refuses("measure,role\na,output,3\n", ":2: 3 fields, but the header has 2");
    refuses("measure,role\n,output\n", ":2: column \"measure\": is empty: every row names a "
            "measure");
    refuses("measure,role\na,output\n\nA,outcome\n",
            ":4: column \"measure\": \"A\" is on line 2 already");
    refuses("measure,role\na,outptu\n", ":2: column \"role\": not a role: \"outptu\"; did you mean "
                                        "\"output\"? (output, outcome, guardrail, context)");
    refuses("measure,role\na,\n", ":2: column \"role\": is empty: output, outcome, guardrail or "
                                  "context is wanted");
    refuses("measure,role,better\na,output,sideways\n",
            ":2: column \"better\": not a direction: \"sideways\" (up, down)");
    refuses("measure,role,agg\na,output,summ\n",
            ":2: column \"agg\": not an aggregate: \"summ\"; did you mean \"sum\"? (sum, mean, "
            "count, min, max, median, first, last, distinct)");
    refuses("measure,role,target\na,output,many\n",
            ":2: column \"target\": not a number: \"many\"");
    refuses("measure,role,delimiter\na,output,comma\n",
            ":2: column \"delimiter\": not a single character: \"comma\"");
    refuses("measure,role,start\na,output,foo\n",
            ":2: column \"start\": not a date or period such as 2026-11-22 or 2026-Q4: \"foo\"");
    refuses("measure,role,due\na,output,2026-02-30\n", ":2: column \"due\": not a date or period such "
            "as 2026-11-22 or 2026-Q4: \"2026-02-30\"");
    refuses("measure,role,date_format\na,output,%d/%Q\n",
            ":2: column \"date_format\": does not say how dates are written: \"%d/%Q\": %Q is not known "
            "(%d %m %Y %y %b %B %F %G %V %j %H %I %M %S %T %p %z are)");
    refuses("measure,role,encoding\na,output,klingon\n",
            ":2: column \"encoding\": no encoding known here: \"klingon\" (iconv -l lists them)");
    refuses("measure,role,by\na,output,\"a,,b\"\n", ":2: column \"by\": an empty item in the list \"a,,b\"");
    refuses("measure,role,fill\na,output,1\n",
            ":2: column \"fill\": not what a period without rows is: \"1\" (0, missing)");
    refuses("measure,role,agg,fill\na,output,mean,0\n",
            ":2: column \"fill\": the mean of no rows is not \"0\": only sum, count and distinct have "
            "one");
    refuses("measure,role,delimiter\na,output,5\n", ":2: column \"delimiter\": not a delimiter: \"5\"");
    refuses("measure,role,decimal\na,output,;\n",
            ":2: column \"decimal\": not a decimal mark (a point or a comma): \";\"");
}

static void one_period_for_the_report(void **state)
{
    (void)state;
    reads("measure,role,period\na,output,month\nb,outcome,\nc,outcome,month\n");
    assert_int_equal(plan->period, PERIOD_MONTH);
    plan_free(plan);
    refuses("measure,role,period\na,output,wek\n",
            ":2: column \"period\": not a period: \"wek\"; did you mean \"week\"? (day, week, "
            "month, quarter, year, integer)");
    refuses("measure,role,period\na,output,week\nb,outcome,month\n",
            ":3: column \"period\": \"month\" differs from \"week\" on line 2: a report has one "
            "period");
    refuses("measure,role,period\na,output,\nb,outcome,month\n",
            ":3: column \"period\": \"month\" belongs on the first measure's row (line 2): it "
            "is the whole report's");
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    finds("measure,role,better,agg,baseline,due,decimal\n"
          "calls,outptu,up,summ,40,2026-06-30,.\n"
          "sales,outcome,sideways,sum,many,soon,;\n"
          "calls,outcome,up,sum\n"
          "CALLS,,,,,,\n",
          ":2: column \"role\": not a role: \"outptu\"; did you mean \"output\"? (output, outcome, "
          "guardrail, context)\n"
          ":2: column \"agg\": not an aggregate: \"summ\"; did you mean \"sum\"? (sum, mean, count, "
          "min, max, median, first, last, distinct)\n"
          ":3: column \"better\": not a direction: \"sideways\" (up, down)\n"
          ":3: column \"baseline\": not a number: \"many\"\n"
          ":3: column \"due\": not a date or period such as 2026-11-22 or 2026-Q4: \"soon\"\n"
          ":3: column \"decimal\": not a decimal mark (a point or a comma): \";\"\n"
          ":4: 4 fields, but the header has 7\n"
          ":5: column \"measure\": \"CALLS\" is on line 2 already\n"
          ":5: column \"role\": is empty: output, outcome, guardrail or context is wanted\n");
    /* Columns that are not there are all named, and rows are then not read. */
    finds("figure,rôle\na,output\n",
          ":1: there is no column \"measure\"; not known here: \"figure\", \"rôle\" (role?)\n"
          ":1: there is no column \"role\"; not known here: \"figure\", \"rôle\" (role?)\n");
    /* A header with a column twice can be read on. */
    finds("measure,role,role\na,outcom,x\n",
          ":1: column \"role\": is there twice\n"
          ":2: column \"role\": not a role: \"outcom\"; did you mean \"outcome\"? (output, outcome, "
          "guardrail, context)\n");
}

static void a_fault_brings_no_others_with_it(void **state)
{
    (void)state;
    /* The report's period is not known, so nobody contradicts it. */
    finds("measure,role,period\na,output,wek\nb,outcome,month\nc,outcome,mont\n",
          ":2: column \"period\": not a period: \"wek\"; did you mean \"week\"? (day, week, month, "
          "quarter, year, integer)\n"
          ":4: column \"period\": not a period: \"mont\"; did you mean \"month\"? (day, week, month, "
          "quarter, year, integer)\n");
    /* Who is silent of a source contradicts nobody; who does is held against the first. */
    finds("measure,role,source,decimal,missing\na,output,x.csv,,\nb,output,x.csv,.,-\n"
          "c,outcome,x.csv,\",\",-\nd,outcome,x.csv,,?\ne,outcome,y.csv,\",\",\n"
          "f,outcome,x.csv,\",\",\n",
          ":4: column \"decimal\": \",\" contradicts \".\" on line 3: both describe x.csv\n"
          ":7: column \"decimal\": \",\" contradicts \".\" on line 3: both describe x.csv\n"
          ":5: column \"missing\": \"?\" contradicts \"-\" on line 3: both describe x.csv\n");
}

static void another_file_is_not_listed_whole(void **state)
{
    struct text rows = TEXT_EMPTY;
    const char *path;
    int i;

    (void)state;
    text_adds(&rows, "measure,role\n");
    for (i = 0; i < FAULTS_MOST + 7; i++)
        text_addf(&rows, "a%d,thing\n", i);
    path = a_file(rows.bytes);
    assert_null(plan_read(path, &faults));
    assert_int_equal(faults.count, FAULTS_MOST);
    assert_int_equal(faults.more, 7);
    assert_int_equal(faults_found(&faults), FAULTS_MOST + 7);
    unlink(path);
    faults_free(&faults);
    text_free(&rows);
}

static void roles_select_columns(void **state)
{
    const char *const header[] = { "period", "sales", "b", "calls" };
    struct selection selection;
    struct role_source roles;

    (void)state;
    reads("measure,role\ncalls,output\nsales,outcome\nb,output\n");
    roles = plan_roles(plan);
    assert_int_equal(select_columns(header, 4, "@output", "t.csv", &roles, &selection, &err), 0);
    assert_int_equal(selection.count, 2);
    assert_int_equal(selection.columns[0], 3);
    assert_int_equal(selection.columns[1], 2);
    selection_free(&selection);
    assert_int_equal(select_columns(header, 4, "@guardrail", "t.csv", &roles, &selection, &err),
                     -1);
    assert_non_null(strstr(err.what, "no measure has the role \"guardrail\""));
    assert_int_equal(select_columns(header, 4, "@outputs", "t.csv", &roles, &selection, &err), -1);
    assert_non_null(strstr(err.what, "did you mean \"@output\"?"));
    assert_int_equal(err.status, 2);
    plan_free(plan);
}

static void a_role_wants_a_plan(void **state)
{
    const char *const header[] = { "a" };
    struct role_source none = plan_roles(NULL);
    struct selection selection;

    (void)state;
    assert_int_equal(select_columns(header, 1, "@output", "t.csv", &none, &selection, &err), -1);
    assert_non_null(strstr(err.what, "--plan"));
    assert_int_equal(err.status, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_row),
        cmocka_unit_test(two_columns_are_enough),
        cmocka_unit_test(unknown_columns_are_said_once),
        cmocka_unit_test(a_source_is_described_once),
        cmocka_unit_test(refusals_say_where_and_what),
        cmocka_unit_test(one_period_for_the_report),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_fault_brings_no_others_with_it),
        cmocka_unit_test(another_file_is_not_listed_whole),
        cmocka_unit_test(roles_select_columns),
        cmocka_unit_test(a_role_wants_a_plan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
