/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of rank: what the verdicts say, what the plan says of worth, cost and effort. */
#ifndef LEVER_FILTERS_RANK_ROWS_H
#define LEVER_FILTERS_RANK_ROWS_H

#include "plan/plan.h"
#include "words/rank.h"

/* One link. Texts are borrowed from the verdicts and the plan. */
struct ranked_link {
    struct rank_row row;
    const struct measure *output, *outcome; /* NULL: the plan does not know it */
    char *name;                             /* the output, of a panel's entity with it; owned */
    char *note;                             /* owned */
    double lag, low, high;                  /* of the effect */
    double more;                            /* periods until the least effect would show */
    double amount;                          /* of the output a period; NaN = unknown */
    double se;                              /* of the value */
    double likely;                          /* the value, for having been picked */
    enum quadrant quadrant;
    bool stops;       /* every link of the output is no-effect */
    const char *kind; /* what a period is: "week" */
};

struct ranked_links {
    struct ranked_link *items;
    size_t count;
    size_t ranked;
};

/* Fills rows and notes, once effect, verdict, measures and amounts are there. */
void rank_fill(struct ranked_links *links);

#endif
