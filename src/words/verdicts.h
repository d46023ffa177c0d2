/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdicts table, a row a link, as lever-verdict(5) has it; its words; and the notes that it
 * shares with the other tables about links.
 */
#ifndef LEVER_WORDS_VERDICTS_H
#define LEVER_WORDS_VERDICTS_H

#include "link/verdict.h"
#include "words/result.h"

/* A figure that could not be had is NaN, a text NULL or "". The texts are borrowed. */
struct verdicts_row {
    const char *output, *outcome, *verdict, *evidence;
    double lag, effect, effect_low, effect_high, r, r_low, r_high, p, p_adj;
    double naive_effect, naive_r, naive_p;
    double n, n_eff, lags_tried, links_tried;
    const char *adjusted_for;
    double mde, more_periods;
    const char *note, *entity;
    const char *spread;      /* "0..8": the lags over which an effect is spread; "" = one has it */
    double timed;            /* 1: rows are in the order of a time; 0: they have no order */
    const char *period_kind; /* "week"; "" without a time */
    const char *rests_on;    /* "2026-W12; 2026-W13": periods or entities; "" = it rests on none */
    const char *method;
    double placebo_rate, placebo_n;
    double joint_effect, joint_low, joint_high, joint_p, joint_n, vif;
};
extern const struct result_table result_verdicts;

/* The words, by enum verdict. */
extern const struct vocabulary verdict_words;

enum link_note {
    NOTE_P,
    NOTE_R,
    NOTE_NAIVE,
    NOTE_EVIDENCE,
    NOTE_MDE,
    NOTE_MORE,
    NOTE_PLACEBO,
    NOTE_JOINT
};
extern const struct result_note link_notes[];

#endif
