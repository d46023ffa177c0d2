/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left of a series when what repeats is taken out, each by what the primary
 * test does (DESIGN section 5): a straight line; the season, as AICc chooses it with
 * an autoregression fitted to what it leaves; that autoregression itself.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calc/family.h"
#include "stats/ar.h"
#include "stats/linear.h"
#include "stats/season.h"
#include "period/period.h"

extern const struct lever_function functions_season[];

/* A straight line over the periods, and the columns of a season: x on all of them. */
struct shape {
    const double *x;
    size_t n;
    double *time; /* the trend's column */
    struct linear_fit fit;
};

/* Fits trend and season; false where there is too little to fit them to. */
static bool fit_shape(struct shape *shape, const struct season_candidate *season)
{
    const double *columns[1 + SEASON_COLUMNS];
    struct linear_design design = { .x = columns, .columns = 1 + season->columns,
                                    .y = shape->x, .rows = shape->n, .constant = true };
    size_t i;

    columns[0] = shape->time;
    for (i = 0; i < season->columns; i++)
        columns[1 + i] = season->values + i * shape->n;
    return linear_fit(&design, &shape->fit) == STATS_OK;
}

static void begin(struct shape *shape, const double *x, size_t n)
{
    size_t i;

    *shape = (struct shape){ .x = x, .n = n, .time = xarray(n, sizeof(double)) };
    for (i = 0; i < n; i++)
        shape->time[i] = (double)i;
}

static struct season_request request_of(const struct lever_call *call, size_t n, double **phases)
{
    static const char kinds[] = "dwmq"; /* in the order of enum period_kind */
    static const enum season_calendar calendars[] = {
        SEASON_CALENDAR_DAYS, SEASON_CALENDAR_WEEKS, SEASON_CALENDAR_MONTHS,
        SEASON_CALENDAR_QUARTERS
    };
    const char *kind = call->period ? strchr(kinds, call->period) : NULL;
    struct season_request request = { .mode = SEASON_AUTO };

    *phases = NULL;
    if (call->season < 0)
        request.mode = SEASON_OFF;
    else if (call->season > 0)
        request = (struct season_request){ .mode = SEASON_FORCED,
                                           .period = (unsigned)call->season };
    if (call->season != 0 || !kind)
        return request;
    *phases = xarray(2 * n, sizeof **phases);
    period_phases((enum period_kind)(kind - kinds), call->first, n, *phases, *phases + n);
    request.calendar = calendars[kind - kinds];
    request.year = *phases;
    request.week = request.calendar == SEASON_CALENDAR_DAYS ? *phases + n : NULL;
    return request;
}

static size_t count_there(const double *x, size_t n)
{
    size_t there = 0;
    size_t i;

    for (i = 0; i < n; i++)
        there += isnan(x[i]) ? 0 : 1;
    return there;
}

/* The candidate with the least AICc, and its autoregression; SIZE_MAX: none can be fitted. */
static size_t choose(struct shape *shape, const struct season *season, struct ar_fit *best)
{
    double *work = xarray(AR_WORK(shape->n), sizeof *work);
    size_t most = ar_max_order(count_there(shape->x, shape->n));
    size_t chosen = SIZE_MAX;
    struct ar_fit fit;
    size_t i;

    for (i = 0; i < season->count; i++) {
        if (fit_shape(shape, &season->candidate[i])) {
            ar_burg(shape->fit.residual, shape->n, most, 2 + season->candidate[i].columns, work,
                    &fit);
            if (chosen == SIZE_MAX || fit.aicc < best->aicc) {
                *best = fit;
                chosen = i;
            }
        }
        linear_free(&shape->fit);
    }
    free(work);
    return chosen;
}

static int without_trend(SERIES_PARAMETERS)
{
    struct season_candidate none = { .columns = 0 };
    struct shape shape;
    size_t i;
    bool good;

    (void)call, (void)constants;
    if (n == 0)
        return 0;
    begin(&shape, series[0], n);
    good = fit_shape(&shape, &none);
    for (i = 0; i < n; i++)
        result[i] = good ? shape.fit.residual[i] : NAN;
    linear_free(&shape.fit);
    free(shape.time);
    return 0;
}

/* What the season's columns say, about 0 on the rows that are there. */
static void take_season(const struct shape *shape, const struct season_candidate *season,
                        double *result)
{
    double mean = 0;
    size_t there = count_there(shape->x, shape->n);
    size_t i;
    size_t k;

    for (i = 0; i < shape->n; i++) {
        double part = 0;

        for (k = 0; k < season->columns; k++)
            part += shape->fit.coefficient[2 + k] * season->values[k * shape->n + i];
        result[i] = part;
        if (!isnan(shape->x[i]))
            mean += part / (double)there;
    }
    for (i = 0; i < shape->n; i++)
        result[i] = shape->x[i] - (result[i] - mean);
}

/* Both: the season out, or trend, season and autoregression. */
static int filter(SERIES_PARAMETERS, bool whiten)
{
    struct season_request request;
    struct season season;
    struct shape shape;
    struct ar_fit ar;
    double *phases;
    size_t chosen;
    size_t i;

    (void)constants;
    if (n == 0)
        return 0;
    begin(&shape, series[0], n);
    request = request_of(call, n, &phases);
    season_offer(&season, &request, n);
    chosen = choose(&shape, &season, &ar);
    for (i = 0; i < n; i++)
        result[i] = NAN;
    if (chosen != SIZE_MAX) {
        fit_shape(&shape, &season.candidate[chosen]);
        if (whiten)
            ar_filter(&ar, shape.fit.residual, n, result);
        else
            take_season(&shape, &season.candidate[chosen], result);
        linear_free(&shape.fit);
    }
    season_free(&season);
    free(phases);
    free(shape.time);
    return 0;
}

static int without_season(SERIES_PARAMETERS)
{
    return filter(call, series, constants, n, result, false);
}

static int whitened(SERIES_PARAMETERS)
{
    return filter(call, series, constants, n, result, true);
}

/* clang-format off */
const struct lever_function functions_season[] = {
    OVER(LEVER_SERIES, "DETREND", "x", "S", 'N', "what a straight line over time leaves", NULL, without_trend),
    OVER(LEVER_SERIES, "DESEASON", "x", "S", 'N', "without its season (see --season), at its own level", NULL, without_season),
    OVER(LEVER_SERIES, "WHITEN", "x", "S", 'N', "what trend, season and an autoregression leave", NULL, whitened),
    END_OF_FAMILY
};
/* clang-format on */
