/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a cell is written to CSV (RFC 4180), for all who write it: in quotes where it
 * holds the delimiter, a quote, a CR or LF, or begins like a byte order mark.
 *
 * With `guard`, text that a spreadsheet would take for a formula - it begins with =, +,
 * -, @, a tab or a CR, and is no number - gets an apostrophe in front, which makes it
 * text there (OWASP, "CSV Injection"). Programs that read the file see the apostrophe.
 */
#ifndef LEVER_TABLE_QUOTING_H
#define LEVER_TABLE_QUOTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "table/dialect.h"

struct quoting {
    char delimiter;
    char decimal;
    bool guard;
    bool special[256]; /* bytes that may ask for quotes or the guard */
};

/* Of the dialect, delimiter, decimal and guard count. */
void quoting_start(struct quoting *quoting, const struct dialect *dialect);
/* Adds the cell to out, as it is to be written. */
void quoting_add(const struct quoting *quoting, const char *text, size_t length, struct text *out);

/* True where the cell is written as it stands: nearly always. */
static inline bool quoting_is_plain(const struct quoting *quoting, const char *text, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (quoting->special[(unsigned char)text[i]])
            return false;
    return true;
}

#endif
