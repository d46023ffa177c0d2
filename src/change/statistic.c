/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change/statistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* Of a filtered column at least this share has to be left beside the others, in squares. */
static const double LEFT_LEAST = 1e-10;

void change_fit_start(struct change_fit *fit, const struct change_design *design)
{
    size_t n = design->n, count = design->shapes.count, m = design->known_count;

    *fit = (struct change_fit){ .freedom = 0 };
    fit->t = xcalloc(count, sizeof *fit->t);
    fit->estimate = xcalloc(count, sizeof *fit->estimate);
    fit->error = xcalloc(count, sizeof *fit->error);
    fit->aicc = xcalloc(count, sizeof *fit->aicc);
    fit->left = xarray(n, sizeof *fit->left);
    fit->spare = xarray(n, sizeof *fit->spare);
    fit->best_left = xarray(n, sizeof *fit->best_left);
    fit->white = xarray(n, sizeof *fit->white);
    fit->turned = xarray(n, sizeof *fit->turned);
    fit->work = xarray(AR_WORK(n), sizeof *fit->work);
    fit->known = xarray(2 * m, sizeof *fit->known);
    fit->triangle = xarray(m * m, sizeof *fit->triangle);
}

void change_fit_free(struct change_fit *fit)
{
    free(fit->t);
    free(fit->estimate);
    free(fit->error);
    free(fit->aicc);
    free(fit->left);
    free(fit->spare);
    free(fit->best_left);
    free(fit->white);
    free(fit->turned);
    free(fit->work);
    free(fit->known);
    free(fit->triangle);
}

/* Sums of e(t) e(t - k), k = 0 .. order, and from them the sum of e(t - i) e(t - j) over t >= m. */
static double product_from(const double *e, size_t n, const double *lagged, size_t m, size_t i,
                           size_t j)
{
    size_t low = i < j ? i : j, apart = i < j ? j - i : i - j, t;
    double sum = lagged[apart];

    for (t = apart; t < m - low; t++)
        sum -= e[t] * e[t - apart];
    for (t = n - low; t < n; t++)
        sum -= e[t] * e[t - apart];
    return sum;
}

/*
 * Burg's reflection coefficients 1 .. order of a series without gaps, from its lagged products: the sums that
 * his recursion takes of forward and backward errors are quadratic forms in them.
 */
static void reflect(const double *e, size_t n, const double *lagged, size_t order,
                    double *reflection)
{
    double filter[CHANGE_WIDTH] = { 1 }, before[CHANGE_WIDTH];
    size_t m, i, j;

    for (m = 1; m <= order; m++) {
        double cross = 0, power = 0, k;

        for (i = 0; i < m; i++)
            for (j = 0; j < m; j++) {
                double weight = filter[i] * filter[j];

                cross += weight * product_from(e, n, lagged, m, i, m - j);
                power += weight * (product_from(e, n, lagged, m, i, j) +
                                   product_from(e, n, lagged, m, m - i, m - j));
            }
        k = reflection[m - 1] = power > 0 ? fmax(-1, fmin(1, 2 * cross / power)) : 0;
        memcpy(before, filter, sizeof before);
        filter[m] = 0;
        for (i = 1; i <= m; i++)
            filter[i] -= k * before[m - i];
    }
}

/* What a fit beside a column comes to, to be compared with others of the design, and the fit. */
static double fit_whole(const struct change_design *design, const double *cost, const double *e,
                        struct ar_fit *ar)
{
    double lagged[CHANGE_WIDTH], reflection[CHANGE_ORDER], variance, least = INFINITY;
    size_t n = design->n, p;

    for (p = 0; p <= design->max_order; p++)
        lagged[p] = project_dot(e + p, e, n - p);
    reflect(e, n, lagged, design->max_order, reflection);
    variance = lagged[0];
    ar->order = 0;
    for (p = 0; p <= design->max_order; p++) {
        if (p > 0)
            variance *= 1 - reflection[p - 1] * reflection[p - 1];
        if (!(variance * cost[p] < least))
            continue;
        least = variance * cost[p];
        ar->order = p;
    }
    memset(ar->phi, 0, sizeof ar->phi);
    ar_from_reflections(reflection, ar->order, ar->phi);
    return least;
}

/* The same of a series with gaps: its AICc. */
static double fit_gaps(const struct change_design *design, size_t parameters,
                       struct change_fit *fit, struct ar_fit *ar)
{
    size_t n = design->n, t;

    for (t = 0; t < n; t++)
        fit->spare[t] = design->present[t] ? fit->spare[t] : NAN;
    ar_burg_white(fit->spare, n, design->max_order, parameters, fit->work, ar);
    return ar->aicc;
}

/* fit->left beside one more column, and the autoregression of that. */
static double fit_beside(const struct change_design *design, size_t s, enum change_beside beside,
                         struct change_fit *fit, struct ar_fit *ar)
{
    const struct change_space *space = &design->space[s];
    size_t n = design->n;

    memcpy(fit->spare, fit->left, n * sizeof *fit->spare);
    if (beside != BESIDE_NOTHING)
        project_out(space->beside[beside], n, 1, fit->spare);
    if (design->rows == n)
        return fit_whole(design, space->cost[beside], fit->spare, ar);
    return fit_gaps(design, space->controls->columns + (beside != BESIDE_NOTHING), fit, ar) +
           (beside != BESIDE_NOTHING ? change_beside_price : 0);
}

/* z without the controls of a season, those of the season before being out of fit->left already. */
static void leave(const struct change_design *design, size_t s, const double *z,
                  struct change_fit *fit)
{
    const struct change_space *space = &design->space[s];
    size_t n = design->n;

    if (space->nested == 0)
        memcpy(fit->left, z, n * sizeof *fit->left);
    project_out(space->controls->values + space->nested * n, n,
                space->controls->columns - space->nested, fit->left);
}

/* Season, and what the autoregression is fitted beside. */
static void choose(const struct change_design *design, const double *z, struct change_fit *fit)
{
    size_t n = design->n, s;
    double least = INFINITY;

    for (s = 0; s < design->season.count; s++) {
        bool better = false;
        int beside;

        leave(design, s, z, fit);
        for (beside = 0; beside < BESIDES; beside++) {
            struct ar_fit ar;
            double is;

            if (beside != BESIDE_NOTHING && !design->space[s].beside[beside])
                continue;
            is = fit_beside(design, s, (enum change_beside)beside, fit, &ar);
            if (!(is < least) && (s > 0 || beside != BESIDE_NOTHING))
                continue;
            least = is;
            fit->season = s;
            fit->beside = (enum change_beside)beside;
            fit->ar = ar;
            better = true;
        }
        if (better)
            memcpy(fit->best_left, fit->left, n * sizeof *fit->left);
    }
    ar_median_white(&design->median[fit->beside][fit->season], design->rows, &fit->ar);
}

/* The filtered series off the basis, 0 on other rows, and turned: what a column's dot product with it is its
   filtered self's with the filtered series. */
static void make_white(const struct change_design *design, const struct change_filter *filter,
                       struct change_fit *fit)
{
    size_t n = design->n, p = fit->ar.order, t, i;

    fit->filter[0] = 1;
    for (i = 1; i <= p; i++)
        fit->filter[i] = -fit->ar.phi[i - 1];
    ar_filter(&fit->ar, fit->best_left, n, fit->white);
    for (t = 0; t < p && t < n; t++)
        fit->white[t] = 0;
    for (t = p; t < n && filter->rows < n - p; t++)
        fit->white[t] = filter->whole[t] ? fit->white[t] : 0;
    project_out(filter->basis.values, n, filter->basis.columns, fit->white);
    memcpy(fit->turned, fit->white, n * sizeof *fit->turned);
    for (i = 1; i <= p; i++)
        for (t = 0; t + i < n; t++)
            fit->turned[t] += fit->filter[i] * fit->white[t + i];
}

static double quadratic(const double *tensor, const double *filter, size_t width)
{
    double sum = 0;
    size_t i, j;

    for (i = 0; i < width; i++) {
        double row = 0;

        for (j = 0; j < width; j++)
            row += tensor[i * width + j] * filter[j];
        sum += filter[i] * row;
    }
    return sum;
}

/* Cholesky of the filtered known columns' products, a dependent one's pivot 0; returns how many stand. */
static size_t factor_known(const struct change_filter *filter, size_t m, struct change_fit *fit)
{
    size_t width = fit->ar.order + 1, square = width * width, stand = 0, i, j, k;
    double *l = fit->triangle;

    for (i = 0; i < m; i++) {
        double whole = 0;

        for (j = 0; j <= i; j++) {
            double sum = quadratic(filter->known_known + (i * m + j) * square, fit->filter, width);

            whole = sum;
            for (k = 0; k < j; k++)
                sum -= l[i * m + k] * l[j * m + k];
            if (i == j)
                l[i * m + i] = sum > LEFT_LEAST * whole && sum > 1e-20 ? sqrt(sum) : 0;
            else
                l[i * m + j] = l[j * m + j] > 0 ? sum / l[j * m + j] : 0;
        }
        stand += l[i * m + i] > 0;
    }
    return stand;
}

static void solve_known(const double *l, size_t m, double *v)
{
    size_t i, k;

    for (i = 0; i < m; i++) {
        for (k = 0; k < i; k++)
            v[i] -= l[i * m + k] * v[k];
        v[i] = l[i * m + i] > 0 ? v[i] / l[i * m + i] : 0;
    }
}

/* One shape: power is what is left of the series in squares, beside the known columns. */
static void try_shape(const struct change_design *design, const struct change_filter *filter,
                      size_t j, double power, struct change_fit *fit)
{
    size_t n = design->n, m = design->known_count, width = fit->ar.order + 1;
    size_t square = width * width, a;
    const double *known_y = fit->known;
    double *part = fit->known + m;
    size_t from = design->shapes.shape[j].from, to = design->shapes.shape[j].to;
    double size = quadratic(filter->shape_shape + j * square, fit->filter, width), whole = size;
    double both = project_dot(design->shape + j * n + from, fit->turned + from, to - from), rest;

    for (a = 0; a < m; a++)
        part[a] = quadratic(filter->known_shape + (j * m + a) * square, fit->filter, width);
    solve_known(fit->triangle, m, part);
    for (a = 0; a < m; a++) {
        size -= part[a] * part[a];
        both -= part[a] * known_y[a];
    }
    fit->t[j] = fit->estimate[j] = fit->error[j] = 0;
    fit->aicc[j] = INFINITY;
    if (!(size > LEFT_LEAST * whole) || !(size > 1e-14) || !(power > 0) || fit->freedom < 1)
        return;
    rest = fmax(power - both * both / size, 1e-15 * power);
    fit->estimate[j] = both / size;
    fit->error[j] = sqrt(rest / fit->freedom / size);
    fit->t[j] = fit->estimate[j] / fit->error[j];
    fit->aicc[j] = (double)filter->rows * log(rest);
}

void change_fit_make(const struct change_design *design, const double *z, struct change_fit *fit)
{
    const struct change_filter *filter;
    size_t n = design->n, m = design->known_count, j, a;
    double power;

    choose(design, z, fit);
    filter = &design->space[fit->season].filter[fit->ar.order];
    make_white(design, filter, fit);
    power = project_dot(fit->white, fit->white, n);
    fit->freedom = (double)filter->rows - (double)filter->basis.columns - 1 -
                   (double)factor_known(filter, m, fit);
    for (a = 0; a < m; a++)
        fit->known[a] = project_dot(design->known + a * n, fit->turned, n);
    solve_known(fit->triangle, m, fit->known);
    for (a = 0; a < m; a++)
        power -= fit->known[a] * fit->known[a];
    fit->peak = 0;
    fit->best = 0;
    for (j = 0; j < design->shapes.count; j++) {
        try_shape(design, filter, j, power, fit);
        if (!(fabs(fit->t[j]) > fit->peak))
            continue;
        fit->peak = fabs(fit->t[j]);
        fit->best = j;
    }
    /* A decay is one more parameter of those that have one; how long a pulse is has three values. */
    for (j = 0; j < design->shapes.count; j++)
        fit->aicc[j] += design->shapes.shape[j].decay > 0              ? 2
                        : design->shapes.shape[j].kind == CHANGE_PULSE ? 1
                                                                       : 0;
}

double change_fit_t(const struct change_design *design, const struct change_fit *fit,
                    const double *x, double *estimate)
{
    const struct change_filter *filter = &design->space[fit->season].filter[fit->ar.order];
    size_t n = design->n, m = design->known_count, p = fit->ar.order, a, i, t;
    double *column = xarray(n, sizeof *column), *part = xarray(m, sizeof *part);
    double *known = xarray(n, sizeof *known);
    double power = project_dot(fit->white, fit->white, n), both, size, whole, result = 0;

    for (t = 0; t < n; t++) {
        column[t] = filter->whole[t] ? x[t] : 0;
        for (i = 1; i <= p && filter->whole[t]; i++)
            column[t] += fit->filter[i] * x[t - i];
    }
    whole = project_dot(column, column, n);
    project_out(filter->basis.values, n, filter->basis.columns, column);
    size = project_dot(column, column, n);
    both = project_dot(column, fit->white, n);
    for (a = 0; a < m; a++) {
        for (t = 0; t < n; t++) {
            known[t] = filter->whole[t] ? design->known[a * n + t] : 0;
            for (i = 1; i <= p && filter->whole[t]; i++)
                known[t] += fit->filter[i] * design->known[a * n + t - i];
        }
        part[a] = project_dot(known, column, n);
    }
    solve_known(fit->triangle, m, part);
    for (a = 0; a < m; a++) {
        size -= part[a] * part[a];
        both -= part[a] * fit->known[a];
        power -= fit->known[a] * fit->known[a];
    }
    if (estimate)
        *estimate = 0;
    if (size > LEFT_LEAST * whole && size > 1e-300 && power > 0 && fit->freedom >= 1) {
        double rest = fmax(power - both * both / size, 1e-15 * power);

        result = both / size / sqrt(rest / fit->freedom / size);
        if (estimate)
            *estimate = both / size;
    }
    free(column);
    free(part);
    free(known);
    return result;
}

size_t change_group(const struct change_design *design, size_t shape)
{
    const struct change_shape *is = &design->shapes.shape[shape];
    size_t first = design->shapes.shape[0].from, time = 0;

    if (is->from > first)
        time = 2;
    else if (is->to < design->n && is->kind != CHANGE_PULSE)
        time = 1;
    return time * CHANGE_KINDS + is->kind;
}

void change_fit_weights(const struct change_design *design, const struct change_fit *fit,
                        double trust, double *weight)
{
    double least = INFINITY, within[CHANGE_GROUPS] = { 0 }, best[CHANGE_GROUPS], all = 0;
    size_t j, g;

    for (g = 0; g < CHANGE_GROUPS; g++)
        best[g] = INFINITY;
    for (j = 0; j < design->shapes.count; j++) {
        g = change_group(design, j);
        best[g] = fmin(best[g], fit->aicc[j]);
        least = fmin(least, fit->aicc[j]);
    }
    for (j = 0; j < design->shapes.count; j++) {
        weight[j] = isfinite(least) ? exp((least - fit->aicc[j]) / trust) : 0;
        within[change_group(design, j)] += weight[j];
    }
    for (g = 0; g < CHANGE_GROUPS; g++)
        all += isfinite(least) ? exp((least - best[g]) / trust) : 0;
    for (j = 0; j < design->shapes.count; j++) {
        g = change_group(design, j);
        if (weight[j] > 0)
            weight[j] *= exp((least - best[g]) / trust) / within[g] / all;
    }
}

void change_fit_path(const struct change_design *design, const struct change_fit *fit,
                     const double *weight, double *path)
{
    size_t n = design->n, j, t;

    memset(path, 0, n * sizeof *path);
    for (j = 0; j < design->shapes.count; j++)
        for (t = design->shapes.shape[j].from; t < design->shapes.shape[j].to; t++)
            path[t] += weight[j] * fit->estimate[j] * design->shape[j * n + t];
}
