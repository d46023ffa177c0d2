/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holidays against the lists that the countries publish. Dates without a source beside them are
 * of the law that holiday_rows.c names for the country.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "period/holidays.h"
#include "period/period.h"

/* "01-01 04-10 ...": the days of a country in a year; weekends left out where asked for. */
static const char *days_of(const char *code, long year, bool weekdays)
{
    static char line[400];
    struct holidays holidays;
    size_t length = 0, i;

    holidays_of(holidays_country(code), day_from_date(year, 1, 1), day_from_date(year, 12, 31),
                &holidays);
    line[0] = '\0';
    for (i = 0; i < holidays.count; i++) {
        char date[PERIOD_SIZE];

        if (weekdays && holidays_weekday(holidays.items[i].day) > 4)
            continue;
        period_format(PERIOD_DAY, holidays.items[i].day, date);
        length += (size_t)snprintf(line + length, sizeof line - length, "%s%s", length ? " " : "",
                                   date + 5);
    }
    holidays_free(&holidays);
    return line;
}

static void year(const char *code, long number, const char *days)
{
    assert_string_equal(days_of(code, number, false), days);
}

/* Lists that give the substitute alone where a day falls on a weekend. */
static void weekdays_of(const char *code, long number, const char *days)
{
    assert_string_equal(days_of(code, number, true), days);
}

static const char *name_on(const char *code, long y, int month, int day)
{
    static char name[120];
    long at = day_from_date(y, month, day);
    struct holidays holidays;

    holidays_of(holidays_country(code), at, at, &holidays);
    snprintf(name, sizeof name, "%s", holidays.count ? holidays.items[0].name : "-");
    holidays_free(&holidays);
    return name;
}

/* Dates of Easter Sunday by the Census Bureau and, for the extremes, Meeus 1991, ch. 8. */
static void easter_falls(void **state)
{
    static const int dates[][3] = {
        { 1818, 3, 22 }, { 1886, 4, 25 }, { 1943, 4, 25 }, { 1961, 4, 2 },  { 1991, 3, 31 },
        { 1992, 4, 19 }, { 1993, 4, 11 }, { 2000, 4, 23 }, { 2008, 3, 23 }, { 2011, 4, 24 },
        { 2016, 3, 27 }, { 2019, 4, 21 }, { 2024, 3, 31 }, { 2025, 4, 20 }, { 2026, 4, 5 },
        { 2038, 4, 25 }, { 2285, 3, 22 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_int_equal(holidays_easter(dates[i][0]),
                         day_from_date(dates[i][0], dates[i][1], dates[i][2]));
}

/* Always a Sunday from 22 March to 25 April, and in the same order again after 5,700,000 years. */
static void easter_stays_in_bounds(void **state)
{
    long y;

    (void)state;
    for (y = 1583; y < 2600; y++) {
        long day = holidays_easter(y);

        assert_int_equal(holidays_weekday(day), 6);
        assert_true(day >= day_from_date(y, 3, 22) && day <= day_from_date(y, 4, 25));
    }
    assert_int_equal(holidays_easter(2025 + 5700000) - day_from_date(2025 + 5700000, 1, 1),
                     holidays_easter(2025) - day_from_date(2025, 1, 1));
}

/* gov.uk/bank-holidays, England and Wales. */
static void england_and_wales(void **state)
{
    (void)state;
    weekdays_of("GB", 2018, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26");
    weekdays_of("GB", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28");
    weekdays_of("GB", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28");
    weekdays_of("GB", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27");
    weekdays_of("GB", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26");
    weekdays_of("GB", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28");
    weekdays_of("GB", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28");
    weekdays_of("uk", 2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26");
    weekdays_of("GB", 2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27");
    weekdays_of("GB", 2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26");
}

/* opm.gov, Federal Holidays; 31 December 2021 stands in for 1 January 2022. */
static void united_states(void **state)
{
    (void)state;
    weekdays_of("US", 2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25");
    weekdays_of("US", 2021,
                "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31");
    weekdays_of("US", 2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26");
    weekdays_of("US", 2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25");
    weekdays_of("US", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25");
    assert_string_equal(name_on("US", 2021, 12, 31), "New Year's Day (substitute)");
    assert_string_equal(name_on("US", 2020, 6, 19), "-");
}

/* citizensinformation.ie, Public holidays in Ireland. */
static void ireland(void **state)
{
    (void)state;
    weekdays_of("IE", 2022, "01-03 03-17 03-18 04-18 05-02 06-06 08-01 10-31 12-26 12-27");
    weekdays_of("IE", 2023, "01-02 02-06 03-17 04-10 05-01 06-05 08-07 10-30 12-25 12-26");
    weekdays_of("IE", 2025, "01-01 02-03 03-17 04-21 05-05 06-02 08-04 10-27 12-25 12-26");
    assert_string_equal(name_on("IE", 2022, 2, 7), "-");
    /* On 1 February itself where that is a Friday or a Monday. */
    assert_string_equal(name_on("IE", 2030, 2, 1), "St Brigid's Day");
    assert_string_equal(name_on("IE", 2030, 2, 4), "-");
    assert_string_equal(name_on("IE", 2027, 2, 1), "St Brigid's Day");
    assert_string_equal(name_on("IE", 2024, 2, 5), "St Brigid's Day");
    assert_string_equal(name_on("IE", 2031, 2, 3), "St Brigid's Day");
}

/* Days of all Laender (kmk.org, Feiertage), and wien.gv.at, Gesetzliche Feiertage. */
static void germany_austria_switzerland(void **state)
{
    (void)state;
    year("DE", 2016, "01-01 03-25 03-28 05-01 05-05 05-16 10-03 12-25 12-26");
    year("DE", 2017, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26");
    year("DE", 2025, "01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26");
    year("AT", 2024,
         "01-01 01-06 04-01 05-01 05-09 05-20 05-30 08-15 10-26 11-01 12-08 12-25 12-26");
    year("CH", 2025, "01-01 04-18 04-21 05-29 06-09 08-01 12-25");
    /* Two on one day are one. */
    year("DE", 2008, "01-01 03-21 03-24 05-01 05-12 10-03 12-25 12-26");
    assert_string_equal(name_on("DE", 2008, 5, 1), "Ascension Day / Labour Day");
}

/* service-public.fr, Jours feries; BOE, calendario laboral 2025, days of all regions; governo.it. */
static void france_spain_italy(void **state)
{
    (void)state;
    year("FR", 2024, "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25");
    year("ES", 2025, "01-01 01-06 04-18 05-01 08-15 10-12 11-01 12-06 12-08 12-25");
    year("IT", 2011, "01-01 01-06 03-17 04-24 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26");
    year("IT", 2025, "01-01 01-06 04-20 04-21 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26");
    assert_string_equal(name_on("IT", 2026, 10, 4), "St Francis' Day");
    assert_string_equal(name_on("IT", 2000, 6, 2), "-");
}

/* rijksoverheid.nl, Feestdagen; the Polish law of 1951 as it stood; almanackan.se, Helgdagar. */
static void netherlands_poland_sweden(void **state)
{
    (void)state;
    year("NL", 2025, "01-01 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26");
    year("NL", 2024, "01-01 03-31 04-01 04-27 05-09 05-19 05-20 12-25 12-26");
    assert_string_equal(name_on("NL", 2014, 4, 26), "King's Day"); /* the 27th was a Sunday */
    assert_string_equal(name_on("NL", 2006, 4, 29), "Queen's Day");
    assert_string_equal(name_on("NL", 2013, 4, 30), "Queen's Day");
    year("PL", 2010, "01-01 04-04 04-05 05-01 05-03 05-23 06-03 08-15 11-01 11-11 12-25 12-26");
    year("PL", 2025,
         "01-01 01-06 04-20 04-21 05-01 05-03 06-08 06-19 08-15 11-01 11-11 12-24 12-25 12-26");
    assert_string_equal(name_on("PL", 2018, 11, 12), "100 Years of Independence");
    assert_string_equal(name_on("PL", 2024, 12, 24), "-");
    year("SE", 2025,
         "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-20 06-21 11-01 12-24 "
         "12-25 12-26 12-31");
    assert_string_equal(name_on("SE", 2004, 5, 31), "Whit Monday");
    assert_string_equal(name_on("SE", 2005, 5, 16), "-");
    assert_string_equal(name_on("SE", 2024, 6, 21), "Midsummer Eve");
    assert_string_equal(name_on("SE", 2026, 10, 31), "All Saints' Day");
}

/* Every country has days in every year, each once and in order, and its range is kept. */
static void countries_hold_together(void **state)
{
    const struct holiday_country *country;
    size_t i;

    (void)state;
    for (country = holiday_countries; country->code; country++) {
        struct holidays all, part;

        holidays_of(country, day_from_date(2000, 1, 1), day_from_date(2060, 12, 31), &all);
        assert_in_range(all.count, 61 * 7, 61 * 18);
        for (i = 1; i < all.count; i++)
            assert_true(all.items[i].day > all.items[i - 1].day);
        holidays_of(country, all.items[9].day, all.items[20].day, &part);
        assert_int_equal(part.count, 12);
        assert_non_null(holidays_on(&part, all.items[20].day));
        assert_null(holidays_on(&part, all.items[21].day));
        holidays_free(&part);
        holidays_free(&all);
        assert_ptr_equal(holidays_country(country->code), country);
    }
    assert_null(holidays_country("XX"));
    assert_null(holidays_country(""));
    assert_ptr_equal(holidays_country("de"), holidays_country("DE"));
}

static void other_words_are_refused(void **state)
{
    struct holidays holidays;
    struct error err;

    (void)state;
    assert_int_equal(holidays_load("BE", 0, 400, &holidays, &err), -1);
    assert_int_equal(err.status, 2);
    assert_string_equal(err.what,
                        "calendar \"BE\": neither a country nor a file; countries are AT CH "
                        "DE ES FR GB IE IT NL PL SE US, and for any other a file of dates "
                        "does, in CSV or iCalendar");
    assert_int_equal(holidays_load("Sweden", 0, 400, &holidays, &err), -1);
    assert_string_equal(err.what, "calendar \"Sweden\": write SE");
    assert_int_equal(holidays_load("netherlands", 0, 400, &holidays, &err), -1);
    assert_string_equal(err.what, "calendar \"netherlands\": write NL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_falls),
        cmocka_unit_test(easter_stays_in_bounds),
        cmocka_unit_test(england_and_wales),
        cmocka_unit_test(united_states),
        cmocka_unit_test(ireland),
        cmocka_unit_test(germany_austria_switzerland),
        cmocka_unit_test(france_spain_italy),
        cmocka_unit_test(netherlands_poland_sweden),
        cmocka_unit_test(countries_hold_together),
        cmocka_unit_test(other_words_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
