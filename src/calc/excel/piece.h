/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A piece of an Excel formula that is being put together, and what has to be so for it
 * to have a value: cells that must hold numbers, conditions that must not hold.
 * piece_guard makes all of that part of the text: IF(COUNT(B2,C2)<2,"",B2/C2).
 */
#ifndef LEVER_CALC_EXCEL_PIECE_H
#define LEVER_CALC_EXCEL_PIECE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* An operator inside a tighter one stands in parentheses. */
enum strength { LOOSE, COMPARES, JOINS, ADDS, MULTIPLIES, RAISES, PERCENT, SIGNS, ATOM };

struct piece {
    struct text text;
    enum strength strength; /* of its outermost operator */
    char **numbers;         /* cells that must hold numbers */
    size_t number_count;
    size_t number_capacity;
    char **conditions; /* "B2=\"\"": where one holds, it is missing */
    size_t condition_count;
    size_t condition_capacity;
    bool may_fail;           /* Excel may give an error where calc gives missing */
    bool condition_may_fail; /* so may one of the conditions */
    bool may_be_blank;       /* the text as it is may give "" */
    bool certain;            /* of arguments: one at least is a number, whatever the cells hold */
};
/* clang-format off */
#define PIECE_EMPTY { .strength = LOOSE }
/* clang-format on */

void piece_free(struct piece *piece);
void piece_clear(struct piece *piece);
void piece_wrap(struct piece *piece, const char *before, const char *behind);

void piece_needs_number(struct piece *piece, const char *cell);
void piece_needs_not(struct piece *piece, const char *format, const char *what);
/* Its text is NAME(arguments), and one of them must be there. */
void piece_needs_arguments(struct piece *piece);
/* It needs nothing, and cannot fail. */
void piece_forgive(struct piece *piece);
/* All that another piece, which became a part of it, needs. */
void piece_inherit(struct piece *piece, const struct piece *part);

/* Something is needed, or may fail. */
bool piece_is_open(const struct piece *piece);
/* The condition under which it is missing, or NULL; the caller frees it. */
char *piece_condition(const struct piece *piece);
/* Makes the text give a number or, where there is none, the cell, which holds a text: functions
 * of several values pass over texts that they are referred to, and IF hands on references.
 * Numbers stand for the truths of a logical one, which not all programs count. */
void piece_stand_in(struct piece *piece, bool logical, const char *cell);
/* What may be "" becomes a need: for those that cannot take "". */
void piece_settle(struct piece *piece);
/* Makes the text give "" where something needed is not there, or it fails. */
void piece_guard(struct piece *piece);

#endif
