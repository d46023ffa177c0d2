/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "methods/method.h"

static const double x[] = { 1, 2, 3, 4, 5, 6 };
static const double y[] = { 2, 1, 4, 3, 6, 5 };
enum { N = sizeof x / sizeof *x };

static void finds_the_built_in_ones(void **state)
{
    static const char *const names[] = { "pearson", "spearman", "kendall", "biweight" };
    const struct lever_method *method;
    enum correlation_method which;
    struct error err;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        method = method_find(names[i], &err);
        assert_non_null(method);
        assert_ptr_equal(method, method_builtin(i));
        assert_string_equal(method->name, names[i]);
        assert_int_equal(method->abi, LEVER_METHOD_ABI);
        assert_int_equal(method->size, sizeof *method);
        assert_true(method_correlation(method, &which));
        assert_int_equal(which, i);
    }
    assert_null(method_builtin(i));
}

static void a_built_in_estimates(void **state)
{
    struct error err;
    double r;

    (void)state;
    assert_int_equal(method_estimate(method_find("kendall", &err), x, y, N, &r, &err), 0);
    assert_true(fabs(r - 9.0 / 15.0) < 1e-15); /* 12 pairs agree, 3 do not */
    assert_int_equal(method_estimate(method_find("pearson", &err), x, y, N, &r, &err), 0);
    assert_true(fabs(r - 29.0 / 35.0) < 1e-15);
}

static void none_for_these_data_is_missing(void **state)
{
    static const double constant[N] = { 3, 3, 3, 3, 3, 3 };
    struct error err;
    double r = 0;

    (void)state;
    assert_int_equal(method_estimate(method_find("pearson", &err), x, constant, N, &r, &err), 0);
    assert_true(isnan(r));
}

static int gives_nan(const double *a, const double *b, size_t n, double *estimate)
{
    (void)a, (void)b, (void)n;
    *estimate = NAN;
    return 0;
}

static int says_nothing(const double *a, const double *b, size_t n, double *estimate)
{
    (void)a, (void)b, (void)n, (void)estimate;
    return 0;
}

static int fails(const double *a, const double *b, size_t n, double *estimate)
{
    (void)a, (void)b, (void)n;
    *estimate = 1;
    return -7;
}

static void what_goes_wrong_inside_is_said(void **state)
{
    struct lever_method method = { LEVER_METHOD_ABI, sizeof method, "bad", "", "", gives_nan };
    struct error err;
    double r;

    (void)state;
    assert_int_equal(method_estimate(&method, x, y, N, &r, &err), -1);
    assert_string_equal(err.what, "method \"bad\" gave NaN on 6 rows and reported no failure");
    method.estimate = says_nothing;
    assert_int_equal(method_estimate(&method, x, y, N, &r, &err), -1);
    method.estimate = fails;
    assert_int_equal(method_estimate(&method, x, y, N, &r, &err), -1);
    assert_string_equal(err.what, "method \"bad\" failed on 6 rows (it returned -7)");
    assert_int_equal(err.status, 1);
}

static void says_what_cannot_be_a_name(void **state)
{
    struct error err;

    (void)state;
    assert_null(method_find("./pearson", &err));
    assert_string_equal(err.what, "a method is given by its name, not by a path: \"./pearson\"");
    assert_int_equal(err.status, 1);
    assert_null(method_find("Pearson", &err));
    assert_non_null(strstr(err.what, "no method can be called \"Pearson\""));
    assert_null(method_find("", &err));
    assert_null(method_find("pearsen", &err));
    assert_non_null(strstr(err.what, "did you mean \"pearson\"?"));
}

static void folders_that_are_not_absolute_do_not_count(void **state)
{
    struct error err;

    (void)state;
    setenv("LEVER_METHOD_PATH", "plugins:.", 1);
    assert_null(method_find("zzzz", &err));
    assert_string_equal(err.what,
                        "no method \"zzzz\"; there are pearson, spearman, kendall, biweight "
                        "(not looked for in \"plugins\", \".\": LEVER_METHOD_PATH takes absolute "
                        "folders only)");
    unsetenv("LEVER_METHOD_PATH");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_built_in_ones),
        cmocka_unit_test(a_built_in_estimates),
        cmocka_unit_test(none_for_these_data_is_missing),
        cmocka_unit_test(what_goes_wrong_inside_is_said),
        cmocka_unit_test(says_what_cannot_be_a_name),
        cmocka_unit_test(folders_that_are_not_absolute_do_not_count),
    };

    return cmocka_run_group_tests_name("method", tests, NULL, NULL);
}
