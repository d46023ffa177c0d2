/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each measure with a target stands, and what is projected: a row a measure, an entity. */
#ifndef LEVER_WORDS_TRACK_H
#define LEVER_WORDS_TRACK_H

#include "words/result.h"

struct track_row {
    const char *measure, *verdict;
    double now, baseline, target;
    const char *start, *due;
    double progress, pace, pace_needed, projected, low80, high80, low95, high95, p_hit;
    const char *hit_by, *assurance, *signal;
    double coverage80, n;
    const char *note, *entity;
};
extern const struct result_table result_track;

/* The words, by enum tracked_word, enum assurance and enum track_signal (track/goal.h). */
extern const struct vocabulary track_words;
extern const struct vocabulary assurance_words;
extern const struct vocabulary signal_words;

#endif
