/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the calendar to a season: which season a series can have whose rows are periods of
 * one kind, and where each row stands in it. stats/season.h knows no calendar and periods
 * know no season; this is the only way from one to the other.
 *
 *   days      the year and the week         weeks, months, quarters    the year
 *   years, integers, rows without a time    none, unless it is asked for by its length
 */
#ifndef LEVER_PERIOD_SEASON_ROAD_H
#define LEVER_PERIOD_SEASON_ROAD_H

#include <stdbool.h>
#include <stddef.h>

#include "period/period.h"
#include "stats/season.h"

/* The calendar that periods of a kind follow. */
enum season_calendar season_calendar_of(enum period_kind kind);

/* What --season says (common_season); above these: the periods in a season, at least 2. */
enum { SEASON_BY_CALENDAR = 0, SEASON_NOT_WANTED = -1 };

/* A request with the phases that it points to. */
struct season_road {
    struct season_request request;
    double *phases; /* owned; NULL where the request needs none */
};

/*
 * n rows, one period apart, the first being period `first` of `kind`; without a time (`timed`
 * false) kind and first do not count. setting: see above. Never fails; the caller frees with
 * season_road_free, and not before the last use of the request.
 */
void season_road_make(struct season_road *road, bool timed, enum period_kind kind, long first,
                      size_t n, long setting);
void season_road_free(struct season_road *road);

#endif
