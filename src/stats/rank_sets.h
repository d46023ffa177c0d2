/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranks with their uncertainty, all of them at once (Mogstad, Romano, Shaikh & Wilhelm 2024, Rev. Econ.
 * Stud. 91:476): with 95 % all true ranks lie in their sets together.
 *
 * Differences of all pairs get simultaneous intervals: d ± c se, c the 95 % point of the largest
 * |d*| / se over all pairs in draws from normals about 0. Who is surely above is counted for the best
 * rank, and who is surely below for the worst. Estimates are taken as independent.
 */
#ifndef LEVER_STATS_RANK_SETS_H
#define LEVER_STATS_RANK_SETS_H

#include <stddef.h>
#include <stdint.h>

/* value, se: n; a NaN of either has no rank (low and high 0). 1 is the largest value. */
void rank_sets(const double *value, const double *se, size_t n, uint64_t seed, size_t *low,
               size_t *high);

/*
 * What each value is likely to be, for having been looked at among the others: drawn to their weighted mean
 * by se² / (se² + spread²), the spread by moments (DerSimonian & Laird 1986; Efron & Morris 1975). out
 * may be value. Of fewer than three it stays.
 */
void rank_shrink(const double *value, const double *se, size_t n, double *out);

#endif
