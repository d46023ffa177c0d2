/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels against regressions with dummies, balanced and not; published ones in tests/reference. */
#include "../digits.h"

#include <stdlib.h>

#include "base/memory.h"
#include "stats/panel.h"

enum { ROWS = 120, ENTITIES = 9, PERIODS = 14 };

static unsigned long seed = 9;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992. - .5;
}

struct example {
    double a[ROWS];
    double b[ROWS];
    double y[ROWS];
    size_t entity[ROWS];
    size_t period[ROWS];
    const double *x[2];
    struct panel_design design;
};

/* y = 2 a - b + entity + period + noise; about one cell of the grid in twenty is absent. */
static void example_start(struct example *e, enum panel_effects effects)
{
    for (size_t i = 0; i < ROWS; i++) {
        size_t cell = i * ENTITIES * PERIODS / ROWS;

        e->entity[i] = cell % ENTITIES;
        e->period[i] = cell / ENTITIES;
        e->a[i] = uniform() + .1 * (double)e->entity[i];
        e->b[i] = uniform() - .1 * (double)e->period[i];
        e->y[i] = 2 * e->a[i] - e->b[i] - (double)e->entity[i] + .5 * (double)e->period[i] +
                  .3 * uniform();
    }
    e->x[0] = e->a;
    e->x[1] = e->b;
    e->design = (struct panel_design){ e->x,     2,         e->y,    ROWS,    e->entity,
                                       ENTITIES, e->period, PERIODS, effects, CLUSTER_CR1 };
}

/* The same by linear_fit with a dummy for each entity and period but the first. */
static void check_against_dummies(const struct panel_design *design, size_t absorbed)
{
    size_t k = design->columns;
    size_t dummies = design->entities + design->periods;
    double *cells = xcalloc(dummies * design->rows, sizeof *cells);
    const double **columns = xarray(k + dummies, sizeof *columns);
    struct linear_design with = { columns, k, design->y, design->rows, true };
    struct linear_fit direct;
    struct panel_fit fit;
    double *covariance;

    for (size_t j = 0; j < k; j++)
        columns[j] = design->x[j];
    for (size_t g = 1; g < design->entities && (design->effects & PANEL_ENTITY); g++) {
        for (size_t i = 0; i < design->rows; i++)
            cells[g * design->rows + i] = design->entity[i] == g;
        columns[with.columns++] = cells + g * design->rows;
    }
    for (size_t t = 1; t < design->periods && (design->effects & PANEL_PERIOD); t++) {
        double *dummy = cells + (design->entities + t) * design->rows;

        for (size_t i = 0; i < design->rows; i++)
            dummy[i] = design->period[i] == t;
        columns[with.columns++] = dummy;
    }
    assert_int_equal(linear_fit(&with, &direct), STATS_OK);
    assert_int_equal(panel_fit(design, &fit), STATS_OK);
    assert_int_equal(fit.absorbed, absorbed);
    assert_int_equal(fit.linear.df, direct.df);
    covariance = xarray(direct.k * direct.k, sizeof *covariance);
    cluster_covariance(&with, &direct, design->entity, design->entities, CLUSTER_CR1, covariance,
                       NULL);
    for (size_t c = 0; c < k; c++) {
        assert_digits(fit.linear.coefficient[c], direct.coefficient[c + 1], 12);
        assert_digits(fit.linear.se[c], direct.se[c + 1], 12);
        assert_digits(fit.linear.p[c], direct.p[c + 1], 9);
        assert_digits(fit.cluster_se[c], sqrt(covariance[(c + 1) * (direct.k + 1)]), 11);
    }
    assert_digits(fit.linear.sigma, direct.sigma, 12);
    assert_digits(fit.linear.rss, direct.rss, 12);
    for (size_t i = 0; i < design->rows; i++) {
        if (!isnan(direct.residual[i]))
            assert_true(fabs(direct.residual[i] - fit.linear.residual[i]) < 1e-12);
    }
    if (design->effects == PANEL_POOLED) {
        assert_digits(fit.linear.r2, direct.r2, 12);
        assert_digits(fit.linear.r2_adjusted, direct.r2_adjusted, 12);
        assert_digits(fit.linear.f, direct.f, 11);
    }
    panel_free(&fit);
    linear_free(&direct);
    free(covariance);
    free(columns);
    free(cells);
}

static void dummies_and_projection_agree(void **state)
{
    struct example e;

    (void)state;
    example_start(&e, PANEL_POOLED);
    check_against_dummies(&e.design, 1);
    example_start(&e, PANEL_ENTITY);
    check_against_dummies(&e.design, ENTITIES);
    example_start(&e, PANEL_PERIOD);
    check_against_dummies(&e.design, PERIODS);
    example_start(&e, PANEL_TWO_WAY);
    check_against_dummies(&e.design, ENTITIES + PERIODS - 1);
}

static void also_where_it_is_ragged(void **state)
{
    struct example e;

    (void)state;
    example_start(&e, PANEL_TWO_WAY);
    for (size_t i = 0; i < ROWS; i++) {
        /* entities come and go: each is there for its own few periods, but for the first */
        if (e.entity[i] && (e.period[i] < e.entity[i] || e.period[i] > e.entity[i] + 4))
            e.y[i] = NAN;
    }
    e.a[7] = INFINITY;
    check_against_dummies(&e.design, ENTITIES + PERIODS - 1);
}

static void parts_that_share_nothing_count_once_each(void **state)
{
    struct example e;
    struct panel_fit fit;

    (void)state;
    example_start(&e, PANEL_TWO_WAY);
    for (size_t i = 0; i < ROWS; i++) {
        if ((e.entity[i] < 4) != (e.period[i] < 7))
            e.y[i] = NAN;
    }
    assert_int_equal(panel_fit(&e.design, &fit), STATS_OK);
    assert_int_equal(fit.entities, ENTITIES);
    assert_int_equal(fit.periods, PERIODS);
    assert_int_equal(fit.absorbed, ENTITIES + PERIODS - 2);
    assert_float_equal(fit.linear.coefficient[0], 2, .3);
    panel_free(&fit);
}

static void what_never_varies_within_is_named(void **state)
{
    struct example e;
    struct panel_fit fit;

    (void)state;
    example_start(&e, PANEL_ENTITY);
    for (size_t i = 0; i < ROWS; i++)
        e.b[i] = .1 * (double)e.entity[i] + 1e6;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_CONSTANT);
    assert_int_equal(fit.linear.suspect, 1);
    assert_nan(fit.linear.coefficient[0]);
    assert_nan(fit.cluster_se[0]);
    assert_nan(fit.cluster_p[1]);
    panel_free(&fit);
    /* with period effects alone it is a column like others */
    e.design.effects = PANEL_PERIOD;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_OK);
    panel_free(&fit);
    /* entity plus period explains a sum of both, on a ragged panel too */
    e.design.effects = PANEL_TWO_WAY;
    for (size_t i = 0; i < ROWS; i++)
        e.b[i] = sin((double)e.entity[i]) + exp((double)e.period[i]);
    assert_int_equal(panel_fit(&e.design, &fit), STATS_CONSTANT);
    assert_int_equal(fit.linear.suspect, 1);
    panel_free(&fit);
    for (size_t i = 0; i < ROWS; i++)
        e.b[i] = 3;
    e.design.effects = PANEL_POOLED;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_CONSTANT);
    panel_free(&fit);
}

static void refusals(void **state)
{
    struct example e;
    struct panel_fit fit;

    (void)state;
    example_start(&e, PANEL_TWO_WAY);
    for (size_t i = 0; i < ROWS; i++)
        e.b[i] = -e.a[i] / 3;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_COLLINEAR);
    panel_free(&fit);

    example_start(&e, PANEL_TWO_WAY);
    e.design.rows = 20; /* 9 entities, 3 periods: 11 absorbed */
    assert_int_equal(panel_fit(&e.design, &fit), STATS_OK);
    panel_free(&fit);
    e.design.rows = 12;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_TOO_FEW);
    assert_nan(fit.linear.se[0]);
    panel_free(&fit);
    e.design.rows = 0;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_TOO_FEW);
    panel_free(&fit);
    e.design.rows = ROWS;
    e.design.columns = 0;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_ARGUMENT);
    panel_free(&fit);

    example_start(&e, PANEL_ENTITY);
    for (size_t i = 0; i < ROWS; i++)
        e.y[i] = NAN;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_TOO_FEW);
    panel_free(&fit);

    /* 1.7e308 less a mean of -1.7e308 */
    example_start(&e, PANEL_ENTITY);
    for (size_t i = 0; i < ROWS; i++)
        e.a[i] = i < 3 ? 1.7e308 : -1.7e308;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_RANGE);
    assert_nan(fit.linear.coefficient[0]);
    panel_free(&fit);

    /* one entity: a fit, but no clusters */
    example_start(&e, PANEL_POOLED);
    for (size_t i = 0; i < ROWS; i++)
        e.entity[i] = 2;
    e.design.period = NULL;
    e.design.periods = 0;
    assert_int_equal(panel_fit(&e.design, &fit), STATS_OK);
    assert_nan(fit.cluster_se[0]);
    assert_nan(fit.cluster_p[0]);
    panel_free(&fit);
}

static void the_transformation_alone(void **state)
{
    struct example e;
    bool use[ROWS];
    double within[ROWS];
    double sum = 0;

    (void)state;
    example_start(&e, PANEL_ENTITY);
    for (size_t i = 0; i < ROWS; i++)
        use[i] = i % 5 != 0;
    panel_within(&e.design, use, e.a, within);
    assert_nan(within[0]);
    for (size_t i = 0; i < ROWS; i++)
        sum += use[i] && e.entity[i] == 3 ? within[i] : 0;
    assert_true(fabs(sum) < 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dummies_and_projection_agree),
        cmocka_unit_test(also_where_it_is_ragged),
        cmocka_unit_test(parts_that_share_nothing_count_once_each),
        cmocka_unit_test(what_never_varies_within_is_named),
        cmocka_unit_test(refusals),
        cmocka_unit_test(the_transformation_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
