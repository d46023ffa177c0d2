/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ranked.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/moments.h"

#define MISSING UINT32_MAX

struct keyed {
    double value;
    uint32_t row;
};

static int by_value(const void *a, const void *b)
{
    const struct keyed *x = a;
    const struct keyed *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void ranked_make(const double *x, size_t rows, struct ranked *out)
{
    struct keyed *cells = xarray(rows, sizeof *cells);
    uint32_t level = 0;

    *out = (struct ranked){ .rows = rows };
    out->level = xarray(rows, sizeof *out->level);
    for (size_t i = 0; i < rows; i++) {
        out->level[i] = MISSING;
        if (isfinite(x[i]))
            cells[out->count++] = (struct keyed){ x[i], (uint32_t)i };
    }
    qsort(cells, out->count, sizeof *cells, by_value);
    out->order = xarray(out->count, sizeof *out->order);
    for (size_t i = 0; i < out->count; i++) {
        level += i > 0 && cells[i].value != cells[i - 1].value;
        out->order[i] = cells[i].row;
        out->level[cells[i].row] = level;
    }
    free(cells);
}

void ranked_free(struct ranked *ranked)
{
    free(ranked->order);
    free(ranked->level);
}

struct ranked_work {
    double *rank;     /* of x, by row */
    uint32_t *levels; /* of y, in the order of x */
    uint32_t *other;
};

struct ranked_work *ranked_work_new(size_t rows)
{
    struct ranked_work *work = xcalloc(1, sizeof *work);

    work->rank = xarray(rows, sizeof *work->rank);
    work->levels = xarray(rows, sizeof *work->levels);
    work->other = xarray(rows, sizeof *work->other);
    return work;
}

void ranked_work_free(struct ranked_work *work)
{
    if (!work)
        return;
    free(work->rank);
    free(work->levels);
    free(work->other);
    free(work);
}

/* The rows of x from order[*at] on that y has too and that share x's value; into rows,
 * *at moves behind them. 0 at the end. */
static size_t next_group(const struct ranked *x, const struct ranked *y, size_t *at, uint32_t *rows)
{
    size_t count = 0;
    uint32_t level = MISSING;

    for (; *at < x->count; ++*at) {
        uint32_t row = x->order[*at];

        if (y->level[row] == MISSING)
            continue;
        if (count > 0 && x->level[row] != level)
            break;
        level = x->level[row];
        rows[count++] = row;
    }
    return count;
}

double ranked_spearman(const struct ranked *x, const struct ranked *y, struct ranked_work *work,
                       size_t *n, bool *ties)
{
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double before = 0;
    double middle;
    size_t at = 0;
    size_t count;

    *n = 0;
    *ties = false;
    while ((count = next_group(x, y, &at, work->levels)) > 0) {
        for (size_t i = 0; i < count; i++)
            work->rank[work->levels[i]] = before + ((double)count + 1) / 2;
        before += (double)count;
        *ties |= count > 1;
    }
    *n = (size_t)before;
    /* ranks are halves and their products are exact, as are sums below 2^53 quarters */
    middle = (before + 1) / 2;
    at = 0;
    before = 0;
    while ((count = next_group(y, x, &at, work->levels)) > 0) {
        double own = before + ((double)count + 1) / 2 - middle;

        for (size_t i = 0; i < count; i++) {
            double other = work->rank[work->levels[i]] - middle;

            xx += other * other;
            xy += own * other;
        }
        yy += own * own * (double)count;
        before += (double)count;
        *ties |= count > 1;
    }
    return xx > 0 && yy > 0 ? moments_cosine(xy, xx, yy) : NAN;
}

static void add_group(struct ranks_ties *ties, size_t count)
{
    double t = (double)count;

    ties->pairs += t * (t - 1) / 2;
    ties->triples += t * (t - 1) * (t - 2);
    ties->spread += t * (t - 1) * (2 * t + 5);
}

static int by_level(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Short runs are put in order by insertion; returns the inversions. */
static double insert_runs(uint32_t *cells, size_t n, size_t run)
{
    size_t swaps = 0;

    for (size_t start = 0; start < n; start += run) {
        size_t end = start + run < n ? start + run : n;

        for (size_t i = start + 1; i < end; i++) {
            uint32_t cell = cells[i];
            size_t j = i;

            for (; j > start && cells[j - 1] > cell; j--)
                cells[j] = cells[j - 1];
            cells[j] = cell;
            swaps += i - j;
        }
    }
    return (double)swaps;
}

/* Pairs in the wrong order, counted while the cells are sorted by merging (Knight 1966). */
static double inversions(uint32_t *cells, uint32_t *other, size_t n)
{
    enum { RUN = 16 };
    double total = insert_runs(cells, n, RUN);

    for (size_t width = RUN; width < n; width *= 2) {
        uint32_t *swap = other;

        for (size_t start = 0; start < n; start += 2 * width) {
            size_t middle = start + width < n ? start + width : n;
            size_t end = start + 2 * width < n ? start + 2 * width : n;
            size_t a = start;
            size_t b = middle;
            size_t crossed = 0;

            for (size_t to = start; to < end; to++) {
                bool right = b < end && (a == middle || cells[b] < cells[a]);

                crossed += right ? middle - a : 0;
                other[to] = right ? cells[b++] : cells[a++];
            }
            total += (double)crossed;
        }
        other = cells;
        cells = swap;
    }
    return total;
}

struct ranks_kendall ranked_kendall(const struct ranked *x, const struct ranked *y,
                                    struct ranked_work *work, size_t *n)
{
    struct ranks_kendall k = { 0 };
    double both = 0; /* pairs tied in x and in y */
    size_t total = 0;
    size_t at = 0;
    size_t count;

    while ((count = next_group(y, x, &at, work->other)) > 0)
        add_group(&k.y, count);
    at = 0;
    while ((count = next_group(x, y, &at, work->levels + total)) > 0) {
        uint32_t *levels = work->levels + total;

        for (size_t i = 0; i < count; i++)
            levels[i] = y->level[levels[i]];
        add_group(&k.x, count);
        if (count > 1) {
            qsort(levels, count, sizeof *levels, by_level);
            for (size_t i = 1, run = 1; i < count; i++) {
                run = levels[i] == levels[i - 1] ? run + 1 : 1;
                both += (double)run - 1;
            }
        }
        total += count;
    }
    *n = total;
    k.pairs = (double)total * ((double)total - 1) / 2;
    k.score = k.pairs - k.x.pairs - k.y.pairs + both -
              2 * inversions(work->levels, work->other, total);
    return k;
}
