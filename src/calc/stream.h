/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table with its formulas' columns, row by row from a file to a writer, in memory
 * that does not grow with the rows as long as no function looks at many of them. Where
 * one does, the file is read several times.
 *
 * Cells that no formula replaces are passed on byte for byte (table/pass.h).
 */
#ifndef LEVER_CALC_STREAM_H
#define LEVER_CALC_STREAM_H

#include "base/error.h"
#include "calc/calc.h"
#include "calc/eval.h"
#include "period/period.h"
#include "table/dialect.h"
#include "table/table.h"
#include "table/writer.h"

struct stream {
    const struct calc *calc;              /* bound */
    const struct dialect *in;             /* how the table is read, */
    const struct dialect *out;            /* and the result written */
    const struct period_options *periods; /* of the time column; NULL = there is none */
    size_t time;                          /* that column */
    const size_t *by;                     /* columns that make entities */
    size_t by_count;
    long season; /* as in struct lever_call */
    size_t threads;
    const char *date_format; /* of dates in formulas' columns; NULL = ISO 8601 only */
    bool strict;             /* what goes wrong in a row is an error */
    bool chooses;            /* the last formula makes the last column, which is not written: it
                                   says which rows are, those of which it is TRUE */

    /* Found out on the way: */
    char note[200];        /* of the periods, from struct order */
    size_t without_period; /* rows that no function over time has */
    unsigned long line_without;

    size_t rows;     /* read in the last pass, */
    size_t left_out; /* and of them not written */

    /* What went wrong, with its first line. The caller frees `troubles` in any case. */
    struct stream_trouble {
        size_t formula;
        size_t trouble; /* calc->troubles */
        size_t count;
        unsigned long line;
    } * troubles;
    size_t trouble_count;
    size_t trouble_capacity;
};

/*
 * One of the calc->levels passes that come before the rows can be written: the table is
 * open and not loaded, and opened anew for each pass. All passes see the same rows.
 */
struct flow;
struct flow *flow_new(struct stream *stream);
void flow_free(struct flow *flow); /* NULL is fine */
int flow_collect(struct flow *flow, struct table *table, struct error *err);
/* The last pass: header and rows; the writer is empty. */
int flow_write(struct flow *flow, struct table *table, struct writer *writer, struct error *err);

#endif
