/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rank and robust correlations against slow definitions, and at their edges. */
#include "../digits.h"

#include <stdlib.h>
#include <string.h>

#include "stats/correlation.h"
#include "stats/moments.h"
#include "stats/ranks.h"

static unsigned long seed = 7;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992.;
}

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

/* Kendall's counts by their definition, over all pairs. */
static struct ranks_kendall slow_kendall(const double *x, const double *y, size_t n)
{
    struct ranks_kendall k = { 0 };

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            k.score += sign(x[i] - x[j]) * sign(y[i] - y[j]);
            k.pairs++;
            k.x.pairs += x[i] == x[j];
            k.y.pairs += y[i] == y[j];
            for (size_t l = 0; l < j; l++) {
                k.x.triples += 6 * (x[i] == x[j] && x[j] == x[l]);
                k.y.triples += 6 * (y[i] == y[j] && y[j] == y[l]);
            }
        }
    }
    return k;
}

static void kendall_by_merging_is_kendall_by_pairs(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        size_t n = 3 + (size_t)(uniform() * 40);
        double levels = round % 2 ? 5 : 1e9;
        double x[50];
        double y[50];
        struct ranks_kendall fast;
        struct ranks_kendall slow;

        for (size_t i = 0; i < n; i++) {
            x[i] = floor(uniform() * levels);
            y[i] = floor((uniform() + x[i] / levels) * levels);
        }
        fast = ranks_kendall(x, y, n);
        slow = slow_kendall(x, y, n);
        assert_true(fast.score == slow.score);
        assert_true(fast.pairs == slow.pairs);
        assert_true(fast.x.pairs == slow.x.pairs && fast.y.pairs == slow.y.pairs);
        assert_true(fast.x.triples == slow.x.triples && fast.y.triples == slow.y.triples);
    }
}

/* Calls count for every order of 0 .. n-1. */
static void permute(size_t *order, size_t at, size_t n, void count(const size_t *, size_t, void *),
                    void *context)
{
    if (at == n)
        count(order, n, context);
    for (size_t i = at; i < n; i++) {
        size_t held = order[at];

        order[at] = order[i];
        order[i] = held;
        permute(order, at + 1, n, count, context);
        order[i] = order[at];
        order[at] = held;
    }
}

struct tally {
    double all;
    double spearman[200]; /* by sum of squared differences */
    double kendall[60];   /* by concordant pairs */
};

static void count_order(const size_t *order, size_t n, void *context)
{
    struct tally *t = context;
    size_t squares = 0;
    size_t concordant = 0;

    for (size_t i = 0; i < n; i++) {
        size_t gap = order[i] > i ? order[i] - i : i - order[i];

        squares += gap * gap;
        for (size_t j = 0; j < i; j++)
            concordant += order[i] > order[j];
    }
    t->all++;
    t->spearman[squares]++;
    t->kendall[concordant]++;
}

static void exact_distributions_are_those_of_all_orders(void **state)
{
    (void)state;
    for (size_t n = 3; n <= 7; n++) {
        struct tally t = { 0 };
        size_t order[7];
        double most = (double)(n * (n * n - 1) / 3);
        double pairs = (double)(n * (n - 1) / 2);
        double below = 0;

        for (size_t i = 0; i < n; i++)
            order[i] = i;
        permute(order, 0, n, count_order, &t);
        for (size_t d = 0; d <= (size_t)most; d += 2) {
            assert_digits(ranks_spearman_above((double)d, n), 1 - below / t.all, 13);
            below += t.spearman[d];
            assert_digits(ranks_spearman_below((double)d, n), below / t.all, 13);
        }
        assert_true(ranks_spearman_above(most + 2, n) == 0);
        below = 0;
        for (size_t c = 0; c <= (size_t)pairs; c++) {
            below += t.kendall[c];
            assert_digits(ranks_kendall_below(2 * (double)c - pairs, n), below / t.all, 13);
        }
        assert_true(ranks_kendall_below(-pairs - 2, n) == 0);
    }
}

static void tails_keep_their_digits(void **state)
{
    double factorial = 1;

    (void)state;
    for (int i = 2; i <= 49; i++)
        factorial *= i;
    /* only one of 49! orders has no concordant pair; 49 of them at most one */
    assert_digits(ranks_kendall_below(-49 * 24, 49), 1 / factorial, 12);
    assert_digits(ranks_kendall_below(-49 * 24 + 2, 49), 49 / factorial, 12);
}

static void the_series_meets_the_exact_figures(void **state)
{
    /* Zar (1972), critical values: rho of .648 at n = 10 is just under 5 % two-sided */
    double d = 10 * 99 * (1 - .648) / 6;

    (void)state;
    assert_true(2 * ranks_spearman_below(round(d / 2) * 2, 10) > .045);
    assert_true(2 * ranks_spearman_below(round(d / 2) * 2, 10) < .05);
}

static void ranks_with_ties(void **state)
{
    static const double x[] = { 3, 1, 3, 2, 3 };
    double r[5];

    (void)state;
    assert_true(ranks_average(x, 5, r));
    assert_true(r[0] == 4 && r[1] == 1 && r[2] == 4 && r[3] == 2 && r[4] == 4);
    assert_false(ranks_average(x + 1, 2, r));
    assert_false(ranks_average(x, 0, r));
}

static void monotone_maps_leave_ranks_alone(void **state)
{
    double x[40];
    double y[40];
    double z[40];

    (void)state;
    for (size_t i = 0; i < 40; i++) {
        x[i] = uniform();
        y[i] = x[i] + uniform();
        z[i] = exp(300 * x[i]);
    }
    for (int m = CORRELATION_SPEARMAN; m <= CORRELATION_KENDALL; m++) {
        enum correlation_method method = (enum correlation_method)m;
        struct correlation a = correlation_test(method, x, y, 40);
        struct correlation b = correlation_test(method, z, y, 40);

        assert_true(a.r == b.r && a.p == b.p && a.low == b.low);
        for (size_t i = 0; i < 40; i++)
            z[i] = -y[i];
        b = correlation_test(method, x, z, 40);
        assert_digits(b.r, -a.r, 14);
        assert_digits(b.p, a.p, 12);
        assert_digits(b.low, -a.high, 12);
        for (size_t i = 0; i < 40; i++)
            z[i] = exp(300 * x[i]);
    }
}

static void biweight_shrugs_at_an_outlier(void **state)
{
    double x[60];
    double y[60];
    struct correlation clean;
    struct correlation spoilt;

    (void)state;
    for (size_t i = 0; i < 60; i++) {
        x[i] = uniform();
        y[i] = x[i] + .3 * uniform();
    }
    clean = correlation_test(CORRELATION_BIWEIGHT, x, y, 60);
    y[7] = -1e6;
    spoilt = correlation_test(CORRELATION_BIWEIGHT, x, y, 60);
    assert_float_equal(clean.r, spoilt.r, .03);
    assert_true(fabs(correlation_of(CORRELATION_PEARSON, x, y, 60)) < .5);
}

/* Wilcox (2012), 9.3.8, written out for a few cells. */
static void biweight_by_its_definition(void **state)
{
    static const double x[] = { 1, 2, 3, 4, 10 };
    static const double y[] = { 2, 1, 4, 3, 0 };
    double ab = 0;
    double aa = 0;
    double bb = 0;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        double u = (x[i] - 3) / 9; /* median 3, MAD 1 */
        double v = (y[i] - 2) / 9; /* median 2, MAD 1 */
        double a = (x[i] - 3) * (1 - u * u) * (1 - u * u);
        double b = (y[i] - 2) * (1 - v * v) * (1 - v * v);

        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    assert_digits(correlation_of(CORRELATION_BIWEIGHT, x, y, 5), ab / sqrt(aa * bb), 14);
}

static void intervals_by_their_sources(void **state)
{
    double x[30];
    double y[30];
    double z = 1.959963984540054;
    struct correlation c;

    (void)state;
    for (size_t i = 0; i < 30; i++) {
        x[i] = uniform();
        y[i] = x[i] + uniform();
    }
    c = correlation_test(CORRELATION_SPEARMAN, x, y, 30);
    assert_digits(c.low, tanh(atanh(c.r) - z * sqrt((1 + c.r * c.r / 2) / 27)), 13);
    assert_digits(c.high, tanh(atanh(c.r) + z * sqrt((1 + c.r * c.r / 2) / 27)), 13);
    c = correlation_test(CORRELATION_KENDALL, x, y, 30);
    assert_digits(c.low, tanh(atanh(c.r) - z * sqrt(.437 / 26)), 13);
    c = correlation_test(CORRELATION_BIWEIGHT, x, y, 30);
    assert_digits(c.high, tanh(atanh(c.r) + z / sqrt(27)), 13);
    assert_digits(c.p_above, c.p / 2, 14);
}

static void too_few_and_constant(void **state)
{
    static const double x[] = { 1, 2, NAN, 4, 5, 6 };
    static const double y[] = { 1, NAN, 3, NAN, 2, INFINITY };
    static const double flat[] = { 3, 3, 3, 3, 3, 3 };

    (void)state;
    for (int m = CORRELATION_PEARSON; m <= CORRELATION_BIWEIGHT; m++) {
        enum correlation_method method = (enum correlation_method)m;
        struct correlation c = correlation_test(method, x, y, 6);

        assert_int_equal(c.status, STATS_TOO_FEW);
        assert_int_equal(c.n, 2);
        assert_nan(c.r);
        assert_nan(c.p);
        assert_nan(c.low);
        c = correlation_test(method, x, flat, 6);
        assert_int_equal(c.status, STATS_CONSTANT);
        assert_nan(c.r);
        c = correlation_test(method, NULL, NULL, 0);
        assert_int_equal(c.status, STATS_TOO_FEW);
        assert_nan(correlation_of(method, x, flat, 6));
    }
    assert_int_equal(correlation_judge(.5, 2).status, STATS_TOO_FEW);
    assert_int_equal(correlation_judge(NAN, 20).status, STATS_CONSTANT);
}

static void half_equal_has_no_biweight_scale(void **state)
{
    static const double x[] = { 0, 0, 0, 0, 0, 1, 2, 3 };
    static const double y[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    double scores[8];

    (void)state;
    assert_false(correlation_biweight_scores(x, 8, scores));
    assert_false(correlation_biweight_scores(x, 0, scores));
    assert_int_equal(correlation_test(CORRELATION_BIWEIGHT, x, y, 8).status, STATS_CONSTANT);
    assert_int_equal(correlation_test(CORRELATION_SPEARMAN, x, y, 8).status, STATS_OK);
}

static void perfect(void **state)
{
    static const double x[] = { 1, 2, 3, 4, 5, 6 };
    static const double y[] = { 1e300, 2e300, 3e300, 4e300, 5e300, 6e300 };
    static const double down[] = { 6e-320, 5e-320, 4e-320, 3e-320, 2e-320, 1e-320 };

    (void)state;
    for (int m = CORRELATION_PEARSON; m <= CORRELATION_BIWEIGHT; m++) {
        struct correlation c = correlation_test((enum correlation_method)m, x, y, 6);

        assert_digits(c.r, 1, 14);
        assert_true(c.p >= 0 && c.p < .01);
        assert_true(c.p_above < .005);
        assert_true(c.low > .99 && c.high > .99);
        c = correlation_test((enum correlation_method)m, x, down, 6);
        assert_digits(c.r, -1, 5);
        assert_true(c.p >= 0 && c.p < .01);
        assert_true(c.p_above > .99);
    }
}

static void small_n_has_p_but_no_interval(void **state)
{
    static const double x[] = { 1, 2, 3, 4 };
    static const double y[] = { 2, 1, 4, 3 };

    (void)state;
    assert_true(isfinite(correlation_test(CORRELATION_PEARSON, x, y, 3).p));
    assert_nan(correlation_test(CORRELATION_PEARSON, x, y, 3).low);
    assert_nan(correlation_test(CORRELATION_SPEARMAN, x, y, 3).high);
    assert_nan(correlation_test(CORRELATION_KENDALL, x, y, 4).low);
    assert_true(isfinite(correlation_test(CORRELATION_PEARSON, x, y, 4).low));
    /* R: cor.test(1:4, c(2, 1, 4, 3), method = "kendall")$p.value */
    assert_digits(correlation_test(CORRELATION_KENDALL, x, y, 4).p, .75, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kendall_by_merging_is_kendall_by_pairs),
        cmocka_unit_test(exact_distributions_are_those_of_all_orders),
        cmocka_unit_test(tails_keep_their_digits),
        cmocka_unit_test(the_series_meets_the_exact_figures),
        cmocka_unit_test(ranks_with_ties),
        cmocka_unit_test(monotone_maps_leave_ranks_alone),
        cmocka_unit_test(biweight_shrugs_at_an_outlier),
        cmocka_unit_test(biweight_by_its_definition),
        cmocka_unit_test(intervals_by_their_sources),
        cmocka_unit_test(too_few_and_constant),
        cmocka_unit_test(half_equal_has_no_biweight_scale),
        cmocka_unit_test(perfect),
        cmocka_unit_test(small_n_has_p_but_no_interval),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
