/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with goals as they are written, a row a finding. */
#ifndef LEVER_WORDS_LINT_H
#define LEVER_WORDS_LINT_H

#include "words/result.h"

struct lint_row {
    const char *file;
    double line;
    const char *subject, *rule, *severity, *finding, *fix;
};
extern const struct result_table result_lint;

/* By enum severity of lint/rule.h: hint, warning, error. */
extern const struct vocabulary severity_words;

#endif
