/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV out: RFC 4180 with LF line ends, UTF-8; a field is quoted only where it
 * must be (quoting.h; an only field that is empty, too). Numbers in the shortest form
 * that reads back.
 *
 * With the dialect's `json`, the same calls write JSON lines instead: the first row
 * holds the keys, every other row is one object on a line of its own; a number is a
 * number and what is missing is null.
 *
 * Call order: a field after another, then writer_end_row. Errors are kept: the
 * first failed write shows in writer_close.
 */
#ifndef LEVER_TABLE_WRITER_H
#define LEVER_TABLE_WRITER_H

#include "base/error.h"
#include "base/text.h"
#include "table/dialect.h"

struct writer;

/* path NULL or "-" is standard output; see base/output.h for how files appear.
 * Of the dialect, delimiter, decimal, guard, bom and json count; it is copied. */
struct writer *writer_open(const char *path, const struct dialect *dialect, struct error *err);
/* A writer into memory: the rows' text is added to `out`, which stays the caller's and is
 * complete after each writer_flush; for rows made on several threads and written by
 * writer_raw. Ends with writer_abandon. */
struct writer *writer_memory(struct text *out, const struct dialect *dialect);
void writer_flush(struct writer *writer);
/* Bytes as they are, whole rows or the first fields of one. */
void writer_raw(struct writer *writer, const char *bytes, size_t length);
void writer_text(struct writer *writer, const char *text, size_t length);
void writer_string(struct writer *writer, const char *string); /* NULL = empty */
void writer_number(struct writer *writer, double value);       /* NaN, Inf = empty */
void writer_integer(struct writer *writer, long value);
void writer_missing(struct writer *writer);
void writer_end_row(struct writer *writer);
/* A whole row of strings: a header. */
void writer_row(struct writer *writer, const char *const *strings, size_t count);
/* Flushes, checks, renames; frees the writer in any case. */
int writer_close(struct writer *writer, struct error *err);
/* Gives up: the file does not appear. NULL is fine. */
void writer_abandon(struct writer *writer);

#endif
