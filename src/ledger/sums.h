/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checksums of what was looked at, so that a later look knows whether it still is what it was, and
 * where not.
 *
 * A column is hashed period by period: the period's name, of a panel the entity's, and the value in
 * nine significant digits, for digits behind those differ from program to program and move no
 * verdict. A missing value counts as no value. Neither the column's name where the axis begins, nor the order
 * of entities comes in, so a renamed column is known again. The hash is FNV-1a of 64 bits (Fowler, Noll & Vo
 * 1991): it finds what happens, not what somebody takes pains to hide.
 *
 * A stretch has a short sum of 16 bits, 0 where it holds no value, to say where a column changed.
 */
#ifndef LEVER_LEDGER_SUMS_H
#define LEVER_LEDGER_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "period/period.h"

/* Columns on one axis; all is borrowed. */
struct look_axis {
    enum period_kind kind;
    bool timed; /* else a period is the number of a row, from 1 */
    long first; /* index of the first period */
    size_t periods;
    size_t entities;     /* of the columns: 1, of a panel as many as it has */
    char *const *entity; /* their names; not read where there is one */
};

/* The name of the period at a position, and the position of a name: negative or beyond the axis
 * where it is not on it; false where it is no period of this axis's kind. */
size_t look_period(const struct look_axis *axis, size_t position, char buffer[PERIOD_SIZE]);
bool look_position(const struct look_axis *axis, const char *name, long *position);

#define SUM_START UINT64_C(14695981039346656037)
uint64_t sum_bytes(uint64_t sum, const char *bytes, size_t length);

/* Of the values (entities by periods, NaN = missing) from the first position to the last. */
uint64_t sum_column(const struct look_axis *axis, const double *values, size_t first, size_t last);
/* The short one; 0: there is no value. Positions before 0 and beyond the axis have none. */
unsigned sum_stretch(const struct look_axis *axis, const double *values, long first, long last);

/* The last position with a value; SIZE_MAX = none has. */
size_t sum_last(const struct look_axis *axis, const double *values);

#endif
