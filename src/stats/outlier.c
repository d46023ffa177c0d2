/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/outlier.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* In spreads: a normal row is taken for an outlier once in two thousand. */
static const double LIMIT = 3.5;

/* As far as a series may be held to persist: beyond, no row would ever be forgotten. */
static const double PHI_MAX = .99;

/* The median of the sizes, in standard deviations of a normal; sorts them. */
static double spread_of(double *sizes, size_t count)
{
    qsort(sizes, count, sizeof *sizes, number_compare);
    return count > 0 ? 1.4826 * sizes[count / 2] : 0;
}

/* Spread of e(t) + times e(t - 1) over the rows that have both. */
static double spread_of_steps(const double *e, size_t n, double times, double *work)
{
    size_t count = 0, t;

    for (t = 1; t < n; t++)
        if (!isnan(e[t]) && !isnan(e[t - 1]))
            work[count++] = fabs(e[t] + times * e[t - 1]);
    return spread_of(work, count);
}

static double persistence(const double *e, size_t n, double *work)
{
    double sum = spread_of_steps(e, n, 1, work), difference = spread_of_steps(e, n, -1, work);
    double phi = (sum * sum - difference * difference) / (sum * sum + difference * difference);

    return fmax(-PHI_MAX, fmin(PHI_MAX, phi));
}

/* What is known of the series at the row before: its value, and the variance of that. */
struct state {
    double value;
    double variance; /* in units of one step's */
};

static struct state predict(struct state before, double phi)
{
    return (struct state){ phi * before.value, phi * phi * before.variance + 1 };
}

size_t outlier_set_aside(double *e, size_t n, double *work)
{
    double phi = persistence(e, n, work), step = spread_of_steps(e, n, -phi, work);
    struct state clean = { 0, 1 / (1 - phi * phi) };
    double *was = work + n;
    size_t rows = 0, aside = 0, t;

    if (!(step > 0))
        return 0;
    for (t = 0; t < n; t++) {
        struct state expected = predict(clean, phi);
        double value = was[t] = e[t];
        bool taken = t > 0 && !isnan(was[t - 1]) && isnan(e[t - 1]);

        if (t == 0)
            expected = clean;
        clean = expected;
        if (isnan(value))
            continue;
        rows++;
        if (taken && fabs(value - phi * was[t - 1]) < fabs(value - expected.value)) {
            /* It goes on from where the row before was: the level moved there. */
            e[t - 1] = was[t - 1];
            aside--;
            expected = (struct state){ phi * was[t - 1], 1 };
            clean = expected;
        }
        if (fabs(value - expected.value) > LIMIT * step * sqrt(expected.variance)) {
            e[t] = NAN;
            aside++;
        } else {
            clean = (struct state){ value, 0 };
        }
    }
    for (t = 0; t < n && aside > rows / 8; t++)
        e[t] = was[t];
    return aside > rows / 8 ? 0 : aside;
}

void outlier_burg(ar_burg_fit *burg, const double *e, size_t n, size_t max_order, size_t parameters,
                  double *work, struct ar_fit *fit)
{
    double *clean = work;
    size_t rows = 0, aside, t;

    memcpy(clean, e, n * sizeof *clean);
    aside = outlier_set_aside(clean, n, work + n);
    burg(clean, n, max_order, parameters, work + n, fit);
    for (t = 0; t < n; t++)
        rows += isnan(e[t]) ? 0 : 1;
    if (aside > 0)
        fit->aicc *= (double)rows / (double)(rows - aside);
}
