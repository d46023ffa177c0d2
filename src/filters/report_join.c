/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_laying.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/measure_formula.h"

/* The measures of a join's new tables whose sources list all there was. */
static void add_listed(const struct laying *laying, struct command *command, const char *option,
                       const char *fill, bool all, bool repeated)
{
    struct text list = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < laying->plan->count; i++) {
        const struct measure *measure = &laying->plan->measures[i];

        if (*measure->source == '\0' || strcmp(measure->fill, fill) != 0 ||
            (!all && laying_repeats(laying, measure) != repeated))
            continue;
        if (list.length)
            text_addc(&list, ',');
        laying_item(&list, measure->name);
    }
    if (list.length)
        command_option(command, option, list.bytes);
    text_free(&list);
}

/* Joins tables into `base`, unless it is one of them alone; returns the file that holds them. */
static const char *add_join(struct laying *laying, const char *base, const struct tables *tables,
                            bool spread)
{
    struct command *command;
    const char *joined;
    size_t i;

    if (!base && tables->count == 1)
        return tables->items[0];
    command = pipeline_add(laying->pipeline, "join", true);
    command_option(command, "--time", "period");
    laying_say(command, "--by", laying->sources->by);
    if (*laying->sources->by && !laying->asker->keeps_alike)
        command_word(command, "--refuse-alike");
    if (spread && !laying->asker->spreads)
        command_word(command, "--spread");
    laying_week(laying, command);
    add_listed(laying, command, "--zero", "0", !base && spread, base != NULL);
    add_listed(laying, command, "--throughout", "0 throughout", !base && spread, base != NULL);
    command_word(command, "--out");
    joined = laying_name(laying, "data", "", "the joined sources");
    command_inside(command, joined);
    command_pass(command, laying->asker->filter, laying->asker->settings);
    if (base)
        command_inside(command, base);
    for (i = 0; i < tables->count; i++)
        command_inside(command, tables->items[i]);
    return joined;
}

/* Formulas over measures, on the table that has them. */
static const char *add_worked_out(struct laying *laying, const char *data)
{
    const struct plan *plan = laying->plan;
    struct command *command = NULL;
    const char *worked = NULL;
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (measure->part_count == 0 || *measure->source)
            continue;
        if (!command) {
            command = pipeline_add(laying->pipeline, "calc", true);
            worked = laying_name(laying, "data", "", "the joined sources");
        }
        laying_formula(command, measure->name, measure->formula);
    }
    if (!command)
        return data;
    command_option(command, "--time", "period");
    laying_say(command, "--by", laying->sources->by);
    command_word(command, "--out");
    command_inside(command, worked);
    command_pass(command, laying->asker->filter, laying->asker->settings);
    command_inside(command, data);
    return worked;
}

void laying_join(struct laying *laying)
{
    bool alone = laying->own.count == 0; /* repeated on what is finest among themselves */
    const char *data = add_join(laying, NULL, alone ? &laying->repeated : &laying->own, alone);

    if (laying->repeated.count && !alone)
        data = add_join(laying, data, &laying->repeated, true);
    laying->sources->data = xstrdup(add_worked_out(laying, data));
}
