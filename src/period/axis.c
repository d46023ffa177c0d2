/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/axis.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "period/row_marks.h"

enum { MOST_CELLS = 100000000 };

/* Marks for all rows; of the entities only the names are kept. */
static int mark_rows(const struct table *table, const size_t *by, size_t by_count,
                     const long *periods, struct row_marks *marks, struct axis *axis,
                     struct error *err)
{
    struct entities entities = ENTITIES_EMPTY;
    size_t i;
    size_t j;
    int bad = 0;

    row_marks_room(marks, table->height);
    for (i = 0; i < table->height && !bad; i++) {
        for (j = 0; j < by_count; j++) {
            const char *text = table->columns[by[j]].texts[i];

            entities_cell(&entities, text, strlen(text));
        }
        bad = row_marks_add(marks, i, entities_row(&entities), periods ? periods[i] : 0, err);
    }
    axis->entities = by_count ? entities_count(&entities) : 1;
    axis->entity = xarray(axis->entities, sizeof *axis->entity);
    for (i = 0; i < axis->entities; i++)
        axis->entity[i] = by_count ? entities_label(&entities, i) : xstrdup("");
    entities_free(&entities);
    return bad;
}

static int by_period(const void *a, const void *b)
{
    const struct row_mark *one = a;
    const struct row_mark *other = b;

    return (one->period > other->period) - (one->period < other->period);
}

/* Refuses the axis whose rows stand far from each other, as where a year is mistyped. */
static int refuse_far(const struct axis *axis, const struct table *table, size_t time,
                      const struct row_marks *marks, struct error *err)
{
    struct row_mark *sorted = xarray(marks->count, sizeof *sorted);
    size_t distinct = 1;
    size_t widest = 1; /* the mark behind the widest gap */
    size_t lonely;
    long gap;
    size_t i;

    memcpy(sorted, marks->items, marks->count * sizeof *sorted);
    qsort(sorted, marks->count, sizeof *sorted, by_period);
    for (i = 1; i < marks->count; i++) {
        distinct += sorted[i].period != sorted[i - 1].period;
        if (sorted[i].period - sorted[i - 1].period >
            sorted[widest].period - sorted[widest - 1].period)
            widest = i;
    }
    gap = sorted[widest].period - sorted[widest - 1].period;
    lonely = widest < marks->count - widest ? widest - 1 : widest;
    i = sorted[lonely].row;
    free(sorted);
    if (gap < AXIS_GAP_LEAST || (size_t)gap / AXIS_GAP_TIMES < distinct)
        return 0;
    return error_at(err, table->file, table->lines[i], table->columns[time].name,
                    "\"%.60s\" is %ld %ss from the nearest other row, in a table of %zu: is it "
                    "mistyped? Mend it or leave the row out, or take a coarser --period",
                    table->columns[time].texts[i], gap,
                    axis->kind == PERIOD_INTEGER ? "period" : period_kind_name(axis->kind),
                    distinct);
}

static int measure(struct axis *axis, const struct table *table, size_t time,
                   const struct row_marks *marks, struct error *err)
{
    const char *column = axis->timed ? table->columns[time].name : NULL;
    char from[PERIOD_SIZE];
    char to[PERIOD_SIZE];
    long first = marks->count ? marks->items[0].period : 0;
    long last = marks->count ? marks->items[0].period : -1;
    size_t i;

    for (i = 1; i < marks->count; i++) {
        long period = marks->items[i].period;

        first = period < first ? period : first;
        last = period > last ? period : last;
    }
    axis->first = first;
    axis->periods = (size_t)(last - first) + 1;
    if (axis->timed && marks->count > 1 && axis->periods > AXIS_GAP_LEAST &&
        refuse_far(axis, table, time, marks, err) != 0)
        return -1;
    if (axis->periods <= MOST_CELLS / axis->entities)
        return 0;
    period_format(axis->kind, first, from);
    period_format(axis->kind, last, to);
    return error_at(err, table->file, 0, column,
                    "from %s to %s there are %zu periods, for %zu %s: too many to lay out", from,
                    to, axis->periods, axis->entities, axis->entities == 1 ? "series" : "entities");
}

static int refuse_twice(const struct axis *axis, const struct table *table, size_t time,
                        const struct row_mark *mark, size_t by_count, struct error *err)
{
    struct row_twice twice = {
        .file = table->file,
        .column = axis->timed ? table->columns[time].name : NULL,
        .before = table->lines[mark[-1].row],
        .line = table->lines[mark->row],
        .kind = axis->kind,
        .period = mark->period,
        .cell = axis->timed ? table->columns[time].texts[mark->row] : NULL,
        .entity = axis->entity[mark->entity],
        .hint = by_count ? "see lever roll"
                         : "see lever roll; of a panel, take one entity, or --by",
    };

    return row_marks_refuse(&twice, err);
}

static int occupy(struct axis *axis, const struct table *table, size_t time,
                  struct row_marks *marks, size_t by_count, struct error *err)
{
    size_t twice;
    size_t i;

    /* In either order rows of the same entity and period are neighbours. */
    if (!row_marks_sorted(marks, ROWS_BY_PERIOD))
        row_marks_sort(marks, ROWS_BY_ENTITY);
    twice = row_marks_twice(marks, FIRST_IN_FILE);
    if (twice < marks->count)
        return refuse_twice(axis, table, time, &marks->items[twice], by_count, err);
    axis->cell = xarray(axis->rows, sizeof *axis->cell);
    for (i = 0; i < axis->rows; i++)
        axis->cell[i] = SIZE_MAX;
    for (i = 0; i < marks->count; i++) {
        const struct row_mark *mark = &marks->items[i];

        axis->cell[mark->row] = mark->entity * axis->periods + (size_t)(mark->period - axis->first);
    }
    axis->gaps = axis->entities * axis->periods - marks->count;
    return 0;
}

int axis_build(const struct table *table, size_t time, const size_t *by, size_t by_count,
               const struct period_options *options, struct axis *axis, struct error *err)
{
    struct period_options full = options ? *options : (struct period_options){ 0 };
    struct periods periods = { .index = NULL };
    struct row_marks marks = ROW_MARKS_EMPTY;
    int bad = 0;

    *axis = (struct axis){ .timed = time != SIZE_MAX,
                           .rows = table->height,
                           .kind = PERIOD_INTEGER };
    if (axis->timed) {
        full.file = table->file;
        full.column = table->columns[time].name;
        full.lines = table->lines;
        bad = periods_read(table->columns[time].texts, table->height, &full, &periods, err);
        axis->kind = periods.kind;
        memcpy(axis->note, periods.note, sizeof axis->note);
    }
    if (!bad)
        bad = mark_rows(table, by, by_count, periods.index, &marks, axis, err);
    periods_free(&periods);
    if (!bad && !axis->timed)
        row_marks_count(&marks, axis->entities);
    if (!bad)
        bad = measure(axis, table, time, &marks, err);
    if (!bad)
        bad = occupy(axis, table, time, &marks, by_count, err);
    row_marks_free(&marks);
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
