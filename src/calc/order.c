/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void order_begin(struct order *order, const struct period_options *options)
{
    *order = (struct order){ .timed = options != NULL, .who = ENTITIES_EMPTY };
    if (options)
        period_evidence_begin(&order->evidence, options);
}

void order_free(struct order *order)
{
    free(order->starts);
    row_marks_free(&order->marks);
    entities_free(&order->who);
    free(order->lines);
}

int order_add(struct order *order, const struct field *time, const struct field *const *by,
              size_t by_count, unsigned long line, struct error *err)
{
    long stamp = 0;
    size_t i;

    if (time &&
        period_evidence_add(&order->evidence, time->text, time->length, line, &stamp, err) != 0)
        return -1;
    for (i = 0; i < by_count; i++)
        entities_cell(&order->who, by[i]->text, by[i]->length);
    if (row_marks_add(&order->marks, order->rows, entities_row(&order->who), stamp, err) != 0)
        return -1;
    if (stamp == PERIOD_NONE && order->without++ == 0)
        order->line_without = line;
    if (order->timed) {
        order->lines = xgrow(order->lines, order->rows, &order->capacity, sizeof *order->lines);
        order->lines[order->rows] = line;
    }
    order->rows++;
    return 0;
}

static int refuse_twice(const struct order *order, size_t place, struct error *err)
{
    const struct period_options *options = &order->evidence.options;
    const struct row_mark *mark = &order->marks.items[place];
    char *label = entities_label(&order->who, mark->entity);
    struct row_twice twice = { .file = options->file,
                               .column = options->column,
                               .before = order->lines[mark[-1].row],
                               .line = order->lines[mark->row],
                               .kind = order->kind,
                               .period = mark->period,
                               .entity = label,
                               .most = 80,
                               .hint = "see --by, or lever roll" };

    row_marks_refuse(&twice, err);
    free(label);
    return -1;
}

int order_end(struct order *order, struct error *err)
{
    struct period_form form;
    size_t twice;

    if (order->timed) {
        if (period_evidence_settle(&order->evidence, &form, err) != 0)
            return -1;
        order->kind = form.kind;
        memcpy(order->note, form.note, sizeof order->note);
        row_marks_settle(&order->marks, &form);
    }
    order->entities = entities_count(&order->who);
    row_marks_sort(&order->marks, ROWS_BY_ENTITY);
    order->starts = row_marks_starts(&order->marks, order->entities);
    if (!order->timed)
        return 0;
    twice = row_marks_twice(&order->marks, FIRST_IN_ORDER);
    if (twice < order->marks.count)
        return refuse_twice(order, twice, err);
    free(order->lines);
    order->lines = NULL;
    return 0;
}
