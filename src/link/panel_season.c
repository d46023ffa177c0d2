/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_season.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/panel_shared.h"
#include "stats/outlier.h"
#include "stats/project.h"

/* The shape of candidate s, where `bare` is the outcome without the rest; spare: n. */
static void find_shape(const struct sieve *sieve, size_t s, const double *bare, double *spare,
                       double *shape)
{
    const struct panel_layout *panel = sieve->panel;
    size_t cells = panel->entities * panel->periods, i;
    double *part = xarray(cells, sizeof *part);
    bool *in = xarray(cells, sizeof *in);

    memcpy(spare, bare, sieve->n * sizeof *spare);
    project_out(sieve->controls[s].values, sieve->n, sieve->controls[s].columns, spare);
    for (i = 0; i < cells; i++) {
        size_t row = i / panel->periods * panel->stride + i % panel->periods;

        in[i] = sieve->present[row];
        part[i] = in[i] ? bare[row] - spare[row] : 0;
    }
    panel_shared_shape(panel->entities, panel->periods, in, part, &sieve->season->candidate[s],
                       shape);
    free(part);
    free(in);
}

/* Each entity's amount of the shape, beside levels and trends; columns: entities x n. */
static size_t fill_loadings(const struct sieve *sieve, const double *shape, double *columns)
{
    const struct panel_layout *panel = sieve->panel;
    const struct basis *rest = &sieve->controls[0];
    size_t n = sieve->n, g, t;

    memset(columns, 0, panel->entities * n * sizeof *columns);
    for (g = 0; g < panel->entities; g++) {
        for (t = 0; t < panel->periods; t++) {
            size_t row = g * panel->stride + t;

            columns[g * n + row] = sieve->present[row] ? shape[t] : 0;
        }
        project_out(rest->values, n, rest->columns, columns + g * n);
        project_out(rest->values, n, rest->columns, columns + g * n);
    }
    return project_basis(columns, n, panel->entities);
}

size_t panel_season_share(struct sieve *sieve, double *left, double *spare, double *work)
{
    const struct season *season = sieve->season;
    size_t n = sieve->n, entities = sieve->panel->entities, used, s, t;
    size_t before = sieve->controls[sieve->null.season].columns;
    double least = (double)sieve->rows * log(sieve->null.ar.variance) +
                   2 * (double)(before + sieve->null.ar.order);
    double *bare, *columns, *shape;

    if (!sieve->timed || season->candidate[0].columns > 0)
        return before;
    bare = xarray(n, sizeof *bare);
    columns = xarray(entities * n, sizeof *columns);
    shape = xarray(sieve->panel->periods, sizeof *shape);
    memcpy(bare, sieve->y, n * sizeof *bare);
    project_out(sieve->controls[0].values, n, sieve->controls[0].columns, bare);
    for (s = 1; s < season->count; s++) {
        struct ar_fit ar;
        size_t kept;
        double aic;

        if (season->candidate[s].columns < 2)
            continue;
        find_shape(sieve, s, bare, spare, shape);
        kept = fill_loadings(sieve, shape, columns);
        memcpy(spare, bare, n * sizeof *spare);
        project_out(columns, n, kept, spare);
        for (t = 0; t < n; t++)
            if (!sieve->present[t])
                spare[t] = NAN;
        /* What all have of it the periods have. */
        kept = kept < entities ? kept : entities - 1;
        used = sieve->controls[0].columns + kept + season->candidate[s].columns - 1;
        sieve_burg(sieve, ar_burg, spare, used + sieve_taken(sieve, sieve->rows), work, &ar);
        aic = (double)sieve->rows * log(ar.variance) + 2 * (double)(used + ar.order);
        if (!(aic < least))
            continue;
        least = aic;
        before = used;
        sieve->null.ar = ar;
        memcpy(left, spare, n * sizeof *left);
        for (t = 0; t < n; t++)
            if (sieve->present[t])
                sieve->null.fitted[t] = sieve->y[t] - left[t];
    }
    free(bare);
    free(columns);
    free(shape);
    return before;
}
