/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/trade.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/interval.h"
#include "link/sieve.h"
#include "stats/project.h"
#include "stats/series.h"

/* What the step has to gain in AICc beyond its price before the autoregression is fitted beside it. */
#define STEP_GAIN 6

/* One of the two series while it is worked on. */
struct track {
    size_t n, row;
    struct series y;
    struct season season;
    struct sieve sieve;
    struct draw draw;
    bool *whole;
    double *step, *left, *white, *spare, *work; /* n; work AR_WORK(n) */
    double *simulated;                          /* n */
    double *sizes;                              /* t of each draw */
};

struct stepped {
    double t, size, se; /* on the scale of the series; t 0 where the step cannot be told */
};

static void track_start(struct track *track, const struct trade_question *q, size_t which)
{
    struct season_request request = q->season;
    size_t n = q->n;
    struct draw observed;

    *track = (struct track){ .n = n, .row = q->row };
    series_start(&track->y, q->y[which], n);
    request.rows = track->y.there;
    season_offer(&track->season, &request, n);
    track->sieve = (struct sieve){ .n = n,
                                   .timed = true,
                                   .steady = true,
                                   .y = track->y.values,
                                   .zero = track->y.zero,
                                   .present = track->y.present,
                                   .season = &track->season };
    draw_start(&observed, n);
    sieve_start(&track->sieve, &observed);
    draw_free(&observed);
    draw_start(&track->draw, n);
    track->whole = xarray(n, sizeof *track->whole);
    track->step = xarray(n, sizeof *track->step);
    track->left = xarray(n, sizeof *track->left);
    track->white = xarray(n, sizeof *track->white);
    track->spare = xarray(n, sizeof *track->spare);
    track->work = xarray(AR_WORK(n), sizeof *track->work);
    track->simulated = xarray(n, sizeof *track->simulated);
    track->sizes = xarray(q->resamples, sizeof *track->sizes);
}

static void track_free(struct track *track)
{
    draw_free(&track->draw);
    sieve_free(&track->sieve);
    season_free(&track->season);
    series_free(&track->y);
    free(track->whole);
    free(track->step);
    free(track->left);
    free(track->white);
    free(track->spare);
    free(track->work);
    free(track->simulated);
    free(track->sizes);
}

/* The autoregression beside the step, where AICc says so. */
static void fit_beside(struct track *track)
{
    struct draw *draw = &track->draw;
    const struct basis *controls = &track->sieve.controls[draw->season];
    double power, times = 0;
    struct ar_fit ar;
    size_t t;

    for (t = 0; t < track->n; t++)
        track->step[t] = track->y.present[t] && t >= track->row ? 1 : 0;
    project_out(controls->values, track->n, controls->columns, track->step);
    power = project_dot(track->step, track->step, track->n);
    if (!(power > 1e-9))
        return;
    for (t = 0; t < track->n; t++)
        times += track->y.present[t] ? track->step[t] * draw->left[t] / power : 0;
    for (t = 0; t < track->n; t++)
        track->left[t] = draw->left[t] - times * track->step[t];
    ar_burg_white(track->left, track->n, track->sieve.max_order, controls->columns + 1, track->work,
                  &ar);
    if (!(ar.aicc + STEP_GAIN < draw->ar.aicc))
        return;
    ar_bias_correct_white(&track->sieve.bias[draw->season], track->sieve.rows, &ar);
    draw->ar = ar;
}

static struct stepped take_step(struct track *track, const double *y)
{
    const struct sieve *sieve = &track->sieve;
    struct stepped out = { 0, 0, 0 };
    double power, left = 0, freedom, rows = 0;
    const struct basis *basis;
    size_t n = track->n, t;

    sieve_refit(sieve, y, track->spare, track->work, &track->draw);
    fit_beside(track);
    sieve_whole(sieve, track->draw.ar.order, track->whole);
    for (t = 0; t < n; t++)
        track->spare[t] = t >= track->row ? 1 : 0;
    ar_filter(&track->draw.ar, track->spare, n, track->step);
    ar_filter(&track->draw.ar, track->draw.left, n, track->white);
    for (t = 0; t < n; t++) {
        rows += track->whole[t];
        track->step[t] = track->whole[t] ? track->step[t] : 0;
        track->white[t] = track->whole[t] ? track->white[t] : 0;
    }
    basis = &sieve->filtered[track->draw.season][track->draw.ar.order];
    white_project(basis, n, track->step);
    white_project(basis, n, track->white);
    power = project_dot(track->step, track->step, n);
    freedom = rows - (double)basis->columns - 1;
    if (!(power > 1e-9) || freedom < 1)
        return out;
    out.size = project_dot(track->step, track->white, n) / power;
    for (t = 0; t < n; t++) {
        double e = track->white[t] - out.size * track->step[t];

        left += e * e;
    }
    out.se = sqrt(fmax(left, 1e-24 * project_dot(track->white, track->white, n)) / freedom / power);
    out.t = out.se > 0 ? out.size / out.se : 0;
    return out;
}

static double mean_of(const double *y, size_t from, size_t to, size_t *there)
{
    double sum = 0;
    size_t t;

    *there = 0;
    for (t = from; t < to; t++) {
        if (!isfinite(y[t]))
            continue;
        sum += y[t];
        (*there)++;
    }
    return *there > 0 ? sum / (double)*there : NAN;
}

static void look(const struct trade_question *q, size_t which, struct trade_side *side)
{
    double first = NAN;
    bool varies = false;
    size_t t;

    *side = (struct trade_side){ .step = NAN,
                                 .low = NAN,
                                 .high = NAN,
                                 .firm_low = NAN,
                                 .firm_high = NAN,
                                 .p = NAN,
                                 .visible = NAN };
    side->mean_before = mean_of(q->y[which], 0, q->row, &side->n_before);
    side->mean_after = mean_of(q->y[which], q->row, q->n, &side->n_after);
    for (t = 0; t < q->n; t++) {
        if (!isfinite(q->y[which][t]))
            continue;
        varies = varies || (!isnan(first) && q->y[which][t] != first);
        first = q->y[which][t];
    }
    side->possible = varies && side->n_before >= TRADE_BEFORE_MIN &&
                     side->n_after >= TRADE_AFTER_MIN;
}

/* Silent at the end for longer than it ever was before, while the measure is not. */
static void look_for_silence(const struct trade_question *q, struct trade_result *result)
{
    size_t longest = 0, gap = 0, there = 0, silent = 0, t;

    for (t = 0; t < q->n; t++) {
        if (isfinite(q->y[1][t])) {
            longest = there > 0 && gap > longest ? gap : longest;
            gap = 0;
            there++;
            result->last = t;
        } else {
            gap++;
        }
    }
    for (t = result->last + 1; t < q->n; t++)
        silent += isfinite(q->y[0][t]);
    result->stopped = there >= 2 * TRADE_SILENT_MIN && silent >= TRADE_SILENT_MIN &&
                      gap > 2 * longest && gap >= TRADE_SILENT_MIN;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void judge(const struct trade_question *q, const struct track *track,
                  const struct stepped *step, struct trade_side *side)
{
    double *sorted = xarray(q->resamples, sizeof *sorted), wide, firm;
    double size = ldexp(step->size, track->y.exponent), se = ldexp(step->se, track->y.exponent);
    size_t b;

    for (b = 0; b < q->resamples; b++)
        sorted[b] = fabs(track->sizes[b]);
    qsort(sorted, q->resamples, sizeof *sorted, ascending);
    side->p = interval_p(sorted, q->resamples, fabs(step->t));
    wide = interval_critical(sorted, q->resamples, 5) * se;
    firm = interval_critical(sorted, q->resamples, 10) * se;
    side->step = size;
    side->low = size - wide;
    side->high = size + wide;
    side->firm_low = size - firm;
    side->firm_high = size + firm;
    side->visible = wide + .8416 * se;
    free(sorted);
}

static void count_states(const struct trade_question *q, const struct track *tracks,
                         const struct stepped *steps, double *chance)
{
    size_t b, k;

    for (k = 0; k < TRADE_STATES; k++)
        chance[k] = 0;
    for (b = 0; b < q->resamples; b++) {
        bool better[2];

        for (k = 0; k < 2; k++)
            better[k] = (steps[k].t - tracks[k].sizes[b]) * q->better[k] > 0;
        chance[better[0] ? (better[1] ? TRADE_BOTH_BETTER : TRADE_OFF)
                         : (better[1] ? TRADE_BACK : TRADE_BOTH_WORSE)] += 1 / (double)q->resamples;
    }
}

void trade_test(const struct trade_question *q, struct trade_result *result)
{
    struct track tracks[2];
    struct stepped steps[2];
    size_t k, b;

    memset(result, 0, sizeof *result);
    for (k = 0; k < TRADE_STATES; k++)
        result->chance[k] = NAN;
    look_for_silence(q, result);
    for (k = 0; k < 2; k++) {
        look(q, k, &result->side[k]);
        if (!result->side[k].possible)
            continue;
        track_start(&tracks[k], q, k);
        steps[k] = take_step(&tracks[k], tracks[k].y.values);
        for (b = 0; b < q->resamples; b++) {
            sieve_simulate(&tracks[k].sieve, q->seed, b, tracks[k].simulated);
            tracks[k].sizes[b] = take_step(&tracks[k], tracks[k].simulated).t;
        }
        judge(q, &tracks[k], &steps[k], &result->side[k]);
    }
    if (result->side[0].possible && result->side[1].possible)
        count_states(q, tracks, steps, result->chance);
    for (k = 0; k < 2; k++)
        if (result->side[k].possible)
            track_free(&tracks[k]);
}
