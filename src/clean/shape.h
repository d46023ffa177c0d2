/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frequent numbers, known by where points and commas stand among digits (cell.h). */
#ifndef LEVER_CLEAN_SHAPE_H
#define LEVER_CLEAN_SHAPE_H

#include "clean/cell.h"
#include "clean/number.h"

/* What a shaped cell is as a number, by number_look_quick; false says nothing. */
static inline bool shape_look(const struct cell *cell, unsigned *forms)
{
    bool comma = cell->commas > cell->points; /* the last mark is one */
    unsigned marks = comma ? cell->commas : cell->points;
    unsigned groups = comma ? cell->points : cell->commas;
    unsigned at, first;

    if (cell->mask == CELL_DIGIT) {
        *forms = 0;
        return cell->length == 1 || cell->text[0] != '0';
    }
    if ((cell->mask & ~(unsigned)(CELL_DIGIT | CELL_POINT | CELL_COMMA)) || marks & (marks - 1))
        return false;
    at = (unsigned)__builtin_ctz(marks);
    if (at == 0 || at + 1 == cell->length)
        return false;
    *forms = comma ? NUMBER_COMMA : NUMBER_POINT;
    if (!groups)
        return cell->text[0] == '0' ? at == 1 : at > 3 || cell->length - at != 4;
    first = (unsigned)__builtin_ctz(groups);
    *forms |= NUMBER_GROUPED;
    return first >= 1 && first <= 3 && cell->text[0] != '0' && (at - first) % 4 == 0 &&
           groups == ((0x1111u << first) & ((1u << at) - 1));
}

#endif
