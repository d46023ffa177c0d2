/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "track/forecast_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* From so many rows a trend may break in the middle. */
enum { HINGE_ROWS = 36, ORDER_MOST = 3 };

static const double table[TABLE] = { -.5, 0, .2, .4, .6, .7, .8, .85, .9, .94, .97, 1 };

static double trend_value(enum trend_kind trend, size_t column, size_t t, size_t n)
{
    double at = (double)t, all = (double)n;

    if (trend == TREND_BENDING)
        return 1 - exp(-3 * at / all);
    if (column == 0)
        return (at - (all - 1) / 2) / all;
    return fmax(0, at - all / 2) / all;
}

static size_t trend_columns(enum trend_kind trend)
{
    static const size_t columns[TRENDS] = {
        [TREND_STRAIGHT] = 1, [TREND_BENDING] = 1, [TREND_HINGE] = 2
    };

    return columns[trend];
}

/* How many series of each coefficient: many where there are few rows, and so much bias. */
static size_t table_draws(size_t n)
{
    size_t draws = 20000 / n;

    return draws < TABLE_LEAST ? TABLE_LEAST : draws > TABLE_MOST ? TABLE_MOST : draws;
}

/* Series of order 1 for each coefficient of the table: TABLE x draws x n, by the same innovations. */
static double *draw_table(const struct track_model *model)
{
    size_t n = model->n, draws = table_draws(n), g, i, t;
    double *all = xarray(TABLE * draws * n, sizeof *all), *out = all;

    for (g = 0; g < TABLE; g++)
        for (i = 0; i < draws; i++, out += n) {
            struct random random;
            double z = 0;

            random_start(&random, 5, i);
            for (t = 0; t < n + FORECAST_BURN; t++) {
                z = table[g] * z + random_normal(&random);
                if (t >= FORECAST_BURN)
                    out[t - FORECAST_BURN] = model->present[t - FORECAST_BURN] ? z : 0;
            }
        }
    return all;
}

/* Burg's coefficient of order 1 of what the design leaves of a series; v: n, changed. */
static double first_coefficient(const struct design *design, const struct track_model *model,
                                double *v)
{
    size_t n = model->n, t;
    double product = 0, squares = 0;

    project_out(design->basis, n, design->basis_columns, v);
    for (t = 1; t < n; t++)
        if (model->present[t] && model->present[t - 1]) {
            product += v[t] * v[t - 1];
            squares += v[t] * v[t] + v[t - 1] * v[t - 1];
        }
    return squares > 0 ? 2 * product / squares : 0;
}

/* What is found, in the median, of each coefficient of the table behind the design. */
static void fill_table(struct design *design, const struct track_model *model, const double *drawn)
{
    size_t n = model->n, draws = table_draws(n), g, i;
    double *v = xarray(n, sizeof *v), found[TABLE_MOST];

    for (g = 0; g < TABLE; g++) {
        for (i = 0; i < draws; i++) {
            memcpy(v, drawn + (g * draws + i) * n, n * sizeof *v);
            found[i] = first_coefficient(design, model, v);
        }
        forecast_sort(found, draws);
        design->table[g] = forecast_quantile(found, draws, .5);
        if (g > 0 && design->table[g] <= design->table[g - 1])
            design->table[g] = design->table[g - 1] + 1e-6;
    }
    free(v);
}

/* The reflection coefficient whose median, fitted, is the one found. */
static double unbiased(const struct design *design, double found)
{
    size_t g = 0;

    if (found >= design->table[TABLE - 1])
        return 1;
    if (found <= design->table[0])
        return fmax(-.99, table[0] + found - design->table[0]);
    while (design->table[g + 1] < found)
        g++;
    return table[g] + (table[g + 1] - table[g]) * (found - design->table[g]) /
                          (design->table[g + 1] - design->table[g]);
}

static void design_start(struct design *design, const struct track_model *model,
                         enum trend_kind trend, const struct season_candidate *season,
                         const double *drawn)
{
    size_t n = model->n, all = n + model->horizon;
    size_t trends = trend_columns(trend);
    double *column;
    size_t j, t;

    design->trend = trend;
    design->columns = 1 + trends + season->columns;
    design->x = xarray(design->columns * all, sizeof *design->x);
    for (t = 0; t < all; t++)
        design->x[t] = 1;
    for (j = 0; j < trends; j++)
        for (t = 0; t < all; t++)
            design->x[(1 + j) * all + t] = trend_value(trend, j, t, n);
    if (season->columns > 0)
        memcpy(design->x + (1 + trends) * all, season->values,
               season->columns * all * sizeof *design->x);
    design->basis = xarray(design->columns * n, sizeof *design->basis);
    for (j = 0, column = design->basis; j < design->columns; j++, column += n)
        for (t = 0; t < n; t++)
            column[t] = model->present[t] ? design->x[j * all + t] : 0;
    design->basis_columns = project_basis(design->basis, n, design->columns);
    fill_table(design, model, drawn);
}

void track_model_start(struct track_model *model, size_t n, size_t horizon, const bool *present,
                       const struct season_request *request)
{
    struct season_request asked = *request;
    struct season season;
    enum trend_kind trend;
    double *drawn;
    size_t s, t;

    memset(model, 0, sizeof *model);
    model->n = n;
    model->horizon = horizon;
    model->present = present;
    for (t = 0; t < n; t++)
        model->rows += present[t];
    model->max_order = ar_max_order(model->rows);
    if (model->max_order > ORDER_MOST)
        model->max_order = ORDER_MOST;
    if (model->max_order < 1)
        model->max_order = 1;
    drawn = draw_table(model);
    asked.rows = model->rows;
    season_offer(&season, &asked, n + horizon);
    for (trend = TREND_NONE; trend < (model->rows < HINGE_ROWS ? TREND_HINGE : TRENDS); trend++)
        for (s = 0; s < season.count; s++)
            if (trend_columns(trend) + season.candidate[s].columns + 6 < model->rows)
                design_start(&model->design[model->count++], model, trend, &season.candidate[s],
                             drawn);
    season_free(&season);
    free(drawn);
}

void track_model_free(struct track_model *model)
{
    size_t m;

    for (m = 0; m < model->count; m++) {
        free(model->design[m].x);
        free(model->design[m].basis);
    }
}

void track_space_start(struct track_space *space, const struct track_model *model)
{
    size_t n = model->n;

    space->y = xarray(n, sizeof *space->y);
    space->left = xarray(n, sizeof *space->left);
    space->work = xarray(AR_WORK(n), sizeof *space->work);
    space->noise = xarray(n + FORECAST_BURN, sizeof *space->noise);
    space->ahead = xarray(model->horizon + 1, sizeof *space->ahead);
}

void track_space_free(struct track_space *space)
{
    free(space->y);
    free(space->left);
    free(space->work);
    free(space->noise);
    free(space->ahead);
}

double track_model_judge(const struct track_model *model, size_t m, const double *y,
                         struct track_space *space, struct fitted *fit)
{
    const struct design *design = &model->design[m];
    size_t n = model->n, t;

    memcpy(space->left, y, n * sizeof *y);
    project_out(design->basis, n, design->basis_columns, space->left);
    for (t = 0; t < n; t++)
        if (!model->present[t])
            space->left[t] = NAN;
    ar_burg_full(space->left, n, model->max_order, design->basis_columns, space->work, &fit->ar);
    return fit->ar.variance > 0 ? fit->ar.aicc : -1e300;
}

/* The product of 1 - k^2 over the reflection coefficients; 0 of a walk. */
static double unexplained(const struct ar_fit *ar)
{
    double phi[AR_MAX], before[AR_MAX], product = 1;
    size_t p, j;

    memcpy(phi, ar->phi, sizeof phi);
    for (p = ar->order; p > 0; p--) {
        double k = phi[p - 1], left = 1 - k * k;

        if (left < 1e-12)
            return 0;
        product *= left;
        for (j = 0; j + 1 < p; j++)
            before[j] = (phi[j] + k * phi[p - 2 - j]) / left;
        memcpy(phi, before, (p - 1) * sizeof *phi);
    }
    return product;
}

/* How a row stands in the filtered regression: whole (1), first of a stretch (2), or not at all. */
static int row_place(const struct track_model *model, size_t order, size_t t)
{
    size_t j;

    if (!model->present[t])
        return 0;
    if (t == 0 || !model->present[t - 1])
        return order > 0 ? 2 : 1;
    for (j = 1; j <= order; j++)
        if (t < j || !model->present[t - j])
            return 0;
    return 1;
}

static double filtered(const double *x, const struct ar_fit *ar, size_t t, int place, double first)
{
    double value = x[t];
    size_t j;

    if (place == 2)
        return first * value;
    for (j = 0; j < ar->order; j++)
        value -= ar->phi[j] * x[t - 1 - j];
    return value;
}

/* Solves a x = b, a symmetric and positive: Cholesky. */
static void solve(double a[FORECAST_COLUMNS][FORECAST_COLUMNS], double *b, size_t k)
{
    size_t i, j, l;

    for (j = 0; j < k; j++) {
        for (l = 0; l < j; l++)
            a[j][j] -= a[j][l] * a[j][l];
        a[j][j] = sqrt(fmax(a[j][j], 1e-300));
        for (i = j + 1; i < k; i++) {
            for (l = 0; l < j; l++)
                a[i][j] -= a[i][l] * a[j][l];
            a[i][j] /= a[j][j];
        }
    }
    for (i = 0; i < k; i++) {
        for (l = 0; l < i; l++)
            b[i] -= a[i][l] * b[l];
        b[i] /= a[i][i];
    }
    for (i = k; i-- > 0;) {
        for (l = i + 1; l < k; l++)
            b[i] -= a[l][i] * b[l];
        b[i] /= a[i][i];
    }
}

void track_model_refit(const struct track_model *model, size_t m, const double *y,
                       struct fitted *fit)
{
    const struct design *design = &model->design[m];
    size_t k = design->columns, all = model->n + model->horizon;
    double a[FORECAST_COLUMNS][FORECAST_COLUMNS] = { { 0 } };
    double row[FORECAST_COLUMNS], reflection[AR_MAX] = { 0 }, first;
    size_t i, j, t;

    ar_reflections(&fit->ar, reflection);
    reflection[0] = unbiased(design, reflection[0]);
    ar_shrink(reflection, fit->ar.order, model->rows);
    if (fit->ar.order > 0)
        ar_from_reflections(reflection, fit->ar.order, fit->ar.phi);
    first = sqrt(unexplained(&fit->ar));
    memset(fit->beta, 0, sizeof fit->beta);
    for (t = 0; t < model->n; t++) {
        int place = row_place(model, fit->ar.order, t);
        double value;

        if (place == 0)
            continue;
        value = filtered(y, &fit->ar, t, place, first);
        for (j = 0; j < k; j++)
            row[j] = filtered(design->x + j * all, &fit->ar, t, place, first);
        for (j = 0; j < k; j++) {
            for (i = 0; i <= j; i++)
                a[j][i] += row[j] * row[i];
            fit->beta[j] += row[j] * value;
        }
    }
    for (j = 0; j < k; j++)
        a[j][j] += 1e-7 * (1 + a[j][j]);
    solve(a, fit->beta, k);
}

double track_model_value(const struct track_model *model, size_t m, const struct fitted *fit,
                         size_t t)
{
    const struct design *design = &model->design[m];
    size_t all = model->n + model->horizon, j;
    double value = 0;

    for (j = 0; j < design->columns; j++)
        value += fit->beta[j] * design->x[j * all + t];
    return value;
}

size_t track_model_pool(const struct track_model *model, size_t m, const double *y,
                        const struct fitted *fit, struct track_space *space, double *pool)
{
    size_t n = model->n, k = model->design[m].columns, used = 0, i, t;
    double mean = 0, scale;

    for (t = 0; t < n; t++)
        space->left[t] = model->present[t] ? y[t] - track_model_value(model, m, fit, t) : NAN;
    ar_filter(&fit->ar, space->left, n, space->noise);
    for (t = 0; t < n; t++)
        if (isfinite(space->noise[t]))
            pool[used++] = space->noise[t];
    for (i = 0; i < used; i++)
        mean += pool[i] / (double)used;
    scale = used > k + 1 ? sqrt((double)used / (double)(used - k)) : sqrt((double)used);
    for (i = 0; i < used; i++)
        pool[i] = (pool[i] - mean) * scale;
    return used;
}
