/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where does the chain break? A row a step, and one of the whole. */
#ifndef LEVER_WORDS_CHAIN_H
#define LEVER_WORDS_CHAIN_H

#include "words/result.h"

enum chain_verdict {
    CHAIN_UNUSABLE,
    CHAIN_BROKEN,
    CHAIN_BYPASSED,
    CHAIN_CONNECTED,
    CHAIN_CANNOT_TELL,
    CHAIN_VERDICTS
};
extern const struct vocabulary chain_words;

struct chain_row {
    const char *chain, *step, *output, *outcome, *verdict;
    double lag, effect, effect_low, effect_high, p, p_adj, share, share_low, share_high;
    const char *weakest, *note;
};
extern const struct result_table result_chain;

#endif
