/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A ledger by subject: what changed at the last look, and whether past answers held.
 */
#ifndef LEVER_LEDGER_HISTORY_H
#define LEVER_LEDGER_HISTORY_H

#include <stddef.h>

#include "ledger/ledger.h"
#include "ledger/look_name.h"
#include "words/ledger.h"
#include "words/vocabulary.h"

/* A subject by its present name, whatever it was called before. */
struct subject {
    const char *link;              /* the ledger's */
    struct look_name name;         /* owned */
    const struct looks_row **rows; /* its looks, the first first; owned */
    size_t count;                  /* at least 1 */
    size_t looks;                  /* of them, those that could be tested */
    bool now;                      /* the last run about its kind looked at it */
};

/* All of them, in the order in which the ledger has them first; the caller frees with
 * subjects_free. */
struct subject *subjects_of(const struct ledger *ledger, size_t *count);
void subjects_free(struct subject *subjects, size_t count);

/* words: the verdicts of its kind, which say what finds more. Of a target, to be reached or on track is
 * to be found, to be missed or off track is the other direction. */
enum change subject_change(const struct subject *subject, const struct vocabulary *words);

/* How many answers of all subjects can be judged by what came since, how many held, and which
 * share was to be expected to (score.h). */
struct tally {
    size_t n, held;
    double expected;
};
/* Links said to be there (counted once, where they were new) that kept their sign. */
struct tally history_signs(const struct subject *subjects, size_t count);
/* Intervals of the effect that hold what came since. */
struct tally history_intervals(const struct subject *subjects, size_t count);

/*
 * Of targets, judged by the last look that has what came when it was due, as long as the target was
 * the same: how many 80 % bands held it; and of chances to hit the Brier score, the mean of
 * (chance - what came)^2, beside what it would be if every chance was right, the mean of
 * chance (1 - chance) (Brier 1950, Mon. Weather Rev. 78:1).
 */
struct tally history_projections(const struct subject *subjects, size_t count);
struct brier {
    size_t n, hit;
    double score, expected; /* NaN where n is 0 */
};
struct brier history_chances(const struct subject *subjects, size_t count);

#endif
