/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/drift.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/drift_private.h"
#include "link/interval.h"

/* Draws a block does, and those after which is looked whether they are enough. */
enum { BLOCK = 16, ROUND = 128 };

/* The cut of the rows that could be the one, in n ln of the ratio of Walds. */
#define DATES_CUT 9

struct drift_run {
    const struct drift_fit *fit;
    const struct drift_question *question;
    struct drift_white *white; /* one a worker */
    double **y;                /* likewise, n */
    double *peaks;             /* |t| of every draw */
    size_t first, last;        /* the draws of this round */
};

/* ---- the data ---- */

static void take_context(struct drift_fit *fit)
{
    const struct link_outcome *outcome = fit->question->outcome;
    size_t n = fit->n, j, t;

    fit->context = xarray(fit->contexts * n, sizeof *fit->context);
    for (j = 0; j < fit->contexts; j++) {
        struct series z;

        series_start(&z, outcome->context[j], n);
        memcpy(fit->context + j * n, z.values, n * sizeof *z.values);
        for (t = 0; t < n; t++)
            fit->present[t] = fit->present[t] && z.present[t];
        series_free(&z);
    }
}

/* Rows count that have x at every lag of the range. */
static void take_rows(struct drift_fit *fit)
{
    const struct drift_question *q = fit->question;
    ptrdiff_t n = (ptrdiff_t)fit->n, t, at;
    int lag;

    fit->first = fit->n;
    for (t = 0; t < n; t++) {
        for (lag = q->lag_first; lag <= q->lag_last && fit->present[t]; lag++) {
            at = t - lag;
            fit->present[t] = at >= 0 && at < n && fit->x.present[at];
        }
        if (!fit->present[t])
            continue;
        fit->first = fit->rows++ == 0 ? (size_t)t : fit->first;
        fit->last = (size_t)t;
    }
}

static void blank(const struct drift_fit *fit, double *column)
{
    size_t t;

    for (t = 0; t < fit->n; t++)
        column[t] = fit->present[t] ? column[t] : 0;
}

static struct sieve new_sieve(const struct drift_fit *fit, const double *context, size_t contexts)
{
    return (struct sieve){ .n = fit->n,
                           .timed = true,
                           .y = fit->y.values,
                           .zero = fit->y.zero,
                           .present = fit->present,
                           .context = context,
                           .contexts = contexts,
                           .season = &fit->season };
}

static void make_lags(struct drift_fit *fit)
{
    size_t n = fit->n, lag, t;

    fit->lag = xcalloc(fit->lags, sizeof *fit->lag);
    for (lag = 0; lag < fit->lags; lag++) {
        struct drift_lag *one = &fit->lag[lag];
        ptrdiff_t shift = fit->question->lag_first + (ptrdiff_t)lag;

        one->context = xcalloc((fit->contexts + 1) * n, sizeof *one->context);
        memcpy(one->context, fit->context, fit->contexts * n * sizeof *one->context);
        for (t = 0; t < n; t++)
            if (fit->present[t])
                one->context[fit->contexts * n + t] = fit->x.values[(ptrdiff_t)t - shift];
        one->sieve = new_sieve(fit, one->context, fit->contexts + 1);
    }
}

static void fit_start(struct drift_fit *fit, const struct drift_question *q)
{
    struct season_request request = q->outcome->season;
    size_t j;

    *fit = (struct drift_fit){ .question = q,
                               .n = q->outcome->n,
                               .contexts = q->outcome->contexts,
                               .lags = (size_t)(q->lag_last - q->lag_first) + 1 };
    series_start(&fit->y, q->outcome->y, fit->n);
    series_start(&fit->x, q->x, fit->n);
    series_bridge(&fit->x);
    fit->present = xarray(fit->n, sizeof *fit->present);
    memcpy(fit->present, fit->y.present, fit->n * sizeof *fit->present);
    take_context(fit);
    take_rows(fit);
    blank(fit, fit->y.values);
    for (j = 0; j < fit->contexts; j++)
        blank(fit, fit->context + j * fit->n);
    request.rows = fit->rows;
    season_offer(&fit->season, &request, fit->n);
    fit->base = new_sieve(fit, fit->context, fit->contexts);
    make_lags(fit);
}

static void fit_free(struct drift_fit *fit)
{
    size_t lag;

    for (lag = 0; lag < fit->lags; lag++) {
        sieve_free(&fit->lag[lag].sieve);
        free(fit->lag[lag].context);
    }
    free(fit->lag);
    sieve_free(&fit->base);
    season_free(&fit->season);
    free(fit->context);
    free(fit->present);
    series_free(&fit->x);
    series_free(&fit->y);
}

/* ---- can it be asked? ---- */

static void lacks(struct drift_result *result, enum drift_lack lack, size_t rows, size_t least)
{
    result->state = DRIFT_UNUSABLE;
    result->lack = lack;
    result->rows = rows;
    result->least = least;
}

static size_t rows_before(const struct drift_fit *fit, size_t row)
{
    size_t count = 0, t;

    for (t = 0; t < fit->n && t < row; t++)
        count += fit->present[t];
    return count;
}

static void find_middle(struct drift_fit *fit, size_t cut)
{
    size_t seen = 0, t;

    fit->middle.every = 1;
    for (t = 0; t < fit->n; t++) {
        if (!fit->present[t])
            continue;
        if (seen == cut)
            fit->middle.first = t;
        if (++seen + cut == fit->rows)
            fit->middle.end = t + 1;
    }
}

/* The rows that may be the first after a change: the middle 70 %, or the one that is known. */
static bool set_search(struct drift_fit *fit, struct drift_result *result)
{
    size_t row = fit->question->row, before;

    if (fit->rows < DRIFT_ROWS_MIN) {
        lacks(result, DRIFT_LACKS_ROWS, fit->rows, DRIFT_ROWS_MIN);
        return false;
    }
    find_middle(fit, (fit->rows * 15 + 99) / 100);
    fit->search = fit->middle;
    if (row == DRIFT_SEARCH)
        return true;
    before = rows_before(fit, row);
    fit->search = (struct drift_search){ row, row + 1, 1 };
    if (before < DRIFT_SIDE_MIN || fit->rows - before < DRIFT_SIDE_MIN) {
        lacks(result, DRIFT_LACKS_SIDE, before < DRIFT_SIDE_MIN ? before : fit->rows - before,
              DRIFT_SIDE_MIN);
        return false;
    }
    return true;
}

/* ---- draws ---- */

/* |t| of the change in an outcome, its lag found again where it was searched. */
static double peak_of(const struct drift_fit *fit, const double *y, struct drift_white *white)
{
    size_t lag = fit->searched ? drift_pick_lag(fit, y, white) : fit->chosen;
    struct drift_found found;

    drift_white_make(fit, lag, y, white);
    drift_scan(&white->rows, &fit->search, NULL, white->scan, &found);
    return found.wald > 0 ? sqrt(found.wald) : 0;
}

static void draw_block(void *context, size_t block, size_t worker)
{
    struct drift_run *run = context;
    const struct drift_fit *fit = run->fit;
    size_t first = run->first + block * BLOCK, b;
    size_t last = first + BLOCK < run->last ? first + BLOCK : run->last;

    for (b = first; b < last; b++) {
        sieve_simulate(&fit->lag[fit->chosen].sieve, run->question->seed, b, run->y[worker]);
        run->peaks[b] = peak_of(fit, run->y[worker], &run->white[worker]);
    }
}

/* Draws until enough of them reach t; returns how many count: up to the last of the enough. */
static size_t draw_all(struct drift_run *run, double t, size_t workers)
{
    size_t reached = 0, b;

    while (run->last < run->question->resamples) {
        run->first = run->last;
        run->last = run->first + ROUND < run->question->resamples ? run->first + ROUND
                                                                  : run->question->resamples;
        parallel_for((run->last - run->first + BLOCK - 1) / BLOCK, workers, draw_block, run);
        for (b = run->first; b < run->last; b++) {
            reached += run->peaks[b] >= t;
            if (reached == run->question->enough)
                return b + 1;
        }
    }
    return run->last;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct limits {
    double p, critical, firm; /* of |t|, for 95 % and 90 % */
};

static void simulate(const struct drift_fit *fit, double t, struct drift_result *result,
                     struct limits *limits)
{
    const struct drift_question *q = fit->question;
    size_t workers = q->threads ? q->threads : 1, i;
    struct drift_run run = { .fit = fit, .question = q };

    run.peaks = xarray(q->resamples, sizeof *run.peaks);
    run.white = xarray(workers, sizeof *run.white);
    run.y = xarray(workers, sizeof *run.y);
    for (i = 0; i < workers; i++) {
        drift_white_start(&run.white[i], fit);
        run.y[i] = xarray(fit->n, sizeof **run.y);
    }
    result->draws = draw_all(&run, t, workers);
    qsort(run.peaks, result->draws, sizeof *run.peaks, ascending);
    limits->p = interval_p(run.peaks, result->draws, t);
    limits->critical = interval_critical(run.peaks, result->draws, 5);
    limits->firm = interval_critical(run.peaks, result->draws, 10);
    for (i = 0; i < workers; i++) {
        drift_white_free(&run.white[i]);
        free(run.y[i]);
    }
    free(run.y);
    free(run.white);
    free(run.peaks);
}

/* ---- what is said ---- */

/* The first and last row that could be the one, as the data say, whether it is known or not. */
static void take_dates(const struct drift_fit *fit, struct drift_white *white,
                       struct drift_result *result)
{
    double rows = 0, freedom, *wald = xcalloc(fit->n, sizeof *wald);
    struct drift_found best;
    size_t i, t;

    drift_scan(&white->rows, &fit->middle, wald, white->scan, &best);
    for (t = 0; t < fit->n; t++)
        rows += white->whole[t];
    freedom = rows - (double)white->basis.columns - 2;
    result->row_low = result->row_high = best.wald >= 0 ? best.row : result->row;
    for (i = 0; best.wald >= 0 && i < fit->middle.end - fit->middle.first; i++) {
        t = fit->middle.first + i;
        if (!(rows * log((1 + best.wald / freedom) / (1 + wald[i] / freedom)) <= DATES_CUT))
            continue;
        result->row_low = t < result->row_low ? t : result->row_low;
        result->row_high = t > result->row_high ? t : result->row_high;
    }
    free(wald);
}

static struct drift_side side_of(double effect, double se, double freedom, size_t n, int exponent)
{
    double reach = se * gsl_cdf_tdist_Pinv(.975, freedom);

    return (struct drift_side){ ldexp(effect, exponent), ldexp(effect - reach, exponent),
                                ldexp(effect + reach, exponent), n };
}

static double coefficient(const struct drift_fit *fit, const struct drift_white *white)
{
    /* As it never changed: x free of all else, on the outcome itself. */
    size_t n = fit->n;
    struct sieve less = fit->lag[fit->chosen].sieve;
    double *x = xarray(n, sizeof *x), *y = xarray(n, sizeof *y), slope;
    struct basis basis;
    size_t t;

    less.contexts--;
    white_basis(&less, &white->draw, white->draw.ar.order > 0 ? white->context : NULL, white->whole,
                &basis);
    memcpy(x, white->x_white, n * sizeof *x);
    ar_filter(&white->draw.ar, fit->y.values, n, y);
    for (t = 0; t < n; t++)
        y[t] = white->whole[t] ? y[t] : 0;
    white_project(&basis, n, x);
    slope = 0;
    for (t = 0; t < n; t++)
        slope += x[t] * x[t];
    for (t = 0; t < n && slope > 0; t++)
        x[t] /= slope;
    slope = 0;
    for (t = 0; t < n; t++)
        slope += x[t] * y[t];
    free(basis.values);
    free(x);
    free(y);
    return slope;
}

static void fill(const struct drift_fit *fit, const struct drift_white *white,
                 const struct drift_sides *sides, const struct limits *limits,
                 struct drift_result *result)
{
    int exponent = fit->y.exponent - fit->x.exponent;
    double change = sides->after - sides->before, se = sides->change_se;
    struct drift_sides middle;

    result->before = side_of(sides->before, sides->before_se, sides->freedom, sides->n_before,
                             exponent);
    result->after = side_of(sides->after, sides->after_se, sides->freedom, sides->n_after,
                            exponent);
    result->effect = ldexp(change, exponent);
    result->low = ldexp(change - limits->critical * se, exponent);
    result->high = ldexp(change + limits->critical * se, exponent);
    result->firm_low = ldexp(change - limits->firm * se, exponent);
    result->firm_high = ldexp(change + limits->firm * se, exponent);
    result->p = limits->p;
    result->whole = ldexp(coefficient(fit, white), exponent);
    drift_take_sides(fit, white, (fit->search.first + fit->search.end) / 2, &middle);
    if (middle.possible)
        se = middle.change_se;
    result->visible = ldexp((limits->critical + .8416) * se, exponent);
}

bool drift_came_apart(const struct drift_result *result)
{
    const struct drift_side *before = &result->before, *after = &result->after;
    bool held = before->n >= LINK_ROWS_MIN && (before->low > 0 || before->high < 0);
    bool gone = after->low < 0 && after->high > 0 &&
                (before->effect < after->low || before->effect > after->high);

    return result->state != DRIFT_UNUSABLE && result->wald > DRIFT_ANDREWS && held && gone;
}

enum drift_state drift_judge(const struct drift_result *result, double p_adj, double min_effect)
{
    if (result->state == DRIFT_UNUSABLE)
        return DRIFT_UNUSABLE;
    if (p_adj < .05 && result->wald > DRIFT_ANDREWS)
        return drift_came_apart(result) ? DRIFT_DECOUPLED : DRIFT_DIFFERS;
    if (min_effect > 0 && result->firm_low > -min_effect && result->firm_high < min_effect)
        return DRIFT_HOLDS;
    return DRIFT_UNSEEN;
}

static bool observe(struct drift_fit *fit, struct drift_white *white, struct drift_result *result)
{
    struct drift_found found;
    struct drift_sides sides;
    struct limits limits = { 1, sqrt(DRIFT_ANDREWS), sqrt(DRIFT_ANDREWS) };

    drift_white_make(fit, fit->chosen, fit->y.values, white);
    drift_scan(&white->rows, &fit->search, NULL, white->scan, &found);
    result->wald = found.wald;
    if (!(found.wald >= 0))
        return false;
    result->row = found.row;
    take_dates(fit, white, result);
    drift_take_sides(fit, white, result->row, &sides);
    if (!sides.possible)
        return false;
    if (fit->question->enough > 0)
        simulate(fit, sqrt(found.wald), result, &limits);
    fill(fit, white, &sides, &limits, result);
    return true;
}

/* The lag, on the outcome as it is; false where the outcome has nothing left to explain. */
static void find_lag(struct drift_fit *fit, struct drift_white *white)
{
    size_t lag;

    if (fit->lags > 1) {
        sieve_controls(&fit->base);
        if (fit->question->row != DRIFT_SEARCH) {
            fit->chosen = drift_lag_before(fit, fit->question->row);
        } else {
            fit->chosen = drift_pick_lag(fit, fit->y.values, white);
            fit->searched = true;
        }
    }
    for (lag = 0; lag < fit->lags; lag++)
        if (lag != fit->chosen && fit->searched)
            sieve_controls(&fit->lag[lag].sieve);
}

static bool varies(const struct drift_fit *fit, const double *v)
{
    double first = NAN;
    size_t t;

    for (t = 0; t < fit->n; t++) {
        if (!fit->present[t])
            continue;
        if (!isnan(first) && fabs(v[t] - first) > 1e-12)
            return true;
        first = isnan(first) ? v[t] : first;
    }
    return false;
}

void drift_test(const struct drift_question *question, struct drift_result *result)
{
    struct drift_fit fit;
    struct drift_white white;
    struct draw observed;

    memset(result, 0, sizeof *result);
    result->state = DRIFT_UNSEEN;
    result->effect = result->low = result->high = result->p = result->visible = NAN;
    result->before = result->after = (struct drift_side){ NAN, NAN, NAN, 0 };
    fit_start(&fit, question);
    result->rows = fit.rows;
    result->lag = question->lag_first;
    result->row = question->row == DRIFT_SEARCH ? 0 : question->row;
    if (set_search(&fit, result)) {
        if (fit.y.constant || !varies(&fit, fit.y.values)) {
            lacks(result, DRIFT_LACKS_Y, fit.rows, 0);
        } else if (fit.x.constant) {
            lacks(result, DRIFT_LACKS_X, fit.rows, 0);
        } else {
            drift_white_start(&white, &fit);
            find_lag(&fit, &white);
            result->lag = question->lag_first + (int)fit.chosen;
            draw_start(&observed, fit.n);
            sieve_start(&fit.lag[fit.chosen].sieve, &observed);
            draw_free(&observed);
            if (!observe(&fit, &white, result))
                lacks(result, DRIFT_LACKS_X, fit.rows, 0);
            else
                result->state = drift_judge(result, result->p, question->min_effect);
            drift_white_free(&white);
        }
    }
    fit_free(&fit);
}
