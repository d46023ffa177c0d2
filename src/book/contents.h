/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of contents: on the cover, or on a sheet of its own where the cover has answers.
 * Internal to book/.
 */
#ifndef LEVER_BOOK_CONTENTS_H
#define LEVER_BOOK_CONTENTS_H

#include "book/book_private.h"

/* Two: what it holds, and the sheet. */
extern const struct grid_column contents_columns[];
/* Writes it below what the sheet has so far. */
void contents_write(struct book *book, struct sheet *sheet);

#endif
