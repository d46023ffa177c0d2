/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a measure should become, as people write it:
 *
 *   58  58%  58 EUR    the value itself         =-3   a negative one
 *   >=95  <=3          the same, as a bound     (also ≥ ≤ > <)
 *   +20%  -5%          per cent more or less than the baseline
 *   +3  -3             more or less than it, in the measure's unit
 *   +20 points         the same, in percentage points
 *   x1.2               so many times the baseline
 *   20/week            so much a period (20 per week)
 *   total 5000         so much in all, from start to due
 *
 * Of a measure in percent, +20% could mean points or per cent of it, and is refused in favour of
 * the two that cannot be misread.
 */
#ifndef LEVER_PLAN_TARGET_H
#define LEVER_PLAN_TARGET_H

#include <stdbool.h>

#include "period/period.h"

enum target_kind {
    TARGET_NONE,
    TARGET_VALUE,  /* value is the measure's */
    TARGET_CHANGE, /* value is added to the baseline */
    TARGET_FACTOR, /* value times the baseline; +20% is 1.2 */
    TARGET_RATE,   /* value a period of kind per */
    TARGET_TOTAL   /* value from start to due */
};

struct target {
    enum target_kind kind;
    double value;         /* in the measure's unit; a number for TARGET_FACTOR */
    int bound;            /* +1: at least, -1: at most, 0: as the measure's `better` has it */
    enum period_kind per; /* of TARGET_RATE */
};

/* The level that a target means, in the measure's unit: NaN where there is none, where it goes by
 * a baseline that is NaN, and of a rate or a total. */
double target_level(const struct target *target, double baseline);

struct form;
struct error;
/* Reads a cell of a form, which may be empty; unit is the measure's, "" = not said. */
int target_read(const struct form *form, size_t column, const char *unit, struct target *target,
                struct error *err);
/* Reads a cell as a value in the measure's unit, which may stand behind it: NaN where it is empty. */
int target_read_value(const struct form *form, size_t column, const char *unit, double *value,
                      struct error *err);

#endif
