/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings: by which commands the workbook came about, what they were told, what they
 * chose and what they noted on the way (--trail). Whoever doubts a figure starts here.
 */
#include "book/kinds.h"

enum { COLUMN_STEP, COLUMN_SETTING, COLUMN_VALUE, COLUMNS };

static void plan_settings(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet;

    if (!book_source(book, kind, NULL) && !book->options->command)
        return;
    sheet = sheet_add(book, kind, "Settings", "Settings: how this was made, step by step");
    sheet_line(sheet, "Each step is one command of lever; below it stand its settings, and what it "
                      "noted about the data.");
    sheet_line(sheet, "Files are named without their folders. A setting that is not shown has "
                      "the default of that version.");
    if (book->options->command)
        sheet_line(sheet, "The first row repeats it all, in the folder of the plan; with --show it "
                          "writes the steps as a script.");
}

static void write_step(struct sheet *sheet, const struct source *source, size_t row, lxw_row_t at)
{
    static const char *const names[COLUMNS] = { "step", "setting", "value" };
    int i;

    for (i = 0; i < COLUMNS; i++) {
        const char *text = source_text(source, row, source_column(source, names[i]));

        if (text[0])
            sheet_cell_of(sheet, source, at, (lxw_col_t)i, text, source->lines[row], names[i]);
        else
            sheet_mark(sheet, at, (lxw_col_t)i, "[x]");
    }
}

static void write_settings(struct book *book, struct sheet *sheet)
{
    static const struct grid_column columns[COLUMNS] = {
        [COLUMN_STEP] = { "Step", 14, false },
        [COLUMN_SETTING] = { "Setting", 20, false },
        [COLUMN_VALUE] = { "Value, or what was noted", 100, false },
    };
    const char *command = book->options->command;
    lxw_row_t at = sheet->header + 1;
    struct source *source = NULL;
    size_t rows = command ? 1 : 0;
    size_t row;

    while ((source = book_source(book, sheet->kind, source)) != NULL)
        rows += source->height;
    sheet_table(sheet, "settings", columns, COLUMNS, rows);
    if (command) {
        sheet_text(sheet, at, COLUMN_STEP, STYLE_CELL, "all of it");
        sheet_text(sheet, at, COLUMN_SETTING, STYLE_CELL, "command");
        sheet_cell_of(sheet, NULL, at++, COLUMN_VALUE, command, 0, "--command");
    }
    while ((source = book_source(book, sheet->kind, source)) != NULL)
        for (row = 0; row < source->height; row++)
            write_step(sheet, source, row, at++);
}

static const char *const needs[] = { "step", "setting", "value", NULL };
const struct sheet_kind sheet_kind_settings = {
    .rank = 110,
    .needs = needs,
    .cells_most = CELLS_ALL,
    .plan = plan_settings,
    .write = write_settings,
};
