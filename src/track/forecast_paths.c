/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "track/forecast_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"

/* Paths a block of work; no count depends on the threads. */
enum { BLOCK = 16 };
static const double DAMPING = .9;

/* A series on its scale with its candidates fitted. */
struct carrying {
    struct track_model model;
    struct fitted *fits; /* a candidate each */
    double *pools;       /* candidates x n */
    size_t *pool_sizes;
    double *upto; /* Akaike weights, added up */
    double *y;    /* on the scale, 0 where not there */
    size_t best;
    double aicc;      /* of the best, in y's own unit */
    double low, high; /* bounds of y, on no scale */
    const struct forecast_options *options;
    struct forecast *forecast;
    struct track_space *spaces;
};

static double to_scale(enum forecast_scale scale, double y)
{
    return scale == FORECAST_LOG ? log(y) : scale == FORECAST_LOGIT ? log(y / (100 - y)) : y;
}

static double from_scale(enum forecast_scale scale, double z)
{
    return scale == FORECAST_LOG     ? exp(fmin(z, 700))
           : scale == FORECAST_LOGIT ? 100 / (1 + exp(-z))
                                     : z;
}

/* Minus twice the log of the scale's slope, added up: what makes likelihoods comparable. */
static double jacobian(enum forecast_scale scale, const double *y, const bool *present, size_t n)
{
    double sum = 0;
    size_t t;

    for (t = 0; t < n; t++) {
        if (!present[t])
            continue;
        if (scale == FORECAST_LOG)
            sum += 2 * log(y[t]);
        else if (scale == FORECAST_LOGIT)
            sum += 2 * log(y[t] * (100 - y[t]) / 100);
    }
    return sum;
}

static void carry_start(struct carrying *carrying, const double *y, const bool *present, size_t n,
                        size_t horizon, enum forecast_scale scale,
                        const struct season_request *season)
{
    struct track_model *model = &carrying->model;
    struct track_space space;
    double *aicc, sum = 0;
    size_t m, t;

    track_model_start(model, n, horizon, present, season);
    carrying->y = xarray(n, sizeof *carrying->y);
    for (t = 0; t < n; t++)
        carrying->y[t] = present[t] ? to_scale(scale, y[t]) : 0;
    carrying->fits = xcalloc(model->count, sizeof *carrying->fits);
    carrying->upto = xarray(model->count, sizeof *carrying->upto);
    aicc = xarray(model->count, sizeof *aicc);
    track_space_start(&space, model);
    carrying->best = 0;
    for (m = 0; m < model->count; m++) {
        aicc[m] = track_model_judge(model, m, carrying->y, &space, &carrying->fits[m]);
        if (aicc[m] < aicc[carrying->best])
            carrying->best = m;
    }
    carrying->aicc = aicc[carrying->best] + jacobian(scale, y, present, n);
    for (m = 0; m < model->count; m++)
        carrying->upto[m] = sum += exp(-(aicc[m] - aicc[carrying->best]) / 2);
    for (m = 0; m < model->count; m++)
        carrying->upto[m] /= sum;
    track_space_free(&space);
    free(aicc);
}

/* Coefficients and innovations of the candidates; carry_start has chosen. */
static void carry_fit(struct carrying *carrying)
{
    const struct track_model *model = &carrying->model;
    struct track_space space;
    size_t m;

    carrying->pools = xarray(model->count * model->n, sizeof *carrying->pools);
    carrying->pool_sizes = xarray(model->count, sizeof *carrying->pool_sizes);
    track_space_start(&space, model);
    for (m = 0; m < model->count; m++) {
        track_model_refit(model, m, carrying->y, &carrying->fits[m]);
        carrying->pool_sizes[m] = track_model_pool(model, m, carrying->y, &carrying->fits[m],
                                                   &space, carrying->pools + m * model->n);
    }
    track_space_free(&space);
}

static void carry_free(struct carrying *carrying)
{
    track_model_free(&carrying->model);
    free(carrying->fits);
    free(carrying->pools);
    free(carrying->pool_sizes);
    free(carrying->upto);
    free(carrying->y);
}

/* A series of candidate m, to space->y; 0 where not present. */
static void simulate(const struct carrying *carrying, size_t m, struct random *random,
                     struct track_space *space)
{
    const struct track_model *model = &carrying->model;
    const struct ar_fit *ar = &carrying->fits[m].ar;
    const double *pool = carrying->pools + m * model->n;
    size_t t, j;

    for (t = 0; t < model->n + FORECAST_BURN; t++) {
        double value = pool[random_below(random, carrying->pool_sizes[m])];

        for (j = 0; j < ar->order && j < t; j++)
            value += ar->phi[j] * space->noise[t - 1 - j];
        space->noise[t] = value;
    }
    for (t = 0; t < model->n; t++)
        space->y[t] = model->present[t] ? track_model_value(model, m, &carrying->fits[m], t) +
                                              space->noise[t + FORECAST_BURN]
                                        : 0;
}

/* Chooses again on the simulated series; returns the candidate, fitted. */
static size_t choose_again(const struct carrying *carrying, struct track_space *space,
                           struct fitted *fit)
{
    const struct track_model *model = &carrying->model;
    struct fitted other;
    double least = INFINITY;
    size_t chosen = 0, m;

    for (m = 0; m < model->count; m++) {
        double aicc = track_model_judge(model, m, space->y, space, &other);

        if (aicc < least) {
            least = aicc;
            chosen = m;
            *fit = other;
        }
    }
    track_model_refit(model, chosen, space->y, fit);
    return chosen;
}

/* How much less the trend has gained `ahead` rows on, where each step is DAMPING of the last. */
static double damped(const struct carrying *carrying, size_t m, const struct fitted *fit,
                     size_t ahead)
{
    const struct track_model *model = &carrying->model;
    double slope = fit->beta[1], sum = 0, step = DAMPING;
    size_t h;

    if (model->design[m].trend == TREND_HINGE)
        slope += fit->beta[2];
    for (h = 0; h <= ahead; h++, step *= DAMPING)
        sum += step;
    return slope * (sum - (double)(ahead + 1)) / (double)model->n;
}

static void draw_path(const struct carrying *carrying, size_t path, struct track_space *space)
{
    const struct track_model *model = &carrying->model;
    struct forecast *forecast = carrying->forecast;
    double *out = forecast->values + path * model->horizon;
    struct random random;
    struct fitted fit;
    size_t m = 0, chosen, h, j, n = model->n;
    bool damps;
    double at;

    random_start(&random, carrying->options->seed, path);
    at = random_unit(&random);
    while (m + 1 < model->count && carrying->upto[m] < at)
        m++;
    simulate(carrying, m, &random, space);
    chosen = choose_again(carrying, space, &fit);
    damps = path % 2 == 0 && (model->design[chosen].trend == TREND_STRAIGHT ||
                              model->design[chosen].trend == TREND_HINGE);
    for (h = 0; h < model->horizon; h++) {
        double value = carrying->pools[m * n + random_below(&random, carrying->pool_sizes[m])];

        for (j = 0; j < fit.ar.order; j++) {
            if (h > j)
                value += fit.ar.phi[j] * space->ahead[h - 1 - j];
            else if (n + h > j && model->present[n + h - 1 - j])
                value += fit.ar.phi[j] * (carrying->y[n + h - 1 - j] -
                                          track_model_value(model, chosen, &fit, n + h - 1 - j));
        }
        space->ahead[h] = value;
        value += track_model_value(model, chosen, &fit, n + h);
        if (damps)
            value += damped(carrying, chosen, &fit, h);
        value = from_scale(forecast->scale, value);
        out[h] = fmin(fmax(value, carrying->low), carrying->high);
    }
}

static void draw_block(void *context, size_t block, size_t worker)
{
    const struct carrying *carrying = context;
    size_t path;

    for (path = block * BLOCK; path < (block + 1) * BLOCK && path < carrying->options->paths;
         path++)
        draw_path(carrying, path, &carrying->spaces[worker]);
}

static void draw_paths(struct carrying *carrying)
{
    const struct forecast_options *options = carrying->options;
    size_t threads = options->threads ? options->threads : 1, i;

    carrying->spaces = xarray(threads, sizeof *carrying->spaces);
    for (i = 0; i < threads; i++)
        track_space_start(&carrying->spaces[i], &carrying->model);
    parallel_for((options->paths + BLOCK - 1) / BLOCK, threads, draw_block, carrying);
    for (i = 0; i < threads; i++)
        track_space_free(&carrying->spaces[i]);
    free(carrying->spaces);
}

/* What the likeliest candidate says, for whoever asks. */
static void tell(struct carrying *carrying)
{
    struct forecast *forecast = carrying->forecast;
    const struct track_model *model = &carrying->model;
    const struct design *design = &model->design[carrying->best];
    const struct fitted *fit = &carrying->fits[carrying->best];
    size_t all = model->n + model->horizon, trends, j, t;
    double mean = 0;

    trends = design->trend == TREND_NONE ? 0 : design->trend == TREND_HINGE ? 2 : 1;
    forecast->trend = trends > 0;
    forecast->ar = fit->ar;
    forecast->pool_size = carrying->pool_sizes[carrying->best];
    forecast->pool = xarray(model->n, sizeof *forecast->pool);
    memcpy(forecast->pool, carrying->pools + carrying->best * model->n,
           forecast->pool_size * sizeof *forecast->pool);
    forecast->season = xcalloc(all, sizeof *forecast->season);
    if (forecast->scale != FORECAST_LEVEL)
        return;
    for (t = 0; t < all; t++)
        for (j = 1 + trends; j < design->columns; j++)
            forecast->season[t] += fit->beta[j] * design->x[j * all + t];
    for (t = 0; t < model->n; t++)
        mean += forecast->season[t] / (double)model->n;
    for (t = 0; t < all; t++)
        forecast->season[t] -= mean;
}

/* What values can be, and so which scales can be tried. */
static bool bounds(struct carrying *carrying, const double *y, size_t n, bool *present, bool *logs,
                   bool *logits)
{
    double low = INFINITY, high = -INFINITY;
    size_t t, rows = 0;

    for (t = 0; t < n; t++) {
        present[t] = isfinite(y[t]);
        if (!present[t])
            continue;
        rows++;
        low = fmin(low, y[t]);
        high = fmax(high, y[t]);
    }
    carrying->low = low >= 0 ? 0 : -INFINITY;
    carrying->high = carrying->options->percent && low >= 0 && high <= 100 ? 100 : INFINITY;
    *logits = carrying->options->percent && low > 0 && high < 100;
    *logs = low > 0 && !carrying->options->percent;
    return rows >= FORECAST_ROWS_LEAST && low < high;
}

int forecast_make(const double *y, size_t n, size_t horizon, const struct forecast_options *options,
                  struct forecast *forecast)
{
    struct carrying carrying = { .options = options, .forecast = forecast };
    struct carrying other = carrying;
    bool *present = xarray(n, sizeof *present), logs, logits;

    memset(forecast, 0, sizeof *forecast);
    if (!bounds(&carrying, y, n, present, &logs, &logits)) {
        free(present);
        return -1;
    }
    forecast->n = n;
    forecast->horizon = horizon;
    forecast->paths = options->paths;
    forecast->values = xarray(options->paths * horizon, sizeof *forecast->values);
    forecast->scale = logits ? FORECAST_LOGIT : FORECAST_LEVEL;
    carry_start(&carrying, y, present, n, horizon, forecast->scale, options->season);
    if (logs) {
        other.low = carrying.low;
        other.high = carrying.high;
        carry_start(&other, y, present, n, horizon, FORECAST_LOG, options->season);
        if (other.aicc + FORECAST_LOG_GAIN < carrying.aicc) {
            struct carrying swap = carrying;

            carrying = other;
            other = swap;
            forecast->scale = FORECAST_LOG;
        }
        carry_free(&other);
    }
    forecast->rows = carrying.model.rows;
    carry_fit(&carrying);
    draw_paths(&carrying);
    tell(&carrying);
    carry_free(&carrying);
    free(present);
    return 0;
}

void forecast_free(struct forecast *forecast)
{
    free(forecast->values);
    free(forecast->season);
    free(forecast->pool);
    memset(forecast, 0, sizeof *forecast);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

void forecast_sort(double *values, size_t n)
{
    qsort(values, n, sizeof *values, ascending);
}

double forecast_quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)n - .5;
    size_t below;

    if (n == 0)
        return NAN;
    if (at <= 0)
        return sorted[0];
    if (at >= (double)(n - 1))
        return sorted[n - 1];
    below = (size_t)at;
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}
