/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The impact table: whether an outcome changed at an event's date, in which shape, and if it lasts. */
#ifndef LEVER_WORDS_IMPACT_H
#define LEVER_WORDS_IMPACT_H

#include "words/result.h"

enum impact_verdict {
#define IMPACT(id, ...) IMPACT_##id,
#include "words/impact_list.h"
#undef IMPACT
    IMPACT_VERDICTS
};
extern const struct vocabulary impact_words;

struct impact_row {
    const char *event, *outcome, *verdict, *direction, *evidence, *shape, *date, *end;
    double effect, effect_low, effect_high, early, late, late_low, late_high;
    double half_life, half_life_low, half_life_high, total, total_low, total_high, p, p_adj;
    double naive_effect, naive_p, n_before, n_after;
    const char *adjusted_for;
    double mde, more_periods, dates_rank, dates_n;
    const char *note, *entity;
};
extern const struct result_table result_impact;

#endif
