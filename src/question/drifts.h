/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether links have come apart (link/drift.h): the same answer for `drift` and for `test`, which
 * is `quick`: it draws only where a small p would make it `decoupled`, and only until p, corrected for
 * all links, can no more be under .05.
 *
 * The row is --at of drift; else the plan's target_since of the output, or of the outcome; else it is
 * searched. The lags are those of the link. p is corrected over all links, as p of test is. Not asked
 * of a panel, of rows without a time, of a link by formula, and with another --method.
 */
#ifndef LEVER_QUESTION_DRIFTS_H
#define LEVER_QUESTION_DRIFTS_H

#include "link/drift.h"
#include "question/link_tests.h"
#include "words/drift_note.h"

struct drifts {
    bool asked;                   /* false: there is nothing here */
    struct drift_result *results; /* one a test */
    enum drift_state *states;     /* with p_adj */
    double *p_adj;                /* NaN where unusable */
    bool *dated;                  /* the row was known */
};

/* at: the text of --at, or NULL. */
int drifts_run(struct link_tests *tests, const char *at, bool quick, struct drifts *drifts,
               struct error *err);

/* The dates of a link's change as text; "" behind the axis's end. */
struct drift_dates {
    char date[PERIOD_SIZE], low[PERIOD_SIZE], high[PERIOD_SIZE];
};
/* What the note of test i is made of; it borrows dates, which are filled in. */
struct drift_said drifts_said(struct link_tests *tests, const struct drifts *drifts, size_t i,
                              struct drift_dates *dates);

void drifts_free(struct drifts *drifts);

#endif
