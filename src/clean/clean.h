/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any CSV export made plain CSV, with every change on record.
 *
 * The file is read twice. The first pass gathers what its cells say of each column
 * and of where the table ends; what they leave open is an error, before anything
 * is written. The second pass writes the table and the log of repairs. Both cut
 * the file into blocks of whole records that threads work on; results are put
 * together in the order of the file and do not depend on the threads. Memory
 * depends on the width of the table, never on its length.
 *
 * Rows in = rows out + rows logged as dropped; where that does not come out, the
 * repair fails and says so.
 */
#ifndef LEVER_CLEAN_CLEAN_H
#define LEVER_CLEAN_CLEAN_H

#include "base/error.h"
#include "base/option.h"
#include "base/text.h"
#include "clean/layout.h"
#include "clean/log.h"
#include "table/dialect.h"

enum totals { TOTALS_REFUSED, TOTALS_DROPPED, TOTALS_KEPT };

struct clean_options {
    struct clean_layout_options layout;
    unsigned long table;     /* the one to read, from 1; 0 = there must be only one */
    char decimal;            /* of numbers that could be read either way; 0 = refuse them */
    const char *encoding;    /* NULL = by mark, else UTF-8 */
    const char *sheet;       /* of a workbook; NULL = the only one */
    uint64_t max_unpacked;   /* bytes that a packed file may unpack to; 0 = the default */
    const char *missing;     /* comma-separated words that mean missing; NULL */
    const char *date_format; /* NULL */
    enum totals totals;
    const char *number; /* columns stated to be numbers, a list for select_columns; NULL */
    const char *text;
    const char *date;
    const char *percent;      /* columns that are in percent and stay so, a list; NULL */
    const struct each *units; /* of columns, each COL=UNIT (clean/unit.h); NULL */
    struct dialect out;       /* how to write: delimiter, decimal, bom */
    const char *out_path;     /* NULL = standard output */
    const char *log_path;     /* NULL = no log */
    const char *aside_path;   /* for rows that cannot be placed; NULL = refuse them */
    double at_most;           /* of all rows, the share that may be put there */
    bool lines;               /* a last column has the line of each row in the file */
    size_t threads;
};

enum { CLEAN_FAULTS = 20 };

struct clean_result {
    unsigned long rows; /* written, the header apart */
    size_t columns;
    struct repairs repairs;            /* counts by kind */
    struct text notes;                 /* sentences, a line each: what was found */
    struct text warnings;              /* the same: what should be looked at */
    struct error faults[CLEAN_FAULTS]; /* the first rows that cannot be placed */
    size_t fault_count;
    bool begun; /* something is on standard output already */
};

/* The result is to be freed with clean_result_free, on failure too. */
int clean_file(const char *path, const struct clean_options *options, struct clean_result *result,
               struct error *err);
void clean_result_free(struct clean_result *result);

#endif
