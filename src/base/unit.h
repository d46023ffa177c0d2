/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the name of a unit says of the scale: a measure in percent is so everywhere, from its cells
 * to the sentence about it.
 */
#ifndef LEVER_BASE_UNIT_H
#define LEVER_BASE_UNIT_H

#include <stdbool.h>

/* The sign, or the words for it, in any case: %, percent, per cent, pct, percentage points. */
bool unit_is_percent(const char *unit);
/* The sign itself. Values that could be fractions are asked about; a word is taken at its word. */
bool unit_is_percent_sign(const char *unit);

#endif
