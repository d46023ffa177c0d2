/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a CSV file is written. Zero members mean the default, so that a struct
 * dialect that is all zero is plain CSV (RFC 4180): comma, point, a header row.
 */
#ifndef LEVER_TABLE_DIALECT_H
#define LEVER_TABLE_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dialect {
    char delimiter;      /* 0 = ',' */
    char decimal;        /* 0 = '.' */
    bool no_headers;     /* the first row is data; columns are named A, B, ... */
    bool bom;            /* writing: begin with a byte order mark */
    bool guard;          /* writing: keep spreadsheets from seeing formulas; see quoting.h */
    bool json;           /* writing: JSON lines instead of CSV */
    const char *missing; /* comma-separated words that mean missing; borrowed; NULL = none.
                            An empty cell and NA are always missing in a number column. */
    const char *shown;   /* reading: the file's name in messages; NULL = the path it is opened by */
    size_t max_record;   /* bytes a record may have; 0 = 16 MiB */
    /* Reading files that are packed, and workbooks (unpack/unpack.h): */
    const char *sheet;     /* the one to read; borrowed; NULL = the only one */
    uint64_t max_unpacked; /* bytes; 0 = the default */
    bool rows;             /* what is read was a sheet: a line is a row of it */
    /* Hears what should be said of a file once it is read; NULL = nobody does. */
    void (*tell)(const char *file, const char *sentence, bool warning);
};

/* Fields are divided by an ASCII character that no name or number is made of: no letter, digit,
 * sign, point, quote or line end. The decimal mark is a point or a comma. Both may be a comma in
 * what is read: numbers then stand in quotes, as spreadsheets of such locales write them. */
bool dialect_may_divide(char c); /* 0, which is "not given", may not */
bool dialect_may_be_decimal(char c);

#endif
