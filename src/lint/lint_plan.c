/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/unit.h"
#include "lint/lint_private.h"
#include "lint/sentence.h"

static bool is_outcome(const struct measure *measure)
{
    return measure->role == ROLE_OUTCOME || measure->role == ROLE_GUARDRAIL;
}

static bool has_target(const struct measure *measure)
{
    return measure->target.kind != TARGET_NONE;
}

/* Somebody was given a date or a baseline for it: it was meant as a goal. */
static bool is_goal(const struct measure *measure)
{
    return has_target(measure) || *measure->due || *measure->start || measure->discovery;
}

static void add(const struct lint_asked *asked, struct lint *lint, const struct measure *measure,
                enum rule rule, const char *finding)
{
    lint_add(lint, asked->plan->file, measure->line, measure->name, rule, "%s", finding);
}

static void judge_direction(const struct lint_asked *asked, struct lint *lint,
                            const struct measure *measure)
{
    const struct target *target = &measure->target;
    double level = target_level(target, measure->baseline);

    if (target->bound && measure->better && target->bound != measure->better)
        add(asked, lint, measure, RULE_WRONG_DIRECTION,
            target->bound > 0 ? "it is to be at least that much, and less is better"
                              : "it is to be at most that much, and more is better");
    else if (target->bound)
        return;
    else if (level == measure->baseline)
        add(asked, lint, measure, RULE_WRONG_DIRECTION,
            "the target is the baseline: there is nothing to reach");
    else if (measure->better && (level - measure->baseline) * measure->better < 0)
        add(asked, lint, measure, RULE_WRONG_DIRECTION,
            "the target lies behind the baseline: reaching it would be worse");
}

static void judge_target(const struct lint_asked *asked, struct lint *lint,
                         const struct measure *measure)
{
    const struct target *target = &measure->target;
    bool held = target->bound || measure->role == ROLE_GUARDRAIL || target->kind == TARGET_TOTAL;

    if (isnan(measure->baseline) && !held)
        add(asked, lint, measure, RULE_NO_BASELINE,
            target->kind == TARGET_CHANGE || target->kind == TARGET_FACTOR
                ? "the target is a change, and nothing says from what"
                : "nothing says where it stands now");
    if (*measure->due == '\0' && !asked->dated && measure->role != ROLE_GUARDRAIL)
        add(asked, lint, measure, RULE_NO_DATE, "nothing says by when");
    judge_direction(asked, lint, measure);
    if (target->kind == TARGET_FACTOR && unit_is_percent(measure->unit) && isnan(measure->baseline))
        add(asked, lint, measure, RULE_PERCENTAGE_TRAP,
            "times a share that is not stated: it may pass 100 %");
    if (target->kind == TARGET_VALUE && unit_is_percent(measure->unit) && target->value > 100)
        add(asked, lint, measure, RULE_PERCENTAGE_TRAP, "a share of more than 100 %");
}

/* What hardly anybody writes down, and what would be good to know. */
static void judge_rest(const struct lint_asked *asked, struct lint *lint,
                       const struct measure *measure)
{
    if (is_outcome(measure) && measure->better == 0 && measure->target.bound == 0)
        add(asked, lint, measure, RULE_NO_DIRECTION, "nothing says whether more or less is better");
    if (*measure->source == '\0' && *measure->formula == '\0' && has_target(measure))
        add(asked, lint, measure, RULE_NO_SOURCE, "nothing says where its figures come from");
    if (has_target(measure) && *measure->counter == '\0' && measure->role != ROLE_GUARDRAIL &&
        (!isnan(measure->threshold) || (measure->agg && measure->agg->zero)))
        add(asked, lint, measure, RULE_NO_COUNTER,
            !isnan(measure->threshold)
                ? "what only has to pass a threshold can be made to pass it"
                : "a count can be raised by counting more, and nothing would show it");
}

static void judge_measure(const struct lint_asked *asked, struct lint *lint,
                          const struct measure *measure)
{
    size_t begun = lint_begin(lint);

    if (is_outcome(measure) && sentence_names_output(asked->lexicon, measure->name))
        add(asked, lint, measure, RULE_OUTPUT_AS_OUTCOME,
            "its name is that of something done, and its role is that of what should change");
    if (measure->discovery) {
        if (*measure->question == '\0')
            add(asked, lint, measure, RULE_DISCOVERY_OPEN,
                "it is to be found out, and no question says what");
        else if (*measure->due == '\0' && !asked->dated)
            add(asked, lint, measure, RULE_DISCOVERY_OPEN,
                "a question without a date by which it is answered");
    } else if (has_target(measure)) {
        judge_target(asked, lint, measure);
    } else if (is_goal(measure) && measure->role != ROLE_CONTEXT) {
        add(asked, lint, measure, RULE_NO_NUMBER, "it has a date and no target");
    }
    judge_rest(asked, lint, measure);
    if (is_goal(measure))
        lint_end(lint, begun);
}

/* The column that `where` compares first: "team" of team="north". */
static char *where_column(const char *where)
{
    size_t length = strcspn(where, "=<>! ");

    return length > 0 && where[length] ? xstrndup(where, length) : NULL;
}

/* Two measures of one column that differ only in which rows count. */
static void judge_segments(const struct lint_asked *asked, struct lint *lint)
{
    const struct plan *plan = asked->plan;
    size_t i, j;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];
        char *column = where_column(measure->where);

        for (j = 0; column && j < i; j++) {
            const struct measure *other = &plan->measures[j];
            char *same = where_column(other->where);
            bool alike = same && strcmp(same, column) == 0 && *measure->source &&
                         strcmp(measure->source, other->source) == 0 &&
                         strcmp(measure->column, other->column) == 0 &&
                         !strstr(measure->by, column);

            free(same);
            if (alike) {
                lint_add(lint, plan->file, measure->line, measure->name, RULE_SEGMENT,
                         "it is \"%s\" of another %s, and %s is not in by", other->name, column,
                         column);
                break;
            }
        }
        free(column);
    }
}

static void judge_whole(const struct lint_asked *asked, struct lint *lint)
{
    const struct plan *plan = asked->plan;
    size_t i, targets = 0, counters = 0;

    for (i = 0; i < plan->count; i++) {
        targets += has_target(&plan->measures[i]);
        counters += *plan->measures[i].counter != '\0';
    }
    if (targets > 0 && counters == 0 && plan->role_count[ROLE_GUARDRAIL] == 0)
        lint_add(lint, plan->file, 0, "", RULE_NO_GUARDRAIL,
                 "nothing would show what gets worse while these targets are met");
    if (plan->role_count[ROLE_OUTPUT] > 0 &&
        plan->role_count[ROLE_OUTCOME] + plan->role_count[ROLE_GUARDRAIL] == 0)
        lint_add(lint, plan->file, 0, "", RULE_OUTPUTS_ONLY, "there are outputs and no outcome");
    if (plan->role_count[ROLE_OUTPUT] == 0 && plan->role_count[ROLE_OUTCOME] > 0)
        lint_add(lint, plan->file, 0, "", RULE_OUTCOMES_ONLY,
                 "there are outcomes and nothing that is done for them");
}

void lint_plan(const struct lint_asked *asked, struct lint *lint)
{
    size_t i;

    judge_whole(asked, lint);
    for (i = 0; i < asked->plan->count; i++)
        judge_measure(asked, lint, &asked->plan->measures[i]);
    judge_segments(asked, lint);
}
