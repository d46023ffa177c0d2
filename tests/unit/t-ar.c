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
        3.1, -1.2, 0.7, 2.2, 1.9, -0.4, -2.6, -1.1, 0.3, 1.8, 2.9, 1.2,
        -0.8, -2.0, -1.7, 0.2, 1.1, 2.4, 0.9, -1.5, -3.2, -1.0, 0.6, 1.4,
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
    ar_simulate(&fit, pool, 3, ar_memory(&fit, 400), &random, out, 500);
    ar_filter(&fit, out, 500, back);
    for (i = 2; i < 500; i++)
        assert_true(fabs(back[i] + 1) < 1e-12 || fabs(back[i]) < 1e-12 || fabs(back[i] - 2) < 1e-12);
}

static void remembers_as_long_as_it_should(void **state)
{
    struct ar_fit fit = { 0 };

    (void)state;
    assert_int_equal(ar_memory(&fit, 100), 0);
    fit.order = 1;
    fit.phi[0] = .5;    /* .5^7 < .01 */
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
        cmocka_unit_test(remembers_as_long_as_it_should),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
