/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paths to the targets, from which progress.c draws its charts. */
#include "words/outlook.h"
#include "book/grid.h"
#include "book/kinds.h"

static void plan_outlook(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL)
        grid_result(book, kind, source);
}

static void write_outlook(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, sheet->source->result->name, NULL);
}

const struct sheet_kind sheet_kind_outlook = {
    .rank = 61,
    .cells_most = CELLS_ALL,
    .plan = plan_outlook,
    .write = write_outlook,
    .result = &result_outlook,
};
