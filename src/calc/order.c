/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void order_begin(struct order *order, const struct period_options *options)
{
    *order = (struct order){ .timed = options != NULL, .keys = KEYS_EMPTY, .key = TEXT_EMPTY };
    if (options)
        period_evidence_begin(&order->evidence, options);
}

void order_free(struct order *order)
{
    free(order->starts);
    free(order->row);
    free(order->period);
    keys_free(&order->keys);
    text_free(&order->key);
    free(order->entity);
    free(order->stamp);
    free(order->lines);
}

static void make_room(struct order *order)
{
    if (order->rows < order->capacity)
        return;
    order->capacity = order->capacity ? 2 * order->capacity : 1024;
    order->entity = xrearray(order->entity, order->capacity, sizeof *order->entity);
    order->lines = xrearray(order->lines, order->capacity, sizeof *order->lines);
    if (order->timed)
        order->stamp = xrearray(order->stamp, order->capacity, sizeof *order->stamp);
}

int order_add(struct order *order, const struct field *time, const struct field *const *by,
              size_t by_count, unsigned long line, struct error *err)
{
    size_t i;

    make_room(order);
    if (time && period_evidence_add(&order->evidence, time->text, time->length, line,
                                    &order->stamp[order->rows], err) != 0)
        return -1;
    text_clear(&order->key);
    for (i = 0; i < by_count; i++)
        key_add(&order->key, by[i]->text, by[i]->length);
    order->entity[order->rows] = keys_number(&order->keys, by_count ? order->key.bytes : "",
                                             order->key.length);
    order->lines[order->rows++] = line;
    return 0;
}

/* Stamps become periods; PERIOD_NONE stays. */
static int settle_periods(struct order *order, struct error *err)
{
    struct period_form form;
    size_t i;

    if (period_evidence_settle(&order->evidence, &form, err) != 0)
        return -1;
    order->kind = form.kind;
    memcpy(order->note, form.note, sizeof order->note);
    for (i = 0; i < order->rows; i++) {
        if (order->stamp[i] == PERIOD_NONE) {
            if (order->without++ == 0)
                order->line_without = order->lines[i];
        } else {
            order->stamp[i] = period_form_index(&form, order->stamp[i]);
        }
    }
    return 0;
}

/* Rows to their entities' places, in the order of the file. */
static void place_rows(struct order *order)
{
    size_t *next;
    size_t i;

    order->entities = order->keys.count;
    order->starts = xcalloc(order->entities + 1, sizeof *order->starts);
    order->row = xarray(order->rows, sizeof *order->row);
    for (i = 0; i < order->rows; i++)
        if (!order->timed || order->stamp[i] != PERIOD_NONE)
            order->starts[order->entity[i] + 1]++;
    for (i = 0; i < order->entities; i++)
        order->starts[i + 1] += order->starts[i];
    next = xarray(order->entities, sizeof *next);
    memcpy(next, order->starts, order->entities * sizeof *next);
    for (i = 0; i < order->rows; i++)
        if (!order->timed || order->stamp[i] != PERIOD_NONE)
            order->row[next[order->entity[i]]++] = i;
    free(next);
}

struct place {
    long period;
    size_t row;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a;
    const struct place *y = b;

    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

/* An entity's places by period. */
static void sort_places(struct order *order, size_t from, size_t to)
{
    struct place *places;
    size_t i;

    for (i = from + 1; i < to; i++)
        if (order->stamp[order->row[i - 1]] > order->stamp[order->row[i]])
            break;
    if (i >= to)
        return; /* they are in order already */
    places = xarray(to - from, sizeof *places);
    for (i = from; i < to; i++)
        places[i - from] = (struct place){ order->stamp[order->row[i]], order->row[i] };
    qsort(places, to - from, sizeof *places, compare_places);
    for (i = from; i < to; i++)
        order->row[i] = places[i - from].row;
    free(places);
}

static int refuse_twice(const struct order *order, size_t place, size_t entity, struct error *err)
{
    const struct period_options *options = &order->evidence.options;
    unsigned long before = order->lines[order->row[place - 1]];
    unsigned long line = order->lines[order->row[place]];
    char period[PERIOD_SIZE];
    size_t length;
    const char *bytes = keys_bytes(&order->keys, entity, &length);
    char *label = length ? key_label(bytes, length) : xstrdup("");

    period_format(order->kind, order->period[place], period);
    error_at(err, options->file, line, options->column,
             "%s occurs twice%s%.80s%s: on line %lu and here (see --by, or lever roll)", period,
             label[0] ? " for \"" : "", label, label[0] ? "\"" : "", before);
    free(label);
    return -1;
}

int order_end(struct order *order, struct error *err)
{
    size_t entity;
    size_t i;

    if (order->timed && settle_periods(order, err) != 0)
        return -1;
    place_rows(order);
    if (!order->timed)
        return 0;
    for (entity = 0; entity < order->entities; entity++)
        sort_places(order, order->starts[entity], order->starts[entity + 1]);
    order->period = xarray(order->rows, sizeof *order->period);
    for (entity = 0; entity < order->entities; entity++) {
        for (i = order->starts[entity]; i < order->starts[entity + 1]; i++) {
            order->period[i] = order->stamp[order->row[i]];
            if (i > order->starts[entity] && order->period[i] == order->period[i - 1])
                return refuse_twice(order, i, entity, err);
        }
    }
    return 0;
}
