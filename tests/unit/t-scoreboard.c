/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small part of the scoreboard in every `make check`: fixed seeds, so that a change of
 * the test shows. Limits are the aims plus two standard errors of so few pairs, rounded up.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "link/link.h"
#include "link/verdict.h"
#include "stats/random.h"
#include "tests/scoreboard/cells.h"

struct tally {
    double found, naive, shared, right, covered; /* shares of the pairs */
};

static void test_pair(const double *x, const double *y, const double *year, size_t n,
                      struct link_result *result)
{
    struct link_outcome outcome = { .n = n, .y = y, .timed = true };
    struct link_output output = {
        .x = x, .lag_last = CELL_LAGS - 1, .min_effect = NAN, .profile = true
    };
    struct link_options options = { .resamples = 199, .seed = 1, .threads = 1 };
    struct error err;

    if (year)
        outcome.season = (struct season_request){ .mode = SEASON_AUTO,
                                                  .year = year,
                                                  .calendar = SEASON_CALENDAR_MONTHS };
    assert_int_equal(link_test(&outcome, &output, 1, &options, result, &err), 0);
}

static void count(struct tally *tally, const struct link_result *result, double truth, double share)
{
    struct verdict_terms terms = { .p_adj = result->p, .timed = true, .min_effect = NAN };
    const struct link_lag *row = &result->profile[CELL_LAG];

    assert_int_equal(result->reason, LINK_USABLE);
    tally->found += share * (result->p < .05);
    tally->naive += share * (result->naive_p < .05);
    tally->right += share * (result->p < .05 && result->lag == CELL_LAG);
    tally->shared += share * (verdict_of(result, &terms) == VERDICT_SHARED_TREND);
    tally->covered += share * (row->low95 <= truth && truth <= row->high95);
}

static struct tally play(const struct cell *cell, size_t pairs)
{
    struct tally tally = { 0 };
    bool season = cell->shape == SHAPE_SEASON || cell->shape == SHAPE_BOTH;
    size_t k;

    for (k = 0; k < pairs; k++) {
        double x[CELL_ROWS], y[CELL_ROWS], year[CELL_ROWS];
        struct link_result result;

        cell_draw(cell, k, x, y, year);
        test_pair(x, y, season ? year : NULL, cell->n, &result);
        count(&tally, &result, cell->size, 1 / (double)pairs);
        link_result_free(&result);
    }
    return tally;
}

static void unrelated_walks(void **state)
{
    struct cell cell = { .persistence = 1, .n = 52 };
    struct tally tally = play(&cell, 1000);

    (void)state;
    assert_true(tally.found <= .08);
    assert_true(tally.naive > .50);
    assert_true(tally.shared <= .05);
}

static void unrelated_stationary(void **state)
{
    static const double persistence[] = { 0, .5, .9 };
    size_t i;

    (void)state;
    for (i = 0; i < 3; i++) {
        struct cell cell = { .persistence = persistence[i], .n = 52 };
        struct tally tally = play(&cell, 400);

        assert_true(tally.found <= .09 && tally.found >= .01);
        assert_true(tally.covered >= .97);
    }
}

static void only_growth_in_common(void **state)
{
    struct cell cell = { .persistence = .3, .n = 104, .shape = SHAPE_TREND };
    struct tally tally = play(&cell, 150);

    (void)state;
    assert_true(tally.found <= .09);
    assert_true(tally.naive > .95);
    assert_true(tally.shared > .60);
}

static void only_season_in_common(void **state)
{
    struct cell cell = { .persistence = .5, .n = 60, .shape = SHAPE_SEASON };
    struct tally tally = play(&cell, 150);

    (void)state;
    assert_true(tally.found <= .09);
    assert_true(tally.naive > .80);
}

static void a_true_effect_at_its_lag(void **state)
{
    struct cell cell = { .persistence = .8, .n = 52, .effect = EFFECT_LAG, .size = .5 };
    struct tally tally = play(&cell, 200);

    (void)state;
    assert_true(tally.found >= .45);
    assert_true(tally.right >= .9 * tally.found);
    assert_true(tally.covered >= .93);
}

/* y = .5 x(t-2) + white noise, x an autoregression with .8. */
static void persistent_output_white_outcome(void **state)
{
    struct tally tally = { 0 };
    const int pairs = 200;
    int k, t;

    (void)state;
    for (k = 0; k < pairs; k++) {
        double x[54], y[54];
        struct link_result result;
        struct random random;

        random_start(&random, 20, (uint64_t)k);
        x[0] = random_normal(&random) / .6;
        for (t = 1; t < 54; t++)
            x[t] = .8 * x[t - 1] + random_normal(&random);
        for (t = 2; t < 54; t++)
            y[t] = .5 * x[t - 2] + random_normal(&random);
        test_pair(x + 2, y + 2, NULL, 52, &result);
        count(&tally, &result, .5, 1.0 / pairs);
        link_result_free(&result);
    }
    assert_true(tally.found >= .45);
    assert_true(tally.right >= .9 * tally.found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unrelated_walks),
        cmocka_unit_test(unrelated_stationary),
        cmocka_unit_test(only_growth_in_common),
        cmocka_unit_test(only_season_in_common),
        cmocka_unit_test(a_true_effect_at_its_lag),
        cmocka_unit_test(persistent_output_white_outcome),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
