/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/funnel.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/blocks.h"
#include "stats/decompose.h"
#include "stats/mix.h"

/* Products of more extreme factors leave what a double holds. */
#define MOST 1e25

/* Means of the nodes over these periods, as factors; false where one is not above 0. */
static bool factors_of(const struct funnel_question *q, const size_t *rows, size_t n,
                       double *factors)
{
    double last = 1;
    size_t f, t;

    for (f = 0; f < q->nodes; f++) {
        double sum = 0;

        for (t = 0; t < n; t++)
            sum += q->node[f][rows[t]] / (double)n;
        if (!(sum > 0) || !isfinite(sum))
            return false;
        factors[f] = f == 0 ? sum : sum / last;
        if (!(factors[f] < MOST && factors[f] > 1 / MOST))
            return false;
        last = sum;
    }
    return true;
}

/* Periods that have every node, the first stretch's first. */
static size_t list_rows(const struct funnel_question *q, size_t *rows, size_t *before)
{
    size_t count = 0, t, f;

    *before = 0;
    for (t = 0; t < q->periods; t++) {
        bool whole = true;

        for (f = 0; f < q->nodes; f++)
            whole = whole && isfinite(q->node[f][t]);
        if (!whole)
            continue;
        rows[count++] = t;
        *before += t < q->row;
    }
    return count;
}

struct stretches {
    size_t *rows, *places, *drawn; /* of all periods that count */
    size_t before, after;
};

static double freedom_of(const struct stretches *s)
{
    size_t blocks[2] = { blocks_count(s->before), blocks_count(s->after) };

    return blocks[0] < MIX_BLOCKS_MIN || blocks[1] < MIX_BLOCKS_MIN
               ? NAN
               : (double)(blocks[0] + blocks[1] - 2);
}

static void take_drawn(const struct stretches *s, size_t first, size_t n, struct random *random)
{
    size_t k;

    blocks_draw(random, first, n, s->places);
    for (k = 0; k < n; k++)
        s->drawn[k] = s->rows[s->places[k]];
}

static void simulate(const struct funnel_question *q, const struct stretches *s, double *se)
{
    double state[2][DECOMPOSE_FACTORS], effect[DECOMPOSE_FACTORS], mean[DECOMPOSE_FACTORS] = { 0 };
    struct decompose of = { q->nodes, 1, state[0], state[1] };
    double blocks = fmin((double)blocks_count(s->before), (double)blocks_count(s->after));
    size_t used = 0, b, f;

    for (b = 0; b < q->resamples; b++) {
        struct random random;
        bool good;

        random_start(&random, q->seed, b);
        take_drawn(s, 0, s->before, &random);
        good = factors_of(q, s->drawn, s->before, state[0]);
        take_drawn(s, s->before, s->after, &random);
        if (!factors_of(q, s->drawn, s->after, state[1]) || !good)
            continue;
        decompose(&of, effect, NULL);
        used++;
        for (f = 0; f < q->nodes; f++) {
            double off = effect[f] - mean[f];

            mean[f] += off / (double)used;
            se[f] += off * (effect[f] - mean[f]);
        }
    }
    for (f = 0; f < q->nodes; f++)
        se[f] = used > 1 ? sqrt(se[f] / (double)(used - 1) * blocks / (blocks - 1)) : NAN;
}

void funnel_split(const struct funnel_question *q, struct funnel_result *result)
{
    double state[2][DECOMPOSE_FACTORS], effect[DECOMPOSE_FACTORS], se[DECOMPOSE_FACTORS] = { 0 };
    struct decompose of = { q->nodes, 1, state[0], state[1] };
    struct stretches s = { xarray(q->periods + 1, sizeof(size_t)),
                           xarray(q->periods + 1, sizeof(size_t)),
                           xarray(q->periods + 1, sizeof(size_t)), 0, 0 };
    double freedom, reach;
    size_t f;

    memset(result, 0, sizeof *result);
    result->factors = xcalloc(q->nodes, sizeof *result->factors);
    s.after = list_rows(q, s.rows, &s.before);
    s.after -= s.before;
    result->n_before = s.before;
    result->n_after = s.after;
    result->possible = s.before > 0 && s.after > 0 && factors_of(q, s.rows, s.before, state[0]) &&
                       factors_of(q, s.rows + s.before, s.after, state[1]);
    freedom = freedom_of(&s);
    if (result->possible) {
        decompose(&of, effect, NULL);
        if (freedom > 0)
            simulate(q, &s, se);
        result->before = decompose_figure(&of, state[0]);
        result->after = decompose_figure(&of, state[1]);
    }
    for (f = 0; f < q->nodes && result->possible; f++) {
        reach = freedom > 0 ? se[f] * gsl_cdf_tdist_Pinv(.975, freedom) : NAN;
        result->factors[f] = (struct funnel_factor){ state[0][f], state[1][f], effect[f],
                                                     effect[f] - reach, effect[f] + reach };
    }
    free(s.rows);
    free(s.places);
    free(s.drawn);
}

void funnel_free(struct funnel_result *result)
{
    free(result->factors);
    result->factors = NULL;
}
