/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The null says of an outcome what is there: its scale, its outliers, its step, where it is
 * restless; and outcomes simulated from it have them too.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "link/sieve.h"
#include "stats/series.h"

enum { N = 96 };

struct bed {
    struct series series;
    struct season season;
    struct sieve sieve;
    struct draw observed;
};

static void bed_start(struct bed *bed, const double *y)
{
    static const struct season_request none = { .mode = SEASON_OFF };

    series_start(&bed->series, y, N);
    season_offer(&bed->season, &none, N);
    bed->sieve = (struct sieve){ .n = N,
                                 .timed = true,
                                 .y = bed->series.values,
                                 .zero = bed->series.zero,
                                 .present = bed->series.present,
                                 .season = &bed->season };
    draw_start(&bed->observed, N);
    sieve_start(&bed->sieve, &bed->observed);
}

static void bed_free(struct bed *bed)
{
    draw_free(&bed->observed);
    sieve_free(&bed->sieve);
    season_free(&bed->season);
    series_free(&bed->series);
}

static void wander(uint64_t seed, double phi, double *y)
{
    struct random random;
    double now = 0;
    int t;

    random_start(&random, seed, 1);
    for (t = -50; t < N; t++) {
        now = phi * now + random_normal(&random);
        if (t >= 0)
            y[t] = now;
    }
}

/* A simulated outcome in the outcome's own units. */
static void simulate(const struct bed *bed, uint64_t resample, double *y)
{
    int t;

    sieve_simulate(&bed->sieve, 1, resample, y);
    for (t = 0; t < N; t++)
        y[t] = ldexp(y[t] - bed->series.zero, bed->series.exponent);
}

static double mean(const double *y, int from, int to)
{
    double sum = 0;
    int t;

    for (t = from; t < to; t++)
        sum += y[t] / (to - from);
    return sum;
}

static void plain_noise_is_left_alone(void **state)
{
    struct bed bed;
    double y[N];

    (void)state;
    wander(1, .5, y);
    bed_start(&bed, y);
    assert_int_equal(bed.sieve.null.scale, NULL_LEVEL);
    assert_int_equal(bed.sieve.null.outlier_count, 0);
    assert_int_equal(bed.sieve.null.shift, 0);
    bed_free(&bed);
}

static void growth_that_multiplies_is_a_logarithm(void **state)
{
    struct bed bed;
    double y[N], v[N], first = 0, last = 0;
    uint64_t b;
    int t;

    (void)state;
    wander(2, .5, y);
    for (t = 0; t < N; t++)
        y[t] = exp(2 + .03 * t + .3 * y[t]);
    y[10] = 0; /* a zero has no logarithm */
    bed_start(&bed, y);
    assert_int_equal(bed.sieve.null.scale, NULL_LOG);
    assert_true(bed.sieve.null.offset > 0);
    for (b = 0; b < 200; b++) {
        simulate(&bed, b, v);
        for (t = 0; t < N; t++)
            assert_true(v[t] > -1e-9 && v[t] < 1e6);
        first += mean(v, 0, 24) / 200;
        last += mean(v, 72, N) / 200;
    }
    /* As the outcome itself grows, within a quarter. */
    assert_true(fabs(log(last / first) - log(mean(y, 72, N) / mean(y, 0, 24))) < .25);
    bed_free(&bed);
}

/* Two levels of restlessness stay where they are. */
static void restless_halves_stay_apart(void **state)
{
    struct bed bed;
    double y[N], v[N], calm = 0, wild = 0;
    uint64_t b;
    int t;

    (void)state;
    wander(9, 0, y);
    for (t = N / 2; t < N; t++)
        y[t] *= 3;
    y[70] = NAN;
    bed_start(&bed, y);
    assert_int_equal(bed.sieve.null.outlier_count, 0);
    assert_int_equal(bed.sieve.null.shift, 0);
    for (b = 0; b < 100; b++) {
        simulate(&bed, b, v);
        for (t = 0; t < N / 2 - 6; t++) {
            calm += v[t] * v[t];
            wild += v[t + N / 2 + 6] * v[t + N / 2 + 6];
        }
    }
    assert_true(sqrt(wild / calm) > 2 && sqrt(wild / calm) < 4);
    bed_free(&bed);
}

/* Rows in the middle of a long gap have the spread of all. */
static void a_gap_has_the_spread_of_all(void **state)
{
    struct bed bed;
    double y[N], all = 0;
    int t;

    (void)state;
    wander(4, .3, y);
    for (t = 30; t < 60; t++)
        y[t] = NAN;
    bed_start(&bed, y);
    for (t = 0; t < N; t++)
        all += bed.sieve.null.spread[t] / N;
    assert_true(bed.sieve.null.spread[45] > 0);
    assert_true(fabs(bed.sieve.null.spread[45] / all - 1) < .3);
    bed_free(&bed);
}

static void outliers_do_not_hide_persistence(void **state)
{
    static const int rows[] = { 11, 37, 60, 83 };
    struct bed bed;
    double y[N], v[N];
    int i, t, far = 0;
    uint64_t b;

    (void)state;
    wander(4, .8, y);
    for (i = 0; i < 4; i++)
        y[rows[i]] += i % 2 ? -15 : 15;
    bed_start(&bed, y);
    assert_int_equal(bed.sieve.null.outlier_count, 4);
    for (i = 0; i < 4; i++)
        assert_true(fabs(fabs(ldexp(bed.sieve.null.outliers[i], bed.series.exponent)) - 15) < 3);
    assert_true(bed.sieve.null.ar.phi[0] > .5);
    assert_true(bed.observed.ar.order == 0 || bed.observed.ar.phi[0] < .4);
    /* Simulated outcomes have about as many, wherever they come. */
    for (b = 0; b < 50; b++) {
        simulate(&bed, b, v);
        for (t = 0; t < N; t++)
            far += fabs(v[t] - mean(v, 0, N)) > 9;
    }
    assert_in_range(far, 100, 300);
    bed_free(&bed);
}

/* Where a quarter of the rows is far off, that is no accident. */
static void many_far_rows_are_the_distribution(void **state)
{
    struct bed bed;
    double y[N];
    uint64_t seed;
    int t;

    (void)state;
    for (seed = 5; seed < 15; seed++) {
        wander(seed, 0, y);
        for (t = 0; t < N; t++)
            y[t] = t % 4 ? .01 * y[t] : (t % 8 ? 10 : -10) * (1 + fabs(y[t]));
        bed_start(&bed, y);
        assert_int_equal(bed.sieve.null.outlier_count, 0);
        bed_free(&bed);
    }
}

/* The row after which v has moved up most, from the 8 rows before to the 8 from there on. */
static int largest_rise(const double *v, double *rise)
{
    int t, best = 0;

    for (t = 8; t + 8 <= N; t++) {
        double now = mean(v, t, t + 8) - mean(v, t - 8, t);

        if (best > 0 && now <= *rise)
            continue;
        best = t;
        *rise = now;
    }
    return best;
}

/* A step is found with its size, and simulated outcomes have one of that size, each somewhere else. */
static void a_step_comes_anywhere(void **state)
{
    enum { DRAWS = 200 };
    struct bed bed;
    double y[N], v[N], rise = 0, rises = 0;
    int t, third[3] = { 0 };
    uint64_t b;

    (void)state;
    wander(6, .3, y);
    for (t = 40; t < N; t++)
        y[t] += 8;
    bed_start(&bed, y);
    assert_in_range(bed.sieve.null.shift, 39, 41);
    assert_true(fabs(ldexp(bed.sieve.null.shift_size, bed.series.exponent) - 8) < 1.5);
    assert_true(bed.sieve.null.ar.phi[0] < .6);
    for (b = 0; b < DRAWS; b++) {
        simulate(&bed, b, v);
        t = largest_rise(v, &rise);
        rises += rise / DRAWS;
        third[3 * t / N]++;
    }
    assert_true(fabs(rises - 8) < 1.5);
    for (t = 0; t < 3; t++)
        assert_in_range(third[t], DRAWS / 6, DRAWS / 2);
    bed_free(&bed);
}

/* Nothing that cannot be fitted stops it: constant, all zero, all missing, two values. */
static void takes_anything(void **state)
{
    struct bed bed;
    double y[N], v[N];
    int kind, t;

    (void)state;
    for (kind = 0; kind < 5; kind++) {
        for (t = 0; t < N; t++)
            y[t] = kind == 0   ? 3
                   : kind == 1 ? 0
                   : kind == 2 ? NAN
                   : kind == 3 ? t % 2
                               : ldexp(1, t % 2 ? -1000 : 1000);
        bed_start(&bed, y);
        if (kind > 2) {
            sieve_simulate(&bed.sieve, 1, 1, v);
            for (t = 0; t < N; t++)
                assert_true(isfinite(v[t]) && fabs(v[t]) < 1e9);
        }
        bed_free(&bed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_noise_is_left_alone),
        cmocka_unit_test(growth_that_multiplies_is_a_logarithm),
        cmocka_unit_test(restless_halves_stay_apart),
        cmocka_unit_test(a_gap_has_the_spread_of_all),
        cmocka_unit_test(outliers_do_not_hide_persistence),
        cmocka_unit_test(many_far_rows_are_the_distribution),
        cmocka_unit_test(a_step_comes_anywhere),
        cmocka_unit_test(takes_anything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
