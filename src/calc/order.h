/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which order rows are, where time counts: entity by entity (in the order of their
 * first row), and in each by period, whatever their order in the file. Without a
 * time column the rows of an entity stay as they are.
 *
 * Rows are given one after another as they are read; then all is settled at once.
 */
#ifndef LEVER_CALC_ORDER_H
#define LEVER_CALC_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "period/row_marks.h"
#include "table/batch.h"

struct order {
    bool timed;
    size_t rows;
    enum period_kind kind; /* timed */
    size_t entities;
    size_t *starts;             /* of each entity: where its marks begin; entities + 1 of them */
    struct row_marks marks;     /* of the rows, in order; their periods count where timed */
    size_t without;             /* rows without a period: they are nowhere */
    unsigned long line_without; /* the first of them */
    char note[200];             /* what was decided of the periods; "" = nothing */

    struct period_evidence evidence;
    struct entities who;
    unsigned long *lines; /* of each row, until the order is settled */
    size_t capacity;
};

/* options: as for periods_read, file and column among them; NULL = no time column. The
 * caller ends it with order_free in any case. */
void order_begin(struct order *order, const struct period_options *options);
/* A row: its period (NULL where not timed) and the cells that make its entity. */
int order_add(struct order *order, const struct field *time, const struct field *const *by,
              size_t by_count, unsigned long line, struct error *err);
/* No more rows. Refused: a column of periods that is none (period.h), a period that
 * occurs twice inside an entity. */
int order_end(struct order *order, struct error *err);
void order_free(struct order *order);

#endif
