/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/drift_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* What a step has to gain in AICc beyond its price. */
#define STEP_GAIN 10

void drift_white_start(struct drift_white *white, const struct drift_fit *fit)
{
    size_t n = fit->n, most = sieve_columns(&fit->lag[0].sieve) + 4;

    memset(white, 0, sizeof *white);
    draw_start(&white->draw, n);
    white->whole = xarray(n, sizeof *white->whole);
    white->y = xarray(n, sizeof *white->y);
    white->x_white = xarray(n, sizeof *white->x_white);
    white->context = xarray((fit->contexts + 1) * n, sizeof *white->context);
    white->spare = xarray(2 * n, sizeof *white->spare);
    white->work = xarray(AR_WORK(n), sizeof *white->work);
    white->scan = xarray(DRIFT_WORK(most), sizeof *white->scan);
}

void drift_white_free(struct drift_white *white)
{
    draw_free(&white->draw);
    free(white->whole);
    free(white->y);
    free(white->x_white);
    free(white->context);
    free(white->basis.values);
    free(white->spare);
    free(white->work);
    free(white->scan);
    memset(white, 0, sizeof *white);
}

static void filter(const struct drift_white *white, const double *in, size_t n, double *out)
{
    size_t t;

    ar_filter(&white->draw.ar, in, n, out);
    for (t = 0; t < n; t++)
        out[t] = white->whole[t] ? out[t] : 0;
}

/* Adds a column to the basis, if something of it is left beside the others. */
static void append(struct basis *basis, size_t n, const double *column)
{
    double *next, before = project_dot(column, column, n), size;
    int pass;
    size_t t;

    basis->values = xrearray(basis->values, (basis->columns + 1) * n, sizeof *basis->values);
    next = basis->values + basis->columns * n;
    memcpy(next, column, n * sizeof *next);
    for (pass = 0; pass < 2; pass++)
        project_out(basis->values, n, basis->columns, next);
    size = project_dot(next, next, n);
    if (!(size > 1e-14 * before) || !(size > 0))
        return;
    for (t = 0; t < n; t++)
        next[t] /= sqrt(size);
    basis->columns++;
}

/* What the controls leave of a step at row; its power. */
static double step_left(const struct sieve *sieve, size_t season, size_t row, double *step)
{
    const struct basis *controls = &sieve->controls[season];
    size_t t;

    for (t = 0; t < sieve->n; t++)
        step[t] = sieve->present[t] && t >= row ? 1 : 0;
    project_out(controls->values, sieve->n, controls->columns, step);
    return project_dot(step, step, sieve->n);
}

/* The row of the step of the level that explains most, by sums over the rows behind; 0 = none. */
static size_t best_step(const struct drift_fit *fit, const struct sieve *sieve,
                        const struct draw *draw, double *behind)
{
    const struct basis *controls = &sieve->controls[draw->season];
    size_t n = fit->n, best = 0, edge = fit->rows * 15 / 100, t, q;
    double rows = 0, left = 0, most = 0;

    memset(behind, 0, controls->columns * sizeof *behind);
    for (t = n; t-- > 0;) {
        double power;

        if (!sieve->present[t])
            continue;
        rows++;
        left += draw->left[t];
        power = rows;
        for (q = 0; q < controls->columns; q++) {
            behind[q] += controls->values[q * n + t];
            power -= behind[q] * behind[q];
        }
        if (t < fit->first + edge || t + edge > fit->last || !(power > 1e-9 * rows))
            continue;
        if (left * left / power > most) {
            most = left * left / power;
            best = t;
        }
    }
    return best;
}

/* Keeps a step as a column where AICc gains by it, and refits without it. */
static void fit_step(const struct drift_fit *fit, const struct sieve *sieve,
                     struct drift_white *white)
{
    struct draw *draw = &white->draw;
    size_t n = fit->n, row = best_step(fit, sieve, draw, white->work), t;
    double *step = white->spare, *rest = white->spare + n;
    double power, times = 0;
    struct ar_fit ar;

    white->step = 0;
    if (row == 0)
        return;
    power = step_left(sieve, draw->season, row, step);
    if (!(power > 0))
        return;
    for (t = 0; t < n; t++)
        times += sieve->present[t] ? step[t] * draw->left[t] / power : 0;
    for (t = 0; t < n; t++)
        rest[t] = draw->left[t] - times * step[t];
    ar_burg_white(rest, n, sieve->max_order, sieve->controls[draw->season].columns + 1, white->work,
                  &ar);
    if (!(ar.aicc + STEP_GAIN < draw->ar.aicc))
        return;
    ar_bias_correct_white(&sieve->bias[draw->season], sieve->rows, &ar);
    draw->ar = ar;
    memcpy(draw->left, rest, n * sizeof *rest);
    white->step = row;
}

/* Filters what is left of the outcome and all columns, as far as the sieve has them. */
static void whiten(const struct sieve *sieve, struct drift_white *white)
{
    size_t n = sieve->n, order = white->draw.ar.order, j, k;

    sieve_whole(sieve, order, white->whole);
    white->filter[0] = 1;
    for (k = 1; k <= order; k++)
        white->filter[k] = -white->draw.ar.phi[k - 1];
    filter(white, white->draw.left, n, white->y);
    for (j = 0; j < sieve->contexts; j++)
        filter(white, sieve->context + j * n, n, white->context + j * n);
    free(white->basis.values);
    white_basis(sieve, &white->draw, order > 0 ? white->context : NULL, white->whole,
                &white->basis);
}

static void put_step(struct drift_white *white, size_t row, size_t n, struct basis *basis)
{
    size_t t;

    for (t = 0; t < n; t++)
        white->spare[t] = t >= row ? 1 : 0;
    filter(white, white->spare, n, white->spare + n);
    append(basis, n, white->spare + n);
}

static void set_rows(struct drift_white *white, size_t n, const double *x)
{
    white_project(&white->basis, n, white->y);
    white->rows = (struct drift_rows){ .n = n,
                                       .whole = white->whole,
                                       .order = white->draw.ar.order,
                                       .filter = white->filter,
                                       .columns = white->basis.values,
                                       .count = white->basis.columns,
                                       .y = white->y,
                                       .x = x,
                                       .x_white = white->x_white };
}

void drift_white_make(const struct drift_fit *fit, size_t lag, const double *y,
                      struct drift_white *white)
{
    const struct sieve *sieve = &fit->lag[lag].sieve;
    const double *x = fit->lag[lag].context + fit->contexts * fit->n;

    sieve_refit(sieve, y, white->spare, white->work, &white->draw);
    fit_step(fit, sieve, white);
    whiten(sieve, white);
    filter(white, x, fit->n, white->x_white);
    if (white->step > 0)
        put_step(white, white->step, fit->n, &white->basis);
    set_rows(white, fit->n, x);
}

/* What x at this lag explains by itself, and then, split at every fourth row of the search. */
static double lag_gain(const struct drift_fit *fit, size_t lag, const struct drift_search *search,
                       struct drift_white *white)
{
    const double *x = fit->lag[lag].context + fit->contexts * fit->n;
    size_t n = fit->n, columns = white->basis.columns, t;
    double *y = white->spare, *beside, by_x;
    struct drift_found found = { -1, 0, 0 };

    filter(white, x, n, white->x_white);
    append(&white->basis, n, white->x_white);
    if (white->basis.columns == columns)
        return -1;
    beside = white->basis.values + columns * n;
    by_x = project_dot(beside, white->y, n);
    for (t = 0; t < n; t++)
        y[t] = white->y[t] - by_x * beside[t];
    if (search) {
        struct drift_rows rows = { .n = n,
                                   .whole = white->whole,
                                   .order = white->draw.ar.order,
                                   .filter = white->filter,
                                   .columns = white->basis.values,
                                   .count = white->basis.columns,
                                   .y = y,
                                   .x = x,
                                   .x_white = white->x_white };

        drift_scan(&rows, search, NULL, white->scan, &found);
    }
    white->basis.columns = columns;
    return by_x * by_x + found.gain;
}

static size_t best_lag(const struct drift_fit *fit, const struct drift_search *search,
                       struct drift_white *white)
{
    double most = -1;
    size_t best = 0, lag;

    for (lag = 0; lag < fit->lags; lag++) {
        double gain = lag_gain(fit, lag, search, white);

        if (gain > most) {
            most = gain;
            best = lag;
        }
    }
    return best;
}

size_t drift_pick_lag(const struct drift_fit *fit, const double *y, struct drift_white *white)
{
    struct drift_search search = fit->search;

    search.every = 4;
    sieve_refit(&fit->base, y, white->spare, white->work, &white->draw);
    whiten(&fit->base, white);
    white_project(&white->basis, fit->n, white->y);
    return best_lag(fit, &search, white);
}

size_t drift_lag_before(const struct drift_fit *fit, size_t row)
{
    struct sieve before = fit->base;
    bool *present = xarray(fit->n, sizeof *present);
    double *y = xarray(fit->n, sizeof *y);
    struct drift_white white;
    size_t lag, s, t;

    for (t = 0; t < fit->n; t++) {
        present[t] = fit->present[t] && t < row;
        y[t] = present[t] ? fit->y.values[t] : 0;
    }
    before.present = present;
    before.y = y;
    memset(before.bias, 0, sizeof before.bias);
    for (s = 0; s < SEASON_CANDIDATES; s++)
        before.controls[s].values = NULL;
    sieve_controls(&before);
    drift_white_start(&white, fit);
    sieve_refit(&before, y, white.spare, white.work, &white.draw);
    whiten(&before, &white);
    white_project(&white.basis, fit->n, white.y);
    lag = best_lag(fit, NULL, &white);
    drift_white_free(&white);
    sieve_free(&before);
    free(present);
    free(y);
    return lag;
}

/* Everything but x: the controls, the step, and the change of the level at row. */
static struct basis beside_x(const struct drift_fit *fit, struct drift_white *white,
                             const struct sieve *sieve, size_t row)
{
    struct sieve less = *sieve;
    struct basis basis;

    less.contexts--;
    white_basis(&less, &white->draw, white->draw.ar.order > 0 ? white->context : NULL, white->whole,
                &basis);
    if (white->step > 0)
        put_step(white, white->step, fit->n, &basis);
    put_step(white, row, fit->n, &basis);
    return basis;
}

/* Least squares of y on two columns, all of them free of the others. */
static void solve_two(const double *a, const double *b, const double *y, size_t n,
                      struct drift_sides *sides)
{
    double aa = project_dot(a, a, n), bb = project_dot(b, b, n), ab = project_dot(a, b, n);
    double ay = project_dot(a, y, n), by = project_dot(b, y, n), det = aa * bb - ab * ab;
    double left = 0, s2;
    size_t t;

    sides->possible = det > 1e-12 * aa * bb && det > 0 && sides->freedom > 0;
    if (!sides->possible)
        return;
    sides->before = (ay * bb - by * ab) / det;
    sides->after = (by * aa - ay * ab) / det;
    for (t = 0; t < n; t++) {
        double e = y[t] - sides->before * a[t] - sides->after * b[t];

        left += e * e;
    }
    s2 = fmax(left, 1e-24 * project_dot(y, y, n)) / sides->freedom;
    sides->before_se = sqrt(s2 * bb / det);
    sides->after_se = sqrt(s2 * aa / det);
    sides->change_se = sqrt(s2 * (aa + bb + 2 * ab) / det);
}

void drift_take_sides(const struct drift_fit *fit, const struct drift_white *white, size_t row,
                      struct drift_sides *sides)
{
    /* Its spare room is written to, and nothing else. */
    struct drift_white room = *white;
    const struct sieve *sieve = &fit->lag[fit->chosen].sieve;
    struct basis basis = beside_x(fit, &room, sieve, row);
    size_t n = fit->n, t;
    double *columns = xcalloc(5 * n, sizeof *columns);
    double *part = columns + 3 * n, *y = columns + 2 * n;

    *sides = (struct drift_sides){ .freedom = -(double)basis.columns - 2 };
    for (t = 0; t < n; t++)
        part[t] = t < row ? white->rows.x[t] : 0;
    filter(white, part, n, columns);
    for (t = 0; t < n; t++)
        part[t] = t >= row ? white->rows.x[t] : 0;
    filter(white, part, n, columns + n);
    /* The outcome itself: what is left of it lacks what x took as it never changed. */
    filter(white, fit->y.values, n, y);
    for (t = 0; t < n; t++) {
        sides->n_before += white->whole[t] && t < row;
        sides->n_after += white->whole[t] && t >= row;
    }
    white_project(&basis, n, columns);
    white_project(&basis, n, columns + n);
    white_project(&basis, n, y);
    sides->freedom += (double)(sides->n_before + sides->n_after);
    solve_two(columns, columns + n, y, n, sides);
    free(basis.values);
    free(columns);
}
