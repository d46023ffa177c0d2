/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report asks besides the test of links: a row an analysis (report_analyses.c).
 *
 * An analysis is a filter that reads the table that the sources became, the verdicts, or the plan,
 * and writes one result table, called as the filter. It is run where the plan, or what was said to
 * report, calls for it. Options of report that it has too are handed on by name, but for --assert,
 * which judges the verdicts. Its table goes into the workbook, and as NAME.csv into the folder of
 * --tables. If it fails, it says why; the other analyses are still run and the workbook is
 * made without it, and report ends with its status.
 *
 * To add one: its row and its functions, and in report.c a row for each option of its own that report
 * shall take. Its function may stand in report_NAME.c.
 */
#ifndef LEVER_FILTERS_REPORT_ANALYSES_H
#define LEVER_FILTERS_REPORT_ANALYSES_H

#include <stdbool.h>

#include "command/filter.h"
#include "command/pipeline.h"
#include "filters/report_sources.h"
#include "plan/links.h"
#include "plan/plan.h"

/* What an analysis may go by. All is borrowed. */
struct asked {
    const struct filter *filter; /* report, */
    const void *settings;        /* and its settings: asked_option */
    const struct plan *plan;
    const char *written; /* the file of the folder that holds the plan; NULL = it is the user's */
    const struct links *links; /* NULL = none were given */
    const char *by;            /* the report's entity columns, "" = none */
    const char *data;          /* the file of the folder that holds the table; NULL until the
                                  sources are read */
    const char *verdicts;      /* the verdicts'; NULL where no link is tested */
};

struct analysis {
    const char *filter;        /* NULL ends the list */
    struct sources_name makes; /* its table: { "impact.csv", "the table of impact" } */
    struct {
        const char *option;        /* that names a second table, NULL = there is none */
        struct sources_name makes; /* which gets its sheet and its place in --tables, too */
    } also;
    bool besides; /* it is no reason for a report by itself, and never what is printed */
    /* Does the report call for it? What the links and the plan say is known then, not the rest. */
    bool (*when)(const struct asked *asked);
    /* Adds the options that are its own: asked_roles. NULL = none. */
    void (*arguments)(const struct asked *asked, struct command *command);
    /* Adds the files that it reads. NULL = the table that the sources became. */
    void (*reads)(const struct asked *asked, struct command *command);
};

extern const struct analysis report_analyses[];

/* Of the rows: report_NAME.c. */
bool report_wants_drift(const struct asked *asked);
void report_drift_arguments(const struct asked *asked, struct command *command);
bool report_wants_chain(const struct asked *asked);
bool report_wants_rank(const struct asked *asked);
void report_rank_arguments(const struct asked *asked, struct command *command);
void report_rank_reads(const struct asked *asked, struct command *command);

/* What was said to report by the option of that name, as it would be typed, or NULL; "" for a flag.
 * The caller frees it. */
char *asked_option(const struct asked *asked, const char *name);
/* The plan, as a file that a command reads. */
void asked_plan(const struct asked *asked, struct command *command);
/* --time, --by and --plan, for a filter that reads the table. */
void asked_roles(const struct asked *asked, struct command *command);

/* Does the report ask anything but what the verdicts answer? */
bool report_asks(const struct asked *asked);

#endif
