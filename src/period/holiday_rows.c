/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sources are the laws:
 *
 *   AT   Feiertagsruhegesetz 1957, Arbeitsruhegesetz 7
 *   CH   Bundesverfassung 110, and the cantons' laws
 *   DE   Einigungsvertrag art. 2, and the Feiertagsgesetze of the Länder
 *   ES   Real Decreto 2001/1983, art. 45
 *   FR   Code du travail L3133-1
 *   GB   Banking and Financial Dealings Act 1971, and royal proclamations
 *   IE   Organisation of Working Time Act 1997, sch. 2, as amended in 2023
 *   IT   legge 260/1949, 54/1977, 336/2000, 151/2025
 *   NL   Algemene termijnenwet 3
 *   PL   ustawa o dniach wolnych od pracy 1951, as amended in 2010 and 2024
 *   SE   lag 1989:253; for the three eves semesterlagen 3 a
 *   US   5 U.S.C. 6103
 */
#include "period/holiday_rows.h"

#include <stddef.h>

#include "period/holidays.h"

const struct holiday_country holiday_countries[] = {
    { "AT", "Austria", "Good Friday and the patron saints' days of the Länder" },
    { "CH", "Switzerland",
      "2 January, Epiphany, 19 March, 1 May, Corpus Christi, Assumption, All Saints, Immaculate "
      "Conception and 26 December, which are days of some cantons" },
    { "DE", "Germany",
      "Epiphany, Women's Day, Corpus Christi, Assumption, Children's Day, Reformation Day (but in "
      "2017), All Saints and Repentance Day, which are days of some Länder" },
    { "ES", "Spain",
      "Maundy Thursday, Easter Monday, what regions put in place of a Sunday, and the days of "
      "regions and towns" },
    { "FR", "France", "Good Friday and 26 December, which are days of Alsace-Moselle" },
    { "GB", "the United Kingdom",
      "what Scotland and Northern Ireland have of their own (the days are those of England and "
      "Wales)" },
    { "IE", "Ireland", "Good Friday, on which banks and schools close" },
    { "IT", "Italy", "the patron saints' days of towns" },
    { "NL", "the Netherlands", "Good Friday, and Liberation Day but every fifth year" },
    { "PL", "Poland", "" },
    { "SE", "Sweden", "half days before holidays" },
    { "US", "the United States",
      "the days of states, the day after Thanksgiving, and closures by executive order" },
    { NULL, NULL, NULL },
};

#define ON(month, day) .place = { HOLIDAY_DATE, month, day, MON }
#define EASTER(days) .place = { HOLIDAY_EASTER, 0, days, MON }
#define FIRST(weekday, month, day) .place = { HOLIDAY_FROM, month, day, weekday } /* on or after */
#define ONCE(year) .from = year, .to = year

const struct holiday_row holiday_rows[] = {
    { "AT", "New Year's Day", ON(1, 1) },
    { "AT", "Epiphany", ON(1, 6) },
    { "AT", "Easter Monday", EASTER(1) },
    { "AT", "Labour Day", ON(5, 1) },
    { "AT", "Ascension Day", EASTER(39) },
    { "AT", "Whit Monday", EASTER(50) },
    { "AT", "Corpus Christi", EASTER(60) },
    { "AT", "Assumption Day", ON(8, 15) },
    { "AT", "National Day", ON(10, 26) },
    { "AT", "All Saints' Day", ON(11, 1) },
    { "AT", "Immaculate Conception", ON(12, 8) },
    { "AT", "Christmas Day", ON(12, 25) },
    { "AT", "St Stephen's Day", ON(12, 26) },

    { "CH", "New Year's Day", ON(1, 1) },
    { "CH", "Good Friday", EASTER(-2) },
    { "CH", "Easter Monday", EASTER(1) },
    { "CH", "Ascension Day", EASTER(39) },
    { "CH", "Whit Monday", EASTER(50) },
    { "CH", "National Day", ON(8, 1) },
    { "CH", "Christmas Day", ON(12, 25) },

    { "DE", "New Year's Day", ON(1, 1) },
    { "DE", "Good Friday", EASTER(-2) },
    { "DE", "Easter Monday", EASTER(1) },
    { "DE", "Labour Day", ON(5, 1) },
    { "DE", "Ascension Day", EASTER(39) },
    { "DE", "Whit Monday", EASTER(50) },
    { "DE", "German Unity Day", ON(10, 3) },
    { "DE", "Reformation Day", ON(10, 31), ONCE(2017) },
    { "DE", "Christmas Day", ON(12, 25) },
    { "DE", "Second Day of Christmas", ON(12, 26) },

    { "ES", "New Year's Day", ON(1, 1) },
    { "ES", "Epiphany", ON(1, 6) },
    { "ES", "Good Friday", EASTER(-2) },
    { "ES", "Labour Day", ON(5, 1) },
    { "ES", "Assumption Day", ON(8, 15) },
    { "ES", "National Day", ON(10, 12) },
    { "ES", "All Saints' Day", ON(11, 1) },
    { "ES", "Constitution Day", ON(12, 6) },
    { "ES", "Immaculate Conception", ON(12, 8) },
    { "ES", "Christmas Day", ON(12, 25) },

    { "FR", "New Year's Day", ON(1, 1) },
    { "FR", "Easter Monday", EASTER(1) },
    { "FR", "Labour Day", ON(5, 1) },
    { "FR", "Victory Day", ON(5, 8) },
    { "FR", "Ascension Day", EASTER(39) },
    { "FR", "Whit Monday", EASTER(50) },
    { "FR", "National Day", ON(7, 14) },
    { "FR", "Assumption Day", ON(8, 15) },
    { "FR", "All Saints' Day", ON(11, 1) },
    { "FR", "Armistice Day", ON(11, 11) },
    { "FR", "Christmas Day", ON(12, 25) },

    { "GB", "New Year's Day", ON(1, 1), .move = NEXT_FREE },
    { "GB", "Good Friday", EASTER(-2) },
    { "GB", "Easter Monday", EASTER(1) },
    { "GB", "Early May Bank Holiday", FIRST(MON, 5, 1), .to = 2019 },
    { "GB", "Early May Bank Holiday", ON(5, 8), ONCE(2020) }, /* 75 years after the war */
    { "GB", "Early May Bank Holiday", FIRST(MON, 5, 1), .from = 2021 },
    { "GB", "Spring Bank Holiday", FIRST(MON, 5, 25), .to = 2001 },
    { "GB", "Spring Bank Holiday", ON(6, 4), ONCE(2002) },
    { "GB", "Spring Bank Holiday", FIRST(MON, 5, 25), .from = 2003, .to = 2011 },
    { "GB", "Spring Bank Holiday", ON(6, 4), ONCE(2012) },
    { "GB", "Spring Bank Holiday", FIRST(MON, 5, 25), .from = 2013, .to = 2021 },
    { "GB", "Spring Bank Holiday", ON(6, 2), ONCE(2022) },
    { "GB", "Spring Bank Holiday", FIRST(MON, 5, 25), .from = 2023 },
    { "GB", "Summer Bank Holiday", FIRST(MON, 8, 25) },
    { "GB", "Christmas Day", ON(12, 25), .move = NEXT_FREE },
    { "GB", "Boxing Day", ON(12, 26), .move = NEXT_FREE },
    { "GB", "Golden Jubilee", ON(6, 3), ONCE(2002) },
    { "GB", "Royal Wedding", ON(4, 29), ONCE(2011) },
    { "GB", "Diamond Jubilee", ON(6, 5), ONCE(2012) },
    { "GB", "Platinum Jubilee", ON(6, 3), ONCE(2022) },
    { "GB", "State Funeral of Queen Elizabeth II", ON(9, 19), ONCE(2022) },
    { "GB", "Coronation of King Charles III", ON(5, 8), ONCE(2023) },

    { "IE", "New Year's Day", ON(1, 1), .move = NEXT_FREE },
    { "IE", "St Brigid's Day", ON(2, 1), .move = FRIDAY_OR_ELSE_MONDAY, .from = 2023 },
    { "IE", "St Patrick's Day", ON(3, 17), .move = NEXT_FREE },
    { "IE", "Day of Remembrance", ON(3, 18), ONCE(2022) },
    { "IE", "Easter Monday", EASTER(1) },
    { "IE", "May Day", FIRST(MON, 5, 1) },
    { "IE", "June Holiday", FIRST(MON, 6, 1) },
    { "IE", "August Holiday", FIRST(MON, 8, 1) },
    { "IE", "October Holiday", FIRST(MON, 10, 25) },
    { "IE", "Christmas Day", ON(12, 25), .move = NEXT_FREE },
    { "IE", "St Stephen's Day", ON(12, 26), .move = NEXT_FREE },

    { "IT", "New Year's Day", ON(1, 1) },
    { "IT", "Epiphany", ON(1, 6) },
    { "IT", "Easter Sunday", EASTER(0) },
    { "IT", "Easter Monday", EASTER(1) },
    { "IT", "Liberation Day", ON(4, 25) },
    { "IT", "Labour Day", ON(5, 1) },
    { "IT", "Republic Day", ON(6, 2), .from = 2001 },
    { "IT", "150 Years of Italy", ON(3, 17), ONCE(2011) },
    { "IT", "Assumption Day", ON(8, 15) },
    { "IT", "St Francis' Day", ON(10, 4), .from = 2026 },
    { "IT", "All Saints' Day", ON(11, 1) },
    { "IT", "Immaculate Conception", ON(12, 8) },
    { "IT", "Christmas Day", ON(12, 25) },
    { "IT", "St Stephen's Day", ON(12, 26) },

    { "NL", "New Year's Day", ON(1, 1) },
    { "NL", "Easter Sunday", EASTER(0) },
    { "NL", "Easter Monday", EASTER(1) },
    { "NL", "Queen's Day", ON(4, 30), .move = SUNDAY_TO_SATURDAY, .to = 2013 },
    { "NL", "King's Day", ON(4, 27), .move = SUNDAY_TO_SATURDAY, .from = 2014 },
    { "NL", "Liberation Day", ON(5, 5), .every = 5 },
    { "NL", "Ascension Day", EASTER(39) },
    { "NL", "Whit Sunday", EASTER(49) },
    { "NL", "Whit Monday", EASTER(50) },
    { "NL", "Christmas Day", ON(12, 25) },
    { "NL", "Second Day of Christmas", ON(12, 26) },

    { "PL", "New Year's Day", ON(1, 1) },
    { "PL", "Epiphany", ON(1, 6), .from = 2011 },
    { "PL", "Easter Sunday", EASTER(0) },
    { "PL", "Easter Monday", EASTER(1) },
    { "PL", "Labour Day", ON(5, 1) },
    { "PL", "Constitution Day", ON(5, 3) },
    { "PL", "Whit Sunday", EASTER(49) },
    { "PL", "Corpus Christi", EASTER(60) },
    { "PL", "Assumption Day", ON(8, 15) },
    { "PL", "All Saints' Day", ON(11, 1) },
    { "PL", "Independence Day", ON(11, 11) },
    { "PL", "100 Years of Independence", ON(11, 12), ONCE(2018) },
    { "PL", "Christmas Eve", ON(12, 24), .from = 2025 },
    { "PL", "Christmas Day", ON(12, 25) },
    { "PL", "Second Day of Christmas", ON(12, 26) },

    { "SE", "New Year's Day", ON(1, 1) },
    { "SE", "Epiphany", ON(1, 6) },
    { "SE", "Good Friday", EASTER(-2) },
    { "SE", "Easter Sunday", EASTER(0) },
    { "SE", "Easter Monday", EASTER(1) },
    { "SE", "Labour Day", ON(5, 1) },
    { "SE", "Ascension Day", EASTER(39) },
    { "SE", "Whit Sunday", EASTER(49) },
    { "SE", "Whit Monday", EASTER(50), .to = 2004 },
    { "SE", "National Day", ON(6, 6), .from = 2005 },
    { "SE", "Midsummer Eve", FIRST(FRI, 6, 19) },
    { "SE", "Midsummer Day", FIRST(SAT, 6, 20) },
    { "SE", "All Saints' Day", FIRST(SAT, 10, 31) },
    { "SE", "Christmas Eve", ON(12, 24) },
    { "SE", "Christmas Day", ON(12, 25) },
    { "SE", "Second Day of Christmas", ON(12, 26) },
    { "SE", "New Year's Eve", ON(12, 31) },

    { "US", "New Year's Day", ON(1, 1), .move = NEAREST },
    { "US", "Martin Luther King Day", FIRST(MON, 1, 15) },
    { "US", "Presidents' Day", FIRST(MON, 2, 15) },
    { "US", "Memorial Day", FIRST(MON, 5, 25) },
    { "US", "Juneteenth", ON(6, 19), .move = NEAREST, .from = 2021 },
    { "US", "Independence Day", ON(7, 4), .move = NEAREST },
    { "US", "Labor Day", FIRST(MON, 9, 1) },
    { "US", "Columbus Day", FIRST(MON, 10, 8) },
    { "US", "Veterans Day", ON(11, 11), .move = NEAREST },
    { "US", "Thanksgiving", FIRST(THU, 11, 22) },
    { "US", "Christmas Day", ON(12, 25), .move = NEAREST },

    { .country = NULL },
};
