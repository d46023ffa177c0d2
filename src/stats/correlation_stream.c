/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/correlation_stream.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/correlation_stream_private.h"
#include "stats/moments.h"

struct correlation_stream {
    size_t columns;
    int *exponent;           /* cells were multiplied by 2^exponent; INT_MAX = none were there */
    struct pair_sums *pairs; /* i <= j, at pair_place() */
};

static double difference(const struct sum *a, const struct sum *b)
{
    return (a->hi - b->hi) + (a->lo - b->lo);
}

struct correlation_stream *correlation_stream_new(size_t columns)
{
    struct correlation_stream *stream = xcalloc(1, sizeof *stream);

    stream->columns = columns;
    stream->exponent = xarray(columns, sizeof *stream->exponent);
    for (size_t j = 0; j < columns; j++)
        stream->exponent[j] = INT_MAX;
    stream->pairs = xcalloc(pair_count(columns), sizeof *stream->pairs);
    return stream;
}

void correlation_stream_free(struct correlation_stream *stream)
{
    if (!stream)
        return;
    free(stream->exponent);
    free(stream->pairs);
    free(stream);
}

static void scale_sum(struct sum *s, double by)
{
    s->hi *= by;
    s->lo *= by;
}

/* The pair with its columns multiplied by these powers of two. */
static void rescale(struct pair_sums *p, double x, double y)
{
    scale_sum(&p->mean_x, x);
    scale_sum(&p->mean_y, y);
    scale_sum(&p->xx, x * x);
    scale_sum(&p->yy, y * y);
    scale_sum(&p->xy, x * y);
    p->first_x *= x;
    p->first_y *= y;
}

static void add_sum(struct sum *into, const struct sum *from, double between)
{
    sum_add(into, from->hi);
    sum_add(into, from->lo);
    sum_add(into, between);
}

static void add_pair(struct pair_sums *into, const struct pair_sums *from)
{
    double n = into->n + from->n;
    double dx = difference(&from->mean_x, &into->mean_x);
    double dy = difference(&from->mean_y, &into->mean_y);
    double weight = into->n * from->n / n;

    if (from->n == 0)
        return;
    if (into->n == 0) {
        *into = *from;
        return;
    }
    into->same_x &= from->same_x && from->first_x == into->first_x;
    into->same_y &= from->same_y && from->first_y == into->first_y;
    add_sum(&into->xx, &from->xx, dx * dx * weight);
    add_sum(&into->yy, &from->yy, dy * dy * weight);
    add_sum(&into->xy, &from->xy, dx * dy * weight);
    sum_add(&into->mean_x, dx * (from->n / n));
    sum_add(&into->mean_y, dy * (from->n / n));
    into->n = n;
}

/* By what to multiply what has the exponent `own` to have the common one. */
static double step_to(int common, int own)
{
    return own == INT_MAX || own == common ? 1 : ldexp(1, common - own);
}

void correlation_stream_add(struct correlation_stream *stream,
                            const struct correlation_stream_block *block)
{
    double old[COSTREAM_COLUMNS];
    double new[COSTREAM_COLUMNS];
    bool scaled = false;

    for (size_t j = 0; j < stream->columns; j++) {
        int common = stream->exponent[j] < block->exponent[j] ? stream->exponent[j]
                                                              : block->exponent[j];

        old[j] = step_to(common, stream->exponent[j]);
        new[j] = step_to(common, block->exponent[j]);
        scaled |= old[j] != 1 || new[j] != 1;
        stream->exponent[j] = common;
    }
    for (size_t j = 0; j < stream->columns; j++) {
        for (size_t i = 0; i <= j; i++) {
            struct pair_sums *into = &stream->pairs[pair_place(i, j)];
            struct pair_sums from = block->pairs[pair_place(i, j)];

            if (scaled) {
                rescale(into, old[i], old[j]);
                rescale(&from, new[i], new[j]);
            }
            add_pair(into, &from);
        }
    }
}

bool correlation_stream_constant(const struct correlation_stream *stream, size_t column,
                                 double *value)
{
    const struct pair_sums *p = &stream->pairs[pair_place(column, column)];
    int exponent = stream->exponent[column];

    *value = NAN;
    if (p->n == 0)
        return true;
    *value = exponent == INT_MAX ? p->first_x : ldexp(p->first_x, -exponent);
    return p->same_x;
}

static double r_of(const struct pair_sums *p, bool itself)
{
    if (p->n < 3 || p->same_x || p->same_y)
        return NAN;
    return itself ? 1 : moments_cosine(sum_value(&p->xy), sum_value(&p->xx), sum_value(&p->yy));
}

void correlation_stream_matrix(const struct correlation_stream *stream, const size_t *x,
                               size_t x_count, const size_t *y, size_t y_count,
                               struct correlation_matrix *out)
{
    const size_t *across = y ? y : x;
    size_t width = y ? y_count : x_count;

    *out = (struct correlation_matrix){ .method = CORRELATION_PEARSON,
                                        .rows_of_it = x_count,
                                        .columns_of_it = width };
    out->r = xarray(x_count * width, sizeof *out->r);
    out->n = xarray(x_count * width, sizeof *out->n);
    out->alone_x = xcalloc(x_count, sizeof *out->alone_x);
    out->alone_y = xcalloc(width, sizeof *out->alone_y);
    out->ties_x = xcalloc(x_count, sizeof *out->ties_x);
    out->ties_y = xcalloc(width, sizeof *out->ties_y);
    for (size_t i = 0; i < x_count; i++) {
        for (size_t j = 0; j < width; j++) {
            const struct pair_sums *p = &stream->pairs[pair_place(x[i], across[j])];

            out->r[i * width + j] = r_of(p, x[i] == across[j]);
            out->n[i * width + j] = p->n;
        }
    }
}
