/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Did the number stop meaning what it meant? A row a link, a part of a mix, or a counter. */
#ifndef LEVER_WORDS_DRIFT_H
#define LEVER_WORDS_DRIFT_H

#include "words/result.h"

enum drift_verdict {
    DRIFTS_UNUSABLE,
    DRIFTS_DECOUPLED,
    DRIFTS_DIFFERS,
    DRIFTS_MIX_SHIFT,
    DRIFTS_TRADED_OFF,
    DRIFTS_STOPPED,
    DRIFTS_HOLDS,
    DRIFTS_CANNOT_TELL,
    DRIFT_VERDICTS
};
extern const struct vocabulary drift_words;

struct drift_row {
    const char *kind, *subject, *against, *verdict;
    struct result_period date, date_low, date_high;
    double before, before_low, before_high, after, after_low, after_high;
    double effect, effect_low, effect_high, p, p_adj, n_before, n_after;
    const char *note;
};
extern const struct result_table result_drift;

#endif
