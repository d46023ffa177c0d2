/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic of one or two numbers. */
#include "calc/family.h"
#include "calc/rounding.h"

extern const struct lever_function functions_math[];

#define OF_ONE(name, expression)                                                                   \
    static int name(ROW_PARAMETERS)                                                                \
    {                                                                                              \
        size_t i;                                                                                  \
                                                                                                   \
        (void)count;                                                                               \
        for (i = 0; i < call->rows; i++) {                                                         \
            double x = arguments[0].number[i];                                                     \
                                                                                                   \
            result->number[i] = expression;                                                        \
        }                                                                                          \
        return 0;                                                                                  \
    }
OF_ONE(absolute, fabs(x))
OF_ONE(whole, round_floor(x))
OF_ONE(sign, isnan(x) ? x : (x > 0) - (x < 0))
OF_ONE(square_root, sqrt(x))
OF_ONE(exponential, exp(x))
OF_ONE(natural_logarithm, x > 0 ? log(x) : NAN)
OF_ONE(decimal_logarithm, x > 0 ? log10(x) : NAN)
#undef OF_ONE

static void round_rows(ROW_PARAMETERS, enum rounding how)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = round_decimal(arguments[0].number[i], arguments[1].number[i], how);
}

static int round_nearest(ROW_PARAMETERS)
{
    round_rows(call, arguments, count, result, ROUND_NEAREST);
    return 0;
}

static int round_up(ROW_PARAMETERS)
{
    round_rows(call, arguments, count, result, ROUND_AWAY);
    return 0;
}

static int round_down(ROW_PARAMETERS)
{
    round_rows(call, arguments, count, result, ROUND_TO_ZERO);
    return 0;
}

/* x - y * INT(x / y), as Excel documents it; the sign is the divisor's. */
static double modulo_of(double x, double y)
{
    enum { exact_quotient = 1 << 30 };
    double quotient = x / y;
    double rest;

    if (y == 0 || !(fabs(quotient) < exact_quotient)) {
        rest = fmod(x, y);
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
    }
    rest = x - y * round_floor(quotient);
    return round_same(x, x - rest) || (rest < 0) != (y < 0) ? 0 : rest;
}

static int modulo(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = modulo_of(arguments[0].number[i], arguments[1].number[i]);
    return 0;
}

/* 0^0 is no number, as in Excel; pow(NaN, 0) would be 1. */
int power_rows(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++) {
        double x = arguments[0].number[i];
        double y = arguments[1].number[i];

        result->number[i] = isnan(x) || isnan(y) || (x == 0 && y == 0) ? NAN
                            : y == 2                                   ? x * x
                                                                       : pow(x, y);
    }
    return 0;
}

static int logarithm(ROW_PARAMETERS)
{
    size_t i;

    for (i = 0; i < call->rows; i++) {
        double x = arguments[0].number[i];
        double base = given_number(arguments, count, 1, i, 10);

        result->number[i] = !(x > 0) || !(base > 0) ? NAN
                            : base == 10            ? log10(x)
                            : base == 2             ? log2(x)
                                                    : log(x) / log(base);
    }
    return 0;
}

#define LOGARITHM "a logarithm of a number that is not positive"

/* clang-format off */
const struct lever_function functions_math[] = {
    ROWS("ABS", "x", "N", 'N', "without its sign", NULL, "=", absolute),
    ROWS("ROUND", "x, digits", "NN", 'N', "to the nearest number of so many decimals, a half away from zero", NULL, "=", round_nearest),
    ROWS("ROUNDUP", "x, digits", "NN", 'N', "away from zero", NULL, "=", round_up),
    ROWS("ROUNDDOWN", "x, digits", "NN", 'N', "towards zero", NULL, "=", round_down),
    ROWS("INT", "x", "N", 'N', "the whole number at or below it", NULL, "=", whole),
    ROWS("MOD", "x, divisor", "NN", 'N', "the remainder of a division, with the divisor's sign", "a division by zero", "=", modulo),
    ROWS("SIGN", "x", "N", 'N', "-1, 0 or 1", NULL, "=", sign),
    ROWS("SQRT", "x", "N", 'N', "square root", "a root of a negative number", "=", square_root),
    ROWS("POWER", "x, exponent", "NN", 'N', "the same as x ^ exponent", "a power that is not a number", "=", power_rows),
    ROWS("EXP", "x", "N", 'N', "e to the power of x", "a number too large", "=", exponential),
    ROWS("LN", "x", "N", 'N', "natural logarithm", LOGARITHM, "=", natural_logarithm),
    ROWS("LOG", "x, [base]", "NN", 'N', "logarithm, to base 10 unless another is given", LOGARITHM, "=", logarithm),
    ROWS("LOG10", "x", "N", 'N', "logarithm to base 10", LOGARITHM, "=", decimal_logarithm),
    END_OF_FAMILY
};
/* clang-format on */
