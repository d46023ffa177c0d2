/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a sheet, one after the other, as its XML has them. Internal to unpack/.
 */
#ifndef LEVER_UNPACK_SHEET_ROWS_H
#define LEVER_UNPACK_SHEET_ROWS_H

#include "unpack/sheet.h"

struct sheet_cell {
    uint32_t column; /* from 0 */
    uint32_t length;
    size_t at;   /* in the row's text */
    bool quoted; /* needs quotes in CSV */
};

struct sheet_rows {
    struct xlsx *book;
    struct stream *bytes;
    struct xml xml;
    char *part;                            /* what messages call it */
    const struct sheet_spelling *spelling; /* borrowed; NULL = texts are not wanted, only where
                                              values are */
    struct sheet_found found;
    size_t column_capacity;

    unsigned long row;        /* the number of the row in hand, from 1 */
    struct sheet_cell *cells; /* that have a value, by column */
    size_t count;
    size_t capacity;
    struct text text;
    struct text value; /* of the cell in hand, as its XML has it */
    bool any;          /* a row with a value was there */
    bool begun;        /* sheetData */
    bool ended;
};

int sheet_rows_open(struct sheet_rows *rows, struct xlsx *book, const struct xlsx_sheet *sheet,
                    const struct sheet_spelling *spelling, struct error *err);
/* 1 and the next row that has a value, 0 at the end of the sheet, -1. */
int sheet_rows_next(struct sheet_rows *rows, struct error *err);
void sheet_rows_close(struct sheet_rows *rows);

/* What sheet_cells.c makes of a cell: its value is in rows->value, its texts behind each other in
 * rows->text. type is the first letters of its t, or 'n'. */
enum sheet_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_TRUTH, TYPE_ERROR, TYPE_DAY };
int sheet_cell_add(struct sheet_rows *rows, uint32_t column, enum sheet_type type, long style,
                   struct error *err);
void sheet_find(struct sheet_rows *rows, struct finding *finding, uint32_t column);
struct sheet_column *sheet_column_at(struct sheet_rows *rows, uint32_t column);

#endif
