/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formulas in a plan: read with the parser of calc before any data are there.
 */
#ifndef LEVER_PLAN_MEASURE_FORMULA_H
#define LEVER_PLAN_MEASURE_FORMULA_H

#include <stddef.h>

#include "base/error.h"

/* The names of columns in a formula, each once; owned. */
struct formula_names {
    char **items;
    size_t count;
    size_t capacity;
};

/*
 * Parses an expression and holds it against the functions there are. *err has a sentence and, on
 * lines of their own, the formula with the place. names (may be NULL) gets the columns it names;
 * freed with formula_names_free, on failure too.
 */
int formula_read(const char *expression, struct formula_names *names, struct error *err);
void formula_names_free(struct formula_names *names);

/* "'won rate' = won/calls": what calc is to be given. The caller frees it. */
char *formula_of_column(const char *name, const char *expression);

#endif
