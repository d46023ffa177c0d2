/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Granger, Welch and Ljung-Box tests at their edges; R's figures are in tests/reference/r.c. */
#include "../digits.h"

#include "stats/granger.h"
#include "stats/welch.h"

static unsigned long seed = 5;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992. - .5;
}

static void a_cause_is_found_in_its_direction(void **state)
{
    double x[100];
    double y[100];
    struct granger forth;
    struct granger back;

    (void)state;
    for (size_t t = 0; t < 100; t++) {
        x[t] = uniform();
        y[t] = (t > 1 ? .8 * x[t - 2] : 0) + .3 * uniform();
    }
    forth = granger_test(x, y, 100, 2);
    back = granger_test(y, x, 100, 2);
    assert_int_equal(forth.status, STATS_OK);
    assert_int_equal(forth.n, 98);
    assert_int_equal(forth.df1, 2);
    assert_int_equal(forth.df2, 93);
    assert_true(forth.p < 1e-10);
    assert_true(back.p > .01);
    /* the lag is 2, which order 1 cannot see */
    assert_true(granger_test(x, y, 100, 1).p > .01);
    /* units do not matter */
    for (size_t t = 0; t < 100; t++)
        x[t] = 1e12 * x[t] - 4e12;
    assert_digits(granger_test(x, y, 100, 2).f, forth.f, 10);
}

static void granger_refuses(void **state)
{
    double x[40];
    double y[40];
    struct granger g;

    (void)state;
    for (size_t t = 0; t < 40; t++) {
        x[t] = uniform();
        y[t] = uniform();
    }
    g = granger_test(x, y, 40, 0);
    assert_int_equal(g.status, STATS_ARGUMENT);
    assert_nan(g.f);
    assert_int_equal(granger_test(x, y, 0, 1).status, STATS_TOO_FEW);
    assert_int_equal(granger_test(x, y, 5, 5).status, STATS_TOO_FEW);
    assert_int_equal(granger_test(x, y, 7, 2).status, STATS_TOO_FEW);
    assert_int_equal(granger_test(x, y, 8, 2).status, STATS_OK);
    assert_int_equal(granger_test(x, x, 40, 1).status, STATS_COLLINEAR);
    for (size_t t = 0; t < 40; t++)
        x[t] = 2;
    g = granger_test(x, y, 40, 1);
    assert_int_equal(g.status, STATS_CONSTANT);
    assert_nan(g.p);
    for (size_t t = 0; t < 40; t++)
        x[t] = NAN;
    assert_int_equal(granger_test(x, y, 40, 1).status, STATS_TOO_FEW);
}

static void a_deterministic_series_leaves_nothing(void **state)
{
    double x[40];
    double y[40];

    (void)state;
    for (size_t t = 0; t < 40; t++) {
        x[t] = uniform();
        y[t] = t ? 3 * x[t - 1] : 1;
    }
    assert_int_equal(granger_test(x, y, 40, 1).status, STATS_PERFECT);
    assert_nan(granger_test(x, y, 40, 1).f);
}

static void welch_is_antisymmetric_and_of_any_unit(void **state)
{
    static const double a[] = { 1, 4, 2, NAN, 8 };
    static const double b[] = { 5, 7, 9, 3, 11, 6 };
    double c[5];
    double d[6];
    struct welch w = welch_test(a, 5, b, 6);
    struct welch v = welch_test(b, 6, a, 5);

    (void)state;
    assert_int_equal(w.n_a, 4);
    assert_digits(w.t, -v.t, 14);
    assert_digits(w.p, v.p, 14);
    assert_digits(w.low, -v.high, 14);
    for (size_t s = 0; s < 2; s++) {
        double scale = s ? 1e-300 : 1e300;

        for (size_t i = 0; i < 6; i++) {
            if (i < 5)
                c[i] = a[i] * scale;
            d[i] = b[i] * scale;
        }
        v = welch_test(c, 5, d, 6);
        assert_digits(v.t, w.t, 13);
        assert_digits(v.df, w.df, 13);
        assert_digits(v.p, w.p, 13);
    }
}

static void welch_refuses(void **state)
{
    static const double a[] = { 1, 4, 2 };
    static const double flat[] = { 5, 5, 5 };
    static const double far[] = { -1.7e308, 1.7e308 };
    struct welch w = welch_test(a, 3, a, 1);

    (void)state;
    assert_int_equal(w.status, STATS_TOO_FEW);
    assert_true(w.mean_b == 1);
    assert_nan(w.p);
    assert_int_equal(welch_test(flat, 3, flat, 3).status, STATS_CONSTANT);
    assert_int_equal(welch_test(far, 2, a, 3).status, STATS_RANGE);
    /* one group may be constant */
    w = welch_test(a, 3, flat, 3);
    assert_int_equal(w.status, STATS_OK);
    assert_digits(w.df, 2, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cause_is_found_in_its_direction),
        cmocka_unit_test(granger_refuses),
        cmocka_unit_test(a_deterministic_series_leaves_nothing),
        cmocka_unit_test(welch_is_antisymmetric_and_of_any_unit),
        cmocka_unit_test(welch_refuses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
