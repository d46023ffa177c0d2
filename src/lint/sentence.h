/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A goal's sentence, read for what a rule asks: is there a number, from where, by when, of what.
 *
 * Numbers that are names (ISO 27001, Q3, 2.0, top 10, 30-day retention) and dates are no targets.
 * "from 5 to 8", "currently 5", "last year's" are baselines; "halve", "double", "by a third", "+20 %"
 * are not: they go by one. A sentence that keeps something ("no worse than 3 %") needs none, nor does what is
 * counted from nothing ("win 10 customers").
 */
#ifndef LEVER_LINT_SENTENCE_H
#define LEVER_LINT_SENTENCE_H

#include <stdbool.h>

#include "lint/lexicon.h"

struct sentence_read {
    bool objective; /* it says so: "Objective: ..." */
    bool discovery; /* it wants to know something */
    bool question;  /* and says what */
    bool number;    /* a target */
    bool baseline;  /* or none is needed */
    bool date;
    bool output;    /* it begins with something to be done, or ends in something done */
    bool vague;     /* has a word that could mean anything, and no measure */
    bool wrong_way; /* "reduce from 3 to 5" */
    bool two;       /* two measures, each with its number, or two nouns for one */
    bool trap;      /* a share to change by per cent */
    char word[60];  /* the one that decided output, vague, two or trap */
};

void sentence_read(const struct lexicon *lexicon, const char *text, struct sentence_read *read);

/* Is the name of a measure that of something produced ("calls made", "posts")? */
bool sentence_names_output(const struct lexicon *lexicon, const char *name);

#endif
