/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of whys: `because` of a goal is another goal, or a measure, or the end of the chain. */
#include <string.h>

#include "base/text.h"
#include "lint/lint_private.h"

/* Is a measure of the plan named in it? Without a plan nobody can say. */
static bool names_measure(const struct plan *plan, const char *text)
{
    size_t i;

    if (!plan)
        return false;
    for (i = 0; i < plan->count; i++) {
        const char *name = plan->measures[i].name;
        const char *at = text;
        size_t length = strlen(name), k;

        for (; *at; at++) {
            for (k = 0; k < length && at[k]; k++) {
                char a = at[k], b = name[k];

                if (a >= 'A' && a <= 'Z')
                    a = (char)(a - 'A' + 'a');
                if (b >= 'A' && b <= 'Z')
                    b = (char)(b - 'A' + 'a');
                if (a != b && !(b == '_' && a == ' '))
                    break;
            }
            if (k == length)
                return true;
        }
    }
    return false;
}

static const struct goal *goal_called(const struct goals *goals, const char *text)
{
    size_t i;

    for (i = 0; i < goals->count; i++)
        if (same_in_any_case(goals->items[i].text, text))
            return &goals->items[i];
    return NULL;
}

void lint_whys(const struct lint_asked *asked, struct lint *lint, const struct goal *goal)
{
    const struct goal *at = goal;
    size_t steps;

    if (*goal->because == '\0')
        return;
    for (steps = 0; steps <= asked->goals->count; steps++) {
        const struct goal *next;

        if (*at->because == '\0')
            break;
        if (names_measure(asked->plan, at->because))
            return;
        next = goal_called(asked->goals, at->because);
        if (!next)
            break;
        at = next;
    }
    if (steps > asked->goals->count)
        lint_add(lint, asked->goals->file, goal->line, goal->text, RULE_NO_WHY,
                 "its whys go in a circle");
    else if (*at->because)
        lint_add(lint, asked->goals->file, goal->line, goal->text, RULE_NO_WHY,
                 "its whys end at \"%s\", which is no measure%s", at->because,
                 asked->plan ? " of the plan" : ", for there is no plan");
    else if (*at->measure == '\0')
        lint_add(lint, asked->goals->file, goal->line, goal->text, RULE_NO_WHY,
                 "its whys end at \"%s\", which has no measure", at->text);
}
