/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/sieve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* Constant, trend, the season's columns and (if asked for) context, on the rows said; 0 elsewhere. */
static double *control_basis(const struct sieve *sieve, size_t candidate, bool context,
                             const bool *rows, size_t *columns)
{
    const struct season_candidate *season = &sieve->season->candidate[candidate];
    size_t n = sieve->n;
    size_t count = 1 + (sieve->timed ? 1 + season->columns : 0) + (context ? sieve->contexts : 0);
    double *basis = xarray(count * n, sizeof *basis);
    double *column = basis;
    size_t j, t;

    for (t = 0; t < n; t++)
        column[t] = 1;
    column += n;
    if (sieve->timed) {
        for (t = 0; t < n; t++)
            column[t] = ((double)t - (double)(n - 1) / 2) / (double)n;
        column += n;
        memcpy(column, season->values, season->columns * n * sizeof *column);
        column += season->columns * n;
    }
    if (context)
        memcpy(column, sieve->context, sieve->contexts * n * sizeof *column);
    for (j = 0; j < count; j++)
        for (t = 0; t < n; t++)
            if (!rows[t])
                basis[j * n + t] = 0;
    *columns = project_basis(basis, n, count);
    return basis;
}

void draw_start(struct draw *draw, size_t n)
{
    memset(draw, 0, sizeof *draw);
    draw->left = xarray(n, sizeof *draw->left);
}

void draw_free(struct draw *draw)
{
    free(draw->left);
    draw->left = NULL;
}

void white_start(struct white *white, size_t n, size_t contexts)
{
    memset(white, 0, sizeof *white);
    white->y = xarray(n, sizeof *white->y);
    white->context = xarray(contexts * n, sizeof *white->context);
}

void white_free(struct white *white)
{
    free(white->y);
    free(white->context);
    memset(white, 0, sizeof *white);
}

void scratch_start(struct scratch *scratch, const struct sieve *sieve, size_t most_lags)
{
    size_t n = sieve->n;

    memset(scratch, 0, sizeof *scratch);
    draw_start(&scratch->draw, n);
    white_start(&scratch->white, n, sieve->contexts);
    scratch->y = xarray(n, sizeof *scratch->y);
    scratch->best = xarray(n, sizeof *scratch->best);
    scratch->work = xarray(AR_WORK(n), sizeof *scratch->work);
    scratch->dots = xarray(most_lags + AR_MAX, sizeof *scratch->dots);
    scratch->context_dots =
        xarray(sieve->contexts * (most_lags + AR_MAX), sizeof *scratch->context_dots);
}

void scratch_free(struct scratch *scratch)
{
    draw_free(&scratch->draw);
    white_free(&scratch->white);
    free(scratch->y);
    free(scratch->best);
    free(scratch->work);
    free(scratch->dots);
    free(scratch->context_dots);
    memset(scratch, 0, sizeof *scratch);
}

void sieve_refit(const struct sieve *sieve, const double *y, struct scratch *scratch,
                 struct draw *draw)
{
    size_t n = sieve->n;
    size_t candidates = sieve->timed ? sieve->season->count : 1;
    double *left = scratch->best;
    struct ar_fit ar;
    size_t s, t;

    for (s = 0; s < candidates; s++) {
        memcpy(left, y, n * sizeof *left);
        project_out(sieve->basis[s], n, sieve->columns[s], left);
        for (t = 0; t < n; t++)
            if (!sieve->present[t])
                left[t] = NAN;
        if (sieve->timed)
            ar_burg(left, n, sieve->max_order, sieve->columns[s], scratch->work, &ar);
        else
            memset(&ar, 0, sizeof ar);
        if (s == 0 || ar.aicc < draw->ar.aicc) {
            draw->season = s;
            draw->ar = ar;
            memcpy(draw->left, left, n * sizeof *left);
        }
    }
}

/* Innovations of the observed outcome under its own fit, centred. */
static void fill_pool(struct sieve *sieve, const struct draw *observed, double *work)
{
    double mean = 0;
    size_t t;

    ar_filter(&observed->ar, observed->left, sieve->n, work);
    sieve->pool = xarray(sieve->n, sizeof *sieve->pool);
    sieve->pool_size = 0;
    for (t = 0; t < sieve->n; t++)
        if (!isnan(work[t]))
            sieve->pool[sieve->pool_size++] = work[t];
    for (t = 0; t < sieve->pool_size; t++)
        mean += sieve->pool[t] / (double)sieve->pool_size;
    for (t = 0; t < sieve->pool_size; t++)
        sieve->pool[t] -= mean;
}

void sieve_start(struct sieve *sieve, struct draw *observed)
{
    size_t n = sieve->n;
    struct scratch scratch;
    size_t s, t;

    sieve->rows = 0;
    for (t = 0; t < n; t++)
        sieve->rows += sieve->present[t];
    sieve->max_order = sieve->timed ? ar_max_order(sieve->rows) : 0;
    for (s = 0; s < sieve->season->count; s++)
        sieve->basis[s] = control_basis(sieve, s, true, sieve->present, &sieve->columns[s]);
    scratch_start(&scratch, sieve, 1);
    sieve_refit(sieve, sieve->y, &scratch, observed);
    sieve->null = observed->ar;
    sieve->fitted = xarray(n, sizeof *sieve->fitted);
    for (t = 0; t < n; t++)
        sieve->fitted[t] = sieve->present[t] ? sieve->y[t] - observed->left[t] : 0;
    fill_pool(sieve, observed, scratch.work);
    sieve->burn = ar_memory(&sieve->null, 2 * n + 100);
    scratch_free(&scratch);
}

void sieve_free(struct sieve *sieve)
{
    size_t s;

    for (s = 0; s < SEASON_CANDIDATES; s++)
        free(sieve->basis[s]);
    free(sieve->fitted);
    free(sieve->pool);
    memset(sieve, 0, sizeof *sieve);
}

/* Independent rows: the residuals in another order. */
static void permute(const struct sieve *sieve, struct random *random, double *y)
{
    size_t next = sieve->pool_size;
    size_t t;

    memcpy(y, sieve->pool, sieve->pool_size * sizeof *y);
    random_shuffle(random, y, sieve->pool_size);
    for (t = sieve->n; t-- > 0;)
        y[t] = sieve->present[t] ? sieve->fitted[t] + y[--next] : 0;
}

void sieve_simulate(const struct sieve *sieve, uint64_t seed, uint64_t resample, double *y)
{
    struct random random;
    size_t t;

    random_start(&random, seed, resample);
    if (!sieve->timed) {
        permute(sieve, &random, y);
        return;
    }
    ar_simulate(&sieve->null, sieve->pool, sieve->pool_size, sieve->burn, &random, y, sieve->n);
    for (t = 0; t < sieve->n; t++)
        y[t] = sieve->present[t] ? sieve->fitted[t] + y[t] : 0;
}

/* Row t of order p takes part if y and context at t … t-p and x at t-l … t-l-p are there. */
static void sample_rows(struct sample *sample, const struct sieve *sieve, const bool *x_present)
{
    size_t n = sample->n;
    bool *row = xarray(n, sizeof *row);
    size_t p, k, t;
    int lag;

    for (t = 0; t < n; t++) {
        row[t] = sieve->present[t];
        for (lag = sample->lag_first; row[t] && lag <= sample->lag_last; lag++) {
            ptrdiff_t at = (ptrdiff_t)t - lag;

            row[t] = at >= 0 && at < (ptrdiff_t)n && x_present[at];
        }
    }
    for (p = 0; p < sample->orders; p++) {
        sample->rows[p] = xarray(n, sizeof *row);
        sample->count[p] = 0;
        for (t = 0; t < n; t++) {
            bool in = row[t] && t >= p;

            /* Reaching back p rows, every lag reaches x p rows further too. */
            for (k = 1; in && k <= p; k++) {
                ptrdiff_t at = (ptrdiff_t)(t - k) - sample->lag_last;

                in = sieve->present[t - k] && at >= 0 && x_present[at];
            }
            sample->rows[p][t] = in;
            sample->count[p] += in;
        }
    }
    free(row);
}

void sample_start(struct sample *sample, const struct sieve *sieve, const bool *x_present,
                  int lag_first, int lag_last)
{
    size_t s, p;

    memset(sample, 0, sizeof *sample);
    sample->n = sieve->n;
    sample->lag_first = lag_first;
    sample->lag_last = lag_last;
    sample->orders = sieve->max_order + 1;
    sample_rows(sample, sieve, x_present);
    for (s = 0; s < sieve->season->count; s++) {
        for (p = 0; p < sample->orders; p++) {
            struct sample_basis *basis = &sample->basis[s][p];

            basis->values = control_basis(sieve, s, p == 0, sample->rows[p], &basis->columns);
        }
    }
}

void sample_free(struct sample *sample)
{
    size_t s, p;

    for (p = 0; p <= AR_MAX; p++)
        free(sample->rows[p]);
    for (s = 0; s < SEASON_CANDIDATES; s++)
        for (p = 0; p <= AR_MAX; p++)
            free(sample->basis[s][p].values);
    memset(sample, 0, sizeof *sample);
}

static void keep_rows(const bool *rows, size_t n, double *v)
{
    size_t t;

    for (t = 0; t < n; t++)
        v[t] = rows[t] ? v[t] : 0;
}

void white_make(const struct sieve *sieve, const struct sample *sample, const struct draw *draw,
                struct white *white)
{
    size_t n = sieve->n;
    size_t p = draw->ar.order;
    const struct sample_basis *basis = &sample->basis[draw->season][p];
    size_t j;

    ar_filter(&draw->ar, draw->left, n, white->y);
    keep_rows(sample->rows[p], n, white->y);
    project_out(basis->values, n, basis->columns, white->y);
    white->contexts = 0;
    if (p > 0 && sieve->contexts > 0) {
        for (j = 0; j < sieve->contexts; j++) {
            double *column = white->context + j * n;

            ar_filter(&draw->ar, sieve->context + j * n, n, column);
            keep_rows(sample->rows[p], n, column);
            project_out(basis->values, n, basis->columns, column);
        }
        white->contexts = project_basis(white->context, n, sieve->contexts);
        project_out(white->context, n, white->contexts, white->y);
    }
    white->power = project_dot(white->y, white->y, n);
    white->freedom =
        (double)sample->count[p] - (double)basis->columns - (double)white->contexts - 1;
}

void regressor_start(struct regressor *regressor, const struct sieve *sieve,
                     const struct sample *sample, const double *x)
{
    size_t n = sieve->n;
    size_t lags = (size_t)(sample->lag_last - sample->lag_first) + 1;
    size_t before = sample->lag_last > 0 ? (size_t)sample->lag_last : 0;
    size_t behind = sample->lag_first < 0 ? (size_t)-sample->lag_first : 0;
    double *shifted = xarray((lags + AR_MAX) * n, sizeof *shifted);
    double *start;
    size_t s, p, a, d, t;

    memset(regressor, 0, sizeof *regressor);
    regressor->sample = sample;
    before += AR_MAX;
    regressor->room = xcalloc(before + n + behind, sizeof *regressor->room);
    start = regressor->room + before;
    memcpy(start, x, n * sizeof *x);
    regressor->x = start;
    for (s = 0; s < sieve->season->count; s++) {
        for (p = 0; p < sample->orders; p++) {
            const struct sample_basis *basis = &sample->basis[s][p];
            double *gram = xcalloc((lags + p) * (p + 1), sizeof *gram);

            for (a = 0; a < lags + p; a++) {
                double *column = shifted + a * n;

                for (t = 0; t < n; t++)
                    column[t] = start[(ptrdiff_t)t - sample->lag_first - (ptrdiff_t)a];
                keep_rows(sample->rows[p], n, column);
                project_out(basis->values, n, basis->columns, column);
            }
            for (a = 0; a < lags + p; a++)
                for (d = 0; d <= p && a + d < lags + p; d++)
                    gram[a * (p + 1) + d] =
                        project_dot(shifted + a * n, shifted + (a + d) * n, n);
            regressor->gram[s][p] = gram;
        }
    }
    free(shifted);
}

void regressor_free(struct regressor *regressor)
{
    size_t s, p;

    free(regressor->room);
    for (s = 0; s < SEASON_CANDIDATES; s++)
        for (p = 0; p <= AR_MAX; p++)
            free(regressor->gram[s][p]);
    memset(regressor, 0, sizeof *regressor);
}

/* The filter's own coefficients: 1, -phi1, -phi2, … */
static void filter_of(const struct ar_fit *ar, double *filter)
{
    size_t k;

    filter[0] = 1;
    for (k = 1; k <= ar->order; k++)
        filter[k] = -ar->phi[k - 1];
}

/* Sum of squares of the filtered, projected x at one lag; gram points at that lag. */
static double filtered_power(const double *gram, const double *filter, size_t p)
{
    double power = 0;
    size_t i, d;

    for (i = 0; i <= p; i++) {
        double row = filter[i] * gram[i * (p + 1)];

        for (d = 1; i + d <= p; d++)
            row += 2 * filter[i + d] * gram[i * (p + 1) + d];
        power += filter[i] * row;
    }
    return power;
}

static double filtered_dot(const double *dots, const double *filter, size_t p)
{
    double dot = 0;
    size_t k;

    for (k = 0; k <= p; k++)
        dot += filter[k] * dots[k];
    return dot;
}

double regressor_statistic(const struct regressor *regressor, const struct draw *draw,
                           const struct white *white, struct scratch *scratch)
{
    const struct sample *sample = regressor->sample;
    size_t n = sample->n;
    size_t p = draw->ar.order;
    size_t lags = (size_t)(sample->lag_last - sample->lag_first) + 1;
    const double *gram = regressor->gram[draw->season][p];
    const double *x = regressor->x - sample->lag_first;
    double filter[AR_MAX + 1];
    double largest = 0;
    size_t l, j;

    if (white->freedom < 1)
        return INFINITY;
    filter_of(&draw->ar, filter);
    project_lagged(white->y, x, n, lags + p, scratch->dots);
    for (j = 0; j < white->contexts; j++)
        project_lagged(white->context + j * n, x, n, lags + p,
                       scratch->context_dots + j * (lags + p));
    for (l = 0; l < lags; l++) {
        double all = filtered_power(gram + l * (p + 1), filter, p);
        double power = all;
        double dot = filtered_dot(scratch->dots + l, filter, p);
        double share;

        for (j = 0; j < white->contexts; j++) {
            double part = filtered_dot(scratch->context_dots + j * (lags + p) + l, filter, p);

            power -= part * part;
        }
        if (!(power > 1e-12 * gram[l * (p + 1)]) || !(white->power > 0))
            continue;
        /* t squared over its degrees of freedom is r squared over 1 - r squared. */
        share = dot * dot / (power * white->power);
        share = share < 1 - 1e-15 ? share / (1 - share) : 1e15;
        if (share > largest)
            largest = share;
    }
    return sqrt(largest * white->freedom);
}
