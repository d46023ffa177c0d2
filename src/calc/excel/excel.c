/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/excel/excel.h"

#include <stdint.h>

#include "base/number.h"
#include "calc/excel/excel_private.h"
#include "calc/functions.h"

enum excel_result excel_give_up(struct render *r, const char *why)
{
    r->why = why;
    return EXCEL_VALUE;
}

/* ---- leaves ---- */

static void add_quoted(struct text *out, const char *text, size_t length)
{
    size_t i;

    text_addc(out, '"');
    for (i = 0; i < length; i++) {
        text_addc(out, text[i]);
        if (text[i] == '"')
            text_addc(out, '"');
    }
    text_addc(out, '"');
}

static enum excel_result render_literal(const struct node *node, struct piece *piece)
{
    char number[NUMBER_SIZE];

    piece->strength = ATOM;
    if (node->kind == NODE_TEXT)
        add_quoted(&piece->text, node->text, node->length);
    else if (node->kind == NODE_LOGICAL)
        text_adds(&piece->text, node->number > 0 ? "TRUE" : "FALSE");
    else
        text_add(&piece->text, number, number_format(node->number, number));
    return EXCEL_DONE;
}

/* The output column that a node names; SIZE_MAX: what it means is not in the result. */
size_t excel_column_of(const struct render *r, const struct node *node)
{
    size_t i;

    if (node->kind == NODE_FORMULA)
        return r->calc->place[node->column];
    for (i = 0; i < r->calc->count; i++)
        if (r->calc->place[i] == node->column)
            return SIZE_MAX; /* replaced: the old cells are gone */
    return node->column;
}

static bool counts_as_number(const struct node *node)
{
    return node->wanted == 'N' || node->wanted == 'C';
}

enum excel_result excel_render_cell(struct render *r, size_t column, bool number, long shift,
                                    struct piece *piece)
{
    const struct excel_printer *printer = r->printer;
    enum excel_result result;

    if (column == SIZE_MAX)
        return excel_give_up(r, "a column that is replaced");
    result = printer->cell(printer->context, column, shift, &piece->text);
    piece->strength = ATOM;
    if (result == EXCEL_DONE && printer->guard && printer->gaps(printer->context, column)) {
        if (number && !r->blanks_only)
            piece_needs_number(piece, piece->text.bytes);
        else
            piece_needs_not(piece, "%s=\"\"", piece->text.bytes);
    }
    return result;
}

/* ---- guards ---- */

/* What gives "" where it is missing; a branch of IF, a side of &. */
enum excel_result excel_render_guarded(struct render *r, node_index index, long shift,
                                       struct piece *piece)
{
    enum excel_result result = excel_render(r, index, shift, piece);

    if (result == EXCEL_MISSING) {
        text_clear(&piece->text);
        text_adds(&piece->text, "\"\"");
        piece->strength = ATOM;
        return EXCEL_DONE;
    }
    if (result == EXCEL_DONE)
        piece_guard(piece);
    return result;
}

/* The same for a value that a call hands on, whose error IFERROR around it is to see. */
enum excel_result excel_render_handed_on(struct render *r, node_index index, long shift,
                                         struct piece *piece, bool *may_fail)
{
    enum excel_result result = excel_render(r, index, shift, piece);

    if (result == EXCEL_MISSING) {
        piece_clear(piece);
        text_adds(&piece->text, "\"\"");
        return EXCEL_DONE;
    }
    *may_fail |= piece->may_fail;
    piece->may_fail = false;
    if (result == EXCEL_DONE)
        piece_guard(piece);
    return result;
}

static enum excel_result render_call(struct render *r, const struct node *call, long shift,
                                     struct piece *piece)
{
    enum function_choice choice = function_choice(call->function);

    if (!r->printer->guard)
        return excel_render_template(r, call, shift, piece);
    if (choice == CHOICE_IFERROR)
        return excel_render_iferror(r, call, shift, piece);
    if (choice != CHOICE_NONE)
        return excel_render_branches(r, call, call->first, shift, piece);
    if (call->function->row && call->function->gives == 'L' && call->function->kinds[0] == '(')
        return excel_render_logic(r, call, shift, piece);
    return excel_render_template(r, call, shift, piece);
}

enum excel_result excel_render(struct render *r, node_index index, long shift, struct piece *piece)
{
    const struct node *node = &r->formula->nodes[index];
    enum excel_result result;

    switch (node->kind) {
    case NODE_COLUMN:
    case NODE_FORMULA:
        return excel_render_cell(r, excel_column_of(r, node), counts_as_number(node), shift, piece);
    case NODE_CALL:
        if (++r->depth > EXCEL_DEEPEST)
            return excel_give_up(r, "more than 64 calls within each other");
        result = render_call(r, node, shift, piece);
        r->depth--;
        return result == EXCEL_DONE && piece->text.length > EXCEL_LONGEST
                   ? excel_give_up(r, "more than 8192 characters")
                   : result;
    default:
        if (node->kind == NODE_TEXT && node->length == 0 && r->printer->guard)
            return EXCEL_MISSING;
        return render_literal(node, piece);
    }
}

enum excel_result excel_formula(const struct calc *calc, size_t index,
                                const struct excel_printer *printer, struct text *out,
                                const char **why)
{
    const struct formula *formula = calc->formulas[index];
    struct render r = { .calc = calc, .index = index, .formula = formula, .printer = printer };
    struct piece piece = PIECE_EMPTY;
    node_index root = formula_root(formula);
    enum excel_result result;

    if (calc->place[index] == SIZE_MAX)
        result = excel_give_up(&r, "a column that is replaced");
    else
        result = excel_render(&r, root, 0, &piece);
    if (result == EXCEL_DONE) {
        piece_guard(&piece);
        text_add(out, piece.text.bytes, piece.text.length);
    }
    if (why)
        *why = r.why;
    piece_free(&piece);
    return result;
}
