/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/eval.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/plugin.h"
#include "calc/choose.h"
#include "calc/column.h"
#include "calc/eval_private.h"
#include "calc/functions.h"

/* ---- one node ---- */

static char *room(const struct lever_call *call, size_t bytes)
{
    const struct evaluator_call *own = (const struct evaluator_call *)call;

    return memory_room(own->memory, bytes);
}

/* A literal is the same in every row: it is written down once. */
static void fill_literal(struct slot *slot, const struct node *node, size_t rows)
{
    struct vector *own = &slot->own;
    size_t i;

    if (slot->value)
        return;
    vector_room(own, node->gives, rows, false);
    for (i = 0; i < rows; i++) {
        if (node->gives == 'T')
            own->cells.text[i] = (struct lever_text){ node->text, node->length };
        else
            own->cells.number[i] = node->gives ? node->number : NAN;
    }
    slot->value = own;
}

/* Whether a row's arguments cannot give a result: one of them is missing; or all are, of a
 * function that passes over what is. */
static bool argument_missing(const struct vector *const *given, const struct node *call, size_t row)
{
    bool passes = call->function->kinds[0] == '(' && call->function->kinds[1] == 'C';
    size_t i;

    for (i = 0; i < call->count; i++)
        if (vector_missing(given[i], row) != passes)
            return !passes;
    return passes;
}

/* Whether cells are no numbers at all: this is all that is looked at in most stretches. */
static bool all_finite(const double *numbers, size_t rows)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < rows; i++)
        sum += numbers[i] * 0; /* NaN and infinity stay */
    return sum == 0;
}

/*
 * What is missing in the result: because an argument is, whose fault it then has; or
 * because the function has no answer, which is its trouble.
 */
static void settle(struct evaluator *evaluator, const struct node *call,
                   const struct vector *const *given, struct vector *out)
{
    bool fault = false;
    size_t i;
    size_t k;

    for (k = 0; k < call->count; k++)
        fault |= given[k]->fault != NULL;
    if (out->kind != 'T' && !fault && all_finite(out->cells.number, evaluator->rows))
        return;
    for (i = 0; i < evaluator->rows; i++) {
        if (out->kind == 'T' ? out->cells.text[i].bytes != NULL : isfinite(out->cells.number[i]))
            continue;
        if (out->kind == 'T')
            out->cells.text[i] = (struct lever_text){ "", 0 };
        else
            out->cells.number[i] = NAN;
        if (!argument_missing(given, call, i)) {
            if (!call->trouble)
                continue;
            if (!out->fault)
                vector_faults(out, evaluator->rows);
            out->fault[i] = FAULT_FRESH | call->trouble;
            evaluator->troubled = true;
            continue;
        }
        for (k = 0; fault && k < call->count; k++) {
            if (!given[k]->fault || !given[k]->fault[i])
                continue;
            if (!out->fault)
                vector_faults(out, evaluator->rows);
            out->fault[i] = given[k]->fault[i] & FAULT_TROUBLE;
            break;
        }
    }
}

/* A function over many rows, the results of which are there since an earlier pass. */
static void read_whole(struct evaluator *evaluator, size_t formula, node_index index,
                       struct slot *slot)
{
    const struct work *work = evaluator->work;
    size_t i;

    for (i = 0; i < work->whole_count; i++) {
        const struct whole *whole = &work->wholes[i];

        if (whole->formula != formula || whole->node != index)
            continue;
        store_slice(&whole->result, evaluator->first, &slot->own);
        slot->own.fault = whole->faults ? whole->faults + evaluator->first : NULL;
        evaluator->troubled |= whole->faults != NULL;
    }
    slot->value = &slot->own;
}

static int run_call(struct evaluator *evaluator, size_t formula, const struct node *call,
                    struct slot *slot, struct error *err)
{
    const struct formula *in = evaluator->calc->formulas[formula];
    const struct vector **given = evaluator->given;
    struct lever_vector *arguments = evaluator->arguments;
    struct vector *out = &slot->own;
    bool dates = false;
    size_t n = 0;
    node_index i;
    int status;

    for (i = call->first; i != NODE_NONE; i = in->nodes[i].next, n++) {
        given[n] = evaluator->slots[evaluator->base[formula] + i].given;
        arguments[n] = given[n]->cells;
        dates |= given[n]->kind != 'A' && given[n]->cells.kind;
    }
    slot->value = out;
    if (function_choice(call->function) != CHOICE_NONE) {
        choose(call, given, evaluator->rows, evaluator->chosen, out);
        return 0;
    }
    vector_room(out, call->function->gives, evaluator->rows, dates && call->function->gives == 'N');
    plugin_enter("function", call->function->name);
    status = call->function->row(&evaluator->call.call, arguments, n, &out->cells);
    plugin_leave();
    if (status < 0)
        return error_set(err, "formula \"%.60s\": function %s failed (it returned %d)", in->name,
                         call->function->name, status);
    settle(evaluator, call, given, out);
    return 0;
}

static int run_node(struct evaluator *evaluator, size_t formula, node_index index,
                    struct error *err)
{
    const struct formula *in = evaluator->calc->formulas[formula];
    const struct node *node = &in->nodes[index];
    struct slot *slot = &evaluator->slots[evaluator->base[formula] + index];
    const struct formula *other;

    switch (node->kind) {
    case NODE_COLUMN:
        slot->value = column_cells(evaluator, node->column, node->gives);
        evaluator->troubled |= slot->value->fault != NULL;
        break;
    case NODE_FORMULA:
        other = evaluator->calc->formulas[node->column];
        slot->value = evaluator->slots[evaluator->base[node->column] + formula_root(other)].value;
        break;
    case NODE_CALL:
        if (node->function->over != LEVER_ROWS)
            read_whole(evaluator, formula, index, slot);
        else if (run_call(evaluator, formula, node, slot, err) != 0)
            return -1;
        break;
    default:
        fill_literal(slot, node, evaluator->room);
    }
    if (index != formula_root(in))
        slot->given = vector_as(slot->value, node->wanted, evaluator->rows,
                                evaluator->work ? evaluator->work->decimal : '.',
                                &evaluator->memory, &slot->as);
    evaluator->troubled |= slot->as.fault && slot->given == &slot->as;
    return 0;
}

/* ---- evaluators ---- */

struct evaluator *evaluator_make(const struct calc *calc, size_t room_rows)
{
    struct evaluator *evaluator = xcalloc(1, sizeof *evaluator);
    size_t most = 0;
    size_t nodes = 0;
    size_t i;
    node_index k;

    evaluator->calc = calc;
    evaluator->room = room_rows;
    evaluator->base = xarray(calc->count, sizeof *evaluator->base);
    for (i = 0; i < calc->count; i++) {
        const struct formula *formula = calc->formulas[i];

        evaluator->base[i] = nodes;
        nodes += formula->count;
        for (k = 0; k < formula->count; k++)
            if (formula->nodes[k].count > most)
                most = formula->nodes[k].count;
    }
    evaluator->slots = xcalloc(nodes, sizeof *evaluator->slots);
    evaluator->slot_count = nodes;
    evaluator->given = xarray(most, sizeof *evaluator->given);
    evaluator->arguments = xarray(most, sizeof *evaluator->arguments);
    evaluator->chosen = xarray(room_rows, sizeof *evaluator->chosen);
    evaluator->columns = xcalloc(COLUMN_FORMS * calc->width, sizeof *evaluator->columns);
    evaluator->call.call.room = room;
    evaluator->call.call.decimal = calc->decimal ? calc->decimal : '.';
    evaluator->call.memory = &evaluator->memory;
    return evaluator;
}

/* Fewer rows at a time for very many nodes: the memory stays small. */
static size_t rows_at_once(const struct calc *calc)
{
    size_t nodes = 0;
    size_t rows = EVAL_ROWS;
    size_t i;

    for (i = 0; i < calc->count; i++)
        nodes += calc->formulas[i]->count;
    while (rows > 64 && nodes * rows > 4u << 20)
        rows /= 2;
    return rows;
}

struct evaluator *evaluator_new(const struct work *work)
{
    struct evaluator *evaluator = evaluator_make(work->calc, rows_at_once(work->calc));

    evaluator->work = work;
    return evaluator;
}

size_t evaluator_rows(const struct evaluator *evaluator)
{
    return evaluator->room;
}

void evaluator_free(struct evaluator *evaluator)
{
    size_t i;

    if (!evaluator)
        return;
    for (i = 0; i < evaluator->slot_count; i++) {
        vector_free(&evaluator->slots[i].own);
        vector_free(&evaluator->slots[i].as);
    }
    for (i = 0; i < COLUMN_FORMS * evaluator->calc->width; i++)
        vector_free(&evaluator->columns[i].vector);
    memory_free(&evaluator->memory);
    free(evaluator->columns);
    free(evaluator->slots);
    free(evaluator->base);
    free(evaluator->given);
    free(evaluator->arguments);
    free(evaluator->chosen);
    free(evaluator->tallies);
    free(evaluator);
}

int evaluator_run(struct evaluator *evaluator, const struct field *fields, size_t stride,
                  size_t rows, size_t first, struct error *err)
{
    const struct work *work = evaluator->work;
    size_t i;

    evaluator->fields = fields;
    evaluator->stride = stride;
    evaluator->rows = evaluator->call.call.rows = rows;
    evaluator->first = first;
    evaluator->stretch++;
    evaluator->troubled = false;
    evaluator->tally_count = 0;
    memory_reset(&evaluator->memory);
    for (i = 0; i < work->step_count; i++)
        if (run_node(evaluator, work->steps[i].formula, work->steps[i].node, err) != 0)
            return -1;
    return 0;
}

const struct vector *evaluator_result(const struct evaluator *evaluator, size_t formula)
{
    const struct formula *in = evaluator->calc->formulas[formula];

    return evaluator->slots[evaluator->base[formula] + formula_root(in)].value;
}

void evaluator_collect(const struct evaluator *evaluator, struct store *stores)
{
    const struct work *work = evaluator->work;
    size_t i;

    for (i = 0; i < work->collected_count; i++) {
        const struct whole *whole = &work->wholes[work->collected[i]];
        const struct formula *formula = work->calc->formulas[whole->formula];
        const struct node *call = &formula->nodes[whole->node];
        size_t number = 0;
        node_index k;

        for (k = call->first; k != NODE_NONE; k = formula->nodes[k].next, number++)
            if (function_kind(call->function, number) != 'K')
                store_add(stores++, evaluator->slots[evaluator->base[whole->formula] + k].given,
                          evaluator->rows);
    }
}

double eval_constant(const struct calc *calc, size_t formula, node_index node)
{
    struct evaluator *evaluator = evaluator_make(calc, 1);
    const struct formula *in = calc->formulas[formula];
    struct error err;
    double number = NAN;
    node_index i;

    evaluator->rows = evaluator->call.call.rows = 1;
    for (i = in->nodes[node].low; i <= node; i++)
        if (run_node(evaluator, formula, i, &err) != 0)
            break;
    if (i > node)
        number = evaluator->slots[evaluator->base[formula] + node].given->cells.number[0];
    evaluator_free(evaluator);
    return number;
}
