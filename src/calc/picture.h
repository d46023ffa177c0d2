/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number by its picture, one section of a number format: #,##0.00 0.0% 0.00E+00
 * 000-0000 "# ?/?". Internal to calc/format.
 *
 * A number is what its first 15 significant digits say, and these are rounded, a half
 * away from zero: what Excel shows of a number beyond them is zeros.
 */
#ifndef LEVER_CALC_PICTURE_H
#define LEVER_CALC_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* A section, and the marks that its place has. */
struct section {
    const char *format;
    size_t length;
    char point; /* of decimals: . or , */
    char group; /* of thousands, the other one */
};

/* "text", \x, _x (a blank), *x (nothing), [$EUR-407], [Red], [>5] and what stands for itself:
 * adds it (unless out is NULL) and returns its length in the format, 0: it is none of these. */
size_t format_literal(const char *format, size_t length, struct text *out);

/* Adds a number that is not negative; -1: the picture is not known. */
int picture_add(double number, const struct section *section, struct text *out);
/* Whether the picture shows nothing but zeros of it. */
bool picture_is_zero(double number, const struct section *section);

#endif
