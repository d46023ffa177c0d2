/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records out of a CSV file, one at a time, as libcsv sees them.
 *
 * libcsv is the authority on what a record is: CSV_STRICT and CSV_STRICT_FINI, so
 * an unterminated quote is an error; fields are not trimmed; a blank line in a
 * one-column file is a record with one empty field (elsewhere it is passed over). A byte order mark at the
 * start is passed over. Invalid UTF-8, NUL bytes and a record longer than the
 * dialect's max_record are errors with their line.
 */
#ifndef LEVER_TABLE_READER_H
#define LEVER_TABLE_READER_H

#include "base/error.h"
#include "table/dialect.h"

struct field {
    const char *text; /* borrowed until the next reader_next; NUL-terminated */
    size_t length;
    bool quoted; /* stood in quotes: "" is then an empty text, not a missing one */
};

struct reader;

/* path "-" is standard input. The caller closes; dialect is copied. */
struct reader *reader_open(const char *path, const struct dialect *dialect, struct error *err);
/* 1 and a record, 0 at the end, -1 on failure. The first record is the header. */
int reader_next(struct reader *reader, const struct field **fields, size_t *count,
                struct error *err);
/* The line on which the last record began, 1-based. */
unsigned long reader_line(const struct reader *reader);
const char *reader_name(const struct reader *reader); /* the path, borrowed */
void reader_close(struct reader *reader);             /* NULL is fine */

#endif
