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
