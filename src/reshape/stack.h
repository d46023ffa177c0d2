/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exports of one kind put behind one another: the rows of all files, in the order of the files,
 * under one header (stack_columns.h).
 *
 * Files are plain CSV and are read twice. The first time finds rows that are in two of them,
 * as where an export begins before the last one ended:
 *
 *   by rows   A row counts as there twice where another file has it too, cell for cell. Of a row
 *             that one file has m times and another n times the larger number stays: rows that
 *             are alike within one file are none of a stack's business.
 *   by key    Rows with the same cells in the key's columns are about the same. Of those in
 *             several files the ones of the last file stay.
 *   by what is no number
 *             Without a key: where some column holds dates in all files, and the columns that hold no numbers
 *             never have the same cells twice within a file, but have in two, figures were
 *             exported twice, and differ.
 *
 * Rows are told apart by a hash of 128 bits. Hashes wait in temporary files and are compared in 64
 * parts, so that memory is about two bytes a row.
 *
 * A column that holds numbers in one file and text in another is warned of.
 */
#ifndef LEVER_RESHAPE_STACK_H
#define LEVER_RESHAPE_STACK_H

#include "base/text.h"
#include "reshape/stack_columns.h"
#include "table/writer.h"

enum stack_overlap { STACK_OVERLAP_REFUSE, STACK_OVERLAP_DROP, STACK_OVERLAP_KEEP };

struct stack_file {
    const char *path; /* where it is read */
    const char *name; /* as the user knows it */
    struct stack_header header;
};

/* What is asked; everything is borrowed. */
struct stack_ask {
    const struct stack_file *files;
    size_t count;
    const struct stack_columns *columns;
    enum stack_overlap overlap;
    const char *key;    /* a list of columns; NULL = whole rows */
    const char *source; /* a column with the file's name, at the end; NULL = none */
    bool lines;         /* each file's last column, behind its header's, is the row's line */
    bool respell;       /* numbers are written anew: another decimal mark is asked for */
    struct dialect in;
};

struct stack_result {
    size_t rows;          /* written */
    size_t dropped;       /* rows of other files, too */
    struct text warnings; /* sentences, a line each; freed by the caller */
};

/* Reads, compares and writes; -1 with the first fault, and the result is void. */
int stack_files(const struct stack_ask *ask, struct writer *writer, struct stack_result *result,
                struct error *err);

#endif
