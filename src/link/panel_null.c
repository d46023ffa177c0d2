/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_null.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Innovations of one entity. */
static void innovations(const struct panel_layout *layout, const double *left, size_t entity,
                        const struct ar_fit *ar, double *out)
{
    ar_filter(ar, left + entity * layout->stride, layout->periods, out);
}

/* Adds the rows at which both fits have innovations, and their log likelihood under the first. */
static void weigh(const struct panel_layout *layout, const double *left, size_t entity,
                  const struct ar_fit *one, const struct ar_fit *other, double *work, double *rows,
                  double *sum)
{
    double *u = work, *v = work + layout->periods;
    double squares = 0, there = 0;
    size_t t;

    innovations(layout, left, entity, one, u);
    innovations(layout, left, entity, other, v);
    for (t = 0; t < layout->periods; t++) {
        if (isnan(u[t]) || isnan(v[t]))
            continue;
        squares += u[t] * u[t];
        there++;
    }
    if (there > 0 && squares > 0)
        *sum += there * log(squares / there);
    *rows += there;
}

static double aicc(double rows, double parameters, double sum)
{
    double room = rows - parameters - 2;

    return room > 0 ? sum + rows * (rows + parameters) / room : INFINITY;
}

/* Whether autoregressions of their own say enough more than the one of all. */
static bool own_are_better(const struct panel_layout *layout, const double *left,
                           const struct ar_fit *own, const struct ar_fit *all, size_t controls,
                           double *work)
{
    double rows = 0, again = 0, apart = 0, together = 0;
    double parameters = (double)controls + (double)layout->entities, orders = 0;
    size_t g;

    for (g = 0; g < layout->entities; g++) {
        weigh(layout, left, g, &own[g], all, work, &rows, &apart);
        weigh(layout, left, g, all, &own[g], work, &again, &together);
        orders += (double)own[g].order;
    }
    return aicc(rows, parameters + orders, apart) <
           aicc(rows, parameters + (double)all->order, together);
}

static void fit_entities(struct panel_null *null, const double *left, const struct ar_fit *all,
                         size_t controls)
{
    const struct panel_layout *layout = null->layout;
    double *work = xarray(AR_WORK(layout->periods), sizeof *work);
    size_t g;

    for (g = 0; g < layout->entities; g++)
        ar_burg(left + g * layout->stride, layout->periods, layout->max_order,
                controls / layout->entities, work, &null->ar[g]);
    if (!own_are_better(layout, left, null->ar, all, controls, work))
        for (g = 0; g < layout->entities; g++)
            null->ar[g] = *all;
    free(work);
}

/*
 * How much larger deviations are than what is left of them once `controls` columns, the periods'
 * among them, are fitted: what a season kept in the simulated outcomes must stand out from.
 */
static double swell(const struct panel_layout *layout, const double *left, size_t controls)
{
    double rows = 0, periods = 0;
    size_t g, t;

    for (t = 0; t < layout->periods; t++) {
        double there = 0;

        for (g = 0; g < layout->entities; g++)
            there += !isnan(left[g * layout->stride + t]);
        rows += there;
        periods += there > 0;
    }
    return rows > (double)controls && (double)controls > periods
               ? sqrt((rows - periods) / (rows - (double)controls))
               : 1;
}

/* Innovations, centred over the panel. */
static void fill_pool(struct panel_null *null, const double *left, size_t controls)
{
    const struct panel_layout *layout = null->layout;
    size_t n = layout->entities * layout->periods, there = 0, i, g;
    double mean = 0, times = swell(layout, left, controls);

    for (g = 0; g < layout->entities; g++)
        innovations(layout, left, g, &null->ar[g], null->pool + g * layout->periods);
    for (i = 0; i < n; i++) {
        if (isnan(null->pool[i]))
            continue;
        mean += null->pool[i];
        null->seen[i / layout->periods] = true;
        there++;
    }
    for (i = 0; i < n; i++)
        null->pool[i] = times * (null->pool[i] - mean / (double)there);
}

/* Periods that at least half as many entities have as the fullest one. */
static void find_drawable(struct panel_null *null)
{
    const struct panel_layout *layout = null->layout;
    size_t *count = xcalloc(layout->periods, sizeof *count);
    size_t most = 0, g, t;

    for (t = 0; t < layout->periods; t++) {
        for (g = 0; g < layout->entities; g++)
            count[t] += isnan(null->pool[g * layout->periods + t]) ? 0 : 1;
        most = count[t] > most ? count[t] : most;
    }
    for (t = 0; t < layout->periods; t++)
        if (count[t] > 0 && 2 * count[t] >= most)
            null->drawable[null->drawables++] = t;
    free(count);
}

struct panel_null *panel_null_new(const struct panel_layout *layout, const double *left,
                                  const struct ar_fit *all, size_t controls)
{
    struct panel_null *null = xcalloc(1, sizeof *null);
    size_t g;

    null->layout = layout;
    null->ar = xcalloc(layout->entities, sizeof *null->ar);
    null->pool = xarray(layout->entities * layout->periods, sizeof *null->pool);
    null->drawable = xarray(layout->periods, sizeof *null->drawable);
    null->seen = xcalloc(layout->entities, sizeof *null->seen);
    fit_entities(null, left, all, controls);
    fill_pool(null, left, controls);
    find_drawable(null);
    for (g = 0; g < layout->entities; g++) {
        size_t memory = ar_memory(&null->ar[g], 2 * layout->periods + 100);

        null->burn = memory > null->burn ? memory : null->burn;
    }
    return null;
}

void panel_null_free(struct panel_null *null)
{
    if (!null)
        return;
    free(null->ar);
    free(null->pool);
    free(null->seen);
    free(null->drawable);
    free(null);
}

/* The innovation of a period, or where the entity lacks it one of another. */
static double innovation(const struct panel_null *null, const double *pool, size_t period,
                         struct random *random)
{
    double now = pool[period];
    size_t tries;

    for (tries = 0; isnan(now) && tries < 50; tries++)
        now = pool[random_below(random, null->layout->periods)];
    return isnan(now) ? 0 : now;
}

/* Periods add up to 0 again. */
static void centre(const struct panel_layout *layout, double *y)
{
    size_t g, t;

    for (t = 0; t < layout->periods; t++) {
        double mean = 0;

        for (g = 0; g < layout->entities; g++)
            mean += y[g * layout->stride + t] / (double)layout->entities;
        for (g = 0; g < layout->entities; g++)
            y[g * layout->stride + t] -= mean;
    }
}

void panel_null_draw(const struct panel_null *null, struct random *random, double *y)
{
    const struct panel_layout *layout = null->layout;
    size_t length = null->burn + layout->periods;
    size_t *drawn = xarray(length, sizeof *drawn);
    double *path = xarray(length, sizeof *path);
    size_t g, t, k;

    for (t = 0; t < length; t++)
        drawn[t] = null->drawables ? null->drawable[random_below(random, null->drawables)] : 0;
    memset(y, 0, layout->entities * layout->stride * sizeof *y);
    for (g = 0; g < layout->entities; g++) {
        const double *pool = null->pool + g * layout->periods;
        const struct ar_fit *ar = &null->ar[g];

        if (!null->seen[g])
            continue;
        for (t = 0; t < length; t++) {
            path[t] = innovation(null, pool, drawn[t], random);
            for (k = 1; k <= ar->order && k <= t; k++)
                path[t] += ar->phi[k - 1] * path[t - k];
        }
        memcpy(y + g * layout->stride, path + null->burn, layout->periods * sizeof *y);
    }
    if (layout->centred)
        centre(layout, y);
    free(drawn);
    free(path);
}
