/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page for the web: the same answer as the workbook's cover and pages, in one file of HTML. It needs
 * nothing from elsewhere: no script, no font, no network. It follows WCAG 2.2 AA: headings in
 * order, landmarks, tables with headers, pictures with their text, contrast of 4.5 and more, a width
 * of 320 pixels.
 */
#ifndef LEVER_BOOK_PAGE_H
#define LEVER_BOOK_PAGE_H

#include "book/book.h"

/*
 * Writes the tables, as book_write knows them, to out (NULL or "-": standard output), whole or not at
 * all. Tables of data, working and settings are read for what the answer needs of them and not
 * shown. The same tables give the same bytes where the time is fixed (`created`).
 */
int page_write(const char *const *files, size_t count, const char *out,
               const struct book_options *options, struct text *notes, struct error *err);

#endif
