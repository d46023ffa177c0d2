/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rank correlations of many columns with gaps: each column is sorted once, and a pair
 * then only passes over both orders for the rows that it has in common - no sorting
 * for Spearman's, and for Kendall's the counting of inversions alone.
 *
 * The figures are those of ranks.h and correlation.h for the pair's common rows.
 */
#ifndef LEVER_STATS_RANKED_H
#define LEVER_STATS_RANKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/ranks.h"

/* Rows are counted in 32 bits; RANKED_ROWS is the most there can be. */
#define RANKED_ROWS ((size_t)UINT32_MAX - 1)

struct ranked {
    size_t rows;
    size_t count;    /* cells that are finite */
    uint32_t *order; /* their rows, by growing value */
    uint32_t *level; /* of each row: how many different values are smaller; missing: UINT32_MAX */
};

/* Freed by ranked_free. */
void ranked_make(const double *x, size_t rows, struct ranked *out);
void ranked_free(struct ranked *ranked);

struct ranked_work; /* scratch space of a thread */
struct ranked_work *ranked_work_new(size_t rows);
void ranked_work_free(struct ranked_work *work);

/* Spearman's r over the rows that have both, NaN where either is constant there; their
 * number, and whether there are ties among them. */
double ranked_spearman(const struct ranked *x, const struct ranked *y, struct ranked_work *work,
                       size_t *n, bool *ties);
/* Kendall's counts over the rows that have both, and their number. */
struct ranks_kendall ranked_kendall(const struct ranked *x, const struct ranked *y,
                                    struct ranked_work *work, size_t *n);

#endif
