/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_laying.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/measure_formula.h"

const char *laying_name(struct laying *laying, const char *source, const char *suffix,
                        const char *shown)
{
    const char *slash = strrchr(source, '/');
    const char *base = slash ? slash + 1 : source;
    const char *dot = strrchr(base, '.');
    int length = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    char *name = xasprintf("%.*s%s.csv", length, base, suffix);
    int number = 2;
    size_t i = 0;

    while (i < laying->taken) {
        if (!same_ignoring_case(laying->names[i], name)) {
            i++;
            continue;
        }
        free(name);
        name = xasprintf("%.*s%s-%d.csv", length, base, suffix, number++);
        i = 0;
    }
    laying->names = xgrow(laying->names, laying->taken, &laying->names_capacity,
                          sizeof *laying->names);
    laying->names[laying->taken++] = name;
    pipeline_call(laying->pipeline, name, shown);
    return name;
}

void laying_item(struct text *list, const char *name)
{
    if (!strpbrk(name, ",\"")) {
        text_adds(list, name);
        return;
    }
    text_addc(list, '"');
    for (; *name; name++) {
        if (*name == '"')
            text_addc(list, '"');
        text_addc(list, *name);
    }
    text_addc(list, '"');
}

void laying_say(struct command *command, const char *option, const char *value)
{
    if (value && *value)
        command_option(command, option, value);
}

void laying_week(const struct laying *laying, struct command *command)
{
    const struct common *said = laying->asker->settings;

    if (!said->week && (!said->period || laying->plan->timed))
        laying_say(command, "--week", laying->plan->week);
}

void laying_formula(struct command *command, const char *name, const char *expression)
{
    char *formula = formula_of_column(name, expression);

    command_word(command, formula);
    free(formula);
}

const struct measure *laying_mix_of(const struct plan *plan)
{
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (*measure->mix && *measure->target_since && measure->agg &&
            strcmp(measure->agg->name, "mean") == 0)
            return measure;
    }
    return NULL;
}

void laying_mix(struct laying *laying, const char *rows, const struct measure *measure)
{
    const struct sources_asker *asker = laying->asker;
    const struct plan *plan = laying->plan;
    struct command *command = pipeline_add(laying->pipeline, "roll", true);
    struct text mean = TEXT_EMPTY, part = TEXT_EMPTY;

    laying_item(&mean, measure->name);
    if (strcmp(measure->name, measure->column) != 0) {
        text_addc(&mean, '=');
        laying_item(&mean, measure->column);
    }
    laying_item(&part, measure->mix);
    command_option(command, "--time", measure->date);
    command_option(command, "--by", part.bytes);
    command_asked(command, asker->filter->name, measure->mix, plan->file, measure->line, "mix");
    if (!asker->settings->period && plan->timed)
        command_option(command, "--period", period_kind_name(plan->period));
    if (!asker->settings->week && (!asker->settings->period || plan->timed))
        laying_say(command, "--week", plan->week);
    if (!asker->tz)
        laying_say(command, "--tz", measure->tz);
    command_option(command, "--count", LAYING_MIX_COUNT);
    command_option(command, "--mean", mean.bytes);
    command_option(command, "--fill", "missing");
    command_word(command, "--out");
    command_inside(command, LAYING_MIX);
    command_pass(command, asker->filter, asker->settings);
    command_inside(command, rows);
    text_free(&mean);
    text_free(&part);
}
