/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_bridge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/ar.h"
#include "stats/project.h"
#include "stats/series.h"

/* Rounds of averaging, one of the two in turn, that are enough for a value to stand in. */
enum { ROUNDS = 200 };

struct effects {
    double *entity, *period; /* added together they are the fit */
};

/* The mean over `count` cells `step` apart of v less the other effect; NaN where none is there. */
static double mean_left(const double *v, size_t count, size_t step, const double *other)
{
    double sum = 0;
    size_t there = 0, i;

    for (i = 0; i < count; i++) {
        if (isnan(v[i * step]) || isnan(other[i]))
            continue;
        sum += v[i * step] - other[i];
        there++;
    }
    return there > 0 ? sum / (double)there : NAN;
}

/* Periods that nobody has: on the line between those beside them. */
static void join_line(double *v, size_t n)
{
    size_t last = n, t, k;

    for (t = 0; t < n; t++) {
        if (isnan(v[t]))
            continue;
        for (k = last + 1; last < n && k < t; k++)
            v[k] = v[last] + (v[t] - v[last]) * (double)(k - last) / (double)(t - last);
        last = t;
    }
}

static void fit_effects(const double *v, size_t entities, size_t periods, struct effects *effects)
{
    size_t round, g, t;

    memset(effects->entity, 0, entities * sizeof *effects->entity);
    memset(effects->period, 0, periods * sizeof *effects->period);
    for (round = 0; round < ROUNDS; round++) {
        for (g = 0; g < entities; g++)
            effects->entity[g] = mean_left(v + g * periods, periods, 1, effects->period);
        for (t = 0; t < periods; t++)
            effects->period[t] = mean_left(v + t, entities, periods, effects->entity);
    }
    join_line(effects->period, periods);
}

/* Fills the gaps of one entity's deviations; returns how many. */
static size_t fill(double *e, bool *present, size_t n, const struct ar_fit *ar)
{
    size_t from = 0, to = n, filled = 0, t;

    while (from < n && !present[from])
        from++;
    while (to > from && !present[to - 1])
        to--;
    for (t = from; t < to; t++)
        filled += !present[t];
    if (filled > 0)
        series_expect(e, present, from, to - 1, ar);
    for (t = from; t < to; t++)
        present[t] = true;
    return filled;
}

/* Deviations from the fit, one entity after the other with a gap between: their autoregression. */
static void fit_deviations(const double *e, const bool *present, size_t entities, size_t periods,
                           struct ar_fit *ar)
{
    size_t n = entities * (periods + 1), g, t;
    double *apart = xarray(n, sizeof *apart);
    double *work = xarray(AR_WORK(n), sizeof *work);

    for (g = 0; g < entities; g++) {
        for (t = 0; t < periods; t++)
            apart[g * (periods + 1) + t] = present[g * periods + t] ? e[g * periods + t] : NAN;
        apart[g * (periods + 1) + periods] = NAN;
    }
    ar_burg(apart, n, ar_max_order(periods), entities + periods, work, ar);
    free(apart);
    free(work);
}

size_t panel_bridge(const double *x, size_t entities, size_t periods, double *out)
{
    size_t n = entities * periods, filled = 0, i, g;
    struct effects effects = { xarray(entities, sizeof(double)), xarray(periods, sizeof(double)) };
    double *e = xarray(n, sizeof *e);
    bool *present = xarray(n, sizeof *present);
    int exponent = project_exponent(x, n);
    struct ar_fit ar;

    for (i = 0; i < n; i++)
        out[i] = isfinite(x[i]) ? ldexp(x[i], -exponent) : NAN;
    fit_effects(out, entities, periods, &effects);
    for (i = 0; i < n; i++) {
        present[i] = !isnan(out[i]);
        e[i] = present[i] ? out[i] - effects.entity[i / periods] - effects.period[i % periods] : 0;
    }
    fit_deviations(e, present, entities, periods, &ar);
    for (g = 0; g < entities; g++)
        filled += fill(e + g * periods, present + g * periods, periods, &ar);
    for (i = 0; i < n; i++)
        out[i] = !present[i] ? NAN
                 : isfinite(x[i])
                     ? x[i]
                     : ldexp(effects.entity[i / periods] + effects.period[i % periods] + e[i],
                             exponent);
    free(effects.entity);
    free(effects.period);
    free(e);
    free(present);
    return filled;
}
