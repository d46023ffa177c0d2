/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Working formulas out, in vectors: a stretch of rows at a time, each node a loop
 * over its arguments' cells.
 *
 * Where all functions look at one row, a stretch of rows is all it takes, and any
 * number of evaluators may work side by side. A function over time or over a column
 * needs its argument for all rows first: calc->levels passes over the file, each of
 * which collects such arguments (evaluator_collect) and then works the functions out
 * (work_pass_end); a last pass then has the results. In pass p, counted from 0, only
 * what it needs is worked out.
 *
 * What went wrong is counted where it happened, once, and only where it matters: not
 * in the value of an IF that was not chosen, and not inside IFERROR.
 */
#ifndef LEVER_CALC_EVAL_H
#define LEVER_CALC_EVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "calc/calc.h"
#include "calc/series.h"
#include "calc/vector.h"
#include "table/batch.h"
#include "table/cell.h"

/* The most rows an evaluator takes at a time; fewer where formulas are very long. */
enum { EVAL_ROWS = 1024 };

/* What went wrong in a formula: how often, and where first. */
struct tally {
    size_t formula;
    size_t trouble; /* calc->troubles */
    size_t count;   /* rows */
    size_t first;   /* the first such row, from 0 */
};

/* What the evaluators of a pass share. */
struct work {
    const struct calc *calc;
    const struct cells *cells; /* how the table's cells are read */
    char decimal;              /* of numbers made text by a formula */
    const char *date_format;   /* of the table's dates, beside ISO 8601; NULL = none */
    size_t *slot;              /* of each column of the table: which of the fields given */
    size_t pass;
    struct step {
        size_t formula;
        node_index node;
    } * steps; /* of this pass, in their order */
    size_t step_count;
    size_t step_capacity;
    struct whole *wholes; /* functions over many rows (series.h) */
    size_t whole_count;
    size_t *collected; /* of this pass: those whose arguments it collects */
    size_t collected_count;
};

/* calc is bound. The caller frees with work_free. */
struct work *work_new(const struct calc *calc, char decimal);
void work_free(struct work *work); /* NULL is fine */
/* Before each pass, 0 .. calc->levels; cells is that pass's table's. */
void work_pass(struct work *work, size_t pass, const struct cells *cells);
/* The arguments that this pass collects, and what evaluators have collected of them: stores
 * are taken over in the order of the rows. */
size_t work_stores(const struct work *work);
void work_take(struct work *work, struct store *stores);
/* After each pass but the last: works out the functions whose arguments it collected. */
int work_pass_end(struct work *work, const struct order *order, long season, struct error *err);

struct evaluator;
struct evaluator *evaluator_new(const struct work *work);
size_t evaluator_rows(const struct evaluator *evaluator);
void evaluator_free(struct evaluator *evaluator); /* NULL is fine */

/*
 * Works out `rows` rows (up to evaluator_rows) from row `first` of the file on; fields holds
 * `stride` of them a row, work->slot says which are which. Texts are borrowed until the
 * next call. -1: a function failed.
 */
int evaluator_run(struct evaluator *evaluator, const struct field *fields, size_t stride,
                  size_t rows, size_t first, struct error *err);
/* The result of a formula for these rows; of the last pass only. */
const struct vector *evaluator_result(const struct evaluator *evaluator, size_t formula);
/* Adds the arguments that this pass collects, for the rows of the last run, to stores[]: one
 * for each argument of work->collected, in their order (work_stores of them). */
void evaluator_collect(const struct evaluator *evaluator, struct store *stores);
/* What went wrong since it was last asked; the tallies are borrowed until the next run. */
const struct tally *evaluator_tallies(struct evaluator *evaluator, size_t *count);

/* A constant subtree as a number; NaN where it is none. For calc_bind. */
double eval_constant(const struct calc *calc, size_t formula, node_index node);

#endif
