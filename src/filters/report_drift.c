/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step drift of a report: where something has been a target, or has a counter. */
#include "filters/report_analyses.h"
#include "filters/report_laying.h"

bool report_wants_drift(const struct asked *asked)
{
    const struct plan *plan = asked->plan;
    size_t i;

    for (i = 0; i < plan->count; i++)
        if (*plan->measures[i].target_since || *plan->measures[i].counter)
            return true;
    return false;
}

void report_drift_arguments(const struct asked *asked, struct command *command)
{
    const struct measure *mix = laying_mix_of(asked->plan);
    struct text list = TEXT_EMPTY;

    asked_roles(asked, command);
    if (*asked->by)
        command_word(command, "--each");
    if (!mix)
        return;
    laying_item(&list, mix->mix);
    text_addf(&list, ",%s,", LAYING_MIX_COUNT);
    laying_item(&list, mix->name);
    command_option(command, "--mix", list.bytes);
    command_word(command, "--mix-of");
    command_inside(command, LAYING_MIX);
    text_free(&list);
}
