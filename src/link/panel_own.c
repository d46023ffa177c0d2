/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* Rounds at most: every one takes several digits in all but the oddest panels. */
enum { ROUNDS = 200 };

struct own_fit {
    const struct panel_own *design;
    const bool *in;
    size_t width;    /* columns an entity may have */
    double *basis;   /* entities x width x periods: orthonormal on its rows */
    size_t *columns; /* entities */
    double *before;  /* periods */
};

static double cell(const struct panel_own *design, size_t column, size_t t)
{
    if (column == 0)
        return 1;
    if (column == 1)
        return (double)t / (double)design->periods - .5;
    return design->season->values[(column - 2) * design->periods + t];
}

static size_t start(struct own_fit *fit, const struct panel_own *design, const bool *in)
{
    size_t periods = design->periods, used = 0, count = design->contexts, g, k, t;

    *fit = (struct own_fit){ .design = design, .in = in, .width = 2 + design->season->columns };
    fit->basis = xarray(design->entities * fit->width * periods, sizeof *fit->basis);
    fit->columns = xarray(design->entities, sizeof *fit->columns);
    fit->before = xarray(periods, sizeof *fit->before);
    for (g = 0; g < design->entities; g++) {
        double *basis = fit->basis + g * fit->width * periods;

        for (k = 0; k < fit->width; k++)
            for (t = 0; t < periods; t++)
                basis[k * periods + t] = in[g * periods + t] ? cell(design, k, t) : 0;
        fit->columns[g] = project_basis(basis, periods, fit->width);
        count += fit->columns[g];
    }
    for (t = 0; t < periods; t++) {
        for (g = 0; g < design->entities && !in[g * periods + t]; g++)
            ;
        used += g < design->entities;
    }
    /* Level, trend and season of all are both the entities' and the periods'. */
    return count + (used > fit->width ? used - fit->width : 0);
}

static void remove_own(const struct own_fit *fit, double *v, double *own)
{
    size_t periods = fit->design->periods, g, t;

    for (g = 0; g < fit->design->entities; g++) {
        double *row = v + g * periods;

        memcpy(fit->before, row, periods * sizeof *row);
        project_out(fit->basis + g * fit->width * periods, periods, fit->columns[g], row);
        for (t = 0; own && t < periods; t++)
            own[g * periods + t] += fit->before[t] - row[t];
    }
}

/* Returns the largest of the periods' means that were taken out. */
static double remove_periods(const struct own_fit *fit, double *v)
{
    size_t entities = fit->design->entities, periods = fit->design->periods, g, t;
    double most = 0;

    for (t = 0; t < periods; t++) {
        double sum = 0, there = 0;

        for (g = 0; g < entities; g++) {
            sum += v[g * periods + t];
            there += fit->in[g * periods + t];
        }
        if (!(there > 0))
            continue;
        most = fmax(most, fabs(sum / there));
        for (g = 0; g < entities; g++)
            v[g * periods + t] -= fit->in[g * periods + t] ? sum / there : 0;
    }
    return most;
}

size_t panel_own_remove(const struct panel_own *design, const bool *in, double *v, double *own)
{
    size_t n = design->entities * design->periods, count, round;
    double first = 0, most;
    struct own_fit fit;

    count = start(&fit, design, in);
    if (own)
        memset(own, 0, n * sizeof *own);
    for (round = 0; round < ROUNDS; round++) {
        remove_own(&fit, v, own);
        most = remove_periods(&fit, v);
        project_out(design->context, n, design->contexts, v);
        first = round == 0 ? most : first;
        if (round > 0 && !(most > 1e-14 * first))
            break;
    }
    free(fit.basis);
    free(fit.columns);
    free(fit.before);
    return count;
}
