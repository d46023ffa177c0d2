/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A formula on its way into an Excel formula, shared by the files that write the parts of it:
 *
 *   excel.c     any node: leaves, operators, which of the others a call goes to
 *   branch.c    IF, IFS, IFERROR, AND, OR
 *   list.c      values one beside the other: windows and what runs from the first row on
 *   template.c  every other function, by the template that it declares
 *
 * Each writes into a piece (piece.h) that the caller owns. `shift` says of which row: that many
 * periods from the one written for. EXCEL_VALUE: no Excel formula says it, and `why` tells why.
 */
#ifndef LEVER_CALC_EXCEL_EXCEL_PRIVATE_H
#define LEVER_CALC_EXCEL_EXCEL_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "calc/excel/excel.h"
#include "calc/excel/piece.h"

struct render {
    const struct calc *calc;
    size_t index;
    const struct formula *formula;
    const struct excel_printer *printer;
    bool blanks_only; /* inside IFERROR: text where a number is due is for it to catch */
    const char *why;
    unsigned depth;
};

/* excel.c */
enum excel_result excel_give_up(struct render *r, const char *why);
size_t excel_column_of(const struct render *r, const struct node *node);
enum excel_result excel_render(struct render *r, node_index index, long shift, struct piece *piece);
/* number: the cell has to hold one. */
enum excel_result excel_render_cell(struct render *r, size_t column, bool number, long shift,
                                    struct piece *piece);
/* What gives "" where it is missing; a branch of IF, a side of &. */
enum excel_result excel_render_guarded(struct render *r, node_index index, long shift,
                                       struct piece *piece);
/* The same for a value that a call hands on, whose error IFERROR around it is to see. */
enum excel_result excel_render_handed_on(struct render *r, node_index index, long shift,
                                         struct piece *piece, bool *may_fail);

/* branch.c; argument: the condition of an IF, or of one pair of an IFS. */
enum excel_result excel_render_branches(struct render *r, const struct node *call,
                                        node_index argument, long shift, struct piece *piece);
enum excel_result excel_render_iferror(struct render *r, const struct node *call, long shift,
                                       struct piece *piece);
enum excel_result excel_render_logic(struct render *r, const struct node *call, long shift,
                                     struct piece *piece);

/* list.c */
/* Is there a row so many periods off? */
enum excel_result excel_find_row(const struct render *r, long shift);
enum excel_result excel_render_window(struct render *r, node_index index, long shift, double length,
                                      struct piece *list);
enum excel_result excel_render_running(struct render *r, node_index index, struct piece *list);
/* Where it is missing in this row, a text stands in for it. */
void excel_stand_in(const struct render *r, const struct node *node, struct piece *piece);

/* template.c */
enum excel_result excel_render_template(struct render *r, const struct node *call, long shift,
                                        struct piece *piece);

#endif
