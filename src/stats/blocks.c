/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/blocks.h"

#include <math.h>

size_t blocks_rows(size_t n)
{
    size_t rows = (size_t)(1.5 * cbrt((double)n));

    return rows < 1 ? 1 : rows > n && n > 0 ? n : rows;
}

size_t blocks_count(size_t n)
{
    return n / blocks_rows(n);
}

void blocks_draw(struct random *random, size_t first, size_t n, size_t *rows)
{
    size_t block = blocks_rows(n), drawn = 0, k;

    while (drawn < n) {
        size_t start = first + random_below(random, n - block + 1);

        for (k = 0; k < block && drawn < n; k++)
            rows[drawn++] = start + k;
    }
}
