/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in methods: a new one is its row below and its statistic in stats/. */
#include <math.h>
#include <stdbool.h>

#include "methods/method.h"

/* The normal quantile of 80 % power. */
static const double POWER_80 = 0.8416212335729143;

/* A statistic that these columns do not have (one of them is constant) is missing. */
static int estimate(enum correlation_method which, const double *x, const double *y, size_t n,
                    double *result)
{
    *result = correlation_of(which, x, y, n);
    return isfinite(*result) ? 0 : 1;
}

static int pearson(const double *x, const double *y, size_t n, double *result)
{
    return estimate(CORRELATION_PEARSON, x, y, n, result);
}

static int spearman(const double *x, const double *y, size_t n, double *result)
{
    return estimate(CORRELATION_SPEARMAN, x, y, n, result);
}

static int kendall(const double *x, const double *y, size_t n, double *result)
{
    return estimate(CORRELATION_KENDALL, x, y, n, result);
}

static int biweight(const double *x, const double *y, size_t n, double *result)
{
    return estimate(CORRELATION_BIWEIGHT, x, y, n, result);
}

/* The product-moment correlation of two normal columns whose estimate is this. */
static double as_it_is(double r)
{
    return r;
}

static double of_spearman(double r)
{
    return 2 * sin(M_PI * r / 6);
}

static double of_kendall(double r)
{
    return sin(M_PI * r / 2);
}

/* Standard error of the estimate's z, of rows that are independent (stats/correlation.h). */
static double z_se(double r, double n)
{
    (void)r;
    return 1 / sqrt(n - 3);
}

static double z_se_spearman(double r, double n)
{
    return sqrt((1 + r * r / 2) / (n - 3));
}

static double z_se_kendall(double r, double n)
{
    (void)r;
    return sqrt(.437 / (n - 4));
}

#define HEAD LEVER_METHOD_ABI, sizeof(struct lever_method)

static const struct builtin {
    struct lever_method method;
    enum correlation_method which;
    double (*normal)(double r);
    double (*z_se)(double r, double n);
} builtins[] = {
    { { HEAD, "pearson", "product-moment correlation: how nearly on a straight line",
        "Pearson (1895), Proc. R. Soc. 58, 240-242", pearson },
      CORRELATION_PEARSON,
      as_it_is,
      z_se },
    { { HEAD, "spearman", "rank correlation: how nearly always in the same order",
        "Spearman (1904), Am. J. Psychol. 15, 72-101; ties by average ranks", spearman },
      CORRELATION_SPEARMAN,
      of_spearman,
      z_se_spearman },
    { { HEAD, "kendall", "tau-b: pairs that agree in their order less those that disagree",
        "Kendall (1945), Biometrika 33, 239-251", kendall },
      CORRELATION_KENDALL,
      of_kendall,
      z_se_kendall },
    { { HEAD, "biweight", "midcorrelation: how nearly on a straight line, outliers aside",
        "Wilcox (2012), Introduction to Robust Estimation, 9.3.8, with 9 MAD", biweight },
      CORRELATION_BIWEIGHT,
      as_it_is,
      z_se },
};

const struct lever_method *method_builtin(size_t index)
{
    return index < sizeof builtins / sizeof *builtins ? &builtins[index].method : NULL;
}

static const struct builtin *find(const struct lever_method *method)
{
    size_t i;

    for (i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (method == &builtins[i].method)
            return &builtins[i];
    return NULL;
}

bool method_correlation(const struct lever_method *method, enum correlation_method *which)
{
    const struct builtin *builtin = find(method);

    if (builtin)
        *which = builtin->which;
    return builtin != NULL;
}

double method_mde(const struct lever_method *method, const struct link_result *result)
{
    const struct builtin *builtin = find(method);
    double critical = result->critical_method;
    double rows = result->n_eff + 2; /* as many independent pairs have these degrees of freedom */
    double r;

    if (!builtin || !(critical < 1) || !(rows > 4))
        return NAN;
    r = tanh(atanh(critical) + POWER_80 * builtin->z_se(critical, rows));
    r = builtin->normal(r);
    return sqrt(result->n_eff) * r / sqrt(1 - r * r) * result->se;
}
