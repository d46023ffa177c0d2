/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that evaluate share with each other. */
#ifndef LEVER_CALC_EVAL_PRIVATE_H
#define LEVER_CALC_EVAL_PRIVATE_H

#include "calc/eval.h"

/* The cells of a column of the table in one form; of which stretch they are. */
enum { COLUMN_FORMS = 5 };
struct column_cache {
    struct vector vector;
    size_t stretch;
};

/* A node's cells, and how the call it is in gets them. */
struct slot {
    struct vector own;
    struct vector as;
    const struct vector *value; /* own, or another's */
    const struct vector *given; /* value, or as */
};

struct evaluator_call {
    struct lever_call call; /* first: what functions see */
    struct memory *memory;
};

struct evaluator {
    const struct work *work; /* NULL: constants only */
    const struct calc *calc;
    size_t room; /* rows there is room for */
    struct evaluator_call call;
    size_t *base; /* of each formula: the slot of its first node */
    struct slot *slots;
    size_t slot_count;
    struct memory memory; /* texts of this stretch */
    struct column_cache *columns;
    const struct vector **given;
    struct lever_vector *arguments;
    uint32_t *chosen;

    /* This stretch: */
    const struct field *fields;
    size_t stride;
    size_t rows;
    size_t first;
    size_t stretch;
    bool troubled; /* some node has a fresh fault */
    struct tally *tallies;
    size_t tally_count;
    size_t tally_capacity;
};

struct evaluator *evaluator_make(const struct calc *calc, size_t room);

#endif
