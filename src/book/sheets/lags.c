/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lag profiles, from which charts are drawn: r at each lag with its interval,
 * and beside it what a spreadsheet says of the raw columns, shifted by that lag.
 */
#include <math.h>
#include <string.h>

#include "book/grid.h"
#include "book/kinds.h"

/* What the columns of the table are called on the sheet. */
static const char *header_of(struct book *book, const char *name)
{
    static const char *const words[][2] = {
        { "output", "Output" },
        { "outcome", "Outcome" },
        { "n", "Rows used" },
        { "r", "r of what is left (adjusted r) [note 2]" },
        { "low", "Adjusted r: low end of the 95% interval" },
        { "high", "Adjusted r: high end of the 95% interval" },
        { "p", "p, corrected for the lags searched [note 1]" },
        { "entity", "Entity" },
        { "method", "Method" },
    };
    size_t i;

    if (strcmp(name, "lag") == 0)
        return book_keepf(book, "Lag (%s)", book_steps(book));
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i][0]) == 0)
            return words[i][1];
    return name;
}

static const char *format_of(const char *name, const char *format)
{
    if (strcmp(name, "r") == 0 || strcmp(name, "low") == 0 || strcmp(name, "high") == 0)
        return "0.000";
    return strcmp(name, "p") == 0 ? p_format : format;
}

static void plan_lags(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;
    size_t i;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        struct sheet *sheet = grid_sheet(book, kind, source, "Lags",
                                         "Lags: how strong each link is at each lag", false);

        if (!sheet)
            return;
        sheet_line(sheet, "A positive lag: the outcome comes that much later than the output.");
        sheet_line(sheet, "Naive r is the plain correlation of the raw columns at that lag; the "
                          "others are freed of trend, season, context and persistence.");
        sheet_line(sheet, "[x]: naive r is not available, as no data sheet shows these periods, or too "
                          "few. [low]: under 0.00005.");
        for (i = 0; i < source->width; i++) {
            sheet->grid->headers[i] = header_of(book, source->names[i]);
            sheet->grid->formats[i] = format_of(source->names[i], sheet->grid->formats[i]);
        }
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
    static const struct grid_column naive = { "Naive r at this lag (CORREL) [note 3]", 18, true };
    static const struct grid_more more = { &naive, 1, write_naive };

    (void)book;
    grid_write(sheet, "lags", &more);
}

static const char *const needs[] = { "output", "outcome", "lag", "r", "low", "high", NULL };
const struct sheet_kind sheet_kind_lags = {
    .rank = 60,
    .needs = needs,
    .cells_most = CELLS_ALL,
    .plan = plan_lags,
    .write = write_lags,
};
