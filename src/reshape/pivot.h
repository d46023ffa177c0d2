/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long to wide and back.
 *
 * Long: one column names a measure, another holds its value, the others say whose
 * and when (`date,metric,value`). Wide: a column a measure. To wide, rows and new
 * columns come in the order in which they first occur; what no row states is empty;
 * what two rows state is refused, naming both lines. To long, every cell makes a
 * row, an empty one too, row by row in the order of the columns named.
 *
 * Cells are passed on as they are (pass.h).
 */
#ifndef LEVER_RESHAPE_PIVOT_H
#define LEVER_RESHAPE_PIVOT_H

#include "table/pass.h"
#include "table/select.h"
#include "table/table.h"

/* table: opened; it is loaded here. names, values: columns. */
int pivot_wide(struct table *table, size_t names, size_t values, size_t threads,
               const struct pass *pass, struct writer *writer, struct error *err);

/* table: opened; it is read row by row. names, values: what the new columns are called. */
int pivot_long(struct table *table, const struct selection *columns, const char *names,
               const char *values, size_t threads, const struct pass *pass, struct writer *writer,
               struct error *err);

#endif
