/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * While the commands that make one table of a plan's sources are added: what report_sources.c (from
 * exports to rolled tables) and report_join.c (from those to one) share. Internal to them.
 */
#ifndef LEVER_FILTERS_REPORT_LAYING_H
#define LEVER_FILTERS_REPORT_LAYING_H

#include "filters/report_sources.h"

/* Work in progress: what stays the same while commands are added. */
struct laying {
    struct pipeline *pipeline;
    const struct plan *plan;
    const struct sources_asker *asker;
    struct sources *sources;
    struct faults *faults;
    char **names; /* files of the folder that are taken */
    size_t taken;
    size_t names_capacity;
    struct tables {
        const char **items; /* those of them that hold rolled measures, */
        size_t count;
    } own, repeated; /* as they are, and to be repeated on finer periods or at every entity */
    struct exports *exports; /* of the source of each measure (report_exports.h) */
    bool *done;              /* measures that a command brings */
    const char *by;          /* the report's entity columns, "" = none */
};

/*
 * A file of the folder that no other command writes: "calls-rolled.csv", or
 * "calls-rolled-2.csv". It belongs to laying. The user knows no such file: messages call it
 * `shown`.
 */
const char *laying_name(struct laying *laying, const char *source, const char *suffix,
                        const char *shown);
/* An option, where there is a value. */
void laying_say(struct command *command, const char *option, const char *value);
/* The plan's kind of week, where the user did not say one. */
void laying_week(const struct laying *laying, struct command *command);
/* A formula of calc that makes a column of that name. */
void laying_formula(struct command *command, const char *name, const char *expression);

/* Joins the rolled tables and works out formulas over measures: sources->data. */
void laying_join(struct laying *laying);

/* What a step makes of a source: "calls-rolled.csv", to be called "calls.csv (rolled)". */
const char *laying_made(struct laying *laying, const struct measure *of, const char *suffix,
                        const char *made);
bool laying_same_source(const struct measure *a, const struct measure *b);
/* In the source: what a formula gives is not there yet. */
bool laying_is_of_numbers(const struct measure *measure);
/* Complaints about what a measure's row names are the plan's. */
void laying_asked(struct laying *laying, struct command *command, const char *word,
                  const struct measure *measure, const char *column);
/* Where the plan says nothing, the column is called as the measure. */
const char *laying_column_said(const struct measure *measure);
/* Adds a fault at the measure's row of the plan. */
void laying_fault(const struct laying *laying, const struct measure *measure, const char *column,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A header's name as an item of a list of columns: a comma or a quote in it is protected. */
void laying_item(struct text *list, const char *name);
/*
 * Rolls the parts of a measure with a mix, of the table `rows`, into the file of the folder that drift
 * reads: period, part, count and mean. One measure of a plan has that.
 */
#define LAYING_MIX "mix.csv"
#define LAYING_MIX_COUNT "rows of the part"
const struct measure *laying_mix_of(const struct plan *plan);
void laying_mix(struct laying *laying, const char *rows, const struct measure *measure);
/* Is the measure one to be repeated: on finer periods, or at every entity? */
bool laying_repeats(const struct laying *laying, const struct measure *measure);

#endif
