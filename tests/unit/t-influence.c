/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/influence.h"
#include "stats/project.h"

enum { N = 20, CONTROLS = 2 };

/* x and y with two odd rows, 7 and 12, that make what slope there is. */
static void example(double *x, double *y)
{
    int t;

    for (t = 0; t < N; t++) {
        x[t] = sin(t * t / 3.) + .05 * t;
        y[t] = cos(t * t / 5.) - .02 * t;
    }
    x[7] += 6;
    y[7] += 6;
    x[12] += 4;
    y[12] += 4;
}

/* t of y on x beside constant and line, without some rows: by plain projection. */
static double refit(const double *x, const double *y, const bool *rows, double *basis, double *u,
                    double *v)
{
    double count = 0, both, power, left = 0;
    size_t q, t;

    for (t = 0; t < N; t++) {
        basis[t] = rows[t];
        basis[N + t] = rows[t] ? (double)t - 9 : 0;
        u[t] = rows[t] ? x[t] : 0;
        v[t] = rows[t] ? y[t] : 0;
        count += rows[t];
    }
    q = project_basis(basis, N, CONTROLS);
    assert_int_equal(q, CONTROLS);
    project_out(basis, N, q, u);
    project_out(basis, N, q, v);
    both = project_dot(u, v, N);
    power = project_dot(u, u, N);
    for (t = 0; t < N; t++)
        left += pow(v[t] - both / power * u[t], 2);
    return both / sqrt(power * left / (count - CONTROLS - 1));
}

static void as_a_refit_says(void **state)
{
    double x[N], y[N], basis[CONTROLS * N], u[N], v[N], t[3], spare[CONTROLS * N], a[N], b[N];
    struct influence all = { .n = N, .x = u, .y = v, .basis = basis, .columns = CONTROLS };
    bool rows[N];
    size_t row[3], k, i;
    double whole;

    (void)state;
    example(x, y);
    for (i = 0; i < N; i++)
        rows[i] = i != 3;
    whole = refit(x, y, rows, basis, u, v);
    assert_true(whole > 4);
    all.rows = rows;
    all.freedom = N - 1 - CONTROLS - 1;
    assert_int_equal(influence_rows(&all, 3, row, t), 3);
    assert_int_equal(row[0], 7);
    assert_int_equal(row[1], 12);
    assert_true(t[1] < 1);
    for (k = 0; k < 3; k++) {
        double least = INFINITY;

        /* No other row would have left less. */
        for (i = 0; i < N; i++) {
            bool was = rows[i];

            rows[i] = false;
            if (was)
                least = fmin(least, refit(x, y, rows, spare, a, b));
            rows[i] = was;
        }
        assert_true(fabs(t[k] - least) < 1e-9);
        rows[row[k]] = false;
        assert_true(fabs(t[k] - refit(x, y, rows, spare, a, b)) < 1e-9);
    }
}

static void of_a_falling_slope_too(void **state)
{
    double x[N], y[N], basis[CONTROLS * N], u[N], v[N], up[2], down[2];
    struct influence all = {
        .n = N, .x = u, .y = v, .basis = basis, .columns = CONTROLS, .freedom = N - CONTROLS - 1
    };
    bool rows[N];
    size_t row[2], other[2], i;

    (void)state;
    example(x, y);
    for (i = 0; i < N; i++)
        rows[i] = true;
    all.rows = rows;
    refit(x, y, rows, basis, u, v);
    influence_rows(&all, 2, row, up);
    for (i = 0; i < N; i++)
        v[i] = -v[i];
    assert_int_equal(influence_rows(&all, 2, other, down), 2);
    assert_memory_equal(row, other, sizeof row);
    assert_true(fabs(up[0] - down[0]) < 1e-12 && fabs(up[1] - down[1]) < 1e-12);
}

/* A filtered spike is one row's work, though it shows in two. */
static void a_spike_before_the_filter(void **state)
{
    static const double filter[] = { 1, -.9 };
    double x[N], y[N], basis[CONTROLS * N], u[N], v[N], t[2];
    struct influence all = { .n = N,
                             .x = u,
                             .y = v,
                             .basis = basis,
                             .columns = CONTROLS,
                             .freedom = N - CONTROLS - 1,
                             .filter = filter };
    bool rows[N];
    size_t row[2], i;

    (void)state;
    for (i = 0; i < N; i++) {
        rows[i] = true;
        x[i] = sin((double)(i * i) / 3) + (i == 9 ? 8 : i == 10 ? -.9 * 8 : 0);
        y[i] = cos((double)(i * i) / 5) + (i == 9 ? 8 : i == 10 ? -.9 * 8 : 0);
    }
    all.rows = rows;
    assert_true(refit(x, y, rows, basis, u, v) > 8);
    influence_rows(&all, 1, row, t);
    assert_true(t[0] > 4);
    all.order = 1;
    influence_rows(&all, 1, row, t);
    assert_int_equal(row[0], 9);
    assert_true(t[0] < 2);
}

/* With three degrees of freedom left one row can go, and no more. */
static void stops_in_time(void **state)
{
    double x[N], y[N], basis[CONTROLS * N], u[N], v[N], t[3];
    struct influence all = {
        .n = N, .x = u, .y = v, .basis = basis, .columns = CONTROLS, .freedom = 3
    };
    bool rows[N];
    size_t row[3], i;

    (void)state;
    example(x, y);
    for (i = 0; i < N; i++)
        rows[i] = i < 6;
    all.rows = rows;
    refit(x, y, rows, basis, u, v);
    assert_int_equal(influence_rows(&all, 3, row, t), 1);
    assert_true(row[0] < 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_a_refit_says),
        cmocka_unit_test(of_a_falling_slope_too),
        cmocka_unit_test(a_spike_before_the_filter),
        cmocka_unit_test(stops_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
