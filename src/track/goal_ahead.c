/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/random.h"
#include "track/goal_private.h"

/* Simulations behind the bound; how much of their shares it leaves below. */
enum { BOUND_DRAWS = 999 };
static const double BOUND = .05;
static const double CONSISTENTLY = .95, NEVER = .05;

/* The values of a period over all paths, sorted. */
static void sort_period(const struct forecast *forecast, size_t h, double *values)
{
    size_t i;

    for (i = 0; i < forecast->paths; i++)
        values[i] = forecast->values[i * forecast->horizon + h];
    forecast_sort(values, forecast->paths);
}

/* The value of a period that keeps to the pace needed. */
static double needed_at(const struct tracking *tracking, const struct forecast *forecast, size_t h)
{
    const struct tracked *tracked = tracking->tracked;
    size_t n = forecast->n;

    if (isnan(tracked->pace_needed))
        return tracking->goal->total ? NAN : tracking->goal->target;
    if (tracking->goal->total)
        return tracked->pace_needed + forecast->season[n + h];
    return tracked->now + tracked->pace_needed * (double)(h + 1) + forecast->season[n + h] -
           forecast->season[n - 1];
}

static void band_periods(struct tracking *tracking, const struct forecast *forecast, double *values)
{
    struct tracked *tracked = tracking->tracked;
    size_t h, paths = forecast->paths;

    tracked->ahead_count = forecast->horizon;
    tracked->ahead = xarray(forecast->horizon, sizeof *tracked->ahead);
    for (h = 0; h < forecast->horizon; h++) {
        sort_period(forecast, h, values);
        tracked->ahead[h] = (struct track_ahead){
            .projected = forecast_quantile(values, paths, .5),
            .low80 = forecast_quantile(values, paths, .1),
            .high80 = forecast_quantile(values, paths, .9),
            .low95 = forecast_quantile(values, paths, .025),
            .high95 = forecast_quantile(values, paths, .975),
            .needed = needed_at(tracking, forecast, h),
        };
    }
}

/* In which share of periods to come the target of a period is met, over all paths. */
static void find_assurance(struct tracking *tracking, const struct forecast *forecast)
{
    struct tracked *tracked = tracking->tracked;
    size_t h, i;
    double met = 0;

    for (h = 0; h < forecast->horizon; h++) {
        double wanted = tracking->goal->total ? tracked->ahead[h].needed : tracking->goal->target;

        for (i = 0; i < forecast->paths; i++) {
            double value = forecast->values[i * forecast->horizon + h];

            met += tracked->sense < 0 ? value <= wanted : value >= wanted;
        }
    }
    tracked->assured = met / (double)(forecast->horizon * forecast->paths);
    tracked->assurance = tracked->assured >= CONSISTENTLY ? ASSURANCE_CONSISTENTLY
                         : tracked->assured <= NEVER      ? ASSURANCE_NEVER
                                                          : ASSURANCE_HIT_AND_MISS;
}

/* The first period at which half of the paths have met the target, as far as they were carried. */
static void find_date(struct tracking *tracking, const struct forecast *forecast)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    const double *y = tracking->y + tracked->first;
    long shift = (long)tracked->first;
    bool *done = xcalloc(forecast->paths, sizeof *done);
    size_t h, i, count = 0;

    for (h = 0; h < forecast->horizon && tracked->hit_by == TRACK_NEVER; h++) {
        for (i = 0; i < forecast->paths; i++) {
            double seen;

            if (done[i])
                continue;
            seen = goal_seen(goal, y, forecast->n, forecast->values + i * forecast->horizon,
                             goal->start - shift, (long)(forecast->n + h));
            done[i] = isfinite(seen) && goal_met(tracking, seen);
            count += done[i];
        }
        if (2 * count >= forecast->paths)
            tracked->hit_by = (long)(tracked->rows + h);
    }
    free(done);
}

void goal_project(struct tracking *tracking, const struct forecast *forecast)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    const double *y = tracking->y + tracked->first;
    long shift = (long)tracked->first;
    long due = goal->due == TRACK_NEVER ? TRACK_NEVER : goal->due - shift;
    double *values = xarray(forecast->paths, sizeof *values);
    size_t i, hit = 0;

    band_periods(tracking, forecast, values);
    find_assurance(tracking, forecast);
    if (tracked->reason == TRACKED_USABLE) {
        for (i = 0; i < forecast->paths; i++) {
            values[i] = goal_seen(goal, y, forecast->n, forecast->values + i * forecast->horizon,
                                  goal->total ? goal->start - shift : 0, due);
            hit += goal_met(tracking, values[i]);
        }
        forecast_sort(values, forecast->paths);
        tracked->p_hit = (double)hit / (double)forecast->paths;
        tracked->projected = forecast_quantile(values, forecast->paths, .5);
        tracked->low80 = forecast_quantile(values, forecast->paths, .1);
        tracked->high80 = forecast_quantile(values, forecast->paths, .9);
        tracked->low95 = forecast_quantile(values, forecast->paths, .025);
        tracked->high95 = forecast_quantile(values, forecast->paths, .975);
    }
    if (!(goal->total && tracked->sense < 0))
        find_date(tracking, forecast);
    free(values);
}

/* How the error of what is looked at, h rows on, is made of innovations: weights, first row first. */
static void weights(const struct forecast *forecast, const struct track_goal *goal, size_t horizon,
                    double *weight)
{
    double *psi = xarray(horizon, sizeof *psi);
    size_t h, j, from = goal->total || goal->last >= horizon ? 0 : horizon - goal->last;

    for (h = 0; h < horizon; h++) {
        psi[h] = h == 0;
        for (j = 0; j < forecast->ar.order && j < h; j++)
            psi[h] += forecast->ar.phi[j] * psi[h - 1 - j];
    }
    for (j = 0; j < horizon; j++) {
        weight[j] = 0;
        for (h = from > j ? from : j; h < horizon; h++)
            weight[j] += psi[h - j];
    }
    free(psi);
}

/*
 * The share of origins whose 80 % band holds what comes, for somebody who knows the process: what 95
 * of 100 such records reach. Errors are those of the likeliest candidate's autoregression.
 */
static double find_bound(const struct forecast *forecast, const struct track_goal *goal,
                         const struct track_origin *origins, size_t count, size_t horizon,
                         uint64_t seed)
{
    size_t n = forecast->n, i, j, r;
    double *weight = xarray(horizon, sizeof *weight), *e = xarray(n, sizeof *e);
    double *error = xarray(BOUND_DRAWS * count, sizeof *error);
    double *sorted = xarray(BOUND_DRAWS * count, sizeof *sorted);
    double *share = xcalloc(BOUND_DRAWS, sizeof *share);
    double low, high, bound;

    weights(forecast, goal, horizon, weight);
    for (r = 0; r < BOUND_DRAWS; r++) {
        struct random random;

        random_start(&random, seed, r);
        for (i = 0; i < n; i++)
            e[i] = forecast->pool[random_below(&random, forecast->pool_size)];
        for (i = 0; i < count; i++) {
            double sum = 0;

            for (j = 0; j < horizon && origins[i].row + 1 + j < n; j++)
                sum += weight[j] * e[origins[i].row + 1 + j];
            error[r * count + i] = sorted[r * count + i] = sum;
        }
    }
    forecast_sort(sorted, BOUND_DRAWS * count);
    low = forecast_quantile(sorted, BOUND_DRAWS * count, .1);
    high = forecast_quantile(sorted, BOUND_DRAWS * count, .9);
    for (r = 0; r < BOUND_DRAWS; r++)
        for (i = 0; i < count; i++)
            share[r] += (error[r * count + i] >= low && error[r * count + i] <= high) /
                        (double)count;
    forecast_sort(share, BOUND_DRAWS);
    bound = share[(size_t)(BOUND * BOUND_DRAWS)];
    free(weight);
    free(e);
    free(error);
    free(sorted);
    free(share);
    return bound;
}

/* One projection as it would have been made; false where nothing can be said of it. */
static bool try_origin(const struct tracking *tracking, size_t rows, size_t horizon,
                       struct track_origin *origin)
{
    const struct track_goal *goal = tracking->goal;
    const double *y = tracking->y + tracking->tracked->first;
    struct forecast_options options = { .paths = tracking->options->origin_paths,
                                        .seed = tracking->options->seed + rows,
                                        .threads = tracking->options->threads,
                                        .percent = tracking->options->percent,
                                        .season = &tracking->season };
    long seen = (long)(rows + horizon) - 1;
    struct forecast forecast;
    double *values, actual;
    size_t i;

    actual = goal_seen(goal, y, tracking->tracked->rows - tracking->tracked->first, NULL,
                       (long)rows, seen);
    if (isnan(y[rows - 1]) || isnan(actual) ||
        forecast_make(y, rows, horizon, &options, &forecast) != 0)
        return false;
    values = xarray(forecast.paths, sizeof *values);
    for (i = 0; i < forecast.paths; i++)
        values[i] = goal_seen(goal, y, rows, forecast.values + i * horizon, (long)rows, seen);
    forecast_sort(values, forecast.paths);
    *origin = (struct track_origin){
        .row = rows - 1,
        .seen = (size_t)seen,
        .projected = forecast_quantile(values, forecast.paths, .5),
        .low80 = forecast_quantile(values, forecast.paths, .1),
        .high80 = forecast_quantile(values, forecast.paths, .9),
        .actual = actual,
    };
    free(values);
    forecast_free(&forecast);
    return true;
}

void goal_record(struct tracking *tracking, const struct forecast *forecast)
{
    struct tracked *tracked = tracking->tracked;
    size_t n = forecast->n, horizon = forecast->horizon, room, count, i, held = 0;

    /* Where so long a look back leaves too few origins, a shorter one. */
    if (n < FORECAST_ROWS_LEAST + TRACK_ORIGINS_LEAST)
        return;
    if (horizon > n - FORECAST_ROWS_LEAST - TRACK_ORIGINS_LEAST + 1)
        horizon = n - FORECAST_ROWS_LEAST - TRACK_ORIGINS_LEAST + 1;
    room = n - horizon - FORECAST_ROWS_LEAST + 1;
    count = room < TRACK_ORIGINS ? room : TRACK_ORIGINS;
    tracked->origins = xarray(count, sizeof *tracked->origins);
    for (i = 0; i < count; i++) {
        size_t rows = FORECAST_ROWS_LEAST + (count > 1 ? i * (room - 1) / (count - 1) : 0);
        struct track_origin *origin = &tracked->origins[tracked->origin_count];

        if (!try_origin(tracking, rows, horizon, origin))
            continue;
        held += origin->low80 <= origin->actual && origin->actual <= origin->high80;
        tracked->origin_count++;
    }
    if (tracked->origin_count < TRACK_ORIGINS_LEAST) {
        tracked->origin_count = 0;
        return;
    }
    tracked->coverage80 = (double)held / (double)tracked->origin_count;
    tracked->coverage_bound = find_bound(forecast, tracking->goal, tracked->origins,
                                         tracked->origin_count, horizon, tracking->options->seed);
}
