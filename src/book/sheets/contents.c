/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents: a line a sheet, with the way there. */
#include "book/contents.h"
#include "book/kinds.h"
#include "book/picture.h"

const struct grid_column contents_columns[] = { { "What it holds", 80, false },
                                                { "Sheet", 18, false } };

void contents_write(struct book *book, struct sheet *sheet)
{
    lxw_row_t row;
    size_t i;

    if (sheet->kind != &sheet_kind_contents)
        sheet_text(sheet, sheet->header++, 0, STYLE_HEADING, "Contents");
    sheet_table(sheet, "contents", contents_columns, 2, book->sheet_count - 1);
    row = sheet->header + 1;
    for (i = 0; i < book->sheet_count; i++) {
        if (book->sheets[i] == sheet)
            continue;
        sheet_goto(sheet, row, 0, book->sheets[i], book->sheets[i]->title);
        sheet_text(sheet, row, 1, STYLE_CELL, book->sheets[i]->name);
        row++;
    }
}

static void plan_contents(struct book *book, const struct sheet_kind *kind)
{
    if (picture_has(book))
        sheet_add(book, kind, "Contents", "Contents: all sheets of this workbook");
}

const struct sheet_kind sheet_kind_contents = {
    .rank = 12,
    .plan = plan_contents,
    .write = contents_write,
};
