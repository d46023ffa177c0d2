/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Did a rate change, or only the shares of its parts?
 *
 * The rate of all is the sum over parts of share times rate. Before and after are pooled: shares of
 * summed counts, rates weighted by counts. The change is split exactly by Kitagawa (decompose.h): what
 * the shares did (the mix) and what the rates did. A part without a count on one side has no rate
 * there: it takes the other side's, so that all it does is mix.
 *
 * Standard errors by blocks of whole periods: a period with all its parts stays together, and blocks of
 * neighbours are drawn within before and within after (blocks.h). Intervals are Student's, on as many
 * degrees of freedom as there are blocks beyond one on each side.
 */
#ifndef LEVER_STATS_MIX_H
#define LEVER_STATS_MIX_H

#include <stddef.h>
#include <stdint.h>

/* Blocks on a side below which there is no interval. */
enum { MIX_BLOCKS_MIN = 3 };

struct mix_question {
    size_t periods, parts;
    const double *count; /* periods x parts, 0 where a part is not there; no NaN */
    const double *rate;  /* the same; read only where count > 0 */
    size_t row;          /* the first period after; 1 .. periods - 1 */
    size_t resamples;
    uint64_t seed;
};

struct mix_figure {
    double value, low, high; /* 95 %; NaN where there are too few periods */
};
struct mix_line {
    struct mix_figure before, after, effect;
    double p;
};

struct mix_result {
    struct mix_line all;   /* the rate as it is reported */
    struct mix_line mix;   /* the shares of before and after, the rates at their mean */
    struct mix_line rate;  /* the rates of before and after, the shares at their mean */
    struct mix_line *part; /* parts: their rates */
    double *count_before, *count_after; /* parts */
    double *share_before, *share_after; /* parts */
    double *by_mix, *by_rate; /* parts: what each adds to mix and rate; of by_mix, the rate of
                                           all is the origin, so that it adds up to the same */
    size_t block_before, block_after; /* periods a block */
    double freedom;                   /* NaN: no interval */
};

/* Both sides have a count above 0. The caller frees with mix_free. */
void mix_split(const struct mix_question *question, struct mix_result *result);
void mix_free(struct mix_result *result);

#endif
