/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records out of a CSV file, as libcsv sees them.
 *
 * libcsv is the authority on what a record is: CSV_STRICT and CSV_STRICT_FINI, so
 * a stray or an unterminated quote is an error; fields are not trimmed; lines end
 * at LF, CR or CRLF. A blank line in a file of one column is a record with one
 * empty field (libcsv drops it); elsewhere, and before the first record, it is
 * passed over. A UTF-8 byte order mark at the start is passed over. UTF-16,
 * invalid UTF-8, NUL bytes and a record longer than the dialect's max_record are
 * errors with their line, which come in their turn: behind the records before.
 *
 * Two ways to read. reader_next gives one record after another. Or the header is
 * taken with reader_next and the rest in batches (table/batch.h), on as many
 * threads as one likes: finding the records is quick and happens under a lock,
 * one batch after another; what is in them is then worked on side by side.
 * Memory is a block a batch (256 KiB, more only for a longer record).
 */
#ifndef LEVER_TABLE_READER_H
#define LEVER_TABLE_READER_H

#include "base/error.h"
#include "table/batch.h"
#include "table/dialect.h"

struct reader;

/* path "-" is standard input. The caller closes; dialect is copied. */
struct reader *reader_open(const char *path, const struct dialect *dialect, struct error *err);
/* Says (dialect's tell) what should be said of what was read up to here; once. Closing does so too. */
void reader_tell(struct reader *reader);
/* The same of an open file, from where it stands; the descriptor becomes the reader's, on failure
 * too. path is what messages call it. */
struct reader *reader_open_at(int fd, const char *path, const struct dialect *dialect,
                              struct error *err);
/* 1 and a record, 0 at the end, -1 on failure. The first record is the header. */
int reader_next(struct reader *reader, const struct field **fields, size_t *count,
                struct error *err);
/* The last record once more: the next read gives it again. Once after a read. */
void reader_back(struct reader *reader);
/* The line on which the last record began, 1-based. */
unsigned long reader_line(const struct reader *reader);
const char *reader_name(const struct reader *reader); /* the path, borrowed */

/* Fills the batch with the next records of the file; false at its end. May be
 * called from several threads, each with its own batch; not beside reader_next. */
bool reader_batch(struct reader *reader, struct batch *batch);

/* Rows handed out in batches so far. */
size_t reader_rows(const struct reader *reader);
/* Bytes of the file where it is a regular one (0 otherwise), and bytes read. */
size_t reader_size(const struct reader *reader);
size_t reader_taken(struct reader *reader);
/* Reads that many bytes at a time (at least 16), before the first read; for tests. */
void reader_set_block(struct reader *reader, size_t bytes);
void reader_close(struct reader *reader); /* NULL is fine */

#endif
