/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_periods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* What is left of a period beside those before it, as a share, below which it is rounding. */
static const double LEAST = 1e-9;

struct panel_periods {
    size_t periods;
    double *triangle; /* periods x periods, lower: D'MD = L L' without the rows that are 0 */
};

/* Column k of what an entity has of its own. */
static double cell(const struct season_candidate *own, size_t periods, size_t k, size_t t)
{
    if (k == 0)
        return 1;
    if (k == 1)
        return (double)t / (double)periods - .5;
    return own->values[(k - 2) * periods + t];
}

/* Adds one entity's I - QQ' on its rows, Q its own, orthonormal; basis: width x periods. */
static void add_entity(struct panel_periods *effects, const bool *in,
                       const struct season_candidate *own, double *basis)
{
    size_t periods = effects->periods, width = own ? 2 + own->columns : 1, columns, k, t, s;

    for (k = 0; k < width; k++)
        for (t = 0; t < periods; t++)
            basis[k * periods + t] = in[t] ? cell(own, periods, k, t) : 0;
    columns = project_basis(basis, periods, width);
    for (t = 0; t < periods; t++) {
        double *row = effects->triangle + t * periods;

        row[t] += in[t];
        for (k = 0; in[t] && k < columns; k++)
            for (s = 0; s <= t; s++)
                row[s] -= basis[k * periods + t] * basis[k * periods + s];
    }
}

/* Cholesky, in place; what the rows before determine is left out: its diagonal is 0. */
static void factor(double *a, size_t n)
{
    size_t i, j;

    for (i = 0; i < n; i++) {
        double *row = a + i * n, whole = row[i];

        for (j = 0; j < i; j++)
            row[j] = a[j * n + j] > 0 ? (row[j] - project_dot(row, a + j * n, j)) / a[j * n + j]
                                      : 0;
        row[i] -= project_dot(row, row, i);
        row[i] = row[i] > LEAST * whole ? sqrt(row[i]) : 0;
    }
}

struct panel_periods *panel_periods_new(size_t entities, size_t periods, const bool *in,
                                        const struct season_candidate *own)
{
    struct panel_periods *effects = xarray(1, sizeof *effects);
    double *basis = xarray((own ? 2 + own->columns : 1) * periods, sizeof *basis);
    size_t g;

    effects->periods = periods;
    effects->triangle = xcalloc(periods * periods, sizeof *effects->triangle);
    for (g = 0; g < entities; g++)
        add_entity(effects, in + g * periods, own, basis);
    factor(effects->triangle, periods);
    free(basis);
    return effects;
}

void panel_periods_free(struct panel_periods *effects)
{
    if (!effects)
        return;
    free(effects->triangle);
    free(effects);
}

void panel_periods_solve(const struct panel_periods *effects, double *sums)
{
    size_t n = effects->periods, i, j;

    for (i = 0; i < n; i++) {
        const double *row = effects->triangle + i * n;

        sums[i] = row[i] > 0 ? (sums[i] - project_dot(row, sums, i)) / row[i] : 0;
    }
    for (i = n; i-- > 0;) {
        const double *row = effects->triangle + i * n;

        sums[i] = row[i] > 0 ? sums[i] / row[i] : 0;
        for (j = 0; j < i; j++)
            sums[j] -= sums[i] * row[j];
    }
}
