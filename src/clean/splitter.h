/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The splitter of cell.h, for its two ways: cell.c and, where records lie ready, indexed.c. */
#ifndef LEVER_CLEAN_SPLITTER_H
#define LEVER_CLEAN_SPLITTER_H

#include <csv.h>

#include "base/memory.h"
#include "base/text.h"
#include "clean/cell.h"
#include "table/cut.h"

struct splitter {
    uint16_t classes[256];
    char delimiter;
    bool rows;         /* see splitter_new */
    const char *block; /* its first byte */
    const char *at;    /* the next record begins here */
    const char *end;
    unsigned long line;
    struct clean_record record;
    size_t capacity;
    struct csv_parser parser;
    struct text text; /* the cells of a record with quotes */
    size_t *ends;     /* in text, of each of them */
    size_t end_count;
    size_t end_capacity;
    bool ended;       /* libcsv has seen the end of the record */
    bool indexed;     /* marks has where the block's cells end, */
    size_t next_mark; /* the first of those that are not behind */
    struct cut_marks marks;
};

static inline bool line_end(char c)
{
    return c == '\n' || c == '\r';
}

static inline struct cell *add_cell(struct splitter *splitter, const char *text, size_t length)
{
    struct clean_record *record = &splitter->record;
    struct cell *cell;

    if (record->count == splitter->capacity)
        record->cells = xgrow(record->cells, record->count, &splitter->capacity,
                              sizeof *record->cells);
    cell = &record->cells[record->count++];
    *cell = (struct cell){
        .text = text, .raw = text, .length = (uint32_t)length, .raw_length = (uint32_t)length
    };
    return cell;
}

/* What is left to do for a cell that is more than letters, digits and marks: with its
 * mask as it stands. */
void splitter_finish(const struct splitter *splitter, struct cell *cell, unsigned mask);
/* A record with a quote in it: libcsv reads the cells. Leaves `at` on its line end. */
void splitter_quoted(struct splitter *splitter);
/* Counts the line, and moves `at` behind its end. */
static inline void splitter_end_line(struct splitter *splitter)
{
    splitter->line++;
    if (splitter->at < splitter->end)
        splitter->at += splitter->at[0] == '\r' && splitter->at + 1 < splitter->end &&
                                splitter->at[1] == '\n'
                            ? 2
                            : 1;
}

/* Whether the processor can (indexed.c). */
bool splitter_can_index(void);
/* The next record of an indexed block that is not at its end. */
const struct clean_record *splitter_next_indexed(struct splitter *splitter);

#endif
