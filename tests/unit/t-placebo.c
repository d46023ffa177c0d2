/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/digits.h"

#include <stdlib.h>
#include <string.h>

#include "link/placebo.h"
#include "stats/random.h"

enum { N = 104 };

static const struct season_request none = { .mode = SEASON_OFF };

static void persistent(double r, double *x)
{
    struct random random;
    int t;

    random_start(&random, 3, (uint64_t)(r * 100));
    for (t = 0; t < N; t++)
        x[t] = (t ? r * x[t - 1] : 0) + random_normal(&random);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* A slope that is 0 in x, so that what is left of x is x less its mean. */
static void flatten(double *x)
{
    double slope = 0, power = 0;
    int t;

    for (t = 0; t < N; t++) {
        slope += (t - (N - 1) / 2.0) * x[t];
        power += (t - (N - 1) / 2.0) * (t - (N - 1) / 2.0);
    }
    for (t = 0; t < N; t++)
        x[t] -= slope / power * (t - (N - 1) / 2.0);
}

static void keeps_the_values(void **state)
{
    double x[N], drawn[N], sorted[N];
    struct placebo placebo;
    double shift;
    int t;

    (void)state;
    persistent(.7, x);
    flatten(x);
    placebo_start(&placebo, x, N, true, &none, 8);
    placebo_draw(&placebo, 1, 0, drawn);
    assert_memory_not_equal(x, drawn, sizeof x);
    memcpy(sorted, x, sizeof x);
    qsort(sorted, N, sizeof *sorted, ascending);
    qsort(drawn, N, sizeof *drawn, ascending);
    shift = drawn[0] - sorted[0];
    for (t = 0; t < N; t++)
        assert_true(fabs(drawn[t] - sorted[t] - shift) < 1e-12);
    placebo_free(&placebo);
}

/* Neighbours stay neighbours within a block; none stays where a lag would still find it. */
static void moves_whole_blocks_out_of_reach(void **state)
{
    double x[N], drawn[N];
    struct placebo placebo;
    uint64_t run;
    int t, s;

    (void)state;
    persistent(.8, x);
    flatten(x);
    placebo_start(&placebo, x, N, true, &none, 8);
    assert_in_range(placebo.block, 8, 26);
    for (run = 0; run < 50; run++) {
        int from[N], seams = 0;
        double shift = 0;

        placebo_draw(&placebo, 1, run, drawn);
        for (t = 0; t < N; t++)
            shift += (drawn[t] - x[t]) / N;
        for (t = 0; t < N; t++) {
            for (s = 0; s < N && fabs(drawn[t] - shift - x[s]) > 1e-12; s++)
                ;
            assert_in_range(s, 0, N - 1);
            assert_true(abs(s - t) > 8);
            from[t] = s;
            seams += t > 0 && s != (from[t - 1] + 1) % N;
        }
        assert_true(seams < (int)(N / placebo.block));
    }
    placebo_free(&placebo);
}

static void blocks_are_as_long_as_persistence(void **state)
{
    double x[N];
    struct placebo placebo;
    size_t last = 0;
    double r;

    (void)state;
    for (r = 0; r < .9; r += .4) {
        persistent(r, x);
        placebo_start(&placebo, x, N, true, &none, 8);
        assert_true(placebo.block > last);
        last = placebo.block;
        placebo_free(&placebo);
    }
    persistent(.99, x);
    placebo_start(&placebo, x, N, true, &none, 8);
    assert_in_range(placebo.block, last, N / 4);
    placebo_free(&placebo);
}

/* What a straight line explains of x is where it was; what is missing, too. */
static void trend_and_gaps_stay(void **state)
{
    double x[N], drawn[N], left = 0;
    struct placebo placebo;
    int t;

    (void)state;
    persistent(.3, x);
    for (t = 0; t < N; t++)
        x[t] += 10 * t;
    x[0] = x[50] = x[51] = NAN;
    placebo_start(&placebo, x, N, true, &none, 2);
    placebo_draw(&placebo, 1, 7, drawn);
    for (t = 0; t < N; t++) {
        assert_int_equal(isnan(x[t]), isnan(drawn[t]));
        if (t > 1 && !isnan(drawn[t]) && !isnan(drawn[1]))
            left = fmax(left, fabs(drawn[t] - drawn[1] - 10.0 * (t - 1)));
    }
    assert_in_range(left, 1, 9);
    placebo_free(&placebo);
}

static void what_cannot_be_shuffled(void **state)
{
    double x[N], drawn[N];
    struct placebo placebo;
    size_t n;
    int t;

    (void)state;
    for (t = 0; t < N; t++)
        x[t] = 7;
    for (n = 0; n < 4; n++) {
        placebo_start(&placebo, x, n, true, &none, 8);
        placebo_draw(&placebo, 1, 0, drawn);
        placebo_free(&placebo);
    }
    placebo_start(&placebo, x, N, true, &none, 8);
    placebo_draw(&placebo, 1, 0, drawn);
    for (t = 0; t < N; t++)
        assert_true(fabs(drawn[t] - drawn[0]) < 1e-9);
    placebo_free(&placebo);
    for (t = 0; t < N; t++)
        x[t] = NAN;
    placebo_start(&placebo, x, N, true, &none, 8);
    assert_int_equal(placebo.there, 0);
    placebo_draw(&placebo, 1, 0, drawn);
    assert_true(isnan(drawn[0]) && isnan(drawn[N - 1]));
    placebo_free(&placebo);
    /* Without time every order will do, and there are no blocks. */
    persistent(.9, x);
    placebo_start(&placebo, x, N, false, &none, 0);
    assert_int_equal(placebo.block, 1);
    placebo_draw(&placebo, 1, 0, drawn);
    assert_memory_not_equal(x, drawn, sizeof x);
    placebo_free(&placebo);
}

/* What two teams have in common in a period stays in common; what they are each like stays too. */
static void panels_move_as_one(void **state)
{
    enum { G = 4, T = 30 };
    double x[G * T], drawn[G * T];
    struct placebo placebo;
    struct random random;
    double moved = 0;
    int g, t;

    (void)state;
    random_start(&random, 9, 1);
    for (t = 0; t < T; t++) {
        double common = random_normal(&random);

        /* in twos: a and -a, so that periods average to the level */
        for (g = 0; g < G; g++)
            x[g * T + t] = 10 * g + (g % 2 ? -common : common) + .5 * g * t;
    }
    x[T + 4] = NAN;
    placebo_start_panel(&placebo, x, G, T, true, 2);
    placebo_draw(&placebo, 1, 0, drawn);
    assert_true(isnan(drawn[T + 4]));
    for (t = 0; t < T; t++) {
        for (g = 0; g < G; g++)
            assert_int_equal(isnan(drawn[g * T + t]), isnan(x[g * T + t]));
        if (t == 4 || isnan(drawn[T + t]))
            continue;
        /* entities 0 and 2 were moved alike, but for their own trends, which stay */
        moved += fabs(drawn[t] - x[t]);
        assert_true(fabs((drawn[2 * T + t] - drawn[t]) - (x[2 * T + t] - x[t])) < 1.5);
    }
    assert_true(moved > T / 4.0);
    placebo_free(&placebo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panels_move_as_one),
        cmocka_unit_test(keeps_the_values),
        cmocka_unit_test(moves_whole_blocks_out_of_reach),
        cmocka_unit_test(blocks_are_as_long_as_persistence),
        cmocka_unit_test(trend_and_gaps_stay),
        cmocka_unit_test(what_cannot_be_shuffled),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
