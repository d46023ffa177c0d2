/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The autoregression beside an output that is known to act: link/cochrane_orcutt.h by way of link_test. */
#include "../digits.h"

#include <stdlib.h>

#include "link/link.h"
#include "stats/random.h"

enum { N = 40 };

static const struct link_options few = { .resamples = 199, .seed = 1, .threads = 1 };

static double tenth(double v)
{
    return round(v * 10) / 10;
}

/* As in t-link.c: n <- 40; t <- 1:n; x <- round(10*sin(t^2/7) + t/5, 1); z <- (t*t) %% 5;
   y <- 2 + .3*t + .4*c(0, 0, x[1:38]) + round(3*cos(t^2/3) + 6*sin(t/3), 1) + .5*z */
static void example(double *x, double *y, double *z, double *given)
{
    int t;

    for (t = 1; t <= N; t++) {
        x[t - 1] = tenth(10 * sin(t * t / 7.0) + t / 5.0);
        z[t - 1] = t * t % 5;
        given[t - 1] = t > 2 ? x[t - 3] : NAN;
        y[t - 1] = 2 + .3 * t + .4 * (t > 2 ? x[t - 3] : 0) +
                   tenth(3 * cos(t * t / 3.0) + 6 * sin(t / 3.0)) + .5 * z[t - 1];
    }
}

static struct link_result test(const struct link_outcome *outcome, const double *x)
{
    struct link_output output = { .x = x, .lag_last = 3, .min_effect = NAN, .profile = true };
    struct link_result result;
    struct error err;

    assert_int_equal(link_test(outcome, &output, 1, &few, &result, &err), 0);
    assert_int_equal(result.reason, LINK_USABLE);
    return result;
}

/*
 * k <- 3:40; X <- x shifted by 2; free <- function(v) residuals(lm(v ~ t, subset = k)); g <- free(y);
 * C <- cbind(free(z), free(X)); fit(e, q, A) is, of ar.burg(e, aic = FALSE, order.max = p, demean = FALSE),
 * p = 0 … 3, the one with the least criterion, m = length(e), freed of what the columns A took and
 * drawn towards a walk, all as in t-link.c.
 * ph <- fit(residuals(lm(y ~ t + z)), 3, cbind(1, t, z)); w(s) is s minus that filter, w0 is w
 * on k. Until the order stays and ph changes by less than .01:
 * b <- coef(lm(w0(g) ~ w0(1) + w0(t) + w0(C) - 1))[3:4]; ph <- fit(g - C %*% b, 4, cbind(1, k)).
 * Then summary(lm(w(y) ~ w(1) + w(t) + w(z) + w(X) - 1)).
 */
static void agrees_with_r(void **state)
{
    double x[N], y[N], z[N], given[N];
    const double *context[] = { z };
    struct link_outcome outcome = {
        .n = N, .y = y, .context = context, .contexts = 1, .timed = true, .given = given
    };
    struct link_result r;

    (void)state;
    example(x, y, z, given);
    r = test(&outcome, x);
    assert_int_equal(r.ar_order, 1);
    assert_digits(r.ar_phi[0], 0.86408520651839982, 11);
    assert_digits(r.profile[2].effect, 0.3006848061082889, 11);
    assert_digits(r.profile[2].se, 0.050045310045691398, 11);
    assert_int_equal(r.profile[2].n, 37);
    /* the interval and p still say the same */
    assert_true((r.effect_low > 0 || r.effect_high < 0) == (r.p < .05));
    link_result_free(&r);
}

/* What determines itself, or is not there throughout, does no harm. */
static void columns_that_say_nothing(void **state)
{
    double x[N], y[N], z[N], given[N], twice[N];
    const double *context[] = { z, twice };
    struct link_outcome outcome = {
        .n = N, .y = y, .context = context, .contexts = 1, .timed = true, .given = given
    };
    struct link_result one, both;
    int t;

    (void)state;
    example(x, y, z, given);
    one = test(&outcome, x);
    for (t = 0; t < N; t++)
        twice[t] = 3 * z[t] - 7;
    outcome.contexts = 2;
    both = test(&outcome, x);
    assert_int_equal(both.ar_order, 1);
    /* one more is counted, so the order may cost more; the fit is the same */
    assert_digits(both.ar_phi[0], one.ar_phi[0], 4);
    assert_digits(both.effect, one.effect, 4);
    link_result_free(&both);
    for (t = 0; t < N; t++)
        given[t] = t % 9 == 4 ? NAN : given[t];
    outcome.contexts = 1;
    both = test(&outcome, x);
    assert_true(both.p < .05 && fabs(both.effect - .4) < .2);
    link_result_free(&both);
    link_result_free(&one);
}

/* Shocks that persist and a strong effect: the fit without the output takes one for the other. */
static void persistence_beside_an_effect(void **state)
{
    enum { LONG = 300 };
    double x[LONG], y[LONG];
    struct link_outcome outcome = { .n = LONG, .y = y, .timed = true };
    struct link_result without, with;
    struct random random;
    double e = 0;
    int t;

    (void)state;
    random_start(&random, 3, 0);
    for (t = 0; t < LONG; t++) {
        e = .9 * e + random_normal(&random);
        x[t] = random_normal(&random);
        y[t] = 4 * x[t] + e;
    }
    without = test(&outcome, x);
    outcome.given = x;
    with = test(&outcome, x);
    assert_true(without.ar_phi[0] < .7);
    assert_true(fabs(with.ar_phi[0] - .9) < .1);
    assert_true(fabs(with.effect - 4) < .2);
    assert_true(with.se < .8 * without.se);
    link_result_free(&without);
    link_result_free(&with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(columns_that_say_nothing),
        cmocka_unit_test(persistence_beside_an_effect),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
