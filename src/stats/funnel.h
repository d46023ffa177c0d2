/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exact arithmetic of a funnel: last = first x (second / first) x (third / second) x ..., each per
 * period and pooled over a stretch, so that what changed from one stretch to the next is split
 * among the first node and every step's rate without a rest (decompose.h). Intervals as of mix.h, by
 * blocks of whole periods.
 */
#ifndef LEVER_STATS_FUNNEL_H
#define LEVER_STATS_FUNNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct funnel_question {
    size_t periods, nodes;     /* nodes: 2 .. DECOMPOSE_FACTORS */
    const double *const *node; /* nodes of `periods` values; a period that lacks one is left out */
    size_t row;                /* the first period of the second stretch */
    size_t resamples;
    uint64_t seed;
};

/* One of the factors: the first node, then the rate of each step. */
struct funnel_factor {
    double before, after;
    double effect, low, high; /* what it did to the last node, per period; NaN: too few periods */
};

struct funnel_result {
    bool possible;                 /* both stretches have every node, and all sums are above 0,
                                      and neither beyond 1e25 nor under 1e-25 of the one before */
    size_t n_before, n_after;      /* periods that have every node */
    double before, after;          /* the last node, per period */
    struct funnel_factor *factors; /* nodes */
};

/* The caller frees with funnel_free. */
void funnel_split(const struct funnel_question *question, struct funnel_result *result);
void funnel_free(struct funnel_result *result);

#endif
