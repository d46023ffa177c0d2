/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has a link come apart: the scan against plain regressions, and a few cells of lever-accuracy(7). */
#include "../digits.h"

#include <string.h>

#include "link/drift.h"
#include "link/drift_scan.h"
#include "link/trade.h"
#include "stats/linear.h"
#include "stats/mix.h"
#include "stats/project.h"
#include "stats/random.h"
#include "stats/rank_sets.h"

enum { N = 60, MOST = 200 };

/* x, y with a link of one row that is times `after` from row `cut` on; persistence .5. */
static void draw(uint64_t seed, size_t n, double link, double after, size_t cut, double *x,
                 double *y)
{
    struct random random;
    double x1 = 0, u = 0;
    size_t t;

    random_start(&random, 41, seed);
    for (t = 0; t < n + 40; t++) {
        double now = .5 * x1 + random_normal(&random);

        u = .5 * u + random_normal(&random);
        if (t >= 40) {
            x[t - 40] = now;
            y[t - 40] = u + link * (t - 40 >= cut ? after : 1) * x1;
        }
        x1 = now;
    }
}

/* The squared t of x's change at row T, by least squares on all columns filtered by 1 - .4 B. */
static double plain_wald(const double *x, const double *y, size_t n, size_t row)
{
    double columns[5][MOST], filtered[5][MOST], left[MOST];
    const double *in[5];
    struct linear_design design = { .x = in, .columns = 5, .y = left, .rows = n - 1 };
    struct linear_fit fit;
    double t2;
    size_t t, j;

    for (t = 0; t < n; t++) {
        columns[0][t] = 1;
        columns[1][t] = (double)t;
        columns[2][t] = x[t];
        columns[3][t] = t >= row;
        columns[4][t] = t >= row ? x[t] : 0;
    }
    for (t = 1; t < n; t++) {
        for (j = 0; j < 5; j++)
            filtered[j][t - 1] = columns[j][t] - .4 * columns[j][t - 1];
        left[t - 1] = y[t] - .4 * y[t - 1];
    }
    for (j = 0; j < 5; j++)
        in[j] = filtered[j];
    assert_int_equal(linear_fit(&design, &fit), STATS_OK);
    t2 = fit.coefficient[4] / fit.se[4];
    linear_free(&fit);
    return t2 * t2;
}

static void scan_is_regression(void **state)
{
    static const double filter[] = { 1, -.4 };
    double x[N], y[N], basis[3 * N], white[N], x_white[N], wald[N], work[DRIFT_WORK(3)];
    bool whole[N];
    struct drift_search search = { 9, 51, 1 };
    struct drift_found found;
    struct drift_rows rows = { .n = N,
                               .whole = whole,
                               .order = 1,
                               .filter = filter,
                               .columns = basis,
                               .y = white,
                               .x = x,
                               .x_white = x_white,
                               .count = 3 };
    size_t t, best = 9;

    (void)state;
    draw(3, N, .5, 0, 30, x, y);
    for (t = 0; t < N; t++) {
        whole[t] = t > 0;
        white[t] = t ? y[t] - .4 * y[t - 1] : 0;
        x_white[t] = t ? x[t] - .4 * x[t - 1] : 0;
        basis[t] = t > 0;
        basis[N + t] = t ? (double)t : 0;
        basis[2 * N + t] = x_white[t];
    }
    assert_int_equal(project_basis(basis, N, 3), 3);
    project_out(basis, N, 3, white);
    drift_scan(&rows, &search, wald, work, &found);
    for (t = 9; t < 51; t++) {
        assert_digits(wald[t - 9], plain_wald(x, y, N, t), 9);
        best = wald[t - 9] > wald[best - 9] ? t : best;
    }
    assert_int_equal(found.row, best);
}

static struct drift_result ask(const double *x, const double *y, size_t n, size_t row, int last)
{
    struct link_outcome outcome = {
        .n = n, .y = y, .timed = true, .season = { .mode = SEASON_OFF }
    };
    struct drift_question question = { .outcome = &outcome,
                                       .x = x,
                                       .lag_first = last ? 0 : 1,
                                       .lag_last = last ? last : 1,
                                       .row = row,
                                       .min_effect = NAN,
                                       .resamples = 199,
                                       .seed = 1,
                                       .threads = 1,
                                       .enough = DRIFT_ENOUGH };
    struct drift_result result;

    drift_test(&question, &result);
    return result;
}

/* Level and power of a hundred each; the limits are two standard errors off what the page says. */
static void errs_and_finds(void **state)
{
    double x[MOST], y[MOST];
    size_t stable = 0, gone = 0, strong = 0, known = 0;
    uint64_t seed;

    (void)state;
    for (seed = 0; seed < 100; seed++) {
        draw(seed, N, .55, 1, 30, x, y);
        stable += ask(x, y, N, DRIFT_SEARCH, 0).state == DRIFT_DECOUPLED;
        draw(seed, N, .55, 0, 30, x, y);
        gone += ask(x, y, N, DRIFT_SEARCH, 0).state == DRIFT_DECOUPLED;
        known += ask(x, y, N, 30, 0).p < .05;
        draw(seed, N, 1.1, 0, 30, x, y);
        strong += ask(x, y, N, DRIFT_SEARCH, 0).state == DRIFT_DECOUPLED;
    }
    assert_in_range(stable, 0, 5);
    assert_in_range(gone, 15, 50);
    assert_in_range(strong, 65, 98);
    assert_in_range(known, 25, 70);
}

/* The interval has 0 in it exactly where p is not under .05, and threads change nothing. */
static void agrees_with_itself(void **state)
{
    double x[MOST], y[MOST];
    uint64_t seed;

    (void)state;
    for (seed = 0; seed < 30; seed++) {
        struct drift_result result;

        draw(seed, N, .6, .2, 28, x, y);
        result = ask(x, y, N, DRIFT_SEARCH, seed % 3 ? 0 : 3);
        assert_int_equal(result.low > 0 || result.high < 0, result.p < .05);
        assert_digits(result.after.effect - result.before.effect, result.effect, 9);
        assert_true(result.row_low <= result.row && result.row <= result.row_high);
    }
}

/* Units change figures and nothing else. */
static void units_do_not_matter(void **state)
{
    double x[MOST], y[MOST], far[MOST];
    struct drift_result one, other;
    size_t t;

    (void)state;
    draw(7, N, .8, 0, 30, x, y);
    for (t = 0; t < N; t++)
        far[t] = 1e6 * y[t];
    one = ask(x, y, N, DRIFT_SEARCH, 0);
    other = ask(x, far, N, DRIFT_SEARCH, 0);
    assert_int_equal(one.row, other.row);
    assert_true(one.p == other.p);
    assert_digits(other.effect, 1e6 * one.effect, 9);
}

static void says_what_lacks(void **state)
{
    double x[MOST], y[MOST], flat[MOST];
    size_t t;

    (void)state;
    draw(1, 80, .5, 1, 30, x, y);
    for (t = 0; t < 80; t++)
        flat[t] = 3;
    assert_int_equal(ask(x, y, 39, DRIFT_SEARCH, 0).lack, DRIFT_LACKS_ROWS);
    assert_int_equal(ask(x, y, 80, 5, 0).lack, DRIFT_LACKS_SIDE);
    assert_int_equal(ask(x, y, 80, 80, 0).lack, DRIFT_LACKS_SIDE);
    assert_int_equal(ask(flat, y, 80, DRIFT_SEARCH, 0).lack, DRIFT_LACKS_X);
    assert_int_equal(ask(x, flat, 80, DRIFT_SEARCH, 0).lack, DRIFT_LACKS_Y);
    memset(flat + 40, 0, 40 * sizeof *flat); /* two values only */
    assert_true(ask(flat, y, 80, DRIFT_SEARCH, 0).p > 0 ||
                ask(flat, y, 80, DRIFT_SEARCH, 0).state == DRIFT_UNUSABLE);
}

/* A step of the counter, and none. */
static void trades(void **state)
{
    double a[80], b[80];
    struct trade_question question = { .n = 80,
                                       .y = { a, b },
                                       .better = { 1, 1 },
                                       .row = 50,
                                       .season = { .mode = SEASON_OFF },
                                       .resamples = 199,
                                       .seed = 1 };
    struct trade_result result;
    struct random random;
    size_t t;

    (void)state;
    random_start(&random, 5, 0);
    for (t = 0; t < 80; t++) {
        a[t] = random_normal(&random) + (t >= 50 ? 4 : 0);
        b[t] = random_normal(&random) - (t >= 50 ? 4 : 0);
    }
    trade_test(&question, &result);
    assert_true(result.side[0].p < .05 && result.side[1].p < .05);
    assert_true(result.chance[TRADE_OFF] > .95 && !result.stopped);
    for (t = 70; t < 80; t++)
        b[t] = NAN;
    trade_test(&question, &result);
    assert_true(result.stopped && result.last == 69);
}

/* Mix and rate add up to what is reported, and cover: shares that do not move are said to in 5 %. */
static void mixes(void **state)
{
    double count[80], rate[80];
    struct mix_question question = { .periods = 40,
                                     .parts = 2,
                                     .count = count,
                                     .rate = rate,
                                     .row = 20,
                                     .resamples = 199,
                                     .seed = 1 };
    size_t found = 0, run, t;

    (void)state;
    for (run = 0; run < 200; run++) {
        struct mix_result result;
        struct random random;

        random_start(&random, 9, run);
        for (t = 0; t < 80; t++) {
            count[t] = 20 + (double)random_below(&random, 10);
            rate[t] = (t % 2 ? 10 : 2) + random_normal(&random);
        }
        mix_split(&question, &result);
        assert_digits(result.mix.effect.value + result.rate.effect.value, result.all.effect.value,
                      9);
        found += result.mix.p < .05;
        mix_free(&result);
    }
    assert_in_range(found, 2, 20);
}

/* All true ranks in their sets: 95 of 100 where all are equal. */
static void ranks_are_covered(void **state)
{
    size_t good = 0, run, i;

    (void)state;
    for (run = 0; run < 200; run++) {
        double value[5], se[5];
        size_t low[5], high[5];
        struct random random;
        bool all = true;

        random_start(&random, 13, run);
        for (i = 0; i < 5; i++) {
            se[i] = .5 + random_unit(&random);
            value[i] = se[i] * random_normal(&random);
        }
        rank_sets(value, se, 5, 1, low, high);
        for (i = 0; i < 5; i++)
            all = all && low[i] == 1 && high[i] == 5;
        good += all;
    }
    assert_in_range(good, 180, 199);
}

static void ranks_of_the_sure(void **state)
{
    static const double value[] = { 1, 100, 50, NAN }, se[] = { .1, .1, .1, .1 };
    size_t low[4], high[4];
    double likely[4];

    (void)state;
    rank_sets(value, se, 4, 1, low, high);
    assert_true(low[0] == 3 && high[0] == 3 && low[1] == 1 && high[1] == 1 && low[2] == 2);
    assert_true(low[3] == 0 && high[3] == 0);
    rank_shrink(value, se, 4, likely);
    assert_true(fabs(likely[1] - 100) < .1 && isnan(likely[3]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scan_is_regression),
        cmocka_unit_test(errs_and_finds),
        cmocka_unit_test(agrees_with_itself),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(says_what_lacks),
        cmocka_unit_test(trades),
        cmocka_unit_test(mixes),
        cmocka_unit_test(ranks_are_covered),
        cmocka_unit_test(ranks_of_the_sure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
