/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "link/link.h"
#include "link/panel_rests.h"

enum { ENTITIES = 6, PERIODS = 30, STRIDE = PERIODS + 2, N = ENTITIES * STRIDE };

/* A result with p under .05 and a critical value of 3. */
static struct link_result found(double t)
{
    struct link_result result;

    link_result_clear(&result, LINK_USABLE, NAN, NAN);
    result.p = .01;
    result.t = t;
    result.critical95 = 3;
    return result;
}

/* x and y centred in each period, with a slope of `all` in every entity and of `own` in the third. */
static void panel(double all, double own, double *x, double *y, bool *rows)
{
    size_t g, t;

    for (g = 0; g < N; g++) {
        x[g] = y[g] = 0;
        rows[g] = false;
    }
    for (t = 0; t < PERIODS; t++) {
        double mean_x = 0, mean_y = 0;

        for (g = 0; g < ENTITIES; g++) {
            size_t row = g * STRIDE + t, k = g * PERIODS + t;

            rows[row] = true;
            x[row] = sin((double)(k * k) / 7);
            y[row] = (g == 2 ? own : all) * x[row] + cos((double)(k * k) / 3);
            mean_x += x[row] / ENTITIES;
            mean_y += y[row] / ENTITIES;
        }
        for (g = 0; g < ENTITIES; g++) {
            x[g * STRIDE + t] -= mean_x;
            y[g * STRIDE + t] -= mean_y;
        }
    }
}

static void rows_of_one_entity(void **state)
{
    struct panel_layout layout = {
        .entities = ENTITIES, .periods = PERIODS, .stride = STRIDE, .centred = true
    };
    struct link_result result = found(9);
    double x[N], y[N];
    bool rows[N];

    (void)state;
    panel(0, 3, x, y, rows);
    panel_rests_rows(&layout, x, y, rows, 140, &result);
    assert_int_equal(result.rests_count, 1);
    assert_int_equal(result.rests[0], 2);

    panel(.8, .8, x, y, rows);
    result = found(9);
    panel_rests_rows(&layout, x, y, rows, 140, &result);
    assert_int_equal(result.rests_count, 0);

    /* Nothing is said of what is not significant. */
    panel(0, 3, x, y, rows);
    result = found(9);
    result.p = .05;
    panel_rests_rows(&layout, x, y, rows, 140, &result);
    assert_int_equal(result.rests_count, 0);
}

static void clusters_of_one_entity(void **state)
{
    double score[12], square[12];
    struct link_result result = found(-9);
    size_t g;

    (void)state;
    for (g = 0; g < 12; g++) {
        square[g] = 10;
        score[g] = g == 7 ? -60 : g % 2 ? 2 : -2;
    }
    panel_rests_clusters(score, square, 12, 1.1, &result);
    assert_int_equal(result.rests_count, 1);
    assert_int_equal(result.rests[0], 7);

    for (g = 0; g < 12; g++)
        score[g] = g % 2 ? -20 : -24;
    result = found(-9);
    panel_rests_clusters(score, square, 12, 1.1, &result);
    assert_int_equal(result.rests_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_entity),
        cmocka_unit_test(clusters_of_one_entity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
