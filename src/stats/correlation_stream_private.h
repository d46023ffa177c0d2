/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What correlation_stream.c and correlation_stream_block.c share. */
#ifndef LEVER_STATS_CORRELATION_STREAM_PRIVATE_H
#define LEVER_STATS_CORRELATION_STREAM_PRIVATE_H

#include <stdbool.h>

#include "stats/correlation_stream.h"
#include "stats/cross_products.h"
#include "stats/sum.h"

/* What a pair's common rows are, in units of the columns' scales. */
struct pair_sums {
    double n;
    struct sum mean_x, mean_y;
    struct sum xx, yy, xy; /* centred sums of squares and products */
    bool same_x, same_y;   /* all cells so far are one value: */
    double first_x, first_y;
};

struct correlation_stream_block {
    size_t columns;
    size_t rows;
    const double *cells; /* the caller's, while they are measured */
    int *exponent;
    double *centre;
    bool gaps;                                 /* a cell is missing, or a column needs a scale */
    enum { UNKNOWN, VARIES, SAME } * sameness; /* where nothing is missing */
    struct pair_sums *pairs;
    size_t capacity; /* cells there is room for in: */
    double *centred; /* 0 where missing */
    double *mask;
    double *squares;
    double *products, *counts, *sums, *squares_by; /* columns by columns */
    struct cross_products_scratch *scratch;
};

/* Pairs of columns, each with itself as well, and where one is among them. */
static inline size_t pair_count(size_t columns)
{
    return columns * (columns + 1) / 2;
}

static inline size_t pair_place(size_t i, size_t j)
{
    return i < j ? j * (j + 1) / 2 + i : i * (i + 1) / 2 + j;
}

#endif
