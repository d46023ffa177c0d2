/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/axis.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/keys.h"

enum { MOST_CELLS = 100000000 };

/* The entity of each row; the names go to the axis. */
static size_t *number_entities(const struct table *table, const size_t *by, size_t by_count,
                               struct axis *axis)
{
    size_t *entity = xcalloc(table->height, sizeof *entity);
    struct keys keys = KEYS_EMPTY;
    struct text key = TEXT_EMPTY;
    size_t i;
    size_t j;

    for (i = 0; i < table->height && by_count; i++) {
        text_clear(&key);
        for (j = 0; j < by_count; j++) {
            const char *text = table->columns[by[j]].texts[i];

            key_add(&key, text, strlen(text));
        }
        entity[i] = keys_number(&keys, key.bytes, key.length);
    }
    axis->entities = by_count ? keys.count : 1;
    axis->entity = xarray(axis->entities, sizeof *axis->entity);
    for (i = 0; i < axis->entities; i++) {
        size_t length;

        if (by_count) {
            const char *bytes = keys_bytes(&keys, i, &length);

            axis->entity[i] = key_label(bytes, length);
        } else {
            axis->entity[i] = xstrdup("");
        }
    }
    text_free(&key);
    keys_free(&keys);
    return entity;
}

/* Without a time column: each entity's rows are numbered from 1. */
static void number_rows(const size_t *entity, size_t rows, struct axis *axis, long *index)
{
    long *next = xcalloc(axis->entities, sizeof *next);
    size_t i;

    for (i = 0; i < rows; i++)
        index[i] = ++next[entity[i]];
    free(next);
    axis->kind = PERIOD_INTEGER;
}

static int measure(struct axis *axis, const struct table *table, size_t time, const long *index,
                   struct error *err)
{
    const char *column = axis->timed ? table->columns[time].name : NULL;
    char from[PERIOD_SIZE];
    char to[PERIOD_SIZE];
    long first = 0;
    long last = -1;
    size_t i;

    for (i = 0; i < axis->rows; i++) {
        if (index[i] == PERIOD_NONE)
            continue;
        if (last < first)
            first = last = index[i];
        first = index[i] < first ? index[i] : first;
        last = index[i] > last ? index[i] : last;
    }
    axis->first = first;
    axis->periods = (size_t)(last - first) + 1;
    if (axis->periods <= MOST_CELLS / axis->entities)
        return 0;
    period_format(axis->kind, first, from);
    period_format(axis->kind, last, to);
    return error_at(err, table->file, 0, column,
                    "from %s to %s there are %zu periods, for %zu %s: too many to lay out", from,
                    to, axis->periods, axis->entities,
                    axis->entities == 1 ? "series" : "entities");
}

static int occupy(struct axis *axis, const struct table *table, size_t time, const size_t *entity,
                  const long *index, size_t by_count, struct error *err)
{
    size_t cells = axis->entities * axis->periods;
    size_t *holder = xarray(cells, sizeof *holder); /* row + 1 */
    size_t i;
    int bad = 0;

    memset(holder, 0, cells * sizeof *holder);
    axis->gaps = cells;
    for (i = 0; i < axis->rows && !bad; i++) {
        size_t cell = SIZE_MAX;

        if (index[i] != PERIOD_NONE) {
            cell = entity[i] * axis->periods + (size_t)(index[i] - axis->first);
            if (holder[cell]) {
                char period[PERIOD_CELL_SIZE];
                const char *name = axis->entity[entity[i]];

                period_cell(axis->kind, index[i], table->columns[time].texts[i], period);
                bad = error_at(err, table->file, table->lines[i],
                               axis->timed ? table->columns[time].name : NULL,
                               "%s occurs twice%s%s%s: on line %lu and here (see lever roll%s)",
                               period, name[0] ? " for \"" : "", name, name[0] ? "\"" : "",
                               table->lines[holder[cell] - 1],
                               by_count ? "" : "; of a panel, take one entity, or --by");
            }
            holder[cell] = i + 1;
            axis->gaps--;
        }
        axis->cell[i] = cell;
    }
    free(holder);
    return bad;
}

int axis_build(const struct table *table, size_t time, const size_t *by, size_t by_count,
               const struct period_options *options, struct axis *axis, struct error *err)
{
    struct period_options full = options ? *options : (struct period_options){ 0 };
    struct periods periods = { .index = NULL };
    size_t *entity;
    int bad = 0;

    *axis = (struct axis){ .timed = time != SIZE_MAX, .rows = table->height };
    entity = number_entities(table, by, by_count, axis);
    axis->cell = xarray(axis->rows, sizeof *axis->cell);
    if (axis->timed) {
        full.file = table->file;
        full.column = table->columns[time].name;
        full.lines = table->lines;
        bad = periods_read(table->columns[time].texts, table->height, &full, &periods, err);
        axis->kind = periods.kind;
        memcpy(axis->note, periods.note, sizeof axis->note);
    } else {
        periods.index = xarray(axis->rows, sizeof *periods.index);
        number_rows(entity, axis->rows, axis, periods.index);
    }
    if (!bad)
        bad = measure(axis, table, time, periods.index, err);
    if (!bad)
        bad = occupy(axis, table, time, entity, periods.index, by_count, err);
    periods_free(&periods);
    free(entity);
    if (bad)
        axis_free(axis);
    return bad;
}

void axis_free(struct axis *axis)
{
    size_t i;

    for (i = 0; i < axis->entities; i++)
        free(axis->entity[i]);
    free(axis->entity);
    free(axis->cell);
    *axis = (struct axis){ .entities = 0 };
}

double *axis_series(const struct axis *axis, const double *numbers)
{
    size_t cells = axis->entities * axis->periods;
    double *series = xarray(cells, sizeof *series);
    size_t i;

    for (i = 0; i < cells; i++)
        series[i] = NAN;
    for (i = 0; i < axis->rows; i++)
        if (axis->cell[i] != SIZE_MAX)
            series[axis->cell[i]] = numbers[i];
    return series;
}

size_t axis_period(const struct axis *axis, size_t position, char buffer[PERIOD_SIZE])
{
    return period_format(axis->kind, axis->first + (long)position, buffer);
}
