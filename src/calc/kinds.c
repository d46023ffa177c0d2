/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/kinds.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/plugin.h"
#include "calc/eval.h"
#include "calc/functions.h"
#include "calc/series.h"

static bool is_number(char kind)
{
    return kind == 'N' || kind == 'C' || kind == 'S' || kind == 'K' || kind == 'D';
}

/* What two values that may stand for each other are together; 0 is missing. */
static char join(char a, char b)
{
    if (a == 0 || a == b)
        return b;
    if (b == 0)
        return a;
    return is_number(a) && is_number(b) ? 'N' : 'A';
}

static int refuse(const struct formula *formula, const struct node *node, char wanted,
                  struct error *err)
{
    return formula_error(formula, node->at, err, "this is text, but %s is needed here",
                         wanted == 'L' ? "TRUE or FALSE" : "a number");
}

/* Text that shows in the formula, where it cannot be. */
static int check(const struct formula *formula, const struct node *node, char wanted,
                 struct error *err)
{
    if (node->gives == 'T' && (is_number(wanted) || wanted == 'L'))
        return refuse(formula, node, wanted, err);
    return 0;
}

/* May still become what it is wanted as. */
static bool open_kind(const struct node *node)
{
    return (node->kind == NODE_COLUMN || node->kind == NODE_FORMULA) && node->gives == 'A';
}

/* As what the sides of a comparison are taken. */
static char common_kind(const struct node *a, const struct node *b)
{
    if (is_number(a->gives) && is_number(b->gives))
        return 'N';
    if (a->gives == b->gives && a->gives != 'A')
        return a->gives == 0 ? 'N' : a->gives;
    if (a->gives == 0 || (open_kind(a) && b->gives != 'A'))
        return is_number(b->gives) ? 'N' : b->gives ? b->gives : 'A';
    if (b->gives == 0 || (open_kind(b) && a->gives != 'A'))
        return is_number(a->gives) ? 'N' : a->gives;
    return 'A';
}

static void compare(struct formula *formula, struct node *call)
{
    struct node *a = &formula->nodes[call->first];
    struct node *b = &formula->nodes[a->next];

    a->wanted = b->wanted = common_kind(a, b);
}

/* A function over many rows says which of its constants cannot be. */
static int check_constants(const struct formula *formula, const struct node *call,
                           struct error *err)
{
    double constants[MOST_CONSTANTS];
    struct lever_call none = { 0 };
    size_t number = 0;
    int wrong;
    node_index i;

    if (call->function->over == LEVER_ROWS)
        return 0;
    whole_constants(formula, call, constants);
    plugin_enter("function", call->function->name);
    wrong = call->function->series(&none, NULL, constants, 0, NULL);
    plugin_leave();
    for (i = call->first; wrong > 0 && i != NODE_NONE; i = formula->nodes[i].next, number++)
        if (function_kind(call->function, number) == 'K' && --wrong == 0)
            return formula_error(formula, formula->nodes[i].at, err,
                                 "%s(%s) does not work with "
                                 "this number",
                                 call->function->name, call->function->arguments);
    return 0;
}

/* The arguments that have to be known before a row is read. */
static int find_constants(struct calc *calc, size_t index, const struct node *call,
                          struct error *err)
{
    struct formula *formula = calc->formulas[index];
    size_t number = 0;
    node_index i;

    for (i = call->first; i != NODE_NONE; i = formula->nodes[i].next, number++) {
        struct node *node = &formula->nodes[i];

        if (function_kind(call->function, number) != 'K')
            continue;
        if (!node->constant)
            return formula_error(formula, node->at, err,
                                 "%s(%s) needs a number here, not a "
                                 "column",
                                 call->function->name, call->function->arguments);
        node->number = eval_constant(calc, index, i);
        if (isnan(node->number))
            return formula_error(formula, node->at, err,
                                 "%s(%s) needs a number here, and this "
                                 "gives none",
                                 call->function->name, call->function->arguments);
    }
    return check_constants(formula, call, err);
}

static unsigned char trouble_of(struct calc *calc, const struct lever_function *function)
{
    size_t i;

    if (!function->trouble)
        return TROUBLE_NONE;
    for (i = TROUBLES_OF_CELLS; i < calc->trouble_count; i++)
        if (strcmp(calc->troubles[i], function->trouble) == 0)
            return (unsigned char)i;
    if (calc->trouble_count < TROUBLE_MOST)
        calc->troubles[calc->trouble_count++] = function->trouble;
    return (unsigned char)(calc->trouble_count - 1);
}

/* What the arguments give is known. */
static int bind_call(struct calc *calc, struct formula *formula, struct node *call,
                     struct error *err)
{
    const struct lever_function *function = call->function;
    char values = 0;
    size_t number = 0;
    node_index i;

    call->constant = function->over == LEVER_ROWS;
    call->trouble = trouble_of(calc, function);
    for (i = call->first; i != NODE_NONE; i = formula->nodes[i].next, number++) {
        struct node *node = &formula->nodes[i];

        node->wanted = function_kind(function, number);
        if (node->wanted == 'C' && node->gives == 'L' && node->kind != NODE_FORMULA)
            node->wanted = 'N'; /* SUM(a>0,TRUE): only cells that hold TRUE are passed over */
        if (check(formula, node, node->wanted, err) != 0)
            return -1;
        if (node->wanted == 'A')
            values = join(values, node->gives);
        call->constant &= node->constant;
        if (node->level > call->level)
            call->level = node->level;
    }
    if (function_compares(function))
        compare(formula, call);
    if (function_choice(function) == CHOICE_IF && call->count == 2)
        values = join(values, 'L'); /* without a third argument it is FALSE */
    call->gives = function->gives == 'A' ? values : function->gives;
    if (function->over != LEVER_ROWS)
        call->level++;
    calc->timed |= function->over == LEVER_SERIES;
    calc->ordered |= function_is_ordered(function);
    return 0;
}

static int go_up(struct calc *calc, struct formula *formula, struct error *err)
{
    node_index i;

    for (i = 0; i < formula->count; i++) {
        struct node *node = &formula->nodes[i];
        const struct formula *other;

        switch (node->kind) {
        case NODE_NUMBER:
            node->gives = 'N';
            node->constant = true;
            break;
        case NODE_LOGICAL:
            node->gives = 'L';
            node->constant = true;
            break;
        case NODE_TEXT:
            node->gives = node->length ? 'T' : 0;
            node->constant = true;
            break;
        case NODE_FORMULA:
            other = calc->formulas[node->column];
            node->gives = other->nodes[formula_root(other)].gives;
            node->level = other->nodes[formula_root(other)].level;
            break;
        case NODE_CALL:
            if (bind_call(calc, formula, node, err) != 0)
                return -1;
            break;
        default:
            node->gives = 'A';
        }
    }
    return 0;
}

/* The values that a call hands on, where it does: what is wanted of it is wanted of them. */
static int want_of_values(const struct formula *formula, const struct node *call, struct error *err)
{
    char wanted = call->gives == 'D' ? 'N' : call->gives ? call->gives : 'N';
    size_t number = 0;
    node_index i;

    if (call->function->gives != 'A')
        return 0;
    for (i = call->first; i != NODE_NONE; i = formula->nodes[i].next, number++) {
        if (function_kind(call->function, number) != 'A')
            continue;
        formula->nodes[i].wanted = wanted;
        if (check(formula, &formula->nodes[i], wanted, err) != 0)
            return -1;
    }
    return 0;
}

static int go_down(struct formula *formula, struct error *err)
{
    node_index i;

    formula->nodes[formula_root(formula)].wanted = 'A';
    for (i = formula->count; i-- > 0;) {
        struct node *node = &formula->nodes[i];
        bool hands_on = node->kind == NODE_CALL && node->function->gives == 'A';

        if (node->wanted == 'S' || node->wanted == 'K')
            node->wanted = 'N';
        if (node->gives == 'A' && node->wanted != 'A' && (node->kind == NODE_COLUMN || hands_on))
            node->gives = node->kind == NODE_CALL && node->wanted == 'C' ? 'N' : node->wanted;
        if (hands_on && want_of_values(formula, node, err) != 0)
            return -1;
    }
    return 0;
}

int kinds_bind(struct calc *calc, size_t index, struct error *err)
{
    struct formula *formula = calc->formulas[index];
    const struct node *root = &formula->nodes[formula_root(formula)];
    node_index i;

    if (!calc->troubles) {
        calc->troubles = xcalloc(TROUBLE_MOST, sizeof *calc->troubles);
        calc->troubles[TROUBLE_NUMBER] = "a cell that is not a number";
        calc->troubles[TROUBLE_PASSED] = calc->troubles[TROUBLE_NUMBER];
        calc->troubles[TROUBLE_DATE] = "a cell that is not a date (see --date-format, or lever "
                                       "clean)";
        calc->troubles[TROUBLE_LOGICAL] = "a cell that is not TRUE or FALSE";
        calc->trouble_count = TROUBLES_OF_CELLS;
    }
    if (go_up(calc, formula, err) != 0 || go_down(formula, err) != 0)
        return -1;
    for (i = 0; i < formula->count; i++)
        if (formula->nodes[i].kind == NODE_CALL &&
            find_constants(calc, index, &formula->nodes[i], err) != 0)
            return -1;
    if (root->level > calc->levels)
        calc->levels = root->level;
    return 0;
}
