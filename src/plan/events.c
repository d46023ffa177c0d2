/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "period/period.h"
#include "plan/form.h"
#include "plan/plan_private.h"

/* While events are read: what the checks of their columns go by. */
struct reading {
    const struct plan *plan; /* NULL = names are not checked */
    const struct events *events;
};

static int check_event(const struct form *form, size_t column, void *row, struct error *err)
{
    (void)row;
    return *form->cells[column] ? 0 : form_refuse(form, column, err, "is empty: what was changed?");
}

static int check_date(const struct form *form, size_t column, void *row, struct error *err)
{
    (void)row;
    return *form->cells[column] ? 0 : form_refuse(form, column, err, "is empty: when was it?");
}

/* A cell that has passed as a date, as a period of that kind, or of its own where it is not fixed. */
static long period_of(const char *cell, struct period_options *options)
{
    struct periods periods;
    struct error ignored;
    long index = PERIOD_NONE;

    if (periods_read(&cell, 1, options, &periods, &ignored) == 0) {
        options->kind = periods.kind;
        index = periods.index[0];
        periods_free(&periods);
    }
    return index;
}

/* Comes behind date in the table. Both are taken to the coarser kind of period. */
static int check_end(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *date = form_cell(form, "date");
    const char *end = form->cells[column];
    struct period_options of_date = { .fixed = false };
    struct period_options of_end = { .fixed = false };
    long first, last;

    (void)row;
    if (*date == '\0' || *end == '\0' || !form_is_date(date, NULL))
        return 0;
    period_of(date, &of_date);
    period_of(end, &of_end);
    of_date.fixed = of_end.fixed = true;
    of_date.kind = of_end.kind = of_date.kind > of_end.kind ? of_date.kind : of_end.kind;
    first = period_of(date, &of_date);
    last = period_of(end, &of_end);
    if (first == PERIOD_NONE || last == PERIOD_NONE || last >= first)
        return 0;
    return form_refuse(form, column, err, "\"%s\" lies before the date, \"%s\"", end, date);
}

/* Measures divided by semicolons, unless the whole of it is the name of one. */
static int check_outcome(const struct form *form, size_t column, void *row, struct error *err)
{
    const struct plan *plan = ((const struct reading *)form->context)->plan;
    const char *cell = form->cells[column];
    int status = 0;

    (void)row;
    if (!plan || *cell == '\0' || plan_measure(plan, cell))
        return 0;
    while (status == 0) {
        size_t length = strcspn(cell, ";");
        char *name = written_trim(cell, length);

        if (!plan_measure(plan, name))
            status = plan_refuse_name(form, column, name, plan, err);
        free(name);
        if (cell[length] == '\0')
            break;
        cell += length + 1;
    }
    return status;
}

/* ---- the columns, a row each ---- */

#define AT(member) .place = offsetof(struct event, member)

static const struct form_column columns[] = {
    { "event", FORM_TEXT, .needed = true, AT(name), .check = check_event },
    { "date", FORM_DATE, .needed = true, AT(date), .check = check_date },
    { "end", FORM_DATE, AT(end), .check = check_end },
    { "outcome", FORM_TEXT, AT(outcome), .check = check_outcome },
    { "because", FORM_TEXT, .quotes = FORM_SENTENCE, AT(because) },
    { "registered", FORM_DATE, AT(registered) },
    { .name = NULL },
};

/* The same event of the same date and outcome says nothing new. */
static void check_twice(const struct events *events, const struct event *event,
                        struct faults *faults)
{
    struct error err;
    size_t i;

    for (i = 0; i < events->count; i++) {
        const struct event *before = &events->items[i];

        if (strcmp(before->name, event->name) != 0 || strcmp(before->date, event->date) != 0 ||
            strcmp(before->outcome, event->outcome) != 0 || *event->name == '\0')
            continue;
        error_at(&err, events->file, event->line, "event",
                 "\"%s\" of \"%s\" is on line %lu already", event->name, event->date, before->line);
        faults_add(faults, &err);
        return;
    }
}

static void read_rows(struct form *form, struct events *events)
{
    size_t capacity = 0;

    for (;;) {
        struct event event = { 0 };

        if (form_next(form, &event) != 1)
            return;
        event.line = form->line;
        check_twice(events, &event, form->faults);
        events->items = xgrow(events->items, events->count, &capacity, sizeof event);
        events->items[events->count++] = event;
    }
}

struct events *events_read(const char *file, const struct plan *plan, struct faults *faults)
{
    struct events *events = xcalloc(1, sizeof *events);
    struct reading reading = { plan, events };
    size_t before = faults_found(faults);
    struct error err;
    struct form form;

    events->file = xstrdup(file);
    if (form_open(&form, file, "events", columns, &reading, faults) == 0) {
        read_rows(&form, events);
        events->note = form_note(&form);
        form_close(&form);
    }
    if (faults_found(faults) == before && events->count == 0) {
        error_at(&err, file, 0, NULL, "has a header but no events");
        faults_add(faults, &err);
    }
    if (faults_found(faults) != before) {
        events_free(events);
        return NULL;
    }
    return events;
}

void events_free(struct events *events)
{
    size_t i;

    if (!events)
        return;
    for (i = 0; i < events->count; i++)
        form_row_free(columns, &events->items[i]);
    free(events->items);
    free(events->file);
    free(events->note);
    free(events);
}
