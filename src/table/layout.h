/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table for a person's eyes: aligned columns, or a record to a block.
 *
 * The first rows are shown to the layout (layout_learn), which then decides how
 * wide each column is, which ones hold numbers, and whether the table fits: where
 * it does not, even with its long cells cut, each record becomes a block with a
 * line a column; where a table is asked for all the same, columns at its end are left
 * out. Sentences in a last column that do not fit may stand below their rows instead, in full.
 * Rows that come later do not change what was decided: a text that is too wide is cut;
 * a number never is: it moves its line along, or, where there is no room, shows as ####.
 * No line is wider than the width.
 *
 * Widths are columns of a terminal. Line breaks inside a cell show as U+21B5, tabs
 * as a space, other control characters as U+FFFD, so that a cell cannot reach the
 * terminal's own controls.
 */
#ifndef LEVER_TABLE_LAYOUT_H
#define LEVER_TABLE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "table/batch.h"
#include "table/dialect.h"

enum layout_form { LAYOUT_AUTO, LAYOUT_TABLE, LAYOUT_LONG };

struct table_layout_options {
    enum layout_form form;
    size_t width; /* columns there are, 10 or more; 0 = as many as it takes, nothing is cut */
    int digits;   /* significant digits of a fraction; 0 = numbers as they are */
    bool below;   /* the last column, where it does not fit whole, stands below each row */
    bool bold;    /* headings in bold (terminal control sequences) */
    /* The terminal's code for a cell ("31" is red), or NULL for none; may be NULL. */
    const char *(*style)(const void *context, const char *name, const char *text);
    const void *context;
    struct dialect dialect; /* what a number is, and what is missing */
};

struct table_layout;

/* names: one a column, borrowed. The caller frees with layout_free. */
struct table_layout *layout_new(const char *const *names, size_t count,
                                const struct table_layout_options *options);
void layout_free(struct table_layout *layout);
/* One of the first rows: count fields. */
void layout_learn(struct table_layout *layout, const struct field *fields);
/* No more of them come: decides. */
void layout_decide(struct table_layout *layout);
/* How many columns, the last ones (of those in line), are not shown; once it is decided. */
size_t layout_left_out(const struct table_layout *layout);
/* Adds the lines above the rows to out; none where each record is a block. */
void layout_heading(const struct table_layout *layout, struct text *out);
/* Adds a row, with its line end; number counts the rows from 1. */
void layout_row(const struct table_layout *layout, const struct field *fields, size_t number,
                struct text *out);

#endif
