/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units that are stated of columns, held against what stands in the cells, for clean.
 *
 * A column in percent (--percent, or a unit that says so) stays in percent: 4.81 % is 4.81. Refused,
 * once all cells are known, are: a currency in the cells that is not the unit's, a percent sign
 * under another unit, and under the unit % cells without a sign that all lie between -1 and 1, as
 * they may be fractions. A unit that names no currency has none.
 */
#ifndef LEVER_CLEAN_UNIT_H
#define LEVER_CLEAN_UNIT_H

#include "clean/clean_private.h"

/* Marks the columns in percent; numbers are asked of them. -1: no such column, or it is stated to
 * be something else; status 2: an item that is not COL=UNIT. */
int units_state(struct clean *clean, struct error *err);
/* After columns_decide. */
int units_check(const struct clean *clean, struct error *err);

#endif
