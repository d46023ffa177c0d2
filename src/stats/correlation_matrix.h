/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The correlations of many columns, all pairs or a rectangle, pairwise complete:
 * a pair uses every row in which both of its cells are there.
 *
 * Pearson goes by sums of products (cross_products.h) of columns centred on
 * their compensated means: D'D, and where cells are missing the masks' M'M for n,
 * D'M for what the pair's own means differ by, and (D o D)'M for its own sums of
 * squares. Where that correction would cost digits - the common rows of a pair
 * lie far from the columns' means - the pair is done by two passes of its own. So
 * r is that of moments_correlation to about 1e-14, at the speed of a product.
 * Spearman is Pearson of ranks, and biweight a cosine of scores, where no cell of
 * either column is missing; where some are, ranks and scores differ from pair to
 * pair, and those pairs are done one by one, as all of Kendall's are: by columns sorted
 * once (ranked.h).
 *
 * The result does not depend on `threads`.
 */
#ifndef LEVER_STATS_CORRELATION_MATRIX_H
#define LEVER_STATS_CORRELATION_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/correlation.h"

struct correlation_matrix {
    enum correlation_method method;
    size_t rows_of_it;    /* columns of x */
    size_t columns_of_it; /* columns of y, or of x where all pairs are asked */
    double *r;            /* rows_of_it by columns_of_it; NaN where a pair has no r, or n < 3 */
    double *n;            /* the rows each pair has in common */
    /* What correlation_matrix_at needs: pairs done one by one (or NULL), and columns that ask for it. */
    struct correlation *test;
    bool *alone_x, *alone_y;
    bool *ties_x, *ties_y;
};

/*
 * x: columns of rows cells each; y likewise, or NULL for all pairs of x (then both
 * halves and a diagonal of 1, NaN for a constant column, are filled). Freed by
 * correlation_matrix_free.
 */
void correlation_matrix(enum correlation_method method, const double *const *x, size_t x_columns,
                        const double *const *y, size_t y_columns, size_t rows, size_t threads,
                        struct correlation_matrix *out);
void correlation_matrix_free(struct correlation_matrix *m);

/* The pair with its interval and p, made when asked for. */
struct correlation correlation_matrix_at(const struct correlation_matrix *m, size_t i, size_t j);

#endif
