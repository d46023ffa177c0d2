/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random numbers that can be repeated anywhere, one stream for each resample.
 *
 * A stream is named by a seed (the user's --seed) and an index (the resample's
 * number). Two streams with different names have unrelated numbers, and a
 * stream's numbers depend on nothing but its name, so resample 17 is the same
 * whichever thread draws it and however many others were drawn before.
 *
 * The generator is xoshiro256** (Blackman & Vigna 2021, ACM TOMS 47:36), its
 * state filled by SplitMix64 (Steele, Lea & Flood 2014) from the name.
 */
#ifndef LEVER_STATS_RANDOM_H
#define LEVER_STATS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state[4];
    double spare; /* the second of a pair of normals; NaN = none waiting */
};

void random_start(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_bits(struct random *random);
/* Uniform on [0, 1), 53 bits. */
double random_unit(struct random *random);
/* Uniform on 0 .. n-1 without bias (Lemire 2019); n >= 1. */
size_t random_below(struct random *random, size_t n);
/* Standard normal (Marsaglia's polar method, 1964). */
double random_normal(struct random *random);
/* -1 or +1 with probability 1/2 each (Rademacher). */
double random_sign(struct random *random);
/* Puts the n values in random order (Fisher & Yates). */
void random_shuffle(struct random *random, double *values, size_t n);

#endif
