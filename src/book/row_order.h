/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where each row of a data table stands: whose it is (entity) and when (period), so that
 * a formula can point at the cell of the same entity so many periods away, whatever the
 * order of the rows. Internal to book/.
 *
 * Without a time column an entity's rows follow each other as they stand in the file,
 * and a period is a row. A row without a period (its time cell is empty) is nowhere.
 *
 * A table that is not held whole is read once more from its file; standard input cannot
 * be.
 */
#ifndef LEVER_BOOK_ROW_ORDER_H
#define LEVER_BOOK_ROW_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "book/source.h"
#include "period/row_marks.h"

struct row_order {
    size_t rows;
    struct row_marks marks;    /* of the rows that have a period, by entity, then by period */
    uint32_t *at;              /* of each row: where its mark is; NOWHERE = it has none */
    struct stretch *stretches; /* of each entity */
    size_t entities;
};

/* An entity's rows that have a period: begin .. end in `marks`. */
struct stretch {
    uint32_t begin, end;
    int step;    /* 1, -1: each is the row below, above the one before; 0: they are scattered */
    bool sorted; /* later ones are further down */
};

enum { PLACES_MOST = 1 << 30 };
#define NOWHERE UINT32_MAX

/* Some rows of an entity as runs of neighbouring rows, from the topmost down. */
struct row_run {
    uint32_t first, last;
};

/*
 * time: the name of a column, "" = none; by: a list as in --by, "" = none. 0; -1 after
 * filling err: no such column, a period that is none or occurs twice, a table that cannot
 * be read again. The caller frees with row_order_free, in any case.
 */
int row_order_find(struct source *source, const char *time, const char *by,
                   struct row_order *places, struct error *err);
void row_order_free(struct row_order *places);

/* The row of the same entity `shift` periods from this row's, or NOWHERE. */
uint32_t row_order_at(const struct row_order *places, size_t row, long shift);
/* The row of the same entity before this one in time, however far; or NOWHERE. */
uint32_t row_order_before(const struct row_order *places, size_t row);

enum row_order_range {
    PLACES_WINDOW, /* `back` periods before the one that is meant, up to it */
    PLACES_SO_FAR, /* from the entity's first up to it */
    PLACES_WHOLE,  /* the entity */
};
/*
 * Rows of the entity, as seen from the period `shift` periods from this row's. Fills at most
 * `most` runs and returns how many there are, more than `most` where that is too few; 0: no
 * row, or a window that begins before the entity's first period or ends behind its last.
 */
size_t row_order_runs(const struct row_order *places, size_t row, long shift,
                      enum row_order_range range, long back, struct row_run *runs, size_t most);

#endif
