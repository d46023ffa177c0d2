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

/* In the order in which they are run, and in which the workbook tells them. */
const struct analysis report_analyses[] = {
    { .filter = "drift",
      .makes = { "drift.csv", "the table of drift" },
      .when = report_wants_drift,
      .arguments = report_drift_arguments },
    { .filter = "chain",
      .makes = { "chain.csv", "the table of chain" },
      .when = report_wants_chain,
      .arguments = asked_roles },
    { .filter = "rank",
      .makes = { "rank.csv", "the table of rank" },
      .when = report_wants_rank,
      .arguments = report_rank_arguments,
      .reads = report_rank_reads },
    { .filter = NULL },
};

bool report_asks(const struct asked *asked)
{
    const struct analysis *analysis;

    for (analysis = report_analyses; analysis->filter; analysis++)
        if (analysis->when(asked))
            return true;
    return false;
}
