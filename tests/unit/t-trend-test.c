/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trend is a shape; a step, or wandering, is none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stats/random.h"
#include "stats/trend_test.h"

enum { N = 96, SERIES = 40 };

/* In how many of SERIES series of persistence phi, `slope` a row and a step after row N/2 is a trend
   seen; every twelfth row missing if asked. */
static int seen(double phi, double slope, double step, int gaps)
{
    double trend[N], v[N];
    int found = 0, t;
    uint64_t s;

    for (t = 0; t < N; t++)
        trend[t] = t - (N - 1) / 2.0;
    for (s = 0; s < SERIES; s++) {
        struct random random;
        double now = 0;

        random_start(&random, 31, s);
        for (t = -60; t < N; t++) {
            now = phi * now + random_normal(&random);
            if (t >= 0)
                v[t] = gaps && t % 12 == 5 ? NAN : now + slope * t + (t > N / 2 ? step : 0);
        }
        found += trend_test_there(v, N, trend, 1, 1, 199);
    }
    return found;
}

static void a_trend_is_seen(void **state)
{
    (void)state;
    assert_in_range(seen(0, .05, 0, 0), SERIES - 2, SERIES);
    assert_in_range(seen(0, .05, 0, 1), SERIES - 2, SERIES);
    assert_in_range(seen(.4, .08, 0, 0), SERIES - 4, SERIES);
}

/* A step of 5 standard deviations: a straight line has an r of .87 with it. */
static void a_step_is_none(void **state)
{
    (void)state;
    assert_in_range(seen(0, 0, 5, 0), 0, 5);
    assert_in_range(seen(0, 0, 5, 1), 0, 5);
}

/* Beside a step, a trend still is one. */
static void both_are_told_apart(void **state)
{
    (void)state;
    assert_in_range(seen(0, .08, -5, 0), SERIES - 4, SERIES);
}

static void noise_and_wandering_are_none(void **state)
{
    (void)state;
    assert_in_range(seen(0, 0, 0, 0), 0, 6);
    assert_in_range(seen(.9, 0, 0, 0), 0, 8);
}

static void too_few_rows(void **state)
{
    const double trend[] = { -2, -1, 0, 1, 2 }, v[] = { 1, 2, 3, 4, 5 };
    const double none[] = { NAN, NAN, NAN, NAN, NAN };

    (void)state;
    assert_false(trend_test_there(v, 5, trend, 1, 1, 199));
    assert_false(trend_test_there(none, 5, trend, 1, 1, 199));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trend_is_seen),     cmocka_unit_test(a_step_is_none),
        cmocka_unit_test(both_are_told_apart), cmocka_unit_test(noise_and_wandering_are_none),
        cmocka_unit_test(too_few_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
