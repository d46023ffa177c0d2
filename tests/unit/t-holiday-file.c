/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "period/holiday_file.h"
#include "period/period.h"
#include "plan-file.h"

/* "2024-12-25 Christmas, 2024-12-26 -" of the years 2020 to 2027, or the message. */
static const char *read_back(const char *text)
{
    static char line[1200];
    const char *path = a_file(text);
    struct holidays holidays;
    struct error err;
    size_t length = 0, i;

    if (holidays_load(path, day_from_date(2020, 1, 1), day_from_date(2027, 12, 31), &holidays,
                      &err) != 0) {
        snprintf(line, sizeof line, "%s", message_of(&err, path));
        remove(path);
        return line;
    }
    remove(path);
    for (i = 0; i < holidays.count && length < sizeof line - 100; i++) {
        char date[PERIOD_SIZE];

        period_format(PERIOD_DAY, holidays.items[i].day, date);
        length += (size_t)snprintf(line + length, sizeof line - length, "%s%s %s", i ? ", " : "",
                                   date, holidays.items[i].name[0] ? holidays.items[i].name : "-");
    }
    snprintf(line + length, sizeof line - length, " [%ld..%ld]", holidays.least_year,
             holidays.most_year);
    holidays_free(&holidays);
    return line;
}

static void gives(const char *text, const char *expected)
{
    assert_string_equal(read_back(text), expected);
}

static void csv_is_read(void **state)
{
    (void)state;
    gives("2024-12-25\n2024-01-01\n", "2024-01-01 -, 2024-12-25 - [2024..2024]");
    gives("date,name\n2024-12-25,Christmas\n2025-06-01,\"Fair, first day\"\n",
          "2024-12-25 Christmas, 2025-06-01 Fair, first day [2024..2025]");
    gives("\xEF\xBB\xBF"
          "Datum;Name\r\n25.12.2024;Weihnachten\r\n;\r\n01.01.2024;Neujahr\r\n",
          "2024-01-01 Neujahr, 2024-12-25 Weihnachten [2024..2024]");
    gives("state\tholiday\tdate\nBY\tEpiphany\t2025-01-06\n", "2025-01-06 Epiphany [2025..2025]");
    gives("20241225,Christmas\n20240101,New Year\n",
          "2024-01-01 New Year, 2024-12-25 Christmas [2024..2024]");
    gives("12/25/2024,Christmas\n01/02/2024,Day\n",
          "2024-01-02 Day, 2024-12-25 Christmas [2024..2024]");
    /* A month's first days stay days; a date given twice is one; short rows are fine. */
    gives("date,name\n2024-01-01\n2024-02-01,b\n2024-02-01,a\n2024-03-01,c\n",
          "2024-01-01 -, 2024-02-01 a / b, 2024-03-01 c [2024..2024]");
}

static void csv_is_refused(void **state)
{
    (void)state;
    gives("date,name\n2024-12-25,Christmas\n2024-02-30,Never\n",
          ":3: \"2024-02-30\" is no date, or not written as those before it: write dates as "
          "2025-12-25");
    gives("date,name\n2024-12-25,Christmas\nsoon,Fair\n",
          ":3: \"soon\" is no date, or not written as those before it: write dates as 2025-12-25");
    gives("date,name\n2024-12-25,Christmas\n,Fair\n",
          ":3: \"Fair\" has no date: write one, as 2025-12-25");
    gives("03/04/2024\n05/06/2024\n",
          ":1: \"03/04/2024\" has the day first or the month first, and no other date tells "
          "which: write dates as 2025-12-25");
    gives("date\n2024-W03\n",
          ":2: \"2024-W03\" is a week, and a holiday is a day: write dates as 2025-12-25");
    gives("date\n2024\n2025\n",
          ":2: \"2024\" is a year, and a holiday is a day: write dates as 2025-12-25");
    gives("date,name\n",
          ": there is no date in it: a calendar has a date a row, as 2025-12-25, and "
          "a name beside it if you like");
    gives("2018-12-25\n",
          ": none of its holidays lies between 2020-01-01 and 2027-12-31, where the "
          "data are");
}

#define ICS(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"

static void events_are_read(void **state)
{
    (void)state;
    gives(ICS(EVENT("DTSTART;VALUE=DATE:20241225\r\nDTEND;VALUE=DATE:20241227\r\nSUMMARY:Christ\r\n"
                    " mas\\, both days\r\n")),
          "2024-12-25 Christmas, both days, 2024-12-26 Christmas, both days [2024..2024]");
    gives(ICS(EVENT("DTSTART:20240101\r\n") EVENT("DTSTART:20240201\r\nDURATION:P2D\r\n")
                  EVENT("DTSTART:20240301\r\nSTATUS:CANCELLED\r\n")),
          "2024-01-01 -, 2024-02-01 -, 2024-02-02 - [2024..2024]");
    /* A time of day: the date as written; what an alarm says is not the event's. */
    gives(ICS(EVENT("DTSTART;TZID=\"Europe/Berlin: new\":20240501T230000\r\n"
                    "DTEND;TZID=Europe/Berlin:20240501T235900\r\nSUMMARY:Night\r\n"
                    "BEGIN:VALARM\r\nDURATION:P9D\r\nSUMMARY:x\r\nEND:VALARM\r\n")),
          "2024-05-01 Night [2024..2024]");
    gives("\xEF\xBB\xBF\nbegin:vcalendar\nbegin:vevent\ndtstart:20240101\nend:vevent\n",
          "2024-01-01 - [2024..2024]");
}

static void events_return(void **state)
{
    (void)state;
    gives(ICS(EVENT("DTSTART:20191103\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:A\r\n")),
          "2020-11-03 A, 2021-11-03 A, 2022-11-03 A, 2023-11-03 A, 2024-11-03 A, 2025-11-03 A, "
          "2026-11-03 A, 2027-11-03 A [2019..0]");
    gives(ICS(EVENT("DTSTART:20200229\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n")),
          "2020-02-29 -, 2024-02-29 - [2020..2024]");
    gives(ICS(EVENT("DTSTART:20210105\r\nRRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20250105T000000Z\r\n"
                    "EXDATE;VALUE=DATE:20230105\r\n")),
          "2021-01-05 -, 2025-01-05 - [2021..2025]");
    /* Thanksgiving and Memorial Day, as calendar programs write them. */
    gives(ICS(EVENT("DTSTART:20241128\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:T\r\n")),
          "2024-11-28 T, 2025-11-27 T, 2026-11-26 T, 2027-11-25 T [2024..0]");
    gives(ICS(EVENT("DTSTART:20240527\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;WKST=SU\r\n")),
          "2024-05-27 -, 2025-05-26 -, 2026-05-25 -, 2027-05-31 - [2024..0]");
    gives(ICS(EVENT("DTSTART:20250606\r\nRRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=6\r\n")),
          "2025-06-06 -, 2026-06-06 -, 2027-06-06 - [2025..0]");
    gives(ICS(EVENT("DTSTART:20251224\r\nDTEND:20251226\r\nRRULE:FREQ=YEARLY\r\n")
                  EVENT("DTSTART:20240420\r\n")),
          "2024-04-20 -, 2025-12-24 -, 2025-12-25 -, 2026-12-24 -, 2026-12-25 -, 2027-12-24 -, "
          "2027-12-25 - [2024..2024]");
}

static void events_are_refused(void **state)
{
    (void)state;
    gives(ICS(EVENT("SUMMARY:Fair\r\n")), ":3: the event \"Fair\" has no DTSTART: write "
                                          "DTSTART;VALUE=DATE:20251225");
    gives(ICS(EVENT("DTSTART:20250230\r\n")), ":4: DTSTART \"20250230\" is no date: write it as "
                                              "20251225");
    gives(ICS(EVENT("DTSTART:2025-12-25\r\n")),
          ":4: DTSTART \"2025-12-25\" is no date: write it as "
          "20251225");
    gives(ICS(EVENT("DTSTART:20251224T230000Z\r\n")),
          ":4: DTSTART \"20251224T230000Z\" is in UTC, so its day depends on the time zone: write "
          "the date alone, as 20251225");
    gives(ICS(EVENT("DTSTART:20250101\r\nRRULE:FREQ=MONTHLY\r\n")),
          ":5: RRULE \"FREQ=MONTHLY\": FREQ=MONTHLY is not understood (a holiday returns "
          "FREQ=YEARLY): write its dates out, one event each");
    gives(ICS(EVENT("DTSTART:20250101\r\nRRULE:FREQ=YEARLY;BYDAY=MO\r\n")),
          ":5: RRULE \"FREQ=YEARLY;BYDAY=MO\": BYDAY=MO is not understood (a holiday returns "
          "FREQ=YEARLY): write its dates out, one event each");
    gives(ICS(EVENT("DTSTART:20250101\r\nRRULE:INTERVAL=1\r\n")),
          ":5: RRULE \"INTERVAL=1\" has no FREQ: write FREQ=YEARLY");
    gives(ICS(EVENT("DTSTART:20250105\r\nDTEND:20250101\r\nSUMMARY:Back\r\n")),
          ":3: the event \"Back\" ends before it begins: check its DTEND");
    gives(ICS(EVENT("DTSTART:20250105\r\nDTEND:20290101\r\nSUMMARY:Long\r\n")),
          ":3: the event \"Long\" ends after over a year: check its DTEND");
    gives(ICS(EVENT("DTSTART:20250105\r\nRDATE:20260105\r\n")),
          ":5: RDATE \"20260105\" is not read: write an event for it");
    gives("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250105\n",
          ":2: the event that begins here has no END:VEVENT: the file is cut short");
    gives(ICS(""), ": there is no event (VEVENT) in it before the end of the data");
}

static void what_is_no_file(void **state)
{
    struct holidays holidays;
    struct error err;
    char line[300];

    (void)state;
    assert_int_equal(holidays_load("/dev/null", 0, 9, &holidays, &err), -1);
    error_format(&err, line, sizeof line);
    assert_string_equal(line, "/dev/null: a calendar has to be a file: write it to one first");
    assert_int_equal(holidays_load(".", 0, 9, &holidays, &err), -1);
    error_format(&err, line, sizeof line);
    assert_string_equal(line, ".: a calendar has to be a file: write it to one first");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_read),        cmocka_unit_test(csv_is_refused),
        cmocka_unit_test(events_are_read),    cmocka_unit_test(events_return),
        cmocka_unit_test(events_are_refused), cmocka_unit_test(what_is_no_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
