/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * May the coefficient of x have changed? Its Wald at every row at once.
 *
 * In a whitened regression whose other columns are projected out, the level and the coefficient of x
 * may change from row T on: D(t) = 1 for t >= T and G(t) = x(t) for t >= T, both filtered. From row T
 * plus the filter's order on these are a constant and the filtered x, so products with any column are
 * sums over the rows behind, and going down from the last T each costs an addition. A draw costs as
 * much as a few projections, whatever the number of rows searched.
 */
#ifndef LEVER_LINK_DRIFT_SCAN_H
#define LEVER_LINK_DRIFT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* A whitened regression; rows that are not whole are 0 in every column. */
struct drift_rows {
    size_t n;
    const bool *whole;
    size_t order;
    const double *filter;  /* order + 1: 1, -phi1, … */
    const double *columns; /* orthonormal, count x n: all that does not change */
    size_t count;
    const double *y;       /* n: filtered, free of the columns */
    const double *x;       /* n: as it is, */
    const double *x_white; /* filtered, not projected */
};

/* The rows T that are looked at: first, first + every, … < end. */
struct drift_search {
    size_t first, end, every;
};

struct drift_found {
    double
        wald;   /* the largest square of the coefficient's t beside the change of level; -1: none */
    size_t row; /* T of it */
    double gain; /* the largest sum of squares that both changes explain together */
};

/* wald: one a T, or NULL; NaN where x behind T is no more than a level. work: DRIFT_WORK(count). */
void drift_scan(const struct drift_rows *rows, const struct drift_search *search, double *wald,
                double *work, struct drift_found *found);
#define DRIFT_WORK(count) (4 * ((count) + 1) + 4)

#endif
