/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The placebo: how often does this very pipeline say that something moves, where it cannot?
 *
 * Every output is shuffled in blocks (link/placebo.h) and all links are tested and decided as
 * they were with the real ones - lags, season, context, method, correction for the number of
 * links, expected signs - but with fewer resamples.
 */
#ifndef LEVER_QUESTION_PLACEBO_H
#define LEVER_QUESTION_PLACEBO_H

#include "question/link_tests.h"

struct placebo_tally {
    size_t n;     /* runs in which the link could be tested */
    size_t found; /* of these, said to move, go against, harm, move together or reverse */
};

/*
 * times runs, after link_tests_ask. tallies: one a test. any: runs in which at least one link was
 * said to. resamples: how many a run had.
 */
int placebo_run(struct link_tests *tests, size_t times, struct placebo_tally *tallies, size_t *any,
                size_t *resamples, struct error *err);

#endif
