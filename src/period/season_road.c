/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/season_road.h"

#include <stdlib.h>

#include "base/memory.h"

enum season_calendar season_calendar_of(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_DAY:
        return SEASON_CALENDAR_DAYS;
    case PERIOD_WEEK:
        return SEASON_CALENDAR_WEEKS;
    case PERIOD_MONTH:
        return SEASON_CALENDAR_MONTHS;
    case PERIOD_QUARTER:
        return SEASON_CALENDAR_QUARTERS;
    case PERIOD_YEAR:
    case PERIOD_INTEGER:
        break;
    }
    return SEASON_CALENDAR_NONE;
}

void season_road_make(struct season_road *road, bool timed, enum period_kind kind, long first,
                      size_t n, long setting)
{
    struct season_request *request = &road->request;
    bool weekly;

    *road = (struct season_road){ .request = { .mode = SEASON_AUTO } };
    if (setting == SEASON_NOT_WANTED) {
        request->mode = SEASON_OFF;
        return;
    }
    if (setting != SEASON_BY_CALENDAR) {
        request->mode = SEASON_FORCED;
        request->period = (unsigned)setting;
        return;
    }
    request->calendar = timed ? season_calendar_of(kind) : SEASON_CALENDAR_NONE;
    if (request->calendar == SEASON_CALENDAR_NONE)
        return;
    weekly = request->calendar == SEASON_CALENDAR_DAYS;
    road->phases = xarray(n * (weekly ? 2 : 1), sizeof *road->phases);
    request->year = road->phases;
    request->week = weekly ? road->phases + n : NULL;
    period_phases(kind, first, n, road->phases, weekly ? road->phases + n : NULL);
}

void season_road_free(struct season_road *road)
{
    free(road->phases);
    *road = (struct season_road){ .phases = NULL };
}
