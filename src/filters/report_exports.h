/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the files of a source to one plain table, while a report's commands are added: each file is
 * cleaned by itself, with a log of its own, and several are stacked. Internal to report_sources.c.
 *
 * Of several files, each must have the columns that the plan names: which those are, and what they
 * may be called in one file and another, is looked at before any command runs.
 */
#ifndef LEVER_FILTERS_REPORT_EXPORTS_H
#define LEVER_FILTERS_REPORT_EXPORTS_H

#include "clean/look.h"
#include "filters/report_laying.h"
#include "plan/source_files.h"
#include "reshape/stack_columns.h"

/* The files of a source. */
struct exports {
    struct source_files files;    /* none where they could not be found */
    struct clean_header *headers; /* of each, where there are several; else NULL */
    struct stack_header *known;   /* the same, for stack_columns.h */
    struct each renames;          /* the plan's, an item each */
    struct error err;             /* why there are no files */
};

/* Of the plan's measures, each the first of its source; the others have none. */
struct exports *exports_find(const struct laying *laying);
void exports_free(struct laying *laying);
struct exports *exports_of(const struct laying *laying, const struct measure *measure);

/* Adds what is wrong with the source to the faults: no such files, a result that would replace one,
 * columns that some of them lack. */
void exports_check(const struct laying *laying, const struct measure *first);
/* Adds the commands; returns the file that holds the plain table. */
const char *exports_add(struct laying *laying, const struct measure *first);

/* The options of clean that say what the columns of a file are, of all measures of a source. */
void exports_add_columns(struct laying *laying, struct command *command,
                         const struct measure *first, size_t file);
/* What a column of the plan is called in that file. The caller frees it. */
char *exports_called(const struct exports *exports, size_t file, const char *name);

#endif
