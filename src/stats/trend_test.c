/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/trend_test.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/ar.h"
#include "stats/project.h"

struct shape {
    size_t n, rows;
    const double *columns;
    size_t count;
    bool *present;
    size_t step;                /* its first row; 0: there is none */
    /* (1 + step + count) x n, made when first asked for: constant (and step) alone and with the
       columns, on the rows that a filter of that order leaves. */
    double *basis[2][AR_MAX + 1];
    size_t kept[2][AR_MAX + 1];
    double *left, *white, *work;
};

/* What a step has gained if it is one, in the AICc: null_model.c says why. */
static const double STEP_GAIN = 8;

/* Constant, step and, if asked for, the columns, on the rows where `in`, filtered with that order,
   is there. A step stays one, but for the rows next to it, when it is filtered. */
static const double *basis_of(struct shape *shape, bool columns, size_t order, const double *in,
                              size_t *kept)
{
    double **place = &shape->basis[columns][order];
    size_t n = shape->n, count = columns ? shape->count : 0, fixed = shape->step > 0 ? 2 : 1;
    size_t j, t;

    if (!*place) {
        double *basis = *place = xarray((fixed + count) * n, sizeof *basis);

        for (t = 0; t < n; t++) {
            bool there = !isnan(in[t]);

            basis[t] = there;
            if (shape->step > 0)
                basis[n + t] = there && t >= shape->step;
            for (j = 0; j < count; j++)
                basis[(fixed + j) * n + t] = there ? shape->columns[j * n + t] : 0;
        }
        shape->kept[columns][order] = project_basis(basis, n, fixed + count);
    }
    *kept = shape->kept[columns][order];
    return *place;
}

/* v without constant and columns; NaN stays NaN. Returns the sum of squares. */
static double leave(struct shape *shape, const double *v, bool columns, size_t order, double *out,
                    size_t *kept)
{
    size_t n = shape->n;
    const double *basis = basis_of(shape, columns, order, v, kept);
    double sum;
    size_t t;

    for (t = 0; t < n; t++)
        out[t] = isnan(v[t]) ? 0 : v[t];
    project_out(basis, n, *kept, out);
    sum = project_dot(out, out, n);
    for (t = 0; t < n; t++)
        out[t] = isnan(v[t]) ? NAN : out[t];
    return sum;
}

/* F of the columns after whitening; 0 where nothing can be said. */
static double strength(struct shape *shape, const double *v)
{
    size_t n = shape->n, rows = 0, kept, with, t;
    struct ar_fit fit;
    double least, most;

    leave(shape, v, true, 0, shape->left, &kept);
    ar_burg(shape->left, n, ar_max_order(shape->rows), kept, shape->work, &fit);
    ar_filter(&fit, v, n, shape->white);
    for (t = 0; t < n; t++)
        rows += isnan(shape->white[t]) ? 0 : 1;
    most = leave(shape, shape->white, false, fit.order, shape->left, &kept);
    least = leave(shape, shape->white, true, fit.order, shape->left, &with);
    if (rows < with + 2 || with <= kept || !(least > 1e-20 * most))
        return 0;
    return (most - least) / least * (double)(rows - with) / (double)(with - kept);
}

/* The series without a shape: an autoregression about its mean, and its innovations. */
static size_t fit_wander(struct shape *shape, const double *v, struct ar_fit *fit, double *pool)
{
    size_t n = shape->n, size = 0, kept, t;
    double mean = 0;

    leave(shape, v, false, 0, shape->left, &kept);
    ar_burg(shape->left, n, ar_max_order(shape->rows), 1, shape->work, fit);
    ar_filter(fit, shape->left, n, shape->white);
    for (t = 0; t < n; t++)
        if (!isnan(shape->white[t]))
            pool[size++] = shape->white[t];
    for (t = 0; t < size; t++)
        mean += pool[t] / (double)size;
    for (t = 0; t < size; t++)
        pool[t] -= mean;
    return size;
}

static void forget(struct shape *shape)
{
    size_t p;

    for (p = 0; p <= AR_MAX; p++) {
        free(shape->basis[false][p]);
        free(shape->basis[true][p]);
        shape->basis[false][p] = shape->basis[true][p] = NULL;
    }
}

/* The row from which a step beside the columns explains most, if that is enough; 0: none. */
static size_t find_step(struct shape *shape, const double *v)
{
    size_t n = shape->n, edge = n / 10 > 3 ? n / 10 : 3, best = 0, kept, t;
    double least = INFINITY;
    struct ar_fit fit;

    shape->step = 0;
    for (;;) {
        leave(shape, v, true, 0, shape->left, &kept);
        ar_burg_full(shape->left, n, ar_max_order(shape->rows), kept, shape->work, &fit);
        if (shape->step == 0)
            least = fit.aicc - STEP_GAIN;
        else if (fit.aicc < least) {
            least = fit.aicc;
            best = shape->step;
        }
        t = shape->step == 0 ? edge : shape->step + 1;
        forget(shape);
        if (t + edge > n)
            return best;
        shape->step = t;
    }
}

static bool compare(struct shape *shape, const double *v, uint64_t seed, size_t resamples)
{
    size_t n = shape->n;
    double *pool = xarray(n, sizeof *pool);
    double *simulated = xarray(n, sizeof *simulated);
    double observed;
    struct ar_fit fit;
    size_t size, burn;
    double reached = 1, most = .05 * ((double)resamples + 1);
    size_t b, t;

    shape->step = find_step(shape, v);
    observed = strength(shape, v);
    size = fit_wander(shape, v, &fit, pool);
    burn = ar_memory(&fit, 2 * n + 100);
    /* No more than it takes to know. */
    for (b = 0; size > 0 && observed > 0 && b < resamples && reached < most; b++) {
        struct random random;

        random_start(&random, seed, b);
        ar_simulate(&fit, pool, size, NULL, burn, &random, simulated, n);
        for (t = 0; t < n; t++)
            if (!shape->present[t])
                simulated[t] = NAN;
        reached += strength(shape, simulated) >= observed;
    }
    free(pool);
    free(simulated);
    return size > 0 && observed > 0 && reached < most;
}

bool trend_test_there(const double *v, size_t n, const double *columns, size_t count, uint64_t seed,
                 size_t resamples)
{
    struct shape shape = { .n = n, .columns = columns, .count = count };
    bool there = false;
    size_t t;

    shape.present = xarray(n, sizeof *shape.present);
    for (t = 0; t < n; t++) {
        shape.present[t] = !isnan(v[t]);
        shape.rows += shape.present[t];
    }
    shape.left = xarray(n, sizeof *shape.left);
    shape.white = xarray(n, sizeof *shape.white);
    shape.work = xarray(AR_WORK(n), sizeof *shape.work);
    if (shape.rows > count + 4)
        there = compare(&shape, v, seed, resamples);
    free(shape.present);
    forget(&shape);
    free(shape.left);
    free(shape.white);
    free(shape.work);
    return there;
}
