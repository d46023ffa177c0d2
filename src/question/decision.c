/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/decision.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/adjust.h"

void decide(const struct link_tests *tests, const struct link_result *const *results,
            struct decision *decision)
{
    double *p = xarray(tests->count, sizeof *p);
    size_t i;

    *decision = (struct decision){ 0 };
    decision->terms = xcalloc(tests->count, sizeof *decision->terms);
    decision->verdicts = xcalloc(tests->count, sizeof *decision->verdicts);
    for (i = 0; i < tests->count; i++) {
        p[i] = results[i]->p;
        if (!isnan(p[i]))
            decision->links_tried++;
    }
    adjust_shares((enum adjust_method)tests->common->adjust, p, tests->count,
                  (double)tests->resamples + 1, p);
    for (i = 0; i < tests->count; i++) {
        const struct question_link *link = tests->items[i].link;

        decision->terms[i] = (struct verdict_terms){
            .p_adj = p[i],
            .timed = tests->question.frame.axis.timed,
            .registered_sign = link->sign,
            .better = link->better,
            .output_better = link->output_better,
            .guardrail = link->guardrail,
            .min_effect = link->min_effect,
        };
        decision->verdicts[i] = verdict_of(results[i], &decision->terms[i]);
    }
    free(p);
}

void decision_free(struct decision *decision)
{
    free(decision->terms);
    free(decision->verdicts);
}
