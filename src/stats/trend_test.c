/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/trend_test.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/ar.h"
#include "stats/project.h"

struct trend_bases {
    size_t n, rows;
    const double *columns;
    size_t count;
    bool *present;
    size_t step; /* its first row; 0: there is none */
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
static const double *basis_of(struct trend_bases *bases, bool columns, size_t order,
                              const double *in, size_t *kept)
{
    double **place = &bases->basis[columns][order];
    size_t n = bases->n, count = columns ? bases->count : 0, fixed = bases->step > 0 ? 2 : 1;
    size_t j, t;

    if (!*place) {
        double *basis = *place = xarray((fixed + count) * n, sizeof *basis);

        for (t = 0; t < n; t++) {
            bool there = !isnan(in[t]);

            basis[t] = there;
            if (bases->step > 0)
                basis[n + t] = there && t >= bases->step;
            for (j = 0; j < count; j++)
                basis[(fixed + j) * n + t] = there ? bases->columns[j * n + t] : 0;
        }
        bases->kept[columns][order] = project_basis(basis, n, fixed + count);
    }
    *kept = bases->kept[columns][order];
    return *place;
}

/* v without constant and columns; NaN stays NaN. Returns the sum of squares. */
static double leave(struct trend_bases *bases, const double *v, bool columns, size_t order,
                    double *out, size_t *kept)
{
    size_t n = bases->n;
    const double *basis = basis_of(bases, columns, order, v, kept);
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
static double strength(struct trend_bases *bases, const double *v)
{
    size_t n = bases->n, rows = 0, kept, with, t;
    struct ar_fit fit;
    double least, most;

    leave(bases, v, true, 0, bases->left, &kept);
    ar_burg(bases->left, n, ar_max_order(bases->rows), kept, bases->work, &fit);
    ar_filter(&fit, v, n, bases->white);
    for (t = 0; t < n; t++)
        rows += isnan(bases->white[t]) ? 0 : 1;
    most = leave(bases, bases->white, false, fit.order, bases->left, &kept);
    least = leave(bases, bases->white, true, fit.order, bases->left, &with);
    if (rows < with + 2 || with <= kept || !(least > 1e-20 * most))
        return 0;
    return (most - least) / least * (double)(rows - with) / (double)(with - kept);
}

/* The series without a shape: an autoregression about its mean, and its innovations. */
static size_t fit_wander(struct trend_bases *bases, const double *v, struct ar_fit *fit,
                         double *pool)
{
    size_t n = bases->n, size = 0, kept, t;
    double mean = 0;

    leave(bases, v, false, 0, bases->left, &kept);
    ar_burg(bases->left, n, ar_max_order(bases->rows), 1, bases->work, fit);
    ar_filter(fit, bases->left, n, bases->white);
    for (t = 0; t < n; t++)
        if (!isnan(bases->white[t]))
            pool[size++] = bases->white[t];
    for (t = 0; t < size; t++)
        mean += pool[t] / (double)size;
    for (t = 0; t < size; t++)
        pool[t] -= mean;
    return size;
}

static void forget(struct trend_bases *bases)
{
    size_t p;

    for (p = 0; p <= AR_MAX; p++) {
        free(bases->basis[false][p]);
        free(bases->basis[true][p]);
        bases->basis[false][p] = bases->basis[true][p] = NULL;
    }
}

/* The row from which a step beside the columns explains most, if that is enough; 0: none. */
static size_t find_step(struct trend_bases *bases, const double *v)
{
    size_t n = bases->n, edge = n / 10 > 3 ? n / 10 : 3, best = 0, kept, t;
    double least = INFINITY;
    struct ar_fit fit;

    bases->step = 0;
    for (;;) {
        leave(bases, v, true, 0, bases->left, &kept);
        ar_burg_full(bases->left, n, ar_max_order(bases->rows), kept, bases->work, &fit);
        if (bases->step == 0)
            least = fit.aicc - STEP_GAIN;
        else if (fit.aicc < least) {
            least = fit.aicc;
            best = bases->step;
        }
        t = bases->step == 0 ? edge : bases->step + 1;
        forget(bases);
        if (t + edge > n)
            return best;
        bases->step = t;
    }
}

static bool compare(struct trend_bases *bases, const double *v, uint64_t seed, size_t resamples)
{
    size_t n = bases->n;
    double *pool = xarray(n, sizeof *pool);
    double *simulated = xarray(n, sizeof *simulated);
    double observed;
    struct ar_fit fit;
    size_t size, burn;
    double reached = 1, most = .05 * ((double)resamples + 1);
    size_t b, t;

    bases->step = find_step(bases, v);
    observed = strength(bases, v);
    size = fit_wander(bases, v, &fit, pool);
    burn = ar_memory(&fit, 2 * n + 100);
    /* No more than it takes to know. */
    for (b = 0; size > 0 && observed > 0 && b < resamples && reached < most; b++) {
        struct random random;

        random_start(&random, seed, b);
        ar_simulate(&fit, pool, size, NULL, burn, &random, simulated, n);
        for (t = 0; t < n; t++)
            if (!bases->present[t])
                simulated[t] = NAN;
        reached += strength(bases, simulated) >= observed;
    }
    free(pool);
    free(simulated);
    return size > 0 && observed > 0 && reached < most;
}

bool trend_test_there(const double *v, size_t n, const double *columns, size_t count, uint64_t seed,
                      size_t resamples)
{
    struct trend_bases bases = { .n = n, .columns = columns, .count = count };
    bool there = false;
    size_t t;

    bases.present = xarray(n, sizeof *bases.present);
    for (t = 0; t < n; t++) {
        bases.present[t] = !isnan(v[t]);
        bases.rows += bases.present[t];
    }
    bases.left = xarray(n, sizeof *bases.left);
    bases.white = xarray(n, sizeof *bases.white);
    bases.work = xarray(AR_WORK(n), sizeof *bases.work);
    if (bases.rows > count + 4)
        there = compare(&bases, v, seed, resamples);
    free(bases.present);
    forget(&bases);
    free(bases.left);
    free(bases.white);
    free(bases.work);
    return there;
}
