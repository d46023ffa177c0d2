/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published panel estimates: job training grants and scrap rates (Holzer, Block,
 * Cheatham & Knott 1993; Wooldridge, Introductory Econometrics, example 14.1) and
 * driving laws and traffic deaths (Freeman 2007; ibid., chapter 13, C11). The data are not
 * part of this package: without ../shared/data beside it these tests are skipped.
 * Figures of more digits are those of R 4.2.2 with sandwich 3.0-2, lm() with dummies.
 */
#include "../digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "stats/panel.h"
#include "table/table.h"

struct data {
    struct table *table;
    size_t rows;
    size_t *entity;
    size_t *period;
    size_t entities;
    size_t periods;
};

static const double *numbers(const struct data *d, const char *name)
{
    for (size_t c = 0; c < d->table->width; c++) {
        if (strcmp(d->table->columns[c].name, name) == 0)
            return d->table->columns[c].numbers;
    }
    fail_msg("no column %s", name);
    return NULL;
}

/* Labels 0, 1, ... by value. */
static size_t *label(const double *x, size_t n, size_t *count)
{
    size_t *out = xarray(n, sizeof *out);
    double *seen = xarray(n, sizeof *seen);

    *count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;

        while (k < *count && seen[k] != x[i])
            k++;
        if (k == *count)
            seen[(*count)++] = x[i];
        out[i] = k;
    }
    free(seen);
    return out;
}

/* False, and the test is to be skipped, where the data are not there. */
static bool load(struct data *d, const char *file, const char *entity)
{
    const char *top = getenv("TOP");
    char *path = xasprintf("%s/../shared/data/%s", top ? top : ".", file);
    struct dialect dialect = { 0 };
    struct error err;

    if (access(path, R_OK) != 0) {
        free(path);
        return false;
    }
    d->table = table_open(path, &dialect, &err);
    assert_non_null(d->table);
    for (size_t c = 0; c < d->table->width; c++)
        table_want(d->table, c, COLUMN_NUMBER);
    assert_int_equal(table_load(d->table, 1, &err), 0);
    d->rows = d->table->height;
    d->entity = label(numbers(d, entity), d->rows, &d->entities);
    d->period = label(numbers(d, "year"), d->rows, &d->periods);
    free(path);
    return true;
}

static void unload(struct data *d)
{
    table_free(d->table);
    free(d->entity);
    free(d->period);
}

static struct panel_design design_of(const struct data *d, const double **x, size_t columns,
                                     const double *y, enum panel_effects effects,
                                     enum cluster_kind kind)
{
    return (struct panel_design){ x,           columns,   y,          d->rows, d->entity,
                                  d->entities, d->period, d->periods, effects, kind };
}

static void grants(void **state)
{
    struct data d;
    const double *x[2];
    struct panel_design design;
    struct panel_fit fit;

    (void)state;
    if (!load(&d, "jtrain_grants/jtrain.csv", "fcode"))
        skip();
    x[0] = numbers(&d, "grant");
    x[1] = numbers(&d, "grant_1");
    /* pooled, year dummies: +.200 and +.049, the wrong sign */
    design = design_of(&d, x, 2, numbers(&d, "lscrap"), PANEL_PERIOD, CLUSTER_CR1);
    assert_int_equal(panel_fit(&design, &fit), STATS_OK);
    assert_int_equal(fit.linear.n, 162);
    assert_int_equal(fit.entities, 54);
    assert_int_equal(fit.linear.df, 157);
    /* lm(lscrap ~ grant + grant_1 + factor(year)); vcovCL(m, cluster = fcode, type = "HC1") */
    assert_digits(fit.linear.coefficient[0], 0.2000196613, 9.5);
    assert_digits(fit.linear.coefficient[1], 0.0489356949, 9);
    assert_digits(fit.linear.se[0], 0.3382846070, 9.5);
    assert_digits(fit.linear.se[1], 0.4360663281, 9.5);
    assert_digits(fit.cluster_se[0], 0.3226246023731, 11);
    assert_digits(fit.cluster_se[1], 0.4720909220720, 11);
    panel_free(&fit);
    /* firm effects and year dummies: -.252 (.151), -.422 (.210) */
    design.effects = PANEL_TWO_WAY;
    assert_int_equal(panel_fit(&design, &fit), STATS_OK);
    assert_int_equal(fit.linear.df, 104);
    assert_int_equal(fit.absorbed, 56);
    /* lm(lscrap ~ grant + grant_1 + factor(year) + factor(fcode)) */
    assert_digits(fit.linear.coefficient[0], -0.2523148738148, 11.5);
    assert_digits(fit.linear.coefficient[1], -0.4215895085292, 11.5);
    assert_digits(fit.linear.se[0], 0.150628994355, 11);
    assert_digits(fit.linear.se[1], 0.210199964418, 11);
    assert_digits(fit.linear.t[0], -1.675075073667, 11);
    assert_digits(fit.linear.p[0], 9.69239189398e-02, 11);
    assert_digits(fit.linear.p[1], 4.74897426597e-02, 11);
    assert_digits(fit.cluster_se[0], 0.176239394289, 11);
    assert_digits(fit.cluster_se[1], 0.347048930218, 11);
    panel_free(&fit);
    design.cluster = CLUSTER_CR0;
    panel_fit(&design, &fit);
    assert_digits(fit.cluster_se[0], 0.140329112337, 11);
    assert_digits(fit.cluster_se[1], 0.276334746335, 11);
    panel_free(&fit);
    unload(&d);
}

static const char *const laws[] = { "sl70plus", "bac08", "perse",     "sbprim", "bac10",
                                    "sbsecon",  "gdl",   "perc14_24", "unem",   "vehicmilespc" };

/* lm(totfatrte ~ <laws> + factor(year) [+ factor(state)]): coefficient, CR1 of vcovCL. */
static const double laws_pooled[10][2] = {
    { 3.3479143188335, 0.994774878816530 },  { -2.4984830646600, 1.501963641710307 },
    { -0.6201081008200, 0.840015233942667 }, { -0.0753347229951, 1.186109839609464 },
    { -1.4175651540363, 1.210495679740687 }, { 0.0672804476537, 0.821325675513109 },
    { -0.4269107096234, 1.038453797503266 }, { 0.1415903321369, 0.407739348606562 },
    { 0.7570528872331, 0.247404000239869 },  { 0.0029254125012, 0.000273755785942 }
};
static const double laws_two_way[10][2] = {
    { -0.062532834293566, 0.578526432500104 }, { -1.437221158466830, 0.840033406054486 },
    { -1.151617192215857, 0.453262830100966 }, { -1.227399737124188, 0.570380523829197 },
    { -1.062667761292393, 0.501883031448782 }, { -0.349707839909815, 0.378656422157701 },
    { -0.411776190667535, 0.391266668568207 }, { 0.187121688204919, 0.177556887882235 },
    { -0.571839966966789, 0.122914650559859 }, { 0.000940051905393, 0.000354337525304 }
};

static void driving(void **state)
{
    struct data d;
    const double *x[10];
    struct panel_design design;
    struct panel_fit fit;

    (void)state;
    if (!load(&d, "driving_laws/driving.csv", "state"))
        skip();
    for (size_t j = 0; j < 10; j++)
        x[j] = numbers(&d, laws[j]);
    design = design_of(&d, x, 10, numbers(&d, "totfatrte"), PANEL_PERIOD, CLUSTER_CR1);
    assert_int_equal(panel_fit(&design, &fit), STATS_OK);
    for (size_t j = 0; j < 10; j++) {
        assert_digits(fit.linear.coefficient[j], laws_pooled[j][0], 10);
        assert_digits(fit.cluster_se[j], laws_pooled[j][1], 10);
    }
    panel_free(&fit);
    design.effects = PANEL_TWO_WAY;
    assert_int_equal(panel_fit(&design, &fit), STATS_OK);
    for (size_t j = 0; j < 10; j++) {
        assert_digits(fit.linear.coefficient[j], laws_two_way[j][0], 10);
        assert_digits(fit.cluster_se[j], laws_two_way[j][1], 10);
    }
    assert_digits(fit.linear.se[0], 0.269310629314106, 10);
    panel_free(&fit);
    /* as published, errors times G/(G-1) only: sl70plus -.063 (.56), bac08 -1.437 (.81),
       perse -1.152 (.44), sbprim -1.227 (.55) */
    design.cluster = CLUSTER_CR0G;
    panel_fit(&design, &fit);
    assert_float_equal(fit.linear.coefficient[0], -.063, .0005);
    assert_float_equal(fit.cluster_se[0], .56, .005);
    assert_float_equal(fit.linear.coefficient[1], -1.437, .0005);
    assert_float_equal(fit.cluster_se[1], .81, .005);
    assert_float_equal(fit.linear.coefficient[2], -1.152, .0005);
    assert_float_equal(fit.cluster_se[2], .44, .005);
    assert_float_equal(fit.linear.coefficient[3], -1.227, .0005);
    assert_float_equal(fit.cluster_se[3], .55, .005);
    panel_free(&fit);
    /* pooled: sl70plus +3.35 (.98) */
    design.effects = PANEL_PERIOD;
    panel_fit(&design, &fit);
    assert_float_equal(fit.linear.coefficient[0], 3.35, .005);
    assert_float_equal(fit.cluster_se[0], .98, .005);
    panel_free(&fit);
    unload(&d);
}

/*
 * g <- d[(d$rownames * 7) %% 10 < 6 & !(d$state == 5 & d$year > 1990), ];
 * lm(totfatrte ~ bac08 + unem + factor(year) + factor(state), g)
 */
static void driving_unbalanced(void **state)
{
    struct data d;
    const double *x[2];
    const double *row;
    const double *entity;
    const double *year;
    double *y;
    struct panel_design design;
    struct panel_fit fit;

    (void)state;
    if (!load(&d, "driving_laws/driving.csv", "state"))
        skip();
    x[0] = numbers(&d, "bac08");
    x[1] = numbers(&d, "unem");
    row = numbers(&d, "rownames");
    entity = numbers(&d, "state");
    year = numbers(&d, "year");
    y = xarray(d.rows, sizeof *y);
    for (size_t i = 0; i < d.rows; i++)
        y[i] = fmod(row[i] * 7, 10) < 6 && !(entity[i] == 5 && year[i] > 1990)
                   ? numbers(&d, "totfatrte")[i]
                   : NAN;
    design = design_of(&d, x, 2, y, PANEL_TWO_WAY, CLUSTER_CR1);
    assert_int_equal(panel_fit(&design, &fit), STATS_OK);
    assert_int_equal(fit.linear.n, 712);
    assert_digits(fit.linear.coefficient[0], -0.51202266696977, 12);
    assert_digits(fit.linear.coefficient[1], -0.71028191065905, 12);
    assert_digits(fit.linear.se[0], 0.348356710546749, 12);
    assert_digits(fit.linear.se[1], 0.079041218543775, 12);
    assert_digits(fit.linear.p[0], 1.4210267188497e-01, 11);
    assert_digits(fit.linear.p[1], 2.8701599044176e-18, 10);
    assert_digits(fit.cluster_se[0], 0.5160098720670, 11);
    assert_digits(fit.cluster_se[1], 0.1231536206931, 11);
    panel_free(&fit);
    free(y);
    unload(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grants),
        cmocka_unit_test(driving),
        cmocka_unit_test(driving_unbalanced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
