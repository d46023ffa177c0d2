/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to the rows of a sample: what kind of row one is, and what several say of
 * the table they may be. Ranges are from .. to - 1.
 */
#ifndef LEVER_CLEAN_ROWS_H
#define LEVER_CLEAN_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "clean/sample.h"

/* The width of the table among the rows. */
size_t rows_width(const struct clean_sample *sample, size_t from, size_t to);
/* The most cells that are filled in a row of this width. */
size_t rows_fullest(const struct clean_sample *sample, size_t from, size_t to, size_t width);
/* Marks the columns all of whose cells are numbers or dates; how many there are. */
size_t rows_typed(const struct clean_sample *sample, size_t from, size_t to, size_t width,
                  bool *typed);
/* The same where the last rows, behind a blank one, may be notes: a few texts at the end
 * of a column say nothing against it. */
void rows_typed_before_notes(const struct clean_sample *sample, size_t from, size_t to,
                             size_t width, bool *typed);
/* Are the rows a table of their own: names, and values below them? */
bool rows_are_table(const struct clean_sample *sample, size_t from, size_t to);

/* The same of rows of two cells, which may be notes instead: an account, a from, a to. */
bool pairs_are_table(const struct clean_sample *sample, size_t from, size_t to, size_t least);

bool row_is_blank(const struct clean_sample_row *row);
bool row_is_comment(const struct clean_sample_row *row); /* begins with # */
/* Text wherever the columns are numbers or dates, and some there. */
bool row_is_names(const struct clean_sample_row *row, const bool *typed, size_t width);
/* Names that are periods, growing or falling from left to right; the row `next` is not alike. */
bool row_is_periods(const struct clean_sample_row *row, const struct clean_sample *sample,
                    size_t next, size_t to);
/* No first cell and none where the columns are numbers or dates, but text elsewhere. */
bool row_lacks_values(const struct clean_sample_row *row, const bool *typed, size_t width);
bool row_is_units(const struct clean_sample_row *row);
/* All columns have a name but the first, which numbers the rows. */
bool row_lacks_first_name(const struct clean_sample_row *row);
/* Names over groups of columns, as merged cells are exported. */
bool row_is_upper(const struct clean_sample_row *row, size_t width);

#endif
