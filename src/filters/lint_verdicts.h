/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts of lever test, or of lever track, as lint reads them. */
#ifndef LEVER_FILTERS_LINT_VERDICTS_H
#define LEVER_FILTERS_LINT_VERDICTS_H

#include "command/common.h"
#include "lint/lint.h"
#include "table/table.h"

struct lint_verdicts {
    struct lint_verdict *items;
    size_t count;
    struct table **tables; /* their texts, a file each */
    size_t table_count;
};

/* Adds those of a file, whose name is borrowed, to verdicts, which start zeroed. -1: it cannot be read, or is neither of the two. The caller frees with lint_verdicts_free. */
int lint_verdicts_read(const char *file, const struct common *common,
                       struct lint_verdicts *verdicts, struct error *err);
void lint_verdicts_free(struct lint_verdicts *verdicts);

#endif
