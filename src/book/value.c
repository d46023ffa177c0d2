/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/value.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/number.h"

enum { exact_digits = 15 };

static size_t digits(const char *text)
{
    size_t n = 0;

    while (isdigit((unsigned char)text[n]))
        n++;
    return n;
}

/* The text is NUL-terminated, so looking one past the end is safe. */
static bool plain_number(const char *text, size_t length, char decimal)
{
    const char *at = text + (text[0] == '-');
    size_t whole = digits(at);
    size_t fraction = 0;
    bool marked;

    if (whole > 1 && at[0] == '0')
        return false;
    at += whole;
    marked = *at == decimal;
    if (marked) {
        fraction = digits(at + 1);
        if (fraction == 0)
            return false;
        at += 1 + fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (at[0] == 'e' && (at[1] == '+' || at[1] == '-') && digits(at + 2) > 0)
        at += 2 + digits(at + 2);
    else if (!marked && whole > exact_digits)
        return false;
    return at == text + length;
}

static int two(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* Matches text with a pattern in which 0 stands for any digit. */
static bool shaped(const char *text, const char *pattern)
{
    for (; *pattern; pattern++, text++)
        if (*pattern == '0' ? !isdigit((unsigned char)*text) : *text != *pattern)
            return false;
    return true;
}

/* early: gets whether it would be a day or a moment, but for its year. */
static enum value_kind moment(const char *text, size_t length, double *serial, bool *early)
{
    static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    lxw_datetime when = { 0 };
    enum value_kind kind = VALUE_DATE;
    bool leap;

    if (!shaped(text, "0000-00-00"))
        return VALUE_TEXT;
    when.year = two(text) * 100 + two(text + 2);
    when.month = two(text + 5);
    when.day = two(text + 8);
    leap = when.year % 4 == 0 && (when.year % 100 != 0 || when.year % 400 == 0);
    if (when.month < 1 || when.month > 12 || when.day < 1 ||
        when.day > month_days[when.month - 1] + (leap && when.month == 2))
        return VALUE_TEXT;
    if (length > 10) {
        kind = VALUE_MOMENT;
        if ((text[10] != 'T' && text[10] != ' ') || !shaped(text + 11, "00:00"))
            return VALUE_TEXT;
        when.hour = two(text + 11);
        when.min = two(text + 14);
        if (length == 19 && shaped(text + 16, ":00"))
            when.sec = two(text + 17);
        else if (length != 16)
            return VALUE_TEXT;
        if (when.hour > 23 || when.min > 59 || when.sec > 59)
            return VALUE_TEXT;
    }
    *early = when.year < 1900 || (when.year == 1900 && when.month < 3);
    if (*early)
        return VALUE_TEXT;
    *serial = lxw_datetime_to_excel_datetime(&when);
    return kind;
}

bool value_is_early(const char *text)
{
    size_t length = strlen(text);
    bool early = false;
    double serial;

    if (length <= 19 && length >= 10 && text[4] == '-')
        moment(text, length, &serial, &early);
    return early;
}

enum value_kind value_of(const char *text, size_t length, char decimal, double *number)
{
    bool early;

    if (length == 0)
        return VALUE_EMPTY;
    if (length <= 19 && length >= 10 && text[4] == '-')
        return moment(text, length, number, &early);
    if (!decimal)
        decimal = '.';
    if (plain_number(text, length, decimal) && number_parse(text, length, decimal, number) == 0)
        return VALUE_NUMBER;
    return VALUE_TEXT;
}

enum value_kind value_join(enum value_kind before, enum value_kind next)
{
    if (next == VALUE_EMPTY || next == before)
        return before;
    return before == VALUE_EMPTY ? next : VALUE_TEXT;
}

bool value_missing(const char *text, const char *words)
{
    size_t length = strlen(text);

    if (strcmp(text, "NA") == 0)
        return true;
    while (words && *words) {
        size_t n = strcspn(words, ",");

        if (n == length && memcmp(words, text, n) == 0)
            return true;
        words += n;
        words += *words == ',';
    }
    return false;
}

const char *value_format(double least, double most, bool whole)
{
    static const char *const decimals[] = { "0.0",    "0.0",     "0.00",     "0.000",
                                            "0.0000", "0.00000", "0.000000", "0.0000000" };
    double size = fmax(fabs(least), fabs(most));
    int places;

    if (size >= 1e15)
        return "0.00E+00";
    if (whole) /* years are not written 2,026 */
        return size < 10000 ? "0" : "#,##0";
    if (!(size >= 1e-6)) /* NaN too */
        return size > 0 ? "0.00E+00" : "0.0";
    if (size >= 1000)
        return size >= 100000 ? "#,##0" : "#,##0.0";
    places = 3 - (int)floor(log10(size));
    return decimals[places > 7 ? 7 : places];
}
