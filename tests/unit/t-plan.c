/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "plan-file.h"
#include "plan/plan.h"

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
    char all[6000] = "";
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
    assert_true(calls->baseline == 40 && calls->target.kind == TARGET_VALUE &&
                calls->target.value == 55.5);
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
    assert_int_equal(plan->measures[0].target.kind, TARGET_NONE);
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
    refuses("measure,role,Role\na,output,output\n", ":1: column \"Role\": is there twice");
    refuses("measure,role\na,output,3\n", ":2: 3 fields, but the header has 2 (a "
                                          "\",\" within a cell stands in quotes)");
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
            "count, min, max, median, first, last, distinct, new, kept, returned, lost)");
    refuses("measure,role,target\na,output,many\n",
            ":2: column \"target\": not a target such as 58, 58%, +20%, -3, >=95, 20/week, total "
            "5000, x1.2 or +20 points: \"many\"");
    refuses("measure,role,delimiter\na,output,comma\n",
            ":2: column \"delimiter\": not a single character: \"comma\"");
    refuses("measure,role,start\na,output,foo\n",
            ":2: column \"start\": not a date or period such as 2026-11-22 or 2026-Q4: \"foo\"");
    refuses("measure,role,due\na,output,2026-02-30\n",
            ":2: column \"due\": not a date or period such "
            "as 2026-11-22 or 2026-Q4, nor a time from start such as 6 months: \"2026-02-30\"");
    refuses(
        "measure,role,date_format\na,output,%d/%Q\n",
        ":2: column \"date_format\": does not say how dates are written: \"%d/%Q\": %Q is not known "
        "(%d %m %Y %y %b %B %F %G %V %j %H %I %M %S %T %p %z are)");
    refuses("measure,role,encoding\na,output,klingon\n",
            ":2: column \"encoding\": no encoding known here: \"klingon\" (iconv -l lists them)");
    refuses("measure,role,by\na,output,\"a,,b\"\n",
            ":2: column \"by\": an empty item in the list \"a,,b\"");
    refuses(
        "measure,role,fill\na,output,1\n",
        ":2: column \"fill\": not what a period without rows is: \"1\" (0, missing, 0 throughout)");
    refuses("measure,role,agg,fill\na,output,mean,0\n",
            ":2: column \"fill\": the mean of no rows is not \"0\": only sum, count, distinct, "
            "new, kept and returned have one");
    refuses("measure,role,delimiter\na,output,5\n",
            ":2: column \"delimiter\": not a delimiter: \"5\"");
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
    finds(
        "measure,role,better,agg,baseline,due,decimal\n"
        "calls,outptu,up,summ,40,2026-06-30,.\n"
        "sales,outcome,sideways,sum,many,soon,;\n"
        "calls,outcome,up,sum\n"
        "CALLS,,,,,,\n",
        ":2: column \"role\": not a role: \"outptu\"; did you mean \"output\"? (output, outcome, "
        "guardrail, context)\n"
        ":2: column \"agg\": not an aggregate: \"summ\"; did you mean \"sum\"? (sum, mean, count, "
        "min, max, median, first, last, distinct, new, kept, returned, lost)\n"
        ":3: column \"better\": not a direction: \"sideways\" (up, down)\n"
        ":3: column \"baseline\": not a number: \"many\"\n"
        ":3: column \"due\": not a date or period such as 2026-11-22 or 2026-Q4, nor a time from "
        "start such as 6 months: \"soon\"\n"
        ":3: column \"decimal\": not a decimal mark (a point or a comma): \";\"\n"
        ":4: column \"measure\": \"calls\" is on line 2 already\n"
        ":5: column \"measure\": \"CALLS\" is on line 2 already\n"
        ":5: column \"role\": is empty: output, outcome, guardrail or context is wanted\n");
    /* Columns that are not there are all named, and rows are then not read. */
    finds("figure,rôle\na,output\n",
          ":1: there is no column \"measure\"; not known here: \"figure\", \"rôle\" (role?)\n"
          ":1: there is no column \"role\"; not known here: \"figure\", \"rôle\" (role?)\n");
    /* A header with a column twice can be read on. */
    finds(
        "measure,role,role\na,outcom,x\n",
        ":1: column \"role\": is there twice\n"
        ":2: column \"role\": not a role: \"outcom\"; did you mean \"outcome\"? (output, outcome, "
        "guardrail, context)\n");
}

static void a_fault_brings_no_others_with_it(void **state)
{
    (void)state;
    /* The report's period is not known, so nobody contradicts it. */
    finds(
        "measure,role,period\na,output,wek\nb,outcome,month\nc,outcome,mont\n",
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

/* ---- as spreadsheets write it ---- */

static void a_plan_as_a_spreadsheet_writes_it(void **state)
{
    (void)state;
    reads("\xEF\xBB\xBF\"measure\";role;unit;baseline;target;agg\r\n"
          "\xE2\x80\x9E"
          "calls\xE2\x80\x9C;output;;40,5;1.250,75;sum\r\n"
          "\xC2\xA0sales ; Outcome\r\n;;;;;\r\n");
    assert_int_equal(plan->count, 2);
    assert_string_equal(plan->measures[0].name, "calls");
    assert_true(plan->measures[0].baseline == 40.5);
    assert_true(plan->measures[0].target.value == 1250.75);
    assert_string_equal(plan->measures[1].name, "sales");
    assert_non_null(strstr(plan->note,
                           ": read divided by semicolons, numbers with the marks of another "
                           "locale, short rows filled up, quotes around names taken off"));
    plan_free(plan);
    reads("sep=;\r\nmeasure;role\r\ncalls;output\r\n");
    assert_int_equal(plan->measures[0].line, 3);
    plan_free(plan);
    reads("measure\trole\ncalls\toutput\n");
    assert_non_null(strstr(plan->note, "divided by tabs"));
    plan_free(plan);
}

static void a_plan_of_windows(void **state)
{
    (void)state;
    reads("measure,role\nl\xF6sungen,output\nk\x80,outcome\n");
    assert_string_equal(plan->measures[0].name, "l\xC3\xB6sungen");
    assert_string_equal(plan->measures[1].name, "k\xE2\x82\xAC");
    assert_non_null(strstr(plan->note, ": read in Windows-1252"));
    plan_free(plan);
    refuses("measure,role\na,output\nl\x81,output\n", ":3: is neither UTF-8 nor Windows-1252 (byte "
                                                      "0x81): save it as CSV in UTF-8");
}

static void numbers_that_could_be_two(void **state)
{
    static const char
        *const two = ":2: column \"threshold\": \"%s\" can be read in two ways: is the mark "
                     "a decimal one, or does it divide thousands? Write 1500, or 1.5";
    char message[300];

    (void)state;
    snprintf(message, sizeof message, two, "1,500");
    refuses("measure,role,threshold\na,output,\"1,500\"\n", message);
    snprintf(message, sizeof message, two, "1.500");
    refuses("measure;role;threshold\na;output;1.500\n", message);
    reads("measure,role,threshold\na,output,1.500\nb,output,\"1,500.5\"\nc,output,\"1,500,000\"\n"
          "d,output,1 500\ne,output,1e3\nf,output,\"0,125\"\n");
    assert_true(plan->measures[0].threshold == 1.5 && plan->measures[1].threshold == 1500.5);
    assert_true(plan->measures[2].threshold == 1500000 && plan->measures[3].threshold == 1500);
    assert_true(plan->measures[4].threshold == 1000 && plan->measures[5].threshold == .125);
    plan_free(plan);
    refuses("measure,role,threshold\na,output,\"1,50,000\"\n",
            ":2: column \"threshold\": not a number: \"1,50,000\"");
}

/* ---- the columns that came later ---- */

static void all_later_columns(void **state)
{
    const struct measure *a;

    (void)state;
    reads(
        "measure,role,source,agg,unit,where,formula,sheet,tz,totals,week,spread,calendar,kind,question,"
        "audience,min_change,counter,threshold,target_since,unit_value,unit_cost,effort,table,rename,overlap,mix,ask\n"
        "a,output,x.csv,sum,pcs,\"p=\"\"P1\"\"\",=b-c,Tab 1,Europe/Berlin,DROP,Ending Saturday,yes,DE,"
        "discovery,Why?,all,2 pcs,b,3 pcs,2026-W05,1.5,20,0,2,x=y,DROP,kind,who?\n"
        "b,outcome,x.csv,sum,,,,,,,,no,,,,,,,,,,,,,,drop,,\n");
    a = &plan->measures[0];
    assert_null(plan->note);
    assert_string_equal(a->where, "p=\"P1\"");
    assert_string_equal(a->formula, "b-c");
    assert_string_equal(a->column, "formula of a");
    assert_string_equal(a->totals, "drop");
    assert_string_equal(a->tz, "Europe/Berlin");
    assert_string_equal(plan->measures[1].sheet, "Tab 1");
    assert_string_equal(a->table, "2");
    assert_string_equal(plan->measures[1].table, "2");
    assert_string_equal(plan->measures[1].where, "");
    assert_string_equal(plan->week, "ending saturday");
    assert_string_equal(plan->calendar, "DE");
    assert_true(a->spread && a->discovery && !plan->measures[1].spread);
    assert_string_equal(a->question, "Why?");
    assert_true(a->min_change == 2 && a->threshold == 3 && a->unit_value == 1.5);
    assert_true(a->unit_cost == 20 && a->effort == 0);
    assert_string_equal(a->counter, "b");
    assert_string_equal(a->mix, "kind");
    assert_string_equal(a->target_since, "2026-W05");
    assert_string_equal(plan->measures[1].rename, "x=y");
    assert_string_equal(a->overlap, "drop");
    plan_free(plan);
}

static void later_columns_have_faults(void **state)
{
    (void)state;
    finds(
        "measure,role,source,agg,column,where,formula,tz,totals,week,spread,kind,min_change,counter,"
        "unit_cost,due,start\n"
        "a,output,x.csv,count,,p==1,b,Mars,dropp,satturday,yess,discover,0,bb,-1,6 months,\n"
        "b,outcome,,,,p=1,,,,,yes,,,b,,,\n"
        "c,output,y.csv,sum,d,,SUMM(d),,,monday,,,,,,7 months,2026-01\n"
        "d,output,y.csv,sum,,,SUMM(d),,,sunday,,,,,,5/1/2026,\n",
        ":2: column \"due\": \"6 months\" counts from start, which is empty\n"
        ":2: column \"where\": unexpected \"=\": a value is expected here\n"
        "    p==1\n"
        "      ^\n"
        ":2: column \"formula\": agg is \"count\", which looks at no column: a condition on the rows "
        "belongs in where\n"
        ":2: column \"tz\": not a time zone: \"Mars\" (written, UTC, +02:00 or an area such as "
        "Europe/Berlin)\n"
        ":2: column \"totals\": not what becomes of rows of totals: \"dropp\"; did you mean \"drop\"? "
        "(drop, keep)\n"
        ":2: column \"week\": not a day that weeks begin on or end on: \"satturday\"; did you mean "
        "\"saturday\"? (monday, tuesday, wednesday, thursday, friday, saturday, sunday, ending monday, "
        "ending tuesday, ending wednesday, ending thursday, ending friday, ending saturday, ending "
        "sunday)\n"
        ":2: column \"spread\": not yes or no: \"yess\"; did you mean \"yes\"? (yes, no)\n"
        ":2: column \"kind\": not a kind of goal: \"discover\"; did you mean \"discovery\"? (delivery, "
        "discovery)\n"
        ":2: column \"min_change\": is a size, so it lies above 0: \"0\"\n"
        ":2: column \"unit_cost\": cannot be below 0: \"-1\"\n"
        ":3: column \"where\": chooses among the rows of a source, and there is none\n"
        ":3: column \"spread\": \"b\" is an outcome: repeated values would count as observations that "
        "nobody made. Make the report's period as coarse\n"
        ":4: column \"formula\": stands in place of a column, and column says \"d\": leave one of them "
        "empty\n"
        ":5: column \"due\": \"5/1/2026\" can be read as two days: write it as 2026-11-22\n"
        ":5: column \"formula\": no function \"SUMM\"; did you mean SUM?\n"
        "    SUMM(d)\n"
        "    ^\n"
        ":5: column \"week\": \"sunday\" differs from \"monday\" on line 4: a report has one kind of "
        "week\n"
        ":2: column \"counter\": \"bb\" is no measure of this plan\n"
        ":3: column \"counter\": \"b\" cannot be its own counter: another measure has to get worse\n");
    refuses(
        "measure,role,calendar\na,output,\nb,output,DE\n",
        ":3: column \"calendar\": \"DE\" belongs on the first measure's row (line 2): it is the whole "
        "report's");
}

static void formulas_over_measures(void **state)
{
    (void)state;
    reads("measure,role,source,formula\nwon,output,x.csv,\ncalls,output,x.csv,\n"
          "rate,outcome,,won/calls\nindex,outcome,,100*rate\n");
    assert_true(plan_stands_in(plan, &plan->measures[0], &plan->measures[2]));
    assert_true(plan_stands_in(plan, &plan->measures[1], &plan->measures[3]));
    assert_false(plan_stands_in(plan, &plan->measures[3], &plan->measures[2]));
    plan_free(plan);
    refuses("measure,role,formula\na,output,a+1\n", ":2: column \"formula\": needs \"a\" itself");
    finds("measure,role,formula\na,output,b+1\nb,output,2*c\nc,output,a\nd,output,cal+a\n"
          "calls,output,\n",
          ":5: column \"formula\": \"cal\" is no measure of this plan; did you mean \"calls\"?\n"
          ":2: column \"formula\": needs \"b\", which needs \"c\", which needs \"a\" itself\n");
    refuses("measure,role,formula\na,output,call*2\ncalls,output,\n",
            ":2: column \"formula\": \"call\" is no measure of this plan; did you mean \"calls\"?");
    /* With a source, a name is the source's column, also where a measure is called so. */
    reads("measure,role,source,formula\na,output,x.csv,a+1\n");
    plan_free(plan);
}

/* One target of a measure in that unit; its level from a baseline of 50. */
static const struct target *target_of(const char *unit, const char *cell, double level)
{
    static struct target target;
    char text[300];

    snprintf(text, sizeof text, "measure,role,unit,target,baseline\na,outcome,%s,\"%s\",50\n", unit,
             cell);
    reads(text);
    target = plan->measures[0].target;
    if (isnan(level))
        assert_true(isnan(target_level(&target, 50)));
    else
        assert_true(fabs(target_level(&target, 50) - level) < 1e-9);
    plan_free(plan);
    return &target;
}

static void targets_in_all_their_forms(void **state)
{
    (void)state;
    assert_int_equal(target_of("", "58", 58)->kind, TARGET_VALUE);
    assert_int_equal(target_of("%", "58%", 58)->kind, TARGET_VALUE);
    assert_int_equal(target_of("%", "58 %", 58)->bound, 0);
    assert_int_equal(target_of("EUR", "1,200.50 EUR", 1200.5)->kind, TARGET_VALUE);
    assert_int_equal(target_of("", "+20%", 60)->kind, TARGET_FACTOR);
    assert_int_equal(target_of("", "-3", 47)->kind, TARGET_CHANGE);
    assert_int_equal(target_of("",
                               "\xE2\x88\x92"
                               "3",
                               47)
                         ->kind,
                     TARGET_CHANGE);
    assert_int_equal(target_of("", "=-3", -3)->kind, TARGET_VALUE);
    assert_int_equal(target_of("", ">=95", 95)->bound, 1);
    assert_int_equal(target_of("%", "<= 5%", 5)->bound, -1);
    assert_int_equal(target_of("", "20/week", NAN)->per, PERIOD_WEEK);
    assert_int_equal(target_of("", "20 per month", NAN)->kind, TARGET_RATE);
    assert_true(target_of("", "total 5000", NAN)->value == 5000);
    assert_int_equal(target_of("", "total 5000", NAN)->kind, TARGET_TOTAL);
    assert_int_equal(target_of("%", "x1.2", 60)->kind, TARGET_FACTOR);
    assert_int_equal(target_of("%", "+20 points", 70)->kind, TARGET_CHANGE);
    assert_true(isnan(target_level(target_of("", "-3", 47), NAN)));
    refuses(
        "measure,role,unit,target\na,outcome,%,+20%\n",
        ":2: column \"target\": \"+20%\" of a measure in percent could be points or per cent of it: "
        "write \"+20 points\" or \"x1.2\"");
    refuses("measure,role,unit,target\na,outcome,EUR,58%\n",
            ":2: column \"target\": \"58%\" is in percent, but the unit is \"EUR\"");
    refuses(
        "measure,role,unit,target\na,outcome,,58%\n",
        ":2: column \"target\": \"58%\" is in percent, which the unit does not say: write unit % and "
        "have the cells in percent");
    refuses("measure,role,unit,target\na,outcome,EUR,+20 points\n",
            ":2: column \"target\": \"+20 points\" is in points, but the unit is \"EUR\"");
    refuses(
        "measure,role,target\na,outcome,20/wek\n",
        ":2: column \"target\": \"wek\" is no period; did you mean \"week\"? (day, week, month, "
        "quarter, year)");
}

static void by_may_be_made(void **state)
{
    (void)state;
    reads("measure,role,by\na,output,\"region, team=IF(x=\"\"a, b\"\", y, [z, w])\"\n"
          "b,output,\"team,region\"\n");
    assert_string_equal(plan->measures[0].by, "region,team");
    assert_int_equal(plan->measures[0].make_count, 1);
    assert_string_equal(plan->measures[0].makes[0].name, "team");
    assert_string_equal(plan->measures[0].makes[0].expression, "IF(x=\"a, b\", y, [z, w])");
    assert_int_equal(plan->measures[1].make_count, 0);
    plan_free(plan);
    refuses("measure,role,by\na,output,=x\n",
            ":2: column \"by\": \"=x\": a name is wanted ahead of \"=\"");
}

static void a_formula_as_it_is_typed(void **state)
{
    (void)state;
    reads(
        "measure,role,source,where,owner\na,output,x.csv,p=\"P1\",\"K, \"\"L\"\"\"\nb,output,x.csv,q=\"\"\n");
    assert_string_equal(plan->measures[0].where, "p=\"P1\"");
    assert_string_equal(plan->measures[0].owner, "K, \"L\"");
    assert_string_equal(plan->measures[1].where, "q=\"\"");
    plan_free(plan);
}

static void due_counts_from_start(void **state)
{
    (void)state;
    reads("measure,role,start,due\na,output,2026-01,6 months\nb,output,2026-01-05,1 quarter\n"
          "c,output,,2026-06-30\n");
    assert_int_equal(plan->measures[0].lasts, 6);
    assert_int_equal(plan->measures[0].lasts_kind, PERIOD_MONTH);
    assert_int_equal(plan->measures[1].lasts_kind, PERIOD_QUARTER);
    assert_int_equal(plan->measures[2].lasts, 0);
    plan_free(plan);
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
        cmocka_unit_test(a_plan_as_a_spreadsheet_writes_it),
        cmocka_unit_test(a_plan_of_windows),
        cmocka_unit_test(numbers_that_could_be_two),
        cmocka_unit_test(all_later_columns),
        cmocka_unit_test(later_columns_have_faults),
        cmocka_unit_test(formulas_over_measures),
        cmocka_unit_test(targets_in_all_their_forms),
        cmocka_unit_test(by_may_be_made),
        cmocka_unit_test(a_formula_as_it_is_typed),
        cmocka_unit_test(due_counts_from_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
