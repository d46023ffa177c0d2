/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "compare/nudge_private.h"
#include "stats/ar.h"
#include "stats/ar_bias.h"
#include "stats/project.h"

/* An entity's past, to be simulated. */
struct noise {
    struct ar_fit fit;
    double *pool; /* centred innovations */
    size_t size;
    double sd;
};

struct job {
    const struct nudge_past *past;
    struct noise *noise;
    double scale; /* the largest spread of an entity: effects are tried in it */
    double *found;
};

/* Constant and trend, orthonormal, on the rows that are there. */
static size_t controls(const bool *in, size_t n, double *basis)
{
    size_t t;

    for (t = 0; t < n; t++) {
        basis[t] = in[t];
        basis[n + t] = in[t] ? ((double)t - (double)n / 2) / (double)n : 0;
    }
    return project_basis(basis, n, 2);
}

static bool learn(const double *y, size_t n, struct noise *noise)
{
    double *work = xarray(AR_WORK(n), sizeof *work), *e = xcalloc(n, sizeof *e);
    double *basis = xarray(2 * n, sizeof *basis), *white = xarray(n, sizeof *white), mean = 0;
    bool *in = xarray(n, sizeof *in);
    struct ar_bias bias;
    size_t rows = 0, columns, t;

    for (t = 0; t < n; t++) {
        in[t] = isfinite(y[t]);
        e[t] = in[t] ? y[t] : 0;
        rows += in[t];
    }
    columns = controls(in, n, basis);
    project_out(basis, n, columns, e);
    for (t = 0; t < n; t++)
        e[t] = in[t] ? e[t] : NAN;
    ar_burg_full(e, n,
                 rows / 13 > 3   ? 3
                 : rows / 13 > 0 ? rows / 13
                                 : 1,
                 columns, work, &noise->fit);
    ar_bias_start(&bias, basis, columns, n, in);
    ar_bias_correct(&bias, &noise->fit);
    ar_bias_free(&bias);
    ar_filter(&noise->fit, e, n, white);
    noise->pool = xarray(n, sizeof *noise->pool);
    noise->size = 0;
    for (t = 0; t < n; t++) {
        if (isfinite(white[t])) {
            noise->pool[noise->size++] = white[t];
            mean += (white[t] - mean) / (double)noise->size;
        }
    }
    noise->sd = 0;
    for (t = 0; t < noise->size; t++) {
        /* what constant and trend took is given back */
        noise->pool[t] = (noise->pool[t] - mean) * sqrt((double)rows / (double)(rows - columns));
        noise->sd += noise->pool[t] * noise->pool[t] / (double)noise->size;
    }
    noise->sd = sqrt(noise->sd);
    free(work);
    free(e);
    free(basis);
    free(white);
    free(in);
    return rows >= NUDGE_PAST_MIN && noise->sd > 0;
}

/* The least effect, to a hundredth, at which this noise and this calendar give p < .05. */
static double least_found(const struct job *job, const struct nudge_question *question,
                          const struct nudge_others *others, struct nudge_look *look, double *y)
{
    double out = 0, in = 0, step = job->scale / 4;
    int i;

    for (i = 0; i < 12; i++, step *= 2) {
        in = step;
        nudge_less(question, -in, question->lag_first, y);
        nudge_look_at(look, y);
        if (nudge_look_p(look, question->coin, others, 1, NULL) < .05)
            break;
        out = in;
    }
    if (i == 12)
        return INFINITY;
    for (i = 0; i < 7; i++) {
        double middle = (in + out) / 2;

        nudge_less(question, -middle, question->lag_first, y);
        nudge_look_at(look, y);
        if (nudge_look_p(look, question->coin, others, 1, NULL) < .05)
            in = middle;
        else
            out = middle;
    }
    return in;
}

static void simulate(void *context, size_t block, size_t worker)
{
    const struct job *job = context;
    const struct nudge_past *past = job->past;
    size_t n = 2 * past->set.block * past->set.pairs, e;
    double *noise = xarray(past->set.entities * n, sizeof *noise);
    double *y = xarray(past->set.entities * n, sizeof *y);
    signed char *coin = xarray(past->set.pairs * past->set.entities, 1);
    struct nudge_question question = { past->set,      coin, noise,      past->lag_first,
                                       past->lag_last, 199,  past->seed, 1 };
    struct nudge_look *look = nudge_look_new(&past->set, past->lag_first, past->lag_last);
    struct nudge_others others;
    struct random random;

    (void)worker;
    random_start(&random, past->seed, block);
    nudge_draw(&past->set, &random, coin);
    for (e = 0; e < past->set.entities; e++)
        ar_simulate(&job->noise[e].fit, job->noise[e].pool, job->noise[e].size, NULL,
                    ar_memory(&job->noise[e].fit, 200), &random, noise + e * n, n);
    others = nudge_others_of(&past->set, question.draws, past->seed + 1 + block);
    job->found[block] = least_found(job, &question, &others, look, y);
    free(others.coin);
    nudge_look_free(look);
    free(coin);
    free(noise);
    free(y);
}

bool nudge_power(const struct nudge_past *past, double *found)
{
    struct job job = { past, xcalloc(past->set.entities, sizeof *job.noise), 0, found };
    bool usable = past->n >= NUDGE_PAST_MIN;
    size_t e;

    for (e = 0; e < past->set.entities && usable; e++) {
        usable = learn(past->y + e * past->n, past->n, &job.noise[e]);
        job.scale = fmax(job.scale, job.noise[e].sd);
    }
    if (usable) {
        parallel_for(past->simulations, past->threads > 0 ? past->threads : 1, simulate, &job);
        qsort(found, past->simulations, sizeof *found, number_compare);
    }
    for (e = 0; e < past->set.entities; e++)
        free(job.noise[e].pool);
    free(job.noise);
    return usable;
}
