/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this room share while findings are gathered; internal to them. */
#ifndef LEVER_LINT_LINT_PRIVATE_H
#define LEVER_LINT_LINT_PRIVATE_H

#include "lint/lint.h"

/* Adds a finding; the sentence is formatted. */
void lint_add(struct lint *lint, const char *file, unsigned long line, const char *subject,
              enum rule rule, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Begins a goal, ends it: counts it, and whether it is sound. */
size_t lint_begin(const struct lint *lint);
void lint_end(struct lint *lint, size_t begun);

void lint_plan(const struct lint_asked *asked, struct lint *lint);
void lint_links(const struct lint_asked *asked, struct lint *lint);
void lint_verdicts(const struct lint_asked *asked, struct lint *lint);
void lint_whys(const struct lint_asked *asked, struct lint *lint, const struct goal *goal);

#endif
