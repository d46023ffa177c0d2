/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/wild_trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "stats/panel_null.h"
#include "stats/project.h"

/* Rounds of averaging that tell periods from entities in a panel with gaps well enough for an error. */
enum { BLOCK = 32, ROUNDS = 4 };

/* Where the streams of numbers begin: not those by which signs are drawn. */
static const uint64_t STREAMS = UINT64_C(1) << 41;

struct simulation {
    struct wild *wild;
    struct layout layout;
    struct panel_null *null;
};

/* What effects and context leave of the outcome, stacked; NaN where it is missing. */
static double *leave(const struct wild *wild, const struct layout *layout)
{
    const struct panel_outcome *outcome = wild->outcome;
    size_t n = outcome->entities * outcome->periods, i, j, kept;
    bool *in = xarray(n, sizeof *in);
    double *y = xarray(n, sizeof *y);
    double *context = xarray(outcome->contexts * n, sizeof *context);
    double *left = xarray(layout->entities * layout->stride, sizeof *left);

    for (i = 0; i < n; i++) {
        in[i] = wild->y.present[i];
        for (j = 0; j < outcome->contexts; j++)
            in[i] = in[i] && isfinite(outcome->context[j][i]);
        y[i] = in[i] ? wild->y.values[i] : 0;
    }
    wild_within(wild, in, y);
    for (j = 0; j < outcome->contexts; j++) {
        struct series z;

        series_start(&z, outcome->context[j], n);
        memcpy(context + j * n, z.values, n * sizeof *context);
        wild_within(wild, in, context + j * n);
        series_free(&z);
    }
    kept = project_basis(context, n, outcome->contexts);
    project_out(context, n, kept, y);
    for (i = 0; i < layout->entities * layout->stride; i++)
        left[i] = NAN;
    for (i = 0; i < n; i++)
        if (in[i])
            left[i / outcome->periods * layout->stride + i % outcome->periods] = y[i];
    free(in);
    free(y);
    free(context);
    return left;
}

static void begin(struct simulation *simulation, struct wild *wild)
{
    const struct panel_outcome *outcome = wild->outcome;
    struct layout *layout = &simulation->layout;
    size_t controls = outcome->entities + outcome->periods - 1 + outcome->contexts, n;
    double *left, *work;
    struct ar_fit ar;

    *layout = (struct layout){ .entities = outcome->entities, .periods = outcome->periods,
                               .stride = outcome->periods + AR_MAX + 1,
                               .max_order = ar_max_order(outcome->periods) };
    n = layout->entities * layout->stride;
    left = leave(wild, layout);
    work = xarray(AR_WORK(n), sizeof *work);
    ar_burg(left, n, layout->max_order, controls, work, &ar);
    simulation->wild = wild;
    simulation->null = panel_null_new(layout, left, &ar, controls);
    free(work);
    free(left);
}

/* What each period brings to the entities that are in it at this lag. */
static void find_periods(const struct simulation *simulation, const struct slice *slice,
                         const double *y, double *entity, double *period)
{
    const struct layout *layout = &simulation->layout;
    size_t periods = layout->periods, round, g, t;

    memset(entity, 0, layout->entities * sizeof *entity);
    memset(period, 0, periods * sizeof *period);
    for (round = 0; round < ROUNDS; round++) {
        for (g = 0; g < layout->entities; g++) {
            double sum = 0, there = 0;

            for (t = 0; t < periods; t++) {
                sum += slice->in[g * periods + t] ? y[g * layout->stride + t] - period[t] : 0;
                there += slice->in[g * periods + t];
            }
            entity[g] = there > 0 ? sum / there : 0;
        }
        for (t = 0; t < periods; t++) {
            double sum = 0, there = 0;

            for (g = 0; g < layout->entities; g++) {
                sum += slice->in[g * periods + t] ? y[g * layout->stride + t] - entity[g] : 0;
                there += slice->in[g * periods + t];
            }
            period[t] = there > 0 ? sum / there : 0;
        }
    }
}

/* The same where all entities have the same periods: means, and the entities' do not matter then. */
static void find_whole_periods(const struct simulation *simulation, const struct slice *slice,
                               const double *y, double *period)
{
    const struct layout *layout = &simulation->layout;
    size_t g, t;

    memset(period, 0, layout->periods * sizeof *period);
    for (g = 0; g < layout->entities; g++) {
        if (!slice->in[g * layout->periods + slice->last])
            continue;
        for (t = 0; t < layout->periods; t++)
            period[t] += y[g * layout->stride + t];
    }
    for (t = 0; t < layout->periods; t++)
        period[t] /= (double)slice->entities;
}

/* |t| of a simulated outcome; x is free of effects, so that only the scores need them gone. */
static double simulated_t(const struct simulation *simulation, const struct slice *slice,
                          const double *y, const double *period, double *score)
{
    const struct layout *layout = &simulation->layout;
    double slope = 0, squares = 0;
    size_t g, t;

    for (g = 0; g < layout->entities; g++) {
        const double *x = slice->x + g * layout->periods;

        score[g] = 0;
        for (t = 0; t < layout->periods; t++)
            score[g] += x[t] * (y[g * layout->stride + t] - period[t]);
        slope += score[g] / slice->power;
    }
    for (g = 0; g < layout->entities; g++) {
        double left = score[g] - slope * slice->square[g];

        squares += left * left;
    }
    return squares > 0 ? fabs(slope) / wild_se(slice, squares) : INFINITY;
}

static void resample(void *context, size_t block, size_t worker)
{
    struct simulation *simulation = context;
    struct wild *wild = simulation->wild;
    const struct layout *layout = &simulation->layout;
    size_t total = wild->options->resamples, b, l;
    double *y = xarray(layout->entities * layout->stride, sizeof *y);
    double *entity = xarray(layout->entities, sizeof *entity);
    double *score = xarray(layout->entities, sizeof *score);
    double *period = xarray(layout->periods, sizeof *period);

    (void)worker;
    for (b = block * BLOCK; b < (block + 1) * BLOCK && b < total; b++) {
        struct random random;

        random_start(&random, wild->options->seed, STREAMS + b);
        panel_null_draw(simulation->null, &random, y);
        wild->period_peaks[b] = 0;
        for (l = 0; l < wild->lags; l++) {
            const struct slice *slice = &wild->slices[l];

            if (isnan(slice->t))
                continue;
            if (wild_whole(slice))
                find_whole_periods(simulation, slice, y, period);
            else
                find_periods(simulation, slice, y, entity, period);
            wild->period_peaks[b] = fmax(wild->period_peaks[b],
                                         simulated_t(simulation, slice, y, period, score));
        }
    }
    free(y);
    free(entity);
    free(score);
    free(period);
    wild_step(wild, (block + 1) * BLOCK < total ? BLOCK : total - block * BLOCK);
}

void wild_periods(struct wild *wild, size_t threads)
{
    struct simulation simulation;

    begin(&simulation, wild);
    parallel_for((wild->options->resamples + BLOCK - 1) / BLOCK, threads, resample, &simulation);
    panel_null_free(simulation.null);
}
