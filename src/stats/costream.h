/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pearson's correlations of all pairs of a few columns whose rows come block by block
 * and are not kept: the columns never stand in memory.
 *
 * A block is measured while it is in the cache: its cells less the block's own means,
 * their products by product_rows (product.h), the masks' products for what is missing,
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
#ifndef LEVER_STATS_COSTREAM_H
#define LEVER_STATS_COSTREAM_H

#include <stddef.h>

#include "stats/cormatrix.h"

/* More columns are better kept (cormatrix.h). */
enum { COSTREAM_COLUMNS = 64 };

struct costream;       /* what all blocks so far have shown */
struct costream_block; /* what one block shows; scratch space of a thread */

struct costream *costream_new(size_t columns);
void costream_free(struct costream *stream);
struct costream_block *costream_block_new(size_t columns);
void costream_block_free(struct costream_block *block);

/* cells: rows by columns, row by row; a cell that is not finite is missing. At least
 * one row. Different blocks may be measured by several threads. */
void costream_measure(struct costream_block *block, const double *cells, size_t rows);
/* Adds a block that was measured: one after another, in the order of the rows. */
void costream_add(struct costream *stream, const struct costream_block *block);

/* True where the cells of the column are all the same (*value gets it) or missing (NaN). */
bool costream_constant(const struct costream *stream, size_t column, double *value);

/* The correlations of columns x with columns y, or all pairs of x where y is NULL, as
 * cormatrix gives them; freed by cormatrix_free. */
void costream_matrix(const struct costream *stream, const size_t *x, size_t x_count,
                     const size_t *y, size_t y_count, struct cormatrix *out);

#endif
