/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What drift found, in words, as sentence.h has it of links: pure text from figures and names.
 *
 *   10 more calls went with 310 EUR more revenue 3 weeks later until about 2025-W20 (2025-W10 to
 *   2025-W31), and with 12 EUR less since (90 EUR less to 60 EUR more): the link held and came apart.
 *
 * Where no break was found the note says what would have been seen: how little power there is stands in
 * every note. Texts are borrowed for the call.
 */
#ifndef LEVER_WORDS_DRIFT_NOTE_H
#define LEVER_WORDS_DRIFT_NOTE_H

#include "base/text.h"
#include "link/drift.h"
#include "link/trade.h"
#include "period/period.h"
#include "stats/mix.h"
#include "words/drift.h"

struct drift_said {
    enum drift_state state;
    const struct drift_result *result;
    const char *output, *outcome;           /* names, as in the table */
    const char *output_unit, *outcome_unit; /* "" or NULL = none */
    double spread;                          /* standard deviation of the output; NaN = unknown */
    enum period_kind period;
    const char *date, *low,
        *high;  /* the period of the change, the first and last that could be it */
    bool dated; /* the date was known */
};
void drift_note_link(const struct drift_said *said, struct text *out);

struct drift_counter_said {
    enum drift_verdict verdict;
    const struct trade_result *result;
    const int *better; /* of the measure, of its counter */
    const char *measure, *counter, *measure_unit, *counter_unit;
    const char *date, *last; /* the change; the last period that has the counter */
    const char *lack;        /* of an unusable one: why; NULL = too few values */
    enum period_kind period;
};
void drift_note_counter(const struct drift_counter_said *said, struct text *out);

struct drift_mix_said {
    const struct mix_result *result;
    const char *rate, *unit; /* the rate's name and unit */
    const char *date;
    enum period_kind period;
    size_t n_before, n_after;
};
/* Of the rows mix and rate, and of part i, called `name`. */
void drift_note_mix(const struct drift_mix_said *said, struct text *out);
void drift_note_rate(const struct drift_mix_said *said, struct text *out);
void drift_note_part(const struct drift_mix_said *said, size_t i, const char *name,
                     struct text *out);

#endif
