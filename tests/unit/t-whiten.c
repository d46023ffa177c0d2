/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series made white: what the primary test makes of its outcome, to the last digits. */
#include "tests/digits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "link/link.h"
#include "link/whiten.h"
#include "period/season_road.h"
#include "stats/random.h"

enum { MOST = 400 };

struct sample {
    enum period_kind kind;
    size_t n;
    double season, persistence, trend;
    size_t every; /* each so many rows, one is missing; 0 = none */
    long setting; /* --season */
};

static const struct sample samples[] = {
    { PERIOD_MONTH, 60, 0, .6, .1, 0, SEASON_BY_CALENDAR },
    { PERIOD_MONTH, 60, 5, .3, .1, 0, SEASON_BY_CALENDAR },
    { PERIOD_MONTH, 84, 5, .8, 0, 9, SEASON_BY_CALENDAR },
    { PERIOD_MONTH, 84, 5, .8, 0, 9, SEASON_NOT_WANTED },
    { PERIOD_MONTH, 30, 0, 0, 0, 0, SEASON_BY_CALENDAR },
    { PERIOD_MONTH, 30, 4, .4, 1, 11, SEASON_BY_CALENDAR },
    { PERIOD_WEEK, 150, 4, .5, 0, 0, SEASON_BY_CALENDAR },
    { PERIOD_WEEK, 150, 4, .95, .1, 13, SEASON_BY_CALENDAR },
    { PERIOD_DAY, 400, 6, .5, 0, 17, SEASON_BY_CALENDAR },
    { PERIOD_QUARTER, 40, 3, .5, .2, 0, SEASON_BY_CALENDAR },
    { PERIOD_YEAR, 50, 0, .9, 0, 0, SEASON_BY_CALENDAR },
    { PERIOD_INTEGER, 70, 3, .5, 0, 8, 7 },
};
enum { SAMPLES = sizeof samples / sizeof *samples, SEEDS = 6 };

/* A series with this persistence and season, and noise to test it against. */
static void draw(const struct sample *sample, uint64_t seed, double *x, double *y)
{
    double length = sample->setting > 0 ? (double)sample->setting : period_season(sample->kind);
    struct random random;
    double e = 0;
    size_t t;

    random_start(&random, 77, seed);
    for (t = 0; t < sample->n; t++) {
        e = sample->persistence * e + random_normal(&random);
        x[t] = random_normal(&random);
        y[t] = 1000 + 30 * e + 30 * sample->trend * (double)t;
        if (length > 0)
            y[t] += 30 * sample->season * sin(6.283185307179586 * (double)t / length);
        if (sample->every && t % sample->every == sample->every / 2)
            y[t] = NAN;
    }
}

/* Compares where the output's own season asks for none that the outcome has not got. */
static bool compare(const struct sample *sample, uint64_t seed)
{
    double x[MOST], y[MOST];
    struct link_options few = { .resamples = 99, .seed = 1, .threads = 1, .rows_min = 8 };
    struct link_output output = { .x = x, .min_effect = NAN, .working = true };
    struct link_outcome outcome = { .n = sample->n, .y = y, .timed = true };
    struct season_road road;
    struct whitened white;
    struct link_result result;
    struct error err;
    char seen[80], chosen[80];
    bool same;
    size_t i, filled = 0;

    draw(sample, seed, x, y);
    season_road_make(&road, true, sample->kind, 24000, sample->n, sample->setting);
    outcome.season = road.request;
    assert_int_equal(link_test(&outcome, &output, 1, &few, &result, &err), 0);
    assert_int_equal(result.reason, LINK_USABLE);
    assert_int_equal(result.lag, 0);
    whiten_series(y, sample->n, &road.request, &white);
    assert_true(white.possible);
    season_words(&result.season, seen, sizeof seen);
    season_words(&white.season.candidate[white.chosen], chosen, sizeof chosen);
    same = strcmp(seen, chosen) == 0;
    if (same) {
        assert_int_equal(result.ar_order, white.ar.order);
        for (i = 0; i < white.ar.order; i++)
            assert_true(result.ar_phi[i] == white.ar.phi[i]);
        for (i = 0; i < sample->n; i++)
            filled += isnan(white.white[i]) ? 0 : 1;
        assert_int_equal(filled, result.n);
        for (i = 0; i < result.n; i++) {
            const struct link_working *row = &result.working[i];

            assert_true(fabs(row->y_white - white.white[row->row]) < 1e-9);
        }
    }
    link_result_free(&result);
    whitened_free(&white);
    season_road_free(&road);
    return same;
}

static void is_the_primary_tests(void **state)
{
    size_t of_sample, compared = 0;
    size_t s;
    uint64_t seed;

    (void)state;
    for (s = 0; s < SAMPLES; s++) {
        of_sample = 0;
        for (seed = 0; seed < SEEDS; seed++)
            of_sample += compare(&samples[s], seed);
        assert_true(of_sample >= 3);
        compared += of_sample;
    }
    print_message("%zu of %d series compared\n", compared, SAMPLES * SEEDS);
    assert_true(compared >= 60);
}

static void the_season_goes_and_the_level_stays(void **state)
{
    const struct sample sample = { PERIOD_MONTH, 72, 5, .3, .05, 10, SEASON_BY_CALENDAR };
    double x[MOST], y[MOST], part[MOST];
    struct season_road road;
    struct whitened white;
    double sum = 0, largest = 0;
    size_t t;

    (void)state;
    draw(&sample, 3, x, y);
    season_road_make(&road, true, sample.kind, 24000, sample.n, sample.setting);
    whiten_series(y, sample.n, &road.request, &white);
    season_road_free(&road);
    assert_true(white.season.candidate[white.chosen].columns > 0);
    assert_true(whitened_season(&white, y, part));
    for (t = 0; t < sample.n; t++) {
        sum += isnan(y[t]) ? 0 : part[t];
        largest = fmax(largest, fabs(part[t]));
    }
    assert_true(fabs(sum) < 1e-8);
    assert_true(largest > 100 && largest < 200); /* 150 was put in */
    whitened_free(&white);
}

static void without_a_season_nothing_goes(void **state)
{
    const struct season_request off = { .mode = SEASON_OFF };
    double y[30], part[30];
    struct whitened white;
    size_t t;

    (void)state;
    for (t = 0; t < 30; t++)
        y[t] = (double)(t * t % 7);
    whiten_series(y, 30, &off, &white);
    assert_true(whitened_season(&white, y, part));
    for (t = 0; t < 30; t++)
        assert_true(part[t] == 0);
    whitened_free(&white);
}

static void too_few_rows_say_nothing(void **state)
{
    const struct season_request off = { .mode = SEASON_OFF };
    const double three[] = { 1, 5, 2 }, four[] = { 1, 5, 2, 3 }, none[] = { NAN, INFINITY, NAN };
    const double *const cases[] = { three, none };
    struct whitened white;
    double part[4];
    size_t i, t;

    (void)state;
    for (i = 0; i < 2; i++) {
        whiten_series(cases[i], 3, &off, &white);
        assert_false(white.possible);
        assert_false(whitened_season(&white, cases[i], part));
        for (t = 0; t < 3; t++)
            assert_true(isnan(white.white[t]) && isnan(part[t]));
        whitened_free(&white);
    }
    whiten_series(four, 4, &off, &white);
    assert_true(white.possible);
    whitened_free(&white);
}

static void a_constant_is_white(void **state)
{
    const struct season_request off = { .mode = SEASON_OFF };
    double y[25];
    struct whitened white;
    size_t t;

    (void)state;
    for (t = 0; t < 25; t++)
        y[t] = 12.7;
    whiten_series(y, 25, &off, &white);
    for (t = 0; t < 25; t++)
        assert_true(isnan(white.white[t]) ? t < white.ar.order : fabs(white.white[t]) < 1e-12);
    whitened_free(&white);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_primary_tests),
        cmocka_unit_test(the_season_goes_and_the_level_stays),
        cmocka_unit_test(without_a_season_nothing_goes),
        cmocka_unit_test(too_few_rows_say_nothing),
        cmocka_unit_test(a_constant_is_white),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
