/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/panel_link.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/plain.h"
#include "stats/trial.h"
#include "stats/wild.h"

/* Shares of x and y missing among the rows that have either; entities that have both somewhere. */
static void look(const struct panel_outcome *outcome, const double *x, double *x_missing,
                 double *y_missing, size_t *entities)
{
    double either = 0, no_x = 0, no_y = 0;
    size_t g, t;

    *entities = 0;
    for (g = 0; g < outcome->entities; g++) {
        bool both = false;

        for (t = 0; t < outcome->periods; t++) {
            bool has_x = isfinite(x[g * outcome->periods + t]);
            bool has_y = isfinite(outcome->y[g * outcome->periods + t]);

            either += has_x || has_y;
            no_x += has_y && !has_x;
            no_y += has_x && !has_y;
            both = both || (has_x && has_y);
        }
        *entities += both;
    }
    *x_missing = either > 0 ? no_x / either : 1;
    *y_missing = either > 0 ? no_y / either : 1;
}

static bool constant(const double *v, size_t n, double *value)
{
    bool same = true;
    size_t i;

    *value = NAN;
    for (i = 0; i < n; i++) {
        if (!isfinite(v[i]))
            continue;
        if (isnan(*value))
            *value = v[i];
        same = same && v[i] == *value;
    }
    return same;
}

/* Naive figures, and what makes the link unusable before anything is computed. */
static void begin(const struct panel_outcome *outcome, const struct link_output *output,
                  const struct link_options *options, struct link_result *result)
{
    size_t n = outcome->entities * outcome->periods, entities;
    double limit = options->missing_max > 0 ? options->missing_max : .20;
    struct plain_fit naive = plain_slope(output->x, outcome->y, n);
    int longest = abs(output->lag_last) > abs(output->lag_first) ? output->lag_last
                                                                  : output->lag_first;
    double x_missing, y_missing, value;

    link_result_clear(result, LINK_USABLE, NAN, NAN);
    result->naive_effect = naive.slope;
    result->naive_r = naive.r;
    result->naive_p = naive.p;
    result->naive_n = naive.n;
    result->lags_tried = (size_t)(output->lag_last - output->lag_first) + 1;
    look(outcome, output->x, &x_missing, &y_missing, &entities);
    if (y_missing > limit)
        link_give_up(result, LINK_Y_MISSING, y_missing, limit);
    else if (x_missing > limit)
        link_give_up(result, LINK_X_MISSING, x_missing, limit);
    else if (entities < PANEL_ENTITIES_MIN)
        link_give_up(result, LINK_TOO_FEW_ENTITIES, (double)entities, PANEL_ENTITIES_MIN);
    else if (constant(output->x, n, &value))
        link_give_up(result, LINK_X_CONSTANT, value, NAN);
    else if (constant(outcome->y, n, &value))
        link_give_up(result, LINK_Y_CONSTANT, value, NAN);
    else if ((size_t)abs(longest) >= outcome->periods)
        link_give_up(result, LINK_LAGS_TOO_LONG, longest, (double)outcome->periods);
    result->entities = entities;
}

/* The slope at a lag that ignores who is who. */
static int pooled_sign(const struct panel_outcome *outcome, const double *x, int lag)
{
    size_t periods = outcome->periods, n = outcome->entities * periods;
    double *shifted = xarray(n, sizeof *shifted);
    double slope;
    size_t i;

    for (i = 0; i < n; i++) {
        ptrdiff_t at = (ptrdiff_t)(i % periods) - lag;

        shifted[i] = at >= 0 && at < (ptrdiff_t)periods ? x[(ptrdiff_t)i - lag] : NAN;
    }
    slope = plain_slope(shifted, outcome->y, n).slope;
    free(shifted);
    return (slope > 0) - (slope < 0);
}

/* Entity after entity, `stride` rows each, NaN between. */
static double *stack(const struct layout *layout, const double *v)
{
    size_t n = layout->entities * layout->stride;
    double *out = xarray(n, sizeof *out);
    size_t i, g;

    for (i = 0; i < n; i++)
        out[i] = NAN;
    for (g = 0; g < layout->entities; g++)
        memcpy(out + g * layout->stride, v + g * layout->periods, layout->periods * sizeof *out);
    return out;
}

/* Back from stacked rows to entity and period. */
static void unstack(const struct layout *layout, struct link_result *result)
{
    size_t i;

    for (i = 0; result->working && i < result->n; i++) {
        result->working[i].entity = result->working[i].row / layout->stride;
        result->working[i].row %= layout->stride;
    }
}

/*
 * Few entities, many periods: the sieve over stacked series, for `count` outputs with the same
 * lags, whose places in the caller's arrays `which` holds. How far apart entities are stacked
 * depends on the lags only, so a link's figures do not depend on its company.
 */
static int stacked(const struct panel_outcome *outcome, const struct link_output *outputs,
                   const size_t *which, size_t count, const struct link_options *options,
                   struct link_result *results, struct error *err)
{
    int first = outputs[which[0]].lag_first, last = outputs[which[0]].lag_last;
    size_t reach = (size_t)(abs(first) > abs(last) ? abs(first) : abs(last));
    struct layout layout = { .entities = outcome->entities, .periods = outcome->periods,
                             .stride = outcome->periods + reach + AR_MAX + 1 };
    double **columns = xarray(outcome->contexts + count + 1, sizeof *columns);
    double **x = columns + outcome->contexts + 1;
    struct link_output *copies = xarray(count, sizeof *copies);
    struct link_result *made = xarray(count, sizeof *made);
    struct link_outcome single = { .n = layout.entities * layout.stride,
                                   .context = (const double *const *)columns,
                                   .contexts = outcome->contexts, .timed = true };
    size_t j;
    int status;

    for (j = 0; j < outcome->contexts; j++)
        columns[j] = stack(&layout, outcome->context[j]);
    single.y = columns[outcome->contexts] = stack(&layout, outcome->y);
    for (j = 0; j < count; j++) {
        copies[j] = outputs[which[j]];
        copies[j].x = x[j] = stack(&layout, outputs[which[j]].x);
    }
    status = link_run(&single, &layout, copies, count, options, made, err);
    for (j = 0; status == 0 && j < count; j++) {
        unstack(&layout, &made[j]);
        results[which[j]] = made[j];
    }
    for (j = 0; j < outcome->contexts + 1 + count; j++)
        free(columns[j]);
    free(columns);
    free(copies);
    free(made);
    return status;
}

/* The next outputs that wait for the sieve and have the same lags; returns how many. */
static size_t next_batch(const struct link_output *outputs, size_t count, bool *waiting,
                         size_t *which)
{
    size_t found = 0;
    size_t j;

    for (j = 0; j < count; j++) {
        if (!waiting[j] || (found > 0 && (outputs[j].lag_first != outputs[which[0]].lag_first ||
                                          outputs[j].lag_last != outputs[which[0]].lag_last)))
            continue;
        waiting[j] = false;
        which[found++] = j;
    }
    return found;
}

static void finish(const struct panel_outcome *outcome, const struct link_output *output,
                   size_t entities, struct link_result *result)
{
    result->entities = entities;
    if (result->reason == LINK_USABLE)
        result->sign_pooled = pooled_sign(outcome, output->x, result->lag);
}

int panel_link_test(const struct panel_outcome *outcome, const struct link_output *outputs,
                    size_t count, const struct link_options *options, struct link_result *results,
                    struct error *err)
{
    size_t *which, *entities;
    bool *waiting;
    size_t batch, j;
    int status = 0;

    if (options->resamples < LINK_RESAMPLES_MIN)
        return error_usage(err, "resamples must be at least %d, not %zu", LINK_RESAMPLES_MIN,
                           options->resamples);
    for (j = 0; j < count; j++)
        if (outputs[j].lag_first > outputs[j].lag_last)
            return error_usage(err, "lags %d..%d: the first is after the last",
                               outputs[j].lag_first, outputs[j].lag_last);
    waiting = xcalloc(count, sizeof *waiting);
    which = xarray(count, sizeof *which);
    entities = xarray(count, sizeof *entities);
    for (j = 0; j < count; j++) {
        begin(outcome, &outputs[j], options, &results[j]);
        entities[j] = results[j].entities;
        if (results[j].reason != LINK_USABLE)
            continue;
        if (options->method && outcome->periods < PANEL_PERIODS)
            link_give_up(&results[j], LINK_TOO_FEW_ROWS, (double)outcome->periods, PANEL_PERIODS);
        else if (outcome->periods >= PANEL_PERIODS &&
                 (entities[j] < PANEL_ENTITIES || options->method))
            waiting[j] = true;
        else
            wild_link(outcome, &outputs[j], options, &results[j]);
    }
    while (status == 0 && (batch = next_batch(outputs, count, waiting, which)) > 0)
        status = stacked(outcome, outputs, which, batch, options, results, err);
    for (j = 0; j < count; j++)
        finish(outcome, &outputs[j], entities[j], &results[j]);
    for (j = 0; status != 0 && j < count; j++)
        link_result_free(&results[j]);
    free(waiting);
    free(which);
    free(entities);
    return status;
}
