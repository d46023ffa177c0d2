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

void asked_roles(const struct asked *asked, struct command *command)
{
    command_option(command, "--time", "period");
    if (*asked->by)
        command_option(command, "--by", asked->by);
    command_word(command, "--plan");
    command_outside(command, asked->plan->file);
}

static void read_goals(const struct asked *asked, struct command *command)
{
    command_outside(command, asked->plan->file);
}

static bool always(const struct asked *asked)
{
    (void)asked;
    return true;
}

static void lint_arguments(const struct asked *asked, struct command *command)
{
    command_word(command, "--quiet");
    if (asked->links) {
        command_word(command, "--links");
        command_outside(command, asked->links->file);
    }
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

/* In the order in which they are run, and in which the workbook tells them. */
const struct analysis report_analyses[] = {
    { .filter = "track",
      .makes = { "track.csv", "the targets" },
      .also = { "--path", { "path.csv", "the paths to the targets" } },
      .when = has_targets,
      .arguments = asked_roles },
    { .filter = "lint",
      .makes = { "lint.csv", "the findings of lint" },
      .besides = true,
      .when = always,
      .arguments = lint_arguments,
      .reads = read_goals },
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
