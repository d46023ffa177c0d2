/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lint/rule.h"

#include <stddef.h>

const struct rule_row rules[RULES] = {
#define RULE(id, grade, ...) [RULE_##id] = { .severity = SEVERITY_##grade, __VA_ARGS__ },
#include "lint/rule_list.h"
#undef RULE
};

const char *severity_name(enum severity severity)
{
    static const char *const names[SEVERITIES] = {
        [SEVERITY_HINT] = "hint", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"
    };

    return names[severity];
}
