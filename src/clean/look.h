/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an export is, without anything being written of it.
 */
#ifndef LEVER_CLEAN_LOOK_H
#define LEVER_CLEAN_LOOK_H

#include "clean/clean.h"

/* The names of a table's columns as clean writes them. */
struct clean_header {
    char **names; /* owned */
    size_t count;
    unsigned long line; /* on which they stand; 0 = there are none in the file */
};

/*
 * Reads the header alone: the first rows of the file, and all rows only where the header leaves
 * columns without a name, which clean drops if they are empty. Freed with clean_header_free.
 */
int clean_header_read(const char *path, const struct clean_options *options,
                      struct clean_header *header, struct error *err);
void clean_header_free(struct clean_header *header);

/* What a column holds. */
enum seen_kind { SEEN_NOTHING, SEEN_TEXT, SEEN_NUMBERS, SEEN_DATES };

struct seen_column {
    char *name; /* owned */
    enum seen_kind kind;
    bool open; /* it is numbers or dates, but which, its cells do not say: it was left text */
    struct error why; /* it is open: what clean would have refused */
    char value[56];   /* and a cell that says so; "" = none */
    bool short_dates; /* open: Jan-23 */
    char decimal;     /* of numbers: '.', ',', or 0 where no cell says */
    bool percent;     /* its cells have percent signs */
    char currency[8]; /* or a currency, as it stands there; "" = none */
    bool whole;       /* all numbers are whole */
    bool within_one;  /* and none lies beyond -1 and 1 */
    bool clocks;      /* text: all cells are 1:30 or 1:30:00 */
    size_t cells;     /* that hold something */
};

struct clean_seen {
    struct seen_column *columns; /* those that are not dropped; owned */
    size_t count;
    size_t rows;
    char delimiter;
    unsigned long header_line;
    const char *encoding; /* NULL = UTF-8 */
    unsigned long totals; /* rows that look like totals, left out */
    struct text warnings; /* sentences, a line each */
};

/*
 * Cleans a file as far as it can be without being asked: a column that could be read in two ways is
 * left as text, rows of totals are left out, and both are told. -1 where clean refuses the file for
 * what no column can be blamed for. Ended by clean_seen_free, on failure too.
 */
int clean_see(const char *path, const struct clean_options *options, struct clean_seen *seen,
              struct error *err);
void clean_seen_free(struct clean_seen *seen);

/* A pipe, or standard input: it can be read only once. */
bool clean_is_pipe(const char *path);

/*
 * Of files of one kind some may be UTF-8 and some in another encoding: which one this is. *own gets
 * `stated` where the file says nothing itself: it has no mark, and is not UTF-8 with letters
 * beyond ASCII. Else NULL. A pipe is not looked at, and gets `stated`.
 */
int clean_encoding_of(const char *path, const char *stated, const char **own, struct error *err);

#endif
