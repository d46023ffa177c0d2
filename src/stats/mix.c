/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/mix.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/blocks.h"
#include "stats/decompose.h"
#include "stats/random.h"
#include "stats/student.h"

/* Figures of a split in a row: all, mix and rate, then the parts, each before, after, effect. */
enum { LINES = 3, FIGURES = 3 };

struct room {
    size_t parts;
    double *count[2], *sum[2]; /* parts: of before, of after; sum of count times rate */
    double *state[2];          /* shares, then rates */
    double *by;                /* 2 x parts */
};

static void add_period(const struct mix_question *q, size_t period, double *count, double *sum)
{
    size_t i;

    for (i = 0; i < q->parts; i++) {
        double n = q->count[period * q->parts + i];

        if (!(n > 0))
            continue;
        count[i] += n;
        sum[i] += n * q->rate[period * q->parts + i];
    }
}

static void make_states(struct room *room)
{
    size_t side, i;

    for (side = 0; side < 2; side++) {
        double all = 0;

        for (i = 0; i < room->parts; i++)
            all += room->count[side][i];
        for (i = 0; i < room->parts; i++) {
            const double *n = room->count[side], *there = n[i] > 0 ? n : room->count[1 - side];
            const double *sum = n[i] > 0 ? room->sum[side] : room->sum[1 - side];

            room->state[side][i] = all > 0 ? n[i] / all : NAN;
            room->state[side][room->parts + i] = there[i] > 0 ? sum[i] / there[i] : 0;
        }
    }
}

/* All figures of the counts and sums in the room. */
static void figures(struct room *room, double *out)
{
    size_t parts = room->parts, i;
    struct decompose of = { 2, parts, room->state[0], room->state[1] };
    double effect[2];

    make_states(room);
    decompose(&of, effect, room->by);
    memset(out, 0, LINES * FIGURES * sizeof *out);
    out[0] = decompose_figure(&of, room->state[0]);
    out[1] = decompose_figure(&of, room->state[1]);
    out[2] = out[1] - out[0];
    for (i = 0; i < parts; i++) {
        double share[2] = { room->state[0][i], room->state[1][i] };
        double rate[2] = { room->state[0][parts + i], room->state[1][parts + i] };
        double *part = out + (LINES + i) * FIGURES;

        out[3] += share[0] * (rate[0] + rate[1]) / 2;
        out[4] += share[1] * (rate[0] + rate[1]) / 2;
        out[6] += rate[0] * (share[0] + share[1]) / 2;
        out[7] += rate[1] * (share[0] + share[1]) / 2;
        part[0] = rate[0];
        part[1] = rate[1];
        part[2] = rate[1] - rate[0];
    }
    out[5] = effect[0];
    out[8] = effect[1];
}

static void empty(struct room *room)
{
    size_t side;

    for (side = 0; side < 2; side++) {
        memset(room->count[side], 0, room->parts * sizeof(double));
        memset(room->sum[side], 0, room->parts * sizeof(double));
    }
}

/* n periods from `first` on, in blocks of neighbours. */
static void draw_side(const struct mix_question *q, size_t first, size_t n, struct random *random,
                      size_t *rows, double *count, double *sum)
{
    size_t k;

    blocks_draw(random, first, n, rows);
    for (k = 0; k < n; k++)
        add_period(q, rows[k], count, sum);
}

/* Standard errors of all figures. */
static void simulate(const struct mix_question *q, const struct mix_result *result,
                     struct room *room, size_t width, double *se)
{
    double *one = xarray(width, sizeof *one), *mean = xcalloc(width, sizeof *mean);
    size_t after = q->periods - q->row, b, i, used = 0, *rows = xarray(q->periods, sizeof *rows);
    double blocks[2] = { (double)q->row / (double)result->block_before,
                         (double)after / (double)result->block_after };
    /* A bootstrap's spread is that of n, not of n - 1, blocks. */
    double widen = sqrt(fmax(blocks[0] / (blocks[0] - 1), blocks[1] / (blocks[1] - 1)));

    for (b = 0; b < q->resamples; b++) {
        struct random random;

        random_start(&random, q->seed, b);
        empty(room);
        draw_side(q, 0, q->row, &random, rows, room->count[0], room->sum[0]);
        draw_side(q, q->row, after, &random, rows, room->count[1], room->sum[1]);
        figures(room, one);
        if (!isfinite(one[2]))
            continue;
        used++;
        for (i = 0; i < width; i++) {
            double off = one[i] - mean[i];

            mean[i] += off / (double)used;
            se[i] += off * (one[i] - mean[i]);
        }
    }
    for (i = 0; i < width; i++)
        se[i] = used > 1 ? widen * sqrt(se[i] / (double)(used - 1)) : NAN;
    free(one);
    free(mean);
    free(rows);
}

static struct mix_figure figure(double value, double se, double freedom)
{
    double reach = freedom > 0 ? se * gsl_cdf_tdist_Pinv(.975, freedom) : NAN;

    return (struct mix_figure){ value, value - reach, value + reach };
}

static struct mix_line line(const double *value, const double *se, double freedom)
{
    struct mix_line out = { figure(value[0], se[0], freedom), figure(value[1], se[1], freedom),
                            figure(value[2], se[2], freedom), NAN };

    if (freedom > 0)
        out.p = se[2] > 0 ? student_p(value[2] / se[2], freedom) : value[2] == 0 ? 1 : 0;
    return out;
}

static void room_start(struct room *room, size_t parts)
{
    size_t side;

    room->parts = parts;
    for (side = 0; side < 2; side++) {
        room->count[side] = xcalloc(parts, sizeof(double));
        room->sum[side] = xcalloc(parts, sizeof(double));
        room->state[side] = xcalloc(2 * parts, sizeof(double));
    }
    room->by = xcalloc(2 * parts, sizeof(double));
}

static void room_free(struct room *room)
{
    size_t side;

    for (side = 0; side < 2; side++) {
        free(room->count[side]);
        free(room->sum[side]);
        free(room->state[side]);
    }
    free(room->by);
}

static void keep_parts(const struct room *room, double middle, struct mix_result *result)
{
    size_t parts = room->parts, i;

    result->count_before = xarray(parts, sizeof(double));
    result->count_after = xarray(parts, sizeof(double));
    result->share_before = xarray(parts, sizeof(double));
    result->share_after = xarray(parts, sizeof(double));
    result->by_mix = xarray(parts, sizeof(double));
    result->by_rate = xarray(parts, sizeof(double));
    for (i = 0; i < parts; i++) {
        result->count_before[i] = room->count[0][i];
        result->count_after[i] = room->count[1][i];
        result->share_before[i] = room->state[0][i];
        result->share_after[i] = room->state[1][i];
        result->by_mix[i] = room->by[i] - middle * (room->state[1][i] - room->state[0][i]);
        result->by_rate[i] = room->by[parts + i];
    }
}

void mix_split(const struct mix_question *q, struct mix_result *result)
{
    size_t width = FIGURES * (LINES + q->parts), after = q->periods - q->row, t, i;
    double *value = xcalloc(width, sizeof *value), *se = xcalloc(width, sizeof *se);
    double blocks[2];
    struct room room;

    memset(result, 0, sizeof *result);
    result->block_before = blocks_rows(q->row);
    result->block_after = blocks_rows(after);
    blocks[0] = floor((double)q->row / (double)result->block_before);
    blocks[1] = floor((double)after / (double)result->block_after);
    result->freedom = blocks[0] < MIX_BLOCKS_MIN || blocks[1] < MIX_BLOCKS_MIN
                          ? NAN
                          : blocks[0] + blocks[1] - 2;
    room_start(&room, q->parts);
    for (t = 0; t < q->periods; t++)
        add_period(q, t, room.count[t >= q->row], room.sum[t >= q->row]);
    figures(&room, value);
    keep_parts(&room, (value[0] + value[1]) / 2, result);
    if (result->freedom > 0)
        simulate(q, result, &room, width, se);
    result->all = line(value, se, result->freedom);
    result->mix = line(value + 3, se + 3, result->freedom);
    result->rate = line(value + 6, se + 6, result->freedom);
    result->part = xarray(q->parts, sizeof *result->part);
    for (i = 0; i < q->parts; i++)
        result->part[i] = line(value + (LINES + i) * FIGURES, se + (LINES + i) * FIGURES,
                               result->freedom);
    room_free(&room);
    free(value);
    free(se);
}

void mix_free(struct mix_result *result)
{
    free(result->part);
    free(result->count_before);
    free(result->count_after);
    free(result->share_before);
    free(result->share_after);
    free(result->by_mix);
    free(result->by_rate);
    memset(result, 0, sizeof *result);
}
