/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where records and fields begin and end in a stretch of bytes.
 *
 * The scan marks every delimiter and line end that stands outside quotes, 64 bytes
 * at a time with the vector instructions the processor has (AVX2, SSE2, or plain
 * C; all give the same marks). A byte is inside quotes where the number of quotes
 * before it in its record is odd: for every record libcsv accepts that is what
 * libcsv means by it. A record without a quote is then fully described by its
 * marks; one with a quote is marked so, and its fields are libcsv's to tell.
 *
 * A line ends at LF, CR or CRLF. A blank line is a record only if keep_blank.
 */
#ifndef LEVER_TABLE_SCAN_H
#define LEVER_TABLE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that must be readable (and may be written) behind the bytes scanned. */
enum { SCAN_PADDING = 64 };

struct record {
    uint32_t start;  /* offset of its first byte */
    uint32_t first;  /* index of its first mark */
    uint32_t fields; /* its marks, the line end included: the fields, if well formed */
    uint32_t line;   /* line ends before it in the stretch */
    bool quoted;     /* holds a quote */
};

struct scan {
    uint32_t *marks; /* offsets of delimiters and line ends outside quotes */
    size_t mark_count;
    size_t mark_capacity;
    struct record *records;
    size_t count;
    size_t capacity;
    size_t end;     /* offset behind the last record: what follows is a part of one */
    uint32_t lines; /* line ends up to `end` */
    bool rows;      /* in: line ends inside quotes do not count as lines */
    bool after_cr;  /* in and out: the byte before was a CR that ended a line */
    bool open;      /* the bytes end inside quotes */
    bool has_nul;   /* there is a NUL byte */
    bool has_high;  /* there is a byte above 127 */
};

/*
 * Scans bytes[from .. length), where from is the start of a record. With `last`
 * the bytes are the end of the file: what follows the last line end is a record
 * too. Arrays in scan are reused; scan_free ends it. length is below 2 GiB.
 */
void scan_bytes(struct scan *scan, char *bytes, size_t from, size_t length, char delimiter,
                bool keep_blank, bool last);
void scan_free(struct scan *scan);

/* Which instructions to use, for tests: "avx2", "sse2", "plain" or NULL = the best.
 * Returns false where the processor has not got them. Not for use beside a scan. */
bool scan_choose(const char *kernel);

/* Physical line ends in bytes[0 .. length). */
unsigned long scan_lines(const char *bytes, size_t length);

#endif
