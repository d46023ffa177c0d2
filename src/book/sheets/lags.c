/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lag profiles, from which charts are drawn: r at each lag with its interval,
 * and beside it what a spreadsheet says of the raw columns, shifted by that lag.
 */
#include <math.h>
#include <string.h>

#include "book/grid.h"
#include "book/kinds.h"
#include "words/lags.h"
#include "words/verdicts.h"

static void plan_lags(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;
    size_t i;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        struct sheet *sheet = grid_sheet(book, kind, source, kind->result->sheet,
                                         kind->result->title, false);

        if (!sheet)
            return;
        sheet_line(sheet, "A positive lag: the outcome comes that much later than the output.");
        sheet_line(sheet, "Naive r is the plain correlation of the raw columns at that lag; the "
                          "other figures are without trend, season, context and persistence.");
        sheet_line(sheet,
                   "[x]: naive r is not available, as no data sheet shows these periods, or too "
                   "few. [low]: under 0.00005.");
        grid_describe(sheet, kind->result);
        for (i = 0; i < book->link_count; i++)
            if (book->links[i]->lags == source)
                book->links[i]->lag_sheet = sheet;
    }
}

static void write_naive(struct sheet *sheet, size_t row, lxw_row_t at, lxw_col_t first)
{
    const struct source *source = sheet->source;
    struct book *book = sheet->book;
    struct book_link *link = model_link_at(book, source, row);
    double lag = source_number(source, row, source_column(source, "lag"));
    const char *formula = NULL;
    double value = NAN;

    if (link && link->naive && isfinite(lag))
        formula = naive_at_lag(book, link->naive, (long)lag, &value);
    if (formula && isfinite(value))
        sheet_formula(sheet, at, first, "0.000", formula, value);
    else
        sheet_mark(sheet, at, first, "[x]");
}

static void write_lags(struct book *book, struct sheet *sheet)
{
    const struct grid_column naive = {
        result_shown(book, "Naive r at this lag (CORREL)", &link_notes[NOTE_NAIVE]), 18, true
    };
    const struct grid_more more = { &naive, 1, write_naive };

    grid_write(sheet, "lags", &more);
}

const struct sheet_kind sheet_kind_lags = {
    .rank = 60,
    .cells_most = CELLS_ALL,
    .plan = plan_lags,
    .write = write_lags,
    .result = &result_lags,
};
