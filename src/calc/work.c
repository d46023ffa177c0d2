/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calc/eval.h"

struct work *work_new(const struct calc *calc, char decimal)
{
    struct work *work = xcalloc(1, sizeof *work);
    size_t used = 0;
    size_t i;

    work->calc = calc;
    work->decimal = decimal;
    work->slot = xarray(calc->width, sizeof *work->slot);
    for (i = 0; i < calc->width; i++)
        work->slot[i] = calc->used[i] ? used++ : 0;
    work->wholes = wholes_find(calc, &work->whole_count);
    work->collected = xarray(work->whole_count, sizeof *work->collected);
    return work;
}

void work_free(struct work *work)
{
    if (!work)
        return;
    free(work->slot);
    free(work->steps);
    free(work->collected);
    wholes_free(work->wholes, work->whole_count);
    free(work);
}

/* A function over many rows whose results are there since an earlier pass. */
static bool is_ready(const struct work *work, const struct node *node)
{
    return node->kind == NODE_CALL && node->function->over != LEVER_ROWS &&
           node->level <= work->pass;
}

static bool is_collected(const struct work *work, const struct node *node)
{
    return node->kind == NODE_CALL && node->function->over != LEVER_ROWS &&
           node->level == work->pass + 1;
}

/* Marks what of the formula is needed for what is marked already, calls before arguments. */
static void mark(const struct work *work, bool **needed, size_t f)
{
    const struct formula *formula = work->calc->formulas[f];
    bool last = work->pass == work->calc->levels;
    node_index i;
    node_index k;

    if (last)
        needed[f][formula_root(formula)] = true;
    for (i = formula->count; i-- > 0;) {
        const struct node *node = &formula->nodes[i];

        if (node->kind == NODE_FORMULA && needed[f][i])
            needed[node->column][formula_root(work->calc->formulas[node->column])] = true;
        if (node->kind != NODE_CALL || !(needed[f][i] || is_collected(work, node)) ||
            is_ready(work, node))
            continue;
        for (k = node->first; k != NODE_NONE; k = formula->nodes[k].next)
            needed[f][k] = true;
        if (is_collected(work, node))
            needed[f][i] = false; /* itself comes after the pass */
    }
}

void work_pass(struct work *work, size_t pass, const struct cells *cells)
{
    const struct calc *calc = work->calc;
    bool **needed = xarray(calc->count, sizeof *needed);
    size_t i;
    node_index k;

    work->pass = pass;
    work->cells = cells;
    work->step_count = 0;
    for (i = 0; i < calc->count; i++)
        needed[i] = xcalloc(calc->formulas[i]->count, sizeof **needed);
    for (i = calc->count; i-- > 0;)
        mark(work, needed, calc->order[i]);
    for (i = 0; i < calc->count; i++) {
        size_t f = calc->order[i];

        for (k = 0; k < calc->formulas[f]->count; k++) {
            if (!needed[f][k])
                continue;
            work->steps = xgrow(work->steps, work->step_count, &work->step_capacity,
                                sizeof *work->steps);
            work->steps[work->step_count++] = (struct step){ f, k };
        }
    }
    for (i = 0; i < calc->count; i++)
        free(needed[i]);
    free(needed);
    work->collected_count = 0;
    for (i = 0; i < work->whole_count; i++)
        if (is_collected(work,
                         &calc->formulas[work->wholes[i].formula]->nodes[work->wholes[i].node]))
            work->collected[work->collected_count++] = i;
}

size_t work_stores(const struct work *work)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < work->collected_count; i++)
        count += work->wholes[work->collected[i]].count;
    return count;
}

void work_take(struct work *work, struct store *stores)
{
    size_t i;
    size_t k;

    for (i = 0; i < work->collected_count; i++) {
        struct whole *whole = &work->wholes[work->collected[i]];

        for (k = 0; k < whole->count; k++)
            store_take(&whole->arguments[k], stores++);
    }
}

int work_pass_end(struct work *work, const struct order *order, long season, struct error *err)
{
    size_t i;

    for (i = 0; i < work->collected_count; i++)
        if (whole_run(work->calc, &work->wholes[work->collected[i]], order, season, err) != 0)
            return -1;
    return 0;
}
