/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does a slope rest on what comes back?
 *
 * A year's season that is sharper than the controls can follow, a peak in the same weeks or month of
 * every year, makes a slope of its own, between the places in the year. What each place has about its
 * own mean knows nothing of it. So the slope between places is compared with the one within them, as
 * two estimates that rest on different rows' parts and agree where the link is one (Hausman 1978).
 */
#ifndef LEVER_STATS_RECURRENCE_H
#define LEVER_STATS_RECURRENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/influence.h"

/*
 * Is the slope between the places of a cycle of `period` rows larger, in its own direction, than the
 * one within them, at 5 % one-sided, and the t within under `firm`? False where fewer than three
 * degrees of freedom are left within places, or none between them.
 */
bool recurrence_carries(const struct influence *all, size_t period, double firm);

#endif
