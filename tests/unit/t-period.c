/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "period/period.h"

enum { MOST = 12 };

/* Reads the values ("|" between them) and gives "kind: p p p [note]" or "status message". */
static const char *read_as(const char *values, struct period_options options)
{
    static char line[1200];
    const char *texts[MOST];
    char *copy = xstrdup(values);
    char *at = copy;
    struct periods periods;
    struct error err;
    size_t count = 0;
    size_t n;
    size_t i;

    for (;;) {
        char *bar = strchr(at, '|');

        assert_true(count < MOST);
        texts[count++] = at;
        if (!bar)
            break;
        *bar = '\0';
        at = bar + 1;
    }
    options.file = "f.csv";
    options.column = "when";
    if (periods_read(texts, count, &options, &periods, &err) != 0) {
        n = (size_t)snprintf(line, sizeof line, "%d ", err.status);
        error_format(&err, line + n, sizeof line - n);
        free(copy);
        return line;
    }
    n = (size_t)snprintf(line, sizeof line, "%s:", period_kind_name(periods.kind));
    for (i = 0; i < count; i++) {
        char buffer[PERIOD_SIZE] = "-";

        if (periods.index[i] != PERIOD_NONE)
            period_format(periods.kind, periods.index[i], buffer);
        n += (size_t)snprintf(line + n, sizeof line - n, " %s", buffer);
    }
    if (periods.note[0])
        snprintf(line + n, sizeof line - n, " [%s]", periods.note);
    periods_free(&periods);
    free(copy);
    return line;
}

static void same(const char *values, struct period_options options, const char *start)
{
    const char *got = read_as(values, options);

    if (strncmp(got, start, strlen(start)) != 0)
        fail_msg("%s\n    gave     %s\n    expected %s", values, got, start);
}

static void exactly(const char *values, struct period_options options, const char *expected)
{
    assert_string_equal(read_as(values, options), expected);
}

static const struct period_options none = { 0 };

static struct period_options as(enum period_kind kind)
{
    return (struct period_options){ .fixed = true, .kind = kind };
}

static void reads_every_form(void **state)
{
    (void)state;
    exactly("2026-11-22|2026-11-23", none, "day: 2026-11-22 2026-11-23");
    exactly("2026/1/2|2026/01/04", none, "day: 2026-01-02 2026-01-04");
    exactly("22.11.2026|3.2.2026", none, "day: 2026-11-22 2026-02-03");
    exactly("22 Nov 2026|Nov 23, 2026|24-NOV-2026|2026-Nov-25|26Nov2026|26. november 2026", none,
            "day: 2026-11-22 2026-11-23 2026-11-24 2026-11-25 2026-11-26 2026-11-26");
    exactly("Sun, 22 Nov 2026|Monday, November 23, 2026", none, "day: 2026-11-22 2026-11-23");
    exactly("2026-W47|2026W48|W49 2026|2026 Week 50", none,
            "week: 2026-W47 2026-W48 2026-W49 2026-W50");
    exactly("2026-W47-1|2026-W47-7", none, "day: 2026-11-16 2026-11-22");
    exactly("2026-11|2026/12|01/2027|2.2027", none, "month: 2026-11 2026-12 2027-01 2027-02");
    exactly("2002 Jan|feb 2002|MARCH 2002|2002-Sept|Oct-2002|2002M11", none,
            "month: 2002-01 2002-02 2002-03 2002-09 2002-10 2002-11");
    exactly("2026-Q4|2026Q3|Q2 2026|q1/2026", none, "quarter: 2026-Q4 2026-Q3 2026-Q2 2026-Q1");
    exactly("2026|1999", none, "year: 2026 1999");
    exactly("1|2|-3|+4", none, "integer: 1 2 -3 4");
    exactly("|2026-11-22| ", none, "day: - 2026-11-22 -");
    exactly("2026-11-22T23:59:59|2026-11-22 00:00|2026-11-23 5:07:01.250|2026-11-23 11:15 PM", none,
            "day: 2026-11-22 2026-11-22 2026-11-23 2026-11-23");
}

static void weeks_follow_iso_8601(void **state)
{
    (void)state;
    /* 2020 and 2026 have 53 weeks; 2021-01-03 and 2027-01-03 still belong to them */
    exactly("2020-12-31|2021-01-03|2021-01-04|2027-01-03|2018-12-31|2016-01-03", as(PERIOD_WEEK),
            "week: 2020-W53 2020-W53 2021-W01 2026-W53 2019-W01 2015-W53");
    exactly("2020-W53|2021-W01", none, "week: 2020-W53 2021-W01");
    same("2021-W53", none,
         "1 f.csv:2: column \"when\": not a period: \"2021-W53\": there is no "
         "such week");
    assert_int_equal(week_from_date(2021, 1) - week_from_date(2020, 53), 1);
    assert_int_equal(weeks_in_year(2004), 53);
    assert_int_equal(weeks_in_year(2005), 52);
    assert_int_equal(week_from_date(1970, 1), 0);
}

static void finds_weeks_months_quarters_and_years(void **state)
{
    (void)state;
    exactly("2015-11-23|2015-11-30|2015-12-14", none,
            "week: 2015-W48 2015-W49 2015-W51 [dates a multiple of 7 days apart are read as weeks "
            "(see --period)]");
    exactly("2026-01-01|2026-02-01", none,
            "month: 2026-01 2026-02 [dates that are all the first day of a month are read as "
            "months (see --period)]");
    same("2026-02-01|2026-03-01", none, "month: "); /* though 28 days apart */
    same("2024-01-31|2024-02-29|2024-04-30", none,
         "month: 2024-01 2024-02 2024-04 [dates that "
         "are all the last day of a month");
    same("2023-02-28|2024-02-28|2024-03-31", none, "day:");
    same("2026-01-01|2026-04-01", none, "month:"); /* two are too few for quarters */
    same("2026-01-01|2026-04-01|2027-01-01", none, "quarter: 2026-Q1 2026-Q2 2027-Q1 [");
    same("2026-03-31|2026-06-30|2026-12-31", none, "quarter: 2026-Q1 2026-Q2 2026-Q4 [");
    same("2024-01-01|2025-01-01|2026-01-01", none, "year: 2024 2025 2026 [");
    same("2026-02-01|2026-05-01|2026-08-01", none, "month:");
    exactly("2026-01-05|2026-01-05", none, "day: 2026-01-05 2026-01-05");
    exactly("2026-01-05|2026-01-12", as(PERIOD_DAY), "day: 2026-01-05 2026-01-12");
    exactly("2026-01-05|2026-01-12", (struct period_options){ .dates_stay = true },
            "day: 2026-01-05 2026-01-12");
}

static void numbers_are_years_only_if_all_are(void **state)
{
    (void)state;
    exactly("1500|2500", none, "year: 1500 2500");
    exactly("1499|2000", none, "integer: 1499 2000");
    exactly("2000|2501", none, "integer: 2000 2501");
    exactly("2000|1", none, "integer: 2000 1");
    exactly("2000|2001", as(PERIOD_INTEGER), "integer: 2000 2001");
    exactly("900|2001", as(PERIOD_YEAR), "year: 0900 2001");
    same("20260115|20260116", none, "day: 2026-01-15 2026-01-16 [numbers of eight digits");
    exactly("20260115|20260132", none, "integer: 20260115 20260132");
    exactly("20260115|20260116", as(PERIOD_INTEGER), "integer: 20260115 20260116");
    same("20260115|20260216", as(PERIOD_MONTH), "month: 2026-01 2026-02");
    same("202601|202602", none, "1 f.csv:2: column \"when\": \"202601\" could be a month yyyymm");
    same("202601|202613", none,
         "1 f.csv:2: column \"when\": \"202601\" could be a year and its week "
         "or a plain number: say --date-format %G%V or --period integer");
    exactly("202601|202602", as(PERIOD_MONTH), "month: 2026-01 2026-02");
    exactly("202601|202602", (struct period_options){ .format = "%Y%m" }, "month: 2026-01 2026-02");
    same("2026|2027", as(PERIOD_MONTH),
         "1 f.csv:2: column \"when\": \"2026\" is a year and "
         "cannot be divided into months");
}

/* 2024-01-01 is a Monday. */
static void weeks_begin_where_they_are_said_to(void **state)
{
    static const struct {
        const char *word;
        int begins;
    } words[] = { { "monday", 1 },          { "Sunday", 7 },        { "ending sunday", 1 },
                  { "ENDING Saturday", 7 }, { "ending monday", 2 }, { "wednesday", 3 } };
    struct period_options sunday = { .week = 7 };
    int begins;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof words / sizeof *words; i++) {
        assert_int_equal(period_week_parse(words[i].word, &begins), 0);
        assert_int_equal(begins, words[i].begins);
    }
    assert_int_equal(period_week_parse("sun", &begins), -1);
    assert_int_equal(period_week_parse("ending", &begins), -1);
    assert_int_equal(period_week_parse("ending  sunday", &begins), -1);
    assert_int_equal(period_week_parse("", &begins), -1);
    same("2024-01-07|2024-01-14", none,
         "1 f.csv:2: column \"when\": every date is a Sunday: say --week sunday where");
    same("2024-01-07|2024-01-14", sunday, "week: 2024-W02 2024-W03 [");
    same("2023-12-31|2024-01-06",
         (struct period_options){ .fixed = true, .kind = PERIOD_WEEK, .week = 7 },
         "week: 2024-W01 2024-W01 [");
    same("2024-01-02|2024-01-08",
         (struct period_options){ .fixed = true, .kind = PERIOD_WEEK, .week = 2 },
         "week: 2024-W02 2024-W02 [");
    same("2024-W01|2024-W02", sunday, "week: 2024-W01 2024-W02");
    same("45292|45299", none,
         "1 f.csv:2: column \"when\": \"45292\" could be a day as spreadsheets");
    same("45292|45299", as(PERIOD_DAY), "day: 2024-01-01 2024-01-08 [");
}

static void day_and_month_by_evidence(void **state)
{
    (void)state;
    exactly("03/04/2026|13/04/2026", none,
            "day: 2026-04-03 2026-04-13 [dates are dd/mm/yyyy, as line 3 shows]");
    exactly("03/04/2026|04/13/2026", none,
            "day: 2026-03-04 2026-04-13 [dates are mm/dd/yyyy, as line 3 shows]");
    exactly("03-04-2026|13-04-2026", none,
            "day: 2026-04-03 2026-04-13 [dates are dd-mm-yyyy, as line 3 shows]");
    same("01/02/2026|03/04/2026", none,
         "1 f.csv:2: column \"when\": \"01/02/2026\" could be day and month or month and day, and "
         "no value of the column settles it: say --date-format %d/%m/%Y or %m/%d/%Y");
    exactly("01/01/2026|02/02/2026", none, "day: 2026-01-01 2026-02-02"); /* both are the same */
    same("13/04/2026|04/13/2026", none,
         "1 f.csv:3: column \"when\": the dates contradict each "
         "other: line 2 can only be dd/mm, line 3 only mm/dd");
    exactly("01/02/2026|03/04/2026", (struct period_options){ .format = "%d/%m/%Y" },
            "day: 2026-02-01 2026-04-03");
    exactly("1/2/26|3/4/99", (struct period_options){ .format = "%m/%d/%y" },
            "day: 2026-01-02 1999-03-04");
    same("05/01/2026|12/01/2026|19/01/2026", none,
         "week: 2026-W02 2026-W03 2026-W04 [dates are dd/mm/yyyy, as line 4 shows; dates a ");
    same("12/31/2026 11:59 PM|1/2/2026 1:05 AM", none, "day: 2026-12-31 2026-01-02");
    same("13/04/2026|14-04-2026", none, "1 f.csv:3: column \"when\": mixed kinds of period");
}

static void refuses(void **state)
{
    static const struct {
        const char *values;
        const char *start;
    } cases[] = {
        { "2026-02-30", "1 f.csv:2: column \"when\": not a period: \"2026-02-30\": there is no "
                        "such day" },
        { "2026-11-22|2023-02-29", "1 f.csv:3: column \"when\": not a period: \"2023-02-29\"" },
        { "31/04/2026", "1 f.csv:2: column \"when\": not a period: \"31/04/2026\": there is no" },
        { "30.02.2026", "1 f.csv:2: column \"when\": not a period: \"30.02.2026\": there is no" },
        { "12.13.2026", "1 f.csv:2: column \"when\": not a period: \"12.13.2026\": there is no" },
        { "2026-13", "1 f.csv:2: column \"when\": not a period: \"2026-13\": there is no such "
                     "month" },
        { "2026-Q5", "1 f.csv:2: column \"when\": not a period: \"2026-Q5\": there is no such q" },
        { "2026-W00", "1 f.csv:2: column \"when\": not a period: \"2026-W00\": there is no such" },
        { "Jan-02", "1 f.csv:2: column \"when\": not a period: \"Jan-02\": a year of two digits" },
        { "01/02/26", "1 f.csv:2: column \"when\": not a period: \"01/02/26\": a year of two" },
        { "26-01-02", "1 f.csv:2: column \"when\": not a period: \"26-01-02\": a year of two" },
        { "02-Jan-26", "1 f.csv:2: column \"when\": not a period: \"02-Jan-26\": a year of two" },
        { "foo", "1 f.csv:2: column \"when\": not a period: \"foo\" (2026-11-22" },
        { "1.5", "1 f.csv:2: column \"when\": not a period: \"1.5\"" },
        { "2026.1", "1 f.csv:2: column \"when\": not a period: \"2026.1\"" },
        { "2026-11-22 25:00", "1 f.csv:2: column \"when\": not a period: \"2026-11-22 25:00\": "
                              "there is no such time" },
        { "2026-11-22 13:00 PM", "1 f.csv:2: column \"when\": not a period" },
        { "2026-11-22 rubbish", "1 f.csv:2: column \"when\": not a period" },
        { "2026-11-22 10:15 CET", "1 f.csv:2: column \"when\": not a period: \"2026-11-22 10:15 "
                                  "CET\": a time zone by its letters" },
        { "2026-11-22T10:00:00Z", "1 f.csv:2: column \"when\": \"2026-11-22T10:00:00Z\" has a "
                                  "time zone" },
        { "2026-11|2026-W47", "1 f.csv:3: column \"when\": mixed kinds of period: \"2026-W47\" is "
                              "a week, but \"2026-11\" on line 2 is a month" },
        { "2026-11-22|23/11/2026", "1 f.csv:3: column \"when\": mixed kinds" },
        { "2026-11-22|5", "1 f.csv:3: column \"when\": mixed kinds" },
        { "|", "1 f.csv: column \"when\": the column has no period" },
        { "123456789012345678901234567890", "1 f.csv:2: column \"when\": not a period" },
        { "99999999999999999", "integer: 99999999999999999" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        same(cases[i].values, none, cases[i].start);
}

static void converts_to_coarser_kinds_only(void **state)
{
    (void)state;
    exactly("2026-01-31|2026-02-01", as(PERIOD_MONTH), "month: 2026-01 2026-02");
    exactly("2026-W01|2026-W05", as(PERIOD_MONTH), "month: 2026-01 2026-01");
    exactly("2026-W14|2026-W13", as(PERIOD_QUARTER), "quarter: 2026-Q2 2026-Q1");
    exactly("2026-11|2027-01", as(PERIOD_QUARTER), "quarter: 2026-Q4 2027-Q1");
    exactly("2026-Q4|2027-Q1", as(PERIOD_YEAR), "year: 2026 2027");
    same("2026-11", as(PERIOD_WEEK),
         "1 f.csv:2: column \"when\": \"2026-11\" is a month and "
         "cannot be divided into weeks");
    same("2026-Q1", as(PERIOD_DAY), "1 f.csv:2");
    same("2026-01-01", as(PERIOD_INTEGER), "1 f.csv:2");
    same("7", as(PERIOD_MONTH), "1 f.csv:2: column \"when\": \"7\" is a number: --period month");
}

static void fiscal_years_are_named_by_their_end(void **state)
{
    struct period_options options = { .fixed = true, .kind = PERIOD_YEAR, .year_start = 4 };

    (void)state;
    exactly("2025-03-31|2025-04-01|2026-03-31", options, "year: 2025 2026 2026");
    exactly("2025-12|2026-04", options, "year: 2026 2027");
    exactly("2025-Q1|2025-Q2", options, "year: 2025 2026");
    options.kind = PERIOD_QUARTER;
    exactly("2025-04-01|2026-03-31", options, "quarter: 2026-Q1 2026-Q4");
    exactly("2026-W13|2026-W14", options, "quarter: 2026-Q4 2027-Q1");
    options.year_start = 10;
    exactly("2025-09-30|2025-10-01", options, "quarter: 2025-Q4 2026-Q1");
    options.year_start = 5;
    same("2025-Q1", options, "1 f.csv:2: column \"when\": \"2025-Q1\" is a quarter: fiscal");
    options.kind = PERIOD_MONTH;
    exactly("2025-04-30", options, "month: 2025-04");
}

static void time_zones_on_request(void **state)
{
    struct period_options options = { 0 };
    struct error err;

    (void)state;
    assert_int_equal(period_zone_parse("written", &options, &err), 0);
    exactly("2026-11-22T23:30:00-05:00|2026-11-22T23:30:00+0200", options,
            "day: 2026-11-22 2026-11-22");
    assert_int_equal(period_zone_parse("UTC", &options, &err), 0);
    exactly("2026-11-22T23:30:00-05:00|2026-11-22T00:30:00+02:00", options,
            "day: 2026-11-23 2026-11-21");
    assert_int_equal(period_zone_parse("+02:00", &options, &err), 0);
    exactly("2026-11-22T22:30:00Z|2026-12-31 21:59:00 UTC", options, "day: 2026-11-23 2026-12-31");
    exactly("1969-12-31T21:00:00Z|1969-12-31T22:00:00Z", options, "day: 1969-12-31 1970-01-01");
    same("2026-11-22T22:30:00Z|2026-11-23T10:00:00", options,
         "1 f.csv:3: column \"when\": \"2026-11-23T10:00:00\" has no time zone, unlike the value "
         "on line 2");
    assert_int_equal(period_zone_parse("Mars/Olympus", &options, &err), -1);
    assert_int_equal(err.status, 2);
    if (period_zone_parse("Europe/Berlin", &options, &err) == 0)
        exactly("2026-07-01T22:30:00Z|2026-12-01T22:30:00Z", options,
                "day: 2026-07-02 2026-12-01"); /* summer time only in July */
}

static void formats(void **state)
{
    struct error err;

    (void)state;
    assert_int_equal(period_format_check("--date-format ", "%d/%m/%Y", &err), 0);
    assert_int_equal(period_format_check("--date-format ", "%d.%b %y %H:%M:%S", &err), 0);
    assert_int_equal(period_format_check("--date-format ", "%d/%m", &err), -1);
    assert_int_equal(err.status, 2);
    assert_int_equal(period_format_check("--date-format ", "%Q", &err), -1);
    assert_int_equal(period_format_check("--date-format ", "%d %Y", &err), -1);
    assert_int_equal(period_format_check("--date-format ", "%Y %", &err), -1);
    exactly("22.Nov 26 23:05:00", (struct period_options){ .format = "%d.%b %y %H:%M:%S" },
            "day: 2026-11-22");
    exactly("2026 053|2026 365", (struct period_options){ .format = "%Y %j" },
            "day: 2026-02-22 2026-12-31");
    exactly("201953|201901", (struct period_options){ .format = "%Y%m" },
            "1 f.csv:2: column \"when\": not a period: \"201953\": there is no such day or time");
    exactly("202053|202101", (struct period_options){ .format = "%G%V" },
            "week: 2020-W53 2021-W01");
    exactly("31/02/2026", (struct period_options){ .format = "%d/%m/%Y" },
            "1 f.csv:2: column \"when\": not a period: \"31/02/2026\": there is no such day or "
            "time");
    exactly("2026-02-01", (struct period_options){ .format = "%d/%m/%Y" },
            "1 f.csv:2: column \"when\": not a period: \"2026-02-01\": it does not fit "
            "--date-format");
}

static void the_calendar_goes_there_and_back(void **state)
{
    long day;
    long last = 0;

    (void)state;
    for (day = day_from_date(1, 1, 1); day < day_from_date(2600, 1, 1); day++) {
        long year;
        int month;
        int day_of_month;
        enum period_kind kind;

        date_from_day(day, &year, &month, &day_of_month);
        assert_int_equal(day_from_date(year, month, day_of_month), day);
        for (kind = PERIOD_DAY; kind <= PERIOD_YEAR; kind++) {
            long index = period_from_day(kind, day);

            assert_true(period_first_day(kind, index) <= day);
            assert_true(period_first_day(kind, index + 1) > day);
        }
        if (day % 97 == 0) {
            char buffer[PERIOD_SIZE];
            enum period_kind got;
            long index;

            for (kind = PERIOD_DAY; kind <= PERIOD_QUARTER; kind++) {
                size_t n = period_format(kind, period_from_day(kind, day), buffer);

                assert_int_equal(period_parse(buffer, n, &got, &index), 0);
                assert_int_equal(got, kind);
                assert_int_equal(index, period_from_day(kind, day));
            }
        }
        last = day;
    }
    assert_int_equal(last, day_from_date(2599, 12, 31));
    assert_int_equal(day_from_date(1970, 1, 1), 0);
    assert_int_equal(day_from_date(2000, 3, 1), 11017);
}

static void one_value_in_canonical_form_only(void **state)
{
    enum period_kind kind;
    long index;

    (void)state;
    assert_int_equal(period_parse("2026-1-2", 8, &kind, &index), -1);
    assert_int_equal(period_parse("Jan 2002", 8, &kind, &index), -1);
    assert_int_equal(period_parse("", 0, &kind, &index), -1);
    assert_int_equal(period_parse("1999", 4, &kind, &index), 0);
    assert_int_equal(kind, PERIOD_YEAR);
    assert_int_equal(period_parse("-17", 3, &kind, &index), 0);
    assert_int_equal(kind, PERIOD_INTEGER);
    assert_int_equal(index, -17);
}

static void phases(void **state)
{
    (void)state;
    assert_int_equal(period_phase(PERIOD_DAY, day_from_date(2026, 11, 22)), 6); /* a Sunday */
    assert_int_equal(period_phase(PERIOD_WEEK, week_from_date(2020, 53)), 52);
    assert_int_equal(period_phase(PERIOD_MONTH, 2026 * 12 + 10), 10);
    assert_int_equal(period_phase(PERIOD_QUARTER, 2026 * 4 + 3), 3);
    assert_int_equal(day_of_year(day_from_date(2024, 12, 31)), 365);
}

static void rewrites_in_iso(void **state)
{
    static const struct {
        const char *text;
        const char *iso;
    } cases[] = {
        { "13/04/2026", "2026-04-13" },
        { "03/04/2026 9:05 PM", "2026-04-03T21:05:00" },
        { "03/04/2026 09:05:07.25", "2026-04-03T09:05:07.25" },
        { "2026-04-03", "" },
    };
    struct period_options options = { .dates_stay = true, .zone = PERIOD_ZONE_WRITTEN };
    struct period_evidence evidence;
    struct period_form form;
    struct error err;
    char buffer[PERIOD_ISO_SIZE];
    size_t i;
    long stamp;

    (void)state;
    period_evidence_begin(&evidence, &options);
    for (i = 0; i < 3; i++)
        assert_int_equal(period_evidence_add(&evidence, cases[i].text, strlen(cases[i].text), i + 2,
                                             &stamp, &err),
                         0);
    assert_int_equal(period_evidence_settle(&evidence, &form, &err), 0);
    for (i = 0; i < 4; i++) {
        size_t n = period_form_iso(&form, &options, cases[i].text, strlen(cases[i].text), buffer);

        assert_int_equal(n, strlen(cases[i].iso));
        if (n)
            assert_string_equal(buffer, cases[i].iso);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_form),
        cmocka_unit_test(weeks_follow_iso_8601),
        cmocka_unit_test(finds_weeks_months_quarters_and_years),
        cmocka_unit_test(numbers_are_years_only_if_all_are),
        cmocka_unit_test(weeks_begin_where_they_are_said_to),
        cmocka_unit_test(day_and_month_by_evidence),
        cmocka_unit_test(refuses),
        cmocka_unit_test(converts_to_coarser_kinds_only),
        cmocka_unit_test(fiscal_years_are_named_by_their_end),
        cmocka_unit_test(time_zones_on_request),
        cmocka_unit_test(formats),
        cmocka_unit_test(the_calendar_goes_there_and_back),
        cmocka_unit_test(one_value_in_canonical_form_only),
        cmocka_unit_test(phases),
        cmocka_unit_test(rewrites_in_iso),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
