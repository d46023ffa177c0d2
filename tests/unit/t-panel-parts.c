/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the test of a panel is made of: additive parts, bridged gaps, the null. */
#include "tests/digits.h"

#include <stdlib.h>
#include <string.h>

#include "link/panel_bridge.h"
#include "link/panel_link.h"
#include "link/panel_null.h"
#include "link/panel_own.h"
#include "link/panel_periods.h"
#include "link/panel_shared.h"
#include "stats/project.h"
#include "stats/random.h"

enum { G = 13, T = 48, N = G * T };

static const struct season_candidate no_season = { 0 };

static void draw(uint64_t seed, double effect, double *x, double *y)
{
    struct random random;
    int g, t;

    random_start(&random, 5, seed);
    for (g = 0; g < G; g++) {
        double a = 0, b = 0, before = 0; /* two periods */

        for (t = 0; t < T; t++) {
            double was = a;

            a = .7 * a + random_normal(&random);
            b = .7 * b + random_normal(&random);
            x[g * T + t] = a + 3 * g + .1 * g * t + 2 * sin(t);
            y[g * T + t] = b + effect * before - 5 * g + .2 * g * t + 3 * cos(t);
            before = was;
        }
    }
}

/* A level, a trend of each and anything that periods bring leave nothing, gaps or not. */
static void additive_parts_go(void **state)
{
    struct panel_own design = { .entities = G, .periods = T, .season = &no_season };
    double v[N], own[N];
    bool in[N];
    int round, i;

    (void)state;
    for (round = 0; round < 2; round++) {
        size_t columns;

        for (i = 0; i < N; i++) {
            int g = i / T, t = i % T;

            in[i] = round == 0 || (i % 7 != 3 && !(g == 4 && t < 20));
            v[i] = in[i] ? 5 * g + .3 * g * t + 10 * cos(t) : 0;
        }
        columns = panel_own_remove(&design, in, v, own);
        for (i = 0; i < N; i++) {
            assert_true(fabs(v[i]) < 1e-9);
            if (!in[i])
                assert_true(v[i] == 0);
        }
        /* 2 for each entity, 1 for each period, less level and trend of all */
        assert_int_equal(columns, 2 * G + T - 2);
        /* entities differ in trend by what is their own; a trend of all may be either's */
        assert_digits((own[12 * T + 41] - own[12 * T + 11]) - (own[2 * T + 41] - own[2 * T + 11]),
                      .3 * 10 * 30, 9);
    }
}

/* One shape of which entities have more or less is found whatever is missing, and only its own. */
static void the_season_in_common_is_found(void **state)
{
    double year[T], part[N], shape[T], true_shape[T], span[4 * T], power = 0, both = 0;
    struct season_request request = { .mode = SEASON_AUTO,
                                      .year = year,
                                      .calendar = SEASON_CALENDAR_MONTHS };
    struct season season;
    bool in[N];
    int g, t;

    (void)state;
    for (t = 0; t < T; t++) {
        year[t] = t % 12 / 12.;
        true_shape[t] = cos(2 * M_PI * year[t]) - .4 * sin(4 * M_PI * year[t]);
        power += true_shape[t] * true_shape[t];
    }
    season_offer(&season, &request, T);
    assert_int_equal(season.candidate[2].columns, 4);
    for (g = 0; g < G; g++)
        for (t = 0; t < T; t++) {
            in[g * T + t] = (g * 5 + t) % 9 != 2 && !(g == 4 && t < 20);
            part[g * T + t] = in[g * T + t] ? (g - 4) * true_shape[t] : 0;
        }
    panel_shared_shape(G, T, in, part, &season.candidate[2], shape);
    for (t = 0; t < T; t++)
        both += shape[t] * true_shape[t] / sqrt(power);
    assert_digits(fabs(both), 1, 9);
    /* one harmonic has no room for the second */
    panel_shared_shape(G, T, in, part, &season.candidate[1], shape);
    for (t = 0; t < T; t++) {
        span[t] = 1;
        span[T + t] = t;
    }
    memcpy(span + 2 * T, season.candidate[1].values, 2 * T * sizeof *span);
    project_out(span, T, project_basis(span, T, 4), shape);
    for (t = 0; t < T; t++)
        assert_true(fabs(shape[t]) < 1e-9);
    memset(part, 0, sizeof part);
    panel_shared_shape(G, T, in, part, &season.candidate[2], shape);
    for (t = 0; t < T; t++)
        assert_true(shape[t] == 0);
    season_free(&season);
}

/* Takes an entity's level and trend out. */
static void take_own(const bool *in, double *v)
{
    double own[2 * T];
    int t;

    for (t = 0; t < T; t++) {
        own[t] = in[t];
        own[T + t] = in[t] ? t : 0;
    }
    project_out(own, T, project_basis(own, T, 2), v);
}

/* Periods' effects solved for leave what rounds of averaging come to, gaps or not. */
static void effects_of_periods_are_solved(void **state)
{
    struct panel_own design = { .entities = G, .periods = T, .season = &no_season };
    double v[N], left[N], effect[T];
    bool in[N];
    struct panel_periods *effects;
    int kind, i, g, t;

    (void)state;
    for (kind = 0; kind < 2; kind++) {
        memset(effect, 0, sizeof effect);
        for (i = 0; i < N; i++) {
            /* nobody has period 9 */
            in[i] = i % T != 9 && (kind == 0 || (i % 7 != 3 && !(i / T == 4 && i % T < 20)));
            left[i] = v[i] = in[i] ? cos(i * i) + 3 * sin(i % T) : 0;
        }
        panel_own_remove(&design, in, left, NULL);
        for (g = 0; g < G; g++) {
            take_own(in + g * T, v + g * T);
            for (t = 0; t < T; t++)
                effect[t] += v[g * T + t];
        }
        effects = panel_periods_new(G, T, in, &no_season);
        panel_periods_solve(effects, effect);
        panel_periods_free(effects);
        for (g = 0; g < G; g++) {
            for (t = 0; t < T; t++)
                v[g * T + t] -= in[g * T + t] ? effect[t] : 0;
            take_own(in + g * T, v + g * T);
            for (t = 0; t < T; t++)
                assert_true(fabs(v[g * T + t] - left[g * T + t]) < 1e-9);
        }
    }
}

static void gaps_are_bridged_with_the_others(void **state)
{
    double x[N], y[N], out[N];
    size_t filled;

    (void)state;
    draw(1, 0, x, y);
    for (int i = 0; i < N; i++)
        x[i] = 3 * (i / T) + 8 * sin(i % T);
    memcpy(y, x, sizeof x);
    x[2 * T + 5] = x[2 * T + 6] = x[7 * T + 30] = NAN;
    x[0] = x[3 * T + T - 1] = NAN; /* before the first, after the last */
    filled = panel_bridge(x, G, T, out);
    assert_int_equal(filled, 3);
    assert_digits(out[2 * T + 5], y[2 * T + 5], 8);
    assert_digits(out[7 * T + 30], y[7 * T + 30], 8);
    assert_true(isnan(out[0]) && isnan(out[3 * T + T - 1]));
    assert_true(out[1] == x[1]);
    /* nobody has period 9: on the line between its neighbours' */
    for (int g = 0; g < G; g++)
        x[g * T + 9] = NAN;
    assert_int_equal(panel_bridge(x, G, T, out), 3 + G);
    assert_digits(out[5 * T + 9], (y[5 * T + 8] + y[5 * T + 10]) / 2, 6);
}

/* Entities that differ get autoregressions of their own, those that do not share one. */
static void unlike_entities_have_their_own(void **state)
{
    enum { FEW = 3, LONG = 200, STRIDE = LONG + AR_MAX + 1 };
    static const double unlike[] = { 0, .5, .95 };
    struct panel_layout layout = {
        .entities = FEW, .periods = LONG, .stride = STRIDE, .max_order = 4
    };
    double left[FEW * STRIDE], y[FEW * STRIDE], work[AR_WORK(FEW * STRIDE)];
    int kind, g, t;

    (void)state;
    for (kind = 0; kind < 2; kind++) {
        struct panel_null *null;
        struct random random;
        struct ar_fit all;

        random_start(&random, 3, 3);
        for (t = 0; t < FEW * STRIDE; t++)
            left[t] = NAN;
        for (g = 0; g < FEW; g++) {
            double a = 0;

            for (t = 0; t < LONG; t++)
                left[g * STRIDE + t] = a = (kind ? unlike[g] : .5) * a + random_normal(&random);
        }
        ar_burg(left, FEW * STRIDE, 4, 0, work, &all);
        null = panel_null_new(&layout, left, &all, 3);
        if (kind == 0)
            assert_true(null->ar[0].phi[0] == null->ar[2].phi[0]);
        else
            assert_true(null->ar[0].phi[0] < .2 && null->ar[2].phi[0] > .8);
        panel_null_draw(null, &random, y);
        for (t = 0; t < FEW * STRIDE; t++)
            assert_true(isfinite(y[t]) && (t % STRIDE < LONG || y[t] == 0));
        panel_null_free(null);
    }
}

static struct link_result test_panel(struct panel_outcome outcome, const double *x, int last)
{
    struct link_options options = { .resamples = 199, .seed = 1, .threads = 1 };
    struct link_output output = {
        .x = x, .lag_last = last, .min_effect = .1, .profile = true, .working = true
    };
    struct link_result result;
    struct error err;

    assert_int_equal(panel_link_test(&outcome, &output, 1, &options, &result, &err), 0);
    return result;
}

/* Many entities and 40 periods or more: whitened, trends gone, gaps and context or not. */
static void long_panels_are_whitened(void **state)
{
    double x[N], y[N], z[N];
    const double *context[] = { z };
    int kind, i;

    (void)state;
    for (kind = 0; kind < 3; kind++) {
        struct panel_outcome outcome = { .entities = G,
                                         .periods = T,
                                         .y = y,
                                         .timed = true,
                                         .context = context,
                                         .contexts = kind == 2 };
        struct link_result r;
        double xy = 0, xx = 0;

        draw(7, .5, x, y);
        for (i = 0; i < N; i++) {
            z[i] = cos(i * i);
            y[i] += kind == 2 ? 4 * z[i] : 0;
        }
        for (i = 11; kind == 1 && i < N; i += 37)
            (i % 2 ? x : y)[i] = NAN;
        r = test_panel(outcome, x, 3);
        assert_int_equal(r.reason, LINK_USABLE);
        assert_int_equal(r.lag, 2);
        assert_true(r.p < .05 && r.effect_low < .5 && r.effect_high > .5);
        assert_true(r.trend && r.ar_order > 0 && r.entities == G);
        assert_true(kind == 1 ? r.x_bridged > 0 : r.x_bridged == 0);
        assert_true(r.more_periods == 0 || r.more_periods > 0);
        for (i = 0; i < (int)r.n; i++) {
            xy += r.working[i].x_white * r.working[i].y_white;
            xx += r.working[i].x_white * r.working[i].x_white;
        }
        assert_digits(xy / xx, r.effect, 12);
        link_result_free(&r);
    }
}

/* Fewer than 40: the effect of the regression with dummies; in what is simulated, trends stay. */
static void short_panels_are_not(void **state)
{
    enum { SHORT = 24 };
    double x[G * SHORT], y[G * SHORT];
    struct panel_outcome outcome = { .entities = G, .periods = SHORT, .y = y, .timed = true };
    struct random random;
    struct link_result r;
    int i;

    (void)state;
    random_start(&random, 4, 4);
    for (i = 0; i < G * SHORT; i++) {
        int g = i / SHORT, t = i % SHORT;

        x[i] = g * t + random_normal(&random);
        y[i] = 2 * g * t + random_normal(&random);
        if (i % 29 == 5)
            y[i] = NAN;
    }
    /* bigger ones grow faster in both: a perfect link to the regression, none to the test */
    r = test_panel(outcome, x, 0);
    assert_int_equal(r.reason, LINK_USABLE);
    assert_true(r.r > .99 && r.p > .05 && r.ar_order == 0 && !r.trend);
    link_result_free(&r);
}

static void without_time_rows_are_permuted(void **state)
{
    enum { FEW = 5, ROWS = 30 };
    double x[FEW * ROWS], y[FEW * ROWS];
    struct panel_outcome outcome = { .entities = FEW, .periods = ROWS, .y = y };
    struct random random;
    struct link_result r;
    int i;

    (void)state;
    random_start(&random, 6, 6);
    for (i = 0; i < FEW * ROWS; i++) {
        x[i] = random_normal(&random) + i / ROWS;
        y[i] = .6 * x[i] + random_normal(&random) - 9 * (i / ROWS);
    }
    y[3] = NAN;
    r = test_panel(outcome, x, 0);
    assert_int_equal(r.reason, LINK_USABLE);
    assert_true(r.p < .05 && r.effect > .3 && r.naive_effect < 0 && r.effect_pooled < 0);
    assert_true(r.n == FEW * ROWS - 1 && r.n_eff == FEW * ROWS - 1 - FEW - 1);
    link_result_free(&r);
    for (i = 0; i < FEW * ROWS; i++)
        y[i] = random_normal(&random);
    r = test_panel(outcome, x, 0);
    assert_true(r.p > .05);
    link_result_free(&r);
}

/* Unrelated, but bigger entities have more of one season in x and in y; persistence .9. */
static void draw_season(uint64_t seed, int entities, int periods, double *x, double *y)
{
    struct random random;
    int g, t;

    random_start(&random, 9, seed);
    for (g = 0; g < entities; g++) {
        double a = 0, b = 0, size = 2 + random_normal(&random);

        for (t = -50; t < periods; t++) {
            double season = size * (cos(2 * M_PI * t / 12) + .4 * sin(4 * M_PI * t / 12));

            a = .9 * a + random_normal(&random);
            b = .9 * b + random_normal(&random);
            if (t < 0)
                continue;
            x[g * periods + t] = a + season;
            y[g * periods + t] = b + season;
        }
    }
}

/* A season of each of fifty entities is too dear to be seen in two years; one in common is not. */
static void a_season_by_size_is_no_link(void **state)
{
    enum { MANY = 50, FEW = 8, YEARS = 24, PANELS = 40 };
    static double x[MANY * YEARS], y[MANY * YEARS], year[YEARS];
    struct panel_outcome outcome = {
        .periods = YEARS,
        .y = y,
        .timed = true,
        .season = { .mode = SEASON_AUTO, .year = year, .calendar = SEASON_CALENDAR_MONTHS }
    };
    int kind, i, found;

    (void)state;
    for (i = 0; i < YEARS; i++)
        year[i] = i % 12 / 12.;
    for (kind = 0; kind < 2; kind++) {
        outcome.entities = kind ? MANY : FEW;
        for (found = 0, i = 0; i < PANELS; i++) {
            struct link_result r;

            draw_season((uint64_t)i, (int)outcome.entities, YEARS, x, y);
            if (i % 2)
                y[30] = x[33] = NAN;
            r = test_panel(outcome, x, 3);
            assert_int_equal(r.reason, LINK_USABLE);
            found += r.p < .05;
            link_result_free(&r);
        }
        assert_true(found <= 7); /* the 1 % point of 5 % of 40 is 6 */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(additive_parts_go),
        cmocka_unit_test(the_season_in_common_is_found),
        cmocka_unit_test(effects_of_periods_are_solved),
        cmocka_unit_test(gaps_are_bridged_with_the_others),
        cmocka_unit_test(unlike_entities_have_their_own),
        cmocka_unit_test(long_panels_are_whitened),
        cmocka_unit_test(short_panels_are_not),
        cmocka_unit_test(without_time_rows_are_permuted),
        cmocka_unit_test(a_season_by_size_is_no_link),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
