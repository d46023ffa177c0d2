/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/rounding.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

/* Digits that count. */
enum { DIGITS = 15 };

/*
 * By its decimal digits: value is d.ddd... x 10^exponent, and `keep` of the digits
 * stay (0: only the first decides; negative: nothing is left).
 */
static double by_digits(double value, int digits, enum rounding how)
{
    char text[40];
    char out[64];
    char figures[DIGITS + 1];
    int exponent;
    int keep;
    int i;
    bool up;
    bool rest = false;

    snprintf(text, sizeof text, "%.*e", DIGITS - 1, fabs(value));
    figures[0] = text[0];
    memcpy(figures + 1, text + 2, DIGITS - 1);
    figures[DIGITS] = '\0';
    sscanf(strchr(text, 'e') + 1, "%d", &exponent);
    keep = exponent + 1 + digits;
    if (keep >= DIGITS)
        return value;
    for (i = keep < 0 ? 0 : keep; i < DIGITS; i++)
        rest |= figures[i] != '0';
    up = how == ROUND_AWAY ? rest : how == ROUND_NEAREST && keep >= 0 && figures[keep] >= '5';
    if (keep <= 0) {
        snprintf(out, sizeof out, "%de%d", up, -digits);
    } else {
        for (i = keep - 1; up && i >= 0; i--) {
            up = figures[i] == '9';
            figures[i] = up ? '0' : (char)(figures[i] + 1);
        }
        snprintf(out, sizeof out, "%s%.*se%d", up ? "1" : "", keep, figures, exponent + 1 - keep);
    }
    number_parse(out, strlen(out), '.', &value);
    return value;
}

double round_decimal(double value, double digits, enum rounding how)
{
    double rounded;
    double scaled;
    double fraction;
    int places;

    if (!isfinite(value) || isnan(digits) || value == 0)
        return isnan(digits) ? NAN : value;
    places = digits > 400 ? 400 : digits < -400 ? -400 : (int)digits;
    if (places >= 0 && places <= NUMBER_EXACT_POWER) {
        scaled = fabs(value) * number_exact_powers[places];
        fraction = scaled - floor(scaled);
        /* Away from where the digits would have to decide, and exact: a quotient of two
         * doubles that are whole numbers is rounded once. */
        if (scaled < 1e9 && fraction > 1e-5 && fraction < 1 - 1e-5 && fabs(fraction - .5) > 1e-5) {
            rounded = how == ROUND_AWAY      ? ceil(scaled)
                      : how == ROUND_TO_ZERO ? floor(scaled)
                                             : floor(scaled + .5);
            return copysign(rounded / number_exact_powers[places], value);
        }
    }
    return copysign(by_digits(value, places, how), value);
}
