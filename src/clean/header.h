/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which row of a sample is the header, for layout.c: of a file that holds one table.
 *
 * It is the first row of the table's width that is neither nearly empty nor a comment,
 * unless the rows say that it is the one above (with names missing or cells too many
 * below) or one further down (pairs of a word and a value stand before it). What is
 * doubtful is an error that names the option that settles it.
 */
#ifndef LEVER_CLEAN_HEADER_H
#define LEVER_CLEAN_HEADER_H

#include "clean/layout.h"
#include "clean/sample.h"

struct search {
    const struct clean_input *input;
    const struct clean_layout_options *options;
    const struct clean_sample *sample;
    struct clean_layout *layout;
    struct error *err;
    struct text *warnings;
    size_t from; /* rows of the sample that are looked at */
    size_t to;
};

/* The first row that may be the header; search->to = there is none. */
size_t header_first(const struct search *search);
/* Whether it is the header, or which one near it is, and with what width; -1 where that is
 * open. Fills layout->typed. */
int header_settle(struct search *search, size_t *header);
/* Of a header of several rows: the first of them. */
void header_climb(struct search *search, size_t *header);
/* How many rows below the header belong to it, and the row of units; search->to = none. */
int header_below(struct search *search, size_t header, size_t *rows, size_t *units);

#endif
