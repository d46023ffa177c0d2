/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/correlation_stream_private.h"

/* A pair whose own sum of squares keeps less than this of the products' is done again. */
#define KEPT 1e-2
/* Columns whose cells lie within 2^±REACH need no scale. */
#define REACH 300
/* The same of squares, for the usual way. */
#define TINY 0x1p-500
#define HUGE_SIZE 0x1p500
/* Rows whose mean is near enough to a block's. */
enum { FIRST = 64 };

/* A sum to twice double precision, of which hi is the rounded value. */
static struct sum sum_of(double a, double b)
{
    struct sum s = { a, 0 };

    sum_add(&s, b);
    return s;
}

struct correlation_stream_block *correlation_stream_block_new(size_t columns)
{
    struct correlation_stream_block *block = xcalloc(1, sizeof *block);
    size_t cells = columns * columns;

    block->columns = columns;
    block->exponent = xarray(columns, sizeof *block->exponent);
    block->centre = xarray(columns, sizeof *block->centre);
    block->sameness = xarray(columns, sizeof *block->sameness);
    block->pairs = xarray(pair_count(columns), sizeof *block->pairs);
    block->products = xarray(cells, sizeof(double));
    block->counts = xarray(cells, sizeof(double));
    block->sums = xarray(cells, sizeof(double));
    block->squares_by = xarray(cells, sizeof(double));
    block->scratch = cross_products_scratch_new(columns);
    return block;
}

void correlation_stream_block_free(struct correlation_stream_block *block)
{
    if (!block)
        return;
    free(block->exponent);
    free(block->centre);
    free(block->sameness);
    free(block->pairs);
    free(block->centred);
    free(block->mask);
    free(block->squares);
    free(block->products);
    free(block->counts);
    free(block->sums);
    free(block->squares_by);
    cross_products_scratch_free(block->scratch);
    free(block);
}

static void make_room(struct correlation_stream_block *block, size_t rows)
{
    size_t cells = rows * block->columns;

    block->rows = rows;
    if (cells <= block->capacity)
        return;
    block->capacity = cells;
    block->centred = xrearray(block->centred, cells, sizeof(double));
    block->mask = xrearray(block->mask, cells, sizeof(double));
    block->squares = xrearray(block->squares, cells, sizeof(double));
}

/* The power of two for cells of this size; none for 0. */
static int exponent_of(double largest)
{
    int exponent;

    if (largest == 0)
        return INT_MAX;
    frexp(largest, &exponent);
    if (exponent >= -REACH && exponent <= REACH)
        return 0;
    return exponent < -1000 ? 1000 : -exponent;
}

/* Whether the column's cells are zeros, and not only their squares. */
static bool is_zero(const struct correlation_stream_block *block, size_t column)
{
    size_t row;

    for (row = 0; row < block->rows; row++)
        if (block->cells[row * block->columns + column] != 0)
            return false;
    return true;
}

/*
 * The usual way: nothing is missing, no cell is huge or tiny. Any centre near the mean
 * will do, as the sums of what is left over correct for it. False where it is not the
 * usual way: something is missing (then a sum is NaN), or a column needs a scale.
 */
static bool measure_complete(struct correlation_stream_block *block)
{
    size_t k = block->columns;
    size_t rows = block->rows;
    size_t few = rows < FIRST ? rows : FIRST;
    double sums[COSTREAM_COLUMNS] = { 0 };

    memset(block->centre, 0, k * sizeof *block->centre);
    for (size_t i = 0; i < few; i++)
        for (size_t j = 0; j < k; j++)
            block->centre[j] += block->cells[i * k + j];
    for (size_t j = 0; j < k; j++)
        block->centre[j] /= (double)few;
    for (size_t i = 0; i < rows; i++) {
        const double *from = block->cells + i * k;
        double *to = block->centred + i * k;

        for (size_t j = 0; j < k; j++) {
            to[j] = from[j] - block->centre[j];
            sums[j] += to[j];
        }
    }
    cross_products_rows(block->centred, NULL, rows, k, block->scratch, block->products);
    for (size_t j = 0; j < k; j++) {
        double size = block->products[j * k + j] / (double)rows +
                      block->centre[j] * block->centre[j];

        if (!isfinite(sums[j]) ||
            !(size == 0 ? is_zero(block, j) : size > TINY && size < HUGE_SIZE))
            return false;
        block->sums[j] = sums[j];
        block->exponent[j] = size == 0 ? INT_MAX : 0;
        block->sameness[j] = UNKNOWN;
    }
    return true;
}

/* Means of the cells that are there, and the columns' largest cells. */
static void sum_present(struct correlation_stream_block *block, double *largest)
{
    const double *cells = block->cells;

    for (size_t j = 0; j < block->columns; j++) {
        double total = 0;
        double n = 0;

        largest[j] = 0;
        for (size_t i = 0; i < block->rows; i++) {
            double v = cells[i * block->columns + j];

            if (!isfinite(v))
                continue;
            largest[j] = fmax(largest[j], fabs(v));
        }
        for (size_t i = 0; i < block->rows; i++) {
            double v = cells[i * block->columns + j];

            if (isfinite(v))
                total += largest[j] > 1 ? v / largest[j] : v, n++;
        }
        block->centre[j] = n > 0 ? total / n * (largest[j] > 1 ? largest[j] : 1) : 0;
    }
}

/* Centred cells, 0 where one is missing, masks and squares. */
static void centre(struct correlation_stream_block *block)
{
    const double *cells = block->cells;
    size_t k = block->columns;
    double scale[COSTREAM_COLUMNS];

    for (size_t j = 0; j < k; j++) {
        scale[j] = block->exponent[j] == INT_MAX ? 1 : ldexp(1, block->exponent[j]);
        block->centre[j] *= scale[j];
    }
    for (size_t i = 0; i < block->rows; i++) {
        const double *from = cells + i * k;
        double *to = block->centred + i * k;

        for (size_t j = 0; j < k; j++)
            to[j] = from[j] * scale[j] - block->centre[j];
    }
    for (size_t c = 0; c < block->rows * k; c++) {
        block->mask[c] = isfinite(cells[c]) ? 1 : 0;
        if (!isfinite(cells[c]))
            block->centred[c] = 0;
        block->squares[c] = block->centred[c] * block->centred[c];
    }
}

static double scaled(const struct correlation_stream_block *block, size_t column, double cell)
{
    return block->exponent[column] == INT_MAX ? cell : ldexp(cell, block->exponent[column]);
}

/* Whether all cells of the column are the same, where none is missing. */
static bool is_same(struct correlation_stream_block *block, size_t column)
{
    size_t k = block->columns;
    size_t row;

    if (block->sameness[column] == UNKNOWN) {
        for (row = 1; row < block->rows; row++)
            if (block->cells[row * k + column] != block->cells[column])
                break;
        block->sameness[column] = row >= block->rows ? SAME : VARIES;
    }
    return block->sameness[column] == SAME;
}

/* By two passes over the block's rows: for pairs to which the products are no help. */
static void do_again(const struct correlation_stream_block *block, size_t i, size_t j,
                     struct pair_sums *p)
{
    size_t k = block->columns;
    double n = 0;
    double base_x = 0, base_y = 0;
    struct sum x = { 0 }, y = { 0 };
    double mx, my;
    struct sum sx = { 0 }, sy = { 0 };

    *p = (struct pair_sums){ .same_x = true, .same_y = true };
    for (size_t row = 0; row < block->rows; row++) {
        double a = block->centred[row * k + i];
        double b = block->centred[row * k + j];

        if (block->gaps && (block->mask[row * k + i] == 0 || block->mask[row * k + j] == 0))
            continue;
        if (n++ == 0) {
            base_x = a;
            base_y = b;
            p->first_x = block->cells[row * k + i];
            p->first_y = block->cells[row * k + j];
        }
        p->same_x &= block->cells[row * k + i] == p->first_x;
        p->same_y &= block->cells[row * k + j] == p->first_y;
        sum_add(&x, a - base_x);
        sum_add(&y, b - base_y);
    }
    p->n = n;
    if (n == 0)
        return;
    p->first_x = scaled(block, i, p->first_x);
    p->first_y = scaled(block, j, p->first_y);
    mx = base_x + sum_value(&x) / n;
    my = base_y + sum_value(&y) / n;
    for (size_t row = 0; row < block->rows; row++) {
        double a = block->centred[row * k + i] - mx;
        double b = block->centred[row * k + j] - my;

        if (block->gaps && (block->mask[row * k + i] == 0 || block->mask[row * k + j] == 0))
            continue;
        sum_add(&sx, a);
        sum_add(&sy, b);
        sum_add(&p->xx, a * a);
        sum_add(&p->yy, b * b);
        sum_add(&p->xy, a * b);
    }
    sum_add(&p->xx, -sum_value(&sx) * sum_value(&sx) / n);
    sum_add(&p->yy, -sum_value(&sy) * sum_value(&sy) / n);
    sum_add(&p->xy, -sum_value(&sx) * sum_value(&sy) / n);
    p->mean_x = sum_of(block->centre[i], mx);
    p->mean_y = sum_of(block->centre[j], my);
    sum_add(&p->mean_x, sum_value(&sx) / n);
    sum_add(&p->mean_y, sum_value(&sy) / n);
}

static void take_pair(struct correlation_stream_block *block, size_t i, size_t j,
                      struct pair_sums *p)
{
    size_t k = block->columns;
    size_t ij = i * k + j;
    size_t ji = j * k + i;
    double n = block->gaps ? block->counts[ij] : (double)block->rows;
    double sx = block->gaps ? block->sums[ij] : block->sums[i];
    double sy = block->gaps ? block->sums[ji] : block->sums[j];
    double qx = block->gaps ? block->squares_by[ij] : block->products[i * k + i];
    double qy = block->gaps ? block->squares_by[ji] : block->products[j * k + j];
    double xx = qx - sx * sx / n;
    double yy = qy - sy * sy / n;

    bool bad_x = !(xx > KEPT * qx);
    bool bad_y = !(yy > KEPT * qy);

    *p = (struct pair_sums){ .n = n };
    if (!block->gaps) {
        p->same_x = bad_x && is_same(block, i);
        p->same_y = bad_y && is_same(block, j);
    }
    if ((bad_x && !p->same_x) || (bad_y && !p->same_y)) {
        do_again(block, i, j, p);
        return;
    }
    p->xx.hi = xx;
    p->yy.hi = yy;
    p->xy.hi = block->products[ij] - sx * sy / n;
    p->mean_x = sum_of(block->centre[i], sx / n);
    p->mean_y = sum_of(block->centre[j], sy / n);
    if (p->same_x) {
        p->first_x = block->cells[i];
        p->mean_x = sum_of(p->first_x, 0);
        p->xx.hi = p->xy.hi = 0;
    }
    if (p->same_y) {
        p->first_y = block->cells[j];
        p->mean_y = sum_of(p->first_y, 0);
        p->yy.hi = p->xy.hi = 0;
    }
}

/* With masks, and scales where they are wanted. */
static void measure_gaps(struct correlation_stream_block *block)
{
    size_t k = block->columns;
    double largest[COSTREAM_COLUMNS];

    sum_present(block, largest);
    for (size_t j = 0; j < k; j++)
        block->exponent[j] = exponent_of(largest[j]);
    centre(block);
    cross_products_rows(block->centred, NULL, block->rows, k, block->scratch, block->products);
    cross_products_rows(block->mask, NULL, block->rows, k, block->scratch, block->counts);
    cross_products_rows(block->centred, block->mask, block->rows, k, block->scratch, block->sums);
    cross_products_rows(block->squares, block->mask, block->rows, k, block->scratch,
                        block->squares_by);
}

void correlation_stream_measure(struct correlation_stream_block *block, const double *cells,
                                size_t rows)
{
    size_t k = block->columns;

    make_room(block, rows);
    block->cells = cells;
    block->gaps = !measure_complete(block);
    if (block->gaps)
        measure_gaps(block);
    for (size_t j = 0; j < k; j++)
        for (size_t i = 0; i <= j; i++)
            take_pair(block, i, j, &block->pairs[pair_place(i, j)]);
}
