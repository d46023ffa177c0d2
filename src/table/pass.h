/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells passed on as they are: byte for byte, unless the user named words that mean
 * missing (they become empty) or wants another decimal mark than the table's (then
 * numbers are written anew).
 */
#ifndef LEVER_TABLE_PASS_H
#define LEVER_TABLE_PASS_H

#include <stdbool.h>

#include "table/cell.h"
#include "table/writer.h"

struct pass {
    const struct cells *cells; /* borrowed */
    bool look;                 /* cells must be looked at */
    bool recode;               /* numbers are written anew */
};

struct pass pass_make(const struct cells *cells, const struct dialect *in,
                      const struct dialect *out);
void pass_cell(const struct pass *pass, const char *text, size_t length, struct writer *writer);

#endif
