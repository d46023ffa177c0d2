/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/collinear.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/sum.h"

/* A singular value under this share of the largest is rounding. */
static const double SINGULAR = 1e-13;

static double length_of(const double *x, size_t n, double scale)
{
    struct sum sum = { 0, 0 };
    size_t i;

    for (i = 0; i < n; i++)
        sum_add(&sum, x[i] * scale * (x[i] * scale));
    return sqrt(sum_value(&sum));
}

/* Columns at length 1; false where one has none. */
static bool fill(gsl_matrix *a, const double *const *x, size_t columns, size_t n)
{
    size_t i, j;

    for (j = 0; j < columns; j++) {
        double scale = sum_scale(x[j], n);
        double length = length_of(x[j], n, scale);

        if (!(length > 0))
            return false;
        for (i = 0; i < n; i++)
            gsl_matrix_set(a, i, j, x[j][i] * scale / length);
    }
    return true;
}

/* v: columns by columns, mu: the singular values, largest first. */
static void judge(struct collinear *c, const gsl_matrix *v, const gsl_vector *mu)
{
    size_t m = c->columns;
    double largest = gsl_vector_get(mu, 0);
    size_t j, k;

    for (k = 0; k < m; k++) {
        double size = gsl_vector_get(mu, k);

        c->condition[k] = size > SINGULAR * largest ? largest / size : INFINITY;
    }
    for (j = 0; j < m; j++) {
        double total = 0, beyond = 0;

        for (k = 0; k < m; k++) {
            double part = gsl_matrix_get(v, j, k);
            double size = gsl_vector_get(mu, k);

            part *= part;
            if (isinf(c->condition[k])) {
                /* All of the variance, if the column has anything to do with it. */
                part = part > 1e-20 ? part : 0;
                beyond += part;
            } else {
                part /= size * size;
                total += part;
            }
            c->share[k * m + j] = part;
        }
        c->vif[j] = beyond > 0 ? INFINITY : m == 1 ? 1 : fmax(1, total);
        for (k = 0; k < m; k++) {
            if (beyond > 0)
                c->share[k * m + j] = isinf(c->condition[k]) ? c->share[k * m + j] / beyond : 0;
            else
                c->share[k * m + j] /= total;
        }
    }
}

enum stats_status collinear_start(struct collinear *c, const double *const *x, size_t columns,
                                  size_t n)
{
    gsl_matrix *a, *v;
    gsl_vector *mu;
    size_t k;

    c->columns = columns;
    c->vif = xarray(columns, sizeof *c->vif);
    c->condition = xarray(columns, sizeof *c->condition);
    c->share = xarray(columns * columns, sizeof *c->share);
    for (k = 0; k < columns; k++)
        c->vif[k] = c->condition[k] = NAN;
    for (k = 0; k < columns * columns; k++)
        c->share[k] = NAN;
    c->status = columns == 0 || n < columns ? STATS_TOO_FEW : STATS_OK;
    if (c->status != STATS_OK)
        return c->status;
    a = gsl_matrix_alloc(n, columns);
    v = gsl_matrix_alloc(columns, columns);
    mu = gsl_vector_alloc(columns);
    if (fill(a, x, columns, n)) {
        gsl_linalg_SV_decomp_jacobi(a, v, mu);
        judge(c, v, mu);
    } else {
        c->status = STATS_CONSTANT;
    }
    gsl_matrix_free(a);
    gsl_matrix_free(v);
    gsl_vector_free(mu);
    return c->status;
}

void collinear_free(struct collinear *c)
{
    free(c->vif);
    free(c->condition);
    free(c->share);
    *c = (struct collinear){ .status = STATS_OK };
}

/* The index on which most of column j's variance rests. */
static size_t weightiest(const struct collinear *c, size_t j)
{
    size_t best = 0;
    size_t k;

    for (k = 1; k < c->columns; k++)
        if (c->share[k * c->columns + j] > c->share[best * c->columns + j])
            best = k;
    return best;
}

bool collinear_name(const struct collinear *c, size_t j, bool *together)
{
    size_t m = c->columns;
    size_t k, i;
    bool near;

    for (i = 0; i < m; i++)
        together[i] = false;
    if (c->status != STATS_OK)
        return false;
    k = weightiest(c, j);
    near = c->vif[j] >= COLLINEAR_VIF ||
           (c->condition[k] >= COLLINEAR_CONDITION && c->share[k * m + j] > .5);
    for (i = 0; i < m && near; i++)
        together[i] = i == j || c->share[k * m + i] > .5;
    return near;
}
