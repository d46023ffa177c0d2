/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lint/lint_private.h"
#include "plan/when.h"

static void add(const struct lint_asked *asked, struct lint *lint, const struct hypothesis *link,
                enum rule rule, const char *finding)
{
    char *subject = xasprintf("%s -> %s", link->output, link->outcome);

    lint_add(lint, asked->links->file, link->line, subject, rule, "%s", finding);
    free(subject);
}

/* Written down when the data were there: after the last of them, or after the goal was due. */
static bool late(const struct lint_asked *asked, const struct hypothesis *link)
{
    const struct measure *outcome = asked->plan ? plan_measure(asked->plan, link->outcome) : NULL;
    long registered, ignored, first, until;

    if (!when_days(link->registered, &registered, &ignored))
        return false;
    if (when_days(link->until, &first, &until) && registered > until)
        return true;
    return outcome && when_due(outcome, &first, &until) && registered > until;
}

static void judge_roles(const struct lint_asked *asked, struct lint *lint,
                        const struct hypothesis *link)
{
    const struct measure *output = asked->plan ? plan_measure(asked->plan, link->output) : NULL;
    const struct measure *outcome = asked->plan ? plan_measure(asked->plan, link->outcome) : NULL;

    if (output && output->role == ROLE_GUARDRAIL)
        add(asked, lint, link, RULE_ROLE_CONTRADICTED, "its output is a guardrail in the plan");
    if (outcome && outcome->role == ROLE_OUTPUT)
        add(asked, lint, link, RULE_ROLE_CONTRADICTED, "its outcome is an output in the plan");
}

static void judge_link(const struct lint_asked *asked, struct lint *lint,
                       const struct hypothesis *link)
{
    judge_roles(asked, lint, link);
    if (link->sign == 0)
        add(asked, lint, link, RULE_NO_SIGN, "nothing says in which direction it should move");
    if (!link->ranged)
        add(asked, lint, link, RULE_NO_LAGS, "nothing says how long it takes");
    if (isnan(link->min_effect))
        add(asked, lint, link, RULE_NO_MIN_EFFECT,
            "nothing says how small an effect still matters");
    if (late(asked, link))
        add(asked, lint, link, RULE_REGISTERED_LATE,
            "it was written down when its data were there already");
}

/* Measures of the plan that no link has. */
static void judge_alone(const struct lint_asked *asked, struct lint *lint)
{
    const struct plan *plan = asked->plan;
    const struct links *links = asked->links;
    size_t i, j;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];
        bool as_output = false, as_outcome = false;

        for (j = 0; j < links->count; j++) {
            as_output = as_output || strcmp(links->items[j].output, measure->name) == 0;
            as_outcome = as_outcome || strcmp(links->items[j].outcome, measure->name) == 0;
        }
        if (measure->role == ROLE_OUTPUT && !as_output)
            lint_add(lint, plan->file, measure->line, measure->name, RULE_OUTPUT_ALONE,
                     "no link says what it should move");
        if (measure->role == ROLE_OUTCOME && !as_outcome)
            lint_add(lint, plan->file, measure->line, measure->name, RULE_OUTCOME_ALONE,
                     "no link says what should move it");
    }
}

void lint_links(const struct lint_asked *asked, struct lint *lint)
{
    size_t i;

    for (i = 0; i < asked->links->count; i++)
        judge_link(asked, lint, &asked->links->items[i]);
    if (asked->plan)
        judge_alone(asked, lint);
}

/* ---- what has been found by now ---- */

static void judge_moved(const struct lint_asked *asked, struct lint *lint,
                        const struct lint_verdict *row)
{
    const struct hypothesis *link = asked->links
                                        ? links_find(asked->links, row->output, row->outcome)
                                        : NULL;
    bool reverse = strcmp(row->verdict, "reverse") == 0;
    char *subject = xasprintf("%s -> %s", row->output, row->outcome);

    if (strcmp(row->verdict, "no-effect") == 0 || strcmp(row->verdict, "decoupled") == 0 || reverse)
        lint_add(lint, row->file, row->line, subject, RULE_NOT_MOVED,
                 reverse ? "the outcome moves it, not the other way round (%s)"
                         : "it does not move the outcome (%s)",
                 row->verdict);
    if (link && link->min_effect > 0 && row->mde > link->min_effect)
        lint_add(lint, asked->links->file, link->line, subject, RULE_INSIDE_NOISE,
                 "the smallest effect that matters is %g, and these data would show one of %.3g",
                 link->min_effect, row->mde);
    free(subject);
}

static void judge_tracked(struct lint *lint, const struct lint_verdict *row)
{
    double wide = (row->high80 - row->low80) / 2;
    double wanted = fabs(row->target - row->now);

    if (row->p_hit < .02)
        lint_add(lint, row->file, row->line, row->outcome, RULE_OUT_OF_REACH,
                 "the chance to hit %g is under 0.02", row->target);
    else if (wide > 0 && wanted < wide / 4 && strcmp(row->verdict, "at-risk") == 0)
        lint_add(lint, row->file, row->line, row->outcome, RULE_INSIDE_NOISE,
                 "it wants a change of %.3g, and chance alone makes %.3g", wanted, wide);
}

void lint_verdicts(const struct lint_asked *asked, struct lint *lint)
{
    size_t i;

    for (i = 0; i < asked->verdict_count; i++) {
        if (*asked->verdicts[i].output)
            judge_moved(asked, lint, &asked->verdicts[i]);
        else
            judge_tracked(lint, &asked->verdicts[i]);
    }
}
