/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/question.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "question/roles.h"
#include "table/select.h"

/* When, and who: what is not measured. */
struct frame {
    size_t time;         /* SIZE_MAX = none */
    struct selection by;
};

static int choose(const struct question *q, const char *list, struct selection *selection,
                  struct error *err)
{
    struct role_source roles = plan_roles(q->plan);

    return select_columns(table_names(q->table), q->table->width, list, q->table->file, &roles,
                          selection, err);
}

static struct selection room(const struct question *q)
{
    return (struct selection){ xcalloc(q->table->width + 1, sizeof(size_t)), 0 };
}

static bool among(const struct selection *selection, size_t column)
{
    size_t i;

    for (i = 0; i < selection->count; i++)
        if (selection->columns[i] == column)
            return true;
    return false;
}

/* Could a period without rows be a 0 of the measure, and is nothing said of it? */
static bool fill_is_open(const struct measure *measure)
{
    return measure && *measure->fill == '\0' &&
           measure->agg && measure->agg->zero;
}

/* What is asked of a pair; terms is its row of links.csv, or NULL. */
static int add_link(struct question *q, const struct common *common, size_t output,
                    size_t outcome, const struct hypothesis *terms, struct error *err)
{
    const char *const *names = table_names(q->table);
    const struct measure *x = q->plan ? plan_measure(q->plan, names[output]) : NULL;
    const struct measure *y = q->plan ? plan_measure(q->plan, names[outcome]) : NULL;

    if (output == outcome) {
        error_at(err, q->table->file, 0, names[output],
                 "is an output and the outcome at once: a thing always goes with itself");
        err->status = terms ? 1 : 2;
        return -1;
    }
    q->link[q->count++] = (struct question_link){
        .output = output,
        .outcome = outcome,
        .output_name = names[output],
        .outcome_name = names[outcome],
        .output_open = fill_is_open(x),
        .outcome_open = fill_is_open(y),
        .output_unit = x ? x->unit : "",
        .outcome_unit = y ? y->unit : "",
        .sign = terms ? terms->sign : 0,
        .better = y ? y->better : 0,
        .guardrail = y && y->role == ROLE_GUARDRAIL,
        .lags = terms && terms->ranged ? terms->lags : common->lags,
        .min_effect = terms ? terms->min_effect : NAN,
    };
    return 0;
}

/* The column that a row of links.csv means. */
static int linked_column(const struct question *q, const struct hypothesis *link, const char *name,
                         const char *what, size_t *column, struct error *err)
{
    const char *const *names = table_names(q->table);
    size_t found = 0;
    size_t i;
    char *all;
    long nearest;

    for (i = 0; i < q->table->width; i++)
        if (strcmp(names[i], name) == 0 && found++ == 0)
            *column = i;
    if (found == 1)
        return 0;
    if (found > 1)
        return error_at(err, q->links->file, link->line, what,
                        "%s has %zu columns called \"%s\"", file_shown(q->table->file), found,
                        name);
    nearest = nearest_name(name, names, q->table->width);
    all = list_of_columns(names, q->table->width, 200);
    error_at(err, q->links->file, link->line, what,
             "no column \"%.80s\" in %.80s%s%.80s%s The columns are: %s%s", name,
             file_shown(q->table->file), nearest >= 0 ? "; did you mean \"" : "",
             nearest >= 0 ? names[nearest] : "", nearest >= 0 ? "\"?" : ".", all,
             delimiter_hint(names, q->table->width));
    free(all);
    return -1;
}

static int links_from_file(struct question *q, const struct common *common,
                           const struct selection *outputs, const struct selection *outcomes,
                           struct error *err)
{
    size_t i;

    q->link = xcalloc(q->links->count, sizeof *q->link);
    for (i = 0; i < q->links->count; i++) {
        const struct hypothesis *link = &q->links->items[i];
        size_t x;
        size_t y;

        if (linked_column(q, link, link->output, "output", &x, err) != 0 ||
            linked_column(q, link, link->outcome, "outcome", &y, err) != 0)
            return -1;
        if ((common->outputs && !among(outputs, x)) || (common->outcomes && !among(outcomes, y)))
            continue;
        if (add_link(q, common, x, y, link, err) != 0)
            return -1;
    }
    return 0;
}

static int links_from_pairs(struct question *q, const struct common *common,
                            const struct selection *outputs, const struct selection *outcomes,
                            struct error *err)
{
    size_t i;
    size_t j;

    if (outputs->count == 0 || outcomes->count == 0)
        return roles_none(q->plan, q->table, outputs->count == 0, err);
    q->link = xcalloc(outputs->count * outcomes->count, sizeof *q->link);
    for (i = 0; i < outputs->count; i++)
        for (j = 0; j < outcomes->count; j++)
            if (add_link(q, common, outputs->columns[i], outcomes->columns[j], NULL, err) != 0)
                return -1;
    return 0;
}

/* A list that names columns by a pattern or by what they are not. */
static bool sweeping(const char *list)
{
    return list && strpbrk(list, "*?!");
}

/* Takes the columns that have another part to play out of what a pattern swept in. */
static void spare(struct selection *swept, const struct selection *others)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < swept->count; i++)
        if (!among(others, swept->columns[i]))
            swept->columns[kept++] = swept->columns[i];
    swept->count = kept;
}

/* The time column: what -t says; with a plan, `period`; otherwise none, and where
 * it looks as though one was forgotten, that is said. */
static int find_time(const struct question *q, const struct common *common, size_t *time,
                     struct error *err)
{
    const char *const *names = table_names(q->table);
    struct role_source roles = plan_roles(q->plan);
    size_t i;

    *time = SIZE_MAX;
    if (common->time)
        return select_column(names, q->table->width, common->time, q->table->file, &roles, time,
                             err);
    for (i = 0; i < q->table->width && strcmp(names[i], "period") != 0; i++)
        ;
    if (i < q->table->width && q->plan)
        *time = i;
    else if (common->lags.last > 0 && (common->lags.first != 0 || common->lags.last != 8))
        return error_usage(err, "--lags: rows without a time have no lags; name it with -t");
    else if (strcmp(common->season, "auto") != 0 && strcmp(common->season, "none") != 0)
        return error_usage(err, "--season: rows without a time have no season; name it with -t");
    else if (i < q->table->width)
        message_note("without -t the rows are taken as independent of each other; "
                     "-t period takes them in order");
    return 0;
}

static int find_frame(const struct question *q, const struct common *common,
                      struct frame *frame, struct error *err)
{
    *frame = (struct frame){ .time = SIZE_MAX };
    if (find_time(q, common, &frame->time, err) != 0)
        return -1;
    return common->by ? choose(q, common->by, &frame->by, err) : 0;
}

/* The columns that say when and who, and the context named outright: no pattern means them. */
static int find_parts(const struct question *q, const struct common *common,
                      const struct frame *frame, struct selection *parts, struct error *err)
{
    struct selection context = { NULL, 0 };
    size_t i;

    if (common->context && choose(q, common->context, &context, err) != 0)
        return -1;
    *parts = (struct selection){ xcalloc(1 + frame->by.count + context.count, sizeof(size_t)), 0 };
    if (frame->time != SIZE_MAX)
        parts->columns[parts->count++] = frame->time;
    for (i = 0; i < frame->by.count; i++)
        parts->columns[parts->count++] = frame->by.columns[i];
    for (i = 0; i < context.count && !sweeping(common->context); i++)
        parts->columns[parts->count++] = context.columns[i];
    selection_free(&context);
    return 0;
}

static int find_links(struct question *q, const struct common *common, const struct frame *frame,
                      struct error *err)
{
    struct selection parts = { NULL, 0 };
    struct selection outputs = { NULL, 0 };
    struct selection outcomes = { NULL, 0 };
    int status = -1;

    if (find_parts(q, common, frame, &parts, err) != 0)
        return -1;
    if (common->outputs) {
        if (choose(q, common->outputs, &outputs, err) != 0)
            goto done;
    } else {
        outputs = room(q);
        roles_add(q->plan, ROLE_OUTPUT, q->table, &outputs);
    }
    if (common->outcomes) {
        if (choose(q, common->outcomes, &outcomes, err) != 0)
            goto done;
    } else {
        outcomes = room(q);
        roles_add(q->plan, ROLE_OUTCOME, q->table, &outcomes);
        roles_add(q->plan, ROLE_GUARDRAIL, q->table, &outcomes);
    }
    if (sweeping(common->outputs)) {
        spare(&outputs, &parts);
        spare(&outputs, &outcomes);
    }
    if (sweeping(common->outcomes)) {
        spare(&outcomes, &parts);
        spare(&outcomes, &outputs);
    }
    status = q->links ? links_from_file(q, common, &outputs, &outcomes, err)
                      : links_from_pairs(q, common, &outputs, &outcomes, err);
    if (status == 0 && q->count == 0)
        status = error_usage(err, "no link of %s is among -x and -y",
                             file_shown(q->links->file));
done:
    selection_free(&parts);
    selection_free(&outputs);
    selection_free(&outcomes);
    return status;
}

static int find_context(struct question *q, const struct common *common, struct error *err)
{
    struct selection context = { NULL, 0 };
    size_t i;
    size_t j;

    if (common->context) {
        if (choose(q, common->context, &context, err) != 0)
            return -1;
    } else {
        context = room(q);
        roles_add(q->plan, ROLE_CONTEXT, q->table, &context);
    }
    q->context = context.columns;
    q->contexts = context.count;
    for (i = 0; i < q->contexts; i++)
        for (j = 0; j < q->count; j++)
            if (q->context[i] == q->link[j].output || q->context[i] == q->link[j].outcome)
                return error_usage(err, "\"%s\" is context, and an %s as well",
                                   table_names(q->table)[q->context[i]],
                                   q->context[i] == q->link[j].output ? "output" : "outcome");
    return 0;
}

/* Rows that cannot be placed are lost to every link. */
static void warn_of_timeless(const struct question *q)
{
    size_t lost = 0, i;

    for (i = 0; i < q->axis.rows; i++)
        lost += q->axis.cell[i] == SIZE_MAX;
    if (lost > 0)
        message_warning("%s: %zu %s without a period left out", file_shown(q->table->file), lost,
                        lost == 1 ? "row" : "rows");
}

static int lay_out(struct question *q, const struct common *common, const struct frame *frame,
                   struct error *err)
{
    const struct selection *by = &frame->by;
    struct period_options options;
    size_t time = frame->time;
    size_t i;
    int status;

    if (common_period(common, &options, err) != 0)
        return -1;
    for (i = 0; i < q->count; i++) {
        table_want(q->table, q->link[i].output, COLUMN_NUMBER);
        table_want(q->table, q->link[i].outcome, COLUMN_NUMBER);
    }
    for (i = 0; i < q->contexts; i++)
        table_want(q->table, q->context[i], COLUMN_NUMBER);
    for (i = 0; i < by->count; i++)
        table_want(q->table, by->columns[i], COLUMN_TEXT);
    if (time != SIZE_MAX)
        table_want(q->table, time, COLUMN_TEXT);
    if (table_load(q->table, common_threads(common), err) != 0)
        return -1;
    options.file = q->table->file;
    options.column = time == SIZE_MAX ? NULL : table_names(q->table)[time];
    options.lines = q->table->lines;
    status = axis_build(q->table, time, by->columns, by->count, &options, &q->axis, err);
    if (status == 0 && q->axis.note[0])
        message_note("%s", q->axis.note);
    if (status == 0)
        warn_of_timeless(q);
    return status;
}

int question_ask(const struct common *common, const char *file, struct question *q,
                 struct error *err)
{
    struct dialect dialect = common_in_dialect(common);
    struct frame frame = { .time = SIZE_MAX };
    int status;

    *q = (struct question){ .by_name = "" };
    if (roles_read(common->plan, common->links, true, &q->plan, &q->links, err) != 0)
        return -1;
    q->table = table_open(file, &dialect, err);
    if (!q->table)
        return -1;
    status = find_frame(q, common, &frame, err);
    if (status == 0)
        status = find_links(q, common, &frame, err);
    if (status == 0)
        status = find_context(q, common, err);
    if (status == 0)
        status = lay_out(q, common, &frame, err);
    if (status == 0 && frame.by.count == 1)
        q->by_name = table_names(q->table)[frame.by.columns[0]];
    selection_free(&frame.by);
    return status;
}

void question_free(struct question *q)
{
    axis_free(&q->axis);
    table_free(q->table);
    links_free(q->links);
    plan_free(q->plan);
    free(q->link);
    free(q->context);
    *q = (struct question){ 0 };
}

static enum season_calendar calendar_of(enum period_kind kind)
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

int question_season(const struct common *common, const struct question *q,
                    struct season_request *season, double **year, double **week,
                    struct error *err)
{
    long period;

    *season = (struct season_request){ .mode = SEASON_AUTO };
    *year = NULL;
    *week = NULL;
    if (common_season(common, &period, err) != 0)
        return -1;
    if (period != 0) {
        season->mode = period < 0 ? SEASON_OFF : SEASON_FORCED;
        season->period = period < 0 ? 0 : (unsigned)period;
        return 0;
    }
    season->calendar = q->axis.timed ? calendar_of(q->axis.kind) : SEASON_CALENDAR_NONE;
    if (season->calendar == SEASON_CALENDAR_NONE)
        return 0;
    *year = xarray(q->axis.periods, sizeof **year);
    if (season->calendar == SEASON_CALENDAR_DAYS)
        *week = xarray(q->axis.periods, sizeof **week);
    period_phases(q->axis.kind, q->axis.first, q->axis.periods, *year, *week);
    season->year = *year;
    season->week = *week;
    return 0;
}
