/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars drawn by chance: the set, and that the test is exact, by going through all of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "compare/nudge.h"

static void how_many_there_are(void **state)
{
    const struct nudge_set one = { 8, 2, 1 }, two = { 8, 1, 2 }, three = { 2, 1, 3 },
                           four = { 3, 1, 4 };

    (void)state;
    assert_true(nudge_calendars(&one) == 256);
    assert_true(nudge_calendars(&two) == 256);
    assert_true(nudge_calendars(&three) == 36);
    assert_true(nudge_calendars(&four) == 216);
    assert_true(nudge_least_p(&one, 1999) == 2. / 256);
    assert_true(nudge_least_p(&four, 1999) == 1. / 2000);
}

/* Each calendar of the set comes as often as any other: chi-square of 36 cells. */
static void all_are_drawn_alike(void **state)
{
    const struct nudge_set set = { 2, 1, 3 };
    size_t seen[64] = { 0 }, i, k, kinds = 0;
    double apart = 0;

    (void)state;
    for (i = 0; i < 36000; i++) {
        struct random random;
        signed char coin[6];
        size_t which = 0;

        random_start(&random, 1, i);
        nudge_draw(&set, &random, coin);
        assert_true(nudge_may_be(&set, coin));
        for (k = 0; k < 6; k++)
            which = 2 * which + (coin[k] > 0);
        seen[which]++;
    }
    for (i = 0; i < 64; i++) {
        double off = (double)seen[i] - 1000;

        kinds += seen[i] > 0;
        apart += seen[i] > 0 ? off * off / 1000 : 0;
    }
    assert_int_equal(kinds, 36);
    assert_true(apart < 66.6); /* .001 of 35 degrees of freedom */
}

static void what_is_none_of_the_set(void **state)
{
    const struct nudge_set set = { 2, 1, 4 };
    signed char coin[8] = { 1, 1, -1, -1, 1, -1, 1, -1 };

    (void)state;
    assert_true(nudge_may_be(&set, coin));
    coin[7] = 1;
    assert_false(nudge_may_be(&set, coin));
}

/* p of the calendar that has this number, of a y that no level moves. */
static double p_of(const double *y, const struct nudge_set *set, size_t number)
{
    signed char coin[16];
    struct nudge_question question = { *set, coin, y, 0, 1, 999, 1, 1 };
    struct nudge_result result;
    size_t q;

    for (q = 0; q < set->pairs; q++) {
        coin[q * set->entities] = number >> q & 1 ? 1 : -1;
        if (set->entities == 2)
            coin[2 * q + 1] = (signed char)-coin[2 * q];
    }
    nudge_test(&question, &result);
    assert_int_equal(result.reason, NUDGE_USABLE);
    assert_true(result.exact);
    return result.p;
}

/* Exact: of all calendars no more than a share of a have p <= a, whatever y is; here a walk with a
 * season and an outlier. */
static void exact_by_enumeration(void **state, size_t entities)
{
    const struct nudge_set set = { 6, 2, entities };
    size_t n = 24, ways = 64, i, small = 0, smaller = 0;
    double y[48], z[2] = { 0, 0 };
    struct random random;

    (void)state;
    random_start(&random, 9, entities);
    for (i = 0; i < n * entities; i++) {
        z[i / n] += random_normal(&random);
        y[i] = z[i / n] + 3 * sin((double)(i % n)) + (i == 7 ? 20 : 0);
    }
    for (i = 0; i < ways; i++) {
        double p = p_of(y, &set, i);

        small += p <= .05;
        smaller += p <= .25;
    }
    assert_true((double)small <= .05 * (double)ways);
    assert_true((double)smaller <= .25 * (double)ways);
    assert_true(smaller >= ways / 4 - 2);
}

static void exact_of_one(void **state)
{
    exact_by_enumeration(state, 1);
}

static void exact_of_two(void **state)
{
    exact_by_enumeration(state, 2);
}

/* An effect is what it is estimated to be, on any scale, with the interval around it. */
static void the_effect_is_found(void **state)
{
    const struct nudge_set set = { 12, 2, 3 };
    signed char coin[36];
    double y[3 * 48];
    struct nudge_question question = { set, coin, y, 0, 1, 999, 1, 2 };
    struct nudge_result result, large;
    struct random random;
    size_t e, t;

    (void)state;
    random_start(&random, 4, 0);
    nudge_draw(&set, &random, coin);
    for (t = 0; t < 48; t++) {
        double shared = 10 * random_normal(&random);

        for (e = 0; e < 3; e++) {
            int level = coin[t / 4 * 3 + e] * (t / 2 % 2 ? -1 : 1);

            y[e * 48 + t] = shared + random_normal(&random) + (level > 0 ? 2 : 0);
        }
    }
    nudge_test(&question, &result);
    assert_true(result.p < .01);
    assert_true(result.low < 2 && result.high > 2 && result.low > 1 && result.high < 3);
    for (t = 0; t < 3 * 48; t++)
        y[t] = ldexp(y[t], 60);
    nudge_test(&question, &large);
    assert_true(large.p == result.p);
    assert_true(fabs(ldexp(large.effect, -60) / result.effect - 1) < 1e-9);
}

static void what_cannot_be_said(void **state)
{
    struct nudge_set set = { 8, 1, 1 };
    signed char coin[8] = { 1, 1, -1, 1, -1, -1, 1, -1 };
    double y[16], found[4];
    struct nudge_question question = { set, coin, y, 0, 0, 999, 1, 1 };
    struct nudge_past past = { set, y, 16, 0, 0, 4, 1, 1 };
    struct nudge_result result;
    size_t t;

    (void)state;
    for (t = 0; t < 16; t++)
        y[t] = .1 * (double)t;
    nudge_test(&question, &result);
    assert_int_equal(result.reason, NUDGE_CONSTANT);
    for (t = 0; t < 16; t++)
        y[t] = 3;
    nudge_test(&question, &result);
    assert_int_equal(result.reason, NUDGE_CONSTANT);
    assert_true(isnan(result.p) && isnan(result.effect));
    assert_false(nudge_power(&past, found));
    for (t = 0; t < 16; t++)
        y[t] = NAN;
    nudge_test(&question, &result);
    assert_int_equal(result.reason, NUDGE_CONSTANT);
    question.set.pairs = 5;
    nudge_test(&question, &result);
    assert_int_equal(result.reason, NUDGE_FEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_many_there_are),
        cmocka_unit_test(all_are_drawn_alike),
        cmocka_unit_test(what_is_none_of_the_set),
        cmocka_unit_test(exact_of_one),
        cmocka_unit_test(exact_of_two),
        cmocka_unit_test(the_effect_is_found),
        cmocka_unit_test(what_cannot_be_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
