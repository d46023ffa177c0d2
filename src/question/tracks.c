/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/tracks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/progress.h"
#include "base/unit.h"
#include "plan/when.h"
#include "question/percent_check.h"

/* Days of a period, in the mean of 400 years. */
static double days_of(enum period_kind kind)
{
    static const double days[] = { [PERIOD_DAY] = 1,
                                   [PERIOD_WEEK] = 7,
                                   [PERIOD_MONTH] = 365.2425 / 12,
                                   [PERIOD_QUARTER] = 365.2425 / 4,
                                   [PERIOD_YEAR] = 365.2425 };

    return kind < PERIOD_INTEGER ? days[kind] : NAN;
}

/* Are the rows of a period added up? Where the plan does not say, it may be so. */
static bool adds_up(const struct measure *measure)
{
    return !measure->agg || measure->agg->zero;
}

static long row_of(const struct axis *axis, long period)
{
    return period - axis->first;
}

/* What the plan says of the measure, on the rows of the axis. */
static void find_goal(const struct axis *axis, const struct measure *measure, size_t last,
                      struct track_goal *goal)
{
    const struct target *target = &measure->target;
    bool dated = axis->timed && axis->kind != PERIOD_INTEGER;
    long from, to;

    *goal = (struct track_goal){
        .total = target->kind == TARGET_TOTAL,
        .relative = target->kind == TARGET_CHANGE || target->kind == TARGET_FACTOR,
        .baseline = measure->baseline,
        .target = target->kind == TARGET_TOTAL || target->kind == TARGET_RATE
                      ? target->value
                      : target_level(target, measure->baseline),
        .bound = target->bound,
        .better = measure->better,
        .start = TRACK_NEVER,
        .due = TRACK_NEVER,
        .last = last,
    };
    if (target->kind == TARGET_RATE && dated && target->per != axis->kind)
        goal->target *= days_of(axis->kind) / days_of(target->per);
    if (dated && when_days(measure->start, &from, &to))
        goal->start = row_of(axis, period_from_day(axis->kind, from));
    if (dated && when_due(measure, &from, &to))
        goal->due = row_of(axis, when_due_period(axis->kind, from, to));
}

/* A rate of another period, or a sum, of what is not added up. */
static bool unlike(const struct axis *axis, const struct measure *measure)
{
    const struct target *target = &measure->target;

    return !adds_up(measure) && (target->kind == TARGET_TOTAL ||
                                 (target->kind == TARGET_RATE && target->per != axis->kind));
}

static bool has_target(const struct measure *measure)
{
    return measure->target.kind != TARGET_NONE;
}

/* The column of the measure, SIZE_MAX where the table has none. */
static size_t column_of(const struct frame *frame, const struct measure *measure)
{
    const char *const *names = table_names(frame->table);
    size_t i;

    for (i = 0; i < frame->table->width; i++)
        if (strcmp(names[i], measure->name) == 0)
            return i;
    return SIZE_MAX;
}

static int load(struct tracks *tracks, const struct selection *asked,
                const struct tracks_wanted *wanted, size_t **columns, size_t *count,
                const struct measure ***measures, struct error *err)
{
    struct frame *frame = &tracks->frame;
    const struct plan *plan = frame->plan;
    size_t i, targets = 0;

    *columns = xarray(plan->count, sizeof **columns);
    *measures = xarray(plan->count, sizeof **measures);
    *count = 0;
    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];
        size_t column = column_of(frame, measure);

        if (wanted->measures ? column == SIZE_MAX || !selection_has(asked, column)
                             : !has_target(measure))
            continue;
        targets++;
        if (column == SIZE_MAX) {
            message_warning("%s has no column \"%s\", which has a target in %s",
                            file_shown(frame->table->file), measure->name, plan->file);
            continue;
        }
        (*columns)[*count] = column;
        (*measures)[(*count)++] = measure;
    }
    if (targets == 0)
        return error_at(err, plan->file, 0, "target",
                        wanted->measures ? "none of these columns is a measure of the plan"
                                         : "no measure has a target: write one such as 58, +20%% "
                                           "or total 5000");
    if (*count == 0)
        return error_set(err, "%s has none of the columns that have a target in %s",
                         file_shown(frame->table->file), plan->file);
    return frame_load(frame, *columns, *count, err);
}

/* Without a plan: the columns as they are. */
static int load_plain(struct tracks *tracks, const struct selection *asked, size_t **columns,
                      size_t *count, const struct measure ***measures, struct error *err)
{
    struct frame *frame = &tracks->frame;
    size_t i;

    *columns = xarray(asked->count, sizeof **columns);
    *measures = xarray(asked->count, sizeof **measures);
    tracks->own = xcalloc(asked->count, sizeof *tracks->own);
    for (i = 0; i < asked->count; i++) {
        char *name = frame->table->columns[asked->columns[i]].name;
        char *none = name + strlen(name); /* "" */

        tracks->own[i] = (struct measure){ .name = name,
                                           .unit = none,
                                           .baseline = NAN,
                                           .target = { .value = NAN },
                                           .start = none,
                                           .due = none };
        (*columns)[i] = asked->columns[i];
        (*measures)[i] = &tracks->own[i];
    }
    *count = asked->count;
    return frame_load(frame, *columns, *count, err);
}

int tracks_ask(struct tracks *tracks, const struct common *common, const char *file,
               const struct tracks_wanted *wanted, struct error *err)
{
    struct frame *frame = &tracks->frame;
    struct selection asked = { NULL, 0 };
    const struct measure **measures = NULL;
    size_t *columns = NULL, count = 0, i, e;
    int status;

    memset(tracks, 0, sizeof *tracks);
    if (!common->plan && !wanted->measures)
        return error_usage(err, "--plan is missing: it has the targets");
    status = frame_plan(frame, common, err);
    if (status == 0)
        status = frame_open(frame, file, err);
    if (status == 0 && wanted->measures)
        status = frame_choose(frame, wanted->measures, &asked, err);
    if (status == 0 && frame->plan)
        status = load(tracks, &asked, wanted, &columns, &count, &measures, err);
    else if (status == 0)
        status = load_plain(tracks, &asked, &columns, &count, &measures, err);
    if (status == 0 && !frame->axis.timed)
        status = error_usage(err, "rows without a time have no pace: name it with -t");
    for (i = 0; status == 0 && i < count; i++)
        status = percent_check(frame, columns[i], err);
    if (status == 0) {
        tracks->items = xcalloc(count * frame->axis.entities, sizeof *tracks->items);
        for (e = 0; e < frame->axis.entities; e++)
            for (i = 0; i < count; i++) {
                struct track_item *item = &tracks->items[tracks->count++];

                item->measure = measures[i];
                item->column = columns[i];
                item->entity = e;
                find_goal(&frame->axis, measures[i], wanted->last, &item->goal);
            }
    }
    selection_free(&asked);
    free(columns);
    free(measures);
    return status;
}

void tracks_run(struct tracks *tracks, const struct common *common,
                const struct tracks_wanted *wanted)
{
    struct frame *frame = &tracks->frame;
    const struct axis *axis = &frame->axis;
    struct track_options options = { .paths = wanted->paths,
                                     .origin_paths = wanted->origin_paths,
                                     .seed = (uint64_t)common->seed,
                                     .threads = frame_threads(frame) };
    struct error ignored;
    long setting = 0;
    size_t i;

    if (common_season(common, &setting, &ignored) != 0)
        setting = 0;
    season_road_make(&tracks->road, axis->timed, axis->kind, axis->first,
                     track_goal_rows(axis->periods), setting);
    options.season = &tracks->road.request;
    progress_begin("projecting", tracks->count);
    for (i = 0; i < tracks->count; i++) {
        struct track_item *item = &tracks->items[i];
        const double *y = frame_series(frame, item->column, item->entity);

        options.percent = unit_is_percent(item->measure->unit);
        track_goal(y, axis->periods, &item->goal, &options, &item->tracked);
        if (unlike(axis, item->measure)) {
            item->tracked.word = TRACKED_UNUSABLE;
            item->tracked.reason = TRACKED_UNLIKE;
        }
        progress_step(1);
    }
    progress_end();
}

void tracks_free(struct tracks *tracks)
{
    size_t i;

    for (i = 0; i < tracks->count; i++)
        tracked_free(&tracks->items[i].tracked);
    free(tracks->items);
    free(tracks->own);
    season_road_free(&tracks->road);
    frame_free(&tracks->frame);
}

void tracks_period(const struct tracks *tracks, long row, char buffer[PERIOD_SIZE])
{
    const struct axis *axis = &tracks->frame.axis;

    period_format(axis->kind, axis->first + row, buffer);
}
