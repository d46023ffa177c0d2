/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "question/roles.h"

void frame_begin(struct frame *frame, const struct common *common)
{
    *frame = (struct frame){ .common = common, .time = SIZE_MAX, .by_name = "" };
}

int frame_plan(struct frame *frame, const struct common *common, struct error *err)
{
    frame_begin(frame, common);
    return roles_plan(common, &frame->plan, err);
}

/* ---- columns ---- */

int frame_choose(const struct frame *frame, const char *list, struct selection *selection,
                 struct error *err)
{
    const struct table *table = frame->table;
    struct role_source roles = plan_roles(frame->plan);

    return select_columns(table_names(table), table->width, list, table->file, &roles, selection,
                          err);
}

struct selection frame_room(const struct frame *frame)
{
    return (struct selection){ xcalloc(frame->table->width + 1, sizeof(size_t)), 0 };
}

void frame_role(const struct frame *frame, enum role role, struct selection *selection)
{
    roles_add(frame->plan, role, frame->table, selection);
}

bool frame_sweeping(const char *list)
{
    return list && strpbrk(list, "*?!");
}

void frame_without(struct selection *selection, const struct selection *others)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < selection->count; i++)
        if (!selection_has(others, selection->columns[i]))
            selection->columns[kept++] = selection->columns[i];
    selection->count = kept;
}

void frame_spare(const struct frame *frame, const char *list, struct selection *selection)
{
    const char *context = frame->common->context;
    size_t time = frame->time;
    struct selection alone = { &time, time == SIZE_MAX ? 0 : 1 };

    if (!frame_sweeping(list))
        return;
    frame_without(selection, &alone);
    frame_without(selection, &frame->by);
    if (context && !frame_sweeping(context))
        frame_without(selection, &frame->context);
}

/* ---- when, about whom, beside what ---- */

static int find_time(struct frame *frame, struct error *err)
{
    const struct common *common = frame->common;
    const struct table *table = frame->table;
    const char *const *names = table_names(table);
    const char *season = common->season ? common->season : "auto";
    struct role_source roles = plan_roles(frame->plan);
    size_t i;

    if (common->time)
        return select_column(names, table->width, common->time, table->file, &roles, &frame->time,
                             err);
    for (i = 0; i < table->width && strcmp(names[i], "period") != 0; i++)
        ;
    if (i < table->width && frame->plan)
        frame->time = i;
    else if (common->lags.last > 0 && !common->lags.by_itself &&
             (common->lags.first != 0 || common->lags.last != 8))
        return error_usage(err, "--lags: rows without a time have no lags; name it with -t");
    else if (strcmp(season, "auto") != 0 && strcmp(season, "none") != 0)
        return error_usage(err, "--season: rows without a time have no season; name it with -t");
    else if (i < table->width)
        message_note("without -t the rows are taken as independent of each other; "
                     "-t period takes them in order");
    return 0;
}

static int find_by(struct frame *frame, struct error *err)
{
    if (frame->common->by && frame_choose(frame, frame->common->by, &frame->by, err) != 0)
        return -1;
    if (frame->by.count == 1)
        frame->by_name = table_names(frame->table)[frame->by.columns[0]];
    return 0;
}

static int find_context(struct frame *frame, struct error *err)
{
    if (frame->common->context)
        return frame_choose(frame, frame->common->context, &frame->context, err);
    frame->context = frame_room(frame);
    frame_role(frame, ROLE_CONTEXT, &frame->context);
    return 0;
}

int frame_open(struct frame *frame, const char *file, struct error *err)
{
    struct dialect dialect = common_in_dialect(frame->common);

    frame->table = table_open(file, &dialect, err);
    if (!frame->table)
        return -1;
    if (find_time(frame, err) != 0 || find_by(frame, err) != 0)
        return -1;
    return find_context(frame, err);
}

/* ---- rows ---- */

/* Rows that cannot be placed are lost to whatever is asked. */
static void warn_of_timeless(const struct frame *frame)
{
    const struct axis *axis = &frame->axis;
    size_t lost = 0;
    size_t i;

    for (i = 0; i < axis->rows; i++)
        lost += axis->cell[i] == SIZE_MAX;
    if (lost > 0)
        message_warning("%s: %zu %s without a period left out", file_shown(frame->table->file),
                        lost, lost == 1 ? "row" : "rows");
}

static void want(struct frame *frame, const size_t *columns, size_t count, enum column_kind kind)
{
    size_t i;

    for (i = 0; i < count; i++)
        table_want(frame->table, columns[i], kind);
}

int frame_load(struct frame *frame, const size_t *columns, size_t count, struct error *err)
{
    struct table *table = frame->table;
    struct period_options options;

    if (common_period(frame->common, &options, err) != 0)
        return -1;
    want(frame, columns, count, COLUMN_NUMBER);
    want(frame, frame->context.columns, frame->context.count, COLUMN_NUMBER);
    want(frame, frame->by.columns, frame->by.count, COLUMN_TEXT);
    want(frame, &frame->time, frame->time == SIZE_MAX ? 0 : 1, COLUMN_TEXT);
    if (table_load(table, frame_threads(frame), err) != 0 ||
        axis_build(table, frame->time, frame->by.columns, frame->by.count, &options, &frame->axis,
                   err) != 0)
        return -1;
    frame->series = xcalloc(table->width, sizeof *frame->series);
    if (frame->axis.note[0])
        message_note("%s: %s", file_shown(table->file), frame->axis.note);
    warn_of_timeless(frame);
    return 0;
}

/* ---- season and calendar ---- */

static bool complete(const double *series, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!isfinite(series[i]))
            return false;
    return true;
}

/* Lists what else is in the model of a single series: the richest season there could be, and the
 * context from the table. Returns how many. */
static size_t list_beside(struct frame *frame, const struct season *season, const double **beside)
{
    const struct season_candidate *richest = &season->candidate[season->count - 1];
    size_t n = frame->axis.periods, count = 0, i;

    for (i = 0; i < richest->columns; i++)
        beside[count++] = richest->values + i * n;
    for (i = 0; i < frame->context.count && frame->axis.entities == 1; i++) {
        const double *series = frame_series(frame, frame->context.columns[i], 0);

        if (complete(series, n))
            beside[count++] = series;
    }
    return count;
}

const char *frame_calendar(const struct frame *frame)
{
    if (frame->common->calendar)
        return frame->common->calendar;
    return frame->plan ? frame->plan->calendar : NULL;
}

static int add_calendar(struct frame *frame, struct error *err)
{
    const struct axis *axis = &frame->axis;
    const char *word = frame_calendar(frame);
    struct calendar_axis periods = { axis->kind, axis->first, axis->periods, 0, 0 };
    const double **beside;
    struct season season;
    int status;

    if (!word)
        return 0;
    if (!axis->timed)
        return error_usage(err, "--calendar: rows without a time have no calendar; name it with "
                                "-t");
    if (frame->common->by && !frame->common->each) {
        message_note("the calendar adds nothing to a panel: what all entities share in a period is "
                     "taken out already");
        return 0;
    }
    season_offer(&season, &frame->road.request, axis->periods);
    beside = xarray(SEASON_COLUMNS + frame->context.count, sizeof *beside);
    status = calendar_load(word, &periods, beside, list_beside(frame, &season, beside),
                           &frame->calendar, err);
    free(beside);
    season_free(&season);
    if (status == 0 && frame->calendar.note[0])
        message_note("%s", frame->calendar.note);
    if (status == 0 && frame->calendar.count == 0)
        message_note("the calendar says nothing of these periods that trend, season and context do "
                     "not");
    return status;
}

int frame_season(struct frame *frame, struct error *err)
{
    const struct axis *axis = &frame->axis;
    long setting;

    if (common_season(frame->common, &setting, err) != 0)
        return -1;
    season_road_free(&frame->road);
    season_road_make(&frame->road, axis->timed, axis->kind, axis->first, axis->periods, setting);
    calendar_free(&frame->calendar);
    return add_calendar(frame, err);
}

size_t frame_threads(const struct frame *frame)
{
    return common_threads(frame->common);
}

const double *frame_series(struct frame *frame, size_t column, size_t entity)
{
    double **series = &frame->series[column];

    if (!*series)
        *series = axis_series(&frame->axis, frame->table->columns[column].numbers);
    return *series + (entity == FRAME_ALL ? 0 : entity * frame->axis.periods);
}

size_t frame_contexts(const struct frame *frame)
{
    return frame->context.count + frame->calendar.count;
}

const char *frame_context_name(const struct frame *frame, size_t i)
{
    return i < frame->context.count ? frame->table->columns[frame->context.columns[i]].name
                                    : frame->calendar.column[i - frame->context.count].name;
}

const double *frame_context(struct frame *frame, size_t i, size_t entity)
{
    return i < frame->context.count ? frame_series(frame, frame->context.columns[i], entity)
                                    : frame->calendar.column[i - frame->context.count].values;
}

const char *frame_entity(const struct frame *frame, size_t entity)
{
    return entity == FRAME_ALL ? "" : frame->axis.entity[entity];
}

void frame_free(struct frame *frame)
{
    size_t i;

    for (i = 0; frame->series && i < frame->table->width; i++)
        free(frame->series[i]);
    free(frame->series);
    season_road_free(&frame->road);
    calendar_free(&frame->calendar);
    axis_free(&frame->axis);
    selection_free(&frame->by);
    selection_free(&frame->context);
    table_free(frame->table);
    plan_free(frame->plan);
    *frame = (struct frame){ .time = SIZE_MAX, .by_name = "" };
}
