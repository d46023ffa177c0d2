/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/digits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "link/panel_link.h"
#include "link/verdict.h"
#include "stats/correlation.h"
#include "stats/random.h"

enum { N = 60 };

static int correlate(const void *context, const double *x, const double *y, size_t n,
                     double *estimate, struct error *err)
{
    (void)err;
    *estimate = correlation_of(*(const enum correlation_method *)context, x, y, n);
    return 0;
}

static const enum correlation_method which[] = { CORRELATION_PEARSON, CORRELATION_SPEARMAN };
static const struct link_method pearson = { correlate, &which[0], true };
static const struct link_method spearman = { correlate, &which[1], true };

/* Pearson's r without its sign, and not said to be a correlation. */
static int strength(const void *context, const double *x, const double *y, size_t n,
                    double *estimate, struct error *err)
{
    (void)context;
    (void)err;
    *estimate = fabs(correlation_of(CORRELATION_PEARSON, x, y, n));
    return 0;
}

/* x and y of AR(.8), y moved by `effect` times x two rows before. */
static void pair_of(uint64_t stream, double effect, double *x, double *y)
{
    struct random random;
    double u = 0;
    int t;

    random_start(&random, 9, stream);
    for (t = 0; t < N; t++) {
        x[t] = (t ? .8 * x[t - 1] : 0) + random_normal(&random);
        u = .8 * u + random_normal(&random);
        y[t] = u + effect * (t > 1 ? x[t - 2] : 0);
    }
}

static int run(const struct link_outcome *outcome, const double *x, int last,
               const struct link_method *method, size_t threads, struct link_result *result,
               struct error *err)
{
    struct link_output output = {
        .x = x, .lag_last = last, .min_effect = NAN, .profile = true, .working = true
    };
    struct link_options options = {
        .resamples = 199, .seed = 1, .threads = threads, .method = method
    };

    return link_test(outcome, &output, 1, &options, result, err);
}

static struct link_result test_one(const struct link_outcome *outcome, const double *x, int last,
                                   const struct link_method *method)
{
    struct link_result result;
    struct error err;

    assert_int_equal(run(outcome, x, last, method, 1, &result, &err), 0);
    return result;
}

/* The method sees what the slope is fitted to: Pearson's r of it is the partial correlation. */
static void sees_the_columns_of_the_slope(void **state)
{
    double x[N], y[N], z[N], gaps[N];
    const double *context[] = { z };
    struct link_outcome outcome = { .n = N,
                                    .y = y,
                                    .context = context,
                                    .contexts = 1,
                                    .timed = true,
                                    .season = { .mode = SEASON_FORCED, .period = 12 } };
    struct link_result slope, method;
    size_t l;

    (void)state;
    pair_of(1, .4, x, y);
    pair_of(2, 0, z, gaps);
    y[20] = y[21] = x[40] = NAN;
    slope = test_one(&outcome, x, 4, NULL);
    method = test_one(&outcome, x, 4, &pearson);
    assert_true(slope.ar_order > 0);
    for (l = 0; l < 5; l++) {
        assert_digits(method.profile[l].r, slope.profile[l].r, 10);
        assert_true(method.profile[l].effect == slope.profile[l].effect);
        assert_int_equal(method.profile[l].n, slope.profile[l].n);
    }
    assert_int_equal(method.sign_method, 1);
    assert_int_equal(slope.sign_method, 0);
    link_result_free(&slope);
    link_result_free(&method);
    /* Of two lags there is no window, which is the slope's alone: the null is the same, too. */
    slope = test_one(&outcome, x, 1, NULL);
    method = test_one(&outcome, x, 1, &pearson);
    assert_true(method.profile[0].low95 == slope.profile[0].low95);
    assert_true(method.mde == slope.mde);
    link_result_free(&slope);
    link_result_free(&method);
}

/* Of the working columns, the method gives what is reported. */
static void reports_the_lag_it_chose(void **state)
{
    double x[N], y[N], a[N], b[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r;
    size_t i, l;

    (void)state;
    pair_of(3, .6, x, y);
    r = test_one(&outcome, x, 4, &spearman);
    assert_int_equal(r.lag, 2);
    assert_true(r.p == .005);
    assert_true(r.effect == r.profile[2].effect);
    for (i = 0; i < r.n; i++) {
        a[i] = r.working[i].x_white;
        b[i] = r.working[i].y_white;
    }
    assert_digits(r.r, correlation_of(CORRELATION_SPEARMAN, a, b, r.n), 10);
    for (l = 0; l < 5; l++)
        assert_true(fabs(r.profile[l].r) <= fabs(r.r));
    link_result_free(&r);
}

static void intervals_agree_with_p(void **state)
{
    static const struct link_method plain = { .estimate = strength };
    const struct link_method *methods[] = { &spearman, &plain };
    double x[N], y[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    int found = 0, k, m;
    size_t l;

    (void)state;
    for (k = 0; k < 20; k++) {
        pair_of((uint64_t)(10 + k), .25, x, y);
        for (m = 0; m < 2; m++) {
            struct link_result r = test_one(&outcome, x, 3, methods[m]);

            for (l = 0; l < 4; l++) {
                const struct link_lag *row = &r.profile[l];

                assert_true((row->r_low > 0 || row->r_high < 0) == (row->p < .05));
                assert_true(row->r_low <= row->r && row->r <= row->r_high);
                assert_true(m == 1 || (row->r_low >= -1 && row->r_high <= 1));
                found += row->p < .05;
            }
            link_result_free(&r);
        }
    }
    assert_in_range(found, 5, 100);
}

static void does_not_depend_on_threads(void **state)
{
    double x[N], y[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result one, four;
    struct error err;
    size_t l;

    (void)state;
    pair_of(4, .1, x, y);
    assert_int_equal(run(&outcome, x, 5, &spearman, 1, &one, &err), 0);
    assert_int_equal(run(&outcome, x, 5, &spearman, 4, &four, &err), 0);
    for (l = 0; l < 6; l++) /* from t on there are doubles only */
        assert_memory_equal(&one.profile[l].t, &four.profile[l].t,
                            sizeof *one.profile - offsetof(struct link_lag, t));
    link_result_free(&one);
    link_result_free(&four);
}

/* Pearson's r of the data it was made for; of all other outcomes what `other` says. */
struct choosy {
    double first; /* y_white of the data, first row */
    int status;
    double other;
};

static int choose(const void *context, const double *x, const double *y, size_t n, double *estimate,
                  struct error *err)
{
    const struct choosy *choosy = context;

    if (fabs(y[0] - choosy->first) < 1e-9)
        return correlate(&which[0], x, y, n, estimate, err);
    *estimate = choosy->other;
    return choosy->status ? error_set(err, "it failed on %zu rows", n) : 0;
}

static void what_has_no_estimate(void **state)
{
    double x[N], y[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct choosy choosy = { .first = INFINITY, .other = NAN };
    struct link_method method = { choose, &choosy, true };
    struct link_result r;
    struct error err;

    (void)state;
    pair_of(3, .6, x, y);
    r = test_one(&outcome, x, 0, &method);
    assert_int_equal(r.reason, LINK_NO_ESTIMATE);
    assert_true(isnan(r.p) && isnan(r.r) && isnan(r.effect) && !isnan(r.naive_r));

    /* In the data it has one, in no resample: that counts against the link. */
    r = test_one(&outcome, x, 0, &pearson);
    choosy.first = r.working[0].y_white;
    link_result_free(&r);
    r = test_one(&outcome, x, 0, &method);
    assert_int_equal(r.reason, LINK_USABLE);
    assert_true(r.p == 1 && r.r_low == -1 && r.r_high == 1 && r.r != 0);
    link_result_free(&r);
    method.correlation = false;
    r = test_one(&outcome, x, 0, &method);
    assert_true(r.p == 1 && isnan(r.r_low) && isnan(r.r_high));
    link_result_free(&r);

    choosy.status = -1;
    assert_int_equal(run(&outcome, x, 0, &method, 2, &r, &err), -1);
    assert_memory_equal(err.what, "it failed on", strlen("it failed on"));
    choosy.first = INFINITY;
    assert_int_equal(run(&outcome, x, 3, &method, 2, &r, &err), -1);
}

static void knows_whether_it_has_a_direction(void **state)
{
    static const struct link_method plain = { .estimate = strength };
    struct verdict_terms terms = { .p_adj = .01, .timed = true };
    double x[N], y[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    struct link_result r;
    int t;

    (void)state;
    pair_of(3, .6, x, y);
    for (t = 0; t < N; t++)
        y[t] = -y[t];
    r = test_one(&outcome, x, 3, &spearman);
    assert_int_equal(r.sign_method, -1);
    assert_int_equal(verdict_of(&r, &terms), VERDICT_MOVES);
    r.sign_method = 1;
    assert_int_equal(verdict_of(&r, &terms), VERDICT_CANNOT_TELL);
    link_result_free(&r);
    r = test_one(&outcome, x, 3, &plain);
    assert_int_equal(r.sign_method, 0);
    assert_true(r.r > 0 && r.effect < 0);
    assert_int_equal(verdict_of(&r, &terms), VERDICT_MOVES);
    link_result_free(&r);
}

/* Counts the different values of y; a resample that had more would have lost ties. */
static int different(const void *context, const double *x, const double *y, size_t n,
                     double *estimate, struct error *err)
{
    size_t i, j;

    (void)context;
    (void)x;
    (void)err;
    *estimate = 0;
    for (i = 0; i < n; i++) {
        for (j = 0; j < i && y[j] != y[i]; j++)
            ;
        *estimate += j == i;
    }
    return 0;
}

static void keeps_ties_without_time(void **state)
{
    static const struct link_method counter = { .estimate = different };
    double x[N], y[N];
    struct link_outcome outcome = { .n = N, .y = y };
    struct link_result r;
    int t;

    (void)state;
    for (t = 0; t < N; t++) {
        x[t] = t * 7 % 11;
        y[t] = (1 + t * t % 5) / 10.0;
    }
    r = test_one(&outcome, x, 0, &counter);
    assert_true(r.r == 3);
    assert_true(r.p == 1); /* every permutation has 3 as well */
    link_result_free(&r);
    r = test_one(&outcome, x, 0, &spearman);
    assert_digits(r.r, correlation_of(CORRELATION_SPEARMAN, x, y, N), 12);
    link_result_free(&r);
}

/* Unrelated AR(.8): 5 % of 60 is 3; more than 8 has a chance under one in a hundred. */
static void keeps_its_level(void **state)
{
    double x[N], y[N];
    struct link_outcome outcome = { .n = N, .y = y, .timed = true };
    int found = 0, k;

    (void)state;
    for (k = 0; k < 60; k++) {
        struct link_result r;

        pair_of((uint64_t)(100 + k), 0, x, y);
        r = test_one(&outcome, x, 4, &spearman);
        found += r.p < .05;
        link_result_free(&r);
    }
    assert_in_range(found, 0, 8);
}

static void panels_of_few_and_of_many(void **state)
{
    enum { TEAMS = 15 };
    static double x[TEAMS * N], y[TEAMS * N];
    struct panel_outcome outcome = { .periods = N, .y = y, .timed = true };
    struct link_output output = { .x = x, .lag_last = 2, .min_effect = NAN };
    struct link_options options = { .resamples = 99, .seed = 1, .threads = 1, .method = &spearman };
    struct link_result r;
    struct error err;
    int g;

    (void)state;
    for (g = 0; g < TEAMS; g++)
        pair_of((uint64_t)(200 + g), .3, x + g * N, y + g * N);
    for (outcome.entities = 5; outcome.entities <= TEAMS; outcome.entities += 10) {
        assert_int_equal(panel_link_test(&outcome, &output, 1, &options, &r, &err), 0);
        assert_int_equal(r.lag, 2);
        assert_true(r.p == .01);
        assert_int_equal(r.sign_method, 1);
        assert_int_equal(r.entities, outcome.entities);
    }
    outcome.entities = TEAMS * N / 12;
    outcome.periods = 12;
    assert_int_equal(panel_link_test(&outcome, &output, 1, &options, &r, &err), 0);
    assert_int_equal(r.reason, LINK_TOO_FEW_ROWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_the_columns_of_the_slope),
        cmocka_unit_test(reports_the_lag_it_chose),
        cmocka_unit_test(intervals_agree_with_p),
        cmocka_unit_test(does_not_depend_on_threads),
        cmocka_unit_test(what_has_no_estimate),
        cmocka_unit_test(knows_whether_it_has_a_direction),
        cmocka_unit_test(keeps_ties_without_time),
        cmocka_unit_test(keeps_its_level),
        cmocka_unit_test(panels_of_few_and_of_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
