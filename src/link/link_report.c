/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The observed outcome, lag by lag, and what follows from it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "link/detectable.h"
#include "link/interval.h"
#include "link/link_method.h"
#include "link/link_private.h"
#include "link/panel_rests.h"
#include "stats/influence.h"
#include "stats/naive.h"
#include "stats/project.h"
#include "stats/recurrence.h"
#include "stats/trend_test.h"

/* Whether a series has a trend is a side question: p to the nearest .005 will do. */
enum { SHAPE_RESAMPLES = 199 };

/*
 * What is left of a |t| that rests on nothing special, as a share of the critical one; less of two rows
 * of a short series, and of one where there are so few degrees of freedom that each row counts.
 */
static const double FIRM = 2. / 3, FIRM_OF_FEW = .5;
enum { FREEDOM_FEW = 15 };

/* In short series no-effect errs more often than one time in twenty: its interval is wider by this over
   the number of rows. */
static const double WIDER = 4.5;

/* x and y at one lag: filtered, free of controls, 0 on rows that do not take part. */
struct whitened_pair {
    double *x, *y;
    bool *rows;
    size_t count;
    double power_x; /* 0: nothing is left of x */
    double power_y;
    double freedom;
};

static void pair_start(struct whitened_pair *pair, size_t n)
{
    pair->x = xarray(n, sizeof *pair->x);
    pair->y = xarray(n, sizeof *pair->y);
    pair->rows = xarray(n, sizeof *pair->rows);
}

static void pair_free(struct whitened_pair *pair)
{
    free(pair->x);
    free(pair->y);
    free(pair->rows);
}

static void pair_make(const struct bootstrap *boot, size_t season, const struct series *series,
                      const struct lag_scan *sample, size_t l, struct whitened_pair *pair)
{
    const struct white *white = &boot->white[season];
    const struct ar_fit *ar = &white->draw->ar;
    ptrdiff_t lag = sample->lag_first + (ptrdiff_t)l;
    size_t n = boot->outcome->n;
    struct basis basis;
    double before = 0;
    size_t t, k;

    pair->count = lag_scan_rows(sample, &boot->sieve, ar->order, l, pair->rows);
    white_basis(&boot->sieve, white->draw, white->contexts > 0 ? white->context : NULL, pair->rows,
                &basis);
    for (t = 0; t < n; t++) {
        const double *x = series->values + (ptrdiff_t)t - lag;

        pair->x[t] = 0;
        pair->y[t] = pair->rows[t] ? white->y[t] : 0;
        if (!pair->rows[t])
            continue;
        before += *x * *x;
        for (k = 0; k <= ar->order; k++)
            pair->x[t] += white->filter[k] * x[-(ptrdiff_t)k];
    }
    white_project(&basis, n, pair->x);
    white_project(&basis, n, pair->y);
    pair->power_x = project_dot(pair->x, pair->x, n);
    pair->power_y = project_dot(pair->y, pair->y, n);
    if (!(pair->power_x > 1e-20 * before))
        pair->power_x = 0;
    pair->freedom = (double)pair->count - (double)basis.columns -
                    (double)sieve_taken(&boot->sieve, pair->count) - 1;
    free(basis.values);
}

/* t, effect and se, in the columns' own units. */
static void measure(const struct bootstrap *boot, const struct tested_link *link,
                    const struct whitened_pair *pair, struct link_lag *row)
{
    size_t n = boot->outcome->n;
    double slope = project_dot(pair->x, pair->y, n) / pair->power_x;
    double left = 0;
    int exponent = boot->y.exponent - link->x.exponent;
    double se;
    size_t t;

    for (t = 0; t < n; t++) {
        double residual = pair->y[t] - slope * pair->x[t];

        left += residual * residual;
    }
    /* A perfect fit has no error to divide by; its t is as large as digits can tell. */
    left = fmax(left, 1e-30 * pair->power_y);
    se = sqrt(left / pair->freedom / pair->power_x);
    row->t = se > 0 ? slope / se : 0;
    row->effect = ldexp(slope, exponent);
    row->se = ldexp(se, exponent);
}

/* The raw output that the outcome of row t meets; NaN where it is missing. */
static double met(const struct link_result *result, const double *x, size_t t)
{
    double sum = 0;
    int l;

    for (l = result->spread_first; l <= result->spread_last; l++)
        sum += x[(ptrdiff_t)t - l];
    return sum / (result->spread_last - result->spread_first + 1);
}

static void fill_working(const struct bootstrap *boot, const struct tested_link *link,
                         const struct whitened_pair *pair)
{
    struct link_working *next;
    size_t t;

    link->result->working = next = xarray(pair->count, sizeof *next);
    for (t = 0; t < boot->outcome->n; t++) {
        if (!pair->rows[t])
            continue;
        *next++ = (struct link_working){
            .row = t,
            .x = met(link->result, link->output.x, t),
            .y = boot->outcome->y[t],
            .x_white = ldexp(pair->x[t], link->x.exponent),
            .y_white = ldexp(pair->y[t], boot->y.exponent),
        };
    }
}

/* Constant, trend, season (or a panel's effects) and context; the caller frees. */
static double *plain_controls(const struct bootstrap *boot, size_t season, bool context,
                              size_t *count)
{
    size_t n = boot->outcome->n;
    bool *all = xarray(n, sizeof *all);
    struct basis basis;
    size_t t;

    for (t = 0; t < n; t++)
        all[t] = true;
    sieve_basis(&boot->sieve, boot->observed[season].season, context, all, &basis);
    *count = basis.columns;
    free(all);
    return basis.values;
}

static void fill_plain(const struct bootstrap *boot, struct tested_link *link)
{
    struct link_result *result = link->result;
    const struct mean_lag *window = result->spread ? &link->window : NULL;
    size_t n = boot->outcome->n;
    double *y = xarray(n, sizeof *y);
    double *x = xarray(n, sizeof *x);
    double *mean = xarray(n, sizeof *mean);
    struct naive_signs signs;
    double *controls;
    size_t count, t;

    for (t = 0; t < n; t++) {
        y[t] = boot->present[t] ? boot->y.values[t] : NAN;
        x[t] = isfinite(link->output.x[t]) ? link->x.values[t] : NAN;
        mean[t] = window && window->x.present[t] ? window->x.values[t] : NAN;
    }
    controls = plain_controls(boot, link->season, true, &count);
    signs = naive_adjusted(window ? mean : x, y, n, window ? 0 : result->lag, controls, count);
    result->sign_plain = signs.itself;
    result->sign_differenced = boot->outcome->timed ? signs.differenced : signs.itself;
    free(controls);
    controls = plain_controls(boot, link->season, false, &count);
    result->adjusted_r = naive_adjusted(x, y, n, 0, controls, count).r;
    /* The first control is the constant, which trend_test_there brings itself. A panel's periods have
       taken out what all entities share. */
    if (boot->outcome->timed && !boot->panel && result->naive_p < .05 && !(result->p < .05))
        result->trend_in_both = trend_test_there(x, n, controls + n, count - 1, boot->options->seed,
                                                 SHAPE_RESAMPLES) &&
                                trend_test_there(y, n, controls + n, count - 1, boot->options->seed,
                                                 SHAPE_RESAMPLES);
    free(controls);
    free(mean);
    free(x);
    free(y);
}

double link_more_periods(const struct link_result *result, double mde, double min_effect,
                         size_t periods)
{
    double ratio = mde / min_effect;
    double more = ceil(result->n_eff * (ratio * ratio - 1));
    double lost = (double)result->ar_order + abs(result->lag);
    double share;

    if (!(min_effect > 0) || isnan(mde))
        return NAN;
    if (!(more > 0))
        return 0;
    /* New periods will have as many gaps as the old ones; of a panel, each brings a row an entity,
       less what goes into its own effect. */
    share = (double)result->n / fmax((double)periods - lost, 1);
    if (result->entities > 0)
        share *= 1 - 1 / (double)result->entities;
    else
        share = fmin(share, 1);
    more = ceil(more / share);
    return more <= LINK_REACH * (double)periods ? more : INFINITY;
}

/* The regression of a pair, without its basis. */
static struct influence weigh(const struct bootstrap *boot, const struct tested_link *link,
                              const struct whitened_pair *pair, struct basis *basis)
{
    const struct white *white = &boot->white[link->season];

    white_basis(&boot->sieve, white->draw, white->contexts > 0 ? white->context : NULL, pair->rows,
                basis);
    return (struct influence){ .n = boot->outcome->n,
                               .x = pair->x,
                               .y = pair->y,
                               .rows = pair->rows,
                               .basis = basis->values,
                               .columns = basis->columns,
                               .freedom = pair->freedom,
                               .filter = white->filter,
                               .order = white->draw->ar.order };
}

static double firmness(const struct bootstrap *boot, const struct whitened_pair *pair,
                       size_t rows_before)
{
    bool few = pair->freedom < FREEDOM_FEW || (rows_before > 0 && boot->sieve.rows < AR_SHORT);

    return few ? FIRM_OF_FEW : FIRM;
}

/* Rows in a year that has a place for each and not too few of them; else 0. */
static size_t year_rows(const struct season_request *season)
{
    return season->mode != SEASON_AUTO                  ? 0
           : season->calendar == SEASON_CALENDAR_MONTHS ? 12
           : season->calendar == SEASON_CALENDAR_WEEKS  ? 52
                                                        : 0;
}

/* The rows, or the entity, that the t of this pair rests on. */
static void find_rests(const struct bootstrap *boot, const struct tested_link *link,
                       const struct whitened_pair *pair)
{
    struct link_result *result = link->result;
    struct influence all;
    struct basis basis;
    double t[2];
    size_t row[2], taken, k;

    if (link->found || !(result->p < .05))
        return;
    if (boot->panel)
        panel_rests_rows(boot->panel, pair->x, pair->y, pair->rows, pair->freedom, result);
    if (boot->panel || !boot->outcome->timed)
        return;
    all = weigh(boot, link, pair, &basis);
    if (result->season.levels == 0 && year_rows(&boot->outcome->season) > 0)
        result->rests_yearly = recurrence_carries(&all, year_rows(&boot->outcome->season),
                                                  FIRM * result->critical95);
    taken = influence_rows(&all, pair->freedom < FREEDOM_FEW ? 1 : 2, row, t);
    free(basis.values);
    for (k = 0; k < taken && result->rests_count == 0; k++)
        if (t[k] < result->critical95 * firmness(boot, pair, k))
            result->rests_count = k + 1;
    for (k = 0; k < result->rests_count; k++)
        result->rests[k] = row[k];
}

/* Everything that is said of the lag of the largest |t|, and of all lags together. */
static void conclude(const struct bootstrap *boot, struct tested_link *link,
                     const struct link_lag *rows, const struct link_lag *best)
{
    struct link_result *result = link->result;

    link_result_take(result, rows, link->lags, best);
    if (result->spread) {
        result->spread_first = link->window.first;
        result->spread_last = link->window.last;
    }
    result->sign_method = link->found ? link->found->sign : 0;
    result->trend = boot->outcome->timed;
    result->x_bridged = link->x.bridged;
    result->season = boot->season.candidate[boot->observed[link->season].season];
    result->season.values = NULL;
    result->season_too_short = boot->season.too_short;
    /* What all entities have of a season goes out with the periods. */
    result->season_missing = boot->season.missing && !boot->panel;
    result->contexts = boot->outcome->contexts;
    result->ar_order = boot->observed[link->season].ar.order;
    memcpy(result->ar_phi, boot->observed[link->season].ar.phi, sizeof result->ar_phi);
    if (boot->outcome->timed && !boot->panel)
        result->mde *= detectable_factor(boot, link);
    result->more_periods = link_more_periods(result, result->mde, link->output.min_effect,
                                             boot->outcome->own ? boot->outcome->own
                                                                : boot->outcome->n);
}

/* How far an effect may reach; of an effect that one or two rows keep down, without these too. */
static void fill_firm(const struct bootstrap *boot, const struct tested_link *link,
                      const struct whitened_pair *pair, struct link_lag *row)
{
    double wider = 1 + WIDER / (double)pair->count, reach = (row->high90 - row->low90) / 2;
    double critical = row->se > 0 ? reach / row->se : 0;
    int exponent = boot->y.exponent - link->x.exponent;
    size_t most = boot->sieve.rows < AR_SHORT ? 1 : 2, taken, k;
    double slope[2], se[2];
    struct influence all;
    struct basis basis;

    row->low_firm = row->effect - wider * reach;
    row->high_firm = row->effect + wider * reach;
    if (!(link->output.min_effect > 0) || !boot->outcome->timed)
        return;
    all = weigh(boot, link, pair, &basis);
    taken = influence_weights(&all, most, slope, se);
    free(basis.values);
    for (k = 0; k < taken; k++) {
        row->low_firm = fmin(row->low_firm, ldexp(slope[k] - wider * critical * se[k], exponent));
        row->high_firm = fmax(row->high_firm, ldexp(slope[k] + wider * critical * se[k], exponent));
    }
}

static void profile(const struct bootstrap *boot, const struct tested_link *link,
                    struct whitened_pair *pair, struct link_lag *rows, double *freedom)
{
    size_t count = boot->options->resamples;
    double information = 0, lags = 0;
    size_t l;

    for (l = 0; l < link->lags; l++) {
        struct link_lag *row = &rows[l];

        pair_make(boot, link->season, &link->x, &boot->samples[link->sample], l, pair);
        freedom[l] = pair->freedom;
        *row = (struct link_lag){ .lag = link->output.lag_first + (int)l,
                                  .n = pair->count,
                                  .t = NAN,
                                  .effect = NAN,
                                  .se = NAN,
                                  .low95 = NAN,
                                  .high95 = NAN,
                                  .low90 = NAN,
                                  .high90 = NAN,
                                  .r = NAN,
                                  .r_low = NAN,
                                  .r_high = NAN,
                                  .p = NAN };
        if (!(pair->power_x > 0))
            continue;
        information += pair->freedom * pair->power_x / (double)pair->count;
        lags++;
        measure(boot, link, pair, row);
        interval_fill(row, pair->freedom, link->peaks, count);
        if (!boot->panel)
            fill_firm(boot, link, pair, row);
    }
    if (lags > 0)
        link->result->information = ldexp(information / lags, 2 * link->x.exponent);
}

/* The lag of the largest |t|; `lags` if none could be measured. */
static size_t find_peak(const struct link_lag *rows, size_t lags)
{
    size_t peak = lags;
    size_t l;

    for (l = 0; l < lags; l++)
        if (!isnan(rows[l].t) && (peak == lags || fabs(rows[l].t) > fabs(rows[peak].t)))
            peak = l;
    return peak;
}

/* The lag in the window whose |t| is the largest with the window's sign; its middle if none has it. */
static int dominant_lag(const struct tested_link *link, const struct mean_lag *window,
                        const struct link_lag *rows, double sign)
{
    const struct link_lag *best = NULL;
    size_t l;

    for (l = 0; l < link->lags; l++)
        if (rows[l].lag >= window->first && rows[l].lag <= window->last && rows[l].t * sign > 0 &&
            (!best || fabs(rows[l].t) > fabs(best->t)))
            best = &rows[l];
    return best ? best->lag : (window->first + window->last) / 2;
}

/* Measures the window, and puts it in best's place if its |t| is larger. */
static bool prefer_window(const struct bootstrap *boot, struct tested_link *link,
                          const struct link_lag *rows, struct whitened_pair *pair,
                          struct link_lag *best, double *freedom)
{
    const struct mean_lag *window = &link->window;
    struct link_lag row = { .t = NAN };

    if (!window->tried)
        return false;
    pair_make(boot, link->season, &window->x, &boot->samples[window->sample], 0, pair);
    if (!(pair->power_x > 0) || pair->freedom < 1)
        return false;
    row.n = pair->count;
    measure(boot, link, pair, &row);
    interval_fill(&row, pair->freedom, link->peaks, boot->options->resamples);
    fill_firm(boot, link, pair, &row);
    row.lag = dominant_lag(link, window, rows, row.t);
    link->result->over_lags = row;
    if (!(fabs(row.t) > fabs(best->t)))
        return false;
    *best = row;
    *freedom = pair->freedom;
    return true;
}

void link_report(const struct bootstrap *boot, struct tested_link *link)
{
    struct link_result *result = link->result;
    size_t count = boot->options->resamples;
    struct link_lag *rows = xarray(link->lags, sizeof *rows);
    double *freedom = xarray(link->lags, sizeof *freedom);
    struct link_lag best;
    struct whitened_pair pair;
    size_t peak;

    pair_start(&pair, boot->outcome->n);
    qsort(link->peaks, count, sizeof *link->peaks, number_compare);
    result->critical95 = interval_critical(link->peaks, count, 5);
    result->critical90 = interval_critical(link->peaks, count, 10);
    profile(boot, link, &pair, rows, freedom);
    peak = find_peak(rows, link->lags);
    if (link->found) {
        result->critical_method = link_method_fill(boot, link, rows);
        peak = peak == link->lags ? peak : link->found->peak;
    }
    if (peak == link->lags) {
        link_give_up(result, LINK_X_EXPLAINED, NAN, NAN);
        free(rows);
        free(freedom);
        pair_free(&pair);
        return;
    }
    best = rows[peak];
    result->n_eff = freedom[peak];
    result->spread = prefer_window(boot, link, rows, &pair, &best, &result->n_eff);
    if (!isfinite(best.effect) || !isfinite(best.high95) || !isfinite(best.low95)) {
        link_give_up(result, LINK_OUT_OF_RANGE, NAN, NAN);
    } else {
        conclude(boot, link, rows, &best);
        fill_plain(boot, link);
        if (result->spread)
            pair_make(boot, link->season, &link->window.x, &boot->samples[link->window.sample], 0,
                      &pair);
        else
            pair_make(boot, link->season, &link->x, &boot->samples[link->sample], peak, &pair);
        find_rests(boot, link, &pair);
        result->sign_rank = naive_compare(pair.x, pair.y, pair.rows, boot->outcome->n).rank;
        if (link->output.working)
            fill_working(boot, link, &pair);
        if (link->output.profile) {
            result->profile = rows;
            rows = NULL;
        }
    }
    free(rows);
    free(freedom);
    pair_free(&pair);
}
