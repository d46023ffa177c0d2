/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/wild_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/panel_null.h"
#include "link/panel_own.h"
#include "link/panel_shared.h"
#include "stats/project.h"

enum { BLOCK = 32 };

/* Where the streams of numbers begin: not those by which signs are drawn. */
static const uint64_t STREAMS = UINT64_C(1) << 41;

struct wild_null {
    struct panel_layout layout;
    struct season season;
    size_t chosen; /* of its candidates */
    struct ar_fit ar;
    struct panel_null *deviations;
    double *own; /* stacked: what each entity's trend and season say, 0 where y is missing */
};

/* The outcome, and what it is without a link. */
struct wild_fit {
    struct panel_own design;
    size_t n;
    bool *in;           /* rows with the outcome and all context */
    double *context;    /* orthonormal on those rows */
    double *left, *own; /* n */
    size_t controls;
};

static void fit_start(struct wild_fit *fit, const struct wild *wild)
{
    const struct panel_outcome *outcome = &wild->outcome;
    size_t n = outcome->entities * outcome->periods, i, j;

    *fit = (struct wild_fit){ .n = n };
    fit->in = xarray(n, sizeof *fit->in);
    fit->left = xarray(n, sizeof *fit->left);
    fit->own = xarray(n, sizeof *fit->own);
    fit->context = xarray(outcome->contexts * n, sizeof *fit->context);
    for (i = 0; i < n; i++) {
        fit->in[i] = wild->y.present[i];
        for (j = 0; j < outcome->contexts; j++)
            fit->in[i] = fit->in[i] && isfinite(outcome->context[j][i]);
    }
    for (j = 0; j < outcome->contexts; j++) {
        struct series z;

        series_start(&z, outcome->context[j], n);
        for (i = 0; i < n; i++)
            fit->context[j * n + i] = fit->in[i] ? z.values[i] : 0;
        series_free(&z);
    }
    fit->design = (struct panel_own){ .entities = outcome->entities,
                                      .periods = outcome->periods,
                                      .context = fit->context };
    fit->design.contexts = project_basis(fit->context, n, outcome->contexts);
}

static void fit_free(struct wild_fit *fit)
{
    free(fit->in);
    free(fit->context);
    free(fit->left);
    free(fit->own);
}

static void fit_all(struct wild_fit *fit, const struct wild *wild,
                    const struct season_candidate *season)
{
    size_t i;

    fit->design.season = season;
    for (i = 0; i < fit->n; i++)
        fit->left[i] = fit->in[i] ? wild->y.values[i] : 0;
    fit->controls = panel_own_remove(&fit->design, fit->in, fit->left, fit->own);
}

/* Stacked as the layout says; `empty` where the outcome is missing. */
static void stack(const struct wild_fit *fit, const struct panel_layout *layout, const double *v,
                  double empty, double *out)
{
    size_t i;

    for (i = 0; i < layout->entities * layout->stride; i++)
        out[i] = empty;
    for (i = 0; i < fit->n; i++)
        if (fit->in[i])
            out[i / layout->periods * layout->stride + i % layout->periods] = v[i];
}

/* A season on trial: candidate `s`, or the one shape that stands for it (`more` columns went into it). */
static void try(struct wild_null *null, const struct wild *wild, struct wild_fit *fit, size_t s,
                const struct season_candidate *season, size_t more, double *least)
{
    size_t n = null->layout.entities * null->layout.stride, controls;
    double *left = xarray(n, sizeof *left), *work = xarray(AR_WORK(n), sizeof *work), aic;
    struct ar_fit ar;

    fit_all(fit, wild, season);
    controls = fit->controls + more;
    stack(fit, &null->layout, fit->left, NAN, left);
    ar_burg(left, n, null->layout.max_order, controls, work, &ar);
    aic = (double)wild->y.there * log(ar.variance) + 2 * (double)(controls + ar.order);
    if (!null->deviations || aic < *least) {
        *least = aic;
        null->ar = ar;
        null->chosen = s;
        stack(fit, &null->layout, fit->own, 0, null->own);
        panel_null_free(null->deviations);
        null->deviations = panel_null_new(&null->layout, left, &ar, controls);
    }
    free(left);
    free(work);
}

/*
 * The season is chosen as the primary test's null chooses it, by AIC; each may be one of every
 * entity's own or, cheaper, one shape of which entities have more or less.
 */
static void choose(struct wild_null *null, const struct wild *wild)
{
    static const struct season_candidate none = { 0 };
    const struct season *season = &null->season;
    size_t periods = null->layout.periods, s, i;
    double *shape = xarray(periods, sizeof *shape), *bare, least = INFINITY;
    struct season_candidate shared = { .columns = 1, .values = shape };
    struct wild_fit fit;

    fit_start(&fit, wild);
    bare = xarray(fit.n, sizeof *bare);
    fit_all(&fit, wild, &none);
    memcpy(bare, fit.left, fit.n * sizeof *bare);
    for (s = 0; s < season->count; s++) {
        try(null, wild, &fit, s, &season->candidate[s], 0, &least);
        if (season->candidate[s].columns < 2)
            continue;
        for (i = 0; i < fit.n; i++)
            fit.left[i] = bare[i] - fit.left[i];
        panel_shared_shape(null->layout.entities, periods, fit.in, fit.left, &season->candidate[s],
                           shape);
        try(null, wild, &fit, s, &shared, season->candidate[s].columns - 1, &least);
    }
    fit_free(&fit);
    free(shape);
    free(bare);
}

struct wild_null *wild_null_new(const struct wild *wild)
{
    const struct panel_outcome *outcome = &wild->outcome;
    struct season_request season = outcome->season;
    struct wild_null *null = xcalloc(1, sizeof *null);

    season.twice = true;
    null->layout = (struct panel_layout){ .entities = outcome->entities,
                                          .periods = outcome->periods,
                                          .stride = outcome->periods + AR_MAX + 1,
                                          .max_order = ar_max_order(outcome->periods) };
    null->own = xarray(outcome->entities * null->layout.stride, sizeof *null->own);
    season_offer(&null->season, &season, outcome->periods);
    choose(null, wild);
    return null;
}

void wild_null_free(struct wild_null *null)
{
    if (!null)
        return;
    panel_null_free(null->deviations);
    season_free(&null->season);
    free(null->own);
    free(null);
}

const struct ar_fit *wild_null_ar(const struct wild_null *null)
{
    return &null->ar;
}

const struct season_candidate *wild_null_season(const struct wild_null *null)
{
    return &null->season.candidate[null->chosen];
}

bool wild_null_too_short(const struct wild_null *null)
{
    return null->season.too_short;
}

/* One simulated outcome, filtered; work: entities x stride. */
static void simulate(const struct wild *wild, uint64_t resample, double *work, double *y)
{
    const struct panel_layout *layout = &wild->null->layout;
    size_t n = layout->entities * layout->stride, order = wild->ar.order, g, i;
    struct random random;

    random_start(&random, wild->options->seed, STREAMS + resample);
    panel_null_draw(wild->null->deviations, &random, y);
    for (i = 0; !wild->long_panel && i < n; i++)
        y[i] += wild->null->own[i];
    if (order == 0)
        return;
    memcpy(work, y, n * sizeof *work);
    ar_filter(&wild->ar, work, n, y);
    /* No lag uses the rows that the filter does not reach. */
    for (g = 0; g < layout->entities; g++)
        memset(y + g * layout->stride, 0, order * sizeof *y);
}

/* What each period brings to the entities that are in it at this lag. */
static void find_periods(const struct panel_layout *layout, const struct slice *slice,
                         const double *y, double *period)
{
    size_t periods = layout->periods, g, t;

    memset(period, 0, periods * sizeof *period);
    for (g = 0; g < layout->entities; g++) {
        const bool *in = slice->in + g * periods;
        double sum = 0, there = 0;

        for (t = 0; t < periods; t++) {
            sum += in[t] ? y[g * layout->stride + t] : 0;
            there += in[t];
        }
        for (t = 0; t < periods; t++)
            period[t] += in[t] ? y[g * layout->stride + t] - sum / there : 0;
    }
    panel_periods_solve(slice->level_effects, period);
}

/* The same where all entities have the same periods: means; the entities' do not matter. */
static void find_whole_periods(const struct panel_layout *layout, const struct slice *slice,
                               const double *y, double *period)
{
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
static double simulated_t(const struct panel_layout *layout, const struct slice *slice,
                          const double *y, const double *period, double *score)
{
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
    struct wild *wild = context;
    const struct panel_layout *layout = &wild->null->layout;
    size_t total = wild->options->resamples, n = layout->entities * layout->stride, b, l;
    double *y = xarray(n, sizeof *y), *work = xarray(n, sizeof *work);
    double *score = xarray(layout->entities, sizeof *score);
    double *period = xarray(layout->periods, sizeof *period);

    (void)worker;
    for (b = block * BLOCK; b < (block + 1) * BLOCK && b < total; b++) {
        simulate(wild, b, work, y);
        wild->period_peaks[b] = 0;
        for (l = 0; l < wild->lags; l++) {
            const struct slice *slice = &wild->slices[l];

            if (isnan(slice->t))
                continue;
            if (!slice->level_effects)
                find_whole_periods(layout, slice, y, period);
            else
                find_periods(layout, slice, y, period);
            wild->period_peaks[b] = fmax(wild->period_peaks[b],
                                         simulated_t(layout, slice, y, period, score));
        }
    }
    free(y);
    free(work);
    free(score);
    free(period);
    wild_step(wild, (block + 1) * BLOCK < total ? BLOCK : total - block * BLOCK);
}

void wild_periods(struct wild *wild, size_t threads)
{
    parallel_for((wild->options->resamples + BLOCK - 1) / BLOCK, threads, resample, wild);
}
