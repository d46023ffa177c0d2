/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The raw columns of a link on a data sheet that is held whole (naive.c), and how its rows
 * follow each other in time (naive_lag.c). Internal to book/.
 */
#ifndef LEVER_BOOK_NAIVE_H
#define LEVER_BOOK_NAIVE_H

#include "book/book_private.h"
#include "period/row_marks.h"

enum { entity_columns_most = 6 };

/* The columns that together name an entity, and what they hold in its rows: as it is, and as
 * formulas write it. Of entities that are pooled, those of one of them. */
struct named {
    char *parts[entity_columns_most];
    const char *literals[entity_columns_most];
    size_t columns[entity_columns_most];
    size_t count;
};

struct naive {
    struct sheet *sheet;
    size_t x, y;         /* its columns */
    size_t first, count; /* the rows of its source that are looked at */
    double *xs, *ys;     /* count each; NaN where there is none, or the row is another's */
    bool *is_its;        /* the row is the entity's */
    bool pooled;         /* the rows are of several entities, all of them looked at */
    struct named named;  /* count 0: nothing names an entity */
    const char *x_range, *y_range; /* as formulas write them */
    const char *entity_is; /* an array that is 1 in the entity's rows; NULL: all rows are its */
    size_t n;              /* rows that have both */
    double effect, r, p;   /* at lag 0 */

    bool timed;  /* a column is their time, and these are known: */
    size_t time; /* that column */
    enum period_kind kind;
    long *when;             /* the period of each row; PERIOD_NONE: it has none */
    size_t *who;            /* the entity of each row by number; SIZE_MAX: another's */
    size_t ends[2];         /* the rows of the first and the last period */
    bool alike;             /* = might take one entity's name for another's */
    struct row_marks marks; /* of the rows that have both, by entity and period */
};

/* Finds the time of the rows, where there is one. */
void naive_lag_find_time(struct naive *naive, const struct book_link *link);

#endif
