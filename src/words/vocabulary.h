/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Closed lists of words: what a result may be called, each word described once.
 *
 * A column of a result table (result.h) may be held to such a list. Whoever colours a word,
 * counts it, explains it, offers it or judges by it reads its row here and no list of its own.
 * A table of verdicts has a list of its own; nothing may assume that there is only one.
 */
#ifndef LEVER_WORDS_VOCABULARY_H
#define LEVER_WORDS_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* What a verdict comes to. */
enum finding {
    FINDS_NOTHING, /* it speaks of the data: the question is not answered */
    FINDS_NONE,    /* it answers the question, but not that what was looked for is there */
    FINDS_IT       /* what was looked for is there */
};

struct word {
    const char *name;
    enum finding finds;
    const char *color;   /* on a terminal: an SGR code, "32" is green; NULL = none */
    const char *one;     /* of a summary: "1 harms a guardrail"; what stands in {} is left out */
    const char *many;    /* where rows have no time. "2 harm a guardrail". NULL = not counted */
    const char *meaning; /* for a reader, a sentence; NULL = not explained */
};

struct vocabulary {
    const char *what; /* what a word of it is: "verdict" */
    const struct word *words;
    size_t count;    /* 64 at most */
    size_t lead;     /* the word a summary begins with; 0 = with the number of rows */
    const char *one; /* what has such a word: "link", and several of it */
    const char *many;
};

/* The index of the word with that name, or -1. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *name);
/* The name of a word; "" where there is no such index. */
const char *vocabulary_name(const struct vocabulary *vocabulary, size_t index);
/* What the word with that name finds; of a word that is none it is not known: FINDS_NONE. */
enum finding vocabulary_finds(const struct vocabulary *vocabulary, const char *name);

/*
 * Reads --assert: a list of words, divided by commas; sets the bit of each in *named. list NULL
 * names none. A word that is none is refused, with the nearest.
 */
int vocabulary_parse(const struct vocabulary *vocabulary, const char *list, uint64_t *named,
                     struct error *err);

/*
 * Adds what all rows come to, for a cover: "2 of 7 links hold: the output moves the outcome; 4
 * cannot be told yet." counts: how many rows have each word, one count a word. The first word, by
 * convention "unusable", comes last.
 */
void vocabulary_summary(const struct vocabulary *vocabulary, const size_t *counts, bool timed,
                        struct text *out);
/* Adds all words in their order: "association, lagged, before-after, experiment". */
void vocabulary_list(const struct vocabulary *vocabulary, struct text *out);

/* How far a design carries, from weakest to strongest; a word of it stands in `evidence`. */
enum evidence {
    EVIDENCE_ASSOCIATION,
    EVIDENCE_LAGGED,
    EVIDENCE_BEFORE_AFTER,
    EVIDENCE_EXPERIMENT,
    EVIDENCES /* how many */
};
extern const struct vocabulary evidence_words;

#endif
