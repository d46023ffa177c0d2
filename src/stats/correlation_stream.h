/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pearson's correlations of all pairs of a few columns whose rows come block by block
 * and are not kept: the columns never stand in memory.
 *
 * A block is measured while it is in the cache: its cells less the block's own means,
 * their products by cross_products_rows (cross_products.h), the masks' products for what is missing,
 * so that every pair uses the rows in which it has both cells; a pair whose rows lie
 * far from the columns' means is done again by two passes over the block. Blocks are
 * then added up in their order (Chan, Golub & LeVeque 1983, eq. 2.1; Pebay 2008,
 * eq. 3.1 and 3.9), with means to twice double precision and compensated sums: what
 * comes out is that of two passes over everything. Columns are scaled by powers of two
 * where their squares would leave the range of double.
 *
 * The result depends on where the blocks are cut (in the last digits), not on the
 * threads that measure them.
 */
#ifndef LEVER_STATS_CORRELATION_STREAM_H
#define LEVER_STATS_CORRELATION_STREAM_H

#include <stddef.h>

#include "stats/correlation_matrix.h"

/* More columns are better kept (correlation_matrix.h). */
enum { COSTREAM_COLUMNS = 64 };

struct correlation_stream;       /* what all blocks so far have shown */
struct correlation_stream_block; /* what one block shows; scratch space of a thread */

struct correlation_stream *correlation_stream_new(size_t columns);
void correlation_stream_free(struct correlation_stream *stream);
struct correlation_stream_block *correlation_stream_block_new(size_t columns);
void correlation_stream_block_free(struct correlation_stream_block *block);

/* cells: rows by columns, row by row; a cell that is not finite is missing. At least
 * one row. Different blocks may be measured by several threads. */
void correlation_stream_measure(struct correlation_stream_block *block, const double *cells,
                                size_t rows);
/* Adds a block that was measured: one after another, in the order of the rows. */
void correlation_stream_add(struct correlation_stream *stream,
                            const struct correlation_stream_block *block);

/* True where the cells of the column are all the same (*value gets it) or missing (NaN). */
bool correlation_stream_constant(const struct correlation_stream *stream, size_t column,
                                 double *value);

/* The correlations of columns x with columns y, or all pairs of x where y is NULL, as
 * correlation_matrix gives them; freed by correlation_matrix_free. */
void correlation_stream_matrix(const struct correlation_stream *stream, const size_t *x,
                               size_t x_count, const size_t *y, size_t y_count,
                               struct correlation_matrix *out);

#endif
