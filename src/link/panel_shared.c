/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_shared.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* Rounds are enough: a first component that is not clear of the second is nothing to hold on to. */
enum { ROUNDS = 50 };

/* Constant, trend and season, orthonormal over all periods; returns how many. */
static size_t fill_span(size_t periods, const struct season_candidate *season, double *basis)
{
    size_t t;

    for (t = 0; t < periods; t++) {
        basis[t] = 1;
        basis[periods + t] = (double)t / (double)periods - .5;
    }
    memcpy(basis + 2 * periods, season->values, season->columns * periods * sizeof *basis);
    return project_basis(basis, periods, 2 + season->columns);
}

/* Keeps of v what is in the span; work: periods. */
static void keep_span(const double *basis, size_t columns, size_t periods, double *v, double *work)
{
    double length;
    size_t t;

    memcpy(work, v, periods * sizeof *work);
    project_out(basis, periods, columns, work);
    for (t = 0; t < periods; t++)
        v[t] -= work[t];
    length = sqrt(project_dot(v, v, periods));
    for (t = 0; t < periods; t++)
        v[t] = length > 0 ? v[t] / length : 0;
}

/* The entity that the season explains most of is where the search begins. */
static void start(size_t entities, size_t periods, const double *part, double *shape)
{
    double most = -1;
    size_t g;

    for (g = 0; g < entities; g++) {
        const double *row = part + g * periods;
        double power = project_dot(row, row, periods);

        if (!(power > most))
            continue;
        most = power;
        memcpy(shape, row, periods * sizeof *shape);
    }
}

/* How much of the shape each entity has. */
static void find_loadings(size_t entities, size_t periods, const bool *in, const double *part,
                          const double *shape, double *loading)
{
    size_t g, t;

    for (g = 0; g < entities; g++) {
        double power = 0;

        for (t = 0; t < periods; t++)
            power += in[g * periods + t] ? shape[t] * shape[t] : 0;
        loading[g] = power > 0 ? project_dot(part + g * periods, shape, periods) / power : 0;
    }
}

/* The shape, given how much of it each has; a period that nobody has: 0. */
static void find_shape(size_t entities, size_t periods, const bool *in, const double *part,
                       const double *loading, double *shape)
{
    size_t g, t;

    for (t = 0; t < periods; t++) {
        double power = 0;

        shape[t] = 0;
        for (g = 0; g < entities; g++) {
            shape[t] += loading[g] * part[g * periods + t];
            power += in[g * periods + t] ? loading[g] * loading[g] : 0;
        }
        shape[t] = power > 0 ? shape[t] / power : 0;
    }
}

void panel_shared_shape(size_t entities, size_t periods, const bool *in, const double *part,
                        const struct season_candidate *season, double *shape)
{
    double *basis = xarray((2 + season->columns) * periods, sizeof *basis);
    double *work = xarray(periods, sizeof *work), *loading = xarray(entities, sizeof *loading);
    size_t columns = fill_span(periods, season, basis), round;

    start(entities, periods, part, shape);
    keep_span(basis, columns, periods, shape, work);
    for (round = 0; round < ROUNDS; round++) {
        find_loadings(entities, periods, in, part, shape, loading);
        find_shape(entities, periods, in, part, loading, shape);
        keep_span(basis, columns, periods, shape, work);
    }
    free(basis);
    free(work);
    free(loading);
}
