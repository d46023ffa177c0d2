/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/series.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/plugin.h"
#include "calc/functions.h"

/* Periods of one entity, gaps included, beyond which there must be a mistake. */
enum { MOST_PERIODS = 50000000 };

/* ---- stores ---- */

static bool has_numbers(char kind)
{
    return kind != 'T';
}

static bool has_texts(char kind)
{
    return kind == 'T' || kind == 'A';
}

static void make_room(struct store *store, char kind, size_t rows)
{
    size_t want = store->rows + rows;

    store->kind = kind;
    if (want <= store->capacity)
        return;
    store->capacity = want > 2 * store->capacity ? want : 2 * store->capacity;
    if (has_numbers(kind))
        store->numbers = xrearray(store->numbers, store->capacity, sizeof *store->numbers);
    if (has_texts(kind))
        store->texts = xrearray(store->texts, store->capacity, sizeof *store->texts);
    if (kind == 'A' || store->kinds)
        store->kinds = xrearray(store->kinds, store->capacity, 1);
}

/* From now on it says which of its numbers are dates. */
static void want_kinds(struct store *store)
{
    if (store->kinds)
        return;
    store->kinds = xarray(store->capacity, 1);
    memset(store->kinds, 'N', store->capacity);
}

static void add_cells(struct store *store, char kind, const struct lever_vector *cells, size_t rows)
{
    size_t at = store->rows;
    size_t i;

    make_room(store, kind, rows);
    if (cells->kind)
        want_kinds(store);
    if (has_numbers(kind))
        memcpy(store->numbers + at, cells->number, rows * sizeof *store->numbers);
    if (store->kinds && cells->kind)
        memcpy(store->kinds + at, cells->kind, rows);
    else if (store->kinds)
        memset(store->kinds + at, 'N', rows);
    for (i = 0; has_texts(kind) && i < rows; i++) {
        const struct lever_text *text = &cells->text[i];
        char *copy = memory_room(&store->memory, text->length);

        memcpy(copy, text->bytes, text->length);
        store->texts[at + i] = (struct lever_text){ copy, text->length };
    }
    store->rows += rows;
}

void store_add(struct store *store, const struct vector *vector, size_t rows)
{
    /* Numbers without and with dates are one kind here. */
    char kind = has_texts(vector->kind) || vector->kind == 'L' || vector->kind == 'D' ? vector->kind
                                                                                      : 'N';

    add_cells(store, kind, &vector->cells, rows);
}

void store_take(struct store *store, struct store *other)
{
    struct lever_vector cells = { other->numbers, other->texts, other->kinds };

    if (other->rows == 0)
        return;
    add_cells(store, other->kind, &cells, other->rows);
    other->rows = 0;
    memory_reset(&other->memory);
}

void store_slice(const struct store *store, size_t first, struct vector *vector)
{
    vector->kind = store->kind;
    vector->fault = NULL;
    vector->cells.number = has_numbers(store->kind) ? store->numbers + first : NULL;
    vector->cells.text = has_texts(store->kind) ? store->texts + first : NULL;
    vector->cells.kind = store->kinds ? store->kinds + first : NULL;
}

void store_free(struct store *store)
{
    free(store->numbers);
    free(store->texts);
    free(store->kinds);
    memory_free(&store->memory);
    *store = (struct store){ .kind = 0 };
}

/* ---- calls ---- */

size_t whole_constants(const struct formula *formula, const struct node *call,
                       double constants[MOST_CONSTANTS])
{
    size_t number = 0;
    size_t count = 0;
    size_t i;
    node_index k;

    for (i = 0; i < MOST_CONSTANTS; i++)
        constants[i] = NAN;
    for (k = call->first; k != NODE_NONE; k = formula->nodes[k].next, number++)
        if (function_kind(call->function, number) == 'K' && count < MOST_CONSTANTS)
            constants[count++] = formula->nodes[k].number;
    return count;
}

struct whole *wholes_find(const struct calc *calc, size_t *count)
{
    struct whole *wholes = NULL;
    size_t capacity = 0;
    size_t f;
    node_index i;

    *count = 0;
    for (f = 0; f < calc->count; f++) {
        const struct formula *formula = calc->formulas[f];

        for (i = 0; i < formula->count; i++) {
            const struct node *node = &formula->nodes[i];
            struct whole *whole;
            node_index k;
            size_t number = 0;

            if (node->kind != NODE_CALL || node->function->over == LEVER_ROWS)
                continue;
            wholes = xgrow(wholes, *count, &capacity, sizeof *wholes);
            whole = &wholes[(*count)++];
            *whole = (struct whole){ .formula = f, .node = i };
            for (k = node->first; k != NODE_NONE; k = formula->nodes[k].next, number++)
                whole->count += function_kind(node->function, number) != 'K';
            whole->arguments = xcalloc(whole->count, sizeof *whole->arguments);
            whole->constants = xarray(MOST_CONSTANTS, sizeof *whole->constants);
            whole_constants(formula, node, whole->constants);
        }
    }
    return wholes;
}

void wholes_free(struct whole *wholes, size_t count)
{
    size_t i;
    size_t k;

    for (i = 0; i < count; i++) {
        for (k = 0; k < wholes[i].count; k++)
            store_free(&wholes[i].arguments[k]);
        free(wholes[i].arguments);
        free(wholes[i].constants);
        free(wholes[i].faults);
        store_free(&wholes[i].result);
    }
    free(wholes);
}

/* ---- results ---- */

/* One stretch of values that belong together: an entity, or the whole column. */
struct run {
    const struct calc *calc;
    struct whole *whole;
    const struct lever_function *function;
    unsigned char trouble;
    struct lever_call call;
    double **series; /* of the arguments, laid out */
    double *result;
    size_t *row; /* which row is at each place, SIZE_MAX = none */
    size_t n;
    size_t capacity;
};

static void lay_room(struct run *run, size_t n)
{
    size_t k;

    run->n = n;
    if (n > run->capacity) {
        run->capacity = n;
        for (k = 0; k < run->whole->count; k++)
            run->series[k] = xrearray(run->series[k], n, sizeof(double));
        run->result = xrearray(run->result, n, sizeof(double));
        run->row = xrearray(run->row, n, sizeof *run->row);
    }
    for (k = 0; k < n; k++)
        run->row[k] = SIZE_MAX;
}

static bool moves(const struct run *run)
{
    return run->function->gives == 'A';
}

static void lay_out(struct run *run)
{
    size_t k;
    size_t i;

    for (k = 0; k < run->whole->count; k++) {
        const double *numbers = run->whole->arguments[k].numbers;

        for (i = 0; i < run->n; i++)
            run->series[k][i] = moves(run)                ? (double)i
                                : run->row[i] == SIZE_MAX ? NAN
                                                          : numbers[run->row[i]];
    }
}

/* The cell that comes to a row: a number, or the argument's cell of another row. */
static void put(struct run *run, size_t row, double value)
{
    struct store *result = &run->whole->result;
    const struct store *from = &run->whole->arguments[0];
    size_t source = SIZE_MAX;

    if (!moves(run)) {
        result->numbers[row] = isfinite(value) ? value : NAN;
        if (isinf(value) && run->trouble) {
            if (!run->whole->faults)
                run->whole->faults = xcalloc(result->rows, 1);
            run->whole->faults[row] = FAULT_FRESH | run->trouble;
        }
        return;
    }
    if (value >= 0 && value < (double)run->n)
        source = run->row[(size_t)value];
    if (has_numbers(result->kind))
        result->numbers[row] = source == SIZE_MAX ? NAN : from->numbers[source];
    if (has_texts(result->kind))
        result->texts[row] = source == SIZE_MAX ? (struct lever_text){ "", 0 }
                                                : from->texts[source];
    if (result->kinds)
        result->kinds[row] = source != SIZE_MAX    ? from->kinds[source]
                             : result->kind == 'A' ? 0
                                                   : 'N';
}

static int run_one(struct run *run, struct error *err)
{
    int status;
    size_t i;

    lay_out(run);
    run->call.rows = run->n;
    plugin_enter("function", run->function->name);
    status = run->function->series(&run->call, (const double *const *)run->series,
                                   run->whole->constants, run->n, run->result);
    plugin_leave();
    if (status != 0)
        return error_set(err, "formula \"%.60s\": function %s failed (it returned %d)",
                         run->calc->formulas[run->whole->formula]->name, run->function->name,
                         status);
    for (i = 0; i < run->n; i++)
        if (run->row[i] != SIZE_MAX)
            put(run, run->row[i], run->result[i]);
    return 0;
}

static int run_entities(struct run *run, const struct order *order, struct error *err)
{
    const struct row_mark *marks = order->marks.items;
    size_t entity;
    size_t i;

    for (entity = 0; entity < order->entities; entity++) {
        size_t from = order->starts[entity];
        size_t to = order->starts[entity + 1];
        size_t n = to - from;
        long first = 0;

        if (n == 0)
            continue;
        if (order->timed) {
            first = marks[from].period;
            if (marks[to - 1].period - first >= MOST_PERIODS)
                return error_at(err, order->evidence.options.file, 0,
                                order->evidence.options.column,
                                "the periods are too far apart: "
                                "%ld from the first to the last",
                                marks[to - 1].period - first);
            n = (size_t)(marks[to - 1].period - first) + 1;
        }
        lay_room(run, n);
        for (i = from; i < to; i++)
            run->row[order->timed ? (size_t)(marks[i].period - first) : i - from] = marks[i].row;
        run->call.period = order->timed ? period_kind_letter(order->kind) : '\0';
        run->call.first = first;
        if (run_one(run, err) != 0)
            return -1;
    }
    return 0;
}

static int run_column(struct run *run, size_t rows, struct error *err)
{
    size_t i;

    lay_room(run, rows);
    for (i = 0; i < rows; i++)
        run->row[i] = i;
    return rows ? run_one(run, err) : 0;
}

/* A result for every row, all missing: rows without a period stay so. */
static void empty_result(struct whole *whole, char kind, size_t rows)
{
    struct store *result = &whole->result;
    size_t i;

    make_room(result, kind, rows);
    if (whole->arguments[0].kinds)
        want_kinds(result);
    result->rows = rows;
    for (i = 0; i < rows; i++) {
        if (has_numbers(kind))
            result->numbers[i] = NAN;
        if (has_texts(kind))
            result->texts[i] = (struct lever_text){ "", 0 };
        if (result->kinds)
            result->kinds[i] = kind == 'A' ? 0 : 'N';
    }
}

int whole_run(const struct calc *calc, struct whole *whole, const struct order *order, long season,
              struct error *err)
{
    const struct node *node = &calc->formulas[whole->formula]->nodes[whole->node];
    struct run run = {
        .calc = calc, .whole = whole, .function = node->function, .trouble = node->trouble
    };
    size_t rows = whole->arguments[0].rows;
    bool move = moves(&run);
    size_t k;
    int bad;

    run.call.season = season;
    run.series = xcalloc(whole->count, sizeof *run.series);
    if (move)
        empty_result(whole, whole->arguments[0].kind, rows);
    else
        make_room(&whole->result, 'N', rows);
    for (k = 0; !move && k < rows; k++)
        whole->result.numbers[k] = NAN;
    whole->result.rows = rows;
    if (rows == 0)
        whole->result.kind = move && node->gives ? node->gives : 'N';
    bad = node->function->over == LEVER_COLUMN ? run_column(&run, rows, err)
                                               : run_entities(&run, order, err);
    for (k = 0; k < whole->count; k++) {
        if (k == 0 && move) { /* the moved texts are still the argument's */
            struct memory memory = whole->result.memory;

            whole->result.memory = whole->arguments[k].memory;
            whole->arguments[k].memory = memory;
        }
        store_free(&whole->arguments[k]);
        free(run.series[k]);
    }
    free(run.series);
    free(run.result);
    free(run.row);
    return bad;
}
