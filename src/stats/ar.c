/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ar.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "stats/project.h"

/* Unbroken stretches of a series: [from[i], to[i]) for i < count. Kept as doubles in work space. */
struct stretches {
    size_t count;
    size_t rows; /* present in all of them */
    size_t longest;
    double *bounds; /* from, to, from, to … */
};

static size_t from_of(const struct stretches *all, size_t i)
{
    return (size_t)all->bounds[2 * i];
}

static size_t to_of(const struct stretches *all, size_t i)
{
    return (size_t)all->bounds[2 * i + 1];
}

static struct stretches find_stretches(const double *e, size_t n, double *room)
{
    struct stretches all = { .bounds = room };
    size_t t = 0;

    while (t < n) {
        size_t from;

        while (t < n && isnan(e[t]))
            t++;
        if (t == n)
            break;
        from = t;
        while (t < n && !isnan(e[t]))
            t++;
        all.bounds[2 * all.count] = (double)from;
        all.bounds[2 * all.count + 1] = (double)t;
        all.count++;
        all.rows += t - from;
        if (t - from > all.longest)
            all.longest = t - from;
    }
    return all;
}

size_t ar_max_order(size_t n)
{
    return n / 13 < AR_MAX ? n / 13 : AR_MAX;
}

/*
 * One step of Burg's recursion over all stretches. forward[t] is f(t) of the order
 * before; backward[t - m] is b(t - 1) of that order, so that a step works in place.
 */
static double reflect(const struct stretches *all, double *forward, double *backward, size_t m,
                      size_t *terms)
{
    double cross = 0, power = 0, k;
    size_t i;

    *terms = 0;
    for (i = 0; i < all->count; i++) {
        size_t from = from_of(all, i), to = to_of(all, i);
        const double *f = forward + from + m;
        const double *b = backward + from;

        if (to - from <= m)
            continue;
        *terms += to - from - m;
        cross += project_dot(f, b, to - from - m);
        power += project_dot(f, f, to - from - m) + project_dot(b, b, to - from - m);
    }
    k = power > 0 ? 2 * cross / power : 0;
    for (i = 0; i < all->count; i++) {
        size_t from = from_of(all, i), to = to_of(all, i);
        double *restrict f = forward + from + m;
        double *restrict b = backward + from;
        size_t t;

        if (to - from <= m)
            continue;
        for (t = 0; t < to - from - m; t++) {
            double was = f[t];

            f[t] -= k * b[t];
            b[t] -= k * was;
        }
    }
    return k;
}

/* What orders cost beyond AICc's price, and the least one; ar.h says why. */
struct price {
    double first, further;
    size_t least;
};

/* fit: -2 log likelihood but for a constant. */
static double aicc_of(double fit, size_t rows, size_t parameters)
{
    double m = (double)rows, k = (double)parameters;

    if (m - k - 2 <= 0 || isnan(fit))
        return INFINITY;
    return fit + m * (m + k) / (m - k - 2);
}

/* Orders under price->least are taken whatever they say. */
static void fit_orders(const double *e, size_t n, size_t max_order, size_t parameters,
                       const struct price *price, double *work, struct ar_fit *fit)
{
    struct stretches all = find_stretches(e, n, work);
    double *forward = work + n + 1;
    double *backward = work + 2 * n + 1;
    double phi[AR_MAX] = { 0 }, before[AR_MAX];
    double variance = 0, likelihood;
    size_t i, m;

    memset(fit, 0, sizeof *fit);
    fit->aicc = INFINITY;
    if (all.rows == 0)
        return;
    memcpy(forward, e, n * sizeof *e);
    memcpy(backward, e, n * sizeof *e);
    for (i = 0; i < all.count; i++) {
        size_t from = from_of(&all, i), to = to_of(&all, i);

        variance += project_dot(e + from, e + from, to - from);
    }
    variance /= (double)all.rows;
    fit->variance = variance;
    if (!(variance > 0))
        return;
    likelihood = (double)all.rows * log(variance);
    fit->aicc = aicc_of(likelihood, all.rows, parameters);
    if (max_order > AR_MAX)
        max_order = AR_MAX;
    for (m = 1; m <= max_order && m < all.longest; m++) {
        size_t terms;
        double k = reflect(&all, forward, backward, m, &terms);
        double aicc;

        memcpy(before, phi, sizeof before);
        for (i = 1; i < m; i++)
            phi[i - 1] = before[i - 1] - k * before[m - i - 1];
        phi[m - 1] = k;
        variance *= 1 - k * k;
        likelihood += log(1 - k * k) * (double)all.rows * (double)terms / (double)(all.rows - m);
        aicc = aicc_of(likelihood, all.rows, parameters + m) + price->first +
               (double)(m - 1) * price->further;
        if (m > price->least && !(aicc < fit->aicc))
            continue;
        fit->order = m;
        memcpy(fit->phi, phi, sizeof phi);
        fit->variance = variance;
        fit->aicc = aicc;
    }
}

void ar_burg(const double *e, size_t n, size_t max_order, size_t parameters, double *work,
             struct ar_fit *fit)
{
    static const struct price price = { .first = 1, .further = 1 };

    fit_orders(e, n, max_order, parameters, &price, work, fit);
}

void ar_burg_white(const double *e, size_t n, size_t max_order, size_t parameters, double *work,
                   struct ar_fit *fit)
{
    struct price price = { .first = -1, .further = 2 };
    size_t rows = 0, t;

    for (t = 0; t < n; t++)
        rows += isnan(e[t]) ? 0 : 1;
    price.least = rows < AR_SHORT;
    fit_orders(e, n, max_order, parameters, &price, work, fit);
}

void ar_burg_full(const double *e, size_t n, size_t max_order, size_t parameters, double *work,
                  struct ar_fit *fit)
{
    static const struct price price = { .least = 1 };

    fit_orders(e, n, max_order, parameters, &price, work, fit);
}

void ar_burg_order(const double *e, size_t n, size_t order, double *work, struct ar_fit *fit)
{
    struct price price = { .least = order };

    fit_orders(e, n, order, 0, &price, work, fit);
}

void ar_from_reflections(const double *reflection, size_t p, double *phi)
{
    double before[AR_MAX];
    size_t m, i;

    for (m = 1; m <= p; m++) {
        memcpy(before, phi, (m - 1) * sizeof *phi);
        for (i = 1; i < m; i++)
            phi[i - 1] = before[i - 1] - reflection[m - 1] * before[m - i - 1];
        phi[m - 1] = reflection[m - 1];
    }
}

void ar_reflections(const struct ar_fit *fit, double *reflection)
{
    double phi[AR_MAX], before[AR_MAX];
    size_t m, i;

    memcpy(phi, fit->phi, sizeof phi);
    for (m = fit->order; m >= 1; m--) {
        double k = reflection[m - 1] = phi[m - 1];

        memcpy(before, phi, sizeof before);
        for (i = 1; i < m && k * k < 1; i++)
            phi[i - 1] = (before[i - 1] + k * before[m - i - 1]) / (1 - k * k);
    }
}

void ar_shrink(double *reflection, size_t order, size_t rows)
{
    double doubt = rows > 12 ? 144 / ((double)rows * (double)rows) : 1;
    size_t k;

    for (k = 0; k < order; k++)
        reflection[k] = (1 - doubt) * reflection[k] + (k == 0 ? doubt : 0);
}

void ar_filter(const struct ar_fit *fit, const double *in, size_t n, double *out)
{
    size_t p = fit->order;
    size_t t, k;

    for (t = 0; t < n && t < p; t++)
        out[t] = NAN;
    for (; t < n; t++)
        out[t] = in[t];
    for (k = 1; k <= p; k++)
        for (t = p; t < n; t++)
            out[t] -= fit->phi[k - 1] * in[t - k];
}

void ar_simulate(const struct ar_fit *fit, const double *pool, size_t size, const double *spread,
                 size_t burn, struct random *random, double *out, size_t n)
{
    double past[AR_MAX] = { 0 };
    size_t p = fit->order;
    size_t t, k;

    for (t = 0; t < burn + n; t++) {
        double now = pool[random_below(random, size)];

        if (spread)
            now *= spread[t < burn ? 0 : t - burn];
        for (k = p; k > 0; k--)
            now += fit->phi[k - 1] * past[k - 1];
        for (k = p; k > 1; k--)
            past[k - 1] = past[k - 2];
        past[0] = now;
        if (t >= burn)
            out[t - burn] = now;
    }
}

size_t ar_memory(const struct ar_fit *fit, size_t most)
{
    double past[AR_MAX] = { 1 };
    size_t quiet = 0;
    size_t t, k;

    if (fit->order == 0)
        return 0;
    for (t = 1; t < most; t++) {
        double now = 0;

        for (k = 0; k < fit->order; k++)
            now += fit->phi[k] * past[k];
        for (k = fit->order; k > 1; k--)
            past[k - 1] = past[k - 2];
        past[0] = now;
        /* An oscillating response passes 0 now and then: quiet must last. */
        quiet = fabs(now) < .01 ? quiet + 1 : 0;
        if (quiet > fit->order + 8)
            return t;
    }
    return most;
}
