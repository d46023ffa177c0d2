/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which formulas a sheet computes as calc does, as far as one can say before any cell
 * is written. Internal to book/.
 *
 * A sheet's column is text as soon as one of its cells is no number, and then "5", a period
 * (2026-W01) or TRUE are text in it, too: where a number or a truth is due, Excel and the
 * others give an error or pass it over, while calc reads such a cell for what it says.
 */
#ifndef LEVER_BOOK_FORMULA_CHECK_H
#define LEVER_BOOK_FORMULA_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "calc/calc.h"

/* Excel's: arguments of a function, characters of a text in a formula. */
enum { arguments_most = 255, literal_most = 255 };

/* Why Excel would not take a formula, in static words; NULL: it does. */
const char *formula_unfit(const struct formula *formula);
/* A column, of calc's output, that formula `index` reads as something else than the text it
 * is on the sheet; SIZE_MAX: there is none. texts says which are. */
size_t formula_misreads(const struct calc *calc, size_t index, const bool *texts);
/* A column that formula `index` compares by what its cells say, while the sheet does not; SIZE_MAX:
 * there is none. Those are the `numbers`, which equal no text there, where they are compared with
 * one; and texts that `say` numbers ("5", "05") where they are compared with each other. */
size_t formula_miscompares(const struct calc *calc, size_t index, const bool *numbers,
                           const bool *say);
/* Whether some function of the formula has no form in Excel. */
bool formula_is_formless(const struct formula *formula);

#endif
