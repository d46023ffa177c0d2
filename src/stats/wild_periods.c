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

/* … and of fitting what a panel's outcome is made of. */
enum { FITS = 30 };

/* Where the streams of numbers begin: not those by which signs are drawn. */
static const uint64_t STREAMS = UINT64_C(1) << 41;

struct simulation {
    struct wild *wild;
    struct layout layout;
    struct panel_null *null;
    double *own;        /* stacked: what each entity's trend and season say; 0 where there is no outcome */
};

/*
 * The outcome without a link: additive in the entities' levels, trends and seasons, the periods and
 * the context, fitted one after the other, round after round.
 */
struct fit {
    const struct wild *wild;
    const struct season_candidate *season;
    size_t n;
    bool *in;           /* rows with the outcome and all context */
    double *context;    /* orthonormal on those rows */
    size_t contexts;
    double *basis;      /* of one entity: level, trend, season, orthonormal on its rows */
    double *left, *own; /* n */
    size_t controls;    /* columns fitted */
};

static void fit_start(struct fit *fit, const struct wild *wild)
{
    const struct panel_outcome *outcome = wild->outcome;
    size_t n = outcome->entities * outcome->periods, i, j;

    *fit = (struct fit){ .wild = wild, .n = n };
    fit->in = xarray(n, sizeof *fit->in);
    fit->left = xarray(n, sizeof *fit->left);
    fit->own = xarray(n, sizeof *fit->own);
    fit->context = xarray(outcome->contexts * n, sizeof *fit->context);
    fit->basis = xarray((2 + SEASON_COLUMNS) * outcome->periods, sizeof *fit->basis);
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
    fit->contexts = project_basis(fit->context, n, outcome->contexts);
}

static void fit_free(struct fit *fit)
{
    free(fit->in);
    free(fit->context);
    free(fit->basis);
    free(fit->left);
    free(fit->own);
}

/* Orthonormal columns of what an entity may have of its own; returns how many. */
static size_t own_basis(const struct fit *fit, size_t entity)
{
    size_t periods = fit->wild->outcome->periods, columns = 2 + fit->season->columns, k, t;
    const bool *in = fit->in + entity * periods;

    for (k = 0; k < columns; k++)
        for (t = 0; t < periods; t++) {
            double value = k == 0   ? 1
                           : k == 1 ? (double)t / (double)periods - .5
                                    : fit->season->values[(k - 2) * periods + t];

            fit->basis[k * periods + t] = in[t] ? value : 0;
        }
    return project_basis(fit->basis, periods, columns);
}

static void fit_round(struct fit *fit)
{
    const struct panel_outcome *outcome = fit->wild->outcome;
    size_t periods = outcome->periods, g, t;

    fit->controls = fit->contexts + periods - 1;
    for (g = 0; g < outcome->entities; g++) {
        double *left = fit->left + g * periods, *own = fit->own + g * periods;
        size_t columns = own_basis(fit, g);

        fit->controls += columns;
        for (t = 0; t < periods; t++)
            own[t] += left[t];
        project_out(fit->basis, periods, columns, left);
        for (t = 0; t < periods; t++)
            own[t] -= left[t];
    }
    for (t = 0; t < periods; t++) {
        double sum = 0, there = 0;

        for (g = 0; g < outcome->entities; g++) {
            sum += fit->left[g * periods + t];
            there += fit->in[g * periods + t];
        }
        for (g = 0; g < outcome->entities; g++)
            if (fit->in[g * periods + t])
                fit->left[g * periods + t] -= sum / there;
    }
    project_out(fit->context, fit->n, fit->contexts, fit->left);
}

static void fit_all(struct fit *fit, const struct season_candidate *season)
{
    size_t i, round;

    fit->season = season;
    for (i = 0; i < fit->n; i++) {
        fit->left[i] = fit->in[i] ? fit->wild->y.values[i] : 0;
        fit->own[i] = 0;
    }
    for (round = 0; round < FITS; round++)
        fit_round(fit);
}

/* Stacked as the layout says; `empty` where the outcome is missing. */
static void stack(const struct fit *fit, const struct layout *layout, const double *v,
                  double empty, double *out)
{
    size_t i;

    for (i = 0; i < layout->entities * layout->stride; i++)
        out[i] = empty;
    for (i = 0; i < fit->n; i++)
        if (fit->in[i])
            out[i / layout->periods * layout->stride + i % layout->periods] = v[i];
}

/* The season is chosen as the primary test's null chooses it, by AIC. */
static void begin(struct simulation *simulation, struct wild *wild)
{
    const struct panel_outcome *outcome = wild->outcome;
    struct layout *layout = &simulation->layout;
    double least = INFINITY;
    struct season season;
    struct fit fit;
    size_t n, s;
    double *left, *work;

    *layout = (struct layout){ .entities = outcome->entities, .periods = outcome->periods,
                               .stride = outcome->periods + AR_MAX + 1,
                               .max_order = ar_max_order(outcome->periods) };
    simulation->wild = wild;
    n = layout->entities * layout->stride;
    simulation->own = xarray(n, sizeof *simulation->own);
    left = xarray(n, sizeof *left);
    work = xarray(AR_WORK(n), sizeof *work);
    fit_start(&fit, wild);
    season_offer(&season, &outcome->season, outcome->periods);
    for (s = 0; s < season.count; s++) {
        struct ar_fit ar;
        double aic;

        fit_all(&fit, &season.candidate[s]);
        stack(&fit, layout, fit.left, NAN, left);
        ar_burg(left, n, layout->max_order, fit.controls, work, &ar);
        aic = (double)wild->y.there * log(ar.variance) +
              2 * (double)(fit.controls + ar.order);
        if (s > 0 && !(aic < least))
            continue;
        least = aic;
        stack(&fit, layout, fit.own, 0, simulation->own);
        panel_null_free(simulation->null);
        simulation->null = panel_null_new(layout, left, &ar, fit.controls);
    }
    season_free(&season);
    fit_free(&fit);
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
    size_t total = wild->options->resamples, b, i, l;
    double *y = xarray(layout->entities * layout->stride, sizeof *y);
    double *entity = xarray(layout->entities, sizeof *entity);
    double *score = xarray(layout->entities, sizeof *score);
    double *period = xarray(layout->periods, sizeof *period);

    (void)worker;
    for (b = block * BLOCK; b < (block + 1) * BLOCK && b < total; b++) {
        struct random random;

        random_start(&random, wild->options->seed, STREAMS + b);
        panel_null_draw(simulation->null, &random, y);
        for (i = 0; i < layout->entities * layout->stride; i++)
            y[i] += simulation->own[i];
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
    struct simulation simulation = { 0 };

    begin(&simulation, wild);
    parallel_for((wild->options->resamples + BLOCK - 1) / BLOCK, threads, resample, &simulation);
    panel_null_free(simulation.null);
    free(simulation.own);
}
