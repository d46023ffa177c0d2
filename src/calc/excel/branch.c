/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IF, IFS, IFERROR, AND and OR: what they hand on need not be there. */
#include "calc/excel/excel_private.h"

#include <stdlib.h>

#include "calc/functions.h"

/* IF and IFS: each value stands for itself, each condition has to be known. */
enum excel_result excel_render_branches(struct render *r, const struct node *call,
                                        node_index argument, long shift, struct piece *piece)
{
    const struct node *nodes = r->formula->nodes;
    bool ifs = function_choice(call->function) == CHOICE_IFS;
    node_index value = nodes[argument].next;
    node_index otherwise = nodes[value].next;
    struct piece then = PIECE_EMPTY;
    struct piece rest = PIECE_EMPTY;
    bool fails = false;
    enum excel_result result = excel_render(r, argument, shift, piece);

    if (result == EXCEL_DONE) {
        piece_settle(piece); /* "" is no truth */
        result = excel_render_handed_on(r, value, shift, &then, &fails);
    }
    if (result == EXCEL_DONE && otherwise == NODE_NONE)
        text_adds(&rest.text, ifs ? "\"\"" : "FALSE");
    else if (result == EXCEL_DONE && ifs) {
        result = excel_render_branches(r, call, otherwise, shift, &rest);
        fails |= rest.may_fail;
        rest.may_fail = false;
        if (result == EXCEL_DONE)
            piece_guard(&rest);
    } else if (result == EXCEL_DONE)
        result = excel_render_handed_on(r, otherwise, shift, &rest, &fails);
    if (result == EXCEL_DONE) {
        piece->may_fail |= fails;
        piece_wrap(piece, "IF(", ",");
        text_addf(&piece->text, "%s,%s)", then.text.bytes, rest.text.bytes);
        piece->strength = ATOM;
        piece->may_be_blank = true;
    }
    piece_free(&then);
    piece_free(&rest);
    return result;
}

enum excel_result excel_render_iferror(struct render *r, const struct node *call, long shift,
                                       struct piece *piece)
{
    const struct node *nodes = r->formula->nodes;
    bool before = r->blanks_only;
    struct piece otherwise = PIECE_EMPTY;
    enum excel_result result;
    bool fails = false;

    r->blanks_only = true;
    result = excel_render(r, call->first, shift, piece);
    r->blanks_only = before;
    if (result == EXCEL_DONE)
        result = excel_render_handed_on(r, nodes[call->first].next, shift, &otherwise, &fails);
    if (result == EXCEL_DONE) {
        piece_wrap(piece, "IFERROR(", ",");
        text_addf(&piece->text, "%s)", otherwise.text.bytes);
        piece->may_fail = fails;
        piece->may_be_blank = true;
        piece->strength = ATOM;
    }
    piece_free(&otherwise);
    return result;
}

/*
 * AND and OR are settled by one FALSE or TRUE, whatever else is missing:
 * IF(OR(each one that is known and settles it), that, IF(any is missing, "", the other)).
 */
enum excel_result excel_render_logic(struct render *r, const struct node *call, long shift,
                                     struct piece *piece)
{
    const struct node *nodes = r->formula->nodes;
    bool is_and = call->function->name[0] == 'A';
    struct text plain = TEXT_EMPTY;
    struct text settles = TEXT_EMPTY;
    struct text unknown = TEXT_EMPTY;
    enum excel_result result = EXCEL_DONE;
    node_index i;

    for (i = call->first; i != NODE_NONE && result == EXCEL_DONE; i = nodes[i].next) {
        struct piece one = PIECE_EMPTY;
        char *condition;

        result = excel_render(r, i, shift, &one);
        if (result == EXCEL_MISSING) {
            text_addf(&unknown, "%sTRUE", unknown.length ? "," : "");
            result = EXCEL_DONE;
        } else if (result == EXCEL_DONE && one.may_fail) {
            result = excel_give_up(r, call->function->name);
        } else if (result == EXCEL_DONE) {
            piece_settle(&one);
            condition = piece_condition(&one);
            text_addf(&plain, "%s%s", plain.length ? "," : "", one.text.bytes);
            text_addf(&settles, condition ? "%sIF(%s,FALSE,%s%s%s)" : "%s%s%s%s%s",
                      settles.length ? "," : "", condition ? condition : "", is_and ? "NOT(" : "",
                      one.text.bytes, is_and ? ")" : "");
            if (condition)
                text_addf(&unknown, "%s%s", unknown.length ? "," : "", condition);
            free(condition);
        }
        piece_free(&one);
    }
    if (result == EXCEL_DONE && unknown.length == 0)
        text_addf(&piece->text, "%s(%s)", call->function->name, plain.bytes);
    else if (result == EXCEL_DONE && settles.length == 0)
        result = EXCEL_MISSING;
    else if (result == EXCEL_DONE)
        text_addf(&piece->text, "IF(OR(%s),%s,IF(OR(%s),\"\",%s))", settles.bytes,
                  is_and ? "FALSE" : "TRUE", unknown.bytes, is_and ? "TRUE" : "FALSE");
    piece->may_be_blank = unknown.length > 0;
    piece->strength = ATOM;
    text_free(&plain);
    text_free(&settles);
    text_free(&unknown);
    return result;
}
