/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formulas against a table's header: what every name means, what kind everything
 * is, and in which order to work it out.
 *
 *   calc_add    each formula in its turn: parsed
 *   calc_bind   all of them against the header: names, numbers and kinds of arguments,
 *               order; nothing is written before it returns 0
 *
 * A name is a header; or the new column of another formula, before it or behind it
 * (as in a spreadsheet, as long as no formula needs itself); or a capital letter as
 * in table/select.h; or name[2]. A formula that names a column that is there, in the
 * table or by an earlier formula, replaces it and needs `replace`: it and the
 * formulas before it then mean the old column, those behind it the new one.
 *
 * Kinds are letters, see lever-function.h. A cell of the table is read as the kind
 * its place asks for; where any will do (IF, =) it is a number, a date
 * (2026-11-22), TRUE or FALSE, or else text. Text where a number is due is an error
 * where it shows in the formula, and a "bad number" where it shows in the table.
 */
#ifndef LEVER_CALC_CALC_H
#define LEVER_CALC_CALC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "calc/formula.h"

struct calc {
    bool replace;
    char decimal; /* of numbers in formulas */

    struct formula **formulas; /* in the order given */
    size_t count;
    size_t capacity;

    /* After calc_bind: */
    const char *file;         /* the table's, for messages; borrowed */
    const char *const *names; /* its header; borrowed */
    size_t width;
    size_t *order; /* the formulas in an order in which each has what it needs */
    size_t
        *place; /* of each formula: the output column it is, SIZE_MAX = replaced by a later one */
    size_t out_width;      /* columns written: those of the table and the new ones behind */
    bool *used;            /* of each column of the table: a formula needs its cells */
    size_t levels;         /* passes over all rows before results can be written; 0 = none */
    bool timed;            /* some function works within entities, */
    bool ordered;          /* and one in the order of time */
    const char **troubles; /* what can go wrong, by node.trouble; [0] is nothing */
    size_t trouble_count;
};

/* The troubles of cells that are not what they are read as, ahead of the functions' own. */
enum {
    TROUBLE_NONE,
    TROUBLE_NUMBER,
    TROUBLE_PASSED, /* no number among those of SUM and the like, which go on without it */
    TROUBLE_LOGICAL,
    TROUBLE_DATE,
    TROUBLES_OF_CELLS,
    TROUBLE_MOST = 127
};

/* decimal: the decimal mark of numbers in formulas, 0 = '.'. The caller frees with calc_free. */
struct calc *calc_new(char decimal, bool replace);
void calc_free(struct calc *calc); /* NULL is fine */

/* One formula; file and line as in formula_parse. */
int calc_add(struct calc *calc, const char *text, size_t length, const char *file,
             unsigned long line, struct error *err);
/* An expression alone, as in formula_parse_expression. */
int calc_add_expression(struct calc *calc, const char *name, const char *expression,
                        struct error *err);
/* A file of formulas, one a line; # begins a comment, blank lines count for nothing. */
int calc_add_file(struct calc *calc, const char *path, struct error *err);
/* Whether some function looks at many rows, so that the table is read more than once:
 * known before its header is. */
bool calc_needs_passes(const struct calc *calc);
/* Once; names and file are borrowed as long as calc lives. */
int calc_bind(struct calc *calc, const char *const *names, size_t width, const char *file,
              struct error *err);

/* The formula that makes output column `column`, or NULL: it is the table's own. */
const struct formula *calc_column(const struct calc *calc, size_t column);
/* The name of an output column. */
const char *calc_name(const struct calc *calc, size_t column);

/* The node of a call's argument by its number. */
node_index calc_argument(const struct formula *formula, node_index call, size_t number);

#endif
