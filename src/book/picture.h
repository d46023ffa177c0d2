/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All findings in one picture: each effect and its 95 % interval as a bar, over the smallest effect
 * that matters, else over its standard error. Internal to book/.
 */
#ifndef LEVER_BOOK_PICTURE_H
#define LEVER_BOOK_PICTURE_H

#include "book/book_private.h"

/* Has any finding that is shown an interval to draw? */
bool picture_has(const struct book *book);
/* How far the scale reaches to either side. An interval that is very wide, of a finding that cannot be
 * told, leaves the others their room: *cut says that it reaches further. */
double picture_most(const struct book *book, bool *cut);
#define picture_title "How large, beside what matters"
/* What the bars are measured in; constant. */
const char *picture_axis(const struct book *book);
/* What is seen, for those who do not see it. */
const char *picture_described(struct book *book);
/* Puts it below what the sheet has so far; nothing where no finding has an interval. */
void picture_place(struct sheet *sheet);

#endif
