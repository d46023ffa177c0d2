/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells of the table as a formula takes them: as numbers (N, C), TRUE and FALSE (L),
 * text (T), or whatever they are (A).
 */
#ifndef LEVER_CALC_COLUMN_H
#define LEVER_CALC_COLUMN_H

#include "calc/eval_private.h"

/* The cells of this stretch, read once however many nodes want them so. */
const struct vector *column_cells(struct evaluator *evaluator, size_t column, char form);

#endif
