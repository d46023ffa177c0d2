/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a question about changes asks: events, outcomes, and their series. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "question/changes.h"
#include "question/roles.h"

/* Resamples where none were asked for: so many, or 40 a row where that is more. */
enum { RESAMPLES = 9999 };

/* ---- events ---- */

static int refuse_event(const struct changes_event *event, const char *column, struct error *err)
{
    struct error why = *err;

    if (!event->file)
        return error_usage(err, "--at: %s", why.what);
    return error_at(err, event->file, event->line, column, "%s", why.what);
}

/* The period of a date as people write it, or as --date-format says; on the axis. */
static int place_of(const struct changes *changes, const char *text, long *place, struct error *err)
{
    const struct axis *axis = &changes->frame.axis;
    struct period_options options;
    struct periods periods;
    struct error ignored;

    if (common_period(changes->frame.common, &options, err) != 0)
        return -1;
    options.fixed = true;
    options.kind = axis->kind;
    options.settled = true;
    options.file = NULL;
    options.column = NULL;
    if (!options.format || periods_read(&text, 1, &options, &periods, &ignored) != 0) {
        options.format = NULL;
        if (periods_read(&text, 1, &options, &periods, err) != 0)
            return error_set(err, "\"%s\" is no %s, and no date in one: the rows are %ss", text,
                             period_noun(true, axis->kind), period_noun(true, axis->kind));
    }
    *place = periods.index[0] == PERIOD_NONE ? PERIOD_NONE : periods.index[0] - axis->first;
    periods_free(&periods);
    if (*place == PERIOD_NONE)
        return error_set(err, "\"%s\" is no %s", text, period_noun(true, axis->kind));
    return 0;
}

/* Where an event lies, and its step. */
static int place_event(struct changes *changes, struct changes_event *event, struct error *err)
{
    long periods = (long)changes->frame.axis.periods, t;

    if (place_of(changes, event->date, &event->first, err) != 0)
        return refuse_event(event, "date", err);
    event->behind = periods;
    if (*event->end) {
        if (place_of(changes, event->end, &event->behind, err) != 0)
            return refuse_event(event, "end", err);
        event->behind++;
        if (event->behind <= event->first) {
            error_set(err, "\"%s\" lies before the date, \"%s\"", event->end, event->date);
            return refuse_event(event, "end", err);
        }
    }
    if (event->first <= 0 || event->first >= periods)
        return 0;
    event->step = xarray((size_t)periods, sizeof *event->step);
    for (t = 0; t < periods; t++)
        event->step[t] = t >= event->first && t < event->behind;
    return 0;
}

/* --at DATE[,END] */
static int take_date(struct changes *changes, struct error *err)
{
    char *comma;

    changes->at = xstrdup(changes->options->at);
    comma = strchr(changes->at, ',');
    if (comma)
        *comma = '\0';
    if (*changes->at == '\0' || (comma && comma[1] == '\0'))
        return error_usage(err, "--at: DATE or DATE,END, not \"%s\"", changes->options->at);
    changes->event = xcalloc(1, sizeof *changes->event);
    changes->event[changes->event_count++] = (struct changes_event){
        .name = changes->at, .date = changes->at, .end = comma ? comma + 1 : "", .outcomes = ""
    };
    return 0;
}

static int take_events(struct changes *changes, struct error *err)
{
    struct faults faults = FAULTS_NONE;
    const char *file = changes->options->events;
    size_t i;

    changes->events = events_read(file, changes->frame.plan, &faults);
    if (message_faults(&faults, err) != 0)
        return -1;
    if (changes->events->note)
        message_note("%s", changes->events->note);
    changes->event = xcalloc(changes->events->count, sizeof *changes->event);
    for (i = 0; i < changes->events->count; i++) {
        const struct event *event = &changes->events->items[i];

        changes->event[changes->event_count++] = (struct changes_event){
            .name = event->name,
            .date = event->date,
            .end = event->end,
            .outcomes = event->outcome,
            .file = file,
            .line = event->line,
        };
    }
    return 0;
}

/* ---- outcomes ---- */

/* The outcomes that an event names, as columns. NULL where it names none. */
static int outcomes_of(const struct changes *changes, const struct changes_event *event,
                       struct selection *selection, struct error *err)
{
    struct text list = TEXT_EMPTY;
    const char *rest = event->outcomes;
    int status;

    *selection = (struct selection){ NULL, 0 };
    if (!*rest)
        return 0;
    for (;;) {
        size_t length = strcspn(rest, ";");
        char *name = xstrndup(rest + strspn(rest, " "), length - strspn(rest, " ")), *quoted;
        size_t end = strlen(name);

        while (end > 0 && name[end - 1] == ' ')
            name[--end] = '\0';
        quoted = list_quote(name);
        text_addf(&list, "%s%s", list.length > 0 ? "," : "", quoted);
        free(quoted);
        free(name);
        if (rest[length] == '\0')
            break;
        rest += length + 1;
    }
    status = frame_choose(&changes->frame, list.bytes, selection, err);
    free(text_take(&list));
    return status == 0 ? 0 : refuse_event(event, "outcome", err);
}

/* All outcomes that any row may be about: those of -y, or the plan's. */
static int choose_outcomes(struct changes *changes, struct error *err)
{
    struct frame *frame = &changes->frame;
    const char *named = frame->common->outcomes;

    if (named) {
        if (frame_choose(frame, named, &changes->outcomes, err) != 0)
            return -1;
        frame_spare(frame, named, &changes->outcomes);
    } else {
        changes->outcomes = frame_room(frame);
        frame_role(frame, ROLE_OUTCOME, &changes->outcomes);
        frame_role(frame, ROLE_GUARDRAIL, &changes->outcomes);
    }
    if (changes->options->unaffected &&
        frame_choose(frame, changes->options->unaffected, &changes->unaffected, err) != 0)
        return -1;
    frame_without(&changes->outcomes, &changes->unaffected);
    return 0;
}

static const char *column_name(const struct changes *changes, size_t column)
{
    return changes->frame.table->columns[column].name;
}

/* Context that is the outcome itself would explain it. */
static int check_context(const struct changes *changes, size_t column, struct error *err)
{
    if (!selection_has(&changes->frame.context, column))
        return 0;
    return error_usage(err, "\"%s\" is an outcome and context: it would explain itself",
                       column_name(changes, column));
}

static void add_item(struct changes *changes, size_t *capacity, size_t event, size_t outcome)
{
    changes->items = xgrow(changes->items, changes->count, capacity, sizeof *changes->items);
    changes->items[changes->count++] = (struct change_item){
        .event = event, .outcome = outcome, .moving_p = NAN, .p_adj = NAN, .more_periods = NAN
    };
}

/* Rows: each event and each of its outcomes. */
static int pair(struct changes *changes, struct error *err)
{
    size_t capacity = 0, i, k;

    for (i = 0; i < changes->event_count; i++) {
        struct selection own;
        const struct selection *used = &changes->outcomes;

        if (outcomes_of(changes, &changes->event[i], &own, err) != 0)
            return -1;
        if (own.count > 0 && !changes->frame.common->outcomes)
            used = &own;
        for (k = 0; k < used->count; k++) {
            if (used != &own && own.count > 0 && !selection_has(&own, used->columns[k]))
                continue;
            if (check_context(changes, used->columns[k], err) != 0) {
                selection_free(&own);
                return -1;
            }
            add_item(changes, &capacity, i, used->columns[k]);
        }
        selection_free(&own);
    }
    if (changes->count > 0)
        return 0;
    if (changes->unaffected.count > 0 && changes->frame.common->outcomes)
        return error_usage(err, "--unaffected has all that -y names: what should have changed?");
    if (changes->outcomes.count > 0)
        return error_usage(err, "-y names none of the outcomes of these events");
    return roles_none(changes->frame.plan, changes->frame.table, false, err);
}

/* Columns that are wanted as numbers: outcomes and unaffected measures. */
static int load(struct changes *changes, struct error *err)
{
    size_t *wanted = xarray(changes->count + changes->unaffected.count, sizeof *wanted), i;
    int status;

    for (i = 0; i < changes->count; i++)
        wanted[i] = changes->items[i].outcome;
    for (i = 0; i < changes->unaffected.count; i++)
        wanted[changes->count + i] = changes->unaffected.columns[i];
    status = frame_load(&changes->frame, wanted, changes->count + changes->unaffected.count, err);
    free(wanted);
    return status;
}

/* Each entity has every row. */
static void spread_entities(struct changes *changes)
{
    size_t entities = changes->frame.axis.entities, i, g;
    struct change_item *items = xarray(changes->count * entities, sizeof *items);

    for (i = 0; i < changes->count; i++)
        for (g = 0; g < entities; g++) {
            items[i * entities + g] = changes->items[i];
            items[i * entities + g].entity = g;
        }
    free(changes->items);
    changes->items = items;
    changes->count *= entities;
}

bool changes_beside(const struct changes *changes, const struct change_item *item, size_t event)
{
    size_t i;

    if (event == item->event || !changes->event[event].step)
        return false;
    for (i = 0; i < changes->count; i++)
        if (changes->items[i].event == event && changes->items[i].outcome == item->outcome)
            return true;
    return false;
}

/* What the plan says of the outcome. */
static void fill_terms(const struct changes *changes, struct change_item *item)
{
    const struct plan *plan = changes->frame.plan;
    const struct measure *measure = plan ? plan_measure(plan, column_name(changes, item->outcome))
                                         : NULL;

    item->min_change = changes->options->min_change > 0 ? changes->options->min_change
                       : measure                        ? measure->min_change
                                                        : NAN;
    item->better = measure ? measure->better : 0;
    item->guardrail = measure && measure->role == ROLE_GUARDRAIL;
    item->unit = measure ? measure->unit : "";
}

static void fill_item(struct changes *changes, struct change_item *item)
{
    struct frame *frame = &changes->frame;
    const struct changes_event *event = &changes->event[item->event];
    size_t n = frame->axis.periods, contexts = frame_contexts(frame), count = 0, i;
    long date = event->first < 0 ? 0 : event->first > (long)n ? (long)n : event->first;

    item->columns = xarray(contexts + changes->event_count, sizeof *item->columns);
    item->y = xarray(n, sizeof *item->y);
    memcpy(item->y, frame_series(frame, item->outcome, item->entity), n * sizeof *item->y);
    for (i = 1; changes->options->triggered && i <= CHANGES_TRIGGERED && (long)i <= date; i++)
        item->y[(size_t)date - i] = NAN;
    for (i = 0; i < contexts; i++)
        item->columns[count++] = frame_context(frame, i, item->entity);
    for (i = 0; i < changes->event_count; i++)
        if (changes_beside(changes, item, i))
            item->columns[count++] = changes->event[i].step;
    item->question = (struct change_question){
        .n = n,
        .y = item->y,
        .columns = item->columns,
        .count = count,
        .season = frame->road.request,
        .date = (size_t)date,
        .end = event->behind > 0 && event->behind < (long)n ? (size_t)event->behind : 0,
    };
    fill_terms(changes, item);
}

int changes_ask(struct changes *changes, const struct common *common,
                const struct changes_options *options, const char *file, struct error *err)
{
    struct frame *frame = &changes->frame;
    size_t i;

    changes->options = options;
    frame_begin(frame, common);
    if (!options->events == !options->at)
        return error_usage(err, "when was the change? Give exactly one of --events FILE and --at "
                                "DATE");
    if (common->each && !common->by)
        return error_usage(err, "--each: each of what? Name the columns with --by");
    if (common->by && !common->each)
        return error_usage(err, "--by: each of them by itself? Add --each. One against others: "
                                "lever compare");
    if (frame_plan(frame, common, err) != 0 || frame_open(frame, file, err) != 0)
        return -1;
    if (frame->time == SIZE_MAX)
        return error_usage(err, "rows without a time have no before and after: name it with -t");
    if ((options->at ? take_date(changes, err) : take_events(changes, err)) != 0 ||
        choose_outcomes(changes, err) != 0 || pair(changes, err) != 0 || load(changes, err) != 0 ||
        frame_season(frame, err) != 0)
        return -1;
    for (i = 0; i < changes->event_count; i++)
        if (place_event(changes, &changes->event[i], err) != 0)
            return -1;
    spread_entities(changes);
    for (i = 0; i < changes->count; i++)
        fill_item(changes, &changes->items[i]);
    changes->resamples = common->resamples                 ? (size_t)common->resamples
                         : 40 * changes->count > RESAMPLES ? 40 * changes->count
                                                           : RESAMPLES;
    return 0;
}

void changes_free(struct changes *changes)
{
    size_t i;

    for (i = 0; i < changes->count; i++) {
        change_result_free(&changes->items[i].result);
        free(changes->items[i].columns);
        free(changes->items[i].own);
        free(changes->items[i].y);
    }
    for (i = 0; i < changes->event_count; i++)
        free(changes->event[i].step);
    free(changes->items);
    free(changes->event);
    free(changes->at);
    events_free(changes->events);
    selection_free(&changes->outcomes);
    selection_free(&changes->unaffected);
    frame_free(&changes->frame);
}
