/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/placebo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/random.h"
#include "stats/series.h"
#include "stats/sieve.h"

/* Orders drawn before the best of them is taken, and where its streams of numbers begin. */
enum { TRIES = 100 };
static const uint64_t STREAMS = UINT64_C(1) << 40;

static size_t block_length(const double *left, size_t m)
{
    double both = 0, power = 0, r, length;
    size_t i;

    for (i = 0; i < m; i++) {
        both += i > 0 ? left[i] * left[i - 1] : 0;
        power += left[i] * left[i];
    }
    r = power > 0 ? fmin(fabs(both / power), .99) : 0;
    length = ceil(cbrt(6 * r * r / ((1 - r * r) * (1 - r * r)) * (double)m));
    return (size_t)fmax(1, fmin(length, floor((double)m / 4)));
}

void placebo_start(struct placebo *placebo, const double *x, size_t n, bool timed,
                   const struct season_request *season, size_t reach)
{
    static const struct season_request no_season = { .mode = SEASON_OFF };
    struct series series;
    struct season offered;
    struct sieve sieve;
    struct draw draw;
    size_t t;

    series_start(&series, x, n);
    season_offer(&offered, timed ? season : &no_season, n);
    sieve = (struct sieve){ .n = n, .timed = timed, .y = series.values,
                            .present = series.present, .season = &offered };
    draw_start(&draw, n);
    sieve_start(&sieve, &draw);
    *placebo = (struct placebo){ .n = n, .exponent = series.exponent, .reach = reach,
                                 .timed = timed };
    placebo->rows = xarray(series.there, sizeof *placebo->rows);
    placebo->fitted = xarray(series.there, sizeof *placebo->fitted);
    placebo->left = xarray(series.there, sizeof *placebo->left);
    for (t = 0; t < n; t++) {
        if (!series.present[t])
            continue;
        placebo->rows[placebo->there] = t;
        placebo->fitted[placebo->there] = series.values[t] - draw.left[t];
        placebo->left[placebo->there++] = draw.left[t];
    }
    placebo->block = timed ? block_length(placebo->left, placebo->there) : 1;
    draw_free(&draw);
    sieve_free(&sieve);
    season_free(&offered);
    series_free(&series);
}

void placebo_free(struct placebo *placebo)
{
    free(placebo->rows);
    free(placebo->fitted);
    free(placebo->left);
    memset(placebo, 0, sizeof *placebo);
}

/* An order of all values: order[i] is what comes to place i. Returns how many stay in reach. */
static size_t draw_order(const struct placebo *placebo, struct random *random, double *blocks,
                         size_t *order)
{
    size_t m = placebo->there, count = m / placebo->block;
    size_t origin = random_below(random, m), at = 0, near = 0;
    size_t k, i;

    for (k = 0; k < count; k++)
        blocks[k] = (double)k;
    random_shuffle(random, blocks, count);
    for (k = 0; k < count; k++) {
        size_t first = (size_t)blocks[k] * placebo->block;
        size_t last = (size_t)blocks[k] + 1 == count ? m : first + placebo->block;

        for (i = first; i < last; i++, at++) {
            order[at] = (origin + i) % m;
            near += (order[at] > at ? order[at] - at : at - order[at]) <= placebo->reach;
        }
    }
    return near;
}

void placebo_draw(const struct placebo *placebo, uint64_t seed, uint64_t run, double *x)
{
    size_t m = placebo->there, least = SIZE_MAX, tries, i;
    size_t *order = xarray(m, sizeof *order), *best = xarray(m, sizeof *best);
    double *blocks = xarray(m, sizeof *blocks);
    struct random random;

    random_start(&random, seed, STREAMS + run);
    for (tries = 0; m > 0 && tries < TRIES && least > 0; tries++) {
        size_t near = draw_order(placebo, &random, blocks, order);

        /* Any order of rows without time will do. */
        near = placebo->timed ? near : 0;
        if (near < least)
            memcpy(best, order, m * sizeof *best);
        least = near < least ? near : least;
    }
    for (i = 0; i < placebo->n; i++)
        x[i] = NAN;
    for (i = 0; i < m; i++)
        x[placebo->rows[i]] =
            ldexp(placebo->fitted[i] + placebo->left[best[i]], placebo->exponent);
    free(order);
    free(best);
    free(blocks);
}
