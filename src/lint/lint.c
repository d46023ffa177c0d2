/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lint/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lint/lint_private.h"
#include "lint/sentence.h"

void lint_add(struct lint *lint, const char *file, unsigned long line, const char *subject,
              enum rule rule, const char *format, ...)
{
    struct finding_row row = { file, line, xstrdup(subject), rule, NULL };
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    row.finding = xarray((size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(row.finding, (size_t)length + 1, format, arguments);
    va_end(arguments);
    lint->items = xgrow(lint->items, lint->count, &lint->capacity, sizeof row);
    lint->items[lint->count++] = row;
}

size_t lint_begin(const struct lint *lint)
{
    return lint->count;
}

void lint_end(struct lint *lint, size_t begun)
{
    bool sound = true;

    for (; begun < lint->count; begun++)
        sound = sound && rules[lint->items[begun].rule].severity == SEVERITY_HINT;
    lint->goals++;
    lint->sound += sound;
}

/* What a sentence is flagged for. */
struct flags {
    const struct goal *goal;
    const char *file;
    struct lint *lint;
};

static void flag(const struct flags *flags, enum rule rule, const char *finding)
{
    lint_add(flags->lint, flags->file, flags->goal->line, flags->goal->text, rule, "%s", finding);
}

static void flag_word(const struct flags *flags, enum rule rule, const char *word,
                      const char *finding)
{
    lint_add(flags->lint, flags->file, flags->goal->line, flags->goal->text, rule, "\"%s\" %s",
             word, finding);
}

/* A mission: a question and a date instead of a number. */
static void judge_mission(const struct flags *flags, const struct sentence_read *read, bool dated)
{
    if (!read->question)
        flag(flags, RULE_DISCOVERY_OPEN, "it is to be found out, and no question says what");
    else if (!dated)
        flag(flags, RULE_DISCOVERY_OPEN, "a question without a date by which it is answered");
}

/* The measure of the plan that the goal is about has what the sentence leaves out. */
static const struct measure *measure_of(const struct lint_asked *asked, const struct goal *goal)
{
    return asked->plan && *goal->measure ? plan_measure(asked->plan, goal->measure) : NULL;
}

static void judge_words(const struct flags *flags, const struct sentence_read *read,
                        const struct measure *measure, bool dated)
{
    bool number = read->number || (measure && measure->target.kind != TARGET_NONE);
    bool baseline = read->baseline || (measure && measure->baseline == measure->baseline);

    if (read->output)
        flag_word(flags, RULE_OUTPUT_AS_OUTCOME, read->word,
                  "is something that is done: it can be finished and nobody be better off");
    else if (read->vague && !number)
        flag_word(flags, RULE_TOO_VAGUE, read->word,
                  "can mean anything: no number and no measure says when it has happened");
    else if (!number)
        flag(flags, RULE_NO_NUMBER, "no number says how much");
    if (read->output || !number)
        return;
    if (!baseline)
        flag(flags, RULE_NO_BASELINE, "nothing says where it stands now");
    if (!dated)
        flag(flags, RULE_NO_DATE, "nothing says by when");
    if (read->wrong_way)
        flag(flags, RULE_WRONG_DIRECTION, "its numbers go the other way than its words");
    if (read->two)
        flag(flags, RULE_TWO_MEASURES, "two measures are in one goal");
    if (read->trap)
        flag_word(flags, RULE_PERCENTAGE_TRAP, read->word,
                  "is a share: per cent of it, or percentage points?");
}

static void judge_goal(const struct lint_asked *asked, const struct goal *goal, struct lint *lint)
{
    const struct flags flags = { goal, asked->goals->file, lint };
    const struct measure *measure = measure_of(asked, goal);
    struct sentence_read read;
    size_t begun = lint_begin(lint);
    bool dated;

    sentence_read(asked->lexicon, goal->text, &read);
    dated = read.date || asked->dated || *goal->due || (measure && *measure->due);
    if (goal->kind == GOAL_OBJECTIVE || (goal->kind == GOAL_UNSAID && read.objective)) {
        /* What it means is said by its key results. */
        if (read.output)
            flag_word(&flags, RULE_OUTPUT_AS_OUTCOME, read.word,
                      "is something that is done: say what it is for");
    } else if (goal->kind == GOAL_DISCOVERY || (goal->kind == GOAL_UNSAID && read.discovery)) {
        judge_mission(&flags, &read, dated);
    } else {
        judge_words(&flags, &read, measure, dated);
    }
    if (asked->goals->form && asked->plan && *goal->measure == '\0' &&
        goal->kind != GOAL_OBJECTIVE && goal->kind != GOAL_DISCOVERY)
        flag(&flags, RULE_NO_MEASURE, "no measure of the plan stands for it");
    lint_whys(asked, lint, goal);
    lint_end(lint, begun);
}

void lint_run(const struct lint_asked *asked, struct lint *lint)
{
    size_t i;

    memset(lint, 0, sizeof *lint);
    if (asked->plan)
        lint_plan(asked, lint);
    if (asked->goals)
        for (i = 0; i < asked->goals->count; i++)
            judge_goal(asked, &asked->goals->items[i], lint);
    if (asked->links)
        lint_links(asked, lint);
    if (asked->verdicts)
        lint_verdicts(asked, lint);
}

void lint_free(struct lint *lint)
{
    size_t i;

    for (i = 0; i < lint->count; i++) {
        free(lint->items[i].subject);
        free(lint->items[i].finding);
    }
    free(lint->items);
    memset(lint, 0, sizeof *lint);
}
