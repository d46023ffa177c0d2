/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares where it is hard or impossible: NIST's sets are in tests/reference/nist.c. */
#include "../digits.h"

#include <stdlib.h>

#include "stats/cluster.h"
#include "stats/linear.h"

static unsigned long seed = 11;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992. - .5;
}

struct example {
    double x[4][60];
    double y[60];
    const double *columns[4];
    struct linear_design design;
};

/* Three columns of noise (a fourth to spare) and y = 1 + 2 a - 3 b + noise. */
static void example_start(struct example *e)
{
    for (size_t j = 0; j < 4; j++) {
        e->columns[j] = e->x[j];
        for (size_t i = 0; i < 60; i++)
            e->x[j][i] = uniform();
    }
    for (size_t i = 0; i < 60; i++)
        e->y[i] = 1 + 2 * e->x[0][i] - 3 * e->x[1][i] + .2 * uniform();
    e->design = (struct linear_design){ e->columns, 3, e->y, 60, true };
}

static void assert_no_figures(const struct linear_fit *fit, enum stats_status status)
{
    assert_int_equal(fit->status, status);
    for (size_t c = 0; c < fit->k; c++) {
        assert_nan(fit->coefficient[c]);
        assert_nan(fit->se[c]);
        assert_nan(fit->t[c]);
        assert_nan(fit->p[c]);
    }
    for (size_t i = 0; i < fit->rows; i++)
        assert_nan(fit->residual[i]);
    assert_nan(fit->sigma);
    assert_nan(fit->r2);
    assert_nan(fit->f);
}

static void residuals_are_orthogonal_and_rows_missing_left_out(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    e.x[2][5] = NAN;
    e.y[17] = INFINITY;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    assert_int_equal(fit.n, 58);
    assert_int_equal(fit.df, 54);
    assert_nan(fit.residual[5]);
    assert_nan(fit.residual[17]);
    for (size_t c = 0; c < 4; c++) {
        double sum = 0;

        for (size_t i = 0; i < 60; i++) {
            if (!isnan(fit.residual[i]))
                sum += fit.residual[i] * linear_cell(&e.design, c, i);
        }
        assert_true(fabs(sum) < 1e-13);
    }
    assert_float_equal(fit.coefficient[1], 2, .3);
    assert_float_equal(fit.coefficient[2], -3, .3);
    assert_true(fit.rcond > .3 && fit.rcond <= 1);
    assert_true(fit.tolerance > .8 && fit.tolerance <= 1);
    assert_true(fit.r2 > .9 && fit.r2_adjusted < fit.r2);
    assert_true(fit.f_p < 1e-20);
    linear_free(&fit);
}

static void a_combination_is_named(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    for (size_t i = 0; i < 60; i++)
        e.x[2][i] = .1 * e.x[0][i] + .7 * e.x[1][i] + 12;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_COLLINEAR);
    assert_no_figures(&fit, STATS_COLLINEAR);
    assert_true(fit.suspect < 3);
    assert_true(fit.rcond == 0 && fit.tolerance == 0);
    linear_free(&fit);
}

static void nearly_a_combination_is_named_and_fitted(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    /* beside an unrelated column: a and b differ by a 10,000th */
    for (size_t i = 0; i < 60; i++)
        e.x[2][i] = e.x[0][i] + 1e-4 * e.x[3][i];
    for (size_t i = 0; i < 60; i++)
        e.y[i] = 1 + 2 * e.x[0][i] - 3 * e.x[1][i] + 5 * e.x[2][i];
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    assert_true(fit.suspect == 0 || fit.suspect == 2);
    assert_true(fit.tolerance < 3e-4 && fit.tolerance > 3e-5);
    assert_true(fit.rcond < 1e-3);
    assert_digits(fit.coefficient[1], 2, 9);
    assert_digits(fit.coefficient[3], 5, 9);
    linear_free(&fit);
}

static void a_column_of_large_numbers_is_no_constant(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    for (size_t i = 0; i < 60; i++)
        e.x[1][i] = 1e15 + (double)(i % 9);
    for (size_t i = 0; i < 60; i++)
        e.y[i] = 4 * (double)(i % 9) + e.x[0][i];
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    assert_digits(fit.coefficient[2], 4, 13);
    assert_digits(fit.coefficient[1], 1, 12);
    linear_free(&fit);
}

static void a_constant_column_is_named(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    for (size_t i = 0; i < 60; i++)
        e.x[1][i] = .1;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_CONSTANT);
    assert_int_equal(fit.suspect, 1);
    assert_no_figures(&fit, STATS_CONSTANT);
    linear_free(&fit);
    /* without a constant term it is a column like others, unless it is 0 */
    e.design.constant = false;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    linear_free(&fit);
    for (size_t i = 0; i < 60; i++)
        e.x[1][i] = 0;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_CONSTANT);
    assert_int_equal(fit.suspect, 1);
    linear_free(&fit);
}

static void too_few_rows_or_no_columns(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    for (size_t rows = 0; rows <= 4; rows++) {
        e.design.rows = rows;
        assert_int_equal(linear_fit(&e.design, &fit), STATS_TOO_FEW);
        assert_no_figures(&fit, STATS_TOO_FEW);
        assert_int_equal(fit.df, 0);
        linear_free(&fit);
    }
    e.design.rows = 60;
    e.design.columns = 0;
    e.design.constant = false;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_ARGUMENT);
    linear_free(&fit);
    for (size_t i = 0; i < 60; i++)
        e.y[i] = NAN;
    e.design.columns = 3;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_TOO_FEW);
    assert_int_equal(fit.n, 0);
    linear_free(&fit);
}

static void the_constant_alone_is_the_mean(void **state)
{
    static const double y[] = { 1, 2, 6, 7 };
    struct linear_design design = { NULL, 0, y, 4, true };
    struct linear_fit fit;

    (void)state;
    assert_int_equal(linear_fit(&design, &fit), STATS_OK);
    assert_digits(fit.coefficient[0], 4, 15);
    assert_digits(fit.se[0], sqrt(26. / 3 / 4), 15);
    assert_int_equal(fit.suspect, LINEAR_NONE);
    assert_nan(fit.tolerance);
    assert_nan(fit.f);
    linear_free(&fit);
}

static void a_constant_outcome_has_no_r2(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    for (size_t i = 0; i < 60; i++)
        e.y[i] = 3;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    assert_nan(fit.r2);
    assert_digits(fit.coefficient[0], 3, 15);
    assert_true(fit.coefficient[1] == 0);
    linear_free(&fit);
}

static void units_scale_the_figures(void **state)
{
    static const double scale[] = { 1e-300, 1e-150, 1e150, 1e300 };
    struct example e;
    struct linear_fit fit;
    struct linear_fit scaled;

    (void)state;
    example_start(&e);
    linear_fit(&e.design, &fit);
    for (size_t s = 0; s < 4; s++) {
        struct example f;
        const double *columns[3];
        struct linear_design design = { columns, 3, e.y, 60, true };

        for (size_t j = 0; j < 3; j++)
            columns[j] = f.x[j];
        for (size_t i = 0; i < 60; i++) {
            f.x[0][i] = e.x[0][i] * scale[s];
            f.x[1][i] = e.x[1][i];
            f.x[2][i] = e.x[2][i];
        }
        assert_int_equal(linear_fit(&design, &scaled), STATS_OK);
        assert_digits(scaled.coefficient[1] * scale[s], fit.coefficient[1], 12);
        assert_digits(scaled.t[1], fit.t[1], 12);
        assert_digits(scaled.coefficient[2], fit.coefficient[2], 12);
        linear_free(&scaled);
    }
    linear_free(&fit);
}

static void denormals_do_not_break_it(void **state)
{
    struct example e;
    struct linear_fit fit;

    (void)state;
    example_start(&e);
    for (size_t i = 0; i < 60; i++)
        e.x[0][i] = (double)(i % 5) * 4.94e-324;
    /* the coefficient is beyond 1e308 */
    assert_int_equal(linear_fit(&e.design, &fit), STATS_RANGE);
    assert_no_figures(&fit, STATS_RANGE);
    linear_free(&fit);
    for (size_t i = 0; i < 60; i++)
        e.y[i] = (double)(i % 7) * 4.94e-324;
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    assert_true(isfinite(fit.t[1]));
    linear_free(&fit);
}

static void tests_of_an_estimate(void **state)
{
    struct linear_test t = linear_test_of(2, 1, 10);

    (void)state;
    /* R: 2 * pt(-2, 10); 2 + qt(.975, 10) */
    assert_digits(t.p, 0.0733880347707404, 13);
    assert_digits(t.high, 4.22813885198627, 13);
    assert_digits(t.low, -0.22813885198627, 13);
    t = linear_test_of(2, 1, INFINITY);
    assert_digits(t.p, 0.0455002638963584, 12);
    assert_digits(t.low, 2 - 1.95996398454005, 13);
    t = linear_test_of(2, 0, 10);
    assert_true(isinf(t.t) && t.p == 0);
    t = linear_test_of(0, 0, 10);
    assert_true(t.t == 0 && t.p == 1);
    assert_nan(linear_test_of(NAN, 1, 10).p);
    assert_nan(linear_test_of(1, NAN, 10).p);
    assert_nan(linear_test_of(1, 1, 0).p);
    assert_true(linear_f_p(INFINITY, 1, 2) == 0);
    assert_nan(linear_f_p(NAN, 1, 2));
}

static void variances_beyond_a_double_are_refused(void **state)
{
    struct example e;
    struct linear_fit fit;
    double v[16];
    size_t own[60];

    (void)state;
    example_start(&e);
    for (size_t i = 0; i < 60; i++) {
        own[i] = i;
        e.x[1][i] *= 1e-160;
    }
    /* the coefficient and its error are there, the square of the error is not */
    assert_int_equal(linear_fit(&e.design, &fit), STATS_OK);
    assert_int_equal(cluster_covariance(&e.design, &fit, own, 60, CLUSTER_CR0, v, NULL),
                     STATS_RANGE);
    assert_nan(v[0]);
    linear_free(&fit);
}

static void clusters_need_two(void **state)
{
    struct example e;
    struct linear_fit fit;
    double v[16];
    size_t one[60] = { 0 };
    size_t found;

    (void)state;
    example_start(&e);
    linear_fit(&e.design, &fit);
    assert_int_equal(cluster_covariance(&e.design, &fit, one, 3, CLUSTER_CR1, v, &found),
                     STATS_TOO_FEW);
    assert_int_equal(found, 1);
    assert_nan(v[0]);
    linear_free(&fit);
    e.design.rows = 2;
    linear_fit(&e.design, &fit);
    assert_int_equal(cluster_covariance(&e.design, &fit, one, 3, CLUSTER_CR1, v, NULL),
                     STATS_TOO_FEW);
    linear_free(&fit);
}

static void polynomials_skip_missing_rows(void **state)
{
    double x[20];
    double y[20];
    struct linear_fit fit;

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        x[i] = (double)i;
        y[i] = 1 - 2 * x[i] + x[i] * x[i] / 8;
    }
    x[3] = NAN;
    y[9] = NAN;
    assert_int_equal(linear_fit_polynomial(x, y, 20, 2, &fit), STATS_OK);
    assert_int_equal(fit.n, 18);
    assert_digits(fit.coefficient[2], .125, 14);
    linear_free(&fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residuals_are_orthogonal_and_rows_missing_left_out),
        cmocka_unit_test(a_combination_is_named),
        cmocka_unit_test(nearly_a_combination_is_named_and_fitted),
        cmocka_unit_test(a_column_of_large_numbers_is_no_constant),
        cmocka_unit_test(a_constant_column_is_named),
        cmocka_unit_test(too_few_rows_or_no_columns),
        cmocka_unit_test(the_constant_alone_is_the_mean),
        cmocka_unit_test(a_constant_outcome_has_no_r2),
        cmocka_unit_test(units_scale_the_figures),
        cmocka_unit_test(denormals_do_not_break_it),
        cmocka_unit_test(tests_of_an_estimate),
        cmocka_unit_test(variances_beyond_a_double_are_refused),
        cmocka_unit_test(clusters_need_two),
        cmocka_unit_test(polynomials_skip_missing_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
