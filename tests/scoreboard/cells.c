/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/scoreboard/cells.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "stats/random.h"

enum { BURN = 200, SLOW = 12 };

static const char *const shapes[SHAPES] = { "plain", "trend", "season", "both" };
static const char *const noises[NOISES] = { "normal", "t3",  "outliers", "counts", "missing",
                                            "runs",   "ar2", "arma",     "shift" };

char *cell_name(const struct cell *cell, char *out, size_t size)
{
    char effect[32] = "";

    if (cell->effect == EFFECT_LAG)
        snprintf(effect, sizeof effect, " lag%.3f", cell->size);
    if (cell->effect == EFFECT_SLOW)
        snprintf(effect, sizeof effect, " slow%.3f", cell->size);
    if (cell->noise == NOISE_AR2 || cell->noise == NOISE_ARMA)
        snprintf(out, size, "- n%zu %s %s%s", cell->n, shapes[cell->shape], noises[cell->noise],
                 effect);
    else
        snprintf(out, size, "ar%.2f n%zu %s %s%s", cell->persistence, cell->n, shapes[cell->shape],
                 noises[cell->noise], effect);
    return out;
}

/* Two pairs that differ in the effect only have the same noise. */
static uint64_t seed_of(const struct cell *cell)
{
    struct cell bare = *cell;
    char name[100];
    uint64_t hash = UINT64_C(14695981039346656037);
    const char *c;

    bare.effect = EFFECT_NONE;
    for (c = cell_name(&bare, name, sizeof name); *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    return hash;
}

static double innovation(struct random *random, enum cell_noise noise)
{
    double z = random_normal(random);
    double chi = 0;
    int i;

    if (noise != NOISE_T3)
        return z;
    for (i = 0; i < 3; i++)
        chi += pow(random_normal(random), 2);
    return z / sqrt(chi / 3) / sqrt(3);
}

/* The standard deviation of the noise; of a random walk, about its trend line. */
static double spread(const struct cell *cell)
{
    double phi = cell->persistence;

    if (cell->noise == NOISE_AR2)
        return sqrt((1 + .6) / ((1 - .6) * ((1 + .6) * (1 + .6) - 1.3 * 1.3)));
    if (cell->noise == NOISE_ARMA)
        return sqrt((1 + .25 - 2 * .9 * .5) / (1 - .81));
    return phi < .99 ? 1 / sqrt(1 - phi * phi) : sqrt((double)cell->n) / 3;
}

static void noise(const struct cell *cell, struct random *random, double *v, size_t n)
{
    double a = 0, b = 0, last = 0;
    size_t burn = cell->persistence >= .99 ? 0 : BURN;
    size_t t;

    for (t = 0; t < burn + n; t++) {
        double u = innovation(random, cell->noise);
        double now;

        if (cell->noise == NOISE_AR2)
            now = 1.3 * a - .6 * b + u;
        else if (cell->noise == NOISE_ARMA)
            now = .9 * a + u - .5 * last;
        else
            now = cell->persistence * a + u;
        b = a;
        a = now;
        last = u;
        if (t >= burn)
            v[t - burn] = now;
    }
}

static double poisson(struct random *random, double mean)
{
    double limit = exp(-mean), product = random_unit(random);
    double k = 0;

    for (; product > limit && k < 10000; k++)
        product *= random_unit(random);
    return k;
}

static void shape(const struct cell *cell, double *v, size_t n)
{
    double sd = spread(cell);
    size_t t;

    for (t = 0; t < n; t++) {
        double turn = 2 * M_PI * (double)t / 12;

        if (cell->shape == SHAPE_TREND || cell->shape == SHAPE_BOTH)
            v[t] += 4 * sd * (double)t / (double)n;
        if (cell->shape == SHAPE_SEASON || cell->shape == SHAPE_BOTH)
            v[t] += 1.2 * sd * (cos(turn) + .4 * sin(2 * turn));
    }
}

/* What happens to a series after it was made: what is seen of it. */
static void spoil(const struct cell *cell, struct random *random, double *v, size_t n)
{
    double sd = spread(cell);
    size_t t, step = n / 4 + random_below(random, n / 2);
    size_t run = n / 20 ? n / 20 : 1;
    size_t gaps;

    for (t = 0; t < n; t++) {
        switch (cell->noise) {
        case NOISE_OUTLIERS:
            if (random_below(random, 20) == 0)
                v[t] += 6 * sd * random_sign(random);
            break;
        case NOISE_COUNTS:
            v[t] = poisson(random, fmin(exp(1.5 + .5 * v[t] / sd), 500));
            break;
        case NOISE_MISSING:
            if (random_below(random, 10) == 0)
                v[t] = NAN;
            break;
        case NOISE_SHIFT:
            if (t >= step)
                v[t] += 2 * sd;
            break;
        default:
            break;
        }
    }
    if (cell->noise != NOISE_RUNS)
        return;
    for (gaps = 0; gaps < 2; gaps++) {
        size_t start = random_below(random, n - run);

        for (t = start; t < start + run; t++)
            v[t] = NAN;
    }
}

/* Did x's outliers and shifts happen, so that y feels them, or are they in what is seen of x? */
static bool happens(const struct cell *cell)
{
    return cell->noise == NOISE_OUTLIERS || cell->noise == NOISE_SHIFT;
}

void cell_draw(const struct cell *cell, size_t repetition, double *x, double *y, double *year)
{
    double before[SLOW + CELL_ROWS]; /* x with the rows before the first */
    double *now = before + SLOW;
    struct random random;
    size_t n = cell->n;
    size_t t, j;

    random_start(&random, seed_of(cell), repetition);
    noise(cell, &random, before, SLOW + n);
    noise(cell, &random, y, n);
    shape(cell, now, n);
    shape(cell, y, n);
    if (happens(cell))
        spoil(cell, &random, now, n);
    for (t = 0; t < n; t++) {
        double weight = 1;

        if (cell->effect == EFFECT_LAG)
            y[t] += cell->size * (now + t)[-CELL_LAG];
        for (j = 0; cell->effect == EFFECT_SLOW && j <= SLOW; j++) {
            y[t] += cell->size * weight * (now + t)[-(ptrdiff_t)j];
            weight *= .9;
        }
        year[t] = (double)(t % 12) / 12;
    }
    memcpy(x, now, n * sizeof *x);
    if (!happens(cell))
        spoil(cell, &random, x, n);
    spoil(cell, &random, y, n);
}

size_t cell_truth(const struct cell *cell, double *phi, size_t most)
{
    size_t k;

    if (cell->noise == NOISE_AR2) {
        phi[0] = 1.3;
        phi[1] = -.6;
        return 2;
    }
    phi[0] = cell->persistence;
    if (cell->noise != NOISE_ARMA)
        return cell->persistence != 0;
    for (k = 0; k < most; k++) /* (1 - .9 B) / (1 - .5 B) */
        phi[k] = .4 * pow(.5, (double)k);
    return most;
}
