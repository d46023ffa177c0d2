/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/sieve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/cochrane_orcutt.h"
#include "link/panel_null.h"
#include "link/panel_season.h"
#include "stats/outlier.h"
#include "stats/project.h"

/* Constant, trend and season; returns the column behind. */
static double *put_series(const struct sieve *sieve, size_t candidate, double *column)
{
    const struct season_candidate *season = &sieve->season->candidate[candidate];
    size_t n = sieve->n;
    size_t t;

    for (t = 0; t < n; t++)
        column[t] = 1;
    if (!sieve->timed)
        return column + n;
    column += n;
    for (t = 0; t < n; t++)
        column[t] = ((double)t - (double)(n - 1) / 2) / (double)n;
    column += n;
    if (season->columns > 0)
        memcpy(column, season->values, season->columns * n * sizeof *column);
    return column + season->columns * n;
}

/* Column k of what every entity has of its own: its level, its trend, its season. */
static double own_effect(const struct panel_layout *panel, const struct season_candidate *season,
                         size_t k, size_t t)
{
    if (k == 0)
        return 1;
    if (k == 1)
        return ((double)t - (double)(panel->periods - 1) / 2) / (double)panel->periods;
    return season->values[(k - 2) * panel->periods + t];
}

static size_t own_effects(const struct sieve *sieve, const struct season_candidate *season)
{
    return sieve->timed ? 2 + season->columns : 1;
}

static double *put_own(const struct sieve *sieve, size_t candidate, double *column)
{
    const struct panel_layout *panel = sieve->panel;
    const struct season_candidate *season = &sieve->season->candidate[candidate];
    size_t n = sieve->n, k, g, h, t;

    for (k = 0; k < own_effects(sieve, season); k++)
        for (g = 0; g < panel->entities; g++, column += n) {
            memset(column, 0, n * sizeof *column);
            for (t = 0; t < panel->periods; t++) {
                double value = own_effect(panel, season, k, t);

                column[g * panel->stride + t] = value;
                for (h = 0; panel->centred && h < panel->entities; h++)
                    column[h * panel->stride + t] -= value / (double)panel->entities;
            }
        }
    return column;
}

static double *put_panel(const struct sieve *sieve, size_t candidate, double *column)
{
    const struct panel_layout *panel = sieve->panel;
    size_t n = sieve->n, g, t;

    column = put_own(sieve, candidate, column);
    if (panel->centred || !sieve->timed)
        return column;
    for (t = 0; t < panel->periods; t++, column += n) {
        memset(column, 0, n * sizeof *column);
        for (g = 0; g < panel->entities; g++)
            column[g * panel->stride + t] = 1;
    }
    return column;
}

size_t sieve_taken(const struct sieve *sieve, size_t rows)
{
    return sieve->panel && sieve->panel->centred ? rows / sieve->panel->entities : 0;
}

void sieve_basis(const struct sieve *sieve, size_t candidate, bool context, const bool *rows,
                 struct basis *basis)
{
    size_t n = sieve->n;
    size_t count = sieve_columns(sieve);
    double *column = basis->values = xarray(count * n, sizeof *column);
    size_t j, t;

    column = sieve->panel ? put_panel(sieve, candidate, column)
                          : put_series(sieve, candidate, column);
    if (context && sieve->contexts > 0) {
        memcpy(column, sieve->context, sieve->contexts * n * sizeof *column);
        column += sieve->contexts * n;
    }
    count = (size_t)(column - basis->values) / (n ? n : 1);
    for (j = 0; j < count; j++)
        for (t = 0; t < n; t++)
            if (!rows[t])
                basis->values[j * n + t] = 0;
    basis->columns = project_basis(basis->values, n, count);
}

size_t sieve_columns(const struct sieve *sieve)
{
    size_t most = 0;
    size_t s;

    for (s = 0; s < sieve->season->count; s++)
        if (sieve->season->candidate[s].columns > most)
            most = sieve->season->candidate[s].columns;
    if (sieve->panel)
        return (2 + most) * sieve->panel->entities + sieve->panel->periods + sieve->contexts;
    return 2 + most + sieve->contexts;
}

void draw_start(struct draw *draw, size_t n)
{
    memset(draw, 0, sizeof *draw);
    draw->left = xarray(n, sizeof *draw->left);
}

void draw_free(struct draw *draw)
{
    free(draw->left);
    draw->left = NULL;
}

void sieve_burg(const struct sieve *sieve, ar_burg_fit *burg, const double *left, size_t parameters,
                double *work, struct ar_fit *ar)
{
    if (sieve->robust)
        outlier_burg(burg, left, sieve->n, sieve->max_order, parameters, work, ar);
    else
        burg(left, sieve->n, sieve->max_order, parameters, work, ar);
}

void sieve_unbias(const struct sieve *sieve, size_t s, struct ar_fit *ar)
{
    if (sieve->median)
        ar_median_white(&sieve->median[s], sieve->rows, ar);
    else if (sieve->rows < AR_SHORT)
        ar_bias_correct_white(&sieve->bias[s], sieve->rows, ar);
    else
        ar_bias_correct(&sieve->bias[s], ar);
}

/* One series' autoregression, of what candidate s leaves. */
static void fit_series(const struct sieve *sieve, size_t s, const double *left, bool simulate,
                       double *work, struct ar_fit *ar)
{
    size_t parameters = sieve->controls[s].columns;

    if (simulate) {
        ar_burg_full(left, sieve->n, sieve->max_order, parameters, work, ar);
        sieve_unbias(sieve, s, ar);
    } else {
        sieve_burg(sieve, ar_burg_white, left, parameters, work, ar);
        ar_bias_correct_white(&sieve->bias[s], sieve->rows, ar);
    }
}

void sieve_leave(const struct sieve *sieve, size_t s, const double *y, bool simulate, double *left,
                 double *work, struct ar_fit *ar)
{
    const struct basis *controls = &sieve->controls[s];
    size_t n = sieve->n;
    size_t t;

    memcpy(left, y, n * sizeof *left);
    project_out(controls->values, n, controls->columns, left);
    for (t = 0; t < n; t++)
        if (!sieve->present[t])
            left[t] = NAN;
    if (!sieve->timed)
        memset(ar, 0, sizeof *ar);
    else if (sieve->panel)
        sieve_burg(sieve, ar_burg, left, controls->columns + sieve_taken(sieve, sieve->rows), work,
                   ar);
    else
        fit_series(sieve, s, left, simulate, work, ar);
}

static void keep(const struct ar_fit *ar, size_t s, const double *left, size_t n, struct draw *draw)
{
    draw->season = s;
    draw->ar = *ar;
    memcpy(draw->left, left, n * sizeof *left);
}

void sieve_refit(const struct sieve *sieve, const double *y, double *spare, double *work,
                 struct draw *draw)
{
    struct ar_fit ar;
    size_t s;

    for (s = 0; s < sieve->season->count; s++) {
        if (!season_contains(sieve->season, s, draw->least))
            continue;
        sieve_leave(sieve, s, y, false, spare, work, &ar);
        if (s == draw->least || ar.aicc < draw->ar.aicc)
            keep(&ar, s, spare, sieve->n, draw);
    }
    if (sieve->beside)
        cochrane_orcutt_fit(sieve->beside, sieve, draw->season, y, work, &draw->ar);
}

size_t sieve_whole(const struct sieve *sieve, size_t p, bool *whole)
{
    size_t unbroken = 0, count = 0, t;

    for (t = 0; t < sieve->n; t++) {
        unbroken = sieve->present[t] ? unbroken + 1 : 0;
        whole[t] = unbroken > p;
        count += whole[t];
    }
    return count;
}

/* Rows whose filter reaches over present rows only, and the controls on them. */
static void prepare_orders(struct sieve *sieve)
{
    size_t s, p;

    for (p = 0; p <= sieve->max_order; p++) {
        sieve->whole[p] = xarray(sieve->n, sizeof *sieve->whole[p]);
        sieve->whole_rows[p] = sieve_whole(sieve, p, sieve->whole[p]);
        for (s = 0; s < sieve->season->count; s++)
            sieve_basis(sieve, s, p == 0, sieve->whole[p], &sieve->filtered[s][p]);
    }
}

size_t sieve_season(const struct sieve *sieve, const double *v, const bool *present)
{
    size_t n = sieve->n, best = 0, there = 0, s, t;
    double *left = xarray(n, sizeof *left), *work = xarray(AR_WORK(n), sizeof *work);
    double least = INFINITY;

    for (t = 0; t < n; t++)
        there += present[t];
    for (s = 0; s < sieve->season->count; s++) {
        struct basis basis;
        struct ar_fit ar;

        sieve_basis(sieve, s, false, present, &basis);
        memcpy(left, v, n * sizeof *left);
        project_out(basis.values, n, basis.columns, left);
        for (t = 0; t < n; t++)
            left[t] = present[t] ? left[t] : NAN;
        ar_burg(left, n, ar_max_order(there), basis.columns, work, &ar);
        if (s == 0 || ar.aicc < least) {
            least = ar.aicc;
            best = s;
        }
        free(basis.values);
    }
    free(left);
    free(work);
    return best;
}

void sieve_controls(struct sieve *sieve)
{
    size_t n = sieve->n;
    size_t s, t;

    sieve->rows = 0;
    for (t = 0; t < n; t++)
        sieve->rows += sieve->present[t];
    sieve->max_order = !sieve->timed  ? 0
                       : sieve->panel ? sieve->panel->max_order
                                      : ar_max_order(sieve->rows);
    for (s = 0; s < sieve->season->count; s++)
        sieve_basis(sieve, s, true, sieve->present, &sieve->controls[s]);
    for (s = 0; s < sieve->season->count && sieve->timed && !sieve->panel; s++)
        ar_bias_start(&sieve->bias[s], sieve->controls[s].values, sieve->controls[s].columns, n,
                      sieve->present);
}

void sieve_start(struct sieve *sieve, struct draw *observed)
{
    size_t n = sieve->n;
    double *spare = xarray(n, sizeof *spare);
    double *work = xarray(AR_WORK(n), sizeof *work);
    double *left = xarray(n, sizeof *left);

    sieve_controls(sieve);
    prepare_orders(sieve);
    if (sieve->given && sieve->timed && !sieve->panel)
        sieve->beside = cochrane_orcutt_new(sieve, sieve->given);
    sieve_refit(sieve, sieve->y, spare, work, observed);
    null_fit(sieve, spare, work, left, &sieve->null);
    if (sieve->panel) {
        size_t controls = panel_season_share(sieve, left, spare, work);

        sieve->panel_null = panel_null_new(sieve->panel, left, &sieve->null.ar,
                                           controls + sieve_taken(sieve, sieve->rows));
    }
    free(left);
    free(spare);
    free(work);
}

void sieve_free(struct sieve *sieve)
{
    size_t s, p;

    for (s = 0; s < SEASON_CANDIDATES; s++) {
        free(sieve->controls[s].values);
        ar_bias_free(&sieve->bias[s]);
        for (p = 0; p <= AR_MAX; p++)
            free(sieve->filtered[s][p].values);
    }
    for (p = 0; p <= AR_MAX; p++)
        free(sieve->whole[p]);
    null_free(&sieve->null);
    panel_null_free(sieve->panel_null);
    cochrane_orcutt_free(sieve->beside);
    memset(sieve, 0, sizeof *sieve);
}

/* Independent rows: the residuals in another order. */
static void permute(const struct sieve *sieve, struct random *random, double *y)
{
    size_t next = sieve->null.pool_size;
    size_t t;

    memcpy(y, sieve->null.pool, sieve->null.pool_size * sizeof *y);
    random_shuffle(random, y, sieve->null.pool_size);
    for (t = sieve->n; t-- > 0;)
        y[t] = sieve->present[t] ? sieve->null.fitted[t] + y[--next] : 0;
}

/* … within each entity. */
static void permute_panel(const struct sieve *sieve, struct random *random, double *y)
{
    const struct panel_layout *panel = sieve->panel;
    double *left = xarray(panel->periods, sizeof *left);
    size_t g, t;

    memset(y, 0, sieve->n * sizeof *y);
    for (g = 0; g < panel->entities; g++) {
        size_t first = g * panel->stride, count = 0;

        for (t = first; t < first + panel->periods; t++)
            if (sieve->present[t])
                left[count++] = sieve->panel_null->pool[g * panel->periods + t - first];
        random_shuffle(random, left, count);
        for (t = first; t < first + panel->periods; t++)
            if (sieve->present[t])
                y[t] = sieve->null.fitted[t] + left[--count];
    }
    free(left);
}

void sieve_simulate(const struct sieve *sieve, uint64_t seed, uint64_t resample, double *y)
{
    struct random random;
    size_t t;

    random_start(&random, seed, resample);
    if (!sieve->timed && sieve->panel)
        permute_panel(sieve, &random, y);
    else if (!sieve->timed)
        permute(sieve, &random, y);
    if (!sieve->timed)
        return;
    if (!sieve->panel) {
        null_simulate(sieve, &random, y);
        return;
    }
    panel_null_draw(sieve->panel_null, &random, y);
    for (t = 0; t < sieve->n; t++)
        y[t] = sieve->present[t] ? sieve->null.fitted[t] + y[t] : 0;
}

void white_basis(const struct sieve *sieve, const struct draw *draw, const double *context,
                 const bool *rows, struct basis *basis)
{
    size_t n = sieve->n, k = context ? sieve->contexts : 0;
    size_t j, t;

    sieve_basis(sieve, draw->season, draw->ar.order == 0, rows, basis);
    basis->values = xrearray(basis->values, (basis->columns + k) * n, sizeof *basis->values);
    for (j = 0; j < k; j++)
        for (t = 0; t < n; t++)
            basis->values[(basis->columns + j) * n + t] = rows[t] ? context[j * n + t] : 0;
    basis->columns = project_basis(basis->values, n, basis->columns + k);
}

void white_project(const struct basis *basis, size_t n, double *v)
{
    int pass;

    for (pass = 0; pass < 2; pass++)
        project_out(basis->values, n, basis->columns, v);
}

void white_start(struct white *white, const struct sieve *sieve)
{
    size_t columns = sieve_columns(sieve);

    memset(white, 0, sizeof *white);
    white->y = xarray(sieve->n, sizeof *white->y);
    white->y_basis = xarray(columns, sizeof *white->y_basis);
    white->context = xarray(sieve->contexts * sieve->n, sizeof *white->context);
    white->context_basis = xarray(sieve->contexts * columns, sizeof *white->context_basis);
}

void white_free(struct white *white)
{
    free(white->y);
    free(white->y_basis);
    free(white->context);
    free(white->context_basis);
    memset(white, 0, sizeof *white);
}

static void filter_whole(const struct white *white, const bool *whole, const double *in, size_t n,
                         double *out)
{
    size_t t;

    ar_filter(&white->draw->ar, in, n, out);
    for (t = 0; t < n; t++)
        out[t] = whole[t] ? out[t] : 0;
}

static void products(const struct basis *basis, const double *v, size_t n, double *out)
{
    size_t q;

    for (q = 0; q < basis->columns; q++)
        out[q] = project_dot(basis->values + q * n, v, n);
}

void white_make(const struct sieve *sieve, const struct draw *draw, struct white *white)
{
    size_t n = sieve->n;
    size_t p = draw->ar.order;
    const bool *whole = sieve->whole[p];
    size_t j, k;

    white->draw = draw;
    white->basis = &sieve->filtered[draw->season][p];
    white->contexts = p > 0 ? sieve->contexts : 0;
    white->filter[0] = 1;
    for (k = 1; k <= p; k++)
        white->filter[k] = -draw->ar.phi[k - 1];
    filter_whole(white, whole, draw->left, n, white->y);
    products(white->basis, white->y, n, white->y_basis);
    for (j = 0; j < white->contexts; j++) {
        double *column = white->context + j * n;

        filter_whole(white, whole, sieve->context + j * n, n, column);
        products(white->basis, column, n, white->context_basis + j * white->basis->columns);
    }
}
