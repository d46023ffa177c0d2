/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, variances, correlations, autocorrelations: edges and invariances. */
#include "../digits.h"

#include <stdlib.h>

#include "stats/effective_n.h"
#include "stats/moments.h"
#include "stats/status.h"
#include "stats/sum.h"

static void nothing(void **state)
{
    struct moments m = moments_of(NULL, 0);
    struct comoments c = moments_of_pair(NULL, NULL, 0);

    (void)state;
    assert_int_equal(m.n, 0);
    assert_nan(m.mean);
    assert_nan(m.variance);
    assert_nan(m.min);
    assert_nan(c.correlation);
    assert_nan(moments_mean(NULL, 0));
}

static void one_value_has_no_variance(void **state)
{
    static const double x[] = { NAN, 5, INFINITY };
    struct moments m = moments_of(x, 3);

    (void)state;
    assert_int_equal(m.n, 1);
    assert_true(m.mean == 5);
    assert_true(m.min == 5 && m.max == 5);
    assert_nan(m.variance);
    assert_nan(m.sd);
    assert_nan(moments_of_pair(x, x, 3).covariance);
    assert_nan(moments_autocorrelation(x, 3, 0));
}

static void a_constant_has_variance_0_and_no_correlation(void **state)
{
    /* .1 * 3 is not .3: rounding must not make it vary */
    static const double x[] = { .1, .1, .1 };
    static const double y[] = { 1, 2, 3 };

    (void)state;
    assert_true(moments_mean(x, 3) == .1);
    assert_true(moments_variance(x, 3) == 0);
    assert_true(moments_sd(x, 3) == 0);
    assert_nan(moments_correlation(x, y, 3));
    assert_nan(moments_correlation(y, x, 3));
    assert_true(moments_covariance(x, y, 3) == 0);
    assert_nan(moments_autocorrelation(x, 3, 1));
}

static void missing_cells_drop_their_row(void **state)
{
    static const double x[] = { 1, 2, NAN, 4, 5 };
    static const double y[] = { 2, 1, 9, NAN, 7 };
    struct comoments m = moments_of_pair(x, y, 5);

    (void)state;
    assert_int_equal(m.n, 3);
    assert_digits(m.mean_x, 8. / 3, 15);
    assert_digits(m.mean_y, 10. / 3, 15);
    /* deviations -5/3 -2/3 7/3 and -4/3 -7/3 11/3 */
    assert_digits(m.covariance, 111. / 9 / 2, 15);
    assert_digits(m.correlation, 111 / sqrt(78. * 186), 14);
    assert_digits(m.sd_x, sqrt(78. / 9 / 2), 15);
    assert_digits(m.sd_y, sqrt(186. / 9 / 2), 15);
}

static void perfect_correlations_are_exactly_1(void **state)
{
    double x[50];
    double y[50];

    (void)state;
    for (size_t i = 0; i < 50; i++) {
        x[i] = sin((double)i);
        y[i] = -3 * x[i] + 7;
    }
    assert_digits(moments_correlation(x, y, 50), -1, 15);
    assert_true(moments_correlation(x, x, 50) <= 1);
    assert_digits(moments_correlation(x, x, 50), 1, 15);
}

static void units_do_not_matter(void **state)
{
    static const double scale[] = { 1e-300, 1e-12, 1, 1e12, 1e300 };
    double x[30];
    double y[30];
    double z[30];
    double r;
    double a;

    (void)state;
    for (size_t i = 0; i < 30; i++) {
        x[i] = cos(1.7 * (double)i);
        y[i] = sin((double)(i * i));
    }
    r = moments_correlation(x, y, 30);
    a = moments_autocorrelation(x, 30, 2);
    for (size_t s = 0; s < 5; s++) {
        for (size_t i = 0; i < 30; i++)
            z[i] = x[i] * scale[s];
        assert_digits(moments_correlation(z, y, 30), r, 13);
        assert_digits(moments_autocorrelation(z, 30, 2), a, 13);
        assert_digits(moments_sd(z, 30), moments_sd(x, 30) * scale[s], 13);
    }
}

static void beyond_the_range_of_double(void **state)
{
    static const double big[] = { 1e308, 1.5e308, 1.2e308, 1.7e308 };
    static const double wide[] = { -1.7e308, 1.7e308, 1.6e308, -1.6e308 };
    static const double tiny[] = { 4e-324, 8e-324, 1.2e-323 };
    struct moments m = moments_of(big, 4);

    (void)state;
    assert_digits(m.mean, 1.35e308, 14);
    assert_nan(m.variance); /* 1e615 */
    assert_digits(m.sd, 1e308 * sqrt((.35 * .35 + .15 * .15 + .15 * .15 + .35 * .35) / 3), 14);
    assert_nan(moments_of(wide, 4).sd); /* 1.9e308 */
    assert_digits(moments_correlation(big, wide, 4), moments_correlation(wide, big, 4), 15);
    m = moments_of(tiny, 3);
    assert_true(m.sd > 0);
    assert_digits(moments_correlation(tiny, big, 3), moments_correlation(big, tiny, 3), 15);
}

static void large_offset_keeps_the_digits(void **state)
{
    double x[101];
    double y[101];

    (void)state;
    for (size_t i = 0; i < 101; i++) {
        y[i] = (double)(i % 7) - 3;
        x[i] = 1e15 + y[i];
    }
    assert_digits(moments_sd(x, 101), moments_sd(y, 101), 15);
    assert_digits(moments_correlation(x, y, 101), 1, 15);
}

static void autocorrelations(void **state)
{
    static const double x[] = { 1, 2, 3, 4, 5 };
    static const double gap[] = { 1, NAN, 3, 4, 5 };
    double out[7];

    (void)state;
    moments_autocorrelations(x, 5, 6, out);
    assert_true(out[0] == 1);
    assert_digits(out[1], .4, 15);
    assert_digits(out[4], -.4, 15);
    assert_nan(out[5]);
    assert_nan(out[6]);
    /* deviations from 3.25: -2.25, -.25, .75, 1.75; two pairs at lag 1, n of pairs + lag */
    assert_digits(moments_autocorrelation(gap, 5, 1),
                  (-.25 * .75 + .75 * 1.75) / 3 / ((5.0625 + .0625 + .5625 + 3.0625) / 4), 14);
}

static void sums_keep_what_rounding_loses(void **state)
{
    struct sum s = { 0 };
    static const double nothing_here[] = { NAN, INFINITY };

    (void)state;
    sum_add(&s, 1);
    sum_add(&s, 1e100);
    sum_add(&s, 1);
    sum_add(&s, -1e100);
    assert_true(sum_value(&s) == 2);
    assert_true(sum_scale(nothing_here, 2) == 0);
}

static void effective_n_of_independent_and_persistent(void **state)
{
    double x[200];
    double y[200];
    double a = 0;
    double b = 0;
    unsigned long seed = 1;
    struct effective_test t;

    (void)state;
    for (size_t i = 0; i < 200; i++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        a = .9 * a + (double)(seed >> 11) / 9007199254740992. - .5;
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        b = .9 * b + (double)(seed >> 11) / 9007199254740992. - .5;
        x[i] = a;
        y[i] = b;
    }
    t = effective_n_test(x, y, 200);
    assert_int_equal(t.n, 200);
    assert_true(t.n_eff > 5 && t.n_eff < 100);
    assert_true(t.p > 0 && t.p <= 1);
    assert_digits(t.r, moments_correlation(x, y, 200), 15);
    /* written out for n = 10, where two lags count */
    {
        double u[10];
        double v[10];
        double ru[3];
        double rv[3];
        double total = 0;

        for (size_t i = 0; i < 10; i++) {
            u[i] = (double)(i + 1);
            v[i] = u[i] * u[i];
        }
        moments_autocorrelations(u, 10, 2, ru);
        moments_autocorrelations(v, 10, 2, rv);
        for (size_t j = 1; j <= 2; j++)
            total += ru[j] * rv[j] * (10. / (10. - (double)j)) * (10. / (10. - (double)j));
        assert_digits(effective_n(u, v, 10), 10 / (1 + 2 * total), 14);
    }
}

static void effective_n_at_its_edges(void **state)
{
    static const double x[] = { 1, 2, 3, 4, 5, 6 };
    static const double flip[] = { 1, -1, 1, -1, 1, -1 };
    static const double flat[] = { 2, 2, 2, 2, 2, 2 };
    struct effective_test t;

    (void)state;
    assert_nan(effective_n(x, flat, 6));
    assert_nan(effective_n(x, x, 2));
    assert_nan(effective_n(x, x, 0));
    /* negative products do not raise n above what it is */
    assert_true(effective_n(x, flip, 6) == 6);
    t = effective_n_test(flip, flip, 6);
    assert_true(t.p == 0 || t.p < 1e-10 || isnan(t.p));
    t = effective_n_test(x, flat, 6);
    assert_nan(t.r);
    assert_nan(t.p);
}

static void every_status_has_words(void **state)
{
    (void)state;
    for (int s = STATS_OK; s <= STATS_ARGUMENT; s++)
        assert_string_not_equal(stats_status_text((enum stats_status)s), "unknown");
    assert_string_equal(stats_status_text((enum stats_status)99), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),
        cmocka_unit_test(one_value_has_no_variance),
        cmocka_unit_test(a_constant_has_variance_0_and_no_correlation),
        cmocka_unit_test(missing_cells_drop_their_row),
        cmocka_unit_test(perfect_correlations_are_exactly_1),
        cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(beyond_the_range_of_double),
        cmocka_unit_test(large_offset_keeps_the_digits),
        cmocka_unit_test(autocorrelations),
        cmocka_unit_test(sums_keep_what_rounding_loses),
        cmocka_unit_test(effective_n_of_independent_and_persistent),
        cmocka_unit_test(effective_n_at_its_edges),
        cmocka_unit_test(every_status_has_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
