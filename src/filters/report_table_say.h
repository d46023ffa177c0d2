/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a report on one table: what it lacks, with the line to type, and what it took for
 * granted. Internal to report_table. */
#ifndef LEVER_FILTERS_REPORT_TABLE_SAY_H
#define LEVER_FILTERS_REPORT_TABLE_SAY_H

#include "filters/draft_source.h"
#include "filters/report_private.h"
#include "reshape/aggregate.h"
#include "table/select.h"

struct table_measure {
    size_t column; /* of names */
    enum role role;
};

/* While a table becomes a plan. */
struct table_job {
    struct report *report;
    const struct settings *said;
    const char *file;
    const char *encoding; /* that was tried; NULL = none was */
    char *folder;
    struct draft_source source;
    struct list list;                   /* of --agg */
    const char **names;                 /* the table's columns, */
    size_t width;                       /* so many, */
    size_t count;                       /* and names of what is counted; owned */
    const struct aggregate_kind **aggs; /* of each; NULL = not said */
    struct table_measure *measures;     /* in the order of -x, -y, -z */
    size_t measure_count;
};

/* How the rows of a period become one of this column: as said, else by its name and cells. */
const char *table_agg(const struct table_job *job, size_t column);

/* Refuses a table of which nothing is asked, or without a column of dates. */
int table_check_asked(const struct table_job *job, struct error *err);
/* Refuses several rows a period and entity where --agg says nothing of a measure. */
int table_check_rows(const struct table_job *job, struct error *err);
void table_say(const struct table_job *job);

#endif
