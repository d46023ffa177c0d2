/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting what went wrong, where it mattered. Only stretches in which something did
 * are looked at here: from the root down, with the rows in which a node counts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calc/choose.h"
#include "calc/eval_private.h"
#include "calc/functions.h"

static void add(struct evaluator *evaluator, size_t formula, size_t trouble, size_t row)
{
    size_t i;

    for (i = 0; i < evaluator->tally_count; i++) {
        struct tally *tally = &evaluator->tallies[i];

        if (tally->formula != formula || tally->trouble != trouble)
            continue;
        tally->count++;
        if (row < tally->first)
            tally->first = row;
        return;
    }
    evaluator->tallies = xgrow(evaluator->tallies, evaluator->tally_count,
                               &evaluator->tally_capacity, sizeof *evaluator->tallies);
    evaluator->tallies[evaluator->tally_count++] = (struct tally){ formula, trouble, 1, row };
}

/* What of a formula is looked at: rows in which each node counts, NULL = all. */
struct look {
    struct evaluator *evaluator;
    size_t formula;
    bool *reached;        /* nodes */
    unsigned char **rows; /* of each node; owned where it differs from the call's */
    bool *owned;
    unsigned char *counted; /* rows x TROUBLE_MOST + 1: in this formula */
};

static void count_faults(struct look *look, const struct vector *vector, const unsigned char *rows)
{
    size_t i;

    for (i = 0; vector->fault && i < look->evaluator->rows; i++) {
        unsigned trouble = vector->fault[i] & FAULT_TROUBLE;
        unsigned char *counted = look->counted + i * (TROUBLE_MOST + 1) + trouble;

        if (!(vector->fault[i] & FAULT_FRESH) || (rows && !rows[i]) || *counted)
            continue;
        *counted = 1;
        add(look->evaluator, look->formula, trouble, look->evaluator->first + i);
    }
}

/* The rows in which the argument of a choice matters. */
static unsigned char *chosen_rows(const struct look *look, const struct node *call, size_t number,
                                  const unsigned char *rows)
{
    const struct evaluator *evaluator = look->evaluator;
    enum function_choice choice = function_choice(call->function);
    unsigned char *mask = xarray(evaluator->rows, 1);
    size_t i;

    for (i = 0; i < evaluator->rows; i++) {
        uint32_t chosen = evaluator->chosen[i];
        bool matters = chosen == number;

        if (choice == CHOICE_IFERROR)
            matters = number == 1 && chosen == 1; /* what it catches did not happen */
        else if (choice == CHOICE_IF && number == 0)
            matters = true;
        else if (choice == CHOICE_IFS && number % 2 == 0) /* conditions up to the one that holds */
            matters = chosen > number;
        mask[i] = matters && (!rows || rows[i]);
    }
    return mask;
}

static void reach_arguments(struct look *look, const struct node *call, unsigned char *rows)
{
    struct evaluator *evaluator = look->evaluator;
    const struct formula *formula = evaluator->calc->formulas[look->formula];
    const struct slot *slots = evaluator->slots + evaluator->base[look->formula];
    bool chooses = function_choice(call->function) != CHOICE_NONE;
    bool counts = strcmp(call->function->name, "COUNT") ==
                  0; /* what is no number is its business */
    size_t n = 0;
    node_index i;

    for (i = call->first; i != NODE_NONE; i = formula->nodes[i].next)
        evaluator->given[n++] = slots[i].given;
    if (chooses)
        choose_which(call, evaluator->given, evaluator->rows, evaluator->chosen);
    for (n = 0, i = call->first; i != NODE_NONE; i = formula->nodes[i].next, n++) {
        look->reached[i] = !counts || formula->nodes[i].kind == NODE_CALL;
        look->owned[i] = chooses;
        look->rows[i] = chooses ? chosen_rows(look, call, n, rows) : rows;
    }
}

/* From the nodes reached on down; a function over many rows ends it (its arguments were
 * looked at when they were collected). */
static void look_down(struct look *look)
{
    struct evaluator *evaluator = look->evaluator;
    const struct formula *formula = evaluator->calc->formulas[look->formula];
    const struct slot *slots = evaluator->slots + evaluator->base[look->formula];
    node_index i;

    for (i = formula->count; i-- > 0;) {
        const struct node *node = &formula->nodes[i];

        if (!look->reached[i])
            continue;
        if (node->kind != NODE_FORMULA) /* another formula's own are counted there */
            count_faults(look, slots[i].value, look->rows[i]);
        if (slots[i].given == &slots[i].as)
            count_faults(look, &slots[i].as, look->rows[i]);
        if (node->kind == NODE_CALL && node->function->over == LEVER_ROWS)
            reach_arguments(look, node, look->rows[i]);
    }
    for (i = 0; i < formula->count; i++)
        if (look->owned[i])
            free(look->rows[i]);
}

static void look_at(struct evaluator *evaluator, size_t f)
{
    const struct work *work = evaluator->work;
    const struct formula *formula = work->calc->formulas[f];
    struct look look = { .evaluator = evaluator, .formula = f };
    node_index i;
    node_index k;

    look.reached = xcalloc(formula->count, sizeof *look.reached);
    look.rows = xcalloc(formula->count, sizeof *look.rows);
    look.owned = xcalloc(formula->count, sizeof *look.owned);
    look.counted = xcalloc(evaluator->rows, TROUBLE_MOST + 1);
    if (work->pass == work->calc->levels)
        look.reached[formula_root(formula)] = true;
    for (i = 0; i < formula->count; i++) {
        const struct node *node = &formula->nodes[i];

        if (node->kind == NODE_CALL && node->function->over != LEVER_ROWS &&
            node->level == work->pass + 1)
            for (k = node->first; k != NODE_NONE; k = formula->nodes[k].next)
                look.reached[k] = true;
    }
    look_down(&look);
    free(look.reached);
    free(look.rows);
    free(look.owned);
    free(look.counted);
}

const struct tally *evaluator_tallies(struct evaluator *evaluator, size_t *count)
{
    size_t i;

    evaluator->tally_count = 0;
    for (i = 0; evaluator->troubled && i < evaluator->calc->count; i++)
        look_at(evaluator, i);
    evaluator->troubled = false;
    *count = evaluator->tally_count;
    return evaluator->tallies;
}
