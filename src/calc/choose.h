/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IF, IFS and IFERROR: each row's result is one of the arguments' cells. */
#ifndef LEVER_CALC_CHOOSE_H
#define LEVER_CALC_CHOOSE_H

#include <stdint.h>

#include "calc/formula.h"
#include "calc/vector.h"

/* Chosen where no argument is: the result is missing; or FALSE (IF without a third argument). */
enum { CHOSEN_NONE = 0x7ffffffe, CHOSEN_FALSE, CHOSEN_TROUBLE = 0x7ffffffd };

/* Fills chosen[] with the number of the argument that each row takes, and out with its cells. */
void choose(const struct node *call, const struct vector *const *given, size_t rows,
            uint32_t *chosen, struct vector *out);
/* chosen[] alone: for finding out what mattered. */
void choose_which(const struct node *call, const struct vector *const *given, size_t rows,
                  uint32_t *chosen);

#endif
