/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/panel_cells.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/random.h"

/* What it takes for an autoregression of order 1 to forget where it started. */
enum { BURN = 100 };

static const char *const shapes[PANEL_SHAPES] = {
    [PANEL_PLAIN] = "plain", [PANEL_SHOCKS] = "shocks", [PANEL_LOADINGS] = "loadings",
    [PANEL_SIZES] = "sizes", [PANEL_TREND] = "trend",   [PANEL_MIXED] = "mixed",
    [PANEL_HOLES] = "holes", [PANEL_SEASON] = "season", [PANEL_GROWTH] = "growth",
    [PANEL_HALF] = "half",
};

char *panel_cell_name(const struct panel_cell *cell, char *out, size_t size)
{
    snprintf(out, size, "g%zu t%zu ar%.2f %s %.2f", cell->entities, cell->periods,
             cell->persistence, shapes[cell->shape], cell->size);
    return out;
}

/* FNV-1a: the seed of a cell. */
static uint64_t hash(const char *name)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * UINT64_C(1099511628211);
    return h;
}

/* An autoregression of order 1 with innovations of sd 1; a walk starts at 0. */
static void draw_noise(struct random *random, double persistence, size_t n, double *out)
{
    size_t burn = persistence < 1 ? BURN : 0;
    double now = 0;
    size_t t;

    for (t = 0; t < burn + n; t++) {
        now = persistence * now + random_normal(random);
        if (t >= burn)
            out[t - burn] = now;
    }
}

double panel_cell_persistence(const struct panel_cell *cell, size_t entity)
{
    static const double persistence[] = { 0, .5, .9 };

    return cell->shape == PANEL_MIXED ? persistence[entity % 3] : cell->persistence;
}

/* One entity's noise, and of what kind. */
static void entity_noise(const struct panel_cell *cell, size_t g, struct random *random,
                         double *out)
{
    static const double sd[] = { 1, 2, 4 };
    double scale = cell->shape == PANEL_MIXED ? sd[g / 3 % 3] : 1;
    size_t t;

    draw_noise(random, panel_cell_persistence(cell, g), cell->periods, out);
    for (t = 0; t < cell->periods; t++)
        out[t] *= scale;
}

static void punch(const struct panel_cell *cell, struct random *random, double *v)
{
    size_t g, t;

    for (g = 0; g < cell->entities; g++)
        for (t = 0; t < cell->periods; t++)
            if (random_unit(random) < .1 || (g % 3 == 1 && t < cell->periods / 4) ||
                (g % 3 == 2 && t >= cell->periods - cell->periods / 4))
                v[g * cell->periods + t] = NAN;
}

/* The season. */
static double turn(size_t t)
{
    return cos(2 * M_PI * (double)t / 12) + .4 * sin(4 * M_PI * (double)t / 12);
}

void panel_cell_year(const struct panel_cell *cell, double *year)
{
    size_t t;

    for (t = 0; t < cell->periods; t++)
        year[t] = (double)(t % 12) / 12;
}

/* Adds to each entity what the shape says of it, in x or in y. */
static void add_common(const struct panel_cell *cell, struct random *random, const double *sizes,
                       double *v)
{
    size_t periods = cell->periods;
    double *shock = xarray(periods, sizeof *shock);
    size_t g, t;

    draw_noise(random, cell->persistence, periods, shock);
    for (g = 0; g < cell->entities; g++) {
        double level = 5 * random_normal(random), load = 0, pace = 0, high = 0;

        if (cell->shape == PANEL_SHOCKS || cell->shape == PANEL_HOLES)
            load = 2;
        else if (cell->shape == PANEL_LOADINGS)
            load = 1 + .5 * random_normal(random);
        else if (cell->shape == PANEL_SIZES)
            load = sizes[g];
        else if (cell->shape == PANEL_GROWTH)
            pace = 5 * sizes[g] / (double)periods;
        else if (cell->shape == PANEL_SEASON)
            high = 2 * sizes[g];
        else if (cell->shape == PANEL_TREND)
            pace = (1 + .5 * random_normal(random)) * 5 / (double)periods;
        for (t = 0; t < periods; t++)
            v[g * periods + t] += level + load * shock[t] + pace * (double)t + high * turn(t);
    }
    free(shock);
}

void panel_cell_draw(const struct panel_cell *cell, size_t repetition, double *x, double *y)
{
    size_t periods = cell->periods, n = periods + PANEL_LAG;
    struct panel_cell longer = *cell;
    double *own = xarray(n, sizeof *own), *same = xarray(n, sizeof *same);
    double *sizes = xarray(cell->entities, sizeof *sizes);
    char name[100];
    struct random random;
    size_t g, t;

    random_start(&random, hash(panel_cell_name(cell, name, sizeof name)), repetition);
    longer.periods = n;
    for (g = 0; g < cell->entities; g++) {
        if (cell->shape != PANEL_HALF || g % 2 == 1)
            entity_noise(&longer, g, &random, own);
        else if (g == 0)
            entity_noise(&longer, g, &random, same);
        if (cell->shape == PANEL_HALF && g % 2 == 0)
            memcpy(own, same, n * sizeof *own);
        sizes[g] = 1 + .5 * random_normal(&random);
        for (t = 0; t < periods; t++)
            x[g * periods + t] = own[t + PANEL_LAG];
        entity_noise(cell, g, &random, y + g * periods);
        for (t = 0; t < periods; t++)
            y[g * periods + t] += cell->size * own[t];
    }
    add_common(cell, &random, sizes, x);
    add_common(cell, &random, sizes, y);
    if (cell->shape == PANEL_HALF) {
        draw_noise(&random, cell->persistence, periods, own);
        for (g = 0; g < cell->entities; g += 2)
            for (t = 0; t < periods; t++)
                y[g * periods + t] += own[t];
    }
    if (cell->shape == PANEL_HOLES) {
        punch(cell, &random, x);
        punch(cell, &random, y);
    }
    free(own);
    free(same);
    free(sizes);
}
