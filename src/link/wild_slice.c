/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/wild_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/panel_own.h"
#include "stats/panel.h"
#include "stats/project.h"

void wild_within(const struct wild *wild, const bool *in, double *v)
{
    size_t n = wild->outcome.entities * wild->outcome.periods;
    struct panel_design design = { .rows = n,
                                   .entity = wild->entity,
                                   .entities = wild->outcome.entities,
                                   .period = wild->period,
                                   .periods = wild->outcome.periods,
                                   .effects = wild->outcome.timed ? PANEL_TWO_WAY : PANEL_ENTITY };
    struct panel_own own = { .entities = design.entities, .periods = design.periods };
    double *out;
    size_t i;

    if (wild->long_panel) {
        for (i = 0; i < n; i++)
            v[i] = in[i] ? v[i] : 0;
        own.season = wild_null_season(wild->null);
        panel_own_remove(&own, in, v, NULL);
        return;
    }
    out = xarray(n, sizeof *out);
    panel_within(&design, in, v, out);
    for (i = 0; i < n; i++)
        v[i] = in[i] ? out[i] : 0;
    free(out);
}

/* Rows that have x at the lag, y and context. */
static void find_rows(const struct wild *wild, struct slice *slice)
{
    const struct panel_outcome *outcome = &wild->outcome;
    size_t periods = outcome->periods;
    bool *seen = xcalloc(outcome->entities + periods, sizeof *seen);
    size_t g, t, j;

    slice->in = xarray(outcome->entities * periods, sizeof *slice->in);
    for (g = 0; g < outcome->entities; g++) {
        for (t = 0; t < periods; t++) {
            ptrdiff_t at = (ptrdiff_t)t - slice->lag;
            size_t row = g * periods + t;
            bool in = wild->y.present[row] && at >= 0 && at < (ptrdiff_t)periods &&
                      wild->x.present[g * periods + (size_t)at];

            for (j = 0; in && j < outcome->contexts; j++)
                in = isfinite(outcome->context[j][row]);
            slice->in[row] = in;
            if (!in)
                continue;
            slice->rows++;
            slice->entities += seen[g] ? 0 : 1;
            slice->absorbed += !seen[g];
            slice->periods += !seen[outcome->entities + t];
            slice->last = t > slice->last ? t : slice->last;
            slice->absorbed += outcome->timed && !seen[outcome->entities + t];
            seen[g] = seen[outcome->entities + t] = true;
        }
    }
    slice->absorbed -= outcome->timed && slice->absorbed > 0;
    /* Trend and season of each, but for those of all, which the periods have. */
    if (wild->long_panel && slice->entities > 0)
        slice->absorbed += (slice->entities - 1) * (1 + wild_null_season(wild->null)->columns);
    free(seen);
}

/* Effects and context out of x and y. */
static void adjust(const struct wild *wild, struct slice *slice)
{
    const struct panel_outcome *outcome = &wild->outcome;
    size_t periods = outcome->periods, n = outcome->entities * periods;
    double *context = xarray(outcome->contexts * n, sizeof *context);
    double before = 0;
    size_t i, j, kept;

    slice->x = xarray(n, sizeof *slice->x);
    slice->y = xarray(n, sizeof *slice->y);
    for (i = 0; i < n; i++) {
        slice->x[i] = slice->in[i] ? wild->x.values[(ptrdiff_t)i - slice->lag] : 0;
        slice->y[i] = slice->in[i] ? wild->y.values[i] : 0;
        before += slice->x[i] * slice->x[i];
    }
    wild_within(wild, slice->in, slice->x);
    wild_within(wild, slice->in, slice->y);
    for (j = 0; j < outcome->contexts; j++) {
        struct series z;

        series_start(&z, outcome->context[j], n);
        memcpy(context + j * n, z.values, n * sizeof *context);
        wild_within(wild, slice->in, context + j * n);
        if (project_dot(context + j * n, context + j * n, n) <
            1e-18 * project_dot(z.values, z.values, n))
            memset(context + j * n, 0, n * sizeof *context);
        series_free(&z);
    }
    kept = project_basis(context, n, outcome->contexts);
    slice->absorbed += kept;
    project_out(context, n, kept, slice->x);
    project_out(context, n, kept, slice->y);
    slice->power = project_dot(slice->x, slice->x, n);
    if (!(slice->power > 1e-18 * before))
        slice->power = 0;
    free(context);
}

/* sqrt of the clustered variance of the slope, from each entity's score. */
double wild_se(const struct slice *slice, double squares)
{
    return sqrt(slice->factor * squares) / slice->power;
}

static void measure(const struct wild *wild, struct slice *slice)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods;
    double g = (double)slice->entities, n = (double)slice->rows;
    double k = (double)slice->absorbed + 1;
    double power_y = project_dot(slice->y, slice->y, entities * periods);
    double squares = 0;
    size_t h, row;

    slice->t = slice->slope = slice->se = slice->r = NAN;
    if (!(slice->power > 0) || slice->entities < 2 || n <= k || !(power_y > 0))
        return;
    slice->factor = g / (g - 1) * (n - 1) / (n - k);
    slice->score = xcalloc(entities, sizeof *slice->score);
    slice->square = xcalloc(entities, sizeof *slice->square);
    slice->slope = project_dot(slice->x, slice->y, entities * periods) / slice->power;
    slice->r = slice->slope * sqrt(slice->power / power_y);
    for (h = 0; h < entities; h++) {
        double score;

        for (row = h * periods; row < (h + 1) * periods; row++) {
            slice->score[h] += slice->x[row] * slice->y[row];
            slice->square[h] += slice->x[row] * slice->x[row];
        }
        score = slice->score[h] - slice->slope * slice->square[h];
        squares += score * score;
    }
    /* A perfect fit has no error to divide by. */
    squares = fmax(squares, 1e-30 * slice->power * power_y);
    slice->se = wild_se(slice, squares);
    slice->t = slice->slope / slice->se;
}

bool wild_whole(const struct slice *slice)
{
    return slice->rows == slice->entities * slice->periods;
}

/* x of every entity with what the within transformation makes of one entity's residuals. */
static void cross_products(const struct wild *wild, struct slice *slice)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods;
    double *effect = xarray(periods, sizeof *effect);
    size_t g, h;

    for (h = 0; h < entities; h++) {
        memcpy(effect, slice->y + h * periods, periods * sizeof *effect);
        panel_periods_solve(slice->effects, effect);
        for (g = 0; g < entities; g++)
            slice->cross[g * entities + h] = (g == h ? slice->score[g] : 0) -
                                             project_dot(slice->x + g * periods, effect, periods);
    }
    free(effect);
}

/*
 * The same where all entities have the same periods: of one entity's residuals, which add up to 0,
 * the transformation takes each period's share away from all entities.
 */
static void cross_whole(const struct wild *wild, struct slice *slice)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods;
    size_t g, h;

    for (g = 0; g < entities; g++)
        for (h = 0; h < entities; h++) {
            double product = project_dot(slice->x + g * periods, slice->y + h * periods, periods);

            slice->cross[g * entities + h] = (g == h ? product : 0) -
                                             product / (double)slice->entities;
        }
}

/* Whether products of entities with each other are fewer than what takes their place. */
static bool wants_cross(const struct wild *wild, const struct slice *slice)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods;

    return wild->outcome.timed &&
           entities * entities <= 2 * entities * periods + (slice->effects ? periods * periods : 0);
}

void wild_slice_fill(const struct wild *wild, struct slice *slice)
{
    size_t entities = wild->outcome.entities, periods = wild->outcome.periods;

    find_rows(wild, slice);
    adjust(wild, slice);
    measure(wild, slice);
    if (isnan(slice->t))
        return;
    if (wild->outcome.timed && !wild_whole(slice)) {
        slice->effects = panel_periods_new(entities, periods, slice->in,
                                           wild->long_panel ? wild_null_season(wild->null) : NULL);
        slice->level_effects = panel_periods_new(entities, periods, slice->in, NULL);
    }
    if (!wants_cross(wild, slice))
        return;
    slice->cross = xarray(entities * entities, sizeof *slice->cross);
    if (!slice->effects)
        cross_whole(wild, slice);
    else
        cross_products(wild, slice);
}
