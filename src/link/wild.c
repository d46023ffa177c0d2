/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/wild.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "link/interval.h"
#include "link/link_private.h"
#include "link/panel_bridge.h"
#include "link/panel_rests.h"
#include "link/wild_private.h"
#include "stats/naive.h"
#include "stats/project.h"
#include "stats/random.h"

enum { BLOCK = 64 };

static void prepare(void *context, size_t block, size_t worker)
{
    struct wild *wild = context;

    (void)worker;
    wild_slice_fill(wild, &wild->slices[block]);
}

/* Rademacher's two weights; under 12 clusters they give too few resamples, Webb's six enough. */
static double weight(struct random *random, size_t entities)
{
    static const double webb[] = { 0.70710678118654752, 1, 1.22474487139158905 };

    return entities < 12 ? random_sign(random) * webb[random_below(random, 3)]
                         : random_sign(random);
}

/* The periods' effects of the residuals with their weights, 0 without a time. */
static void weigh_periods(const struct wild *wild, const struct slice *slice, const double *weights,
                          double *effect)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods, g, t;

    memset(effect, 0, periods * sizeof *effect);
    if (!wild->outcome.timed)
        return;
    for (g = 0; g < entities; g++)
        for (t = 0; t < periods; t++)
            effect[t] += weights[g] * slice->y[g * periods + t];
    if (slice->effects)
        panel_periods_solve(slice->effects, effect);
    else
        for (t = 0; t < periods; t++)
            effect[t] /= (double)slice->entities;
}

/* effect: periods. */
static double resampled_t(const struct wild *wild, const struct slice *slice, const double *weights,
                          double *effect)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods, g;
    double slope = 0, squares = 0;

    for (g = 0; g < entities; g++)
        slope += weights[g] * slice->score[g];
    slope /= slice->power;
    if (!slice->cross)
        weigh_periods(wild, slice, weights, effect);
    for (g = 0; g < entities; g++) {
        double score = slice->cross ? project_dot(slice->cross + g * entities, weights, entities)
                                    : weights[g] * slice->score[g] -
                                          project_dot(slice->x + g * periods, effect, periods);

        score -= slope * slice->square[g];
        squares += score * score;
    }
    return squares > 0 ? fabs(slope) / wild_se(slice, squares) : INFINITY;
}

void wild_step(struct wild *wild, size_t resamples)
{
    const struct link_options *options = wild->options;

    if (!options->progress)
        return;
    pthread_mutex_lock(&wild->lock);
    wild->done += resamples;
    options->progress(options->progress_context, wild->done / wild->passes, options->resamples);
    pthread_mutex_unlock(&wild->lock);
}

static void resample(void *context, size_t block, size_t worker)
{
    struct wild *wild = context;
    size_t entities = wild->outcome.entities;
    size_t total = wild->options->resamples;
    double *weights = xarray(entities, sizeof *weights);
    double *effect = xarray(wild->outcome.periods, sizeof *effect);
    size_t b, g, l;

    (void)worker;
    for (b = block * BLOCK; b < (block + 1) * BLOCK && b < total; b++) {
        struct random random;

        random_start(&random, wild->options->seed, b);
        for (g = 0; g < entities; g++)
            weights[g] = weight(&random, entities);
        wild->peaks[b] = 0;
        for (l = 0; l < wild->lags; l++)
            if (!isnan(wild->slices[l].t))
                wild->peaks[b] = fmax(wild->peaks[b],
                                      resampled_t(wild, &wild->slices[l], weights, effect));
    }
    free(weights);
    free(effect);
    wild_step(wild, (block + 1) * BLOCK < total ? BLOCK : total - block * BLOCK);
}

/*
 * T* from both null distributions. Signs of entities allow for whatever happens within an entity,
 * draws of periods for what entities have in common beyond the periods' effects (bigger ones have
 * more of it). The k-th largest is the larger of the two k-th largest, so that p is the larger of the two.
 */
static void find_peaks(struct wild *wild, size_t threads)
{
    size_t total = wild->options->resamples, b;

    wild->passes = wild->null ? 2 : 1;
    pthread_mutex_init(&wild->lock, NULL);
    parallel_for((total + BLOCK - 1) / BLOCK, threads, resample, wild);
    if (wild->null)
        wild_periods(wild, threads);
    pthread_mutex_destroy(&wild->lock);
    qsort(wild->peaks, total, sizeof *wild->peaks, number_compare);
    if (!wild->null)
        return;
    qsort(wild->period_peaks, total, sizeof *wild->period_peaks, number_compare);
    for (b = 0; b < total; b++)
        wild->peaks[b] = fmax(wild->peaks[b], wild->period_peaks[b]);
}

static void fill_row(const struct wild *wild, const struct slice *slice, struct link_lag *row)
{
    int exponent = wild->y.exponent - wild->x.exponent;
    double z, half;

    *row = (struct link_lag){ .lag = slice->lag,
                              .n = slice->rows,
                              .t = slice->t,
                              .effect = NAN,
                              .se = NAN,
                              .low95 = NAN,
                              .high95 = NAN,
                              .low90 = NAN,
                              .high90 = NAN,
                              .r = NAN,
                              .r_low = NAN,
                              .r_high = NAN,
                              .p = NAN };
    if (isnan(slice->t))
        return;
    row->effect = ldexp(slice->slope, exponent);
    row->se = ldexp(slice->se, exponent);
    interval_fill(row, (double)slice->entities - 1, wild->peaks, wild->options->resamples);
    /* r is of the rows, not made from the clustered t; its interval leaves 0 out when t's does. */
    row->r = fmax(-1, fmin(1, slice->r));
    z = atanh(fmax(-1 + 1e-15, fmin(1 - 1e-15, row->r)));
    half = fabs(z) * (interval_critical(wild->peaks, wild->options->resamples, 5) / fabs(row->t));
    row->r_low = tanh(z - half);
    row->r_high = tanh(z + half);
}

/* y of the outcome itself is not filtered: wild->y is. */
static void fill_working(const struct wild *wild, const struct slice *slice,
                         const struct link_output *output, struct link_result *result)
{
    size_t periods = wild->outcome.periods;
    struct link_working *next = result->working = xarray(slice->rows, sizeof *next);
    size_t i;

    for (i = 0; i < wild->outcome.entities * periods; i++)
        if (slice->in[i])
            *next++ = (struct link_working){ .row = i % periods,
                                             .entity = i / periods,
                                             .x = output->x[(ptrdiff_t)i - slice->lag],
                                             .y = wild->outcome.y[i],
                                             .x_white = ldexp(slice->x[i], wild->x.exponent),
                                             .y_white = ldexp(slice->y[i], wild->y.exponent) };
}

/* Signs by other looks at the chosen lag; entities end where rows of another begin. */
static void fill_signs(const struct wild *wild, const struct slice *slice,
                       struct link_result *result)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods;
    size_t stride = periods + 1, g;
    double *x = xcalloc(entities * stride, sizeof *x);
    double *y = xcalloc(entities * stride, sizeof *y);
    bool *in = xcalloc(entities * stride, sizeof *in);
    struct naive_signs signs;

    for (g = 0; g < entities; g++) {
        memcpy(x + g * stride, slice->x + g * periods, periods * sizeof *x);
        memcpy(y + g * stride, slice->y + g * periods, periods * sizeof *y);
        memcpy(in + g * stride, slice->in + g * periods, periods * sizeof *in);
    }
    signs = naive_compare(x, y, in, entities * stride);
    result->sign_plain = signs.itself;
    result->sign_differenced = signs.differenced;
    result->sign_rank = signs.rank;
    free(x);
    free(y);
    free(in);
}

static void conclude(const struct wild *wild, const struct link_lag *rows, size_t peak,
                     struct link_result *result)
{
    size_t l;

    link_result_take(result, rows, wild->lags, &rows[peak]);
    result->n_eff = (double)(wild->slices[peak].rows - wild->slices[peak].absorbed - 1);
    for (l = 0; l < wild->lags; l++)
        if (rows[l].lag == 0 && !isnan(rows[l].t))
            result->adjusted_r = wild->slices[l].r;
    result->contexts = wild->outcome.contexts;
    result->x_bridged = wild->bridged;
    result->trend = wild->long_panel;
    if (wild->long_panel)
        result->season = *wild_null_season(wild->null);
    result->season.values = NULL;
    result->season_too_short = wild->null && wild_null_too_short(wild->null);
    result->ar_order = wild->ar.order;
    memcpy(result->ar_phi, wild->ar.phi, sizeof result->ar_phi);
    fill_signs(wild, &wild->slices[peak], result);
    panel_rests_clusters(wild->slices[peak].score, wild->slices[peak].square,
                         wild->outcome.entities, wild->slices[peak].factor, result);
}

/* The lag with the fewest rows must have enough; some lag must have a t. */
static size_t judge(const struct wild *wild, const struct link_options *options,
                    struct link_result *result)
{
    size_t least = options->rows_min ? options->rows_min : PANEL_ROWS_MIN;
    size_t fewest = SIZE_MAX, entities = SIZE_MAX, peak = wild->lags, l;

    for (l = 0; l < wild->lags; l++) {
        const struct slice *slice = &wild->slices[l];

        fewest = slice->rows < fewest ? slice->rows : fewest;
        entities = slice->entities < entities ? slice->entities : entities;
        if (!isnan(slice->t) && (peak == wild->lags || fabs(slice->t) > fabs(wild->slices[peak].t)))
            peak = l;
    }
    result->n = fewest;
    if (fewest < least)
        link_give_up(result, LINK_TOO_FEW_ROWS, (double)fewest, (double)least);
    else if (entities < PANEL_ENTITIES_MIN)
        link_give_up(result, LINK_TOO_FEW_ENTITIES, (double)entities, PANEL_ENTITIES_MIN);
    else if (peak == wild->lags)
        link_give_up(result, LINK_X_EXPLAINED, NAN, NAN);
    return peak;
}

/* Each entity's values through the filter; not there where one that it reaches is not. */
static void filter_series(const struct wild *wild, struct series *series)
{
    size_t periods = wild->outcome.periods, g, t;
    double *in = xarray(periods, sizeof *in), *out = xarray(periods, sizeof *out);

    for (g = 0; g < wild->outcome.entities; g++) {
        double *values = series->values + g * periods;
        bool *present = series->present + g * periods;

        for (t = 0; t < periods; t++)
            in[t] = present[t] ? values[t] : NAN;
        ar_filter(&wild->ar, in, periods, out);
        for (t = 0; t < periods; t++) {
            present[t] = !isnan(out[t]);
            values[t] = present[t] ? out[t] : 0;
        }
    }
    free(in);
    free(out);
}

/* Whitens everything within the entities, gaps in x bridged before. */
static void filter_all(struct wild *wild, const struct link_output *output)
{
    size_t n = wild->outcome.entities * wild->outcome.periods, contexts = wild->outcome.contexts;
    const double **columns = xarray(contexts, sizeof *columns);
    double *x = xarray(n, sizeof *x);
    size_t i, j;

    wild->long_panel = true;
    wild->ar = *wild_null_ar(wild->null);
    wild->bridged = panel_bridge(output->x, wild->outcome.entities, wild->outcome.periods, x);
    series_free(&wild->x);
    series_start(&wild->x, x, n);
    filter_series(wild, &wild->x);
    filter_series(wild, &wild->y);
    wild->context = xarray(contexts * n, sizeof *wild->context);
    for (j = 0; j < contexts; j++) {
        struct series z;

        series_start(&z, wild->outcome.context[j], n);
        filter_series(wild, &z);
        for (i = 0; i < n; i++)
            wild->context[j * n + i] = z.present[i] ? z.values[i] : NAN;
        columns[j] = wild->context + j * n;
        series_free(&z);
    }
    wild->outcome.context = columns;
    free(x);
}

static void start(struct wild *wild, const struct link_output *output)
{
    size_t periods = wild->outcome.periods, n = wild->outcome.entities * periods;
    size_t i;

    series_start(&wild->x, output->x, n);
    series_start(&wild->y, wild->outcome.y, n);
    wild->entity = xarray(n, sizeof *wild->entity);
    wild->period = xarray(n, sizeof *wild->period);
    for (i = 0; i < n; i++) {
        wild->entity[i] = i / periods;
        wild->period[i] = i % periods;
    }
    wild->lags = (size_t)(output->lag_last - output->lag_first) + 1;
    wild->slices = xcalloc(wild->lags, sizeof *wild->slices);
    for (i = 0; i < wild->lags; i++)
        wild->slices[i].lag = output->lag_first + (int)i;
    wild->peaks = xarray(wild->options->resamples, sizeof *wild->peaks);
    if (!wild->outcome.timed || periods < PANEL_PERIODS)
        return;
    wild->period_peaks = xarray(wild->options->resamples, sizeof *wild->period_peaks);
    wild->null = wild_null_new(wild);
    if (periods >= PANEL_LONG)
        filter_all(wild, output);
}

static void finish(struct wild *wild)
{
    size_t l;

    for (l = 0; l < wild->lags; l++) {
        free(wild->slices[l].in);
        free(wild->slices[l].x);
        free(wild->slices[l].y);
        free(wild->slices[l].score);
        free(wild->slices[l].square);
        free(wild->slices[l].cross);
        panel_periods_free(wild->slices[l].effects);
        panel_periods_free(wild->slices[l].level_effects);
    }
    free(wild->slices);
    free(wild->entity);
    free(wild->period);
    free(wild->peaks);
    free(wild->period_peaks);
    if (wild->context)
        free((void *)wild->outcome.context);
    free(wild->context);
    wild_null_free(wild->null);
    series_free(&wild->x);
    series_free(&wild->y);
}

void wild_link(const struct panel_outcome *outcome, const struct link_output *output,
               const struct link_options *options, struct link_result *result)
{
    struct wild wild = { .outcome = *outcome, .options = options };
    size_t threads = options->threads ? options->threads : 1;
    struct link_lag *rows;
    size_t peak, l;

    start(&wild, output);
    parallel_for(wild.lags, threads, prepare, &wild);
    peak = judge(&wild, options, result);
    if (result->reason == LINK_USABLE) {
        find_peaks(&wild, threads);
        result->critical95 = interval_critical(wild.peaks, options->resamples, 5);
        result->critical90 = interval_critical(wild.peaks, options->resamples, 10);
        rows = xarray(wild.lags, sizeof *rows);
        for (l = 0; l < wild.lags; l++)
            fill_row(&wild, &wild.slices[l], &rows[l]);
        if (!isfinite(rows[peak].effect) || !isfinite(rows[peak].high95) ||
            !isfinite(rows[peak].low95)) {
            link_give_up(result, LINK_OUT_OF_RANGE, NAN, NAN);
        } else {
            conclude(&wild, rows, peak, result);
            if (output->working)
                fill_working(&wild, &wild.slices[peak], output, result);
            if (output->profile) {
                result->profile = rows;
                rows = NULL;
            }
        }
        free(rows);
    }
    finish(&wild);
}
