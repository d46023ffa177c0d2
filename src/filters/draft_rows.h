/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a drafted plan, from what the exports hold. */
#ifndef LEVER_FILTERS_DRAFT_ROWS_H
#define LEVER_FILTERS_DRAFT_ROWS_H

#include "filters/draft_source.h"
#include "plan/plan_rows.h"

/* A source, and what is known of it beside its contents. */
struct draft_kind {
    const char *source;   /* as the plan has it */
    const char *stem;     /* what its rows are, by its name: "tickets" */
    const char *encoding; /* that was said, or */
    bool tried;           /* tried, as the file is not UTF-8; NULL = neither */
    const char *renames;  /* NULL = none */
    const char *alike;    /* another file with the same header; NULL = none */
    bool failed;
    struct error err; /* why it could not be read */
    struct draft_source contents;
};

/* Adds the measures of a source. by: a column that all sources have, NULL = none. */
void draft_add(struct plan_rows *rows, const struct draft_kind *kind, const char *by,
               enum period_kind period);
/* The report's period, and what there is to ask about it, on the first row. */
enum period_kind draft_period(const struct draft_kind *kinds, size_t count, bool *any);
/* Neither dates nor figures: a list of something else. */
bool draft_is_no_data(const struct draft_kind *kind);
/* The column that says who a row is about, in all sources; NULL = none. */
const char *draft_by(const struct draft_kind *kinds, size_t count);

#endif
