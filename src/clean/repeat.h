/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells that were met before, for clean.
 *
 * A day, a team, a product stand in many rows, and what a column makes of a cell
 * depends on its text alone: it is worked out where the text is first met and kept
 * in one of a few slots. A text that finds its slot taken takes it over.
 */
#ifndef LEVER_CLEAN_REPEAT_H
#define LEVER_CLEAN_REPEAT_H

#include <stdbool.h>
#include <stdint.h>

#include "clean/cell.h"

enum { REPEAT_LONGEST = 16, REPEAT_MADE = 26 };

struct repeat {
    uint64_t key[2];      /* the text's bytes */
    unsigned char length; /* of the text; 0 = the slot is free */
    unsigned char made_length;
    uint16_t said;          /* the caller's: what the cell is, or what was done to it */
    char made[REPEAT_MADE]; /* the caller's: what becomes of it */
};

struct repeats {
    struct repeat *slots; /* NULL until one is wanted */
};

/*
 * The slot of the cell's text, or NULL where it is empty or too long. With *known it
 * was met before; otherwise the slot is now its own, and the caller fills in the
 * rest - or sets `length` to 0 where there is nothing to keep.
 */
struct repeat *repeats_find(struct repeats *repeats, const struct cell *cell, bool *known);
void repeats_free(struct repeats *repeats);

#endif
