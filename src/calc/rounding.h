/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rounding to decimals as spreadsheets do it: a number is what its first 15
 * significant digits say, so that 2.675 and 1.005 are halves although no double is.
 */
#ifndef LEVER_CALC_ROUNDING_H
#define LEVER_CALC_ROUNDING_H

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum rounding {
    ROUND_NEAREST, /* a half away from zero */
    ROUND_AWAY,    /* from zero */
    ROUND_TO_ZERO,
};

/* digits behind the decimal point; a negative number before it. NaN stays. */
double round_decimal(double value, double digits, enum rounding how);

/* Two numbers are the same, and a number a whole one, where only the last two bits say
 * otherwise: 0.1+0.2 = 0.3, and 0.29*100 is 29. */
#define ROUNDING_NOISE (4 * DBL_EPSILON)
static inline bool round_same(double a, double b)
{
    return fabs(a - b) <= fabs(a) * ROUNDING_NOISE;
}
/* The greatest whole number that is not above value. */
static inline double round_floor(double value)
{
    double nearest = rint(value);

    return round_same(nearest, value) ? nearest : floor(value);
}

#endif
