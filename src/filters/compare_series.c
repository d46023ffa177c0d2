/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/compare_series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "change/change.h"

/* ---- scale ---- */

/* All above 0, and of levels before the date that differ more than twice. */
static bool in_proportion(const struct panel *panel)
{
    double sum[2] = { 0, 0 };
    size_t t;
    int g;

    for (t = 0; t < panel->frame->axis.periods; t++)
        for (g = 0; g < 2; g++) {
            if (panel->mean[g][t] <= 0)
                return false;
            if (t < panel->date && isfinite(panel->mean[g][t]))
                sum[g] += panel->mean[g][t];
        }
    return sum[1] > 2 * sum[0] || sum[0] > 2 * sum[1];
}

/* What the treated had more than without: their mean from the date on, less what it would be. */
static double unlog(const struct panel *panel, double effect)
{
    double mean = 0;
    size_t there = 0, t;

    for (t = panel->date; t < panel->frame->axis.periods; t++)
        if (isfinite(panel->mean[1][t]))
            mean += (panel->mean[1][t] - mean) / (double)++there;
    return mean * -expm1(-effect);
}

/* ---- the test ---- */

static const char *why_not(enum change_reason reason)
{
    switch (reason) {
    case CHANGE_OUTSIDE:
        return "No period from the date on has a value of both.";
    case CHANGE_TOO_FEW_BEFORE:
        return "There are too few periods before the date: it takes 12 with a value of both.";
    case CHANGE_TOO_FEW_AFTER:
        return "There are too few periods from the date on, and before it too few to learn from: "
               "wait until there are 4.";
    case CHANGE_MISSING:
        return "Too many periods are missing.";
    case CHANGE_CONSTANT:
    case CHANGE_CONSTANT_BEFORE:
        return "The difference does not vary before the date: there is no measure of chance.";
    case CHANGE_TOO_MANY_COLUMNS:
    case CHANGE_EXPLAINED:
    case CHANGE_ENTANGLED:
        return "Trend and season leave nothing of the difference to be told; --season none leaves "
               "the season in.";
    case CHANGE_OUT_OF_RANGE:
        return "The values are beyond what can be computed.";
    case CHANGE_USABLE:
        break;
    }
    return "";
}

static struct change_question question_of(const struct panel *panel, const double *series)
{
    return (struct change_question){ .n = panel->frame->axis.periods,
                                     .y = series,
                                     .season = panel->frame->road.request,
                                     .date = panel->date,
                                     .level = true };
}

/* p is that of any change, and may be small where the mean since may be 0: a week's spike. Of the mean
 * nothing is known then: its p is that of its interval, taken as normal, and not under .05. The larger
 * of two p is one. */
static void agree(struct compare_answer *answer)
{
    struct compare_row *row = &answer->row;
    double error = (row->effect_high - row->effect_low) / (2 * 1.959964);

    if (!(row->p < .05) || row->effect_low > 0 || row->effect_high < 0)
        return;
    compare_tell(
        answer,
        "It changed at that date (p %.2g), but on average since it may be 0; lever impact, "
        "of the difference, says when.",
        row->p);
    row->p = fmax(.05, erfc(fabs(row->effect) / error / sqrt(2)));
}

static void take(const struct panel *panel, struct compare_answer *answer,
                 const struct change_result *result, bool logs)
{
    const struct change_figure *figure = &result->effect;
    struct compare_row *row = &answer->row;

    row->p = result->p;
    row->effect = logs ? unlog(panel, figure->value) : figure->value;
    row->effect_low = logs ? unlog(panel, figure->low) : figure->low;
    row->effect_high = logs ? unlog(panel, figure->high) : figure->high;
    answer->firm_low = logs ? unlog(panel, figure->low90) : figure->low90;
    answer->firm_high = logs ? unlog(panel, figure->high90) : figure->high90;
    agree(answer);
    if (!logs)
        return;
    row->relative = expm1(figure->value);
    row->relative_low = expm1(figure->low);
    row->relative_high = expm1(figure->high);
    compare_tell(answer, "Their levels differ, so they are held against each other in proportion.");
}

/* ---- the others as if they had been treated ---- */

/* Unit i less the mean of the other untreated ones, on the axis. */
static double *as_if(const struct panel *panel, size_t unit)
{
    const struct units *u = &panel->units;
    double *series = xarray(panel->frame->axis.periods, sizeof *series);
    size_t i, t;

    for (t = 0; t < panel->frame->axis.periods; t++)
        series[t] = NAN;
    for (t = 0; t < u->n; t++) {
        double mean = 0, there = 0;

        for (i = 0; i < u->units; i++)
            if (i != unit && !u->treated[i])
                mean += (u->y[i * u->n + t] - mean) / ++there;
        series[panel->position[t]] = u->y[unit * u->n + t] - mean;
    }
    return series;
}

static void tell_rank(const struct panel *panel, struct compare_answer *answer, double t)
{
    const struct change_options options = { .resamples = 99,
                                            .seed = 1,
                                            .threads = frame_threads(panel->frame) };
    size_t units = panel->units.units, rank = 1, tried = 0, count = 0, i;
    struct change_question *question;
    struct change_result *result;
    double **series;

    if (panel->count[1] != 1 || panel->count[0] < 2 || isnan(t))
        return;
    question = xarray(units, sizeof *question);
    result = xcalloc(units, sizeof *result);
    series = xarray(units, sizeof *series);
    for (i = 0; i < units; i++) {
        if (panel->units.treated[i])
            continue;
        series[count] = as_if(panel, i);
        question[count] = question_of(panel, series[count]);
        count++;
    }
    change_test(question, count, &options, result); /* together: they share their design */
    for (i = 0; i < count; i++) {
        if (result[i].reason == CHANGE_USABLE) {
            tried++;
            rank += fabs(result[i].t) >= fabs(t);
        }
        change_result_free(&result[i]);
        free(series[i]);
    }
    free(question);
    free(result);
    free(series);
    if (tried > 0)
        compare_tell(answer,
                     "Had each of the others been treated, it would rank %zu of %zu by its change; "
                     "under 20 others, a rank says nothing at .05.",
                     rank, tried + 1);
}

/* Chernozhukov, Wüthrich & Zhu (2021, J. Am. Stat. Assoc. 116:1849): the mean size of the difference,
 * less its mean, in the last stretch among all stretches of that length, the end joined to the
 * beginning. Exact only with few rows after. */
static void tell_conformal(const struct panel *panel, struct compare_answer *answer)
{
    size_t n = panel->units.n, after = n - panel->units.date, reached = 0, from, t;
    double *size, mean = 0, real = 0;

    if (panel->count[0] < 2 || after * 4 > n)
        return;
    size = xarray(n, sizeof *size);
    for (t = 0; t < n; t++)
        mean += panel->difference[panel->position[t]] / (double)n;
    for (t = 0; t < n; t++)
        size[t] = fabs(panel->difference[panel->position[t]] - mean);
    for (t = panel->units.date; t < n; t++)
        real += size[t];
    for (from = 0; from < n; from++) {
        double sum = 0;

        for (t = 0; t < after; t++)
            sum += size[(from + t) % n];
        reached += sum >= real * (1 - 1e-9);
    }
    compare_tell(answer, "By stretches of the same length (conformal), p is %.2g.",
                 (double)reached / (double)n);
    free(size);
}

/* ---- together ---- */

void compare_series_run(struct panel *panel, struct compare_answer *answer)
{
    size_t n = panel->frame->axis.periods, resamples = panel->units.draws, t;
    const struct change_options options = { .resamples = resamples,
                                            .paths = resamples / 10 > 499 ? resamples / 10 : 499,
                                            .seed = panel->units.seed,
                                            .threads = frame_threads(panel->frame) };
    double *series = xarray(n, sizeof *series), moving;
    bool logs = in_proportion(panel);
    struct change_question question = question_of(panel, series);
    struct change_result result;

    for (t = 0; t < n; t++)
        series[t] = logs ? log(panel->mean[1][t] / panel->mean[0][t]) : panel->difference[t];
    change_test(&question, 1, &options, &result);
    if (result.reason != CHANGE_USABLE) {
        compare_unusable(answer, "%s", why_not(result.reason));
    } else {
        take(panel, answer, &result, logs);
        change_moving_before(&question, 1, &options, &moving);
        answer->row.pretrend_p = moving;
        answer->coming_apart = moving < .01;
        answer->row.pretrend_mde = units_slope_mde(panel->difference, n, panel->date);
        if (panel->units.n < n)
            answer->row.pretrend_mde = NAN;
        if (panel->count[0] == 1 && panel->count[1] == 1)
            compare_tell(answer, "Two units cannot say more: what else happened to one of them at "
                                 "that date is in it.");
        tell_rank(panel, answer, result.t);
        tell_conformal(panel, answer);
    }
    change_result_free(&result);
    free(series);
}
