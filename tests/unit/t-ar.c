/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/digits.h"

#include <stdlib.h>
#include <string.h>

#include "stats/ar.h"

enum { N = 24 };

/* x <- c(3.1, -1.2, …); x <- x - mean(x); ar.burg(x, aic = FALSE, order.max = p, demean = FALSE) */
static void example(double *x)
{
    static const double raw[N] = {
        3.1,  -1.2, 0.7,  2.2, 1.9, -0.4, -2.6, -1.1, 0.3,  1.8,  2.9, 1.2,
        -0.8, -2.0, -1.7, 0.2, 1.1, 2.4,  0.9,  -1.5, -3.2, -1.0, 0.6, 1.4,
    };
    double mean = 0;
    int i;

    for (i = 0; i < N; i++)
        mean += raw[i] / N;
    for (i = 0; i < N; i++)
        x[i] = raw[i] - mean;
}

static void agrees_with_r(void **state)
{
    double x[N], work[AR_WORK(N)];
    struct ar_fit fit;

    (void)state;
    example(x);
    ar_burg_order(x, N, 1, work, &fit);
    assert_int_equal(fit.order, 1);
    assert_digits(fit.phi[0], 0.43054969391805781, 14);
    assert_digits(fit.variance, 2.4212523565048918, 14);
    ar_burg_order(x, N, 3, work, &fit);
    assert_digits(fit.phi[0], 0.58387932112776453, 13);
    assert_digits(fit.phi[1], -0.49846787416507687, 13);
    assert_digits(fit.phi[2], -0.18706354199259678, 13);
    assert_digits(fit.variance, 1.4099645310118527, 13);
}

static void chooses_by_aicc(void **state)
{
    double x[N], work[AR_WORK(N)];
    struct ar_fit best, fit;
    size_t p;

    (void)state;
    example(x);
    ar_burg(x, N, ar_max_order(N), 2, work, &best);
    for (p = 0; p <= ar_max_order(N); p++) {
        double aicc;

        ar_burg_order(x, N, p, work, &fit);
        aicc = N * log(fit.variance) + N * (N + (double)p + 2) / (N - (double)p - 4) + (double)p;
        if (p == best.order)
            assert_digits(best.aicc, aicc, 13);
        else
            assert_true(aicc > best.aicc);
    }
}

static void knows_its_largest_order(void **state)
{
    (void)state;
    assert_int_equal(ar_max_order(5), 0);
    assert_int_equal(ar_max_order(25), 1);
    assert_int_equal(ar_max_order(26), 2);
    assert_int_equal(ar_max_order(103), 7);
    assert_int_equal(ar_max_order(1000), AR_MAX);
}

/* Two stretches are pooled: sums over both of 2 f b and f² + b². */
static void pools_stretches(void **state)
{
    const double e[] = { NAN, 1, 2, -1, NAN, NAN, 3, 1, NAN };
    double work[AR_WORK(9)];
    struct ar_fit fit;

    (void)state;
    ar_burg_order(e, 9, 1, work, &fit);
    assert_digits(fit.phi[0], 2 * (1 * 2 + 2 * -1 + 3 * 1) / (5.0 + 5 + 10), 15);
    assert_digits(fit.variance, 16.0 / 5 * (1 - fit.phi[0] * fit.phi[0]), 14);
    /* no stretch is longer than 3 rows */
    ar_burg_order(e, 9, 5, work, &fit);
    assert_int_equal(fit.order, 2);
}

static void survives_nothing(void **state)
{
    const double none[] = { NAN, NAN, NAN };
    const double zero[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    double work[AR_WORK(12)];
    struct ar_fit fit;

    (void)state;
    ar_burg(none, 3, 2, 1, work, &fit);
    assert_int_equal(fit.order, 0);
    assert_true(fit.variance == 0);
    ar_burg(zero, 12, 2, 1, work, &fit);
    assert_int_equal(fit.order, 0);
    assert_true(fit.variance == 0);
}

static void filters_inside_stretches(void **state)
{
    const double in[] = { 1, 2, NAN, 4, 5, 6 };
    struct ar_fit fit = { .order = 1, .phi = { .5 } };
    double out[6];

    (void)state;
    ar_filter(&fit, in, 6, out);
    assert_true(isnan(out[0]));
    assert_true(out[1] == 1.5);
    assert_true(isnan(out[2]));
    assert_true(isnan(out[3]));
    assert_true(out[4] == 3);
    assert_true(out[5] == 3.5);
    fit.order = 0;
    ar_filter(&fit, in, 6, out);
    assert_true(out[0] == 1 && isnan(out[2]));
}

/* Filtering what was simulated gives back draws from the pool. */
static void simulates_what_it_filters(void **state)
{
    const double pool[] = { -1, 0, 2 };
    struct ar_fit fit = { .order = 2, .phi = { .5, .3 } };
    struct random random;
    double out[500], back[500];
    int i;

    (void)state;
    random_start(&random, 1, 1);
    ar_simulate(&fit, pool, 3, NULL, ar_memory(&fit, 400), &random, out, 500);
    ar_filter(&fit, out, 500, back);
    for (i = 2; i < 500; i++)
        assert_true(fabs(back[i] + 1) < 1e-12 || fabs(back[i]) < 1e-12 ||
                    fabs(back[i] - 2) < 1e-12);
}

/* … times each row's spread. */
static void simulates_a_spread(void **state)
{
    const double pool[] = { -1, 2 };
    struct ar_fit fit = { .order = 1, .phi = { .6 } };
    struct random random;
    double spread[200], out[200], back[200];
    int i;

    (void)state;
    for (i = 0; i < 200; i++)
        spread[i] = i < 100 ? 1 : 3;
    random_start(&random, 1, 1);
    ar_simulate(&fit, pool, 2, spread, 50, &random, out, 200);
    ar_filter(&fit, out, 200, back);
    for (i = 1; i < 200; i++)
        assert_true(fabs(back[i] + spread[i]) < 1e-12 || fabs(back[i] - 2 * spread[i]) < 1e-12);
}

static double white_aicc(const double *e, size_t n, size_t p)
{
    double work[AR_WORK(64)], m = (double)n, k = (double)p + 2;
    struct ar_fit fit;

    ar_burg_order(e, n, p, work, &fit);
    return m * log(fit.variance) + m * (m + k) / (m - k - 2) +
           (p == 0 ? 0 : -1 + 2 * ((double)p - 1));
}

/* The first order is cheap, the others are dear; a short series has one whatever it says. */
static void makes_white(void **state)
{
    double e[64], work[AR_WORK(64)];
    struct random random;
    struct ar_fit fit;
    size_t n, p, seed, alone = 0;

    (void)state;
    for (seed = 1; seed <= 40; seed++) {
        random_start(&random, seed, 7);
        for (n = 0; n < 64; n++)
            e[n] = random_normal(&random) + (n > 0 ? .2 * e[n - 1] : 0);
        ar_burg_white(e, 64, 4, 2, work, &fit);
        assert_digits(fit.aicc, white_aicc(e, 64, fit.order), 12);
        for (p = 0; p <= 4; p++)
            assert_true(white_aicc(e, 64, p) >= fit.aicc - 1e-9);
        alone += fit.order == 0;
        ar_burg_white(e, AR_SHORT - 1, 2, 2, work, &fit);
        assert_true(fit.order >= 1);
        e[3] = NAN;
        ar_burg_white(e, AR_SHORT, 2, 2, work, &fit);
        assert_true(fit.order >= 1);
    }
    assert_in_range(alone, 1, 39);
}

static void reflections_and_back(void **state)
{
    const double reflection[] = { .7, -.4, .2, -.1 };
    struct ar_fit fit = { .order = 4 };
    double back[AR_MAX];
    int k;

    (void)state;
    ar_from_reflections(reflection, 4, fit.phi);
    assert_digits(fit.phi[3], -.1, 15);
    ar_reflections(&fit, back);
    for (k = 0; k < 4; k++)
        assert_digits(back[k], reflection[k], 13);
    fit = (struct ar_fit){ .order = 2, .phi = { 1.3, -.6 } };
    ar_reflections(&fit, back);
    assert_digits(back[0], 1.3 / 1.6, 15);
}

/* A quarter of the way at 24 rows, all of it where there is nothing to go by. */
static void shrinks_towards_a_walk(void **state)
{
    double one[] = { .2 }, two[] = { 1, -.4 };

    (void)state;
    ar_shrink(one, 1, 24);
    assert_digits(one[0], .4, 15);
    ar_shrink(one, 1, 10);
    assert_true(one[0] == 1);
    ar_shrink(two, 2, 48);
    assert_true(two[0] == 1);
    assert_digits(two[1], -.4 + .4 / 16, 14);
    ar_shrink(two, 0, 24);
    assert_true(two[0] == 1);
}

static void remembers_as_long_as_it_should(void **state)
{
    struct ar_fit fit = { 0 };

    (void)state;
    assert_int_equal(ar_memory(&fit, 100), 0);
    fit.order = 1;
    fit.phi[0] = .5; /* .5^7 < .01 */
    assert_in_range(ar_memory(&fit, 100), 7, 20);
    fit.phi[0] = .99;
    assert_in_range(ar_memory(&fit, 1000), 458, 480);
    assert_int_equal(ar_memory(&fit, 100), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(chooses_by_aicc),
        cmocka_unit_test(knows_its_largest_order),
        cmocka_unit_test(pools_stretches),
        cmocka_unit_test(survives_nothing),
        cmocka_unit_test(filters_inside_stretches),
        cmocka_unit_test(simulates_what_it_filters),
        cmocka_unit_test(simulates_a_spread),
        cmocka_unit_test(makes_white),
        cmocka_unit_test(reflections_and_back),
        cmocka_unit_test(shrinks_towards_a_walk),
        cmocka_unit_test(remembers_as_long_as_it_should),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
