/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the last whole record in a stretch of bytes ends, quickly.
 *
 * Bytes are inside quotes where the number of quotes before them is odd, which is found for 64 of
 * them at a time. That is what a parser makes of them as long as the quotes are ordinary: one that
 * opens stands at the begin of a cell, or behind one that closes (two stand for one), and one that
 * closes is followed by a delimiter, a line end or another. Other quotes are for slower eyes.
 */
#ifndef LEVER_TABLE_CUT_H
#define LEVER_TABLE_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cut {
    size_t end;          /* offset behind the last line end outside quotes; 0 = there is none */
    unsigned long lines; /* line ends before it, in quotes too: LF, CR, or CRLF as one */
};

/*
 * The bytes begin with a record; SCAN_PADDING bytes behind them are readable (table/scan.h). A CR
 * at the very end counts for nothing, as it may be half of a CRLF. False where a quote is not an
 * ordinary one: nothing is known then.
 */
bool cut_records(const char *bytes, size_t length, char delimiter, struct cut *cut);

/* Where cells end: the offsets of delimiters and line ends outside quotes. */
struct cut_marks {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/* Finds them in bytes as above that end with a line end. length is below 4 GiB. The memory is used
 * again, and freed by cut_marks_free. */
bool cut_cells(const char *bytes, size_t length, char delimiter, struct cut_marks *marks);
void cut_marks_free(struct cut_marks *marks);

#endif
