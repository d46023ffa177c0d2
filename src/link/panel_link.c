/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/panel_link.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/link_private.h"
#include "link/panel_bridge.h"
#include "link/wild.h"
#include "stats/naive.h"

/* What a link's panel is like, before anything is computed. */
struct panel_counts {
    double x_missing, y_missing; /* shares of the rows that have either */
    size_t entities;             /* that have both somewhere */
    size_t apart;                /* that have not: their rows are not counted */
    size_t flat;                 /* of `entities`: x never changes, though seen more than once */
    size_t y_flat;               /* the same of y */
};

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

static struct panel_counts look_at(const struct panel_outcome *outcome, const double *x)
{
    struct panel_counts look = { 0 };
    double either = 0, no_x = 0, no_y = 0, value;
    size_t g, t;

    for (g = 0; g < outcome->entities; g++) {
        const double *x_of = x + g * outcome->periods, *y_of = outcome->y + g * outcome->periods;
        size_t both = 0, only_x = 0, only_y = 0;

        for (t = 0; t < outcome->periods; t++) {
            both += isfinite(x_of[t]) && isfinite(y_of[t]);
            only_x += isfinite(x_of[t]) && !isfinite(y_of[t]);
            only_y += isfinite(y_of[t]) && !isfinite(x_of[t]);
        }
        look.apart += both == 0;
        if (both == 0)
            continue;
        look.entities++;
        look.flat += both + only_x > 1 && constant(x_of, outcome->periods, &value);
        look.y_flat += both + only_y > 1 && constant(y_of, outcome->periods, &value);
        either += (double)(both + only_x + only_y);
        no_x += (double)only_y;
        no_y += (double)only_x;
    }
    look.x_missing = either > 0 ? no_x / either : 1;
    look.y_missing = either > 0 ? no_y / either : 1;
    return look;
}

/* Naive figures, and what makes the link unusable before anything is computed. */
static struct panel_counts begin(const struct panel_outcome *outcome,
                                 const struct link_output *output,
                                 const struct link_options *options, struct link_result *result)
{
    size_t n = outcome->entities * outcome->periods;
    double limit = options->missing_max > 0 ? options->missing_max : .20;
    struct naive_fit naive = naive_slope(output->x, outcome->y, n);
    struct panel_counts look = look_at(outcome, output->x);
    int longest = abs(output->lag_last) > abs(output->lag_first) ? output->lag_last
                                                                 : output->lag_first;
    double value;

    link_result_clear(result, LINK_USABLE, NAN, NAN);
    result->naive_effect = naive.slope;
    result->naive_r = naive.r;
    result->naive_p = naive.p;
    result->naive_n = naive.n;
    result->lags_tried = (size_t)(output->lag_last - output->lag_first) + 1;
    if (look.y_missing > limit)
        link_give_up(result, LINK_Y_MISSING, look.y_missing, limit);
    else if (look.x_missing > limit)
        link_give_up(result, LINK_X_MISSING, look.x_missing, limit);
    else if (look.entities < PANEL_ENTITIES_MIN)
        link_give_up(result, LINK_TOO_FEW_ENTITIES, (double)look.entities, PANEL_ENTITIES_MIN);
    else if (constant(output->x, n, &value))
        link_give_up(result, LINK_X_CONSTANT, value, NAN);
    else if (constant(outcome->y, n, &value))
        link_give_up(result, LINK_Y_CONSTANT, value, NAN);
    else if (look.flat == look.entities)
        link_give_up(result, LINK_X_EXPLAINED, (double)look.flat, NAN);
    else if (look.y_flat == look.entities)
        link_give_up(result, LINK_Y_EXPLAINED, (double)look.y_flat, NAN);
    else if ((size_t)abs(longest) >= outcome->periods)
        link_give_up(result, LINK_LAGS_TOO_LONG, longest, (double)outcome->periods);
    return look;
}

/* The slope at a lag that ignores who is who. */
static double pooled_slope(const struct panel_outcome *outcome, const double *x, int lag)
{
    size_t periods = outcome->periods, n = outcome->entities * periods;
    double *shifted = xarray(n, sizeof *shifted);
    double slope;
    size_t i;

    for (i = 0; i < n; i++) {
        ptrdiff_t at = (ptrdiff_t)(i % periods) - lag;

        shifted[i] = at >= 0 && at < (ptrdiff_t)periods ? x[(ptrdiff_t)i - lag] : NAN;
    }
    slope = naive_slope(shifted, outcome->y, n).slope;
    free(shifted);
    return slope;
}

/* Entity after entity, `stride` rows each, NaN between. */
static double *stack(const struct panel_layout *layout, const double *v)
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

/*
 * Takes out of a stacked column that has no gaps what each period has on average over the
 * entities. What that leaves of a column that is the same for all is rounding, and made 0.
 */
static void centre(const struct panel_layout *layout, double *v)
{
    double before = 0, after = 0, first = v[0];
    size_t g, t;

    for (t = 0; t < layout->periods; t++) {
        double mean = 0;

        for (g = 0; g < layout->entities; g++)
            mean += v[g * layout->stride + t] / (double)layout->entities;
        for (g = 0; g < layout->entities; g++) {
            double *at = &v[g * layout->stride + t];

            before = fmax(before, fabs(*at - first));
            *at -= mean;
            after = fmax(after, fabs(*at));
        }
    }
    if (after > 1e-11 * before)
        return;
    for (g = 0; g < layout->entities; g++)
        for (t = 0; t < layout->periods; t++)
            v[g * layout->stride + t] = 0;
}

/* An output that waits for the sieve. */
struct waiting {
    bool waits;
    double *x; /* with its gaps bridged; NULL where it does not wait */
    size_t bridged;
    bool complete; /* every entity has every period */
};

/*
 * Back from stacked rows to entity and period, from centred columns to the raw ones, whose naive
 * figures stay.
 */
static void unstack(const struct panel_layout *layout, const struct panel_outcome *outcome,
                    const struct link_output *output, struct link_result *made,
                    const struct link_result *begun)
{
    size_t i;

    made->naive_effect = begun->naive_effect;
    made->naive_r = begun->naive_r;
    made->naive_p = begun->naive_p;
    made->naive_n = begun->naive_n;
    for (i = 0; made->working && i < made->n; i++) {
        struct link_working *row = &made->working[i];
        size_t at;

        row->entity = row->row / layout->stride;
        row->row %= layout->stride;
        at = row->entity * layout->periods + row->row;
        row->y = outcome->y[at];
        row->x = output->x[(ptrdiff_t)at - made->lag];
    }
}

static bool complete(const double *v, size_t n)
{
    size_t i;

    for (i = 0; i < n && isfinite(v[i]); i++)
        ;
    return i == n;
}

/* Whether every entity has every period, of y and all context. */
static bool outcome_complete(const struct panel_outcome *outcome)
{
    size_t n = outcome->entities * outcome->periods, j;
    bool all = outcome->timed && complete(outcome->y, n);

    for (j = 0; all && j < outcome->contexts; j++)
        all = complete(outcome->context[j], n);
    return all;
}

static bool row_there(const struct panel_outcome *outcome, size_t row)
{
    size_t j;

    for (j = 0; j < outcome->contexts; j++)
        if (!isfinite(outcome->context[j][row]))
            return false;
    return isfinite(outcome->y[row]);
}

/* Rows of one entity that a filter of this order leaves at this lag. */
static size_t rows_left(const struct panel_outcome *outcome, const double *x, size_t entity,
                        int lag, size_t order)
{
    size_t periods = outcome->periods, first = entity * periods;
    size_t unbroken = 0, rows = 0, t;

    for (t = 0; t < periods; t++) {
        ptrdiff_t at = (ptrdiff_t)t - lag;
        bool in = at >= 0 && at < (ptrdiff_t)periods && row_there(outcome, first + t) &&
                  isfinite(x[first + (size_t)at]);

        unbroken = in ? unbroken + 1 : 0;
        rows += unbroken > order;
    }
    return rows;
}

/*
 * The largest order that leaves every lag degrees of freedom: each gap costs as many rows as the
 * order has, and resamples that chose an order with nothing left would say nothing.
 */
static size_t most_order(const struct panel_outcome *outcome, const struct link_output *output,
                         const double *x)
{
    enum { FREEDOM_MIN = 10 };
    size_t most = ar_max_order(outcome->periods), order, g;
    int lag;

    for (order = 1; order <= most; order++) {
        for (lag = output->lag_first; lag <= output->lag_last; lag++) {
            size_t rows = 0, controls = outcome->periods + 2 * outcome->entities;

            for (g = 0; g < outcome->entities; g++)
                rows += rows_left(outcome, x, g, lag, order);
            controls -= (size_t)abs(lag) + order;
            if (rows < controls + FREEDOM_MIN || rows < PANEL_ROWS_MIN)
                return order - 1;
        }
    }
    return most;
}

/*
 * The sieve over stacked series, for `count` outputs that go together (next_batch), whose places in
 * the caller's arrays `which` holds. How the series are laid out depends on nothing that another
 * output could change, so a link's figures do not depend on its company.
 */
static int stacked(const struct panel_outcome *outcome, const struct link_output *outputs,
                   const struct waiting *waiting, const size_t *which, size_t count,
                   const struct link_options *options, struct link_result *results,
                   struct error *err)
{
    const struct link_output *one = &outputs[which[0]];
    int longest = abs(one->lag_first) > abs(one->lag_last) ? abs(one->lag_first)
                                                           : abs(one->lag_last);
    struct panel_layout layout = {
        .entities = outcome->entities,
        .periods = outcome->periods,
        .stride = outcome->periods + (size_t)longest + AR_MAX + 1,
        .max_order = outcome->timed ? most_order(outcome, one, waiting[which[0]].x) : 0,
        .centred = outcome_complete(outcome) && waiting[which[0]].complete
    };
    double **columns = xarray(outcome->contexts + count + 1, sizeof *columns);
    double **x = columns + outcome->contexts + 1;
    struct link_output *copies = xarray(count, sizeof *copies);
    struct link_result *made = xarray(count, sizeof *made);
    struct link_outcome single = { .n = layout.entities * layout.stride,
                                   .context = (const double *const *)columns,
                                   .contexts = outcome->contexts,
                                   .timed = outcome->timed,
                                   .season = outcome->season };
    size_t j;
    int status;

    single.season.twice = true;
    /* The seasons of entities are many columns, and many entities hardly have one of their own. */
    if (layout.entities >= PANEL_ENTITIES)
        single.season = (struct season_request){ .mode = SEASON_OFF };
    for (j = 0; j < outcome->contexts; j++)
        columns[j] = stack(&layout, outcome->context[j]);
    single.y = columns[outcome->contexts] = stack(&layout, outcome->y);
    for (j = 0; j < count; j++) {
        copies[j] = outputs[which[j]];
        copies[j].x = x[j] = stack(&layout, waiting[which[j]].x);
    }
    for (j = 0; layout.centred && j < outcome->contexts + 1 + count; j++)
        centre(&layout, columns[j]);
    status = link_run(&single, &layout, copies, count, options, made, err);
    for (j = 0; status == 0 && j < count; j++) {
        unstack(&layout, outcome, &outputs[which[j]], &made[j], &results[which[j]]);
        made[j].x_bridged = made[j].reason == LINK_USABLE ? waiting[which[j]].bridged : 0;
        results[which[j]] = made[j];
    }
    for (j = 0; j < outcome->contexts + 1 + count; j++)
        free(columns[j]);
    free(columns);
    free(copies);
    free(made);
    return status;
}

/*
 * The next outputs that wait for the sieve and go together: complete ones with the same lags, any
 * other by itself. Returns how many.
 */
static size_t next_batch(const struct link_output *outputs, size_t count, struct waiting *waiting,
                         size_t *which)
{
    size_t found = 0;
    size_t j;

    for (j = 0; j < count; j++) {
        if (!waiting[j].waits ||
            (found > 0 &&
             (outputs[j].lag_first != outputs[which[0]].lag_first ||
              outputs[j].lag_last != outputs[which[0]].lag_last || !waiting[j].complete)))
            continue;
        waiting[j].waits = false;
        which[found++] = j;
        if (!waiting[j].complete)
            break;
    }
    return found;
}

static void finish(const struct panel_outcome *outcome, const struct link_output *output,
                   const struct panel_counts *look, struct link_result *result)
{
    result->entities = look->entities;
    result->entities_apart = look->apart;
    result->entities_flat = look->flat;
    if (result->reason != LINK_USABLE)
        return;
    result->effect_pooled = pooled_slope(outcome, output->x, result->lag);
    result->more_periods = link_more_periods(result, result->mde, output->min_effect,
                                             outcome->periods);
}

/*
 * Progress of a call, in resamples as for a single series: each of `parts` runs is a share of them.
 */
struct meter {
    const struct link_options *options;
    size_t parts, part; /* how many runs there are, and which is under way */
};

static void advance(void *context, size_t done, size_t total)
{
    const struct meter *meter = context;
    const struct link_options *options = meter->options;

    options->progress(options->progress_context, (meter->part * total + done) / meter->parts,
                      total);
}

/* Every link that is not `waiting` for the sieve and usable, then the batches of those that are. */
static int run_all(const struct panel_outcome *outcome, const struct link_output *outputs,
                   size_t count, const struct link_options *options, struct waiting *waiting,
                   struct link_result *results, struct error *err)
{
    struct meter meter = { .options = options, .parts = count };
    struct link_options metered = *options;
    size_t *which = xarray(count, sizeof *which);
    size_t batch, j;
    int status = 0;

    if (options->progress) {
        metered.progress = advance;
        metered.progress_context = &meter;
    }
    for (j = 0; j < count; j++) {
        if (waiting[j].waits || results[j].reason != LINK_USABLE)
            continue;
        wild_link(outcome, &outputs[j], &metered, &results[j]);
        meter.part++;
    }
    while (status == 0 && (batch = next_batch(outputs, count, waiting, which)) > 0) {
        /* Together they are one run. */
        meter.parts -= batch - 1;
        status = stacked(outcome, outputs, waiting, which, batch, &metered, results, err);
        meter.part++;
    }
    free(which);
    return status;
}

int panel_link_test(const struct panel_outcome *outcome, const struct link_output *outputs,
                    size_t count, const struct link_options *options, struct link_result *results,
                    struct error *err)
{
    size_t n = outcome->entities * outcome->periods;
    struct waiting *waiting;
    struct panel_counts *looks;
    size_t j;
    int status;

    if (options->resamples < LINK_RESAMPLES_MIN)
        return error_usage(err, "resamples must be at least %d, not %zu", LINK_RESAMPLES_MIN,
                           options->resamples);
    for (j = 0; j < count; j++)
        if (outputs[j].lag_first > outputs[j].lag_last)
            return error_usage(err, "lags %d..%d: the first is after the last",
                               outputs[j].lag_first, outputs[j].lag_last);
    waiting = xcalloc(count, sizeof *waiting);
    looks = xarray(count, sizeof *looks);
    for (j = 0; j < count; j++) {
        looks[j] = begin(outcome, &outputs[j], options, &results[j]);
        if (results[j].reason != LINK_USABLE)
            continue;
        if (options->method && outcome->periods < PANEL_PERIODS)
            link_give_up(&results[j], LINK_TOO_FEW_ROWS, (double)outcome->periods, PANEL_PERIODS);
        else
            waiting[j].waits = outcome->periods >= PANEL_PERIODS &&
                               (looks[j].entities < PANEL_ENTITIES || options->method);
        if (!waiting[j].waits)
            continue;
        waiting[j].x = xarray(n, sizeof *waiting[j].x);
        if (outcome->timed)
            waiting[j].bridged = panel_bridge(outputs[j].x, outcome->entities, outcome->periods,
                                              waiting[j].x);
        else
            memcpy(waiting[j].x, outputs[j].x, n * sizeof *waiting[j].x);
        waiting[j].complete = complete(waiting[j].x, n);
    }
    status = run_all(outcome, outputs, count, options, waiting, results, err);
    for (j = 0; j < count; j++)
        finish(outcome, &outputs[j], &looks[j], &results[j]);
    for (j = 0; status != 0 && j < count; j++)
        link_result_free(&results[j]);
    for (j = 0; j < count; j++)
        free(waiting[j].x);
    free(waiting);
    free(looks);
    return status;
}
