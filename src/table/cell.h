/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cell as a number: what counts as missing, in one place for all filters.
 *
 * An empty cell and NA are missing, and so are the dialect's missing words. A
 * missing word that is itself a number (-200) stands for every way of writing it.
 * Spaces and tabs around a cell do not count.
 */
#ifndef LEVER_TABLE_CELL_H
#define LEVER_TABLE_CELL_H

#include "table/dialect.h"

struct cells; /* how the cells of one file are read; shared by threads once made */

/* Of the dialect, decimal and missing count. The caller frees with cells_free. */
struct cells *cells_new(const struct dialect *dialect);
void cells_free(struct cells *cells); /* NULL is fine */

/* 0 and the number, NaN where it is missing; -1 where the text is neither. */
int cell_number(const struct cells *cells, const char *text, size_t length, double *value);
/* The same, faster, where 16 bytes behind the text can be read, whatever they hold:
 * so it is for every field of a batch. */
int cell_number_quick(const struct cells *cells, const char *text, size_t length, double *value);

#endif
