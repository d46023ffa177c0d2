/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_laying.h"

#include <stdlib.h>

#include "base/memory.h"
#include "plan/measure_formula.h"

void laying_say(struct command *command, const char *option, const char *value)
{
    if (value && *value)
        command_option(command, option, value);
}

void laying_formula(struct command *command, const char *name, const char *expression)
{
    char *formula = formula_of_column(name, expression);

    command_word(command, formula);
    free(formula);
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
