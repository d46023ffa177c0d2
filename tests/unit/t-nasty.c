/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns nobody should have: every figure is either there, finite and in its
 * range, or missing with a status that says why; nothing crashes or goes on forever.
 */
#include "../digits.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "stats/adjust.h"
#include "stats/correlation_matrix.h"
#include "stats/effective_n.h"
#include "stats/granger.h"
#include "stats/moments.h"
#include "stats/panel.h"
#include "stats/welch.h"

enum { MOST = 40, COLUMNS = 6, ROUNDS = 1500 };

static unsigned long seed = 42;

static double uniform(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(seed >> 11) / 9007199254740992.;
}

static size_t below(size_t n)
{
    return (size_t)(uniform() * (double)n);
}

/* A column of some nasty kind; `other` may be copied, scaled or shifted. */
static void fill(double *x, const double *other, size_t n)
{
    static const double edge[] = { 0,         -0.,   1,        DBL_MAX, -DBL_MAX, DBL_MIN,
                                   5e-324,    1e300, -1e300,   1e-300,  NAN,      INFINITY,
                                   -INFINITY, 1e15,  1e15 + 1, .1 };
    size_t kind = below(14);
    double level = edge[below(16)];

    for (size_t i = 0; i < n; i++) {
        switch (kind) {
        case 0:
            x[i] = level;
            break;
        case 1:
            x[i] = uniform() < .8 ? level : uniform();
            break;
        case 2:
            x[i] = edge[below(16)];
            break;
        case 3:
            x[i] = 1e300 * (uniform() - .5);
            break;
        case 4:
            x[i] = DBL_MAX * (uniform() - .5);
            break;
        case 5:
            x[i] = 5e-324 * (double)below(4);
            break;
        case 6:
            x[i] = 1e15 + (double)below(2);
            break;
        case 7:
            x[i] = (double)i;
            break;
        case 8:
            x[i] = uniform() < .7 ? NAN : uniform();
            break;
        case 9:
            x[i] = 2 * other[i];
            break;
        case 10:
            x[i] = other[i] * (1 + 1e-15 * uniform());
            break;
        case 11:
            x[i] = i == 0 ? 1e200 : 0;
            break;
        case 12:
            x[i] = (double)below(2);
            break;
        default:
            x[i] = uniform();
            break;
        }
    }
}

static bool unit(double p)
{
    return p >= 0 && p <= 1;
}

struct columns {
    size_t n;
    double x[COLUMNS][MOST];
    const double *at[COLUMNS];
};

static void draw(struct columns *c)
{
    c->n = below(3) ? below(MOST + 1) : below(6);
    for (size_t j = 0; j < COLUMNS; j++) {
        c->at[j] = c->x[j];
        fill(c->x[j], c->x[j ? j - 1 : 0], c->n);
    }
}

static void moments(void **state)
{
    struct columns c = { 0 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct moments m;
        struct comoments pair;
        struct effective_test e;
        struct welch w;

        draw(&c);
        m = moments_of(c.x[0], c.n);
        assert_true(isfinite(m.mean) == (m.n > 0));
        assert_true(m.n == 0 || (m.min <= m.max && m.mean >= m.min && m.mean <= m.max));
        assert_false(m.sd < 0 || isinf(m.sd) || isinf(m.variance) || (m.n < 2 && !isnan(m.sd)));
        pair = moments_of_pair(c.x[0], c.x[1], c.n);
        assert_true(isnan(pair.correlation) || fabs(pair.correlation) <= 1);
        assert_true(!isinf(pair.covariance));
        e = effective_n_test(c.x[0], c.x[1], c.n);
        assert_true(isnan(e.n_eff) || (e.n_eff > 0 && e.n_eff <= (double)e.n));
        assert_true(isnan(e.p) || unit(e.p));
        w = welch_test(c.x[0], c.n, c.x[1], c.n);
        assert_true(w.status == STATS_OK ? unit(w.p) && w.se > 0 : isnan(w.p));
    }
}

static void correlations(void **state)
{
    static const enum correlation_method methods[] = { CORRELATION_PEARSON, CORRELATION_SPEARMAN,
                                                       CORRELATION_KENDALL, CORRELATION_BIWEIGHT };
    struct columns c = { 0 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        enum correlation_method method =
            methods[(size_t)round % (sizeof methods / sizeof *methods)];
        struct correlation_matrix m;

        draw(&c);
        correlation_matrix(method, c.at, COLUMNS, NULL, 0, c.n, 1, &m);
        for (size_t i = 0; i < COLUMNS; i++) {
            for (size_t j = 0; j < COLUMNS; j++) {
                struct correlation r = correlation_matrix_at(&m, i, j);
                struct correlation alone = correlation_test(method, c.x[i], c.x[j], c.n);

                assert_int_equal(r.status, alone.status);
                if (r.status == STATS_OK)
                    assert_true(fabs(r.r) <= 1 && unit(r.p) && unit(r.p_above) &&
                                !(r.low > r.high));
                else
                    assert_true(isnan(r.r) && isnan(r.p));
                assert_true(isnan(r.r) || fabs(r.r - alone.r) < 1e-12);
            }
        }
        correlation_matrix_free(&m);
    }
}

static void check_fit(const struct linear_fit *fit)
{
    for (size_t k = 0; k < fit->k; k++) {
        if (fit->status == STATS_OK)
            assert_true(isfinite(fit->coefficient[k]) && fit->se[k] >= 0 && unit(fit->p[k]));
        else
            assert_true(isnan(fit->coefficient[k]) && isnan(fit->se[k]) && isnan(fit->p[k]));
    }
    if (fit->status == STATS_COLLINEAR || fit->status == STATS_CONSTANT)
        assert_true(fit->suspect != LINEAR_NONE);
}

static void regressions(void **state)
{
    struct columns c = { 0 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct linear_design design;
        struct linear_fit fit;

        draw(&c);
        design = (struct linear_design){ c.at, below(COLUMNS), c.x[COLUMNS - 1], c.n, below(2) };
        linear_fit(&design, &fit);
        check_fit(&fit);
        linear_free(&fit);
    }
}

static void panels(void **state)
{
    struct columns c = { 0 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t entity[MOST];
        size_t period[MOST];
        struct panel_design design;
        struct panel_fit fit;

        draw(&c);
        for (size_t i = 0; i < MOST; i++) {
            entity[i] = below(5);
            period[i] = below(8);
        }
        design = (struct panel_design){
            c.at, below(COLUMNS - 1),           c.x[COLUMNS - 1], c.n, entity, 5, period,
            8,    (enum panel_effects)below(4), CLUSTER_CR1
        };
        panel_fit(&design, &fit);
        check_fit(&fit.linear);
        for (size_t k = 0; k < design.columns; k++)
            assert_true(isnan(fit.cluster_p[k]) || unit(fit.cluster_p[k]));
        panel_free(&fit);
    }
}

static void granger(void **state)
{
    struct columns c = { 0 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct granger g;

        draw(&c);
        g = granger_test(c.x[0], c.x[1], c.n, below(6));
        assert_true(g.status == STATS_OK ? g.f >= 0 && isfinite(g.f) && unit(g.p) : isnan(g.p));
    }
}

static int quiet(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments), cmocka_unit_test(correlations), cmocka_unit_test(regressions),
        cmocka_unit_test(panels),  cmocka_unit_test(granger),
    };

    return cmocka_run_group_tests(tests, quiet, NULL);
}
