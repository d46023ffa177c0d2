/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two passes of clean share: the table as it is known so far, and what
 * kind of row a record is.
 */
#ifndef LEVER_CLEAN_CLEAN_PRIVATE_H
#define LEVER_CLEAN_CLEAN_PRIVATE_H

#include <stdio.h>

#include "clean/clean.h"
#include "clean/column.h"
#include "clean/input.h"
#include "clean/layout.h"
#include "clean/rounds.h"

struct missing_words {
    struct missing_word {
        char *text;
        size_t length;
        bool number;
        double value;
    } * words;
    size_t count;
};

/* A table of the file, for the list of them. */
struct clean_table {
    unsigned long line; /* of its header */
    unsigned long rows;
    size_t columns;
    char *names; /* the first of them, by commas */
};

struct clean {
    const struct clean_options *options;
    struct clean_result *result;
    struct clean_input input;
    struct clean_layout layout;
    struct clean_column *columns; /* layout.width of them */
    struct missing_words missing;
    off_t table_offset;         /* what was looked at begins here (--table) */
    struct clean_table *tables; /* those in front of it, and it where it was read */
    size_t table_count;
    size_t table_capacity;
    bool several; /* there are several tables: what may be the begin of one is */
    bool passing; /* only where this table ends is of interest */
    bool looked;  /* the first pass is done */
    /* it fills: */
    unsigned long footer_line; /* rows from here on are behind the table; 0 = none */
    unsigned long limit;       /* rows from here on are another table; 0 = none */
    off_t limit_offset;
    unsigned long total_line; /* a first or last row without a label that is a total; 0 = none */
    unsigned long *totals;    /* lines of the rows that sum up others, see totals.h */
    size_t total_count;
    unsigned long rows;    /* of the table, totals apart */
    unsigned long bad;     /* rows that cannot be placed */
    unsigned long records; /* rows from the data's first line on, of all kinds */
};

enum row_kind {
    ROW_DATA,
    ROW_BLANK,
    ROW_HEADER,
    ROW_TOTAL,
    ROW_TABLE,
    ROW_FOOTER,
    ROW_COMMENT, /* # in front, where the first column holds numbers or dates */
    ROW_TITLE,   /* a line from above the header once more */
    ROW_BAD,     /* cannot be placed, see fault.h */
};

/* Opens the file; the result is the caller's. On success the caller ends with clean_end. */
int clean_begin(struct clean *clean, const char *path, const struct clean_options *options,
                struct clean_result *result, struct error *err);
/* Finds the first table and its columns, by the first rows alone. */
int clean_find(struct clean *clean, struct error *err);
/* The first pass over the table that is wanted: its columns are then known. */
int clean_look_at(struct clean *clean, struct error *err);
/* Both passes being known, writes the table. */
int clean_write(struct clean *clean, struct error *err);
void clean_end(struct clean *clean);

enum row_kind row_kind(const struct clean *clean, const struct clean_record *record);
bool is_missing_word(const struct missing_words *missing, const struct cell *cell);

/* Returns 1 where another table begins (clean->limit says where), 0, or -1. */
int clean_pass1(struct clean *clean, struct error *err);
/* log and aside may be NULL. */
int clean_pass2(struct clean *clean, FILE *out, FILE *log, FILE *aside, struct error *err);

#endif
