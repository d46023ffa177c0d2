/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formulas as they would be typed into a column of an Excel table: [@calls] is this
 * row's cell, OFFSET([@calls],-2,0) the one two rows before. They are for reading, and
 * for pasting into one entity's table in time order.
 */
#ifndef LEVER_CALC_EXCEL_STRUCTURED_H
#define LEVER_CALC_EXCEL_STRUCTURED_H

#include <stdbool.h>

#include "calc/excel/excel.h"

/* Adds "=IF([@calls]>0,...)"; nothing where the formula has no Excel form. `entities`: rows
 * belong to several, so that a range of an entity cannot be named. */
enum excel_result structured_formula(const struct calc *calc, size_t index, bool entities,
                                     struct text *out);

#endif
