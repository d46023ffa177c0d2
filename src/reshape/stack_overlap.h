/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of several files that are the same by a hash of theirs, for stack.c; internal to it. */
#ifndef LEVER_RESHAPE_STACK_OVERLAP_H
#define LEVER_RESHAPE_STACK_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

/* A row that is to be compared. */
struct overlap_row {
    uint64_t hash[2];
    size_t number; /* of all rows, from 0 */
    unsigned long line;
    size_t file;
};

enum overlap_by {
    OVERLAP_BY_ROWS,   /* of as many as two files have in common, those of the later file */
    OVERLAP_BY_KEY,    /* of rows in several files, those of all files but the last */
    OVERLAP_BY_LABELS, /* nothing, where two rows of one file are the same; else as by rows */
};

/* A row that another file has, too. */
struct overlap_pair {
    size_t number; /* of the row, in all rows */
    size_t file;
    unsigned long line;
    size_t other; /* the other's file and line */
    unsigned long other_line;
};

enum { OVERLAP_EXAMPLES = 3 };

struct overlap_found {
    size_t count;
    bool within; /* by labels: two rows of one file are the same */
    struct overlap_pair examples[OVERLAP_EXAMPLES]; /* the first ones */
};

enum { OVERLAP_PARTS = 64 };

struct overlap {
    FILE *parts[OVERLAP_PARTS]; /* the rows by their hash, in their order; NULL = none yet */
    size_t count;               /* of parts: what is found does not depend on it */
};

/* parts: 1 .. OVERLAP_PARTS. Ended by overlap_end, on failure of what follows too. */
void overlap_begin(struct overlap *overlap, size_t parts);
int overlap_add(struct overlap *overlap, const struct overlap_row *row, struct error *err);
/* Finds the rows that are too many and sets their bits in dropped, a bit a row. */
int overlap_find(struct overlap *overlap, enum overlap_by by, uint8_t *dropped,
                 struct overlap_found *found, struct error *err);
void overlap_end(struct overlap *overlap);

#endif
