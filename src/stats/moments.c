/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/moments.h"

#include <float.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/sum.h"

/* A column's centre, of its cells times scale, kept to twice double precision. */
struct centre {
    size_t n;
    double scale;
    double hi, lo;
    bool constant;
};

static double centred(const struct centre *c, double x)
{
    return (x * c->scale - c->hi) - c->lo;
}

/* Row i takes part: x there, and y too where there is a y. */
static bool present(const double *x, const double *y, size_t i)
{
    return isfinite(x[i]) && (!y || isfinite(y[i]));
}

/* The centre of x over the rows where `with` (or NULL) is there too. */
static struct centre centre_of(const double *x, const double *with, size_t n)
{
    struct centre c = { .scale = sum_scale(x, n) };
    struct sum total = { 0 };
    double first = NAN;
    double rest;

    c.constant = true;
    for (size_t i = 0; i < n; i++) {
        if (!present(x, with, i))
            continue;
        if (c.n++ == 0)
            first = x[i];
        else if (x[i] != first)
            c.constant = false;
        sum_add(&total, x[i] * c.scale);
    }
    if (c.n == 0) {
        c.hi = c.lo = NAN;
    } else if (c.constant) {
        c.hi = first * c.scale;
    } else {
        c.hi = sum_value(&total) / (double)c.n;
        /* what n * hi misses of the total, by the same compensation */
        rest = fma(-c.hi, (double)c.n, total.hi) + total.lo;
        c.lo = rest / (double)c.n;
    }
    return c;
}

/* Sum of products of two centred columns, less what is left of their means. */
static double cross(const double *x, const struct centre *cx, const double *y,
                    const struct centre *cy, size_t n)
{
    struct sum products = { 0 };
    struct sum left_x = { 0 };
    struct sum left_y = { 0 };

    if (cx->constant || cy->constant)
        return 0;
    for (size_t i = 0; i < n; i++) {
        double dx;
        double dy;

        if (!present(x, y, i))
            continue;
        dx = centred(cx, x[i]);
        dy = centred(cy, y[i]);
        sum_add(&products, dx * dy);
        sum_add(&left_x, dx);
        sum_add(&left_y, dy);
    }
    return sum_value(&products) - sum_value(&left_x) * sum_value(&left_y) / (double)cx->n;
}

/* The same for one column over the rows where `with` is there. */
static double square(const double *x, const struct centre *c, const double *with, size_t n)
{
    struct sum squares = { 0 };
    struct sum left = { 0 };

    if (c->constant)
        return 0;
    for (size_t i = 0; i < n; i++) {
        double d;

        if (!present(x, with, i))
            continue;
        d = centred(c, x[i]);
        sum_add(&squares, d * d);
        sum_add(&left, d);
    }
    return sum_value(&squares) - sum_value(&left) * sum_value(&left) / (double)c->n;
}

static double finite_or_nan(double x)
{
    return isfinite(x) ? x : NAN;
}

struct moments moments_of(const double *x, size_t n)
{
    struct centre c = centre_of(x, NULL, n);
    struct moments m = {
        .n = c.n, .mean = NAN, .variance = NAN, .sd = NAN, .min = NAN, .max = NAN
    };

    if (c.n == 0)
        return m;
    m.mean = (c.hi + c.lo) / c.scale;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            m.min = fmin(m.min, x[i]); /* fmin passes over the NaN it starts from */
            m.max = fmax(m.max, x[i]);
        }
    }
    if (c.n > 1) {
        double variance = square(x, &c, NULL, n) / (double)(c.n - 1);

        m.variance = finite_or_nan(variance / c.scale / c.scale);
        m.sd = finite_or_nan(sqrt(variance) / c.scale);
    }
    return m;
}

double moments_cosine(double product, double square_x, double square_y)
{
    double squares = square_x * square_y;
    double r = isnormal(squares) ? product / sqrt(squares)
                                 : product / sqrt(square_x) / sqrt(square_y);

    if (!isfinite(r))
        return NAN;
    return fabs(r) > 1 - 4 * DBL_EPSILON ? copysign(1, r) : r;
}

struct comoments moments_of_pair(const double *x, const double *y, size_t n)
{
    struct centre cx = centre_of(x, y, n);
    struct centre cy = centre_of(y, x, n);
    struct comoments m = { .n = cx.n,
                           .mean_x = NAN,
                           .mean_y = NAN,
                           .sd_x = NAN,
                           .sd_y = NAN,
                           .covariance = NAN,
                           .correlation = NAN };
    double sxx;
    double syy;
    double sxy;
    double df;

    if (cx.n == 0)
        return m;
    m.mean_x = (cx.hi + cx.lo) / cx.scale;
    m.mean_y = (cy.hi + cy.lo) / cy.scale;
    if (cx.n < 2)
        return m;
    sxx = square(x, &cx, y, n);
    syy = square(y, &cy, x, n);
    sxy = cross(x, &cx, y, &cy, n);
    df = (double)(cx.n - 1);
    m.sd_x = finite_or_nan(sqrt(sxx / df) / cx.scale);
    m.sd_y = finite_or_nan(sqrt(syy / df) / cy.scale);
    m.covariance = finite_or_nan(sxy / df / cx.scale / cy.scale);
    if (sxx > 0 && syy > 0)
        m.correlation = moments_cosine(sxy, sxx, syy);
    return m;
}

double moments_mean(const double *x, size_t n)
{
    struct centre c = centre_of(x, NULL, n);

    return c.n ? (c.hi + c.lo) / c.scale : NAN;
}

double moments_variance(const double *x, size_t n)
{
    return moments_of(x, n).variance;
}

double moments_sd(const double *x, size_t n)
{
    return moments_of(x, n).sd;
}

double moments_covariance(const double *x, const double *y, size_t n)
{
    return moments_of_pair(x, y, n).covariance;
}

double moments_correlation(const double *x, const double *y, size_t n)
{
    return moments_of_pair(x, y, n).correlation;
}

static double autocorrelation(const double *d, size_t n, size_t lag, double c0)
{
    struct sum products = { 0 };
    size_t pairs = 0;

    for (size_t i = lag; i < n; i++) {
        if (isfinite(d[i]) && isfinite(d[i - lag])) {
            sum_add(&products, d[i] * d[i - lag]);
            pairs++;
        }
    }
    return pairs ? sum_value(&products) / (double)(pairs + lag) / c0 : NAN;
}

void moments_autocorrelations(const double *x, size_t n, size_t lags, double *out)
{
    struct centre c = centre_of(x, NULL, n);
    double *d = xarray(n, sizeof *d);
    double c0 = NAN;

    if (c.n > 1 && !c.constant)
        c0 = square(x, &c, NULL, n) / (double)c.n;
    for (size_t i = 0; i < n; i++)
        d[i] = isfinite(x[i]) ? centred(&c, x[i]) : NAN;
    for (size_t k = 0; k <= lags; k++)
        out[k] = k < n && c0 > 0 ? (k ? autocorrelation(d, n, k, c0) : 1) : NAN;
    free(d);
}

double moments_autocorrelation(const double *x, size_t n, size_t lag)
{
    double *all = xarray(lag + 1, sizeof *all);
    double r;

    moments_autocorrelations(x, n, lag, all);
    r = all[lag];
    free(all);
    return r;
}
