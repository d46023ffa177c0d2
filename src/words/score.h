/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether past answers held, a row a kind of answer. */
#ifndef LEVER_WORDS_SCORE_H
#define LEVER_WORDS_SCORE_H

#include "words/result.h"

struct score_row {
    const char *what;
    double n, held, expected;
    const char *note;
};
extern const struct result_table result_score;

#endif
