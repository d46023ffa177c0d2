/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/ar_bias.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* Autocovariances further apart count for nothing: the bias falls with the rows. */
enum { REACH = 256 };

void ar_bias_start(struct ar_bias *bias, const double *columns, size_t m, size_t n,
                   const bool *present)
{
    size_t q, k, t;

    memset(bias, 0, sizeof *bias);
    bias->columns = m;
    bias->reach = n < REACH ? n : REACH;
    bias->products = xarray(m * bias->reach, sizeof *bias->products);
    for (q = 0; q < m; q++)
        for (k = 0; k < bias->reach; k++)
            bias->products[q * bias->reach + k] = project_dot(columns + q * n, columns + q * n + k,
                                                              n - k);
    for (k = 0; k <= AR_MAX; k++)
        for (t = k; t < n; t++)
            bias->pairs[k] += present[t] && present[t - k];
}

void ar_bias_free(struct ar_bias *bias)
{
    free(bias->products);
    memset(bias, 0, sizeof *bias);
}

/* Levinson's recursion: reflection coefficients of autocovariances c[0..p]. */
static void reflections_of(const double *c, size_t p, double *reflection)
{
    double phi[AR_MAX] = { 0 }, before[AR_MAX];
    double variance = c[0];
    size_t m, i;

    for (m = 1; m <= p; m++) {
        double top = c[m];

        memcpy(before, phi, (m - 1) * sizeof *phi);
        for (i = 1; i < m; i++)
            top -= before[i - 1] * c[m - i];
        reflection[m - 1] = variance > 0 ? top / variance : 0;
        reflection[m - 1] = fmax(-1, fmin(1, reflection[m - 1]));
        for (i = 1; i < m; i++)
            phi[i - 1] = before[i - 1] - reflection[m - 1] * before[m - i - 1];
        phi[m - 1] = reflection[m - 1];
        variance *= 1 - reflection[m - 1] * reflection[m - 1];
    }
}

/* gamma[0..reach): 1 first. */
static void autocorrelations(const struct ar_fit *fit, const double *reflection, double *gamma,
                             size_t reach)
{
    double phi[AR_MAX] = { 0 }, before[AR_MAX];
    double variance = 1;
    size_t m, i, j;

    gamma[0] = 1;
    for (m = 1; m <= fit->order && m < reach; m++) {
        double k = reflection[m - 1];

        memcpy(before, phi, (m - 1) * sizeof *phi);
        gamma[m] = k * variance;
        for (i = 1; i < m; i++)
            gamma[m] += before[i - 1] * gamma[m - i];
        for (i = 1; i < m; i++)
            phi[i - 1] = before[i - 1] - k * before[m - i - 1];
        phi[m - 1] = k;
        variance *= 1 - k * k;
    }
    for (j = m; j < reach; j++) {
        gamma[j] = 0;
        for (i = 0; i < fit->order; i++)
            gamma[j] += fit->phi[i] * gamma[j - 1 - i];
    }
}

/* Reflection coefficients of the fit, freed of what the controls took; false: they took nothing that
   could be told. */
static bool corrected(const struct ar_bias *bias, const struct ar_fit *fit, double *reflection)
{
    double gamma[REACH], left[AR_MAX + 1], biased[AR_MAX];
    size_t p = fit->order, q, k;

    ar_reflections(fit, reflection);
    if (p == 0 || bias->reach <= p)
        return false;
    autocorrelations(fit, reflection, gamma, bias->reach);
    memcpy(left, gamma, (p + 1) * sizeof *left);
    for (q = 0; q < bias->columns; q++) {
        const double *own = bias->products + q * bias->reach;
        double size = 2 * project_dot(own, gamma, bias->reach) - own[0];

        for (k = 0; k <= p; k++)
            left[k] -= bias->pairs[k] > 0 ? size * own[k] / bias->pairs[k] : 0;
    }
    if (!(left[0] > 0))
        return false;
    reflections_of(left, p, biased);
    for (k = 0; k < p; k++)
        reflection[k] = fmax(-1, fmin(1, 2 * reflection[k] - biased[k]));
    return true;
}

void ar_bias_correct(const struct ar_bias *bias, struct ar_fit *fit)
{
    double reflection[AR_MAX];

    if (corrected(bias, fit, reflection))
        ar_from_reflections(reflection, fit->order, fit->phi);
}

void ar_bias_correct_white(const struct ar_bias *bias, size_t rows, struct ar_fit *fit)
{
    double reflection[AR_MAX];

    corrected(bias, fit, reflection);
    ar_shrink(reflection, fit->order, rows);
    ar_from_reflections(reflection, fit->order, fit->phi);
}
