/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projections and dots on series of which it is known what they must say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/random.h"
#include "track/dots.h"
#include "track/forecast.h"

enum { N = 48, AHEAD = 6 };
static const struct season_request plain = { .mode = SEASON_OFF };

static void noise(double *y, double level, double slope, double sd)
{
    struct random random;
    size_t t;

    random_start(&random, 3, 0);
    for (t = 0; t < N; t++)
        y[t] = level + slope * (double)t + sd * random_normal(&random);
}

static double median_at(const struct forecast *forecast, size_t h)
{
    double *values = malloc(forecast->paths * sizeof *values), median;
    size_t i;

    for (i = 0; i < forecast->paths; i++)
        values[i] = forecast->values[i * forecast->horizon + h];
    forecast_sort(values, forecast->paths);
    median = forecast_quantile(values, forecast->paths, .5);
    free(values);
    return median;
}

static void a_line_goes_on(void **state)
{
    const struct forecast_options options = { .paths = 499, .seed = 1, .season = &plain };
    struct forecast forecast;
    double y[N];

    (void)state;
    noise(y, 100, 2, 1);
    assert_int_equal(forecast_make(y, N, AHEAD, &options, &forecast), 0);
    /* Half of the paths are damped: between the line and its level now. */
    assert_true(fabs(median_at(&forecast, AHEAD - 1) - (100 + 2 * (N + AHEAD - 1))) < 5);
    forecast_free(&forecast);
}

static void threads_change_nothing(void **state)
{
    struct forecast_options options = { .paths = 99, .seed = 5, .threads = 1, .season = &plain };
    struct forecast one, three;
    double y[N];

    (void)state;
    noise(y, 10, 0, 1);
    y[7] = NAN;
    assert_int_equal(forecast_make(y, N, AHEAD, &options, &one), 0);
    options.threads = 3;
    assert_int_equal(forecast_make(y, N, AHEAD, &options, &three), 0);
    assert_memory_equal(one.values, three.values, 99 * AHEAD * sizeof *one.values);
    forecast_free(&one);
    forecast_free(&three);
}

static void shares_stay_shares(void **state)
{
    const struct forecast_options options = {
        .paths = 499, .seed = 1, .percent = true, .season = &plain
    };
    struct forecast forecast;
    double y[N];
    size_t i;

    (void)state;
    noise(y, 96, 0, 1);
    for (i = 0; i < N; i++)
        y[i] = fmin(y[i], 99.5);
    assert_int_equal(forecast_make(y, N, AHEAD, &options, &forecast), 0);
    assert_int_equal(forecast.scale, FORECAST_LOGIT);
    for (i = 0; i < 499 * AHEAD; i++)
        assert_true(forecast.values[i] > 0 && forecast.values[i] < 100);
    forecast_free(&forecast);
}

static void what_cannot_be_carried_on(void **state)
{
    const struct forecast_options options = { .paths = 9, .seed = 1, .season = &plain };
    struct forecast forecast;
    double y[N];
    size_t i;

    (void)state;
    noise(y, 5, 0, 1);
    assert_int_equal(forecast_make(y, 11, AHEAD, &options, &forecast), -1);
    for (i = 0; i < N; i++)
        y[i] = 7;
    assert_int_equal(forecast_make(y, N, AHEAD, &options, &forecast), -1);
}

static void one_wild_row_and_a_shift(void **state)
{
    struct dots dots;
    double y[N];
    size_t t;

    (void)state;
    noise(y, 50, 0, 1);
    y[40] += 9;
    assert_int_equal(dots_make(y, N, 30, &plain, 1, 1, &dots), 0);
    assert_int_equal(dots.mark[40], DOT_UNUSUAL);
    assert_true(y[40] > dots.high[40]);
    dots_free(&dots);
    y[40] -= 9;
    for (t = 36; t < N; t++)
        y[t] -= 5;
    assert_int_equal(dots_make(y, N, 30, &plain, 1, 1, &dots), 0);
    assert_int_equal(dots.mark[N - 1], -DOT_SHIFT);
    assert_int_equal(dots.mark[31], DOT_USUAL);
    dots_free(&dots);
    assert_int_equal(dots_make(y, N, 0, &plain, 1, 1, &dots), 0);
    assert_int_equal(dots.shift, 36);
    assert_int_equal(dots.mark[N - 1], -DOT_SHIFT);
    dots_free(&dots);
}

/* In a finished chart a wild row within three of an end carried a shift of them all. */
static void a_wild_row_near_an_end(void **state)
{
    static const size_t places[] = { 1, 2, 3 };
    struct dots dots;
    double y[N];
    size_t i, t;

    (void)state;
    for (i = 0; i < sizeof places / sizeof *places; i++) {
        size_t at = N - places[i];

        noise(y, 50, 0, 1);
        y[at] += 12;
        assert_int_equal(dots_make(y, N, 0, &plain, 1, 1, &dots), 0);
        assert_int_equal(dots.mark[at], DOT_UNUSUAL);
        for (t = N - 3; t < N; t++)
            assert_true(t == at || dots.mark[t] == DOT_USUAL);
        dots_free(&dots);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_goes_on),           cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(shares_stay_shares),       cmocka_unit_test(what_cannot_be_carried_on),
        cmocka_unit_test(one_wild_row_and_a_shift), cmocka_unit_test(a_wild_row_near_an_end),
    };

    return cmocka_run_group_tests_name("track", tests, NULL, NULL);
}
