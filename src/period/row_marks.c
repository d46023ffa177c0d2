/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/row_marks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- whose ---- */

void entities_cell(struct entities *entities, const char *text, size_t length)
{
    key_add(&entities->key, text, length);
}

uint32_t entities_row(struct entities *entities)
{
    const char *bytes = entities->key.length ? entities->key.bytes : "";
    size_t number = keys_number(&entities->keys, bytes, entities->key.length);

    text_clear(&entities->key);
    return (uint32_t)number;
}

size_t entities_count(const struct entities *entities)
{
    return entities->keys.count;
}

char *entities_label(const struct entities *entities, size_t entity)
{
    size_t length;
    const char *bytes = keys_bytes(&entities->keys, entity, &length);

    return length ? key_label(bytes, length) : xstrdup("");
}

void entities_free(struct entities *entities)
{
    keys_free(&entities->keys);
    text_free(&entities->key);
}

/* ---- and when ---- */

void row_marks_room(struct row_marks *marks, size_t rows)
{
    if (rows <= marks->capacity)
        return;
    marks->items = xrearray(marks->items, rows, sizeof *marks->items);
    marks->capacity = rows;
}

int row_marks_add(struct row_marks *marks, size_t row, uint32_t entity, long period,
                  struct error *err)
{
    if (row >= UINT32_MAX)
        return error_set(err, "more than %lu rows", (unsigned long)UINT32_MAX);
    if (period == PERIOD_NONE)
        return 0;
    marks->items = xgrow(marks->items, marks->count, &marks->capacity, sizeof *marks->items);
    marks->items[marks->count++] = (struct row_mark){ period, entity, (uint32_t)row };
    return 0;
}

void row_marks_settle(struct row_marks *marks, const struct period_form *form)
{
    size_t i;

    for (i = 0; i < marks->count; i++)
        marks->items[i].period = period_form_index(form, marks->items[i].period);
}

void row_marks_count(struct row_marks *marks, size_t entities)
{
    long *last = xcalloc(entities, sizeof *last);
    size_t i;

    for (i = 0; i < marks->count; i++)
        marks->items[i].period = ++last[marks->items[i].entity];
    free(last);
}

/* ---- order ---- */

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* What is sorted by: the entity, or the period from the first on. */
struct sorting {
    struct row_mark *from, *to;
    size_t count;
    long first;
    bool by_period;
};

static uint64_t figure(const struct sorting *s, const struct row_mark *mark)
{
    return s->by_period ? (uint64_t)mark->period - (uint64_t)s->first : mark->entity;
}

/* Eleven bits of it; marks that have the same stay as they are. */
static void sort_by_digit(struct sorting *s, unsigned shift)
{
    size_t starts[DIGITS + 1] = { 0 };
    struct row_mark *swap = s->from;
    size_t i;

    for (i = 0; i < s->count; i++)
        starts[(figure(s, &s->from[i]) >> shift & (DIGITS - 1)) + 1]++;
    for (i = 0; i < DIGITS; i++)
        starts[i + 1] += starts[i];
    for (i = 0; i < s->count; i++)
        s->to[starts[figure(s, &s->from[i]) >> shift & (DIGITS - 1)]++] = s->from[i];
    s->from = s->to;
    s->to = swap;
}

static void sort_by(struct sorting *s, bool by_period)
{
    uint64_t bits = 0;
    unsigned shift;
    size_t i;

    s->by_period = by_period;
    for (i = 0; i < s->count; i++)
        bits |= figure(s, &s->from[i]);
    for (shift = 0; shift < 64 && bits >> shift; shift += DIGIT_BITS)
        sort_by_digit(s, shift);
}

bool row_marks_sorted(const struct row_marks *marks, enum row_marks_order order)
{
    size_t i;

    for (i = 1; i < marks->count; i++)
        if (row_marks_compare(&marks->items[i - 1], &marks->items[i], order) > 0)
            return false;
    return true;
}

void row_marks_sort(struct row_marks *marks, enum row_marks_order order)
{
    struct sorting s = { .from = marks->items, .count = marks->count, .first = LONG_MAX };
    size_t i;

    if (row_marks_sorted(marks, order))
        return;
    for (i = 0; i < marks->count; i++)
        s.first = marks->items[i].period < s.first ? marks->items[i].period : s.first;
    s.to = xarray(marks->count, sizeof *s.to);
    sort_by(&s, order == ROWS_BY_ENTITY); /* what counts less goes first */
    sort_by(&s, order != ROWS_BY_ENTITY);
    free(s.to);
    marks->items = s.from;
    marks->capacity = marks->count;
}

size_t *row_marks_starts(const struct row_marks *marks, size_t entities)
{
    size_t *starts = xcalloc(entities + 1, sizeof *starts);
    size_t i;

    for (i = 0; i < marks->count; i++)
        starts[marks->items[i].entity + 1]++;
    for (i = 0; i < entities; i++)
        starts[i + 1] += starts[i];
    return starts;
}

size_t row_marks_twice(const struct row_marks *marks, enum row_marks_first first)
{
    const struct row_mark *items = marks->items;
    size_t found = marks->count;
    size_t i;

    for (i = 1; i < marks->count; i++) {
        if (items[i].entity != items[i - 1].entity || items[i].period != items[i - 1].period)
            continue;
        if (first == FIRST_IN_ORDER)
            return i;
        if (found == marks->count || items[i].row < items[found].row)
            found = i;
    }
    return found;
}

void row_marks_free(struct row_marks *marks)
{
    free(marks->items);
    *marks = (struct row_marks)ROW_MARKS_EMPTY;
}

int row_marks_refuse(const struct row_twice *twice, struct error *err)
{
    char period[PERIOD_CELL_SIZE];
    const char *entity = twice->entity ? twice->entity : "";

    if (twice->cell)
        period_cell(twice->kind, twice->period, twice->cell, period);
    else
        period_format(twice->kind, twice->period, period);
    return error_at(err, twice->file, twice->line, twice->column,
                    "%s occurs twice%s%.*s%s: on line %lu and here (%s)", period,
                    entity[0] ? " for \"" : "", twice->most ? twice->most : INT_MAX, entity,
                    entity[0] ? "\"" : "", twice->before, twice->hint);
}
