/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words by which goals are read: lists, divided into sections, of any languages at once.
 *
 * A file has [section] lines, and below each a word or a few a line; # begins a comment, a star at
 * the end of a line stands for any ending. Capitals and hyphens do not count. English and German are
 * built in (words/, which are installed for who wants to write such a file); others are added.
 */
#ifndef LEVER_LINT_LEXICON_H
#define LEVER_LINT_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum section {
    SECTION_OUTPUT_VERB,       /* what teams do: launch */
    SECTION_SOFT_VERB,         /* the same, unless a measure stands beside it: deliver */
    SECTION_OUTPUT_VERB_LAST,  /* of languages that put it there: einführen */
    SECTION_OBJECTIVE_VERB,    /* an output's verb, but fine in an objective: build */
    SECTION_OUTPUT_PARTICIPLE, /* launched */
    SECTION_OUTPUT_NOUN,       /* what they make: posts, calls */
    SECTION_UP,                /* what is to become more */
    SECTION_DOWN,
    SECTION_CHANGE, /* without a direction */
    SECTION_GAIN,   /* counted from nothing: win 10 customers */
    SECTION_KEEP,   /* to be held, not moved */
    SECTION_MEASURE,
    SECTION_RATE, /* measures that are shares, of which per cent could be points */
    SECTION_VAGUE,
    SECTION_BASELINE, /* says from where */
    SECTION_FROM,
    SECTION_TO,
    SECTION_BY,
    SECTION_NUMBER,      /* numbers in words */
    SECTION_NUMBER_NAME, /* a number behind them is a name: ISO, top */
    SECTION_MONTH,
    SECTION_DATE,
    SECTION_YEAR_BEFORE, /* a number of four digits behind them is a year */
    SECTION_WITHIN,      /* a number of months behind them is a date */
    SECTION_MONTH_UNIT,
    SECTION_DISCOVER,
    SECTION_QUESTION,
    SECTION_AND,
    SECTION_BETWEEN,
    SECTION_PREFIX, /* passed over at the beginning */
    SECTION_OBJECTIVE,
    SECTION_POINTS,
    SECTION_RANK, /* less is better, and people write it either way */
    SECTION_THAT, /* behind them stands what it is for */
    SECTIONS
};

struct lexicon;

/* The built-in lists. The caller frees it with lexicon_free. */
struct lexicon *lexicon_new(void);
/* Adds a file's; -1: it cannot be read, has no such section or a word before the first. */
int lexicon_add(struct lexicon *lexicon, const char *file, struct error *err);
void lexicon_free(struct lexicon *lexicon); /* NULL is fine */

/* How many of the words (folded, `count` of them) at the beginning are an entry of each section: the
 * longest; 0 = none. */
void lexicon_find(const struct lexicon *lexicon, const char *const *words, size_t count,
                  unsigned char found[SECTIONS]);

#endif
