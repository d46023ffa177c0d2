/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results in words: one sentence a link that a manager understands, such as
 *
 *   10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580).
 *
 * Pure text from numbers and names. The step of the output ("10 more") is a power of
 * ten that the output ordinarily varies by; figures are rounded to two digits, for
 * reading: the table beside the sentence holds them whole. An interval's end that
 * is not 0 is never rounded to 0. Underscores in names become spaces. A sentence
 * never says "causes".
 */
#ifndef LEVER_WORDS_SENTENCE_H
#define LEVER_WORDS_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "link/link.h"
#include "link/verdict.h"
#include "period/period.h"

struct drift_said;

/* What is left of an effect with other outputs beside it; NaN: nothing can be told. */
struct sentence_beside {
    size_t others;
    double effect, low, high;
};

/* What a ledger says of a look at data that grow. */
struct sentence_look {
    size_t look;  /* the how manieth that could be tested; of no look, of the last one */
    double p;     /* corrected for links */
    double bound; /* that it had to be under; NaN = none */
    double spent; /* in all, of .05 */
    bool held;    /* it was found before, and p is no longer under the bound, but under .05 */
    bool again, older,
        rewritten;   /* no look: the same data, data that end before, another history */
    const char *was; /* what the ledger called it before; NULL = the same */
};

/* What a link's sentence is made of; everything is borrowed for the call. */
struct sentence {
    enum verdict verdict;
    const struct link_result *result;
    const struct verdict_terms *terms; /* timed, min_effect and the expected sign count here */
    const char *output;                /* names, as in the table */
    const char *outcome;
    bool output_open; /* a sum or a count: a period without rows may be a 0 */
    bool outcome_open;
    const char *output_unit; /* "" or NULL = none: things are counted */
    const char *outcome_unit;
    enum period_kind period; /* where terms->timed */
    const char *entity;      /* what an entity of a panel is; "" or NULL = unknown */
    bool output_whole;       /* the output comes in whole numbers only */
    double output_spread;    /* standard deviation of the output; NaN = unknown */
    size_t links_tried;
    const char *rests;   /* names of the rows or entities that it rests on; "" or NULL */
    bool season_unasked; /* --season none, where the calendar has one */
    const char *method;  /* that decided; NULL = the slope's t */
    const struct sentence_beside *beside; /* NULL = not asked */
    const struct sentence_look *look;     /* NULL = no ledger */
    const struct drift_said *drift; /* of a link that came apart (drift_note.h); NULL = none */
    const char *context;            /* that is missing in most rows; NULL = none is in any */
    size_t context_lost;            /* rows that have the outcome and not it, */
    size_t context_rows;            /* of so many that have the outcome */
};

/* Adds the sentence of the note column to out, its full stop included; behind it, where it
 * applies, what is left of the effect beside other outputs, that a season could not be told from a
 * trend, that missing values were bridged, and which context took rows away: a twentieth of them,
 * or any where too few are left to test. */
void sentence_note(const struct sentence *sentence, struct text *out);

#endif
