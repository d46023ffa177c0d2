/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From figures to one word. A pure function: no text is made here, and why a link is unusable
 * stays in link_result.reason.
 *
 * The first that applies wins, in the order of verdict_list.h, where the words are; lever-verdict(5)
 * says what each means to a reader.
 */
#ifndef LEVER_LINK_VERDICT_H
#define LEVER_LINK_VERDICT_H

#include <stdbool.h>

#include "link/link.h"

enum verdict {
#define VERDICT(id, ...) VERDICT_##id,
#include "link/verdict_list.h"
#undef VERDICT
    VERDICTS /* how many */
};

struct verdict_terms {
    double p_adj; /* result->p corrected for the number of links */
    bool bounded; /* what p_adj has to be under is `bound`, not .05 (ledger/look.h) */
    double bound;
    bool timed;          /* false: independent rows; significance at lag 0 is moves-together */
    int registered_sign; /* of the hypothesis in links.csv: -1, +1; 0 = none registered */
    int better;          /* of the outcome in the plan: +1 up, -1 down; 0 = not said */
    int output_better;   /* the same of the output; not said counts as up */
    bool guardrail;      /* an outcome that must not get worse */
    double min_effect;   /* > 0, outcome units per unit of x; NaN = not stated */
};

enum verdict verdict_of(const struct link_result *result, const struct verdict_terms *terms);

/*
 * The method decides but has no direction (distance correlation), and the slope's interval
 * contains 0: of such a link no sign is known. It is significant by the method alone; where a sign
 * is asked for, which a registered one, `better` and a guardrail do, verdict_of cannot tell.
 */
bool verdict_undirected(const struct link_result *result);

/*
 * The sign `moves` asks for: the registered one; else the product of what is better of the outcome
 * and of the output (less waiting is better, more satisfaction is: -1); else 0 (either), where
 * nothing is said of the outcome. That a guardrail gets worse is told by the outcome alone.
 */
int verdict_expected_sign(const struct verdict_terms *terms);

#endif
