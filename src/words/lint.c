/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/lint.h"

/* clang-format off */
static const struct word words[] = {
    { .name = "hint", .finds = FINDS_NONE, .color = "2",
      .one = "is a hint", .many = "are hints",
      .meaning = "Worth a thought; the goal may be sound as it is." },
    { .name = "warning", .finds = FINDS_IT, .color = "33",
      .one = "is a warning", .many = "are warnings",
      .meaning = "Wrong as it stands: it can be measured, and would be judged wrongly." },
    { .name = "error", .finds = FINDS_IT, .color = "31",
      .one = "is an error", .many = "are errors",
      .meaning = "It cannot be measured, or measures what is done instead of what changes." },
};
const struct vocabulary severity_words = {
    .what = "severity", .words = words, .count = sizeof words / sizeof *words,
    .lead = 2, .one = "finding", .many = "findings",
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct lint_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(file, TEXT, .header = "File"),
    COLUMN(line, WHOLE, .header = "Line", .absent = "[z]", .view = 1),
    COLUMN(subject, TEXT, .header = "Goal, measure or link", .absent = "[z]", .width = 50, .view = 2),
    COLUMN(rule, TEXT, .header = "Rule", .width = 20, .view = 3),
    COLUMN(severity, TEXT, .words = &severity_words, .header = "Severity", .view = 4),
    COLUMN(finding, TEXT, .header = "Finding", .width = 60, .view = 5),
    COLUMN(fix, TEXT, .header = "How to mend it", .width = 60, .view = 6, .wide = true),
};
/* clang-format on */

const struct result_table result_lint = {
    .name = "lint",
    .about = "One row is one finding about a goal, a measure or a link.",
    .page = "lever-lint.1",
    RESULT_COLUMNS(columns),
    .known_by = 7,
    .words = &severity_words,
    .sheet = "Lint",
    .title = "Lint: what is wrong with these goals as they are written",
};
