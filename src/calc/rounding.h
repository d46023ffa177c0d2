/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rounding to decimals as spreadsheets do it: a number is what its first 15
 * significant digits say, so that 2.675 and 1.005 are halves although no double is.
 */
#ifndef LEVER_CALC_ROUNDING_H
#define LEVER_CALC_ROUNDING_H

enum rounding {
    ROUND_NEAREST, /* a half away from zero */
    ROUND_AWAY,    /* from zero */
    ROUND_TO_ZERO,
};

/* digits behind the decimal point; a negative number before it. NaN stays. */
double round_decimal(double value, double digits, enum rounding how);

#endif
