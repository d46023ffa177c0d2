/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step rank of a report: where links are tested, and something has a cost or takes effort. */
#include <math.h>

#include "filters/report_analyses.h"

bool report_wants_rank(const struct asked *asked)
{
    const struct plan *plan = asked->plan;
    size_t i;

    for (i = 0; asked->verdicts && i < plan->count; i++)
        if (isfinite(plan->measures[i].unit_cost) || isfinite(plan->measures[i].effort))
            return true;
    return false;
}

void report_rank_arguments(const struct asked *asked, struct command *command)
{
    command_word(command, "--plan");
    asked_plan(asked, command);
}

void report_rank_reads(const struct asked *asked, struct command *command)
{
    command_inside(command, asked->verdicts);
    command_inside(command, asked->data);
}
