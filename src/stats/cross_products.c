/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/cross_products.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"

/* The kernel's tile: ACROSS columns of a by DOWN columns of b. */
#define ACROSS 8
#define DOWN 6
/* Rows a packed panel holds, so that a panel of each side stays in the cache. */
#define DEPTH 256
/* Columns a block of work takes of each side: a multiple of ACROSS and DOWN. */
#define WIDTH 240
/* Rows a block of work takes where there are few columns, and how few that is. */
#define STRETCH 16384
#define FEW WIDTH

typedef void kernel(const double *a, const double *b, size_t depth, double *tile);

/*
 * tile[q * ACROSS + p] += sum over i of a[i * ACROSS + p] * b[i * DOWN + q], in
 * vectors of a size: the compiler keeps `sum` in registers.
 */
#define KERNEL(name, bytes)                                                                        \
    static inline __attribute__((always_inline)) void name(const double *a, const double *b,       \
                                                           size_t depth, double *tile)             \
    {                                                                                              \
        typedef double lanes __attribute__((vector_size(bytes), aligned(8)));                      \
        enum { LANES = bytes / 8, VECTORS = ACROSS / LANES };                                      \
        lanes sum[DOWN][VECTORS] = { 0 };                                                          \
                                                                                                   \
        for (size_t i = 0; i < depth; i++, a += ACROSS, b += DOWN) {                               \
            _Pragma("GCC unroll 8") for (int q = 0; q < DOWN; q++)                                 \
            {                                                                                      \
                _Pragma("GCC unroll 8") for (int v = 0; v < VECTORS; v++)                          \
                    sum[q][v] += *(const lanes *)(a + v * LANES) * b[q];                           \
            }                                                                                      \
        }                                                                                          \
        _Pragma("GCC unroll 8") for (int q = 0; q < DOWN; q++)                                     \
        {                                                                                          \
            _Pragma("GCC unroll 8") for (int v = 0; v < VECTORS; v++) *                            \
                (lanes *)(tile + q * ACROSS + v * LANES) += sum[q][v];                             \
        }                                                                                          \
    }

KERNEL(kernel_of_2, 16)

static void kernel_plain(const double *a, const double *b, size_t depth, double *tile)
{
    kernel_of_2(a, b, depth, tile);
}

#if defined __x86_64__ || defined __i386__
KERNEL(kernel_of_4, 32)

__attribute__((target("avx2,fma"))) static void kernel_avx2(const double *a, const double *b,
                                                            size_t depth, double *tile)
{
    kernel_of_4(a, b, depth, tile);
}
#endif

static kernel *choose_kernel(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return kernel_avx2;
#endif
    return kernel_plain;
}

struct product_job {
    const struct cross_products_side *a;
    const struct cross_products_side *b;
    bool symmetric;
    size_t rows;
    size_t bands; /* blocks of columns of a (and, symmetric, of b) */
    size_t bands_b;
    size_t stretches; /* blocks of rows */
    size_t stretch;   /* rows in each */
    kernel *kernel;
    double **part; /* a result for each stretch */
    double *scratch;
    size_t scratch_size;
};

static size_t divide_up(size_t n, size_t by)
{
    return (n + by - 1) / by;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Columns first .. first + count - 1 of a side, interleaved `step` at a time, 0 beyond them. */
static void pack(const struct cross_products_side *side, size_t first, size_t count, size_t step,
                 size_t row, size_t depth, double *panel)
{
    double cells[ACROSS][DEPTH];

    for (size_t j = 0; j < count; j += step, panel += step * DEPTH) {
        for (size_t l = 0; l < step; l++) {
            if (j + l < count)
                side->source(side->context, first + j + l, row, depth, cells[l]);
            else
                memset(cells[l], 0, sizeof cells[l]);
        }
        for (size_t i = 0; i < depth; i++) {
            for (size_t l = 0; l < step; l++)
                panel[i * step + l] = cells[l][i];
        }
    }
}

/* Where the sum of column i of a with column j of b is among the tiles. */
static size_t at_tile(size_t i, size_t j, size_t tiles_b)
{
    return (i / ACROSS * tiles_b + j / DOWN) * ACROSS * DOWN + j % DOWN * ACROSS + i % ACROSS;
}

/* One band of a with one of b over one stretch of rows, into that stretch's part. */
static void multiply(const struct product_job *job, size_t band_a, size_t band_b, size_t stretch,
                     double *scratch)
{
    size_t first_a = band_a * WIDTH;
    size_t first_b = band_b * WIDTH;
    size_t count_a = smaller(WIDTH, job->a->columns - first_a);
    size_t count_b = smaller(WIDTH, job->b->columns - first_b);
    size_t tiles_a = divide_up(count_a, ACROSS);
    size_t tiles_b = divide_up(count_b, DOWN);
    size_t end = smaller(job->rows, (stretch + 1) * job->stretch);
    double *panel_a = scratch;
    double *panel_b = panel_a + WIDTH * DEPTH;
    double *tile = panel_b + WIDTH * DEPTH;
    double *part = job->part[stretch];

    memset(tile, 0, tiles_a * tiles_b * ACROSS * DOWN * sizeof *tile);
    for (size_t row = stretch * job->stretch; row < end; row += DEPTH) {
        size_t depth = smaller(DEPTH, end - row);

        pack(job->a, first_a, count_a, ACROSS, row, depth, panel_a);
        pack(job->b, first_b, count_b, DOWN, row, depth, panel_b);
        for (size_t tb = 0; tb < tiles_b; tb++) {
            for (size_t ta = 0; ta < tiles_a; ta++) {
                /* on the diagonal only tiles that reach below it */
                if (job->symmetric && band_a == band_b && (ta + 1) * ACROSS <= tb * DOWN)
                    continue;
                job->kernel(panel_a + ta * ACROSS * DEPTH, panel_b + tb * DOWN * DEPTH, depth,
                            tile + (ta * tiles_b + tb) * ACROSS * DOWN);
            }
        }
    }
    for (size_t i = 0; i < count_a; i++) {
        for (size_t j = 0; j < count_b; j++)
            part[(first_a + i) * job->b->columns + first_b + j] = tile[at_tile(i, j, tiles_b)];
    }
}

static void work(void *context, size_t block, size_t worker)
{
    const struct product_job *job = context;
    size_t pair = block / job->stretches;
    size_t band_a = pair / job->bands_b;
    size_t band_b = pair % job->bands_b;

    if (job->symmetric && band_b > band_a)
        return;
    multiply(job, band_a, band_b, block % job->stretches,
             job->scratch + worker * job->scratch_size);
}

void cross_products(const struct cross_products_side *a, const struct cross_products_side *b,
                    size_t rows, size_t threads, double *out)
{
    struct product_job job = { .a = a,
                               .b = b ? b : a,
                               .symmetric = !b,
                               .rows = rows,
                               .stretches = 1,
                               .stretch = rows,
                               .kernel = choose_kernel() };
    size_t cells = a->columns * job.b->columns;

    if (cells == 0)
        return;
    job.bands = divide_up(a->columns, WIDTH);
    job.bands_b = divide_up(job.b->columns, WIDTH);
    if (a->columns <= FEW && job.b->columns <= FEW && rows > STRETCH) {
        job.stretch = STRETCH;
        job.stretches = divide_up(rows, STRETCH);
    }
    if (threads < 1)
        threads = 1;
    job.scratch_size = 2 * WIDTH * DEPTH + WIDTH * WIDTH;
    job.scratch = xarray(threads * job.scratch_size, sizeof *job.scratch);
    job.part = xarray(job.stretches, sizeof *job.part);
    for (size_t s = 0; s < job.stretches; s++)
        job.part[s] = s ? xarray(cells, sizeof *out) : out;
    parallel_for(job.bands * job.bands_b * job.stretches, threads, work, &job);
    for (size_t s = 1; s < job.stretches; s++) {
        for (size_t c = 0; c < cells; c++)
            out[c] += job.part[s][c];
        free(job.part[s]);
    }
    for (size_t i = 0; job.symmetric && i < a->columns; i++) {
        for (size_t j = 0; j < i; j++)
            out[j * a->columns + i] = out[i * a->columns + j];
    }
    free(job.part);
    free(job.scratch);
}

struct cross_products_scratch {
    kernel *kernel;
    double *panel_a;
    double *panel_b;
    double *tile;
};

struct cross_products_scratch *cross_products_scratch_new(size_t columns)
{
    struct cross_products_scratch *scratch = xcalloc(1, sizeof *scratch);
    size_t tiles_a = divide_up(columns, ACROSS);
    size_t tiles_b = divide_up(columns, DOWN);

    scratch->kernel = choose_kernel();
    scratch->panel_a = xcalloc(tiles_a * ACROSS * DEPTH, sizeof(double));
    scratch->panel_b = xcalloc(tiles_b * DOWN * DEPTH, sizeof(double));
    scratch->tile = xarray(tiles_a * tiles_b * ACROSS * DOWN, sizeof(double));
    return scratch;
}

void cross_products_scratch_free(struct cross_products_scratch *scratch)
{
    free(scratch->panel_a);
    free(scratch->panel_b);
    free(scratch->tile);
    free(scratch);
}

/* Rows that stand one after another, into panels of `step` columns (0 beyond them). */
static inline void pack_rows(const double *rows, size_t depth, size_t columns, size_t step,
                             double *panel)
{
    for (size_t first = 0; first < columns; first += step, panel += step * DEPTH) {
        size_t here = smaller(step, columns - first);

        for (size_t i = 0; i < depth; i++) {
            const double *from = rows + i * columns + first;
            double *to = panel + i * step;

            if (here == step) {
                for (size_t l = 0; l < step; l++)
                    to[l] = from[l];
            } else {
                for (size_t l = 0; l < here; l++)
                    to[l] = from[l];
            }
        }
    }
}

void cross_products_rows(const double *a, const double *b, size_t rows, size_t columns,
                         struct cross_products_scratch *scratch, double *out)
{
    size_t tiles_a = divide_up(columns, ACROSS);
    size_t tiles_b = divide_up(columns, DOWN);

    memset(scratch->tile, 0, tiles_a * tiles_b * ACROSS * DOWN * sizeof(double));
    for (size_t row = 0; row < rows; row += DEPTH) {
        size_t depth = smaller(DEPTH, rows - row);

        pack_rows(a + row * columns, depth, columns, ACROSS, scratch->panel_a);
        pack_rows((b ? b : a) + row * columns, depth, columns, DOWN, scratch->panel_b);
        for (size_t tb = 0; tb < tiles_b; tb++) {
            for (size_t ta = 0; ta < tiles_a; ta++) {
                if (!b && (ta + 1) * ACROSS <= tb * DOWN)
                    continue;
                scratch->kernel(scratch->panel_a + ta * ACROSS * DEPTH,
                                scratch->panel_b + tb * DOWN * DEPTH, depth,
                                scratch->tile + (ta * tiles_b + tb) * ACROSS * DOWN);
            }
        }
    }
    for (size_t i = 0; i < columns; i++) {
        for (size_t j = 0; j < (b ? columns : i + 1); j++) {
            double cell = scratch->tile[at_tile(i, j, tiles_b)];

            out[i * columns + j] = cell;
            if (!b)
                out[j * columns + i] = cell;
        }
    }
}
