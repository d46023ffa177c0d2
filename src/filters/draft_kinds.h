/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of the files named on draft's command line are exports of one kind, and how a plan's source
 * says so.
 *
 * Two are of one kind where their headers have the same names and the files are called alike but for
 * digits; and where they are called so and the headers differ in a column or two, each of which has a
 * nearest in the other.
 */
#ifndef LEVER_FILTERS_DRAFT_KINDS_H
#define LEVER_FILTERS_DRAFT_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "clean/look.h"

/* A file that was named; where it holds several tables, one of them. */
struct draft_file {
    const char *path;
    char *sheet;                /* of a workbook with several; NULL = the only one. Owned */
    unsigned long table;        /* of several in the file, from 1; 0 = the only one */
    struct clean_header header; /* no names where it cannot be read, and err says why */
    struct error err;
    size_t kind; /* the first file of its kind */
};

/* Sets `kind` of each. */
void draft_find_kinds(struct draft_file *files, size_t count);
/* The same header under another name: perhaps of one kind, which only a person knows. */
bool draft_same_header(const struct draft_file *a, const struct draft_file *b);
/*
 * The source for the files of a kind, as a plan in `folder` ("" = here, else with a slash) has it: a
 * pattern where one meets just them, else a list. The caller frees it.
 */
char *draft_source_of(const struct draft_file *files, size_t count, size_t kind,
                      const char *folder);
/* What the files of a kind are called, without folder, digits and ending, or their sheet:
 * "tickets". The caller frees it. */
char *draft_stem(const struct draft_file *file);
/* "calls.xlsx", "calls.xlsx (May)", "calls.csv (table 2)". The caller frees it. */
char *draft_shown(const struct draft_file *file);
/* NEW=OLD of headers that differ within a kind, by commas; NULL = none do. The caller frees it. */
char *draft_renames(const struct draft_file *files, size_t count, size_t kind);

#endif
