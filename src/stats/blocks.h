/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows drawn again in blocks of neighbours, so that what persists stays persistent (Künsch 1989, Ann.
 * Stat. 17:1217). A block has 1.5 n^(1/3) rows.
 */
#ifndef LEVER_STATS_BLOCKS_H
#define LEVER_STATS_BLOCKS_H

#include <stddef.h>

#include "stats/random.h"

/* Rows of a block, of n: 1 .. n. */
size_t blocks_rows(size_t n);
/* Whole blocks that n rows have. */
size_t blocks_count(size_t n);
/* n rows of first .. first + n - 1, drawn in such blocks, to rows. */
void blocks_draw(struct random *random, size_t first, size_t n, size_t *rows);

#endif
