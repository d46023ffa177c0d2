/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows that `lever test` writes: what stands in each column of the verdicts table and the
 * working table (words/verdicts.h, words/working.h). A figure that could not be had is an empty
 * cell.
 */
#ifndef LEVER_QUESTION_VERDICT_ROW_H
#define LEVER_QUESTION_VERDICT_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "link/link.h"
#include "link/verdict.h"
#include "question/context_gaps.h"
#include "question/joint.h"
#include "question/link_tests.h"
#include "question/placebo.h"
#include "table/writer.h"
#include "words/drift_note.h"
#include "words/sentence.h"

/* What a row is made of. */
struct verdict_basis {
    const struct question *question;
    const struct question_link *link;
    const struct link_result *result;
    const struct verdict_terms *terms;
    enum verdict verdict;
    size_t links_tried;
    const char *entity;                  /* "" = none */
    bool whole;                          /* the output comes in whole numbers only */
    double spread;                       /* standard deviation of the output; NaN = unknown */
    const char *method;                  /* NULL = pearson, and no column that says so */
    const struct placebo_tally *placebo; /* NULL = none, and no columns */
    const struct joint_part *joint;      /* likewise */
    const struct drift_said *drift;      /* of a link that came apart; NULL = none */
    struct context_gaps gaps;
    const struct sentence_look *look; /* NULL = no ledger */
};

void verdict_row_header(struct writer *writer, const char *method, bool placebo, bool joint);
void verdict_row_write(struct writer *writer, const struct verdict_basis *row);

/* result->working, one row a period; nothing for a link that is unusable. */
void verdict_row_working_header(struct writer *writer);
void verdict_row_working(struct writer *writer, const struct link_tests *tests,
                         const struct link_test *test);

#endif
