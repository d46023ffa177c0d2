/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/hac.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/qr.h"

/* Weights this small and all behind them are left out (sandwich's tol). */
#define NEGLIGIBLE 1e-7

/* Scores: k columns of n, each in units of its own, so that no unit decides what is singular. */
struct scores {
    size_t n;
    size_t k;
    long double *u;
    long double *unit; /* u[c * n + i] * unit[c] is the score */
};

static struct scores take_scores(const struct linear_design *design, const struct linear_fit *fit)
{
    struct scores s = { .n = fit->n, .k = fit->k };
    size_t row = 0;

    s.u = xarray(s.n * s.k, sizeof *s.u);
    for (size_t i = 0; i < fit->rows; i++) {
        if (isnan(fit->residual[i]))
            continue;
        for (size_t c = 0; c < s.k; c++)
            s.u[c * s.n + row] = (long double)fit->residual[i] * linear_cell(design, c, i);
        row++;
    }
    s.unit = xarray(s.k, sizeof *s.unit);
    for (size_t c = 0; c < s.k; c++) {
        long double length = qr_length(s.u + c * s.n, s.n);

        s.unit[c] = length > 0 ? length : 1;
        for (size_t i = 0; i < s.n; i++)
            s.u[c * s.n + i] /= s.unit[c];
    }
    return s;
}

/* Scales columns to about unit length for the rank decision; false where one is 0. */
static bool scale_columns(const long double *x, size_t stride, size_t n, size_t k, long double *to,
                          long double *unit)
{
    for (size_t c = 0; c < k; c++) {
        unit[c] = qr_length(x + c * stride, n);
        if (!(unit[c] > 0))
            return false;
        for (size_t i = 0; i < n; i++)
            to[c * n + i] = x[c * stride + i] / unit[c];
    }
    return true;
}

/*
 * Least squares of each of k right sides (stride apart) on k columns; b[r*k + c]
 * is the coefficient of column c for right side r. False where rank fails.
 */
static bool regress(const long double *x, const long double *y, size_t stride, size_t n, size_t k,
                    long double *b)
{
    long double *scaled = xarray(n * k, sizeof *scaled);
    long double *unit = xarray(k, sizeof *unit);
    bool fine = n >= k && scale_columns(x, stride, n, k, scaled, unit);

    if (fine) {
        struct qr q;

        qr_start(&q, scaled, n, k);
        fine = qr_rank(&q, 1e-15L) == k;
        for (size_t r = 0; fine && r < k; r++) {
            qr_solve(&q, y + r * stride, b + r * k);
            for (size_t c = 0; c < k; c++)
                b[r * k + c] /= unit[c];
        }
        qr_free(&q);
    }
    free(scaled);
    free(unit);
    return fine;
}

/* Replaces the scores by the residuals of their VAR(1) without constant; a: k by k. */
static bool whiten(struct scores *s, long double *a)
{
    struct scores w = { .n = s->n - 1, .k = s->k, .unit = s->unit };

    if (!regress(s->u, s->u + 1, s->n, w.n, s->k, a))
        return false;
    w.u = xarray(w.n * w.k, sizeof *w.u);
    for (size_t r = 0; r < w.k; r++) {
        for (size_t i = 0; i < w.n; i++) {
            long double e = s->u[r * s->n + i + 1];

            for (size_t c = 0; c < w.k; c++)
                e -= a[r * w.k + c] * s->u[c * s->n + i];
            w.u[r * w.n + i] = e;
        }
    }
    free(s->u);
    *s = w;
    return true;
}

/* The constant's score says nothing of the regressors, so it has no say unless it is alone. */
static bool counts(const struct linear_design *design, const struct scores *s, size_t c)
{
    return s->k == 1 || !(design->constant && c == 0);
}

/* Newey & West (1994): the lag from the summed scores' autocovariances. n: rows of the fit. */
static double newey_west_lag(const struct linear_design *design, const struct scores *s, size_t n,
                             bool prewhiten)
{
    size_t lags = (size_t)floor((prewhiten ? 3 : 4) * pow((double)n / 100, 2. / 9));
    long double *h = xcalloc(s->n, sizeof *h);
    long double s0 = 0;
    long double s1 = 0;

    for (size_t c = 0; c < s->k; c++) {
        for (size_t i = 0; counts(design, s, c) && i < s->n; i++)
            h[i] += s->u[c * s->n + i] * s->unit[c];
    }
    for (size_t j = 0; j <= lags && j < s->n; j++) {
        long double sigma = 0;

        for (size_t i = j; i < s->n; i++)
            sigma += h[i] * h[i - j];
        sigma /= (long double)s->n;
        s0 += j ? 2 * sigma : sigma;
        s1 += 2 * (long double)j * sigma;
    }
    free(h);
    return floor(1.1447 * cbrt((double)((s1 / s0) * (s1 / s0))) * cbrt((double)n));
}

/* AR(1) with a constant by least squares: its coefficient and innovation variance. */
static void fit_ar1(const long double *u, size_t n, long double *rho, long double *variance)
{
    size_t m = n - 1;
    long double mean_x = 0;
    long double mean_y = 0;
    long double sxx = 0;
    long double sxy = 0;
    long double rss = 0;

    for (size_t i = 0; i < m; i++) {
        mean_x += u[i] / (long double)m;
        mean_y += u[i + 1] / (long double)m;
    }
    for (size_t i = 0; i < m; i++) {
        sxx += (u[i] - mean_x) * (u[i] - mean_x);
        sxy += (u[i] - mean_x) * (u[i + 1] - mean_y);
    }
    *rho = sxy / sxx;
    for (size_t i = 0; i < m; i++) {
        long double e = u[i + 1] - mean_y - *rho * (u[i] - mean_x);

        rss += e * e;
    }
    *variance = rss / (long double)m;
}

/* Andrews (1991), eq. 6.4 and 6.2: alpha(2) from an AR(1) of each score. */
static double andrews_bandwidth(const struct linear_design *design, const struct scores *s)
{
    long double above = 0;
    long double below = 0;

    for (size_t c = 0; c < s->k; c++) {
        long double rho;
        long double variance;
        long double ratio;

        if (!counts(design, s, c))
            continue;
        fit_ar1(s->u + c * s->n, s->n, &rho, &variance);
        variance *= s->unit[c] * s->unit[c];
        ratio = variance * variance / powl(1 - rho, 4);
        above += 4 * rho * rho * ratio / powl(1 - rho, 4);
        below += ratio;
    }
    return 1.3221 * pow((double)((long double)s->n * above / below), 1. / 5);
}

static double quadratic_spectral(double x)
{
    double y = 6 * M_PI * x / 5;

    /* near 0 by its series, 1 - y^2/10 + y^4/280, where the formula cancels */
    if (fabs(y) < 1e-2)
        return 1 - y * y / 10 + y * y * y * y / 280;
    return 3 / (y * y) * (sin(y) / y - cos(y));
}

/* Weights of lags 0 .. n-1; returns how many count. */
static size_t weigh(struct hac_options options, double bandwidth, size_t n, double *weight)
{
    size_t used = 1;

    for (size_t j = 0; j < n; j++) {
        double x = (double)j;

        if (options.kernel == HAC_BARTLETT)
            weight[j] = fmax(0, 1 - x / (bandwidth + 1));
        else
            weight[j] = bandwidth > 0 ? quadratic_spectral(x / bandwidth) : j == 0;
        if (fabs(weight[j]) > (options.kernel == HAC_BARTLETT ? 0 : NEGLIGIBLE))
            used = j + 1;
    }
    return used;
}

/* The weighted sum of the scores' products, k by k. */
static void sum_products(const struct scores *s, const double *weight, size_t lags,
                         long double *meat)
{
    memset(meat, 0, s->k * s->k * sizeof *meat);
    for (size_t a = 0; a < s->k; a++) {
        for (size_t b = 0; b < s->k; b++) {
            const long double *ua = s->u + a * s->n;
            const long double *ub = s->u + b * s->n;

            for (size_t j = 0; j < lags; j++) {
                long double g = 0;

                for (size_t i = j; i < s->n; i++)
                    g += ua[i - j] * ub[i];
                g *= j ? weight[j] : weight[j] / 2;
                meat[a * s->k + b] += g;
                meat[b * s->k + a] += g;
            }
        }
    }
}

/* out = d meat d', all k by k; out may not be meat. */
static void surround(const long double *d, const long double *meat, size_t k, long double *out)
{
    for (size_t a = 0; a < k; a++) {
        for (size_t b = 0; b < k; b++) {
            long double sum = 0;

            for (size_t i = 0; i < k; i++) {
                for (size_t j = 0; j < k; j++)
                    sum += d[a * k + i] * meat[i * k + j] * d[b * k + j];
            }
            out[a * k + b] = sum;
        }
    }
}

/* (I - A)^-1 into d; false where it does not exist. */
static bool recolour(const long double *a, size_t k, long double *d)
{
    long double *columns = xarray(k * k, sizeof *columns);
    long double *unit = xcalloc(k * k, sizeof *unit);
    bool fine;

    for (size_t r = 0; r < k; r++) {
        unit[r * k + r] = 1;
        /* the columns of I - A, whose solution for e_r is the inverse's column r */
        for (size_t c = 0; c < k; c++)
            columns[c * k + r] = (r == c) - a[r * k + c];
    }
    fine = regress(columns, unit, k, k, k, d);
    free(columns);
    free(unit);
    /* regress leaves column r of the inverse at row r */
    for (size_t r = 0; fine && r < k; r++) {
        for (size_t c = r + 1; c < k; c++) {
            long double cell = d[r * k + c];

            d[r * k + c] = d[c * k + r];
            d[c * k + r] = cell;
        }
    }
    return fine;
}

/* Into doubles; false where one is beyond their range. */
static bool round_off(const long double *from, size_t n, long double factor, double *to)
{
    bool finite = true;

    for (size_t i = 0; i < n; i++) {
        to[i] = (double)(from[i] * factor);
        finite = finite && isfinite(to[i]);
    }
    for (size_t i = 0; i < n && !finite; i++)
        to[i] = NAN;
    return finite;
}

static enum stats_status fill(const struct linear_design *design, const struct linear_fit *fit,
                              struct hac_options options, double *covariance, double *bandwidth)
{
    struct scores s = take_scores(design, fit);
    size_t k = s.k;
    long double *a = xarray(k * k, sizeof *a);
    long double *d = xarray(k * k, sizeof *d);
    long double *meat = xarray(k * k, sizeof *meat);
    long double *outer = xarray(k * k, sizeof *outer);
    double *weight;
    double width = options.bandwidth;
    long double factor = options.adjust ? (long double)fit->n / (long double)fit->df : 1;
    bool fine = !options.prewhiten || (whiten(&s, a) && recolour(a, k, d));
    bool finite = true;

    weight = xarray(s.n, sizeof *weight);
    if (fine) {
        if (!isfinite(width))
            width = options.kernel == HAC_BARTLETT
                        ? newey_west_lag(design, &s, fit->n, options.prewhiten)
                        : andrews_bandwidth(design, &s);
        fine = isfinite(width);
    }
    if (fine) {
        sum_products(&s, weight, weigh(options, width, s.n, weight), meat);
        if (options.prewhiten) {
            surround(d, meat, k, outer);
            memcpy(meat, outer, k * k * sizeof *meat);
        }
        for (size_t i = 0; i < k * k; i++)
            meat[i] *= s.unit[i / k] * s.unit[i % k];
        surround(fit->inverse, meat, k, outer);
        finite = round_off(outer, k * k, factor, covariance);
        if (bandwidth)
            *bandwidth = width;
    }
    free(s.u);
    free(s.unit);
    free(a);
    free(d);
    free(meat);
    free(outer);
    free(weight);
    if (!fine)
        return STATS_COLLINEAR;
    return finite ? STATS_OK : STATS_RANGE;
}

enum stats_status hac_covariance(const struct linear_design *design, const struct linear_fit *fit,
                                 struct hac_options options, double *covariance, double *bandwidth)
{
    for (size_t i = 0; i < fit->k * fit->k; i++)
        covariance[i] = NAN;
    if (bandwidth)
        *bandwidth = NAN;
    if (fit->status != STATS_OK)
        return fit->status;
    if (fit->n < fit->k + 2)
        return STATS_TOO_FEW;
    return fill(design, fit, options, covariance, bandwidth);
}
