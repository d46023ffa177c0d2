/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan that is being written, a row a measure: the one place that writes plan.csv. What it
 * writes plan_read takes, but for what was left empty that must be filled in.
 *
 * Columns are the plan's, in the order of lever-plan(5). The first ones are always there, others
 * where a row says something; `ask` stands last.
 */
#ifndef LEVER_PLAN_PLAN_ROWS_H
#define LEVER_PLAN_PLAN_ROWS_H

#include <stddef.h>

#include "table/writer.h"

struct plan_rows; /* owns all that it was given */

struct plan_rows *plan_rows_new(void);
/* Another row, and its number. */
size_t plan_rows_add(struct plan_rows *rows);
/* What a row says in a column, which must be one of the plan's; copied. "" = nothing. */
void plan_rows_set(struct plan_rows *rows, size_t row, const char *column, const char *value);
/* "" where it says nothing; borrowed until it is set anew. */
const char *plan_rows_get(const struct plan_rows *rows, size_t row, const char *column);
/* Adds a question to the row's `ask`, behind those it has. */
void plan_rows_ask(struct plan_rows *rows, size_t row, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The name made fit for a measure, and no other row's: copied into the row. */
void plan_rows_name(struct plan_rows *rows, size_t row, const char *name);
size_t plan_rows_count(const struct plan_rows *rows);
void plan_rows_write(const struct plan_rows *rows, struct writer *writer);
void plan_rows_free(struct plan_rows *rows); /* NULL is fine */

#endif
