/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "track/goal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "track/goal_private.h"

/* A third of the rows may be missing, no more; so many rows at the end have to meet a target. */
static const double MISSING_MOST = .2;
enum { SETTLED_ROWS = 3, AHEAD_UNDATED = 12 };

size_t track_goal_rows(size_t n)
{
    return n + n / 2 + 1;
}

static void clear(struct tracked *tracked)
{
    memset(tracked, 0, sizeof *tracked);
    tracked->now = tracked->progress = tracked->pace = tracked->pace_needed = NAN;
    tracked->projected = tracked->low80 = tracked->high80 = NAN;
    tracked->low95 = tracked->high95 = tracked->p_hit = NAN;
    tracked->coverage80 = tracked->coverage_bound = tracked->assured = NAN;
    tracked->reason_value = tracked->reason_limit = NAN;
    tracked->hit_by = TRACK_NEVER;
    tracked->assurance = ASSURANCE_NONE;
    tracked->signal = SIGNAL_NONE;
    tracked->word = TRACKED_CANNOT_TELL;
}

static void give_up(struct tracked *tracked, enum tracked_reason reason, double value, double limit)
{
    tracked->word = TRACKED_UNUSABLE;
    tracked->reason = reason;
    tracked->reason_value = value;
    tracked->reason_limit = limit;
}

bool goal_met(const struct tracking *tracking, double value)
{
    return tracking->tracked->sense < 0 ? value <= tracking->goal->target
                                        : value >= tracking->goal->target;
}

/* The value of the row at `row`: of y, or of the path behind its last row. */
static double value_at(const double *y, size_t n, const double *path, long row)
{
    return row < 0 ? NAN : (size_t)row < n ? y[row] : path[(size_t)row - n];
}

double goal_seen(const struct track_goal *goal, const double *y, size_t n, const double *path,
                 long from, long row)
{
    double sum = 0, rows = 0;
    long at = goal->total ? from : row - (long)goal->last + 1;

    for (; at <= row; at++) {
        double value = value_at(y, n, path, at);

        if (goal->total && at >= 0 && isnan(value))
            return NAN;
        if (isfinite(value)) {
            sum += value;
            rows++;
        }
    }
    return rows == 0 ? NAN : goal->total ? sum : sum / rows;
}

/* From below or from above? */
static int sense_of(const struct track_goal *goal, double now)
{
    if (goal->bound)
        return goal->bound;
    if (goal->total)
        return goal->better < 0 ? -1 : 1;
    if (goal->better)
        return goal->better;
    if (isfinite(goal->baseline) && goal->baseline != goal->target)
        return goal->target > goal->baseline ? 1 : -1;
    return goal->target >= now ? 1 : -1;
}

/* The first row, from start on, at which the data meet it. */
static void find_hit(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    long row = goal->start == TRACK_NEVER || goal->start < 0 ? 0 : goal->start;

    for (; row < (long)tracked->rows && (goal->due == TRACK_NEVER || row <= goal->due); row++) {
        double seen = goal_seen(goal, tracking->y, tracked->rows, NULL, goal->start, row);

        if (isfinite(seen) && goal_met(tracking, seen) && !(goal->total && tracked->sense < 0)) {
            tracked->hit_by = row;
            return;
        }
    }
}

/* Settled by the data alone? */
static bool settle(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    double seen;

    if (goal->total &&
        (tracked->sense > 0 ? goal_met(tracking, tracked->now)
                            : tracking->rising && !goal_met(tracking, tracked->now))) {
        tracked->word = tracked->sense > 0 ? TRACKED_REACHED : TRACKED_MISSED;
        return true;
    }
    if (goal->due == TRACK_NEVER || goal->due >= (long)tracked->rows)
        return false;
    seen = goal_seen(goal, tracking->y, tracked->rows, NULL, goal->start, goal->due);
    if (isnan(seen))
        return false;
    tracked->now = seen;
    tracked->word = goal_met(tracking, seen) ? TRACKED_REACHED : TRACKED_MISSED;
    if (tracked->word == TRACKED_MISSED)
        tracked->hit_by = TRACK_NEVER;
    else if (tracked->hit_by == TRACK_NEVER)
        tracked->hit_by = goal->due;
    return true;
}

/* The season's share of a row; 0 where the scale has none of its own. */
static double season_at(const struct forecast *forecast, long row)
{
    return forecast && row >= 0 && (size_t)row < forecast->n + forecast->horizon
               ? forecast->season[row]
               : 0;
}

static void find_pace(struct tracking *tracking, const struct forecast *forecast)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    long last = (long)tracked->rows - 1, row, shift = (long)tracked->first;
    long start = goal->start;
    double gone = start == TRACK_NEVER ? 0 : (double)(last - start + (goal->total ? 1 : 0));
    double left, season = 0;

    if (start != TRACK_NEVER && start <= last && !goal->total && isfinite(goal->baseline) &&
        gone > 0)
        tracked->pace = (tracked->now - season_at(forecast, last - shift) - goal->baseline) / gone;
    if (goal->total && start != TRACK_NEVER && start <= last) {
        for (row = start; row <= last; row++)
            season += season_at(forecast, row - shift);
        tracked->pace = (tracked->now - season) / gone;
    }
    if (goal->due == TRACK_NEVER || goal->due <= last || isnan(goal->target))
        return;
    left = (double)(goal->due - last);
    if (!goal->total) {
        tracked->pace_needed = (goal->target - season_at(forecast, goal->due - shift) -
                                tracked->now + season_at(forecast, last - shift)) /
                               left;
        return;
    }
    for (season = 0, row = last + 1; row <= goal->due; row++)
        season += season_at(forecast, row - shift);
    tracked->pace_needed = (goal->target - tracked->now - season) / left;
}

static void find_progress(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;

    if (goal->total && goal->target != 0)
        tracked->progress = tracked->now / goal->target;
    else if (!goal->total && isfinite(goal->baseline) && goal->target != goal->baseline)
        tracked->progress = (tracked->now - goal->baseline) / (goal->target - goal->baseline);
}

/* What stands in the way, beside the rows' number. */
static bool sound(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;

    if (tracked->rows == 0) {
        give_up(tracked, TRACKED_EMPTY, NAN, NAN);
    } else if (goal->start != TRACK_NEVER && goal->due != TRACK_NEVER && goal->due < goal->start) {
        give_up(tracked, TRACKED_BACKWARDS, NAN, NAN);
    } else if (isnan(goal->target) && !goal->relative) {
        give_up(tracked, TRACKED_NO_TARGET, NAN, NAN);
    } else if (isnan(goal->target)) {
        tracked->word = TRACKED_NO_BASELINE;
    } else if (!goal->total && !goal->bound && goal->target == goal->baseline) {
        give_up(tracked, TRACKED_AT_BASELINE, goal->target, NAN);
    } else if (goal->total && (goal->start == TRACK_NEVER || goal->start >= (long)tracked->rows)) {
        give_up(tracked, TRACKED_NOT_BEGUN, NAN, NAN);
    } else if (goal->total &&
               (goal->start < 0 || isnan(goal_seen(goal, tracking->y, tracked->rows, NULL,
                                                   goal->start, (long)tracked->rows - 1)))) {
        give_up(tracked, TRACKED_GAPS, NAN, NAN);
    } else {
        return true;
    }
    return false;
}

/* Can it be carried on? How far: 0 = no. */
static size_t reach(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    size_t rows = tracked->rows - tracked->first, most = tracked->n / 2;

    if (tracked->n < FORECAST_ROWS_LEAST) {
        give_up(tracked, TRACKED_FEW_ROWS, (double)tracked->n, FORECAST_ROWS_LEAST);
        return 0;
    }
    if ((double)(rows - tracked->n) > MISSING_MOST * (double)rows) {
        give_up(tracked, TRACKED_GAPS, (double)(rows - tracked->n), (double)rows);
        return 0;
    }
    if (goal->due == TRACK_NEVER) {
        give_up(tracked, TRACKED_NO_DUE, NAN, NAN);
        return most < AHEAD_UNDATED ? most : AHEAD_UNDATED;
    }
    if (goal->due - (long)tracked->rows + 1 > (long)most) {
        give_up(tracked, TRACKED_FAR, (double)(goal->due - (long)tracked->rows + 1), (double)most);
        return most;
    }
    return (size_t)(goal->due - (long)tracked->rows + 1);
}

static void find_signal(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    const struct track_options *options = tracking->options;
    struct tracked *tracked = tracking->tracked;
    size_t n = tracked->rows - tracked->first, baseline = 0;
    /* Where nobody said what is better, more is. */
    int mark, better = goal->better ? goal->better : tracked->sense ? tracked->sense : 1;

    if (goal->start != TRACK_NEVER && goal->start - (long)tracked->first >= DOTS_BASELINE &&
        goal->start < (long)tracked->rows)
        baseline = (size_t)(goal->start - (long)tracked->first);
    if (dots_make(tracking->y + tracked->first, n, baseline, &tracking->season, options->seed,
                  options->threads, &tracked->dots) != 0 &&
        (baseline == 0 || dots_make(tracking->y + tracked->first, n, 0, &tracking->season,
                                    options->seed, options->threads, &tracked->dots) != 0))
        return;
    mark = tracked->dots.mark[n - 1];
    tracked->signal = mark == 0                       ? SIGNAL_USUAL
                      : (mark > 0 ? 1 : -1) == better ? SIGNAL_BETTER
                                                      : SIGNAL_WORSE;
}

static void choose_word(struct tracking *tracking)
{
    const struct track_goal *goal = tracking->goal;
    struct tracked *tracked = tracking->tracked;
    size_t i;
    bool there = !goal->total;

    for (i = 0; there && i < SETTLED_ROWS; i++)
        there = tracked->rows > tracked->first + i &&
                goal_met(tracking, tracking->y[tracked->rows - 1 - i]);
    if (tracked->origin_count > 0 && tracked->coverage80 < tracked->coverage_bound)
        tracked->word = TRACKED_CANNOT_TELL;
    else if (there && tracked->p_hit >= TRACK_SETTLED && tracked->hit_by != TRACK_NEVER &&
             tracked->hit_by < (long)tracked->rows)
        tracked->word = TRACKED_REACHED;
    else
        tracked->word = tracked->p_hit >= TRACK_ON   ? TRACKED_ON_TRACK
                        : tracked->p_hit < TRACK_OFF ? TRACKED_OFF_TRACK
                                                     : TRACKED_AT_RISK;
}

static void look_ahead(struct tracking *tracking)
{
    struct tracked *tracked = tracking->tracked;
    size_t horizon = reach(tracking);
    struct forecast_options options = { .paths = tracking->options->paths,
                                        .seed = tracking->options->seed,
                                        .threads = tracking->options->threads,
                                        .percent = tracking->options->percent,
                                        .season = &tracking->season };
    struct forecast forecast;

    if (horizon == 0)
        return;
    if (forecast_make(tracking->y + tracked->first, tracked->rows - tracked->first, horizon,
                      &options, &forecast) != 0) {
        give_up(tracked, TRACKED_CONSTANT, tracked->now, NAN);
        return;
    }
    find_pace(tracking, &forecast);
    goal_project(tracking, &forecast);
    if (tracked->reason == TRACKED_USABLE) {
        goal_record(tracking, &forecast);
        choose_word(tracking);
    }
    forecast_free(&forecast);
}

void track_goal(const double *y, size_t n, const struct track_goal *goal,
                const struct track_options *options, struct tracked *tracked)
{
    struct tracking tracking = { y, goal, options, tracked, *options->season, true };
    size_t t;

    clear(tracked);
    for (t = 0; t < n; t++) {
        if (!isfinite(y[t]))
            continue;
        if (tracked->rows == 0)
            tracked->first = t;
        tracked->rows = t + 1;
        tracked->n++;
        tracking.rising = tracking.rising && y[t] >= 0;
    }
    /* Rows before the first that is there are none of the series: its phases begin there. */
    if (tracking.season.year)
        tracking.season.year += tracked->first;
    if (tracking.season.week)
        tracking.season.week += tracked->first;
    if (tracked->rows > 0)
        tracked->now = goal_seen(goal, y, tracked->rows, NULL, goal->start,
                                 (long)tracked->rows - 1);
    if (!sound(&tracking)) {
        if (tracked->rows > 0)
            find_signal(&tracking);
        return;
    }
    tracked->sense = sense_of(goal, tracked->now);
    find_signal(&tracking);
    find_hit(&tracking);
    if (!settle(&tracking))
        look_ahead(&tracking);
    find_progress(&tracking);
    if (isnan(tracked->pace))
        find_pace(&tracking, NULL);
    if (tracked->word == TRACKED_REACHED || tracked->word == TRACKED_MISSED)
        tracked->pace_needed = NAN;
}

void tracked_free(struct tracked *tracked)
{
    free(tracked->ahead);
    free(tracked->origins);
    dots_free(&tracked->dots);
    memset(tracked, 0, sizeof *tracked);
}
