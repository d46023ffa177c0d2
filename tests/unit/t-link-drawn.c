/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links of series that are drawn: what holds of any, and how often something is found. */
#include "tests/unit/one-link.h"

#include <stdbool.h>
#include <stdlib.h>

#include "stats/random.h"

static void walk(struct random *random, double *v, int n)
{
    double level = 0;
    int t;

    for (t = 0; t < n; t++)
        v[t] = level += random_normal(random);
}

/* p < .05 exactly where the interval leaves 0 out; the same for 90 % and r. */
static void intervals_agree_with_p(void **state)
{
    int k, found = 0;

    (void)state;
    for (k = 0; k < 150; k++) {
        double x[60], y[60];
        struct link_outcome outcome = { .n = 60, .y = y, .timed = true };
        struct link_result r;
        struct random random;
        int t;

        random_start(&random, 4, (uint64_t)k);
        walk(&random, x, 60);
        walk(&random, y, 60);
        for (t = 2; t < 60; t++)
            y[t] += .35 * x[t - 2];
        r = test_one(&outcome, lags(x, 0, 4));
        assert_int_equal(r.reason, LINK_USABLE);
        found += r.p < .05;
        assert_int_equal(r.p<.05, r.effect_low> 0 || r.effect_high < 0);
        assert_int_equal(r.p<.05, r.r_low> 0 || r.r_high < 0);
        assert_true(r.effect_low <= r.effect && r.effect <= r.effect_high);
        assert_true(fabs(r.effect_high - r.effect - r.critical95 * r.se) <
                    1e-9 * fabs(r.effect_high - r.effect));
        for (t = 0; t < 5; t++) {
            const struct link_lag *row = &r.profile[t];

            assert_int_equal(row->p<.05, row->low95> 0 || row->high95 < 0);
            assert_int_equal(row->p<.10, row->low90> 0 || row->high90 < 0);
            assert_int_equal(row->p<.05, row->r_low> 0 || row->r_high < 0);
            assert_true(r.firm_least <= row->low90 && r.firm_most >= row->high90);
            assert_true(fabs(row->t) <= fabs(r.t));
            assert_true(row->p >= r.p);
        }
        link_result_free(&r);
    }
    /* it is a test only if both kinds occur */
    assert_in_range(found, 30, 149);
}

static bool same_figures(const struct link_result *a, const struct link_result *b)
{
    size_t l;

    for (l = 0; l < a->lags_tried; l++) {
        const struct link_lag *p = &a->profile[l], *q = &b->profile[l];

        if (p->t != q->t || p->effect != q->effect || p->low95 != q->low95 || p->p != q->p ||
            p->high90 != q->high90 || p->r_low != q->r_low)
            return false;
    }
    return a->reason == b->reason && a->lag == b->lag && a->p == b->p && a->effect == b->effect &&
           a->effect_low == b->effect_low && a->effect_high == b->effect_high && a->mde == b->mde &&
           a->critical95 == b->critical95 && a->n == b->n;
}

/* Threads, company and order change no figure. */
static void figures_are_the_links_own(void **state)
{
    enum { LINKS = 4, ROWS = 70 };
    double x[LINKS][ROWS], y[ROWS], z[ROWS], year[ROWS];
    const double *context[] = { z };
    struct link_outcome outcome = {
        .n = ROWS,
        .y = y,
        .context = context,
        .contexts = 1,
        .timed = true,
        .season = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_MONTHS, .year = year }
    };
    struct link_options options = { .resamples = 499, .seed = 7, .threads = 1 };
    struct link_output outputs[LINKS], reversed[LINKS];
    struct link_result alone[LINKS], together[LINKS], backwards[LINKS];
    struct error err;
    struct random random;
    int j, t;

    (void)state;
    random_start(&random, 9, 9);
    for (j = 0; j < LINKS; j++)
        walk(&random, x[j], ROWS);
    walk(&random, y, ROWS);
    walk(&random, z, ROWS);
    for (t = 0; t < ROWS; t++)
        year[t] = (t % 12) / 12.0;
    x[1][30] = NAN;
    for (j = 0; j < LINKS; j++) {
        outputs[j] = lags(x[j], j == 2 ? -2 : 0, j == 3 ? 6 : 4);
        reversed[LINKS - 1 - j] = outputs[j];
        assert_int_equal(link_test(&outcome, &outputs[j], 1, &options, &alone[j], &err), 0);
    }
    options.threads = 3;
    assert_int_equal(link_test(&outcome, outputs, LINKS, &options, together, &err), 0);
    assert_int_equal(link_test(&outcome, reversed, LINKS, &options, backwards, &err), 0);
    for (j = 0; j < LINKS; j++) {
        assert_int_equal(alone[j].reason, LINK_USABLE);
        assert_true(same_figures(&alone[j], &together[j]));
        assert_true(same_figures(&alone[j], &backwards[LINKS - 1 - j]));
    }
    options.seed = 8;
    link_result_free(&together[0]);
    assert_int_equal(link_test(&outcome, outputs, 1, &options, together, &err), 0);
    assert_true(together[0].critical95 != alone[0].critical95);
    for (j = 0; j < LINKS; j++) {
        link_result_free(&alone[j]);
        link_result_free(&together[j]);
        link_result_free(&backwards[j]);
    }
}

/* False alarms on unrelated walks; the naive test's beside them. A small part of the scoreboard. */
static void keeps_its_level_on_random_walks(void **state)
{
    int k, found = 0, naive = 0;
    const int pairs = 200;

    (void)state;
    for (k = 0; k < pairs; k++) {
        double x[52], y[52];
        struct link_outcome outcome = { .n = 52, .y = y, .timed = true };
        struct link_result r;
        struct random random;

        random_start(&random, 11, (uint64_t)k);
        walk(&random, x, 52);
        walk(&random, y, 52);
        r = test_one(&outcome, lags(x, 0, 8));
        found += r.p < .05;
        naive += r.naive_p < .05;
        link_result_free(&r);
    }
    assert_true(found <= pairs * 8 / 100);
    assert_true(naive > pairs / 2);
}

/* White y, x with months of its own: y's fit has no season, the link's takes x's out. */
static void a_season_of_x_alone_is_taken_out(void **state)
{
    enum { ROWS = 96 };
    double x[ROWS], y[ROWS], year[ROWS];
    struct link_outcome outcome = {
        .n = ROWS,
        .y = y,
        .timed = true,
        .season = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_MONTHS, .year = year }
    };
    struct link_output outputs[2];
    struct link_result r[2];
    struct error err;
    struct random random;
    double flat[ROWS];
    int t;

    (void)state;
    random_start(&random, 21, 1);
    for (t = 0; t < ROWS; t++) {
        year[t] = (t % 12) / 12.0;
        y[t] = random_normal(&random);
        flat[t] = random_normal(&random);
        x[t] = 3 * sin(2 * M_PI * year[t]) + random_normal(&random);
    }
    outputs[0] = lags(flat, 0, 3);
    outputs[1] = lags(x, 0, 3);
    assert_int_equal(link_test(&outcome, outputs, 2, &few, r, &err), 0);
    assert_int_equal(r[0].season.columns, 0);
    assert_int_equal(r[1].season.year_harmonics, 1);
    assert_true(r[1].n_eff == (double)r[1].n - 2 - 2 - 1);
    link_result_free(&r[0]);
    link_result_free(&r[1]);
}

/* A law: an output that steps once, an outcome that steps with it. The null has steps elsewhere. */
static void a_law_is_found(void **state)
{
    enum { ROWS = 104, LAWS = 20 };
    struct link_options options = { .resamples = 499, .seed = 1, .threads = 2 };
    int k, t, found = 0, chance = 0;

    (void)state;
    for (k = 0; k < LAWS; k++) {
        double x[ROWS], y[ROWS], other[ROWS], e = 0;
        struct link_outcome outcome = { .n = ROWS, .y = y, .timed = true };
        struct link_output outputs[2];
        struct link_result r[2];
        struct error err;
        struct random random;
        int law = 25 + 3 * k % 54, elsewhere = 25 + (3 * k + 27) % 54;

        random_start(&random, 22, (uint64_t)k);
        for (t = 0; t < ROWS; t++) {
            e = .5 * e + random_normal(&random);
            x[t] = t >= law;
            other[t] = t >= elsewhere;
            y[t] = e + 6 * x[t];
        }
        outputs[0] = lags(x, 0, 4);
        outputs[1] = lags(other, 0, 4);
        assert_int_equal(link_test(&outcome, outputs, 2, &options, r, &err), 0);
        found += r[0].p < .05 && r[0].lag == 0;
        chance += r[1].p < .05;
        link_result_free(&r[0]);
        link_result_free(&r[1]);
    }

    assert_in_range(found, LAWS / 2, LAWS);
    assert_in_range(chance, 0, LAWS / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_agree_with_p),
        cmocka_unit_test(figures_are_the_links_own),
        cmocka_unit_test(keeps_its_level_on_random_walks),
        cmocka_unit_test(a_season_of_x_alone_is_taken_out),
        cmocka_unit_test(a_law_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
