/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums of products of every column of one side with every column of the other,
 * A'B: the work behind a matrix of correlations.
 *
 * Columns are not arrays but functions that deliver a stretch of cells, so that
 * centred columns, masks and squares never stand in memory as a whole. Stretches
 * are packed into panels and multiplied by a register-blocked kernel (Goto & van
 * de Geijn 2008): with AVX2 and FMA where the processor has them, two lanes wide
 * elsewhere.
 *
 * Why no BLAS: this kernel is about as fast as OpenBLAS with AVX2, and faster than
 * OpenBLAS on a processor that it does not know (lever-accuracy(7)). So there is
 * nothing to load, no thread that is not ours, and starting costs nothing.
 *
 * The sum over rows is cut at fixed places, each cell added in the same order
 * whatever `threads` is: the result does not depend on it.
 */
#ifndef LEVER_STATS_CROSS_PRODUCTS_H
#define LEVER_STATS_CROSS_PRODUCTS_H

#include <stddef.h>

/* Writes cells row .. row + count - 1 of a column; called from several threads. */
typedef void cross_products_source(const void *context, size_t column, size_t row, size_t count,
                                   double *cells);

struct cross_products_side {
    cross_products_source *source;
    const void *context;
    size_t columns;
};

/*
 * out[i * b->columns + j] = sum over rows of a_i b_j. With b NULL the sides are
 * the same: one half is computed, both are filled.
 */
void cross_products(const struct cross_products_side *a, const struct cross_products_side *b,
                    size_t rows, size_t threads, double *out);

struct cross_products_scratch; /* of one thread */
struct cross_products_scratch *cross_products_scratch_new(size_t columns);
void cross_products_scratch_free(struct cross_products_scratch *scratch);
/*
 * The same of a few columns that stand row by row in a and b (NULL: a itself): out
 * is columns by columns. It computes on the thread that calls it.
 */
void cross_products_rows(const double *a, const double *b, size_t rows, size_t columns,
                         struct cross_products_scratch *scratch, double *out);

#endif
