/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with goals as they are written: findings, each by a rule (rule_list.h), at a place.
 *
 * Whatever is given is looked at: goals, a plan, links, verdicts of lever test or lever track. A goal
 * in words is judged by its words alone; what no sentence says (source, counter, guardrail) is asked of
 * a plan only. Nothing fails. The same input gives the same findings in the same order: by file, then
 * by line, then as the rules stand.
 */
#ifndef LEVER_LINT_LINT_H
#define LEVER_LINT_LINT_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/lexicon.h"
#include "lint/rule.h"
#include "plan/goals.h"
#include "plan/links.h"
#include "plan/plan.h"

/* A row of verdicts: of a link, or of a measure (output is then empty). Borrowed. */
struct lint_verdict {
    const char *output, *outcome, *verdict;
    double mde;   /* of a link; NaN */
    double p_hit; /* of a measure; NaN */
    double now, target, low80, high80;
    const char *file;
    unsigned long line;
};

/* Everything may be NULL but the lexicon; borrowed. */
struct lint_asked {
    const struct lexicon *lexicon;
    const struct goals *goals;
    const struct plan *plan;
    const struct links *links;
    const struct lint_verdict *verdicts;
    size_t verdict_count;
    bool dated; /* --due: all goals have a date */
};

struct finding_row {
    const char *file;   /* as the user named it; borrowed */
    unsigned long line; /* 0 = of the whole file */
    char *subject;
    enum rule rule;
    char *finding;
};

struct lint {
    struct finding_row *items;
    size_t count, capacity;
    size_t goals; /* that were read, measures with a target among them; */
    size_t sound; /* those of them with neither an error nor a warning */
};

/* The caller frees with lint_free. */
void lint_run(const struct lint_asked *asked, struct lint *lint);
void lint_free(struct lint *lint);

#endif
