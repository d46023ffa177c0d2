/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_analyses.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/option.h"

char *asked_option(const struct asked *asked, const char *name)
{
    const struct option **rows = filter_rows(asked->filter);
    const struct option *row = option_named(rows, name);
    char *value = row ? option_typed(row, asked->settings) : NULL;

    free(rows);
    return value;
}

void asked_plan(const struct asked *asked, struct command *command)
{
    if (asked->written)
        command_inside(command, asked->written);
    else
        command_outside(command, asked->plan->file);
}

void asked_roles(const struct asked *asked, struct command *command)
{
    command_option(command, "--time", "period");
    if (*asked->by)
        command_option(command, "--by", asked->by);
    command_word(command, "--plan");
    asked_plan(asked, command);
}

/* ---- impact ---- */

static bool has_option(const struct asked *asked, const char *name)
{
    char *value = asked_option(asked, name);

    free(value);
    return value != NULL;
}

static bool wants_impact(const struct asked *asked)
{
    return has_option(asked, "events");
}

/* Each entity by itself: one against others is another question. */
static void impact_arguments(const struct asked *asked, struct command *command)
{
    asked_roles(asked, command);
    if (*asked->by && !has_option(asked, "each"))
        command_word(command, "--each");
}

/* Targets are tracked over time: dates of the plan, or a period, say that there is one. */
static bool has_targets(const struct asked *asked)
{
    size_t i;

    for (i = 0; i < asked->plan->count; i++)
        if (asked->plan->measures[i].target.kind != TARGET_NONE)
            return true;
    return false;
}

/* ---- ledger ---- */

/* Test and track add looks; what is told of them comes out of the ledger. */
static bool wants_ledger(const struct asked *asked)
{
    char *file = asked_option(asked, "ledger");
    bool wanted = file != NULL && (asked->verdicts != NULL || has_targets(asked));

    free(file);
    return wanted;
}

static void ledger_reads(const struct asked *asked, struct command *command)
{
    char *file = asked_option(asked, "ledger");

    command_outside(command, file);
    free(file);
}

/* ---- compare: where it is said who was treated, or a calendar is given ---- */

static bool wants_compare(const struct asked *asked)
{
    return has_option(asked, "treated") || has_option(asked, "schedule");
}

/* Of a calendar, what was done is the one output that there is. */
static void compare_arguments(const struct asked *asked, struct command *command)
{
    char *since = asked_option(asked, "treated-since");

    asked_roles(asked, command);
    if (since)
        command_option(command, "--at", since);
    if (has_option(asked, "schedule") && asked->plan->role_count[ROLE_OUTPUT] == 1)
        command_option(command, "--outputs", asked->plan->names[ROLE_OUTPUT][0]);
    free(since);
}

/* ---- goals ---- */

static void read_goals(const struct asked *asked, struct command *command)
{
    asked_plan(asked, command);
}

/* What was found by then is held against what is wanted. */
static void lint_arguments(const struct asked *asked, struct command *command)
{
    command_word(command, "--quiet");
    if (asked->links) {
        command_word(command, "--links");
        command_outside(command, asked->links->file);
    }
    if (asked->verdicts) {
        command_word(command, "--verdicts");
        command_inside(command, asked->verdicts);
    }
    if (has_targets(asked))
        command_option_if_made(command, "--verdicts", "track.csv");
}

/* A plan that only stands for a table was written by nobody. */
static bool wants_lint(const struct asked *asked)
{
    return !asked->written || asked->links;
}

/* In the order in which they are run, and in which the workbook tells them. */
const struct analysis report_analyses[] = {
    { .filter = "impact",
      .makes = { "impact.csv", "the table of impact" },
      .also = { "--working", { "path.csv", "the paths of changes" } },
      .when = wants_impact,
      .arguments = impact_arguments },
    { .filter = "compare",
      .makes = { "compare.csv", "the table of compare" },
      .when = wants_compare,
      .arguments = compare_arguments },
    { .filter = "drift",
      .makes = { "drift.csv", "the table of drift" },
      .also = { "--parts", { "parts.csv", "the parts of a mix" } },
      .when = report_wants_drift,
      .arguments = report_drift_arguments },
    { .filter = "chain",
      .makes = { "chain.csv", "the table of chain" },
      .also = { "--split", { "split.csv", "the split of chains" } },
      .when = report_wants_chain,
      .arguments = asked_roles },
    { .filter = "track",
      .makes = { "track.csv", "track.csv" },
      .also = { "--outlook", { "outlook.csv", "the ways to the targets" } },
      .when = has_targets,
      .arguments = asked_roles },
    { .filter = "lint",
      .makes = { "lint.csv", "the findings of lint" },
      .besides = true,
      .when = wants_lint,
      .arguments = lint_arguments,
      .reads = read_goals },
    { .filter = "rank",
      .makes = { "rank.csv", "the table of rank" },
      .when = report_wants_rank,
      .arguments = report_rank_arguments,
      .reads = report_rank_reads },
    { .filter = "ledger",
      .makes = { "ledger.csv", "what the ledger tells" },
      .when = wants_ledger,
      .reads = ledger_reads },
    { .filter = NULL },
};

bool report_asks(const struct asked *asked)
{
    const struct analysis *analysis;

    for (analysis = report_analyses; analysis->filter; analysis++)
        if (!analysis->besides && analysis->when(asked))
            return true;
    return false;
}
