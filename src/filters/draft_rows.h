/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a drafted plan, from what the exports hold. */
#ifndef LEVER_FILTERS_DRAFT_ROWS_H
#define LEVER_FILTERS_DRAFT_ROWS_H

#include "filters/draft_source.h"
#include "plan/plan_rows.h"

/* A source, and what is known of it beside its contents. */
struct draft_kind {
    const char *source;   /* as the plan has it */
    const char *shown;    /* as messages have it, with its sheet or table */
    const char *sheet;    /* NULL = none has to be named */
    unsigned long table;  /* likewise, 0 */
    const char *stem;     /* what its rows are, by its name: "tickets" */
    const char *encoding; /* that was said, or */
    bool tried;           /* tried, as the file is not UTF-8; NULL = neither */
    const char *renames;  /* NULL = none */
    const char *alike;    /* another file with the same header; NULL = none */
    bool part;            /* one of them is a sheet or a table, which no source can put together */
    bool failed;
    struct error err; /* why it could not be read */
    struct draft_source contents;
};

/* What holds for all sources. */
struct draft_all {
    const char
        *by;    /* a column that says who a row is about in all of them; NULL = none. Borrowed */
    bool timed; /* some have dates: */
    enum period_kind period; /* the report's, */
    long first, last;        /* from here to there */
};

struct draft_all draft_of_all(const struct draft_kind *kinds, size_t count);
/* Adds the measures of a source. */
void draft_add(struct plan_rows *rows, const struct draft_kind *kind, const struct draft_all *all);
/* Neither dates nor figures: a list of something else. */
bool draft_is_no_data(const struct draft_kind *kind);

#endif
