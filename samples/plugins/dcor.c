/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dcor: the distance correlation, a sample method.
 *
 *     cc -O2 -fPIC -shared $(pkg-config --cflags lever) -o dcor.so dcor.c -lm
 *
 * It is 0 (in the population) only where x and y are independent, so that it also
 * finds links that are no line and no slope: a U, a circle.
 *
 * Székely, Rizzo & Bakirov (2007), Annals of Statistics 35, 2769-2794: with the
 * distances a_ij = |x_i - x_j|, centred on their row, column and grand means
 * (definition 4: A_ij = a_ij - a_i. - a_.j + a_..), and B likewise from y,
 *
 *     dCov^2(x, y) = (1/n^2) sum_ij A_ij B_ij                (eq. 2.8)
 *     dCor^2 = dCov^2(x, y) / sqrt(dCov^2(x, x) dCov^2(y, y))    (eq. 2.10)
 */
#include <math.h>
#include <stdlib.h>

#include <lever-method.h>

/* The mean distance from each point to all others; returns the mean of those. */
static double mean_distances(const double *x, size_t n, double *means)
{
    double grand = 0;
    size_t i;
    size_t j;

    for (i = 0; i < n; i++) {
        means[i] = 0;
        for (j = 0; j < n; j++)
            means[i] += fabs(x[i] - x[j]);
        means[i] /= (double)n;
        grand += means[i] / (double)n;
    }
    return grand;
}

static int dcor(const double *x, const double *y, size_t n, double *estimate)
{
    double *a_means = malloc(2 * n * sizeof *a_means);
    double *b_means = a_means + n;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    double a_grand;
    double b_grand;
    size_t i;
    size_t j;

    if (!a_means)
        return -1;
    a_grand = mean_distances(x, n, a_means);
    b_grand = mean_distances(y, n, b_means);
    for (i = 0; i < n; i++) {
        for (j = 0; j < n; j++) {
            double a = fabs(x[i] - x[j]) - a_means[i] - a_means[j] + a_grand;
            double b = fabs(y[i] - y[j]) - b_means[i] - b_means[j] + b_grand;

            xy += a * b;
            xx += a * a;
            yy += b * b;
        }
    }
    free(a_means);
    if (!(a_grand > 0) || !(b_grand > 0))
        return 1; /* one of them is constant: there is no dCor */
    *estimate = sqrt(fmax(xy, 0) / sqrt(xx * yy));
    return 0;
}

LEVER_METHOD("dcor", "distance correlation: any dependence, not only a line",
             "Szekely, Rizzo & Bakirov (2007), Ann. Statist. 35, 2769-2794, eq. 2.10", dcor)
