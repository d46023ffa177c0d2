/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/panel_contest.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "link/panel_own.h"
#include "stats/naive.h"
#include "stats/panel.h"
#include "stats/project.h"
#include "stats/season.h"

/* The two-way within regression at lag 0, by the book. */
static void fit_within(const struct panel_cell *cell, const double *x, const double *y, double *p)
{
    size_t n = cell->entities * cell->periods, i;
    size_t *entity = xarray(n, sizeof *entity), *period = xarray(n, sizeof *period);
    struct panel_design design = { .x = &x,
                                   .columns = 1,
                                   .y = y,
                                   .rows = n,
                                   .entity = entity,
                                   .entities = cell->entities,
                                   .period = period,
                                   .periods = cell->periods,
                                   .effects = PANEL_TWO_WAY,
                                   .cluster = CLUSTER_CR1 };
    struct panel_fit fit;

    for (i = 0; i < n; i++) {
        entity[i] = i / cell->periods;
        period[i] = i % cell->periods;
    }
    panel_fit(&design, &fit);
    p[PANEL_WITHIN] = fit.linear.p[0];
    p[PANEL_CLUSTERED] = fit.cluster_p[0];
    panel_free(&fit);
    free(entity);
    free(period);
}

/* Filters v by the true autoregression within each entity; NaN where a value is missing. */
static void whiten(const struct panel_cell *cell, const double *v, double *out)
{
    size_t g, t;

    for (g = 0; g < cell->entities; g++) {
        double persistence = panel_cell_persistence(cell, g);
        const double *in = v + g * cell->periods;

        for (t = 0; t < cell->periods; t++)
            out[g * cell->periods + t] = persistence == 0 ? in[t]
                                         : t == 0         ? NAN
                                                          : in[t] - persistence * in[t - 1];
    }
}

/* p of the slope at a lag, all effects out of both, rows independent. */
static double lag_p(const struct panel_cell *cell, const struct season_candidate *season,
                    const double *x, const double *y, size_t lag)
{
    size_t n = cell->entities * cell->periods, rows = 0, columns, i;
    struct panel_own design = { .entities = cell->entities,
                                .periods = cell->periods,
                                .season = season };
    bool *in = xarray(n, sizeof *in);
    double *left = xarray(2 * n, sizeof *left), *right = left + n;
    double slope, squares = 0, power, freedom;

    for (i = 0; i < n; i++) {
        in[i] = i % cell->periods >= lag && isfinite(x[i - lag]) && isfinite(y[i]);
        left[i] = in[i] ? x[i - lag] : 0;
        right[i] = in[i] ? y[i] : 0;
        rows += in[i];
    }
    columns = panel_own_remove(&design, in, left, NULL);
    panel_own_remove(&design, in, right, NULL);
    power = project_dot(left, left, n);
    slope = project_dot(left, right, n) / power;
    for (i = 0; i < n; i++)
        squares += (right[i] - slope * left[i]) * (right[i] - slope * left[i]);
    freedom = (double)rows - (double)columns - 1;
    free(in);
    free(left);
    if (!(freedom >= 1) || !(power > 0))
        return 1;
    return 2 * gsl_cdf_tdist_Q(fabs(slope) * sqrt(power * freedom / squares), freedom);
}

double panel_oracle(const struct panel_cell *cell, const double *x, const double *y)
{
    size_t n = cell->entities * cell->periods, lag;
    double *white = xarray(2 * n, sizeof *white), *year = xarray(cell->periods, sizeof *year);
    struct season_request request = { .mode = SEASON_OFF };
    struct season season;
    double least = 1;

    if (cell->shape == PANEL_SEASON)
        request = (struct season_request){ .mode = SEASON_AUTO,
                                           .year = year,
                                           .calendar = SEASON_CALENDAR_MONTHS };
    panel_cell_year(cell, year);
    season_offer(&season, &request, cell->periods);
    whiten(cell, x, white);
    whiten(cell, y, white + n);
    for (lag = 0; lag < PANEL_LAGS; lag++)
        /* The third that is offered has the two harmonics that the season is made of. */
        least = fmin(least, lag_p(cell, &season.candidate[season.count > 2 ? 2 : 0], white,
                                  white + n, lag));
    season_free(&season);
    free(white);
    free(year);
    return 1 - pow(1 - least, PANEL_LAGS);
}

void panel_contest(const struct panel_cell *cell, const double *x, const double *y,
                   double p[PANEL_CONTESTANTS])
{
    p[PANEL_NAIVE] = naive_slope(x, y, cell->entities * cell->periods).p;
    fit_within(cell, x, y, p);
    p[PANEL_ORACLE] = panel_oracle(cell, x, y);
}
