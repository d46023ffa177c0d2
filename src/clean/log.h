/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of repairs: what clean changed, a row each
 * (file,line,column,kind,before,after), and how often by kind.
 *
 * A struct repairs collects the repairs of a part of the file; parts are poured
 * into the whole in order, so that the log does not depend on threads. Where no
 * log is asked for, only the counts are kept.
 */
#ifndef LEVER_CLEAN_LOG_H
#define LEVER_CLEAN_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "table/quoting.h"

/* Kinds that drop a row come first, up to REPAIR_DROPS. */
enum repair {
    REPAIR_PREAMBLE, /* a line before the header */
    REPAIR_RULE,     /* a line of dashes under or around the header */
    REPAIR_UNITS,    /* the row of units below the header */
    REPAIR_BLANK,    /* a line or a row with nothing in it */
    REPAIR_HEADER,   /* the header again, in the middle */
    REPAIR_TOTAL,    /* a row of totals (--drop-totals) */
    REPAIR_TABLE,    /* a row of another table of the file (--table) */
    REPAIR_FOOTER,   /* a line behind the table */
    REPAIR_COMMENT,  /* a line that begins with #, among rows of numbers or dates */
    REPAIR_ASIDE,    /* a row that cannot be placed (--set-aside) */
    REPAIR_DROPS,    /* how many of them there are: no kind itself */
    REPAIR_BOM = REPAIR_DROPS,
    REPAIR_ENCODING,
    REPAIR_SEPARATOR, /* a sep= line */
    REPAIR_DELIMITER,
    REPAIR_NAME,    /* a header cell: empty, doubled, broken over lines */
    REPAIR_COLUMN,  /* an empty column left out */
    REPAIR_SHORT,   /* a row with cells missing at its end */
    REPAIR_LONG,    /* a row with empty cells too many */
    REPAIR_QUOTE,   /* a quote where none belongs */
    REPAIR_GUARD,   /* ="007" */
    REPAIR_SPACE,   /* blanks around a cell */
    REPAIR_ALIKE,   /* letters and spaces that only look like others */
    REPAIR_MISSING, /* a word that means missing */
    REPAIR_DECIMAL,
    REPAIR_GROUP,
    REPAIR_MINUS,
    REPAIR_CURRENCY,
    REPAIR_PERCENT,
    REPAIR_SIGN, /* the same of a column that stays in percent */
    REPAIR_DATE,
    REPAIR_KINDS
};

/* "preamble" .. "date": the word in the log's column kind. */
const char *repair_name(enum repair kind);
/* What a repair of this kind is, for the summary: "lines before the header dropped". */
const char *repair_text(enum repair kind);

struct repairs {
    const char *file;              /* borrowed; how the log names it */
    const struct quoting *quoting; /* borrowed; how the log is written */
    bool rows_wanted;              /* a log is written */
    struct text rows;              /* CSV, without a header */
    unsigned long counts[REPAIR_KINDS];
};

void repairs_add(struct repairs *repairs, unsigned long line, const char *column, enum repair kind,
                 const char *before, size_t before_length, const char *after, size_t after_length);
/* Adds the counts of a part to the whole; the part keeps its rows (for the caller to
 * write) and starts its counts again. */
void repairs_count(struct repairs *whole, struct repairs *part);
unsigned long repairs_dropped(const struct repairs *repairs);
void repairs_free(struct repairs *repairs);

#endif
