/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boundaries of tests that are repeated, against those that were published. */
#include "../digits.h"

#include "stats/sequential.h"

#define assert_within(value, expected, error) assert_true(fabs((value) - (expected)) <= (error))

static const double equal[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

/* Pocock (1977), Biometrika 64, table 1: the constant that holds .05 over 2, 3, 4, 5 and 10 looks. */
static void pococks_constants_hold_their_level(void **state)
{
    static const struct {
        size_t looks;
        double critical;
    } cases[] = { { 1, 1.960 }, { 2, 2.178 }, { 3, 2.289 },
                  { 4, 2.361 }, { 5, 2.413 }, { 10, 2.555 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double critical[10], crossed[10];

        for (size_t k = 0; k < cases[i].looks; k++)
            critical[k] = cases[i].critical;
        sequential_crossed(equal, critical, cases[i].looks, crossed);
        assert_within(crossed[cases[i].looks - 1], .05, .00006);
    }
}

/* O'Brien & Fleming (1979), Biometrics 35: c sqrt(K / k); the c of Jennison & Turnbull (2000), Group
 * Sequential Methods, table 2.3: 2.040 at 5 looks, 2.087 at 10. */
static void obrien_and_flemings_constants_hold_theirs(void **state)
{
    static const struct {
        size_t looks;
        double c;
    } cases[] = { { 2, 1.977 }, { 5, 2.040 }, { 10, 2.087 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double critical[10], crossed[10];

        for (size_t k = 0; k < cases[i].looks; k++)
            critical[k] = cases[i].c * sqrt((double)cases[i].looks / equal[k]);
        sequential_crossed(equal, critical, cases[i].looks, crossed);
        assert_within(crossed[cases[i].looks - 1], .05, .00008);
    }
}

/*
 * The boundaries that spend .025 on either side as O'Brien and Fleming would, at 5 looks: 4.877,
 * 3.357, 2.680, 2.290, 2.031 (Reboussin, DeMets, Kim & Lan 2000, Control. Clin. Trials 21, p. 190;
 * the program they describe). Each side has 2 - 2 Phi(2.2414 / sqrt(t)).
 */
static void boundaries_that_spend_like_obrien_and_fleming(void **state)
{
    static const double published[] = { 4.877, 3.357, 2.680, 2.290, 2.031 };
    double spent[5], critical[5], crossed[5];

    (void)state;
    for (size_t k = 0; k < 5; k++)
        spent[k] = 2 * sequential_spent(.025, equal[k] / 5);
    sequential_bounds(equal, spent, 5, critical);
    for (size_t k = 0; k < 5; k++)
        assert_within(critical[k], published[k], .0006);
    sequential_crossed(equal, published, 5, crossed);
    assert_within(crossed[4], .05, .00005);
}

/* Armitage, McPherson & Rowe (1969), table 2: a test at .05 repeated 1, 2, 3, 4, 5, 10 times errs in
 * 5, 8.3, 10.7, 12.6, 14.2, 19.3 of 100. */
static void tests_repeated_without_care(void **state)
{
    static const double once[] = { 1.959964, 1.959964, 1.959964, 1.959964, 1.959964,
                                   1.959964, 1.959964, 1.959964, 1.959964, 1.959964 };
    double crossed[10];

    (void)state;
    sequential_crossed(equal, once, 10, crossed);
    assert_within(crossed[0], .05, 1e-6);
    assert_within(crossed[1], .083, .0006);
    assert_within(crossed[2], .107, .0006);
    assert_within(crossed[3], .126, .0006);
    assert_within(crossed[4], .142, .0006);
    assert_within(crossed[9], .193, .0006);
}

static void what_is_spent(void **state)
{
    (void)state;
    assert_true(sequential_spent(.045, 0) == 0);
    assert_true(sequential_spent(.045, -1) == 0);
    assert_true(sequential_spent(.045, 1) == .045);
    assert_true(sequential_spent(.045, 7) == .045);
    /* 2 - 2 Phi(1.959964 / sqrt(.5)) */
    assert_within(sequential_spent(.05, .5), .005575, 1e-6);
    for (double t = .05; t < 1; t += .05)
        assert_true(sequential_spent(.045, t) < sequential_spent(.045, t + .05));
}

/* The one is the other's inverse, also over many looks close together. */
static void there_and_back(void **state)
{
    double information[53], spent[53], critical[53], crossed[53];

    (void)state;
    for (size_t k = 0; k < 53; k++) {
        information[k] = 52 + (double)k;
        spent[k] = sequential_spent(.045, information[k] / 104);
    }
    sequential_bounds(information, spent, 53, critical);
    sequential_crossed(information, critical, 53, crossed);
    for (size_t k = 0; k < 53; k++)
        assert_within(crossed[k], spent[k], 1e-9);
    assert_true(sequential_p(critical[52]) < .045);
    assert_within(sequential_p(critical[0]), spent[0], 1e-9);
}

/* A look without new data spends nothing, and what comes after is as if it had not been. */
static void a_look_at_the_same_data(void **state)
{
    static const double twice[] = { 1, 2, 2, 2.0001, 3 }, once[] = { 1, 2, 3 };
    static const double spent_twice[] = { .01, .02, .03, .03, .05 };
    static const double spent_once[] = { .01, .02, .05 };
    double critical[5], plain[3];

    (void)state;
    sequential_bounds(twice, spent_twice, 5, critical);
    sequential_bounds(once, spent_once, 3, plain);
    assert_true(isinf(critical[2]) && isinf(critical[3]));
    assert_within(critical[1], plain[1], 1e-12);
    assert_within(critical[4], plain[2], 1e-4);
    /* Nothing to spend is nothing to find. */
    sequential_bounds(once, (const double[]){ 0, 0, .05 }, 3, plain);
    assert_true(isinf(plain[0]) && isinf(plain[1]));
    assert_within(plain[2], 1.959964, 1e-5);
    assert_true(sequential_p(INFINITY) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pococks_constants_hold_their_level),
        cmocka_unit_test(obrien_and_flemings_constants_hold_theirs),
        cmocka_unit_test(boundaries_that_spend_like_obrien_and_fleming),
        cmocka_unit_test(tests_repeated_without_care),
        cmocka_unit_test(what_is_spent),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(a_look_at_the_same_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
