/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What cells and rows look like, by the words that people and programs write, for
 * clean. The words are few and common on purpose: what is not among them is data.
 */
#ifndef LEVER_CLEAN_WORDS_H
#define LEVER_CLEAN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "clean/cell.h"

/* A number or a date, in any form that is read. */
bool cell_is_typed(const struct cell *cell);
/* Empty, or a word that is written for "nothing": n/a, null, a dash. */
bool cell_is_neutral(const struct cell *cell);
/* Empty, a unit of measurement, or something short in brackets. */
bool cell_is_unit(const struct cell *cell);
/* The beginning of a note below a table: Source, Generated, an asterisk. */
bool cell_is_note(const struct cell *cell);
/* A row of nothing but dashes and the like. */
bool is_rule(const struct cell *cells, size_t count);
/* The first cell says "total" or "average" (a running number may stand before it), and a
 * number stands behind it; "Total North" counts where nothing but numbers does. */
bool row_is_total(const struct cell *cells, size_t count);
/* A word for all there are: All, All services, Total, Grand total. */
bool cell_is_all_slow(const struct cell *cell);
static inline bool cell_is_all(const struct cell *cell)
{
    /* nearly all texts are told by their first letter: one of a, g, i, o, s, t */
    unsigned char first = cell->length ? (unsigned char)cell->text[0] : 'x';

    return (first >= 'A' ? first >= 0x80 || (0x000C4141u >> (((first | 32u) - 'a') & 31) & 1)
                         : first == '(') &&
           cell_is_all_slow(cell);
}
/* Begins with #, and is no row of cells: nothing else is filled, or a blank follows. */
bool row_has_comment(const struct cell *cells, size_t filled);
/* A number and, behind a blank, a letter or two: a flag, as statistics have it, or a unit. */
bool text_is_flagged(const char *text);
/* Digits and colons: 27:05, which the formulas of calc read. */
bool text_is_clock(const char *text);
/* The header speaks of days: then 20240131 is a date. */
bool name_is_of_dates(const char *name);

#endif
