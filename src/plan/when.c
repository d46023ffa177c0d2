/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/when.h"

#include <string.h>

bool when_days(const char *text, long *first, long *last)
{
    const struct period_options any = { .fixed = false };
    struct periods periods;
    struct error ignored;
    enum period_kind kind;
    long index;

    if (*text == '\0')
        return false;
    if (strlen(text) == 4 && period_parse(text, 4, &kind, &index) == 0 && kind == PERIOD_YEAR) {
        *first = period_first_day(kind, index);
        *last = period_first_day(kind, index + 1) - 1;
        return true;
    }
    if (periods_read(&text, 1, &any, &periods, &ignored) != 0)
        return false;
    kind = periods.kind;
    index = periods.index[0];
    periods_free(&periods);
    if (kind == PERIOD_INTEGER || index == PERIOD_NONE)
        return false;
    *first = period_first_day(kind, index);
    *last = period_first_day(kind, index + 1) - 1;
    return true;
}

/* `count` periods of a kind later, the day before: 6 months from 1 January are over on 30 June. */
static long over(long start, long count, enum period_kind kind)
{
    static const int months[] = { [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_YEAR] = 12 };
    long year, all;
    int month, day;

    if (kind == PERIOD_DAY)
        return start + count - 1;
    if (kind == PERIOD_WEEK)
        return start + 7 * count - 1;
    date_from_day(start, &year, &month, &day);
    all = 12 * year + month - 1 + count * months[kind];
    year = all / 12;
    month = (int)(all % 12) + 1;
    if (day > days_in_month(year, month))
        day = days_in_month(year, month) + 1;
    return day_from_date(year, month, 1) + day - 2;
}

bool when_due(const struct measure *measure, long *first, long *last)
{
    if (measure->lasts == 0)
        return when_days(measure->due, first, last);
    if (!when_days(measure->start, first, last))
        return false;
    *first = *last = over(*first, measure->lasts, measure->lasts_kind);
    return true;
}

long when_due_period(enum period_kind kind, long first, long last)
{
    long period = period_from_day(kind, last);
    bool whole = period_first_day(kind, period + 1) - 1 == last;

    if (whole)
        return period;
    if (first == last)
        return period_first_day(kind, period) == last ? period - 1 : period;
    /* Of a quarter that ends on a Wednesday the last whole week. */
    return period_first_day(kind, period) > first ? period - 1 : period;
}
