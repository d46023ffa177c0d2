/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in methods: a new one is its row below and its statistic in stats/. */
#include <math.h>

#include "methods/method.h"

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

#define HEAD LEVER_METHOD_ABI, sizeof(struct lever_method)

static const struct builtin {
    struct lever_method method;
    enum correlation_method which;
} builtins[] = {
    { { HEAD, "pearson", "product-moment correlation: how nearly on a straight line",
        "Pearson (1895), Proc. R. Soc. 58, 240-242", pearson },
      CORRELATION_PEARSON },
    { { HEAD, "spearman", "rank correlation: how nearly always in the same order",
        "Spearman (1904), Am. J. Psychol. 15, 72-101; ties by average ranks", spearman },
      CORRELATION_SPEARMAN },
    { { HEAD, "kendall", "tau-b: pairs that agree in their order less those that disagree",
        "Kendall (1945), Biometrika 33, 239-251", kendall },
      CORRELATION_KENDALL },
    { { HEAD, "biweight", "midcorrelation: how nearly on a straight line, outliers aside",
        "Wilcox (2012), Introduction to Robust Estimation, 9.3.8, with 9 MAD", biweight },
      CORRELATION_BIWEIGHT },
};

const struct lever_method *method_builtin(size_t index)
{
    return index < sizeof builtins / sizeof *builtins ? &builtins[index].method : NULL;
}

bool method_correlation(const struct lever_method *method, enum correlation_method *which)
{
    size_t i;

    for (i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        if (method == &builtins[i].method) {
            *which = builtins[i].which;
            return true;
        }
    }
    return false;
}
