/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a sentence: sentence_words.c makes them, sentence.c reads them; internal to both. */
#ifndef LEVER_LINT_SENTENCE_PRIVATE_H
#define LEVER_LINT_SENTENCE_PRIVATE_H

#include "lint/sentence.h"

enum { TOKENS_MOST = 400 };

struct token {
    const char *word; /* folded; of a number, its digits */
    bool number;
    double value;
    bool percent, times; /* 20 %, 2x */
    bool name;           /* a number that is none: an ordinal, a window, a version */
    bool date;           /* a date, or a part of one */
    bool joined;         /* a hyphen binds it to the next word: 30-day */
    bool money;
    unsigned char in[SECTIONS]; /* how many words from here on are an entry of it */
};

/* A sentence as tokens; those beyond TOKENS_MOST are left out. */
struct tokens {
    char *folded; /* their text */
    struct token items[TOKENS_MOST];
    size_t count;
    bool asks; /* a question mark */
};

void tokens_make(const struct lexicon *lexicon, const char *text, struct tokens *tokens);
void tokens_free(struct tokens *tokens);

/* Is it a number that counts as a target? A number in words counts, too, without a value. */
bool token_target(const struct token *token);

#endif
