/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the table is in an export: its delimiter, what stands before it, its
 * header and its width, from the beginning of the file, for clean.
 *
 * The delimiter is the one of , ; tab | by which the most rows have one width (and,
 * where two are near, whose cells are more often numbers and dates); a sep= line
 * or --delimiter says it outright.
 *
 * Rows before the header are those of another width than the table's, those
 * nearly empty, comments (#) and ruled lines. The header is the first row that is
 * none of these; its cells are text where the columns below hold numbers or dates.
 * What is doubtful is an error that names the option that settles it.
 */
#ifndef LEVER_CLEAN_LAYOUT_H
#define LEVER_CLEAN_LAYOUT_H

#include "base/error.h"
#include "base/text.h"
#include "clean/border.h"
#include "clean/cell.h"
#include "clean/input.h"
#include "clean/log.h"
#include "clean/sample.h"

struct clean_layout_options {
    char delimiter; /* 0 = by evidence */
    bool no_headers;
    unsigned long header_line; /* 0 = by evidence */
    size_t header_rows;        /* 0 = 1, and refuse what looks like more */
    bool several;              /* there are several tables: what may be one is one */
    size_t max_record;
};

struct clean_layout {
    char delimiter;
    bool stated;            /* by sep= or by the user */
    bool dropped_separator; /* there was a sep= line */
    size_t width;           /* columns, empty ones included */
    char **names;           /* width of them, as they will be written */
    char **written;         /* as they are in the file ("" = empty) */
    char **before; /* the same, with what cannot be seen in front and behind; for the log */
    bool *typed;   /* by the sample, the column holds numbers or dates */
    unsigned long header_line;
    off_t data_offset; /* data begin here */
    unsigned long data_line;
    unsigned long limit; /* rows from this line on are another table; 0 = none seen yet */
    off_t limit_offset;
    struct table_shape shape; /* what its columns hold, by the sample */
    size_t values;            /* the first column of numbers, or else of dates; width = none */
    struct dropped_row {
        unsigned long line;
        enum repair kind;
        char *raw;
    } * dropped; /* rows before the data, the header's own apart */
    size_t dropped_count;
    size_t dropped_capacity;
    size_t header_rows;
    bool row_names; /* the first column holds R's names of rows, and has none itself */
    bool marked;    /* the header begins with # */
};

/*
 * Finds the first table that begins at offset (line) or behind it. notes and warnings get sentences.
 * The caller frees the layout with clean_layout_free, on failure too.
 */
int clean_layout_find(const struct clean_input *input, off_t offset, unsigned long line,
                      const struct clean_layout_options *options, struct clean_layout *layout,
                      struct text *notes, struct text *warnings, struct error *err);
void clean_layout_free(struct clean_layout *layout);

/* The names as written, from `rows` rows of the sample; one of row names has none. An upper row's name reaches over the empty cells to its right. */
void layout_take_names(struct clean_layout *layout, const struct clean_sample *sample,
                       size_t header, size_t rows);
/* The names as they will be written: every column has one, and no two the same. */
void layout_make_names(struct clean_layout *layout, bool no_headers);

#endif
