/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bound formula as Excel would write it.
 *
 * What a reference looks like is the caller's: [@calls] and OFFSET([@calls],-2,0),
 * or B7 and B5. The caller is asked for one reference after another and knows which
 * row it is writing for. Columns are numbered as in struct calc's output: a
 * replaced column means the new one there, which is why a formula whose argument is
 * the column it replaces has no Excel form.
 *
 * With `guard`, the text also gives "" wherever calc gives missing: an empty cell
 * is 0 to Excel's arithmetic, and a division by zero an error. Without, it is what a
 * person would type.
 */
#ifndef LEVER_CALC_EXCEL_EXCEL_H
#define LEVER_CALC_EXCEL_EXCEL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "calc/calc.h"

enum excel_result {
    EXCEL_DONE,    /* out has the formula, without the = */
    EXCEL_MISSING, /* there is nothing to refer to in this row (the first of a LAG): leave it blank */
    EXCEL_VALUE,   /* no Excel form: write the value; `why` says what has none */
};

#define EXCEL_BEFORE LONG_MIN

enum excel_range {
    EXCEL_WINDOW, /* the last `length` periods, this row's the last */
    EXCEL_SO_FAR, /* from the entity's first row to this */
    EXCEL_ENTITY, /* all rows of the entity */
    EXCEL_COLUMN, /* all rows */
};

struct excel_printer {
    /* A cell of the column, `shift` periods from this row's (-2 = two before), or the one in
     * the entity's row before, however far (EXCEL_BEFORE). */
    enum excel_result (*cell)(void *context, size_t column, long shift, struct text *out);
    /* Several cells of the column, as arguments of a function ("B2:B4" or "B2,B5"), as seen
     * from `shift` periods off this row. A window that is not full is EXCEL_MISSING. */
    enum excel_result (*range)(void *context, size_t column, long shift, enum excel_range range,
                               long length, struct text *out);
    /* A cell that holds a text whatever happens; only asked with guard. */
    void (*nothing)(void *context, struct text *out);
    /* Cells of the column may be blank or hold what is no number; only asked with guard. */
    bool (*gaps)(void *context, size_t column);
    void *context;
    bool guard;
    bool file; /* functions newer than Excel 2007 as a file has them: _xlfn.STDEV.S */
};

enum {
    EXCEL_LONGEST = 8192, /* bytes Excel takes */
    EXCEL_DEEPEST = 64,   /* calls within each other */
    EXCEL_WIDEST = 255,   /* arguments */
};

/* Adds the text of formula `index` for one row. `why` (may be NULL) gets a few words,
 * static or borrowed from the function: "EWMA". */
enum excel_result excel_formula(const struct calc *calc, size_t index,
                                const struct excel_printer *printer, struct text *out,
                                const char **why);

#endif
