/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IDs that a roll counts by the periods in which they came. */
#include <limits.h>
#include <math.h>

#include "reshape/roll_private.h"

struct visits *roll_visits_of(const struct roll *roll, size_t count, size_t source)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (roll->aggregates[i].visits && roll->aggregates[i].source == source)
            return roll->aggregates[i].visits;
    return NULL;
}

static long period_of(const void *context, long stamp)
{
    const struct period_form *form = context;

    return period_form_convert(form, period_form_written(form, stamp));
}

void roll_visits_date(struct roll *roll)
{
    size_t i;

    for (i = 0; i < roll->ask.item_count; i++)
        if (roll->aggregates[i].owns_visits)
            visits_convert(roll->aggregates[i].visits, period_of, &roll->form);
}

void roll_visits_settle(struct roll *roll, long first, long last)
{
    long absent = roll->ask.absent ? roll->ask.absent : 1;
    size_t i;

    for (i = 0; i < roll->ask.item_count; i++)
        if (roll->aggregates[i].owns_visits)
            visits_settle(roll->aggregates[i].visits, roll->ask.throughout ? LONG_MIN : first, last,
                          absent);
}

void roll_visits_write(const struct aggregate *aggregate, size_t entity, long period,
                       struct writer *writer)
{
    long count = visits_count(aggregate->visits, aggregate->kind->visit, entity, period);

    if (count < 0)
        writer_missing(writer);
    else
        writer_integer(writer, count);
}
