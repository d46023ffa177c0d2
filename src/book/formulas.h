/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns of a data sheet that are live formulas: what calc --formulas wrote down
 * (column, formula, excel, time, by) is parsed and bound again (calc/calc.h) and printed
 * for each cell in A1 references (calc/excel/excel.h). Internal to book/.
 *
 *   - A cell k periods away is that of the same entity, wherever it stands on the sheet;
 *     a window is the entity's cells in it. Where there are none, the cell is blank.
 *   - What is missing in calc's arithmetic is "" in the live formula, and never an error.
 *   - The result that is stored is the one calc wrote.
 *   - A column is written as values, and it is said, where a function in it has no form in
 *     spreadsheets, where its table goes on on a further sheet (or is longer than what is
 *     held and comes from standard input) and a formula looks beyond its own row. A cell
 *     whose formula would be longer than Excel takes is a value.
 */
#ifndef LEVER_BOOK_FORMULAS_H
#define LEVER_BOOK_FORMULAS_H

#include "book/book_private.h"

struct live;

/* Reads book->options->formulas and finds the data sheets that have its columns; after the
 * kinds have planned. Failures are the book's. */
void formulas_plan(struct book *book);
/* What the user should know of columns that became values; when all is written. */
void formulas_say(struct book *book);
/* Before a sheet's cells are written, when it is known where they stand. */
void live_begin(struct sheet *sheet);
/* The formula of a cell, with its =, borrowed until the next call; NULL: a value. Row `row` of
 * the table, from 0, stands in row `at` of the sheet; text is the cell's in the table. */
const char *live_formula(struct sheet *sheet, size_t row, lxw_row_t at, size_t column,
                         const char *text);
/* How many lines the notes have of the sheet's formulas; and one: a column and what it is, the
 * latter the caller's to free. */
size_t live_notes(const struct sheet *sheet);
const char *live_note(const struct sheet *sheet, size_t index, char **meaning);
/* Does the column of the table hold truths that its formula gives? */
bool live_gives_truths(const struct sheet *sheet, size_t column);
void live_free(struct live *live); /* NULL is fine */

#endif
