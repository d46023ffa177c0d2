/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One against one, or against few: the difference of two series is one series, and whether that
 * changed at the date is asked as of any (change/change.h), a step, ramp or pulse and trend in. Where
 * the levels differ by more than twice, the difference is of logarithms.
 */
#ifndef LEVER_FILTERS_COMPARE_SERIES_H
#define LEVER_FILTERS_COMPARE_SERIES_H

#include "filters/compare_treated.h"

void compare_series_run(struct panel *panel, struct compare_answer *answer);

#endif
