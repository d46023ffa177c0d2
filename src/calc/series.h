/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions over time or over a column: their arguments for all rows, and their
 * results, which later passes read like a column.
 *
 * Where rows have periods, an entity's values are laid out from its first period to
 * its last, with NaN where one is missing: so two periods back are two periods back,
 * whether there is a row in between or not.
 */
#ifndef LEVER_CALC_SERIES_H
#define LEVER_CALC_SERIES_H

#include <stddef.h>

#include "base/error.h"
#include "calc/calc.h"
#include "calc/order.h"
#include "calc/vector.h"

/* The cells of a vector for all rows, one stretch behind the other. */
struct store {
    char kind; /* as a vector's; 0 = nothing yet */
    size_t rows;
    size_t capacity;
    double *numbers;
    struct lever_text *texts; /* in memory */
    unsigned char *kinds;     /* A, or where there are dates */
    struct memory memory;
};
void store_add(struct store *store, const struct vector *vector, size_t rows);
/* Moves all rows of another store behind its own. */
void store_take(struct store *store, struct store *other);
/* Rows from `first` on as a vector that borrows them. */
void store_slice(const struct store *store, size_t first, struct vector *vector);
void store_free(struct store *store);

/* A call of such a function. */
struct whole {
    size_t formula;
    node_index node;
    struct store *arguments; /* the S or A ones, in their order */
    size_t count;
    double *constants;     /* the K ones; NaN where not given */
    struct store result;   /* once its pass has ended */
    unsigned char *faults; /* of each row, as a vector's; NULL = none */
};

/* All such calls of the formulas; the caller frees with wholes_free. */
struct whole *wholes_find(const struct calc *calc, size_t *count);
void wholes_free(struct whole *wholes, size_t count);
/* The constants of such a call; their number is returned (at most MOST_CONSTANTS). */
enum { MOST_CONSTANTS = 8 };
size_t whole_constants(const struct formula *formula, const struct node *call,
                       double constants[MOST_CONSTANTS]);
/* Works the result out from the arguments, which are then given up. season is --season's, as
 * in struct lever_call. */
int whole_run(const struct calc *calc, struct whole *whole, const struct order *order, long season,
              struct error *err);

#endif
