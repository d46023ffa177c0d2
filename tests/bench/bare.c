/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bare TABLE.csv BOOK.xlsx: a table of numbers through libxlsxwriter and nothing
 * else: the least that any program on top of it can take.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

int main(int argc, char **argv)
{
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    lxw_workbook *book;
    lxw_worksheet *sheet;
    static char line[65536];
    lxw_row_t row = 0;
    FILE *table;

    if (argc != 3 || !(table = fopen(argv[1], "r")))
        return 2;
    book = workbook_new_opt(argv[2], &options);
    sheet = workbook_add_worksheet(book, NULL);
    while (fgets(line, sizeof line, table)) {
        lxw_col_t column = 0;
        char *cell = strtok(line, ",\n");

        for (; cell; cell = strtok(NULL, ",\n"), column++) {
            if (row == 0)
                worksheet_write_string(sheet, row, column, cell, NULL);
            else
                worksheet_write_number(sheet, row, column, strtod(cell, NULL), NULL);
        }
        row++;
    }
    fclose(table);
    return workbook_close(book) != LXW_NO_ERROR;
}
