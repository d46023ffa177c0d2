/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a plan's sources to one table: the commands that clean every export, roll the
 * measures it holds into periods, and join what comes of them.
 *
 *   clean   once for each file of a source
 *   stack   where a source is several files
 *   calc    where a measure is a formula over its columns, or not all of its rows count
 *   roll    once for each source, date column, `by`, `fill` and `where`; measures get their names here
 *   join    where there is more than one such table; then once more, with --spread, for those whose
 *           values are to stand on each finer period, or at every entity
 *   calc    where measures are formulas over measures
 */
#ifndef LEVER_FILTERS_REPORT_SOURCES_H
#define LEVER_FILTERS_REPORT_SOURCES_H

#include <stdbool.h>

#include "command/common.h"
#include "command/pipeline.h"
#include "plan/links.h"
#include "plan/plan.h"

/* A file of the folder, and what messages call it. */
struct sources_name {
    const char *file;
    const char *shown;
};

/* Who asks: what was said to it is handed on to each filter that has such an option. */
struct sources_asker {
    const struct filter *filter;
    const struct common *settings;    /* the filter's; --by, --period and --encoding stand in for
                                      the plan's */
    bool drops_totals;                /* --drop-totals or --keep-totals was said, */
    bool spreads;                     /* --spread, */
    bool keeps_alike;                 /* --keep-alike, */
    const char *tz;                   /* --tz; NULL = it was not */
    const char *set_aside;            /* and --set-aside; the same */
    const struct sources_name *names; /* files of the folder that are never among those; ended by a
                                         row without a file */
};

struct sources {
    char *data;     /* the file of the folder that holds the table; owned */
    const char *by; /* its entity columns, "" = none; borrowed from the plan or the options */
    char **repairs; /* clean's logs, one a file; owned */
    size_t count;
    size_t capacity;
};

/*
 * Adds the commands to the pipeline, unless there are faults. Those found here are added, at the
 * plan's line and column: a source that
 * cannot be read, a measure without a date column or a way to put rows together,
 * entities that differ from one measure to the next. A measure without a source is
 * left out, and that is said; where the links (may be NULL) name it, it is refused. The
 * caller ends with sources_free in any case.
 */
void sources_add(struct pipeline *pipeline, const struct plan *plan, const struct links *links,
                 const struct sources_asker *asker, struct sources *sources, struct faults *faults);
void sources_free(struct sources *sources);

#endif
