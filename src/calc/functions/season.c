/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left of a series when what repeats is taken out: a straight line; the season;
 * trend, season and persistence. The last two are the primary test's own (link/whiten.h),
 * so that who looks at them sees what lever test works with.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "calc/family.h"
#include "link/whiten.h"
#include "period/season_road.h"
#include "stats/linear.h"

extern const struct lever_function functions_season[];

static int without_trend(SERIES_PARAMETERS)
{
    struct linear_design design = { .columns = 1, .rows = n, .constant = true };
    const double *columns[1];
    struct linear_fit fit;
    double *time;
    size_t i;
    bool good;

    (void)call, (void)constants;
    if (n == 0)
        return 0;
    columns[0] = time = xarray(n, sizeof *time);
    design.x = columns;
    design.y = series[0];
    for (i = 0; i < n; i++)
        time[i] = (double)i;
    good = linear_fit(&design, &fit) == STATS_OK;
    for (i = 0; i < n; i++)
        result[i] = good ? fit.residual[i] : NAN;
    linear_free(&fit);
    free(time);
    return 0;
}

static void whiten(const struct lever_call *call, const double *y, size_t n,
                   struct whitened *whitened)
{
    enum period_kind kind = PERIOD_INTEGER;
    bool timed = period_kind_of_letter(call->period, &kind) == 0;
    struct season_road road;

    season_road_make(&road, timed, kind, call->first, n, call->season);
    whiten_series(y, n, &road.request, whitened);
    season_road_free(&road);
}

static int without_season(SERIES_PARAMETERS)
{
    struct whitened whitened;
    size_t i;

    (void)constants;
    if (n == 0)
        return 0;
    whiten(call, series[0], n, &whitened);
    whitened_season(&whitened, series[0], result);
    for (i = 0; i < n; i++)
        result[i] = series[0][i] - result[i];
    whitened_free(&whitened);
    return 0;
}

static int made_white(SERIES_PARAMETERS)
{
    struct whitened whitened;

    (void)constants;
    if (n == 0)
        return 0;
    whiten(call, series[0], n, &whitened);
    memcpy(result, whitened.white, n * sizeof *result);
    whitened_free(&whitened);
    return 0;
}

/* clang-format off */
const struct lever_function functions_season[] = {
    OVER(LEVER_SERIES, "DETREND", "x", "S", 'N', "without its straight line over time", NULL, without_trend),
    OVER(LEVER_SERIES, "DESEASON", "x", "S", 'N', "without its season (see --season), at its own level", NULL, without_season),
    OVER(LEVER_SERIES, "WHITEN", "x", "S", 'N', "without trend, season and autoregression", NULL, made_white),
    END_OF_FAMILY
};
/* clang-format on */
