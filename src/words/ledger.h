/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed at the last look, a row a link. */
#ifndef LEVER_WORDS_LEDGER_H
#define LEVER_WORDS_LEDGER_H

#include "words/result.h"

/* What became of a link's verdict. */
enum change {
    CHANGE_NOT_LOOKED, /* not among the links of the last look */
    CHANGE_NEW,        /* the first look, or a verdict that says more than the one before */
    CHANGE_CONFIRMED,  /* found before, and again */
    CHANGE_LOST,       /* found before, and no longer */
    CHANGE_REVERSED,   /* found before, and now with the other sign */
    CHANGE_UNCHANGED,  /* not found before, and the same word again */
    CHANGES
};
extern const struct vocabulary change_words;

struct ledger_row {
    const char *output, *outcome, *was, *is, *change;
    double looks, p, bound, alpha_spent;
    const char *note, *entity;
};
extern const struct result_table result_ledger;

#endif
