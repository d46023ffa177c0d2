/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/placebo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/sieve.h"
#include "stats/panel.h"
#include "stats/project.h"
#include "stats/random.h"
#include "stats/series.h"

/* Orders drawn before the best of them is taken, and where its streams of numbers begin. */
enum { TRIES = 100 };
static const uint64_t STREAMS = UINT64_C(1) << 40;

/* Of `series` series of m values, one behind the other; NaN is missing. */
static size_t block_length(const double *left, size_t series, size_t m)
{
    double both = 0, power = 0, r, length;
    size_t i;

    for (i = 0; i < series * m; i++) {
        if (isnan(left[i]))
            continue;
        both += i % m > 0 && !isnan(left[i - 1]) ? left[i] * left[i - 1] : 0;
        power += left[i] * left[i];
    }
    r = power > 0 ? fmin(fabs(both / power), .99) : 0;
    length = ceil(cbrt(6 * r * r / ((1 - r * r) * (1 - r * r)) * (double)m));
    return (size_t)fmax(1, fmin(length, floor((double)m / 4)));
}

void placebo_start(struct placebo *placebo, const double *x, size_t n, bool timed,
                   const struct season_request *season, size_t reach)
{
    static const struct season_request no_season = { .mode = SEASON_OFF };
    struct series series;
    struct season offered;
    struct sieve sieve;
    struct draw draw;
    size_t t;

    series_start(&series, x, n);
    season_offer(&offered, timed ? season : &no_season, n);
    sieve = (struct sieve){ .n = n,
                            .timed = timed,
                            .y = series.values,
                            .zero = series.zero,
                            .present = series.present,
                            .season = &offered };
    draw_start(&draw, n);
    sieve_start(&sieve, &draw);
    *placebo = (struct placebo){
        .n = n, .exponent = series.exponent, .reach = reach, .timed = timed
    };
    placebo->rows = xarray(series.there, sizeof *placebo->rows);
    placebo->fitted = xarray(series.there, sizeof *placebo->fitted);
    placebo->left = xarray(series.there, sizeof *placebo->left);
    for (t = 0; t < n; t++) {
        if (!series.present[t])
            continue;
        placebo->rows[placebo->there] = t;
        placebo->fitted[placebo->there] = series.values[t] - draw.left[t];
        placebo->left[placebo->there++] = draw.left[t];
    }
    placebo->block = timed ? block_length(placebo->left, 1, placebo->there) : 1;
    draw_free(&draw);
    sieve_free(&sieve);
    season_free(&offered);
    series_free(&series);
}

/* Each entity's trend beside the effects of entities and periods, orthonormal; the caller frees. */
static double *trends(const struct panel_design *design, const bool *in, size_t *count)
{
    size_t n = design->rows, g, i;
    double *basis = xarray(design->entities * n, sizeof *basis);
    double *trend = xarray(n, sizeof *trend);

    for (g = 0; g < design->entities; g++) {
        for (i = 0; i < n; i++)
            trend[i] = design->entity[i] == g ? (double)design->period[i] : 0;
        panel_within(design, in, trend, basis + g * n);
        for (i = 0; i < n; i++)
            basis[g * n + i] = in[i] ? basis[g * n + i] : 0;
    }
    *count = project_basis(basis, n, design->entities);
    free(trend);
    return basis;
}

void placebo_start_panel(struct placebo *placebo, const double *x, size_t entities, size_t periods,
                         bool timed, size_t reach)
{
    size_t n = entities * periods, count = 0, i;
    size_t *entity = xarray(n, sizeof *entity), *period = xarray(n, sizeof *period);
    struct panel_design design = { .rows = n,
                                   .entity = entity,
                                   .entities = entities,
                                   .period = period,
                                   .periods = periods,
                                   .effects = timed ? PANEL_TWO_WAY : PANEL_ENTITY };
    struct series series;
    double *basis = NULL;

    series_start(&series, x, n);
    for (i = 0; i < n; i++) {
        entity[i] = i / periods;
        period[i] = i % periods;
    }
    *placebo = (struct placebo){ .n = n,
                                 .entities = entities,
                                 .there = periods,
                                 .exponent = series.exponent,
                                 .reach = reach,
                                 .timed = timed };
    placebo->fitted = xarray(n, sizeof *placebo->fitted);
    placebo->left = xarray(n, sizeof *placebo->left);
    panel_within(&design, series.present, series.values, placebo->left);
    for (i = 0; i < n; i++)
        placebo->left[i] = series.present[i] ? placebo->left[i] : 0;
    if (timed)
        basis = trends(&design, series.present, &count);
    project_out(basis, n, count, placebo->left);
    for (i = 0; i < n; i++) {
        placebo->fitted[i] = series.values[i] - placebo->left[i];
        if (!series.present[i])
            placebo->left[i] = NAN;
    }
    placebo->block = timed ? block_length(placebo->left, entities, periods) : 1;
    free(basis);
    free(entity);
    free(period);
    series_free(&series);
}

void placebo_free(struct placebo *placebo)
{
    free(placebo->rows);
    free(placebo->fitted);
    free(placebo->left);
    memset(placebo, 0, sizeof *placebo);
}

/* An order of all values: order[i] is what comes to place i. Returns how many stay in reach. */
static size_t draw_order(const struct placebo *placebo, struct random *random, double *blocks,
                         size_t *order)
{
    size_t m = placebo->there, count = m / placebo->block;
    size_t origin = random_below(random, m), at = 0, near = 0;
    size_t k, i;

    for (k = 0; k < count; k++)
        blocks[k] = (double)k;
    random_shuffle(random, blocks, count);
    for (k = 0; k < count; k++) {
        size_t first = (size_t)blocks[k] * placebo->block;
        size_t last = (size_t)blocks[k] + 1 == count ? m : first + placebo->block;

        for (i = first; i < last; i++, at++) {
            order[at] = (origin + i) % m;
            near += (order[at] > at ? order[at] - at : at - order[at]) <= placebo->reach;
        }
    }
    return near;
}

/* What comes to a cell of a panel; NaN where it is missing. */
static double draw_cell(const struct placebo *placebo, const size_t *order, size_t cell)
{
    size_t periods = placebo->there, from = order[cell % periods], tries;
    const double *left = placebo->left + cell / periods * periods;

    if (isnan(placebo->left[cell]))
        return NAN;
    for (tries = 0; tries < periods && isnan(left[from]); tries++)
        from = (from + 1) % periods;
    return ldexp(placebo->fitted[cell] + left[from], placebo->exponent);
}

void placebo_draw(const struct placebo *placebo, uint64_t seed, uint64_t run, double *x)
{
    size_t m = placebo->there, least = SIZE_MAX, tries, i;
    size_t *order = xarray(m, sizeof *order), *best = xarray(m, sizeof *best);
    double *blocks = xarray(m, sizeof *blocks);
    struct random random;

    random_start(&random, seed, STREAMS + run);
    for (tries = 0; m > 0 && tries < TRIES && least > 0; tries++) {
        size_t near = draw_order(placebo, &random, blocks, order);

        /* Any order of rows without time will do. */
        near = placebo->timed ? near : 0;
        if (near < least)
            memcpy(best, order, m * sizeof *best);
        least = near < least ? near : least;
    }
    for (i = 0; i < placebo->n; i++)
        x[i] = placebo->entities ? draw_cell(placebo, best, i) : NAN;
    for (i = 0; i < m && !placebo->entities; i++)
        x[placebo->rows[i]] = ldexp(placebo->fitted[i] + placebo->left[best[i]], placebo->exponent);
    free(order);
    free(best);
    free(blocks);
}
