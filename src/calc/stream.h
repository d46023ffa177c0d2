/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table with its formulas' columns, row by row from a file to a writer, in memory
 * that does not grow with the rows as long as no function looks at many of them.
 *
 * Cells that no formula replaces are passed on byte for byte (table/pass.h).
 */
#ifndef LEVER_CALC_STREAM_H
#define LEVER_CALC_STREAM_H

#include "base/error.h"
#include "calc/calc.h"
#include "calc/eval.h"
#include "table/dialect.h"
#include "table/table.h"
#include "table/writer.h"

struct stream {
    const struct calc *calc;    /* bound */
    const struct dialect *in;   /* how the table is read, */
    const struct dialect *out;  /* and the result written */
    size_t threads;
    bool strict;                /* what goes wrong in a row is an error */

    /* What went wrong, with its first line. The caller frees `troubles` in any case. */
    struct stream_trouble {
        size_t formula;
        size_t trouble;         /* calc->troubles */
        size_t count;
        unsigned long line;
    } *troubles;
    size_t trouble_count;
    size_t trouble_capacity;
};

/* The table is open and not loaded, the writer empty: header and rows. */
int stream_rows(struct stream *stream, struct table *table, struct writer *writer,
                struct error *err);

#endif
