/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/formula_check.h"

#include <stdint.h>
#include <string.h>

#include "book/book_private.h"
#include "calc/functions.h"

const char *formula_unfit(const struct formula *formula)
{
    node_index i;

    for (i = 0; i < formula->count; i++) {
        const struct node *node = &formula->nodes[i];

        if (node->kind == NODE_CALL && node->count > arguments_most)
            return "a function of more than 255 arguments";
        if (node->kind == NODE_TEXT && node->text[text_fitting(node->text, literal_most)])
            return "a text of more than 255 characters";
    }
    return NULL;
}

bool formula_is_formless(const struct formula *formula)
{
    node_index i;

    for (i = 0; i < formula->count; i++)
        if (formula->nodes[i].kind == NODE_CALL && !formula->nodes[i].function->excel)
            return true;
    return false;
}

/* The column among those marked that a node names; SIZE_MAX: it names none. */
static size_t marked_column(const struct calc *calc, const struct node *node, const bool *marked)
{
    size_t column = node->kind == NODE_COLUMN    ? node->column
                    : node->kind == NODE_FORMULA ? calc->place[node->column]
                                                 : SIZE_MAX;

    return column != SIZE_MAX && marked[column] ? column : SIZE_MAX;
}

/* Questions about a cell's kind, and comparisons of text with what is none: each cell counts
 * for what it says in calc, and for text on the sheet. */
static size_t misjudged(const struct calc *calc, const struct formula *formula,
                        const struct node *call, const bool *texts)
{
    bool compares = function_compares(call->function);
    size_t text = SIZE_MAX;
    bool other = false;
    node_index i;

    if (!compares && strcmp(call->function->name, "ISNUMBER") != 0 &&
        strcmp(call->function->name, "ISTEXT") != 0)
        return SIZE_MAX;
    for (i = call->first; i != NODE_NONE; i = formula->nodes[i].next) {
        size_t column = marked_column(calc, &formula->nodes[i], texts);

        if (column != SIZE_MAX)
            text = column;
        else
            other |= formula->nodes[i].gives != 'T';
    }
    return compares && !other ? SIZE_MAX : text;
}

size_t formula_misreads(const struct calc *calc, size_t index, const bool *texts)
{
    const struct formula *formula = calc->formulas[index];
    size_t column = SIZE_MAX;
    node_index i;

    for (i = 0; i < formula->count && column == SIZE_MAX; i++) {
        const struct node *node = &formula->nodes[i];

        if (node->kind == NODE_CALL)
            column = misjudged(calc, formula, node, texts);
        else if (node->wanted && strchr("NCL", node->wanted))
            column = marked_column(calc, node, texts);
    }
    return column;
}

size_t formula_miscompares(const struct calc *calc, size_t index, const bool *numbers,
                           const bool *say)
{
    const struct formula *formula = calc->formulas[index];
    size_t column = SIZE_MAX;
    node_index i;

    for (i = 0; i < formula->count && column == SIZE_MAX; i++) {
        const struct node *call = &formula->nodes[i];
        const struct node *left = call->kind == NODE_CALL && call->count == 2 &&
                                          function_compares(call->function)
                                      ? &formula->nodes[call->first]
                                      : NULL;
        const struct node *right = left ? &formula->nodes[left->next] : NULL;

        if (!left)
            continue;
        if (left->wanted == 'T') {
            column = marked_column(calc, left, numbers);
            if (column == SIZE_MAX)
                column = marked_column(calc, right, numbers);
        } else if (left->wanted == 'A' && marked_column(calc, left, say) != SIZE_MAX) {
            column = marked_column(calc, right, say);
        }
    }
    return column;
}
