/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that sum up others, known by what they are: where their keys are empty or a word
 * for all (All, Total), the amounts are the sums of the rows that are alike in all other
 * keys.
 *
 * A key is a column that holds no numbers. Looked for only where a key column has such
 * words, or a single empty cell; then the rows are read twice more. Memory depends on how
 * many such rows there are, and they are not looked at where there are too many.
 */
#ifndef LEVER_CLEAN_TOTALS_H
#define LEVER_CLEAN_TOTALS_H

#include "clean/clean_private.h"

/* Fills clean->totals with their lines, in order; clean->columns are decided. An error (-1)
 * where there are some and totals are refused. */
int totals_find(struct clean *clean, struct error *err);
bool totals_has(const struct clean *clean, unsigned long line);

#endif
