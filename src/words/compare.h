/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is one better off than the other because of it? A row is a comparison on one outcome. */
#ifndef LEVER_WORDS_COMPARE_H
#define LEVER_WORDS_COMPARE_H

#include "words/result.h"

enum compare_verdict {
    COMPARE_UNUSABLE,
    COMPARE_NOT_COMPARABLE,
    COMPARE_HARMS,
    COMPARE_DIFFERS,
    COMPARE_NO_EFFECT,
    COMPARE_CANNOT_TELL,
    COMPARE_VERDICTS
};
extern const struct vocabulary compare_words;

/* How the answer was come by. */
enum compare_design {
    DESIGN_DIFFERENCE_SERIES,
    DESIGN_PERMUTATION,
    DESIGN_WILD_CLUSTER,
    DESIGN_CONFORMAL,
    DESIGN_TWO_SAMPLE,
    DESIGN_EXPERIMENT,
    DESIGN_SEQUENTIAL,
    DESIGN_SCHEDULE,
    COMPARE_DESIGNS
};
extern const struct vocabulary design_words;

struct compare_row {
    const char *group, *against, *outcome, *verdict, *direction, *evidence, *design;
    double effect, effect_low, effect_high, relative, relative_low, relative_high, p, p_adj;
    double naive_effect, naive_p, n, n_against, units, units_against, before, after;
    double pretrend_p, pretrend_mde, breakdown;
    const char *note;
};
extern const struct result_table result_compare;

#endif
