/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/lag_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/*
 * The lower triangle L of A = L L', in place. A column that the ones before it
 * determine (pivot under `least`) is left out: its diagonal is 0. Returns how many are in.
 */
static size_t factor(double *a, size_t m, double least)
{
    size_t in = 0;
    size_t i, j, k;

    for (j = 0; j < m; j++) {
        double pivot = a[j * m + j];

        for (k = 0; k < j; k++)
            pivot -= a[j * m + k] * a[j * m + k];
        pivot = pivot > least ? sqrt(pivot) : 0;
        in += pivot > 0;
        a[j * m + j] = pivot;
        for (i = j + 1; i < m; i++) {
            double sum = a[i * m + j];

            for (k = 0; k < j; k++)
                sum -= a[i * m + k] * a[j * m + k];
            a[i * m + j] = pivot > 0 ? sum / pivot : 0;
        }
    }
    return in;
}

/* v <- L^-1 v; what was left out stays 0. */
static void solve_lower(const double *triangle, size_t m, double *v)
{
    size_t i, k;

    for (i = 0; i < m; i++) {
        for (k = 0; k < i; k++)
            v[i] -= triangle[i * m + k] * v[k];
        v[i] = triangle[i * m + i] > 0 ? v[i] / triangle[i * m + i] : 0;
    }
}

/* v <- L'^-1 v, likewise. */
static void solve_upper(const double *triangle, size_t m, double *v)
{
    size_t i, k;

    for (i = m; i-- > 0;) {
        for (k = i + 1; k < m; k++)
            v[i] -= triangle[k * m + i] * v[k];
        v[i] = triangle[i * m + i] > 0 ? v[i] / triangle[i * m + i] : 0;
    }
}

static double dot(const double *a, const double *b, size_t m)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < m; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Does the row have x at this lag and the `order` rows before it? */
static bool has_x(const bool *x_present, size_t n, size_t row, int lag, size_t order)
{
    size_t k;

    for (k = 0; k <= order; k++) {
        ptrdiff_t at = (ptrdiff_t)row - lag - (ptrdiff_t)k;

        if (at < 0 || at >= (ptrdiff_t)n || !x_present[at])
            return false;
    }
    return true;
}

static void list_lacking(struct lag_scan *sample, const struct sieve *sieve, const bool *x_present,
                         size_t p)
{
    size_t *list = NULL;
    size_t capacity = 0, count = 0;
    size_t l, t;

    sample->start[p] = xarray(sample->lags + 1, sizeof *sample->start[p]);
    for (l = 0; l < sample->lags; l++) {
        sample->start[p][l] = count;
        for (t = 0; t < sample->n; t++) {
            if (!sieve->whole[p][t] ||
                has_x(x_present, sample->n, t, sample->lag_first + (int)l, p))
                continue;
            list = xgrow(list, count, &capacity, sizeof *list);
            list[count++] = t;
        }
    }
    sample->start[p][sample->lags] = count;
    sample->lacking[p] = list;
}

/* G of every lag: the identity less the outer products of the rows that are lacking. */
static double *make_triangles(const struct lag_scan *sample, const struct basis *basis, size_t p)
{
    size_t m = basis->columns;
    double *all = xcalloc(sample->lags * m * m, sizeof *all);
    size_t l, e, i, j;

    for (l = 0; l < sample->lags; l++) {
        double *g = all + l * m * m;

        for (i = 0; i < m; i++)
            g[i * m + i] = 1;
        for (e = sample->start[p][l]; e < sample->start[p][l + 1]; e++) {
            const double *row = basis->values + sample->lacking[p][e];

            for (i = 0; i < m; i++)
                for (j = 0; j <= i; j++)
                    g[i * m + j] -= row[i * sample->n] * row[j * sample->n];
        }
        factor(g, m, 1e-9);
    }
    return all;
}

void lag_scan_start(struct lag_scan *sample, const struct sieve *sieve, const bool *x_present,
                    int lag_first, int lag_last)
{
    size_t s, p;

    memset(sample, 0, sizeof *sample);
    sample->n = sieve->n;
    sample->lag_first = lag_first;
    sample->lag_last = lag_last;
    sample->lags = (size_t)(lag_last - lag_first) + 1;
    sample->x_present = xarray(sample->n, sizeof *sample->x_present);
    memcpy(sample->x_present, x_present, sample->n * sizeof *x_present);
    sample->orders = sieve->max_order + 1;
    for (p = 0; p < sample->orders; p++) {
        list_lacking(sample, sieve, x_present, p);
        for (s = 0; s < sieve->season->count; s++)
            sample->triangle[s][p] = make_triangles(sample, &sieve->filtered[s][p], p);
    }
}

void lag_scan_free(struct lag_scan *sample)
{
    size_t s, p;

    free(sample->x_present);
    for (p = 0; p <= AR_MAX; p++) {
        free(sample->lacking[p]);
        free(sample->start[p]);
        for (s = 0; s < SEASON_CANDIDATES; s++)
            free(sample->triangle[s][p]);
    }
    memset(sample, 0, sizeof *sample);
}

size_t lag_scan_rows(const struct lag_scan *sample, const struct sieve *sieve, size_t order,
                     size_t lag, bool *rows)
{
    size_t first = sample->start[order][lag], last = sample->start[order][lag + 1];
    size_t e;

    memcpy(rows, sieve->whole[order], sample->n * sizeof *rows);
    for (e = first; e < last; e++)
        rows[sample->lacking[order][e]] = false;
    return sieve->whole_rows[order] - (last - first);
}

void lag_products_start(struct lag_products *view, const struct sieve *sieve, size_t most_lags)
{
    size_t columns = sieve_columns(sieve), contexts = sieve->contexts;

    view->y_basis = xarray(most_lags * columns, sizeof(double));
    view->power = xarray(most_lags, sizeof(double));
    view->freedom = xarray(most_lags, sizeof(double));
    view->context_basis = xarray(most_lags * contexts * columns, sizeof(double));
    view->context_triangle = xarray(most_lags * contexts * contexts, sizeof(double));
    view->context_y = xarray(most_lags * contexts, sizeof(double));
}

void lag_products_free(struct lag_products *view)
{
    free(view->y_basis);
    free(view->power);
    free(view->freedom);
    free(view->context_basis);
    free(view->context_triangle);
    free(view->context_y);
    memset(view, 0, sizeof *view);
}

/* The rows a lag lacks, and a triangle, of a sample at a draw's order. */
struct gap {
    const size_t *rows;
    size_t count;
    const double *triangle;
};

static struct gap gap_of(const struct lag_scan *sample, const struct white *white, size_t lag)
{
    size_t p = white->draw->ar.order, m = white->basis->columns;
    size_t first = sample->start[p][lag];

    return (struct gap){ .rows = sample->lacking[p] + first,
                         .count = sample->start[p][lag + 1] - first,
                         .triangle = sample->triangle[white->draw->season][p] + lag * m * m };
}

/* L^-1 of basis · v on the lag's rows, from basis · v on all whole rows. */
static void reduce(const struct white *white, const struct gap *gap, const double *v,
                   const double *v_basis, size_t n, double *out)
{
    size_t m = white->basis->columns;
    size_t e, q;

    memcpy(out, v_basis, m * sizeof *out);
    for (e = 0; e < gap->count; e++) {
        size_t row = gap->rows[e];

        for (q = 0; q < m; q++)
            out[q] -= white->basis->values[q * n + row] * v[row];
    }
    solve_lower(gap->triangle, m, out);
}

void lag_scan_sweep(const struct lag_scan *sample, const struct white *white, size_t lag, double *v,
                    double *part)
{
    size_t n = sample->n, m = white->basis->columns;
    struct gap gap = gap_of(sample, white, lag);
    size_t q, t, e;

    for (q = 0; q < m; q++)
        part[q] = project_dot(white->basis->values + q * n, v, n);
    solve_lower(gap.triangle, m, part);
    solve_upper(gap.triangle, m, part);
    for (q = 0; q < m; q++)
        for (t = 0; t < n; t++)
            v[t] -= part[q] * white->basis->values[q * n + t];
    for (e = 0; e < gap.count; e++)
        v[gap.rows[e]] = 0;
}

/* v · w on the lag's rows, from the product on all whole rows. */
static double cross_products(const struct gap *gap, const double *v, const double *w, double whole)
{
    size_t e;

    for (e = 0; e < gap->count; e++)
        whole -= v[gap->rows[e]] * w[gap->rows[e]];
    return whole;
}

/* The context's part of a lag: its own triangle after the basis, and what it says of y. */
static size_t view_context(const struct white *white, const struct gap *gap, size_t n,
                           const double *y_part, double *basis_part, double *triangle, double *on_y)
{
    size_t m = white->basis->columns, k = white->contexts;
    double scale = 0;
    size_t i, j;

    for (i = 0; i < k; i++) {
        const double *z = white->context + i * n;

        reduce(white, gap, z, white->context_basis + i * m, n, basis_part + i * m);
        on_y[i] = cross_products(gap, z, white->y, project_dot(z, white->y, n)) -
                  dot(basis_part + i * m, y_part, m);
        for (j = 0; j <= i; j++) {
            const double *w = white->context + j * n;

            triangle[i * k + j] = cross_products(gap, z, w, project_dot(z, w, n)) -
                                  dot(basis_part + i * m, basis_part + j * m, m);
        }
        scale = fmax(scale, triangle[i * k + i]);
    }
    i = factor(triangle, k, 1e-10 * scale);
    solve_lower(triangle, k, on_y);
    return i;
}

void lag_products_make(const struct sieve *sieve, const struct lag_scan *sample,
                       const struct white *white, struct lag_products *view)
{
    size_t n = sample->n, m = white->basis->columns, k = white->contexts;
    double whole = project_dot(white->y, white->y, n);
    size_t l, q;

    for (l = 0; l < sample->lags; l++) {
        struct gap gap = gap_of(sample, white, l);
        double *part = view->y_basis + l * m;
        size_t rows = sieve->whole_rows[white->draw->ar.order] - gap.count;
        size_t columns = sieve_taken(sieve, rows);

        reduce(white, &gap, white->y, white->y_basis, n, part);
        view->power[l] = cross_products(&gap, white->y, white->y, whole) - dot(part, part, m);
        for (q = 0; q < m; q++)
            columns += gap.triangle[q * m + q] > 0;
        if (k > 0) {
            double *on_y = view->context_y + l * k;

            columns += view_context(white, &gap, n, part, view->context_basis + l * k * m,
                                    view->context_triangle + l * k * k, on_y);
            view->power[l] -= dot(on_y, on_y, k);
        }
        view->freedom[l] = (double)rows - (double)columns - 1;
    }
}

static void regressor_prepare(struct regressor *regressor, const struct sieve *sieve, size_t s,
                              size_t p)
{
    const struct lag_scan *sample = regressor->sample;
    const struct basis *basis = &sieve->filtered[s][p];
    size_t n = sample->n, m = basis->columns, w = p + 1;
    double *solved = xarray(sample->lags * w * m, sizeof *solved);
    double *gram = xarray(sample->lags * w * w, sizeof *gram);
    double *reduced = xarray(w * m, sizeof *reduced);
    double *shifted = xarray(w * n, sizeof *shifted);
    bool *rows = xarray(n, sizeof *rows);
    size_t l, i, j, q, t;

    for (l = 0; l < sample->lags; l++) {
        const double *triangle = sample->triangle[s][p] + l * m * m;
        ptrdiff_t lag = sample->lag_first + (ptrdiff_t)l;

        lag_scan_rows(sample, sieve, p, l, rows);
        for (i = 0; i < w; i++) {
            double *column = shifted + i * n;

            for (t = 0; t < n; t++)
                column[t] = rows[t] ? regressor->x[(ptrdiff_t)t - lag - (ptrdiff_t)i] : 0;
            for (q = 0; q < m; q++)
                reduced[i * m + q] = project_dot(basis->values + q * n, column, n);
            solve_lower(triangle, m, reduced + i * m);
            for (j = 0; j <= i; j++)
                gram[(l * w + i) * w + j] = gram[(l * w + j) * w + i] = project_dot(column,
                                                                                    shifted + j * n,
                                                                                    n) -
                                                                        dot(reduced + i * m,
                                                                            reduced + j * m, m);
        }
        memcpy(solved + l * w * m, reduced, w * m * sizeof *solved);
    }
    regressor->solved[s][p] = solved;
    regressor->gram[s][p] = gram;
    free(reduced);
    free(shifted);
    free(rows);
}

void regressor_start(struct regressor *regressor, const struct sieve *sieve,
                     const struct lag_scan *sample, const double *x)
{
    size_t n = sieve->n;
    size_t s, p;

    memset(regressor, 0, sizeof *regressor);
    regressor->sample = sample;
    regressor->before = AR_MAX + (sample->lag_last > 0 ? (size_t)sample->lag_last : 0);
    regressor->behind = sample->lag_first < 0 ? (size_t)-sample->lag_first : 0;
    regressor->room = xcalloc(regressor->before + n + regressor->behind, sizeof *regressor->room);
    memcpy(regressor->room + regressor->before, x, n * sizeof *x);
    regressor->x = regressor->room + regressor->before;
    for (s = 0; s < sieve->season->count; s++)
        for (p = 0; p < sample->orders; p++)
            regressor_prepare(regressor, sieve, s, p);
}

void regressor_free(struct regressor *regressor)
{
    size_t s, p;

    free(regressor->room);
    for (s = 0; s < SEASON_CANDIDATES; s++) {
        for (p = 0; p <= AR_MAX; p++) {
            free(regressor->solved[s][p]);
            free(regressor->gram[s][p]);
        }
    }
    memset(regressor, 0, sizeof *regressor);
}

void scratch_start(struct scratch *scratch, const struct sieve *sieve, int lag_least, int lag_most)
{
    size_t lags = (size_t)(lag_most - lag_least) + 1;
    size_t beside = (lag_most > 0 ? (size_t)lag_most : 0) +
                    (lag_least < 0 ? (size_t)-lag_least : 0);

    scratch->x = xarray(AR_MAX + sieve->n + beside, sizeof *scratch->x);
    scratch->dots = xarray(lags, sizeof *scratch->dots);
    scratch->context_dots = xarray(sieve->contexts * lags, sizeof *scratch->context_dots);
    scratch->solved = xarray(sieve_columns(sieve), sizeof *scratch->solved);
    scratch->part = xarray(sieve->contexts, sizeof *scratch->part);
}

void scratch_free(struct scratch *scratch)
{
    free(scratch->x);
    free(scratch->dots);
    free(scratch->context_dots);
    free(scratch->solved);
    free(scratch->part);
    memset(scratch, 0, sizeof *scratch);
}

/* x through the filter, zeros around it included; returns row 0. */
static const double *filter_x(const struct regressor *regressor, const struct white *white,
                              double *out)
{
    size_t p = white->draw->ar.order;
    size_t size = regressor->before + regressor->sample->n + regressor->behind;
    const double *in = regressor->room;
    size_t k, t;

    memset(out, 0, p * sizeof *out);
    memcpy(out + p, in + p, (size - p) * sizeof *out);
    for (k = 1; k <= p; k++)
        for (t = p; t < size; t++)
            out[t] += white->filter[k] * in[t - k];
    return out + regressor->before;
}

/* x · v on a lag's rows: v is 0 where not whole. */
static double lagged_product(const struct gap *gap, const double *x, ptrdiff_t lag, const double *v,
                             double whole)
{
    size_t e;

    for (e = 0; e < gap->count; e++)
        whole -= x[(ptrdiff_t)gap->rows[e] - lag] * v[gap->rows[e]];
    return whole;
}

/* r squared over 1 - r squared at one lag; 0 where x or y has nothing left. */
static double odds_at(const struct regressor *regressor, const struct white *white,
                      const struct lag_products *view, const double *x, struct scratch *scratch,
                      size_t l)
{
    const struct lag_scan *sample = regressor->sample;
    size_t p = white->draw->ar.order, w = p + 1, m = white->basis->columns, k = white->contexts;
    const double *gram = regressor->gram[white->draw->season][p] + l * w * w;
    const double *solved = regressor->solved[white->draw->season][p] + l * w * m;
    struct gap gap = gap_of(sample, white, l);
    ptrdiff_t lag = sample->lag_first + (ptrdiff_t)l;
    double power = 0, both, share;
    size_t i, j, q;

    for (i = 0; i < w; i++)
        power += white->filter[i] * dot(gram + i * w, white->filter, w);
    for (q = 0; q < m; q++) {
        scratch->solved[q] = solved[q];
        for (i = 1; i < w; i++)
            scratch->solved[q] += white->filter[i] * solved[i * m + q];
    }
    both = lagged_product(&gap, x, lag, white->y, scratch->dots[l]) -
           dot(scratch->solved, view->y_basis + l * m, m);
    for (j = 0; j < k; j++)
        scratch->part[j] = lagged_product(&gap, x, lag, white->context + j * sample->n,
                                          scratch->context_dots[j * sample->lags + l]) -
                           dot(scratch->solved, view->context_basis + (l * k + j) * m, m);
    if (k > 0) {
        solve_lower(view->context_triangle + l * k * k, k, scratch->part);
        power -= dot(scratch->part, scratch->part, k);
        both -= dot(scratch->part, view->context_y + l * k, k);
    }
    if (!(power > 1e-12 * gram[0]) || !(view->power[l] > 0))
        return 0;
    share = both * both / (power * view->power[l]);
    return share < 1 - 1e-15 ? share / (1 - share) : 1e15;
}

double regressor_peak(const struct regressor *regressor, const struct white *white,
                      const struct lag_products *view, struct scratch *scratch)
{
    const struct lag_scan *sample = regressor->sample;
    const double *x = filter_x(regressor, white, scratch->x);
    double largest = 0;
    size_t l, j;

    project_lagged(white->y, x - sample->lag_first, sample->n, sample->lags, scratch->dots);
    for (j = 0; j < white->contexts; j++)
        project_lagged(white->context + j * sample->n, x - sample->lag_first, sample->n,
                       sample->lags, scratch->context_dots + j * sample->lags);
    for (l = 0; l < sample->lags; l++) {
        double square;

        if (view->freedom[l] < 1)
            return INFINITY;
        /* t squared is its degrees of freedom times r squared over 1 - r squared. */
        square = view->freedom[l] * odds_at(regressor, white, view, x, scratch, l);
        if (square > largest)
            largest = square;
    }
    return sqrt(largest);
}
