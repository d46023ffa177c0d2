/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stats/project.h"
#include "stats/recurrence.h"

enum { N = 36, YEAR = 12 };

/* A peak of `peak` in the sixth month of each year in both, and a slope of `slope` beside it. */
static bool carries(double peak, double slope, size_t n)
{
    double x[N], y[N], basis[N], left = 0;
    bool rows[N];
    struct influence all = { .n = n, .x = x, .y = y, .rows = rows, .basis = basis, .columns = 1 };
    size_t t;

    for (t = 0; t < n; t++) {
        double shared = t % YEAR == 5 ? peak : 0;

        x[t] = sin((double)(t * t) / 3) + shared;
        y[t] = cos((double)(t * t) / 5) + slope * sin((double)(t * t) / 3) + shared;
        rows[t] = true;
        basis[t] = 1;
    }
    project_basis(basis, n, 1);
    project_out(basis, n, 1, x);
    project_out(basis, n, 1, y);
    for (t = 0; t < n; t++)
        left += y[t] * y[t];
    assert_true(left > 0);
    all.freedom = (double)n - 2;
    return recurrence_carries(&all, YEAR, 2);
}

static void a_peak_of_every_year(void **state)
{
    (void)state;
    assert_true(carries(6, 0, 36));
    assert_true(carries(6, 0, 30));
}

static void a_link_beside_it_stays(void **state)
{
    (void)state;
    assert_false(carries(6, 1, 36));
    assert_false(carries(0, 1, 36));
    assert_false(carries(0, 1, 24));
}

/* 15 months have 3 places that come back: one degree of freedom too few to say. */
static void too_few_to_say(void **state)
{
    (void)state;
    assert_false(carries(6, 0, 15));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_peak_of_every_year),
        cmocka_unit_test(a_link_beside_it_stays),
        cmocka_unit_test(too_few_to_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
