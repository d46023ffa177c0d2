/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the families of built-in functions share: how a row of a table is written,
 * and a loop or two.
 */
#ifndef LEVER_CALC_FAMILY_H
#define LEVER_CALC_FAMILY_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lever-function.h"

/* A function of one row; in the order of struct lever_function. */
#define ROWS(NAME, ARGUMENTS, KINDS, GIVES, SUMMARY, TROUBLE, EXCEL, CODE)                         \
    {                                                                                              \
        LEVER_FUNCTION_ABI, sizeof(struct lever_function), NAME, ARGUMENTS, KINDS, GIVES,          \
            LEVER_ROWS, SUMMARY, TROUBLE, EXCEL, CODE, NULL                                        \
    }
/* A function over time or over a column. Where a result is infinite, it is missing for its
 * trouble; where it is NaN, for want of values. */
#define OVER_TROUBLED(WHAT, NAME, ARGUMENTS, KINDS, GIVES, SUMMARY, TROUBLE, EXCEL, CODE)          \
    {                                                                                              \
        LEVER_FUNCTION_ABI, sizeof(struct lever_function), NAME, ARGUMENTS, KINDS, GIVES, WHAT,    \
            SUMMARY, TROUBLE, EXCEL, NULL, CODE                                                    \
    }
#define OVER(WHAT, NAME, ARGUMENTS, KINDS, GIVES, SUMMARY, EXCEL, CODE)                            \
    OVER_TROUBLED(WHAT, NAME, ARGUMENTS, KINDS, GIVES, SUMMARY, NULL, EXCEL, CODE)
/* clang-format off */
#define END_OF_FAMILY { .name = NULL }
/* clang-format on */

/* The parameters of a row function, for its definition. */
#define ROW_PARAMETERS                                                                             \
    const struct lever_call *call, const struct lever_vector *arguments, size_t count,             \
        struct lever_vector *result

/* Those of a function over time or over a column. */
#define SERIES_PARAMETERS                                                                          \
    const struct lever_call *call, const double *const *series, const double *constants, size_t n, \
        double *result

/* Argument `index` of row i as a number, or what it is where it was not given. */
static inline double given_number(const struct lever_vector *arguments, size_t count, size_t index,
                                  size_t row, double otherwise)
{
    return index < count ? arguments[index].number[row] : otherwise;
}

/* The middle of n > 0 values, whose order changes. */
double median_of(double *x, size_t n);

/* Functions that are operators, too. */
int power_rows(ROW_PARAMETERS);
int concatenate_rows(ROW_PARAMETERS);

#endif
