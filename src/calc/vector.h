/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vectors: the cells of one node of a formula in a stretch of rows.
 *
 * How they are held goes by a letter (lever-function.h): N, C, L and D have numbers,
 * T texts, A both and what each cell is. A vector owns the arrays it was given room
 * for; texts point into the rows read or into the evaluator's own memory.
 *
 * A cell that is missing because something went wrong has a fault: what it was
 * (calc->troubles), and FAULT_FRESH where it happened in this very node. No array of
 * faults means none.
 */
#ifndef LEVER_CALC_VECTOR_H
#define LEVER_CALC_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "lever-function.h"

enum { FAULT_FRESH = 0x80, FAULT_TROUBLE = 0x7F };

struct vector {
    struct lever_vector cells; /* what functions see */
    unsigned char *fault;      /* NULL = no cell has one */
    char kind;                 /* the letter; 0 = all cells are missing (held as N) */

    /* Its own room, for `capacity` rows. */
    size_t capacity;
    double *numbers;
    struct lever_text *texts;
    unsigned char *kinds;
    unsigned char *faults;
};

/* Makes room for rows cells held as kind says, and points `cells` there; no faults.
 * With `dates`, numbers get their kinds as well, all 'N'. */
void vector_room(struct vector *vector, char kind, size_t rows, bool dates);
/* The faults of a vector that has none yet, all 0. */
unsigned char *vector_faults(struct vector *vector, size_t rows);
void vector_free(struct vector *vector);

static inline bool vector_missing(const struct vector *vector, size_t row)
{
    if (vector->kind == 'A')
        return vector->cells.kind[row] == 0;
    if (vector->kind == 'T')
        return vector->cells.text[row].length == 0;
    return vector->cells.number[row] != vector->cells.number[row];
}

/* Memory for texts that lives until memory_reset. */
struct memory {
    char **blocks;
    size_t count;
    size_t capacity;
    size_t block; /* the one in use */
    size_t used;  /* of it */
};
char *memory_room(struct memory *memory, size_t bytes);
void memory_reset(struct memory *memory);
void memory_free(struct memory *memory);

/* A cell as text: a number with up to 15 digits, a date as 2026-11-22, TRUE or FALSE.
 * buffer has CELL_TEXT bytes; returns the length, 0 where it is missing. */
enum { CELL_TEXT = 48 };
size_t cell_text(double number, char kind, char decimal, char *buffer);

/* A number as it is written in a cell, with the decimal mark that texts have (0 = '.'); a number
 * has no other mark. */
struct lever_text text_remarked(struct lever_text number, char decimal, struct memory *memory);

/*
 * The vector held as `wanted` (N, C, T, L or A): itself, or `out` filled. Numbers take
 * text that is none for a fault, and so do logicals.
 */
const struct vector *vector_as(const struct vector *vector, char wanted, size_t rows, char decimal,
                               struct memory *memory, struct vector *out);

#endif
