/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Odd rows, for clean's first pass: rows that may not be the table's - blank, of
 * another width, nearly empty, totals, names where there should be numbers. Only what
 * follows tells what they are. So they are kept until a regular row or the end of the
 * file comes, and are then part of the table, its footer, or the beginning of another.
 * More of them than ODDS_MOST in a row are no footer: memory does not grow with them.
 */
#ifndef LEVER_CLEAN_ODD_H
#define LEVER_CLEAN_ODD_H

#include <stdint.h>

#include "clean/clean_private.h"

struct odd {
    unsigned long line;
    off_t offset;
    size_t regular_before; /* regular rows of the block before it */
    size_t count;
    size_t filled;
    enum row_kind kind;
    bool names; /* it may be the names of another table, or the row below them */
    bool title; /* only its first cell is filled, with text */
    char *raw;
    size_t raw_length;
};

enum { ODDS_MOST = 1 << 16 };

struct odds {
    struct odd *items;
    size_t count;
    size_t capacity;
};

/* Adds a copy with its own copy of raw. */
void odds_add(struct odds *odds, const struct odd *odd, const char *raw);
void odds_free(struct odds *odds);

/* The first cell of a row, cut to size: what those below it should look like. */
struct label {
    char text[64];
    uint32_t length; /* 0 = none so far */
    uint16_t mask;
};
void label_take(struct label *label, const struct cell *cell); /* not an empty one */

struct settling {
    struct clean *clean;
    struct odds pending; /* since the last regular row */
    struct splitter *splitter;
    struct splitter *ahead;           /* for the row below the one that is looked at */
    bool begun;                       /* the table has rows already */
    unsigned long maybe_line;         /* the first row that may begin another table; 0 = none */
    struct column_evidence *evidence; /* of odd rows that turned out to be data */
    unsigned long total_line;         /* the first row of totals; 0 = none */
    char total[48];
    unsigned long last_line;  /* the table's last row */
    bool last_unlabelled;     /* it has no label, but values */
    struct label label;       /* of the last regular row that has one */
    unsigned long first_line; /* the same of its first row */
    bool first_unlabelled;
};

/* Freed by settling_free. */
void settling_start(struct settling *settling, struct clean *clean);
void settling_free(struct settling *settling);
/* Takes the odd row over, its raw included. */
void settling_take(struct settling *settling, struct odd *odd);

/* A row of the table, unlabelled or not: is it the first one? */
void settling_first(struct settling *settling, unsigned long line, bool unlabelled);

/* What is pending is settled, since a row of the table follows, or the end of the file.
 * True: another table begins, and clean->limit says where. */
bool settle_middle(struct settling *settling);
bool settle_end(struct settling *settling);

/* The evidence of one more row of the table. */
void evidence_add_row(const struct clean *clean, struct column_evidence *evidence,
                      const struct clean_record *record);
/* The row's first cell is empty, and a number stands in another. */
bool row_is_unlabelled(const struct clean_record *record);

#endif
