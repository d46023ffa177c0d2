/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/cluster.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Sums of scores, k for each label; returns how many labels have rows. */
static size_t sum_scores(const struct linear_design *design, const struct linear_fit *fit,
                         const size_t *cluster, size_t labels, long double *score)
{
    size_t *rows = xcalloc(labels, sizeof *rows);
    size_t found = 0;

    for (size_t i = 0; i < fit->rows; i++) {
        if (isnan(fit->residual[i]))
            continue;
        found += rows[cluster[i]]++ == 0;
        for (size_t c = 0; c < fit->k; c++)
            score[cluster[i] * fit->k + c] += (long double)fit->residual[i] *
                                              linear_cell(design, c, i);
    }
    free(rows);
    return found;
}

enum stats_status cluster_covariance(const struct linear_design *design,
                                     const struct linear_fit *fit, const size_t *cluster,
                                     size_t labels, enum cluster_kind kind, double *covariance,
                                     size_t *clusters)
{
    size_t k = fit->k;
    size_t found;
    long double *score;
    long double *influence;
    long double factor = 1;

    for (size_t i = 0; i < k * k; i++)
        covariance[i] = NAN;
    if (clusters)
        *clusters = 0;
    if (fit->status != STATS_OK)
        return fit->status;
    score = xcalloc(labels * k, sizeof *score);
    found = sum_scores(design, fit, cluster, labels, score);
    if (clusters)
        *clusters = found;
    if (found < 2) {
        free(score);
        return STATS_TOO_FEW;
    }
    if (kind != CLUSTER_CR0)
        factor = (long double)found / (long double)(found - 1);
    if (kind == CLUSTER_CR1)
        factor *= (long double)(fit->n - 1) / (long double)fit->df;
    influence = xcalloc(labels * k, sizeof *influence);
    for (size_t g = 0; g < labels; g++) {
        for (size_t a = 0; a < k; a++) {
            for (size_t b = 0; b < k; b++)
                influence[g * k + a] += fit->inverse[a * k + b] * score[g * k + b];
        }
    }
    for (size_t a = 0; a < k; a++) {
        for (size_t b = 0; b <= a; b++) {
            long double sum = 0;

            for (size_t g = 0; g < labels; g++)
                sum += influence[g * k + a] * influence[g * k + b];
            covariance[a * k + b] = covariance[b * k + a] = (double)(sum * factor);
        }
    }
    free(score);
    free(influence);
    for (size_t i = 0; i < k * k; i++) {
        if (!isfinite(covariance[i])) {
            for (size_t j = 0; j < k * k; j++)
                covariance[j] = NAN;
            return STATS_RANGE;
        }
    }
    return STATS_OK;
}
