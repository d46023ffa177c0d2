/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules by their ids; the rows stand in rule_list.h. */
#ifndef LEVER_LINT_RULE_H
#define LEVER_LINT_RULE_H

enum severity { SEVERITY_HINT, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITIES };

enum rule {
#define RULE(id, severity, ...) RULE_##id,
#include "lint/rule_list.h"
#undef RULE
    RULES
};

struct rule_row {
    enum severity severity;
    const char *name;   /* "no-number" */
    const char *about;  /* what it looks at: "goal, plan" */
    const char *fix;    /* how to mend it */
    const char *bad;    /* a goal that it flags, NULL = it reads no sentences */
    const char *mended; /* the same goal, of which no rule says a word */
};

extern const struct rule_row rules[RULES];
/* "error" */
const char *severity_name(enum severity severity);

#endif
