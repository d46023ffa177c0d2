/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean over several lags as one more candidate in the search. */
#include "tests/digits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "link/link.h"
#include "link/mean_lag.h"
#include "stats/ar.h"
#include "stats/random.h"
#include "stats/series.h"

enum { N = 120 };

static void is_a_mean(void **state)
{
    double x[N];
    struct series series;
    struct mean_lag window;
    int t;

    (void)state;
    for (t = 0; t < N; t++)
        x[t] = t * t;
    x[9] = NAN;
    series_start(&series, x, N);
    mean_lag_start(&window, 1, 4, &series);
    assert_true(window.tried && window.first == 1 && window.last == 4);
    for (t = 0; t < N; t++) {
        bool whole = t >= 4 && !(t >= 10 && t <= 13);

        assert_int_equal(window.x.present[t], whole);
        if (!whole)
            continue;
        assert_digits(ldexp(window.x.values[t] - series.zero, series.exponent),
                      (pow(t - 1, 2) + pow(t - 2, 2) + pow(t - 3, 2) + pow(t - 4, 2)) / 4, 13);
    }
    mean_lag_free(&window);
    assert_false(window.tried);
    mean_lag_free(&window);
    series_free(&series);
}

static void takes_three_lags_from_zero_on(void **state)
{
    static const int lags[][4] = {
        /* first, last, tried, from */
        { 0, 8, 1, 0 },  { 0, 2, 1, 0 },  { 0, 1, 0, 0 },   { 3, 3, 0, 3 },
        { -4, 2, 1, 0 }, { -4, 1, 0, 0 }, { -4, -1, 0, 0 }, { 2, 5, 1, 2 },
    };
    double x[N];
    struct series series;
    struct mean_lag window;
    int t;
    size_t i;

    (void)state;
    for (t = 0; t < N; t++)
        x[t] = sin(t);
    series_start(&series, x, N);
    for (i = 0; i < sizeof lags / sizeof *lags; i++) {
        mean_lag_start(&window, lags[i][0], lags[i][1], &series);
        assert_int_equal(window.tried, lags[i][2]);
        assert_int_equal(window.first, lags[i][3]);
        mean_lag_free(&window);
    }
    series_free(&series);
}

/* y = .25 of each of x(t) … x(t - 8), and noise. */
static void pair_of(uint64_t seed, double *x, double *y)
{
    double before[N + 8];
    struct random random;
    int t, l;

    random_start(&random, seed, 3);
    for (t = 0; t < N + 8; t++)
        before[t] = random_normal(&random);
    for (t = 0; t < N; t++) {
        x[t] = before[t + 8];
        y[t] = random_normal(&random);
        for (l = 0; l <= 8; l++)
            y[t] += .25 * before[t + 8 - l];
    }
}

static struct link_result test_pair(const double *x, const double *y)
{
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_output output = {
        .x = x, .lag_last = 8, .min_effect = NAN, .profile = true, .working = true
    };
    struct link_options options = { .resamples = 199, .seed = 1, .threads = 2 };
    struct link_result result;
    struct error err;

    assert_int_equal(link_test(&outcome, &output, 1, &options, &result, &err), 0);
    assert_int_equal(result.reason, LINK_USABLE);
    return result;
}

static void finds_what_is_spread(void **state)
{
    double x[N], y[N], xy = 0, xx = 0, mean = 0;
    struct link_result r;
    size_t i;
    int l;

    (void)state;
    pair_of(1, x, y);
    r = test_pair(x, y);
    assert_true(r.p < .05);
    assert_true(r.spread);
    assert_int_equal(r.spread_first, 0);
    assert_int_equal(r.spread_last, 8);
    assert_in_range(r.lag, 0, 8);
    /* In all: nine times .25. */
    assert_true(r.effect_low < 2.25 && 2.25 < r.effect_high);
    assert_int_equal(r.sign_plain, 1);
    for (i = 0; i < r.n; i++) {
        xy += r.working[i].x_white * r.working[i].y_white;
        xx += r.working[i].x_white * r.working[i].x_white;
    }
    assert_digits(xy / xx, r.effect, 12);
    for (l = 0; l <= 8; l++)
        mean += x[r.working[0].row - (size_t)l] / 9;
    assert_digits(r.working[0].x, mean, 12);
    for (l = 0; l <= 8; l++)
        assert_true(fabs(r.profile[l].t) < fabs(r.t) &&
                    fabs(r.profile[l].t) <= fabs(r.profile[r.lag].t));
    link_result_free(&r);
}

/* Beside fewer than 40 rows none is tried. */
static void none_in_a_short_series(void **state)
{
    double x[N], y[N];
    struct link_options options = { .resamples = 99, .seed = 1, .threads = 1 };
    size_t n;

    (void)state;
    pair_of(1, x, y);
    for (n = AR_SHORT - 1; n <= AR_SHORT; n++) {
        struct link_outcome outcome = { .n = n, .y = y, .timed = true };
        struct link_output output = { .x = x, .lag_last = 8, .min_effect = NAN };
        struct link_result r;
        struct error err;

        assert_int_equal(link_test(&outcome, &output, 1, &options, &r, &err), 0);
        assert_true(isnan(r.over_lags.t) == (n < AR_SHORT));
        link_result_free(&r);
    }
}

/* Whether one lag or all of them have the largest |t|, p, interval and critical value agree. */
static void interval_agrees_with_p(void **state)
{
    double x[N], y[N], noise[N];
    int spread = 0, found = 0;
    uint64_t k;
    int t;

    (void)state;
    for (k = 0; k < 60; k++) {
        struct link_result r;
        struct random random;

        pair_of(k, x, y);
        random_start(&random, k, 9);
        for (t = 0; t < N; t++)
            noise[t] = .4 * y[t] + random_normal(&random) * (double)(k % 6);
        r = test_pair(x, noise);
        assert_int_equal(r.p<.05, r.effect_low> 0 || r.effect_high < 0);
        assert_int_equal(r.p<.05, fabs(r.t)> r.critical95);
        spread += r.spread;
        found += r.p < .05;
        link_result_free(&r);
    }
    assert_in_range(spread, 10, 55);
    assert_in_range(found, 5, 55);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_a_mean),
        cmocka_unit_test(takes_three_lags_from_zero_on),
        cmocka_unit_test(finds_what_is_spread),
        cmocka_unit_test(none_in_a_short_series),
        cmocka_unit_test(interval_agrees_with_p),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
