/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workbook BOOK.xlsx ROWS: a workbook of that many rows and ten columns, of days, texts, numbers,
 * shares of 100 and truths; the same every time.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

/* Marsaglia's xorshift, 2003. */
static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

int main(int count, char **words)
{
    static const char *const names[] = { "date", "team", "calls", "minutes", "revenue",
                                         "rate", "id",   "note",  "ok",      "score" };
    static const char *const teams[] = { "north", "south", "east", "west" };
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .use_zip64 = LXW_TRUE };
    uint64_t state = 88172645463325252u;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *day, *share;
    lxw_row_t rows, row;
    lxw_col_t column;

    if (count < 3)
        return 2;
    book = workbook_new_opt(words[1], &options);
    sheet = workbook_add_worksheet(book, "data");
    day = workbook_add_format(book);
    share = workbook_add_format(book);
    format_set_num_format(day, "yyyy-mm-dd");
    format_set_num_format(share, "0.00%");
    for (column = 0; column < 10; column++)
        worksheet_write_string(sheet, 0, column, names[column], NULL);
    rows = (lxw_row_t)strtoul(words[2], NULL, 10);
    for (row = 1; row <= rows; row++) {
        uint64_t x = draw(&state);
        char id[16];

        snprintf(id, sizeof id, "C-%06u", (unsigned)(x >> 40 & 0xFFFFF));
        worksheet_write_number(sheet, row, 0, 44000 + row % 1500, day);
        worksheet_write_string(sheet, row, 1, teams[x % 4], NULL);
        worksheet_write_number(sheet, row, 2, (double)(x >> 8 & 1023), NULL);
        worksheet_write_number(sheet, row, 3, (double)(x >> 20 & 0xFFFF) / 7, NULL);
        worksheet_write_number(sheet, row, 4, (double)(x >> 30 & 0xFFFFF) / 100, NULL);
        worksheet_write_number(sheet, row, 5, (double)(x >> 12 & 1023) / 10000, share);
        worksheet_write_string(sheet, row, 6, id, NULL);
        worksheet_write_string(sheet, row, 7, x >> 50 & 1 ? "answered" : "lost, again", NULL);
        worksheet_write_boolean(sheet, row, 8, x >> 51 & 1, NULL);
        worksheet_write_number(sheet, row, 9, (double)(x >> 33 & 0xFFFF) - 30000, NULL);
    }
    return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
