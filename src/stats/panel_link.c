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

/* Few entities, many periods: the sieve over stacked series. */
static int stacked(const struct panel_outcome *outcome, const struct link_output *output,
                   const struct link_options *options, struct link_result *result,
                   struct error *err)
{
    size_t reach = (size_t)(abs(output->lag_first) > abs(output->lag_last)
                                ? abs(output->lag_first) : abs(output->lag_last));
    struct layout layout = { .entities = outcome->entities, .periods = outcome->periods,
                             .stride = outcome->periods + reach + AR_MAX + 1 };
    double **context = xarray(outcome->contexts, sizeof *context);
    double *y = stack(&layout, outcome->y), *x = stack(&layout, output->x);
    struct link_outcome single = { .n = layout.entities * layout.stride, .y = y,
                                   .context = (const double *const *)context,
                                   .contexts = outcome->contexts, .timed = true };
    struct link_output one = *output;
    size_t j, i;
    int status;

    for (j = 0; j < outcome->contexts; j++)
        context[j] = stack(&layout, outcome->context[j]);
    one.x = x;
    status = link_run(&single, &layout, &one, 1, options, result, err);
    for (i = 0; status == 0 && result->working && i < result->n; i++) {
        result->working[i].entity = result->working[i].row / layout.stride;
        result->working[i].row %= layout.stride;
    }
    for (j = 0; j < outcome->contexts; j++)
        free(context[j]);
    free(context);
    free(x);
    free(y);
    return status;
}

int panel_link_test(const struct panel_outcome *outcome, const struct link_output *outputs,
                    size_t count, const struct link_options *options, struct link_result *results,
                    struct error *err)
{
    size_t j;

    if (options->resamples < LINK_RESAMPLES_MIN)
        return error_usage(err, "resamples must be at least %d, not %zu", LINK_RESAMPLES_MIN,
                           options->resamples);
    for (j = 0; j < count; j++)
        if (outputs[j].lag_first > outputs[j].lag_last)
            return error_usage(err, "lags %d..%d: the first is after the last",
                               outputs[j].lag_first, outputs[j].lag_last);
    for (j = 0; j < count; j++) {
        struct link_result *result = &results[j];
        size_t entities;

        begin(outcome, &outputs[j], options, result);
        entities = result->entities;
        if (result->reason == LINK_USABLE) {
            if (entities < PANEL_ENTITIES && outcome->periods >= PANEL_PERIODS)
                stacked(outcome, &outputs[j], options, result, err);
            else
                wild_link(outcome, &outputs[j], options, result);
        }
        result->entities = entities;
        if (result->reason == LINK_USABLE)
            result->sign_pooled = pooled_sign(outcome, outputs[j].x, result->lag);
    }
    return 0;
}
