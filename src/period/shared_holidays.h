/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do two series go astray together on holidays? A hint to take the calendar out, for who has not.
 *
 * Nobody has said of which country the series are, so only days are looked at that at least half
 * of the known countries keep: New Year's Day, Easter Monday, 1 May, Ascension Day, Christmas. A
 * row is far where it is off the median of its six nearest rows (of days: of the same weekday, one to
 * three weeks before and after) by more than 3 robust standard deviations of such differences
 * (1.4826 MAD). The hint is given where at least two rows that are far in both series are on those
 * days, and so many of all that are would be by chance less than once in a hundred times
 * (binomial, with the share of periods that have such a day).
 *
 * Only days and weeks are looked at: in longer periods a holiday is part of the season.
 */
#ifndef LEVER_PERIOD_SHARED_HOLIDAYS_H
#define LEVER_PERIOD_SHARED_HOLIDAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "period/holidays.h"
#include "period/period.h"

/* What is asked; borrowed. Values that are not finite are no rows. */
struct shared_series {
    enum period_kind kind;
    long first; /* index of the first period */
    size_t n;
    const double *x, *y;          /* n each */
    const double *const *context; /* `contexts` columns of n; a row that is far in one of them is
                                     accounted for, and not counted */
    size_t contexts;
};

struct shared_holidays {
    size_t far;        /* rows far in both */
    size_t on;         /* of these on holidays */
    char names[160];   /* "Christmas Day, New Year's Day", each once; cut at a name */
    char periods[100]; /* "2023-W52, 2024-W01 ...", at most 3 */
};

/* True, and found filled, where there is reason for the hint. */
bool shared_holidays_find(const struct shared_series *series, struct shared_holidays *found);

/* Days that at least half of the known countries keep, each under its commonest name; the caller
 * frees. */
void shared_holidays_days(long first, long last, struct holidays *holidays);

#endif
