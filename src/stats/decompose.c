/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/decompose.h"

#include <math.h>

#include "stats/sum.h"

double decompose_figure(const struct decompose *of, const double *state)
{
    struct sum sum = { 0, 0 };
    size_t i, f;

    for (i = 0; i < of->parts; i++) {
        double product = 1;

        for (f = 0; f < of->factors; f++)
            product *= state[f * of->parts + i];
        sum_add(&sum, product);
    }
    return sum_value(&sum);
}

/* |S|! (P - 1 - |S|)! / P! */
static double weight(size_t taken, size_t factors)
{
    double w = 1 / (double)factors;
    size_t k;

    for (k = 1; k <= taken; k++)
        w *= (double)k / (double)(factors - k);
    return w;
}

/* What factor f did in part i. */
static double in_part(const struct decompose *of, size_t f, size_t i)
{
    size_t others = of->factors - 1, subset, k;
    double mean = 0;

    for (subset = 0; subset < (size_t)1 << others; subset++) {
        double product = 1;
        size_t taken = 0;

        for (k = 0; k < others; k++) {
            size_t at = (k < f ? k : k + 1) * of->parts + i;
            size_t later = subset >> k & 1;

            taken += later;
            product *= later ? of->after[at] : of->before[at];
        }
        mean += weight(taken, of->factors) * product;
    }
    return mean * (of->after[f * of->parts + i] - of->before[f * of->parts + i]);
}

static double total(const double *effect, size_t n)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < n; i++)
        sum += effect[i];
    return sum;
}

void decompose_settle(double *effect, size_t n, double sum)
{
    size_t largest = 0, i;
    int tries;

    for (i = 1; i < n; i++)
        if (fabs(effect[i]) > fabs(effect[largest]))
            largest = i;
    for (tries = 0; tries < 8 && total(effect, n) != sum && isfinite(sum); tries++) {
        double was = effect[largest];

        effect[largest] += sum - total(effect, n);
        if (effect[largest] == was)
            effect[largest] = nextafter(was, total(effect, n) < sum ? INFINITY : -INFINITY);
    }
}

void decompose(const struct decompose *of, double *effect, double *part)
{
    size_t f, i;

    for (f = 0; f < of->factors; f++) {
        struct sum sum = { 0, 0 };

        for (i = 0; i < of->parts; i++) {
            double value = in_part(of, f, i);

            if (part)
                part[f * of->parts + i] = value;
            sum_add(&sum, value);
        }
        effect[f] = sum_value(&sum);
    }
    decompose_settle(effect, of->factors,
                     decompose_figure(of, of->after) - decompose_figure(of, of->before));
}
