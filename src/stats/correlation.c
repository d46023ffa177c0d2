/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/correlation.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "stats/moments.h"
#include "stats/ranks.h"
#include "stats/student.h"
#include "stats/sum.h"

#define MISSING                                                                                    \
    {                                                                                              \
        .r = NAN, .statistic = NAN, .p = NAN, .p_above = NAN, .low = NAN, .high = NAN              \
    }

/* Rows that have both cells, as two new columns in one piece of memory. */
struct pairs {
    size_t n;
    double *x;
    double *y;
};

static struct pairs take_pairs(const double *x, const double *y, size_t n)
{
    struct pairs p = { 0 };

    p.x = xarray(2 * n, sizeof *p.x);
    p.y = p.x + n;
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i]) && isfinite(y[i])) {
            p.x[p.n] = x[i];
            p.y[p.n++] = y[i];
        }
    }
    return p;
}

static bool constant(const double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (x[i] != x[0])
            return false;
    }
    return true;
}

/* The interval on Fisher's z scale; none where se is not a number. */
static void set_interval(struct correlation *c, double se)
{
    double z = atanh(c->r);
    double reach = gsl_cdf_ugaussian_Qinv(.025) * se;

    if (!isfinite(se))
        return;
    c->low = tanh(z - reach);
    c->high = tanh(z + reach);
}

static double spacing(double factor, size_t n, size_t lost)
{
    return n > lost ? sqrt(factor / (double)(n - lost)) : NAN;
}

static void set_t(struct correlation *c)
{
    double df = (double)c->n - 2;

    c->statistic = c->r * sqrt(df / ((1 - c->r) * (1 + c->r)));
    if (isfinite(c->statistic)) {
        c->p = student_p(c->statistic, df);
        c->p_above = c->r > 0 ? c->p / 2 : 1 - c->p / 2;
    } else {
        c->p = 0;
        c->p_above = c->r > 0 ? 0 : 1;
    }
}

static void set_pearson(struct correlation *c, bool ties)
{
    (void)ties;
    set_t(c);
    set_interval(c, spacing(1, c->n, 3));
}

static void set_tails(struct correlation *c, double above, double below)
{
    c->p = fmin(1, 2 * fmin(above, below));
    c->p_above = above;
}

static double median_of_sorted(const double *x, size_t n)
{
    return n % 2 ? x[n / 2] : x[n / 2 - 1] + (x[n / 2] - x[n / 2 - 1]) / 2;
}

bool correlation_biweight_scores(const double *x, size_t n, double *out)
{
    double *sorted = xarray(n, sizeof *sorted);
    double scale = sum_scale(x, n);
    double median = 0;
    double mad = 0;

    for (size_t i = 0; i < n; i++)
        sorted[i] = x[i] * scale;
    qsort(sorted, n, sizeof *sorted, number_compare);
    if (n > 0)
        median = median_of_sorted(sorted, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = fabs(sorted[i] - median);
    qsort(sorted, n, sizeof *sorted, number_compare);
    if (n > 0)
        mad = median_of_sorted(sorted, n);
    free(sorted);
    for (size_t i = 0; i < n; i++) {
        double u = (x[i] * scale - median) / (9 * mad);

        out[i] = fabs(u) < 1 ? u * (1 - u * u) * (1 - u * u) : 0;
    }
    return mad > 0;
}

static double biweight(const struct pairs *p)
{
    double *a = xarray(2 * p->n, sizeof *a);
    double *b = a + p->n;
    double r = NAN;

    if (correlation_biweight_scores(p->x, p->n, a) && correlation_biweight_scores(p->y, p->n, b)) {
        struct sum ab = { 0 };
        struct sum aa = { 0 };
        struct sum bb = { 0 };

        for (size_t i = 0; i < p->n; i++) {
            sum_add(&ab, a[i] * b[i]);
            sum_add(&aa, a[i] * a[i]);
            sum_add(&bb, b[i] * b[i]);
        }
        r = moments_cosine(sum_value(&ab), sum_value(&aa), sum_value(&bb));
    }
    free(a);
    return r;
}

static double spearman(const struct pairs *p, bool *ties)
{
    double *a = xarray(2 * p->n, sizeof *a);
    double *b = a + p->n;
    bool x_ties = ranks_average(p->x, p->n, a);
    bool y_ties = ranks_average(p->y, p->n, b);
    double r = moments_correlation(a, b, p->n);

    *ties = x_ties || y_ties;
    free(a);
    return r;
}

static double tau_b(const struct ranks_kendall *k)
{
    double tau = k->score / sqrt((k->pairs - k->x.pairs) * (k->pairs - k->y.pairs));

    return isfinite(tau) ? fmax(-1, fmin(1, tau)) : NAN;
}

static void set_spearman(struct correlation *c, bool ties)
{
    double n = (double)c->n;
    double d = round(n * (n * n - 1) * (1 - c->r) / 6);

    set_interval(c, spacing(1 + c->r * c->r / 2, c->n, 3));
    set_t(c);
    if (ties || c->n > 1290)
        return;
    c->exact = c->n <= 9;
    set_tails(c, ranks_spearman_below(d, c->n), ranks_spearman_above(d, c->n));
}

/* What r of n rows means by `set`, or why it means nothing. */
static struct correlation judge(double r, size_t n, void set(struct correlation *c, bool ties),
                                bool ties)
{
    struct correlation c = MISSING;

    c.n = n;
    if (n < 3) {
        c.status = STATS_TOO_FEW;
    } else if (!isfinite(r)) {
        c.status = STATS_CONSTANT;
    } else {
        c.r = r;
        set(&c, ties);
    }
    return c;
}

struct correlation correlation_judge(double r, size_t n)
{
    return judge(r, n, set_pearson, false);
}

struct correlation correlation_judge_spearman(double r, size_t n, bool ties)
{
    return judge(r, n, set_spearman, ties);
}

/* Kendall (1970), eq. 4.3: the score's variance with ties in both columns. */
static double kendall_variance(const struct ranks_kendall *k, size_t count)
{
    double n = (double)count;
    double v = (n * (n - 1) * (2 * n + 5) - k->x.spread - k->y.spread) / 18;

    v += 2 * k->x.pairs * k->y.pairs / (n * (n - 1));
    return v + k->x.triples * k->y.triples / (9 * n * (n - 1) * (n - 2));
}

static void judge_kendall(struct correlation *c, const struct ranks_kendall *k)
{
    c->r = tau_b(k);
    set_interval(c, spacing(.437, c->n, 4));
    c->statistic = k->score / sqrt(kendall_variance(k, c->n));
    if (c->n < 50 && k->x.pairs == 0 && k->y.pairs == 0) {
        c->exact = true;
        set_tails(c, ranks_kendall_below(-k->score, c->n), ranks_kendall_below(k->score, c->n));
    } else {
        c->p = 2 * gsl_cdf_ugaussian_Q(fabs(c->statistic));
        c->p_above = gsl_cdf_ugaussian_Q(c->statistic);
    }
}

struct correlation correlation_judge_kendall(const struct ranks_kendall *counts, size_t n)
{
    struct correlation c = MISSING;

    c.n = n;
    if (n < 3)
        c.status = STATS_TOO_FEW;
    else if (counts->x.pairs == counts->pairs || counts->y.pairs == counts->pairs)
        c.status = STATS_CONSTANT;
    else
        judge_kendall(&c, counts);
    return c;
}

struct correlation correlation_test(enum correlation_method method, const double *x,
                                    const double *y, size_t n)
{
    struct pairs p = take_pairs(x, y, n);
    struct correlation c = MISSING;
    struct ranks_kendall k;
    bool ties = false;

    c.n = p.n;
    if (p.n < 3) {
        c.status = STATS_TOO_FEW;
    } else if (constant(p.x, p.n) || constant(p.y, p.n)) {
        c.status = STATS_CONSTANT;
    } else if (method == CORRELATION_SPEARMAN) {
        double r = spearman(&p, &ties);

        c = correlation_judge_spearman(r, p.n, ties);
    } else if (method == CORRELATION_KENDALL) {
        k = ranks_kendall(p.x, p.y, p.n);
        c = correlation_judge_kendall(&k, p.n);
    } else {
        c = correlation_judge(method == CORRELATION_BIWEIGHT ? biweight(&p)
                                                             : moments_correlation(p.x, p.y, p.n),
                              p.n);
    }
    free(p.x);
    return c;
}

double correlation_of(enum correlation_method method, const double *x, const double *y, size_t n)
{
    struct pairs p = take_pairs(x, y, n);
    struct ranks_kendall k;
    double r = NAN;
    bool ties;

    switch (method) {
    case CORRELATION_PEARSON:
        r = moments_correlation(p.x, p.y, p.n);
        break;
    case CORRELATION_SPEARMAN:
        r = spearman(&p, &ties);
        break;
    case CORRELATION_KENDALL:
        k = ranks_kendall(p.x, p.y, p.n);
        r = tau_b(&k);
        break;
    case CORRELATION_BIWEIGHT:
        r = biweight(&p);
        break;
    }
    free(p.x);
    return r;
}
