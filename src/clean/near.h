/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that are nearly numbers or nearly dates, for clean: they stay text, and that is said.
 */
#ifndef LEVER_CLEAN_NEAR_H
#define LEVER_CLEAN_NEAR_H

#include "clean/column.h"

/* All values but one, a word, are numbers: the word's line, on which the names of another table may
 * stand; 0 = it is otherwise. Where nothing else tells the two tables apart, no one can know. */
unsigned long near_other_table(const struct clean_column *column);
/* Add a warning, a line, where there is one. */
void near_number(const struct clean_column *column, struct text *warnings);
void near_date(const struct clean_column *column, struct text *warnings);

#endif
