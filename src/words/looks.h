/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a ledger: what was found at each look. */
#ifndef LEVER_WORDS_LOOKS_H
#define LEVER_WORDS_LOOKS_H

#include "words/result.h"

struct looks_row {
    const char *link, *looked, *data_to;
    double information;
    const char *verdict;
    double effect, effect_low, effect_high, p, alpha_spent, bound;
    const char *plan_sum, *data_sum, *version;
    double seed;
    const char *because;
};
extern const struct result_table result_looks;

#endif
