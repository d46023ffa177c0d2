/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparing figures in correct digits, as the literature on statistical software
 * does: the log relative error of McCullough (1998), -log10 |a - b| / |b|.
 */
#ifndef LEVER_TESTS_DIGITS_H
#define LEVER_TESTS_DIGITS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Digits of `value` that are right; 0 where either is not finite; absolute where certified is 0. */
static inline double digits_right(double value, double certified)
{
    double error = fabs(value - certified);

    if (!isfinite(value) || !isfinite(certified))
        return 0;
    if (error == 0)
        return 17;
    if (certified != 0)
        error /= fabs(certified);
    return fmin(17, -log10(error));
}

#define assert_digits(value, certified, digits)                                                    \
    digits_assert((value), (certified), (digits), #value, __FILE__, __LINE__)

static inline void digits_assert(double value, double certified, double digits, const char *what,
                                 const char *file, int line)
{
    double right = digits_right(value, certified);

    if (right < digits) {
        print_error("%s = %.17g, expected %.17g: %.1f digits agree, %.1f asked\n", what, value,
                    certified, right, digits);
        _fail(file, line);
    }
}

#define assert_nan(value) digits_assert_nan((value), #value, __FILE__, __LINE__)

static inline void digits_assert_nan(double value, const char *what, const char *file, int line)
{
    if (!isnan(value)) {
        print_error("%s = %.17g, expected NaN\n", what, value);
        _fail(file, line);
    }
}

#endif
