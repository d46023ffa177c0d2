/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What exports of one kind hold, as far as the files say: their columns, which of them has the
 * dates and how far apart those lie, how many values the others have.
 */
#ifndef LEVER_FILTERS_DRAFT_SOURCE_H
#define LEVER_FILTERS_DRAFT_SOURCE_H

#include "clean/look.h"
#include "period/period.h"
#include "table/keys.h"

enum { DRAFT_VALUES = 5000 }; /* of a column; more are not counted */
#define DRAFT_NONE ((size_t)-1)

/* A column of all files of the kind, by its name in the first. */
struct draft_column {
    const char *name; /* borrowed from the first file's */
    enum seen_kind kind;
    bool open;               /* numbers or dates that can be read in two ways */
    struct seen_column seen; /* of the first file where it is open, else where it holds something;
                                its texts are borrowed */
    size_t cells;
    bool whole;
    bool within_one;
    struct keys values; /* at most DRAFT_VALUES + 1 */
    char example[60];   /* a value with letters beyond ASCII; "" = none */
};

struct draft_source {
    struct draft_column *columns;
    size_t count;
    size_t rows;
    char delimiter;       /* 0 = the files differ */
    char decimal;         /* the same, and where no cell says */
    unsigned long totals; /* rows that look so, in all files */
    size_t file;          /* the one that has them first */
    struct text warnings; /* sentences with their file, a line each */

    size_t date;           /* the column with the dates, DRAFT_NONE = none */
    size_t others;         /* how many others hold dates */
    bool timed;            /* the dates were read, and are */
    enum period_kind kind; /* of this kind: */
    long first, last;
    size_t periods;      /* so many different ones, */
    size_t dated;        /* in so many rows */
    bool sparse;         /* days, far between: a list of what happened */
    bool zoned;          /* with time zones */
    struct error astray; /* not timed: why */
    long *index;         /* of each row; owned */
    size_t *entity;      /* who each row is about, by what was given; owned, NULL = nobody was */

    bool rare;    /* there is at most a row a period */
    size_t by;    /* with this text column there is one a period and value; DRAFT_NONE = none */
    bool figures; /* there is one with all text columns taken together */
    char overlap[700]; /* what two files share, as stack says it; "" = nothing */
    bool overlap_rows; /* it is whole rows */

    struct clean_seen *seen; /* of each file; owned */
    size_t files;
};

/* What is known before. Borrowed. */
struct draft_given {
    struct clean_options reading;  /* how the files are read */
    const char *time;              /* the column with the dates; NULL = it is chosen by its name */
    const char *by;                /* columns that say who a row is about; NULL = not given */
    struct period_options periods; /* what is said of the dates */
};

/* A file of the kind. */
struct draft_input {
    const char *path;
    const char *encoding;
    const struct draft_given *given; /* the first file's counts for all; NULL = nothing is known */
    const char *sheet;               /* of a workbook with several; NULL = the only one */
    unsigned long table;             /* of several; 0 = the only one */
};

/* -1 where a file cannot be read at all, with the first reason. Ended by draft_source_free, on
 * failure too. renames: NEW=OLD, by commas; NULL = none. folder: for files in between. */
int draft_source_read(const struct draft_input *inputs, size_t count, const char *renames,
                      const char *folder, size_t threads, struct draft_source *source,
                      struct error *err);
void draft_source_free(struct draft_source *source);

#endif
