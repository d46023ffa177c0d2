/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates and periods of the plan as days: from when to when, counted from 1970-01-01.
 */
#ifndef LEVER_PLAN_WHEN_H
#define LEVER_PLAN_WHEN_H

#include <stdbool.h>

#include "plan/plan.h"

/* The first and the last day of a date or period as written ("2026-Q4"); false where it is empty or a
 * mere number. Of a day both are the same. */
bool when_days(const char *text, long *first, long *last);
/* Of the measure's due: a date, a period, or so long from its start (then both are the last day). */
bool when_due(const struct measure *measure, long *first, long *last);
/* The period of a kind whose value is what is due then: the one that holds the day, or where that day
 * begins it the one before; of a longer time the last that ends in it. */
long when_due_period(enum period_kind kind, long first, long last);

#endif
