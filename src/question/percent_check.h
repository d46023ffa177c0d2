/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a measure whose unit in the plan is % is in percent. What stands in the cells of an
 * export is asked about when it is cleaned, and a report then says --percent; of any other table,
 * and of what a formula gives, it is not known before the table is there.
 */
#ifndef LEVER_QUESTION_PERCENT_CHECK_H
#define LEVER_QUESTION_PERCENT_CHECK_H

#include <stddef.h>

#include "question/frame.h"

/*
 * The column was loaded as numbers. Refused: it is a measure with the unit %, --percent does not
 * name it, and all of its values lie between -1 and 1, one of them at least not 0: they may be
 * fractions. Missing values do not count. 0 where there is no plan.
 */
int percent_check(struct frame *frame, size_t column, struct error *err);

#endif
