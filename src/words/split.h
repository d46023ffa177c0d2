/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of a chain's last node is made of: a row a factor, the first node and each rate. */
#ifndef LEVER_WORDS_SPLIT_H
#define LEVER_WORDS_SPLIT_H

#include "words/result.h"

struct split_row {
    const char *chain, *node, *factor;
    struct result_period date;
    double before, after, rate_before, rate_after, effect, effect_low, effect_high, share;
};
extern const struct result_table result_split;

#endif
