/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to series: where each row stands on a regular time axis.
 *
 * The axis runs from the first period to the last without gaps, the same for all
 * entities. An entity is a distinct tuple of the `by` columns; entities come in
 * the order of their first row. A cell that no row fills is a gap, and a series
 * laid out on the axis holds NaN there.
 *
 * Without a time column the rows of each entity are numbered 1, 2, 3 ... in the
 * order of the file, and the axis is as long as the longest entity.
 */
#ifndef LEVER_PERIOD_AXIS_H
#define LEVER_PERIOD_AXIS_H

#include <stdbool.h>

#include "base/error.h"
#include "period/period.h"
#include "table/table.h"

enum { AXIS_GAP_LEAST = 1000, AXIS_GAP_TIMES = 10 };

struct axis {
    enum period_kind kind;
    bool timed;      /* false: no time column; the "periods" are the rows of each entity */
    long first;      /* index of the first period */
    size_t periods;  /* length of the axis */
    size_t entities; /* at least 1 */
    char **entity;   /* their names, several columns joined by " / "; "" where there is no by */
    size_t *cell;    /* row -> entity * periods + position; SIZE_MAX = row without a period */
    size_t rows;
    size_t gaps;    /* cells that no row fills */
    char note[200]; /* from the periods: said on stderr; "" = nothing */
};

/*
 * time: a TEXT column of the table, or SIZE_MAX for none; by: TEXT columns.
 * Refused, naming both lines: a period that occurs twice inside an entity. Refused
 * too: an axis of more than 100 million cells; and one with a gap of at least AXIS_GAP_LEAST periods
 * that is AXIS_GAP_TIMES as long as the axis has periods with rows (a year mistyped), naming the row
 * behind or before it that has the fewest fellows.
 * options: file, column and lines are filled in here; NULL = none given.
 */
int axis_build(const struct table *table, size_t time, const size_t *by, size_t by_count,
               const struct period_options *options, struct axis *axis, struct error *err);
void axis_free(struct axis *axis);
/* Lays a NUMBER column out: entities x periods values, NaN in the gaps. Caller frees. */
double *axis_series(const struct axis *axis, const double *numbers);
/* The period at a position of the axis, as text; returns the length. */
size_t axis_period(const struct axis *axis, size_t position, char buffer[PERIOD_SIZE]);

#endif
