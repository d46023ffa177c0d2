/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "stats/random.h"

enum { BLOCK = 64 }; /* resamples a block: fixed, whatever the threads */

struct work {
    const struct lever_method *method;
    const double *x;
    const double *y;
    size_t n;
    size_t resamples;
    uint64_t seed;
    double *permuted; /* estimates, one a resample */
    double *drawn;
    struct error *errors; /* one a block; what is empty = none */
};

static void resample(void *context, size_t block, size_t worker)
{
    const struct work *work = context;
    size_t n = work->n;
    double *x = xarray(n, sizeof *x);
    double *y = xarray(n, sizeof *y);
    struct error *err = &work->errors[block];
    size_t last = (block + 1) * BLOCK < work->resamples ? (block + 1) * BLOCK : work->resamples;
    size_t b;
    size_t i;

    (void)worker;
    for (b = block * BLOCK; b < last; b++) {
        struct random random;

        random_start(&random, work->seed, 2 * b);
        memcpy(y, work->y, n * sizeof *y);
        random_shuffle(&random, y, n);
        if (method_estimate(work->method, work->x, y, n, &work->permuted[b], err) != 0)
            break;
        random_start(&random, work->seed, 2 * b + 1);
        for (i = 0; i < n; i++) {
            size_t row = random_below(&random, n);

            x[i] = work->x[row];
            y[i] = work->y[row];
        }
        if (method_estimate(work->method, x, y, n, &work->drawn[b], err) != 0)
            break;
        progress_step(1);
    }
    free(x);
    free(y);
}

static void sum_up(struct work *work, struct correlation *out)
{
    size_t extreme = 0;
    size_t drawn = 0;
    size_t tail;
    size_t b;

    for (b = 0; b < work->resamples; b++) {
        /* Estimates equal but for rounding are equal. */
        extreme += !(fabs(work->permuted[b]) < fabs(out->r) * (1 - 1e-12));
        if (isfinite(work->drawn[b]))
            work->drawn[drawn++] = work->drawn[b];
    }
    out->p = (1 + (double)extreme) / ((double)work->resamples + 1);
    tail = (drawn + 1) / 40;
    if (tail < 1)
        return;
    qsort(work->drawn, drawn, sizeof *work->drawn, number_compare);
    out->low = work->drawn[tail - 1];
    out->high = work->drawn[drawn - tail];
}

int method_judge(const struct lever_method *method, const double *x, const double *y, size_t rows,
                 size_t resamples, uint64_t seed, size_t threads, struct correlation *out,
                 struct error *err)
{
    struct work work = { .method = method, .resamples = resamples, .seed = seed };
    size_t blocks = (resamples + BLOCK - 1) / BLOCK;
    double *a = xarray(rows, sizeof *a);
    double *b = xarray(rows, sizeof *b);
    size_t i;
    int bad = 0;

    for (i = 0; i < rows; i++) {
        if (isfinite(x[i]) && isfinite(y[i])) {
            a[work.n] = x[i];
            b[work.n++] = y[i];
        }
    }
    *out = (struct correlation){ .status = STATS_TOO_FEW,
                                 .n = work.n,
                                 .r = NAN,
                                 .statistic = NAN,
                                 .p = NAN,
                                 .p_above = NAN,
                                 .low = NAN,
                                 .high = NAN };
    if (work.n >= 3)
        bad = method_estimate(method, a, b, work.n, &out->r, err);
    if (!bad && work.n >= 3) {
        out->status = isnan(out->r) ? STATS_CONSTANT : STATS_OK;
        work.x = a;
        work.y = b;
        work.permuted = xcalloc(resamples, sizeof *work.permuted);
        work.drawn = xcalloc(resamples, sizeof *work.drawn);
        work.errors = xcalloc(blocks, sizeof *work.errors);
        if (out->status == STATS_OK)
            parallel_for(blocks, threads, resample, &work);
        for (i = 0; i < blocks && !bad; i++) {
            bad = work.errors[i].what[0] ? -1 : 0;
            if (bad)
                *err = work.errors[i];
        }
        if (!bad && out->status == STATS_OK)
            sum_up(&work, out);
        free(work.permuted);
        free(work.drawn);
        free(work.errors);
    }
    free(a);
    free(b);
    return bad;
}
