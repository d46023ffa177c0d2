/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/random.h"

#include <math.h>

#include "base/wide.h"

static uint64_t split_mix(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

void random_start(struct random *random, uint64_t seed, uint64_t stream)
{
    uint64_t name = seed;
    int i;

    /* The seed is mixed before the stream goes in, or seed 1 stream 2 would meet seed 2 stream 1. */
    name = split_mix(&name) ^ (stream * UINT64_C(0xD1342543DE82EF95));
    for (i = 0; i < 4; i++)
        random->state[i] = split_mix(&name);
    random->spare = NAN;
}

uint64_t random_bits(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double random_unit(struct random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1.0p-53;
}

size_t random_below(struct random *random, size_t n)
{
    struct wide product = wide_product(random_bits(random), n);

    if (product.low < n) {
        uint64_t floor = (0 - (uint64_t)n) % n;

        while (product.low < floor)
            product = wide_product(random_bits(random), n);
    }
    return (size_t)product.high;
}

double random_normal(struct random *random)
{
    double u, v, s, scale;

    if (!isnan(random->spare)) {
        u = random->spare;
        random->spare = NAN;
        return u;
    }
    do {
        u = 2 * random_unit(random) - 1;
        v = 2 * random_unit(random) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    scale = sqrt(-2 * log(s) / s);
    random->spare = v * scale;
    return u * scale;
}

double random_sign(struct random *random)
{
    return random_bits(random) >> 63 ? 1 : -1;
}

void random_shuffle(struct random *random, double *values, size_t n)
{
    while (n > 1) {
        size_t i = random_below(random, n--);
        double last = values[n];

        values[n] = values[i];
        values[i] = last;
    }
}
