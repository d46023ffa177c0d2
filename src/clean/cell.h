/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records out of a block of bytes, for clean.
 *
 * A block is UTF-8, holds whole records and ends with a line end. libcsv, with
 * its strictness off, is the authority on what a record is: a quote inside a cell
 * that did not begin with one is a letter like others, and so is one inside a
 * quoted cell that neither ends it nor is doubled; spaces before an opening and
 * behind a closing quote are not part of the cell. Line ends are LF, CR or CRLF,
 * mixed as they come. Records without a quote need no parser: they are cut at the
 * delimiters, which gives the same cells.
 *
 * Cells are views into the block, or (quoted ones) into the splitter's own
 * memory: both live until the next record. Outer blanks (space, tab, no-break
 * spaces, a stray byte order mark) are outside the view; `spaced` says there
 * were some. The guard some programs put around text, ="007", is outside too.
 */
#ifndef LEVER_CLEAN_CELL_H
#define LEVER_CLEAN_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What kinds of characters a cell holds, as bits. */
enum cell_class {
    CELL_DIGIT = 1 << 0,
    CELL_SIGN = 1 << 1, /* + - */
    CELL_POINT = 1 << 2,
    CELL_COMMA = 1 << 3,
    CELL_SPACE = 1 << 4, /* space and tab */
    CELL_LETTER = 1 << 5,
    CELL_HIGH = 1 << 6, /* beyond ASCII */
    CELL_SLASH = 1 << 7,
    CELL_COLON = 1 << 8,
    CELL_QUOTE = 1 << 9,
    CELL_LINE = 1 << 10, /* a line end, inside quotes */
    CELL_OTHER = 1 << 11,
    CELL_STOP = 1 << 15, /* ends a cell of a record without quotes; in no cell's mask */
};

struct cell {
    const char *text;
    const char *raw; /* as written, quotes and blanks included */
    uint32_t length;
    uint32_t raw_length;
    uint16_t mask;
    bool quoted;  /* stood in quotes */
    bool spaced;  /* lost outer blanks */
    bool stray;   /* had a quote where none belongs */
    bool guarded; /* lost the guard ="..." */
    bool shaped;  /* of 16 bytes at most, lost nothing, and 32 bytes are readable from text on: */
    uint16_t points; /* then the places of its points, a bit each, */
    uint16_t commas; /* and of its commas; else 0 */
};

struct clean_record {
    struct cell *cells;
    size_t count;       /* cells as written */
    size_t filled;      /* cells that are not empty */
    bool stray;         /* some cell has a quote where none belongs */
    unsigned long line; /* on which it begins */
    const char *raw;    /* as written, without the line end */
    size_t raw_length;
};

struct splitter;

/* rows: line ends inside cells do not count as lines, as of a sheet. */
struct splitter *splitter_new(char delimiter, bool rows);
void splitter_free(struct splitter *splitter); /* NULL is fine */
/* Starts on a block whose first line has this number. */
void splitter_feed(struct splitter *splitter, const char *block, size_t length, unsigned long line);
/* The same of a block behind which SCAN_PADDING bytes are readable (table/scan.h): where its quotes
 * are ordinary ones (table/cut.h), the ends of its cells are found all at once, and records come
 * faster; they are the same. */
void splitter_feed_padded(struct splitter *splitter, const char *block, size_t length,
                          unsigned long line);
/* The next record (a blank line is one of a single empty cell), or NULL at the end. */
const struct clean_record *splitter_next(struct splitter *splitter);
/* Where the next record begins: in the block, and on which line. */
const char *splitter_at(const struct splitter *splitter);
unsigned long splitter_line(const struct splitter *splitter);

/* Where the last whole record of the bytes ends (0: none does). Line ends at the
 * very end count only where `last` says that nothing follows: CR may be half a CRLF. */
size_t records_end(const char *bytes, size_t length, char delimiter, bool last);
/* True where the bytes end inside a quoted cell; *at gets the offset of its quote. */
bool records_open(const char *bytes, size_t length, char delimiter, size_t *at);
/* How many cells a record of this text has by that delimiter; 0 where it is no record. */
size_t cells_divided(const char *text, size_t length, char delimiter);
/* How many line ends there are: LF, CR, or CRLF as one. */
size_t count_lines(const char *bytes, size_t length);
/* The same outside of quotes, of the CSV of a sheet. */
size_t count_rows(const char *bytes, size_t length);

#endif
