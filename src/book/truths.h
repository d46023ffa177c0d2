/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Truths that formulas give, as truths.
 *
 * libxlsxwriter keeps the value of a formula as a number or a text (t="str"), and a program that
 * reads values and computes nothing gets the text TRUE. So the parts that have such cells are
 * rewritten in the finished file: t="b", with 1 or 0. Texts that say TRUE stay texts: only columns
 * whose formula gives truths are touched.
 */
#ifndef LEVER_BOOK_TRUTHS_H
#define LEVER_BOOK_TRUTHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* The columns of one sheet. */
struct truths_sheet {
    unsigned part; /* xl/worksheets/sheet<part>.xml */
    bool *columns; /* which of them hold truths; owned by the caller */
    size_t count;
};

/* Adds the part's XML to out with the truths of these columns as such. */
void truths_convert(const char *xml, size_t length, const struct truths_sheet *sheet,
                    struct text *out);

/*
 * Does so in the file. A file that is too large to be held in memory (256 MiB, or in the form for
 * those beyond 4 GiB) stays as it is. -1: it cannot be read, written, or made out.
 */
int truths_mend(const char *path, const struct truths_sheet *sheets, size_t count,
                struct error *err);

#endif
