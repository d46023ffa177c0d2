/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the results of all links together to their verdicts: p corrected for how many
 * links there are, what each link is asked, the word.
 */
#ifndef LEVER_QUESTION_DECISION_H
#define LEVER_QUESTION_DECISION_H

#include "link/verdict.h"
#include "question/link_tests.h"

struct decision {
    struct verdict_terms *terms; /* one a test of the tests */
    enum verdict *verdicts;
    size_t links_tried; /* those that have a p */
};

/* results: one a test, in their order. */
void decide(const struct link_tests *tests, const struct link_result *const *results,
            struct decision *decision);
void decision_free(struct decision *decision);

#endif
