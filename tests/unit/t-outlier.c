/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Additive outliers: those that hide persistence, and what only looks like one. */
#include "../digits.h"

#include <stdbool.h>
#include <string.h>

#include "stats/outlier.h"
#include "stats/random.h"

enum { N = 200 };

static void walk(double *e, size_t n, double phi, uint64_t seed)
{
    struct random random;
    double now = 0;

    random_start(&random, seed, 0);
    for (size_t t = 0; t < n + 100; t++) {
        now = phi * now + random_normal(&random);
        if (t >= 100)
            e[t - 100] = now;
    }
}

static double spoilt_phi(double phi, bool set_aside)
{
    static double e[N], work[AR_WORK(N)];
    struct ar_fit fit;

    walk(e, N, phi, 5);
    for (size_t t = 7; t < N; t += 20)
        e[t] += t % 40 < 20 ? 15 : -15;
    if (set_aside)
        outlier_burg(ar_burg, e, N, 1, 2, work, &fit);
    else
        ar_burg(e, N, 1, 2, work, &fit);
    return fit.phi[0];
}

static void persistence_is_seen_again(void **state)
{
    (void)state;
    assert_true(spoilt_phi(.9, false) < .55);
    assert_true(spoilt_phi(.9, true) > .8);
    assert_true(spoilt_phi(-.8, false) > -.5);
    assert_true(spoilt_phi(-.8, true) < -.7);
}

static void names_the_rows(void **state)
{
    double e[N], was[N], work[2 * N];

    (void)state;
    walk(e, N, .8, 3);
    assert_int_equal(outlier_set_aside(e, N, work), 0);
    e[0] = 40;
    e[50] -= 30;
    e[51] = NAN;
    e[120] += 25;
    e[121] -= 25; /* two in a row */
    e[N - 1] += 20;
    memcpy(was, e, sizeof e);
    assert_int_equal(outlier_set_aside(e, N, work), 5);
    for (size_t t = 0; t < N; t++) {
        if (t == 0 || t == 50 || t == 51 || t == 120 || t == 121 || t == N - 1)
            assert_nan(e[t]);
        else
            assert_true(e[t] == was[t]);
    }
}

/* A jump that stays is the series' own: at most the rows that prove it are looked at twice. */
static void a_level_that_moves_is_no_outlier(void **state)
{
    double e[N], work[2 * N];

    (void)state;
    walk(e, N, .97, 4);
    for (size_t t = 80; t < N; t++)
        e[t] += 15;
    assert_int_equal(outlier_set_aside(e, N, work), 0);
    assert_true(isfinite(e[80]));
}

static void too_many_are_none(void **state)
{
    double e[N], was[N], work[2 * N];

    (void)state;
    walk(e, N, .5, 6);
    for (size_t t = 0; t < N; t += 6)
        e[t] += 30;
    memcpy(was, e, sizeof e);
    assert_int_equal(outlier_set_aside(e, N, work), 0);
    assert_memory_equal(e, was, sizeof e);
}

static void nothing_to_go_by(void **state)
{
    double flat[N] = { 0 }, none[N], two[2] = { 1, -1 }, work[AR_WORK(N)];
    struct ar_fit fit;

    (void)state;
    for (size_t t = 0; t < N; t++)
        none[t] = NAN;
    assert_int_equal(outlier_set_aside(flat, N, work), 0);
    assert_int_equal(outlier_set_aside(none, N, work), 0);
    assert_int_equal(outlier_set_aside(two, 2, work), 0);
    assert_int_equal(outlier_set_aside(two, 0, work), 0);
    outlier_burg(ar_burg, flat, N, 3, 1, work, &fit);
    assert_int_equal(fit.order, 0);
    assert_true(fit.variance == 0);
}

/* Without an outlier the fit is Burg's, its AICc too; with one the AICc is of as many rows. */
static void the_fit(void **state)
{
    double e[N], work[AR_WORK(N)];
    struct ar_fit plain, robust;

    (void)state;
    walk(e, N, .8, 3);
    ar_burg(e, N, 4, 2, work, &plain);
    outlier_burg(ar_burg, e, N, 4, 2, work, &robust);
    assert_memory_equal(&plain, &robust, sizeof plain);
    e[90] += 50;
    outlier_burg(ar_burg, e, N, 4, 2, work, &robust);
    assert_true(e[90] > 40);
    assert_true(fabs(robust.aicc - plain.aicc) < 12);
    assert_true(fabs(robust.phi[0] - plain.phi[0]) < .05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persistence_is_seen_again),
        cmocka_unit_test(names_the_rows),
        cmocka_unit_test(a_level_that_moves_is_no_outlier),
        cmocka_unit_test(too_many_are_none),
        cmocka_unit_test(nothing_to_go_by),
        cmocka_unit_test(the_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
