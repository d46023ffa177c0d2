/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report in the making: what was said to it (report.c), and the commands that it stands for
 * (report_steps.c). Internal to them.
 */
#ifndef LEVER_FILTERS_REPORT_PRIVATE_H
#define LEVER_FILTERS_REPORT_PRIVATE_H

#include "filters/report_analyses.h"

struct settings {
    struct common common;
    const char *title;
    const char *question;
    int ends; /* index in ends_words */
    const char *fill;
    long year_start;
    long absent;
    const char *tz;
    bool drop_totals;
    bool keep_totals;
    const char *set_aside;
    const char *at_most;
    bool spread;
    bool keep_alike;
    bool joint;
    long placebo;
    const char *goals;
    const char *events;
    const char *unaffected;
    bool triggered;
    const char *treated;
    const char *treated_since;
    const char *schedule;
    const char *tables;
    const char *html;
    bool show;
    const char *agg; /* of a table (report_table.h) */
    const char *plan_out;
};

/* ---- what passes between the steps ---- */

enum file {
    FILE_NONE,
    FILE_PRINTED,
    FILE_VERDICTS, /* what the test makes */
    FILE_WORKING,
    FILE_LAGS,
    FILE_REWRITTEN, /* where there is a ledger */
    FILE_TRAIL,
    FILE_MIX,        /* the parts of a mix, where the plan has one */
    FILE_PLAIN_PLAN, /* the user's, where they are not plain CSV */
    FILE_PLAIN_LINKS,
    FILE_TOLD,                  /* what goes to standard output, as it was made */
    FILE_IN_FOLDER,             /* those before are files of the folder, by the names below */
    FILE_DATA = FILE_IN_FOLDER, /* the table that the sources became */
    FILE_REPAIRS,               /* of each source */
    FILE_PLAN,                  /* files of the user's */
    FILE_LINKS,
};

#define REPORT_PLAN "plan.csv" /* of the folder, where it is not the user's own */

/* What has been read and made, to be freed together. */
struct report {
    const struct settings *settings;
    const struct settings *typed; /* as they were said: the command that repeats it */
    struct settings *without;     /* of a table: without what its plan says; owned */
    char *assumed;                /* of a table: the plan that it stands for, */
    char *user_plan;              /* and as --plan-out has it; owned; NULL = there is none */
    const char *file;             /* the plan's, or the table's */
    struct plan *plan;
    struct links *links;
    struct pipeline pipeline;
    struct sources sources;
    struct asked asked;
    const char *printed; /* the file of the folder that goes to standard output */
    char *folder;
};

extern const struct sources_name report_names[]; /* of those in the folder, by enum file */
extern const struct filter filter_report;

/* Adds the commands for what is done with the table that the sources became. */
void report_add_steps(struct report *report);
/* A plan as a spreadsheet wrote it, made plain for the workbook. */
void report_add_plain(struct report *report, enum file file, const char *path,
                      const struct written_as *as);
/* A workbook, or a page for the web. */
bool report_wants_workbook(const struct report *report);
/* What files of the folder are called, ended by a row without: sources get none of these names. The
 * caller frees the list. */
struct sources_name *report_reserved(void);
/* For the folder of --tables: what is made, under the names that it has here. */
void report_keep_tables(struct report *report);

#endif
