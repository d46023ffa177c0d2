/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A target in one sentence: where it stands, what is projected, what stands in the way.
 *
 *   Weekly users: 4,120 now, 5,000 wanted by 2026-W26. It is on track: the chance is 0.87,
 *   projected are 5,180 (80%: 4,890 to 5,460).
 */
#ifndef LEVER_WORDS_GOAL_SENTENCE_H
#define LEVER_WORDS_GOAL_SENTENCE_H

#include "base/text.h"
#include "track/goal.h"

/* Everything is borrowed for the call. */
struct goal_sentence {
    const struct tracked *tracked;
    const struct track_goal *goal;
    const char *measure, *unit; /* as the plan has them */
    const char *due, *hit_by;   /* periods; "" = none */
    const char *period;         /* what one is called: "week" */
    double before;              /* of a measure without a baseline: its mean before start; NaN */
};

void goal_sentence(const struct goal_sentence *sentence, struct text *out);

#endif
