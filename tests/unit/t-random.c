/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/random.h"

static void is_the_same_for_the_same_name(void **state)
{
    struct random a, b, c, d;
    int i;
    int same = 0;

    (void)state;
    random_start(&a, 1, 17);
    random_start(&b, 1, 17);
    random_start(&c, 17, 1);
    random_start(&d, 1, 18);
    for (i = 0; i < 1000; i++) {
        uint64_t bits = random_bits(&a);

        assert_true(bits == random_bits(&b));
        same += bits == random_bits(&c);
        same += bits == random_bits(&d);
    }
    assert_int_equal(same, 0);
}

/* xoshiro256** from the state 1, 2, 3, 4: the first numbers by hand from the paper's recurrence. */
static void is_the_generator_it_says(void **state)
{
    struct random r = { .state = { 1, 2, 3, 4 }, .spare = NAN };

    (void)state;
    assert_true(random_bits(&r) == 11520); /* rotl(2 * 5, 7) * 9 */
    assert_true(random_bits(&r) == 0);     /* state[1] was 3 ^ 1 ^ 2 = 0 */
    assert_true(random_bits(&r) == UINT64_C(1509978240));
}

static void has_the_moments_of_a_normal(void **state)
{
    struct random r;
    double m1 = 0, m2 = 0, m4 = 0;
    const int n = 200000;
    int i;

    (void)state;
    random_start(&r, 5, 0);
    for (i = 0; i < n; i++) {
        double v = random_normal(&r);

        m1 += v / n;
        m2 += v * v / n;
        m4 += v * v * v * v / n;
    }
    /* five standard errors */
    assert_true(fabs(m1) < 5 * sqrt(1.0 / n));
    assert_true(fabs(m2 - 1) < 5 * sqrt(2.0 / n));
    assert_true(fabs(m4 - 3) < 5 * sqrt(96.0 / n));
}

static void draws_below_evenly(void **state)
{
    struct random r;
    double chi = 0;
    int count[7] = { 0 };
    int i;

    (void)state;
    random_start(&r, 3, 9);
    for (i = 0; i < 70000; i++) {
        size_t k = random_below(&r, 7);

        assert_true(k < 7);
        count[k]++;
    }
    for (i = 0; i < 7; i++)
        chi += (count[i] - 1e4) * (count[i] - 1e4) / 1e4;
    assert_true(chi < 22.46); /* chi-squared, 6 df, p = .001 */
    for (i = 0; i < 100; i++)
        assert_true(random_below(&r, 1) == 0);
}

static void streams_are_not_related(void **state)
{
    double cross = 0;
    const int n = 20000;
    int i;

    (void)state;
    for (i = 0; i < n; i++) {
        struct random a, b;

        random_start(&a, 1, (uint64_t)i);
        random_start(&b, 1, (uint64_t)i + 1);
        cross += (random_unit(&a) - .5) * (random_unit(&b) - .5) * 12 / n;
    }
    assert_true(fabs(cross) < 5 / sqrt(n));
}

static void shuffles_every_order_equally_often(void **state)
{
    int count[6] = { 0 };
    double chi = 0;
    struct random r;
    int i;

    (void)state;
    random_start(&r, 2, 2);
    for (i = 0; i < 60000; i++) {
        double v[3] = { 0, 1, 2 };

        random_shuffle(&r, v, 3);
        assert_true(v[0] + v[1] + v[2] == 3);
        count[(int)v[0] * 2 + (v[1] > v[2])]++;
    }
    for (i = 0; i < 6; i++)
        chi += (count[i] - 1e4) * (count[i] - 1e4) / 1e4;
    assert_true(chi < 20.52); /* 5 df, p = .001 */
}

static void signs_are_even(void **state)
{
    double sum = 0;
    struct random r;
    int i;

    (void)state;
    random_start(&r, 8, 1);
    for (i = 0; i < 40000; i++) {
        double s = random_sign(&r);

        assert_true(s == 1 || s == -1);
        sum += s;
    }
    assert_true(fabs(sum) < 5 * 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_same_for_the_same_name),
        cmocka_unit_test(is_the_generator_it_says),
        cmocka_unit_test(has_the_moments_of_a_normal),
        cmocka_unit_test(draws_below_evenly),
        cmocka_unit_test(streams_are_not_related),
        cmocka_unit_test(shuffles_every_order_equally_often),
        cmocka_unit_test(signs_are_even),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
