/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/one-link.h"

#include <stdlib.h>
#include <string.h>

#include "link/verdict.h"
#include "stats/random.h"

enum { N = 40 };

static double tenth(double v)
{
    return round(v * 10) / 10;
}

/*
 * n <- 40; t <- 1:n; x <- round(10*sin(t^2/7) + t/5, 1)
 * u <- round(3*cos(t^2/3) + 6*sin(t/3), 1); z <- (t*t) %% 5
 * y <- 2 + .3*t + .4*c(0, 0, x[1:(n-2)]) + u + .5*z
 */
static void example(double *x, double *y, double *z)
{
    int t;

    for (t = 1; t <= N; t++) {
        x[t - 1] = tenth(10 * sin(t * t / 7.0) + t / 5.0);
        z[t - 1] = t * t % 5;
        y[t - 1] = 2 + .3 * t + .4 * (t > 2 ? x[t - 3] : 0) +
                   tenth(3 * cos(t * t / 3.0) + 6 * sin(t / 3.0)) + .5 * z[t - 1];
    }
}

static void expect_profile(const struct link_result *r, const double (*expected)[3], int freedom)
{
    int l;

    for (l = 0; l < 4; l++) {
        assert_int_equal(r->profile[l].lag, l);
        assert_digits(r->profile[l].effect, expected[l][0], 10);
        assert_digits(r->profile[l].se, expected[l][1], 10);
        assert_digits(r->profile[l].t, expected[l][2], 10);
    }
    assert_int_equal(r->lag, 2);
    assert_true(r->n_eff == freedom);
}

/*
 * X <- cbind(1, t); e <- residuals(lm(y ~ X - 1)); k <- ncol(X); of ar.burg(e, aic = FALSE,
 * order.max = p, demean = FALSE), p = 0 … 3, the one with the least
 * n log v + n (n + p + k) / (n - p - k - 2), - 1 from p = 1 on, + 2 for each further one, v the
 * recursion's variance: p = 1, ph its coefficient.
 * Freed of what X took (ar_bias.h): Q <- qr.Q(qr(X)); g <- ARMAacf(ph, lag.max = n - 1)
 * s <- diag(t(Q) %*% toeplitz(as.numeric(g)) %*% Q)
 * c0 <- 1 - sum(s) / n; c1 <- g[2] - sum(s * colSums(Q[-1, ] * Q[-n, ])) / (n - 1)
 * ph <- 2 * ph - c1 / c0; drawn towards a walk (ar_shrink): ph <- ph + (12 / n)^2 * (1 - ph)
 * w <- function(s) s minus that filter; for l in 0:3, rows l + 2 to 40:
 * summary(lm(w(y) ~ w(x shifted by l) + w(X) - 1)), w(X) column by column
 */
static void agrees_with_r(void **state)
{
    static const double expected[4][3] = {
        { -0.0073333513574389024, 0.070060600881142743, -0.10467154527949132 },
        { -0.15277031225976231, 0.067086889987971576, -2.2772006913296092 },
        { 0.30096043001239148, 0.051585822366400504, 5.8341694715022445 },
        { -0.13867984240952969, 0.06937256984025128, -1.9990587451045385 },
    };
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r;

    (void)state;
    example(x, y, z);
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_USABLE);
    assert_int_equal(r.ar_order, 1);
    assert_digits(r.ar_phi[0], 0.74569693871501386, 11);
    assert_int_equal(r.n, 37);
    expect_profile(&r, expected, 34);
    assert_int_equal(r.lag, 2);
    assert_true(r.effect == r.profile[2].effect);
    /* summary(lm(y ~ x)), cor(x, y) */
    assert_digits(r.naive_effect, 0.1563232671952654, 12);
    assert_digits(r.naive_p, 0.2565526662587414, 10);
    assert_digits(r.naive_r, 0.18368547871295421, 12);
    link_result_free(&r);
}

/* The same with z in X. */
static void agrees_with_r_with_context(void **state)
{
    static const double expected[4][3] = {
        { -0.007625920676735321, 0.071106520948465618, -0.1072464321839371 },
        { -0.1552567893938385, 0.068058072498252187, -2.2812398837452483 },
        { 0.30247312084508005, 0.052860302273490582, 5.7221224214748805 },
        { -0.14467711949533218, 0.072033155389343156, -2.0084795496371695 },
    };
    double x[N], y[N], z[N];
    const double *context[] = { z };
    struct link_outcome outcome = {
        .n = N, .y = y, .context = context, .contexts = 1, .timed = true
    };
    struct link_result r;

    (void)state;
    example(x, y, z);
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.ar_order, 1);
    expect_profile(&r, expected, 33);
    link_result_free(&r);
}

/* The same with cos and sin of 2 pi (t - 1) / 12 in X. */
static void agrees_with_r_with_season(void **state)
{
    static const double expected[4][3] = {
        { -0.0078587871577020258, 0.071153186941180807, -0.1104488427791511 },
        { -0.15473096626689642, 0.068091779709766959, -2.2723883400671654 },
        { 0.30073563558659877, 0.052098328391540369, 5.7724622818307481 },
        { -0.14104592978527339, 0.070621398066071039, -1.9972123697312745 },
    };
    double x[N], y[N], z[N], cosine[N], sine[N];
    const double *context[] = { cosine, sine };
    struct link_outcome outcome = {
        .n = N, .y = y, .context = context, .contexts = 2, .timed = true
    };
    struct link_result r;
    int t;

    (void)state;
    example(x, y, z);
    for (t = 0; t < N; t++) {
        cosine[t] = cos(2 * M_PI * t / 12);
        sine[t] = sin(2 * M_PI * t / 12);
    }
    /* A filter maps a harmonic onto itself: as context it must do what the season does. */
    r = test_one(&outcome, lags(x, 0, 3));
    expect_profile(&r, expected, 32);
    link_result_free(&r);
}

static void working_columns_give_the_effect(void **state)
{
    double x[N], y[N], z[N];
    const double *context[] = { z };
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r;
    int contexts;

    (void)state;
    example(x, y, z);
    y[5] = NAN;
    x[36] = NAN;
    for (contexts = 0; contexts < 2; contexts++) {
        double xy = 0, xx = 0, sum = 0;
        int bridged = 0;
        size_t i;

        outcome.contexts = (size_t)contexts;
        outcome.context = context;
        r = test_one(&outcome, lags(x, 1, 2));
        assert_int_equal(r.reason, LINK_USABLE);
        for (i = 0; i < r.n; i++) {
            const struct link_working *w = &r.working[i];

            xy += w->x_white * w->y_white;
            xx += w->x_white * w->x_white;
            sum += w->x_white;
            assert_true(w->y == y[w->row]);
            bridged += isnan(w->x);
            assert_true(isnan(w->x) || w->x == x[(int)w->row - r.lag]);
        }
        assert_digits(xy / xx, r.effect, 12);
        assert_true(fabs(sum) < 1e-9);
        assert_int_equal(bridged, 1);
        assert_int_equal(r.x_bridged, 1);
        link_result_free(&r);
    }
}

/* Units change the effect and nothing else; sizes of 1e300 and 1e-300 are units. */
static void units_do_not_matter(void **state)
{
    static const double sizes[] = { 1, 1000, 0x1p990, 0x1p-990, 5e-320 };
    double x[N], y[N], z[N], big[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r, s;
    size_t i;
    int t;

    (void)state;
    example(x, y, z);
    r = test_one(&outcome, lags(x, 0, 3));
    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (t = 0; t < N; t++)
            big[t] = x[t] * sizes[i];
        s = test_one(&outcome, lags(big, 0, 3));
        /* a denormal has few digits */
        if (sizes[i] < 1e-310) {
            assert_true(s.reason == LINK_USABLE || s.reason == LINK_OUT_OF_RANGE);
        } else {
            assert_int_equal(s.reason, LINK_USABLE);
            assert_digits(s.t, r.t, 10);
            assert_digits(s.effect * sizes[i], r.effect, 10);
            assert_true(s.p == r.p);
        }
        link_result_free(&s);
    }
    link_result_free(&r);
}

static void says_why_not(void **state)
{
    double x[N], y[N], z[N], other[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r;
    int t;

    (void)state;
    example(x, y, z);
    for (t = 0; t < N; t++)
        other[t] = 4;
    r = test_one(&outcome, lags(other, 0, 3));
    assert_int_equal(r.reason, LINK_X_CONSTANT);
    assert_true(r.reason_value == 4);
    assert_true(isnan(r.effect) && isnan(r.p) && isnan(r.mde) && !r.profile && !r.working);

    for (t = 0; t < N; t++)
        other[t] = 4 + .1 * t;
    r = test_one(&outcome, lags(other, 0, 3));
    assert_int_equal(r.reason, LINK_X_EXPLAINED);
    assert_true(isnan(r.p));
    assert_true(!isnan(r.naive_p));

    memcpy(other, x, sizeof other);
    for (t = 0; t < 9; t++)
        other[3 * t] = t % 2 ? NAN : INFINITY;
    r = test_one(&outcome, lags(other, 0, 3));
    assert_int_equal(r.reason, LINK_X_MISSING);
    assert_digits(r.reason_value, 9.0 / N, 12);
    assert_true(r.reason_limit == .20);

    r = test_one(&outcome, lags(x, 0, N));
    assert_int_equal(r.reason, LINK_LAGS_TOO_LONG);
    assert_true(r.reason_value == N && r.reason_limit == N);
    r = test_one(&outcome, lags(x, -26, 0));
    assert_int_equal(r.reason, LINK_TOO_FEW_ROWS);
    assert_true(r.reason_value == 13 && r.n == 13);
    assert_true(r.reason_limit == 14);

    for (t = 0; t < N; t++)
        other[t] = NAN;
    r = test_one(&outcome, lags(other, 0, 3));
    assert_int_equal(r.reason, LINK_X_MISSING);
    outcome.y = other;
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_Y_MISSING);
    for (t = 0; t < N; t++)
        other[t] = -1;
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_Y_CONSTANT);
    for (t = 0; t < N; t++)
        other[t] = 7 - 3 * t;
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_Y_EXPLAINED);
    outcome.n = 12;
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_TOO_FEW_ROWS);
    outcome.n = 0;
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_TOO_FEW_ROWS);
}

static void more_controls_than_rows(void **state)
{
    enum { MANY = 45 };
    double x[N], y[N], z[N], noise[MANY][N];
    const double *context[MANY];
    struct link_outcome outcome = {
        .n = N, .y = y, .context = context, .contexts = MANY, .timed = true
    };
    struct link_result r;
    struct random random;
    int j, t;

    (void)state;
    example(x, y, z);
    random_start(&random, 1, 1);
    for (j = 0; j < MANY; j++) {
        context[j] = noise[j];
        for (t = 0; t < N; t++)
            noise[j][t] = random_normal(&random);
    }
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_TOO_MANY_CONTROLS);
    /* context that repeats itself, or says nothing, costs nothing */
    for (j = 0; j < MANY; j++)
        context[j] = noise[0];
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_USABLE);
    assert_true(r.n_eff == (double)r.n - 4);
    link_result_free(&r);
}

static void refuses_senseless_calls(void **state)
{
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_output output;
    struct link_options options = { .resamples = 10 };
    struct link_result r;
    struct error err;

    (void)state;
    example(x, y, z);
    output = lags(x, 0, 3);
    assert_int_equal(link_test(&outcome, &output, 1, &options, &r, &err), -1);
    assert_int_equal(err.status, 2);
    options.resamples = 99;
    output = lags(x, 3, 0);
    assert_int_equal(link_test(&outcome, &output, 1, &options, &r, &err), -1);
    output = lags(x, 0, 3);
    outcome.timed = false;
    assert_int_equal(link_test(&outcome, &output, 1, &options, &r, &err), -1);
}

/* y = 2 x(t-1) to the last digit: no error to divide by, and no crash. */
static void a_perfect_link(void **state)
{
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r;
    int t;

    (void)state;
    example(x, y, z);
    for (t = 0; t < N; t++)
        y[t] = t > 0 ? 2 * x[t - 1] : 1;
    r = test_one(&outcome, lags(x, 0, 3));
    assert_int_equal(r.reason, LINK_USABLE);
    assert_int_equal(r.lag, 1);
    assert_digits(r.effect, 2, 10);
    assert_true(r.p == 1.0 / 200);
    assert_true(isfinite(r.t) && isfinite(r.effect_low) && r.effect_low > 0);
    link_result_free(&r);
}

/*
 * Independent rows: r is cor(), effect is lm()'s slope, and p is near the nominal one because
 * the data are normal. R: x <- (1:30 * 7) %% 31; y <- .1*x + (1:30 * 11) %% 13; lm(y ~ x)
 */
static void rows_without_time(void **state)
{
    double x[30], y[30];
    struct link_outcome outcome = { .n = 30, .y = y };
    struct link_options options = { .resamples = 9999, .seed = 1, .threads = 2 };
    struct link_output output = lags(x, 0, 0);
    struct link_result r;
    struct error err;
    int i;

    (void)state;
    for (i = 1; i <= 30; i++) {
        x[i - 1] = i * 7 % 31;
        y[i - 1] = .1 * x[i - 1] + i * 11 % 13;
    }
    assert_int_equal(link_test(&outcome, &output, 1, &options, &r, &err), 0);
    assert_int_equal(r.reason, LINK_USABLE);
    assert_digits(r.effect, r.naive_effect, 12);
    assert_digits(r.r, r.naive_r, 12);
    assert_true(fabs(r.p - r.naive_p) < .02);
    assert_true(r.n == 30 && r.n_eff == 28);
    assert_false(r.trend);
    assert_int_equal(r.sign_differenced, r.sign_plain);
    link_result_free(&r);
}

/* One row, the same in both, makes a link; it is named, and the verdict stays away. */
static void rests_on_an_odd_row(void **state)
{
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct verdict_terms terms = { .timed = true, .min_effect = NAN };
    struct link_result r;
    int t;

    (void)state;
    example(x, y, z);
    r = test_one(&outcome, lags(x, 0, 3));
    assert_true(r.p < .05 && r.rests_count == 0);
    link_result_free(&r);
    for (t = 0; t < N; t++)
        y[t] = tenth(5 * cos(t * t / 3.0 + 1));
    x[20] -= 60;
    y[20] -= 60;
    r = test_one(&outcome, lags(x, 0, 0));
    assert_true(r.p < .05);
    assert_int_equal(r.rests_count, 1);
    assert_int_equal(r.rests[0], 20);
    terms.p_adj = r.p;
    assert_int_equal(verdict_of(&r, &terms), VERDICT_CANNOT_TELL);
    link_result_free(&r);
}

/* Lags that nobody asked for go where they would leave too few rows; those asked for stay. */
static void lags_of_its_own_leave_enough(void **state)
{
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = 18, .y = y, .timed = true };
    struct link_output output;
    struct link_result r;

    (void)state;
    example(x, y, z);
    output = lags(x, 0, 6);
    r = test_one(&outcome, output);
    assert_int_equal(r.reason, LINK_TOO_FEW_ROWS);
    output.lags_auto = true;
    r = test_one(&outcome, output);
    assert_int_equal(r.reason, LINK_USABLE);
    assert_int_equal(r.lags_tried, 4); /* 17 filtered rows less 3 are 14 */
    assert_int_equal(r.profile[3].n, 14);
    link_result_free(&r);

    assert_int_equal(link_lags_auto(SEASON_CALENDAR_WEEKS, 14), 1);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_WEEKS, 52), 4);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_WEEKS, 500), 8);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_DAYS, 500), 7);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_MONTHS, 23), 1);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_MONTHS, 24), 2);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_MONTHS, 36), 3);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_MONTHS, 120), 4);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_QUARTERS, 23), 1);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_QUARTERS, 24), 2);
    assert_int_equal(link_lags_auto(SEASON_CALENDAR_NONE, 200), 8);
}

/* What no-effect asks: a wider interval, and one that no single row makes narrow. */
static void no_effect_of_a_row(void **state)
{
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_output output;
    struct link_result r;
    double reach;

    (void)state;
    example(x, y, z);
    output = lags(x, 0, 0);
    r = test_one(&outcome, output);
    reach = r.critical90 * r.se * (1 + 4.5 / (double)r.n);
    assert_digits(r.firm_least, r.effect - reach, 10);
    assert_digits(r.firm_most, r.effect + reach, 10);
    link_result_free(&r);
    x[20] -= 1000; /* recorded wrongly: whatever moves y, the slope is 0 */
    output.min_effect = .1;
    r = test_one(&outcome, output);
    assert_true(r.profile[0].high90 < .1 && r.profile[0].low90 > -.1);
    assert_true(r.firm_most > .1);
    link_result_free(&r);
}

static void more_periods_for_less_effect(void **state)
{
    double x[N], y[N], z[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_output output;
    struct link_result r;

    (void)state;
    example(x, y, z);
    output = lags(x, 0, 3);
    r = test_one(&outcome, output);
    assert_true(isnan(r.more_periods));
    /* More than if the autoregression were known, and not absurdly so. */
    assert_true(r.mde > (r.critical95 + .84) * r.se && r.mde < 2 * (r.critical95 + .85) * r.se);
    output.min_effect = r.mde / 2; /* four times the rows, nearly */
    link_result_free(&r);
    r = test_one(&outcome, output);
    assert_true(r.more_periods == ceil(r.n_eff * 3) || r.more_periods == ceil(r.n_eff * 3) + 1);
    output.min_effect = r.mde / 10; /* a hundred times: too far ahead for a promise */
    link_result_free(&r);
    r = test_one(&outcome, output);
    assert_true(isinf(r.more_periods));
    output.min_effect = r.mde * 1.01;
    link_result_free(&r);
    r = test_one(&outcome, output);
    assert_true(r.more_periods == 0);
    link_result_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(agrees_with_r_with_context),
        cmocka_unit_test(agrees_with_r_with_season),
        cmocka_unit_test(working_columns_give_the_effect),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(says_why_not),
        cmocka_unit_test(more_controls_than_rows),
        cmocka_unit_test(refuses_senseless_calls),
        cmocka_unit_test(a_perfect_link),
        cmocka_unit_test(rows_without_time),
        cmocka_unit_test(rests_on_an_odd_row),
        cmocka_unit_test(lags_of_its_own_leave_enough),
        cmocka_unit_test(no_effect_of_a_row),
        cmocka_unit_test(more_periods_for_less_effect),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
