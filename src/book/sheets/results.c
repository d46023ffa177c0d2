/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any result table that has no kind of sheet of its own, as it is described (words/result.h):
 * headers in words, columns in their places, marks where there is nothing.
 */
#include "book/grid.h"
#include "book/kinds.h"

static void plan_results(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL)
        grid_result(book, kind, source);
}

static void write_results(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, sheet->source->result->name, NULL);
    if (sheet->source->result->words && source_column(sheet->source, "verdict") >= 0)
        sheet_print(sheet, sheet->header + (lxw_row_t)sheet->source->height, false);
}

const struct sheet_kind sheet_kind_results = {
    .rank = 25,
    .cells_most = CELLS_ALL,
    .plan = plan_results,
    .write = write_results,
};
