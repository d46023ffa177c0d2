/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ar_median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "stats/project.h"
#include "stats/random.h"

/* Rows before the first, and the seed of all tables. */
enum { BURN = 60, SEED = 5 };

static const double GRID[AR_MEDIAN_GRID] = { -.6, -.4, -.2, 0,   .1, .2,  .3,  .4, .5,
                                             .6,  .7,  .8,  .85, .9, .94, .97, 1 };

struct table_work {
    const struct ar_median_basis *bases;
    size_t count, n, simulated;
    const bool *present;
    double *found; /* [point][basis][series] */
};

/* Burg's first coefficient over the pairs of rows that are there. */
static double first_reflection(const double *e, size_t n)
{
    double cross = n > 1 ? project_dot(e, e + 1, n - 1) : 0, power = 0;
    size_t t;

    for (t = 1; t < n; t++)
        power += e[t - 1] != 0 && e[t] != 0 ? e[t] * e[t] + e[t - 1] * e[t - 1] : 0;
    return power > 0 ? 2 * cross / power : 0;
}

static void simulate(double phi, size_t stream, size_t n, double *y)
{
    struct random random;
    double now = 0;
    size_t t;

    random_start(&random, SEED, stream);
    for (t = 0; t < BURN + n; t++) {
        now = phi * now + random_normal(&random);
        if (t >= BURN)
            y[t - BURN] = now;
    }
}

static void fill_point(void *context, size_t point, size_t worker)
{
    struct table_work *work = context;
    size_t n = work->n, i, b, t;
    double *y = xarray(n, sizeof *y), *e = xarray(n, sizeof *e);

    (void)worker;
    for (i = 0; i < work->simulated; i++) {
        /* The same innovations at each point: the table then rises smoothly. */
        simulate(GRID[point], i, n, y);
        for (t = 0; t < n; t++)
            y[t] = work->present[t] ? y[t] : 0;
        for (b = 0; b < work->count; b++) {
            const struct ar_median_basis *basis = &work->bases[b];

            memcpy(e, y, n * sizeof *e);
            project_out(basis->values, n, basis->columns, e);
            if (basis->more)
                project_out(basis->more, n, 1, e);
            work->found[(point * work->count + b) * work->simulated + i] = first_reflection(e, n);
        }
    }
    free(y);
    free(e);
}

void ar_median_make(const struct ar_median_basis *bases, size_t count, size_t n,
                    const bool *present, size_t simulated, size_t threads, struct ar_median *tables)
{
    struct table_work work = { bases, count, n, simulated, present, NULL };
    size_t b, g;

    work.found = xarray(AR_MEDIAN_GRID * count * simulated, sizeof *work.found);
    parallel_for(AR_MEDIAN_GRID, threads, fill_point, &work);
    for (b = 0; b < count; b++) {
        for (g = 0; g < AR_MEDIAN_GRID; g++) {
            double *found = work.found + (g * count + b) * simulated;
            double before = g > 0 ? tables[b].at[g - 1] : -INFINITY;

            qsort(found, simulated, sizeof *found, number_compare);
            tables[b].at[g] = (found[(simulated - 1) / 2] + found[simulated / 2]) / 2;
            tables[b].at[g] = fmax(tables[b].at[g], before + 1e-6);
        }
    }
    free(work.found);
}

double ar_median_correct(const struct ar_median *table, double reflection)
{
    const double *at = table->at;
    size_t g = 0;

    if (!(reflection < at[AR_MEDIAN_GRID - 1]))
        return 1;
    if (reflection <= at[0])
        return fmax(-1, GRID[0] + reflection - at[0]);
    while (at[g + 1] < reflection)
        g++;
    return GRID[g] + (GRID[g + 1] - GRID[g]) * (reflection - at[g]) / (at[g + 1] - at[g]);
}

void ar_median_white(const struct ar_median *table, size_t rows, struct ar_fit *fit)
{
    double reflection[AR_MAX];

    if (fit->order == 0)
        return;
    ar_reflections(fit, reflection);
    reflection[0] = ar_median_correct(table, reflection[0]);
    ar_shrink(reflection, fit->order, rows);
    ar_from_reflections(reflection, fit->order, fit->phi);
}
