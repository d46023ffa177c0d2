/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Projections for the inner loop of a bootstrap: orthonormal columns, dot products.
 *
 * A basis is `columns` x n doubles, one column after the other. Rows that do not
 * take part are 0 in the basis and in every vector. Sums run in four lanes that are
 * added in a fixed order, so that a sum is the same on every machine and thread.
 * For regressions whose figures are reported, see linear.h; the bases here are
 * made by modified Gram-Schmidt, done twice (Giraud et al. 2005: "twice is enough").
 */
#ifndef LEVER_STATS_PROJECT_H
#define LEVER_STATS_PROJECT_H

#include <stddef.h>

double project_dot(const double *a, const double *b, size_t n);

/*
 * Dot products of a with b, b - 1, … b - (count - 1), the array b starting that much
 * later in its own room: out[k] = sum over t of a[t] b[t - k].
 */
void project_lagged(const double *a, const double *b, size_t n, size_t count, double *out);

/*
 * Makes the columns orthonormal in place and returns how many there are then; a column of
 * which less than 1e-7 is left beside those before it is dropped, and those behind move up.
 */
size_t project_basis(double *columns, size_t n, size_t count);

/* Takes out of v what lies in the span of the basis. */
void project_out(const double *basis, size_t n, size_t columns, double *v);

/*
 * The power of two that brings the largest |v| among the n (NaN skipped) into [1/2, 1), as an
 * exponent for ldexp; 0 if all are 0 or missing. Scaling by it is exact.
 */
int project_exponent(const double *v, size_t n);

#endif
