/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A change in words, such as
 *
 *   Search v2, 2025-W18: 1,400 more weekly users since (1,100 to 1,700), and it lasts.
 *
 * Pure text from numbers and names, as words/sentence.h; a sentence never says "causes".
 */
#ifndef LEVER_WORDS_IMPACT_SENTENCE_H
#define LEVER_WORDS_IMPACT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "period/period.h"
#include "words/impact.h"

struct impact_sentence {
    enum impact_verdict verdict;
    const struct impact_row *row; /* its figures, names and dates; verdict, note, … are not read */
    const char *unit;             /* of the outcome; "" = none */
    enum period_kind period;
    const char *reason; /* of unusable: a sentence, else NULL */
    double late_low90, late_high90, effect_low90, effect_high90;
    double early_periods; /* how many early and late are */
    const char *most;     /* the period with the largest change, and how large; NULL = not known */
    double most_change;
    double min_change;   /* NaN = not stated */
    double moving_p;     /* of a movement before the date */
    const char *shocked; /* the unaffected measures, for shared-shock */
    double surprise;     /* NaN, or how many sd off the last periods before were: to be warned of */
    bool guardrail_worse;
    bool few; /* one to three periods from the date on */
};

/* Adds the sentence, its full stop included. */
void impact_note(const struct impact_sentence *sentence, struct text *out);

#endif
