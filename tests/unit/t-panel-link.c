/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/digits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "link/panel_link.h"
#include "stats/random.h"

enum { MOST = 20 * 60 };

static struct link_options few = { .resamples = 199, .seed = 1, .threads = 1 };

static struct link_result test_one(const struct panel_outcome *outcome, const double *x, int first,
                                   int last)
{
    struct link_output output = { .x = x,
                                  .lag_first = first,
                                  .lag_last = last,
                                  .min_effect = NAN,
                                  .profile = true,
                                  .working = true };
    struct link_result result;
    struct error err;

    assert_int_equal(panel_link_test(outcome, &output, 1, &few, &result, &err), 0);
    return result;
}

static double tenth(double v)
{
    return round(v * 10) / 10;
}

/*
 * d <- expand.grid(t = 1:6, g = 1:12); d$x <- round(5*sin(d$g*d$t) + d$g/2, 1)
 * d$y <- round(.5*d$x - d$g + 3*cos(d$g + d$t^2) + d$t, 1); d$y[c(9, 40)] <- NA
 * m <- lm(y ~ x + factor(g) + factor(t), d); ok <- !is.na(d$y); u <- residuals(m)
 * xt <- residuals(lm(x ~ factor(g) + factor(t), d[ok,])); s <- tapply(xt*u, d$g[ok], sum)
 * n <- sum(ok); k <- length(coef(m)); sqrt(12/11*(n-1)/(n-k)*sum(s^2))/sum(xt^2)
 */
static void agrees_with_r(void **state)
{
    double x[72], y[72];
    struct panel_outcome outcome = { .timed = true, .entities = 12, .periods = 6, .y = y };
    struct link_result r;
    int g, t;

    (void)state;
    for (g = 1; g <= 12; g++) {
        for (t = 1; t <= 6; t++) {
            double *at = &x[(g - 1) * 6 + t - 1];

            *at = tenth(5 * sin(g * t) + g / 2.0);
            y[(g - 1) * 6 + t - 1] = tenth(.5 * *at - g + 3 * cos(g + t * t) + t);
        }
    }
    y[8] = y[39] = NAN;
    r = test_one(&outcome, x, 0, 0);
    assert_int_equal(r.reason, LINK_USABLE);
    assert_digits(r.effect, 0.28616745547327804, 10);
    assert_digits(r.se, 0.05759244326763522, 10);
    assert_digits(r.t, 4.9688368688135407, 10);
    assert_int_equal(r.n, 70);
    assert_true(r.n_eff == 70 - 12 - 5 - 1);
    assert_int_equal(r.entities, 12);
    assert_digits(r.naive_effect, -0.056444736612201875, 10);
    link_result_free(&r);
}

/* Entities with levels of their own, common shocks, AR noise; y follows x by `effect` two periods later. */
static void draw(uint64_t seed, size_t entities, size_t periods, double effect, double level,
                 double *x, double *y)
{
    double shock_x[60], shock_y[60];
    struct random random;
    size_t g, t;

    random_start(&random, 31, seed);
    for (t = 0; t < periods; t++) {
        shock_x[t] = random_normal(&random);
        shock_y[t] = random_normal(&random);
    }
    for (g = 0; g < entities; g++) {
        double a = 0, b = 0;
        double *row_x = x + g * periods, *row_y = y + g * periods;
        double own[60];

        for (t = 0; t < periods; t++) {
            own[t] = a = .5 * a + random_normal(&random);
            b = .5 * b + random_normal(&random);
            row_x[t] = a + shock_x[t] + 3 * (double)g;
            row_y[t] = b + shock_y[t] + level * (double)g + (t >= 2 ? effect * own[t - 2] : 0);
        }
    }
}

static void both_ways_find_the_lag(void **state)
{
    static const size_t entities[] = { 5, 16 }, periods[] = { 60, 24 };
    double x[MOST], y[MOST];
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++) {
        struct panel_outcome outcome = {
            .timed = true, .entities = entities[i], .periods = periods[i], .y = y
        };
        struct link_result r;
        double xy = 0, xx = 0;
        size_t k;

        /* bigger entities have less of y, though within each y follows x: Simpson */
        draw(3, entities[i], periods[i], .6, -9, x, y);
        y[periods[i] + 7] = NAN;
        x[2 * periods[i] + 9] = NAN;
        r = test_one(&outcome, x, 0, 4);
        assert_int_equal(r.reason, LINK_USABLE);
        assert_int_equal(r.lag, 2);
        assert_true(r.p < .05 && r.effect_low > 0 && r.effect_low < .6 && r.effect_high > .6);
        assert_true(r.r_low > 0 && r.r_low < r.r && r.r < r.r_high);
        assert_true(r.effect_pooled < 0);
        assert_int_equal(r.sign_plain, 1);
        assert_true(r.naive_effect < 0);
        for (k = 0; k < r.n; k++) {
            const struct link_working *w = &r.working[k];

            assert_true(w->entity < entities[i] && w->row < periods[i]);
            assert_true(w->y == y[w->entity * periods[i] + w->row]);
            /* a value that was bridged is missing here */
            if (isfinite(x[w->entity * periods[i] + w->row - 2]))
                assert_true(w->x == x[w->entity * periods[i] + w->row - 2]);
            else
                assert_true(isnan(w->x));
            xy += w->x_white * w->y_white;
            xx += w->x_white * w->x_white;
        }
        assert_digits(xy / xx, r.effect, 12);
        link_result_free(&r);
    }
}

static void intervals_agree_with_p(void **state)
{
    double x[MOST], y[MOST];
    int k, found = 0;

    (void)state;
    for (k = 0; k < 60; k++) {
        struct panel_outcome outcome = { .timed = true, .entities = 12, .periods = 10, .y = y };
        struct link_result r;
        int l;

        draw((uint64_t)k, 12, 10, .35, 0, x, y);
        r = test_one(&outcome, x, 0, 2);
        found += r.p < .05;
        for (l = 0; l < 3; l++) {
            const struct link_lag *row = &r.profile[l];

            assert_int_equal(row->p<.05, row->low95> 0 || row->high95 < 0);
            assert_int_equal(row->p<.10, row->low90> 0 || row->high90 < 0);
            assert_int_equal(row->p<.05, row->r_low> 0 || row->r_high < 0);
        }
        link_result_free(&r);
    }
    assert_in_range(found, 5, 58);
}

/* Tested with others, or alone: the same figures. */
static void company_changes_nothing(void **state)
{
    double x[2][MOST], y[MOST];
    struct panel_outcome outcome = { .timed = true, .entities = 5, .periods = 30, .y = y };
    struct link_output outputs[3] = { { .x = x[0], .lag_last = 3, .min_effect = NAN },
                                      { .x = x[1], .lag_last = 2, .min_effect = NAN },
                                      { .x = x[1], .lag_last = 3, .min_effect = NAN } };
    struct link_result together[3], alone;
    struct error err;
    int j;

    (void)state;
    draw(21, 5, 30, 0, 1, x[1], y);
    draw(20, 5, 30, 0, 1, x[0], y);
    assert_int_equal(panel_link_test(&outcome, outputs, 3, &few, together, &err), 0);
    for (j = 0; j < 3; j++) {
        assert_int_equal(panel_link_test(&outcome, &outputs[j], 1, &few, &alone, &err), 0);
        assert_int_equal(alone.reason, LINK_USABLE);
        assert_true(alone.p == together[j].p && alone.effect == together[j].effect &&
                    alone.critical95 == together[j].critical95 && alone.lag == together[j].lag);
        assert_int_equal(together[j].entities, 5);
    }
}

static void threads_change_nothing(void **state)
{
    static const size_t entities[] = { 4, 13 };
    double x[MOST], y[MOST];
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++) {
        struct panel_outcome outcome = {
            .timed = true, .entities = entities[i], .periods = 30, .y = y
        };
        struct link_result one, three;

        draw(8, entities[i], 30, 0, 1, x, y);
        one = test_one(&outcome, x, -1, 3);
        few.threads = 3;
        three = test_one(&outcome, x, -1, 3);
        few.threads = 1;
        assert_int_equal(one.reason, LINK_USABLE);
        assert_true(one.p == three.p && one.effect == three.effect &&
                    one.critical95 == three.critical95 && one.critical90 == three.critical90);
        link_result_free(&one);
        link_result_free(&three);
    }
}

/* Unrelated panels with common shocks: few false alarms, where pooling finds a link in most. */
static void keeps_its_level(void **state)
{
    static const size_t entities[] = { 4, 20 }, periods[] = { 26, 12 };
    double x[MOST], y[MOST];
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++) {
        struct panel_outcome outcome = {
            .timed = true, .entities = entities[i], .periods = periods[i], .y = y
        };
        int k, found = 0, naive = 0;

        for (k = 0; k < 60; k++) {
            struct link_result r;

            draw(100 + (uint64_t)k, entities[i], periods[i], 0, 1, x, y);
            r = test_one(&outcome, x, 0, 2);
            found += r.p < .05;
            naive += r.naive_p < .05;
            link_result_free(&r);
        }
        assert_true(found <= 7);
        assert_true(naive > 50);
    }
}

static void says_why_not(void **state)
{
    double x[MOST], y[MOST], flat[MOST];
    struct panel_outcome outcome = { .timed = true, .entities = 2, .periods = 30, .y = y };
    struct link_result r;
    struct error err;
    struct link_output backwards = { .x = x, .lag_first = 2, .lag_last = 0 };
    size_t i;

    (void)state;
    draw(1, 15, 30, 0, 1, x, y);
    r = test_one(&outcome, x, 0, 2);
    assert_int_equal(r.reason, LINK_TOO_FEW_ENTITIES);
    assert_true(r.reason_value == 2 && isnan(r.p));
    outcome.entities = 1;
    r = test_one(&outcome, x, 0, 2);
    assert_int_equal(r.reason, LINK_TOO_FEW_ENTITIES);
    outcome = (struct panel_outcome){ .timed = true, .entities = 15, .periods = 1, .y = y };
    r = test_one(&outcome, x, 0, 0);
    assert_int_equal(r.reason, LINK_TOO_FEW_ROWS);
    outcome.periods = 30;
    r = test_one(&outcome, x, 0, 30);
    assert_int_equal(r.reason, LINK_LAGS_TOO_LONG);
    for (i = 0; i < 15 * 30; i++)
        flat[i] = 5;
    r = test_one(&outcome, flat, 0, 2);
    assert_int_equal(r.reason, LINK_X_CONSTANT);
    /* the same for all entities at a time: the periods' effects take it */
    for (i = 0; i < 15 * 30; i++)
        flat[i] = sin((double)(i % 30));
    r = test_one(&outcome, flat, 0, 2);
    assert_int_equal(r.reason, LINK_X_EXPLAINED);
    outcome.entities = 5;
    r = test_one(&outcome, flat, 0, 2);
    assert_int_equal(r.reason, LINK_X_EXPLAINED);
    for (i = 0; i < 15 * 30; i++)
        flat[i] = i % 3 ? x[i] : NAN;
    r = test_one(&outcome, flat, 0, 2);
    assert_int_equal(r.reason, LINK_X_MISSING);
    assert_int_equal(panel_link_test(&outcome, &backwards, 1, &few, &r, &err), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),          cmocka_unit_test(both_ways_find_the_lag),
        cmocka_unit_test(intervals_agree_with_p), cmocka_unit_test(company_changes_nothing),
        cmocka_unit_test(threads_change_nothing), cmocka_unit_test(keeps_its_level),
        cmocka_unit_test(says_why_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
