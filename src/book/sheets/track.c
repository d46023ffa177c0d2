/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lever track says, a row a target: the table as it is described. goals.c has it on a page. */
#include "words/track.h"
#include "book/grid.h"
#include "book/kinds.h"

static void plan_track(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL)
        grid_result(book, kind, source);
}

static void write_track(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, sheet->source->result->name, NULL);
}

const struct sheet_kind sheet_kind_track = {
    .rank = 24,
    .cells_most = CELLS_ALL,
    .plan = plan_track,
    .write = write_track,
    .result = &result_track,
};
