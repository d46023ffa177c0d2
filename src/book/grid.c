/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/progress.h"

enum { width_least = 10, width_most = 60 };

/* ---- which columns are what ---- */

static double width_of(double characters)
{
    return fmin(fmax(characters * 1.2 + 2, width_least), width_most);
}

/* One column: its kind, and from its numbers the format, from its texts the width. */
static void measure(const struct source *source, struct grid *grid, size_t column)
{
    char decimal = source->dialect.decimal;
    double least = 0;
    double most = 0;
    double longest = (double)utf8_width(source->names[column], strlen(source->names[column]));
    bool whole = true;
    enum value_kind kind = VALUE_EMPTY;
    size_t row;

    longest = fmin(longest, 20); /* a long header is wrapped */
    for (row = 0; row < source->height; row++) {
        const char *text = source_text(source, row, (long)column);
        size_t length = strlen(text);
        double number = 0;
        enum value_kind one = value_of(text, length, decimal, &number);

        if (one == VALUE_TEXT && value_missing(text, source->dialect.missing))
            one = VALUE_EMPTY;
        grid->blanks |= one == VALUE_EMPTY;
        kind = value_join(kind, one);
        if (one == VALUE_NUMBER) {
            whole &= number == floor(number);
            least = fmin(least, number);
            most = fmax(most, number);
        }
        if (one == VALUE_TEXT)
            longest = fmax(longest, (double)utf8_width(text, length));
        else if (one != VALUE_EMPTY)
            longest = fmax(longest, one == VALUE_MOMENT ? 17 : 10);
    }
    grid->kinds[column] = kind == VALUE_EMPTY ? VALUE_TEXT : kind;
    grid->empty[column] = kind == VALUE_EMPTY && source->whole && source->height > 0;
    grid->nothing |= grid->empty[column];
    grid->formats[column] = kind == VALUE_NUMBER ? value_format(least, most, whole)
                            : kind == VALUE_DATE ? "yyyy-mm-dd"
                            : kind == VALUE_MOMENT ? "yyyy-mm-dd hh:mm:ss" : NULL;
    grid->widths[column] = width_of(longest);
}

static bool row_is_blank(const struct source *source, size_t row)
{
    size_t i;

    for (i = 0; i < source->width; i++)
        if (source_text(source, row, (long)i)[0])
            return false;
    return true;
}

static void grid_measure(struct sheet *sheet)
{
    struct source *source = sheet->source;
    struct grid *grid = xcalloc(1, sizeof *grid);
    size_t i;

    grid->kinds = xcalloc(source->width, sizeof *grid->kinds);
    grid->forced = xcalloc(source->width, sizeof *grid->forced);
    grid->formats = xcalloc(source->width, sizeof *grid->formats);
    grid->widths = xcalloc(source->width, sizeof *grid->widths);
    grid->names = xcalloc(source->width, sizeof *grid->names);
    grid->empty = xcalloc(source->width, sizeof *grid->empty);
    for (i = 0; i < source->width; i++)
        measure(source, grid, i);
    for (i = 0; i < source->height && !grid->nothing; i++)
        grid->nothing = row_is_blank(source, i);
    sheet->grid = grid;
}

struct sheet *grid_sheet(struct book *book, const struct sheet_kind *kind, struct source *source,
                         const char *name, const char *title)
{
    struct sheet *sheet;

    if (source->width > LXW_COL_MAX) {
        if (!book->failed)
            error_at(book->err, source->file, 1, NULL,
                     "%zu columns; a sheet holds no more than %d", source->width, LXW_COL_MAX);
        book->failed = true;
        return NULL;
    }
    sheet = sheet_add(book, kind, name, title);
    sheet->source = source;
    sheet->stream = !source->whole;
    grid_measure(sheet);
    if (sheet->stream)
        sheet_line(sheet, "Source: %.200s, %zu columns.", source_label(source), source->width);
    else
        sheet_line(sheet, "Source: %.200s, %zu row%s, %zu column%s.", source_label(source),
                   source->height, source->height == 1 ? "" : "s", source->width,
                   source->width == 1 ? "" : "s");
    if (sheet->stream || sheet->grid->blanks)
        sheet_line(sheet, "A blank cell is a value that is missing in the source.");
    if (sheet->grid->nothing)
        sheet_line(sheet, "[x]: a row or a column of the source has no value at all.");
    if (source->height == 0)
        sheet_line(sheet, "The source has no rows: the one row of the table is blank.");
    return sheet;
}

void grid_force(struct grid *grid, size_t column, bool number)
{
    grid->kinds[column] = number ? VALUE_NUMBER : VALUE_TEXT;
    grid->forced[column] = number;
}

void grid_free(struct grid *grid)
{
    if (!grid)
        return;
    free(grid->kinds);
    free(grid->empty);
    free(grid->forced);
    free(grid->formats);
    free(grid->widths);
    free(grid->names);
    free(grid);
}

/* ---- writing ---- */

static void headers(struct sheet *sheet, const char *table)
{
    struct source *source = sheet->source;
    struct grid_column *columns = xcalloc(source->width, sizeof *columns);
    size_t i;

    for (i = 0; i < source->width; i++)
        columns[i] = (struct grid_column){ source->names[i], sheet->grid->widths[i] };
    sheet_table(sheet, table, columns, source->width, source->height);
    free(columns);
}

static void forced_number(struct sheet *sheet, lxw_row_t row, size_t column, const char *text,
                          unsigned long line)
{
    struct source *source = sheet->source;
    char decimal = source->dialect.decimal ? source->dialect.decimal : '.';
    double number;

    if (number_parse(text, strlen(text), decimal, &number) == 0) {
        sheet_number(sheet, row, (lxw_col_t)column, "0.########", number);
        return;
    }
    if (!sheet->book->failed)
        error_at(sheet->book->err, source->file, line, source->names[column],
                 "not a number: \"%s\" (see --number, --missing)", text);
    sheet->book->failed = true;
}

static void cell(struct sheet *sheet, lxw_row_t row, size_t column, const char *text,
                 size_t length, unsigned long line)
{
    struct grid *grid = sheet->grid;
    struct source *source = sheet->source;
    double number;

    if (length == 0)
        return;
    if (grid->kinds[column] == VALUE_TEXT) {
        sheet_cell(sheet, row, (lxw_col_t)column, text, line, source->names[column]);
        return;
    }
    if (value_of(text, length, source->dialect.decimal, &number) == grid->kinds[column])
        sheet_number(sheet, row, (lxw_col_t)column, grid->formats[column], number);
    else if (value_missing(text, source->dialect.missing))
        return;
    else if (grid->forced[column])
        forced_number(sheet, row, column, text, line);
    else
        sheet_cell(sheet, row, (lxw_col_t)column, text, line, source->names[column]);
}

static void held_row(struct sheet *sheet, size_t row, lxw_row_t at)
{
    struct source *source = sheet->source;
    bool blank = row_is_blank(source, row);
    size_t i;

    for (i = 0; i < source->width; i++) {
        const char *text = source_text(source, row, (long)i);

        /* A table has no blank row or column inside. */
        if (text[0] == '\0' && (blank || sheet->grid->empty[i]))
            text = "[x]";
        cell(sheet, at, i, text, strlen(text), source->lines[row]);
    }
}

void grid_write(struct sheet *sheet, const char *table)
{
    size_t row;

    headers(sheet, table);
    for (row = 0; row < sheet->source->height && !sheet->book->failed; row++)
        held_row(sheet, row, sheet->header + 1 + (lxw_row_t)row);
}

void grid_stream(struct sheet *sheet)
{
    struct source *source = sheet->source;
    struct book *book = sheet->book;
    lxw_row_t at = sheet->header + 1;
    const struct field *fields;
    size_t row;
    size_t i;
    int more = 1;

    headers(sheet, NULL);
    progress_begin(source->file, 0);
    for (row = 0; row < source->height && !book->failed; row++)
        held_row(sheet, row, at++);
    while (!book->failed && (more = source_next(source, &fields, book->err)) == 1) {
        if (at == LXW_ROW_MAX) {
            sheet = sheet_continue(sheet);
            if (book->failed)
                break;
            headers(sheet, NULL);
            at = sheet->header + 1;
        }
        for (i = 0; i < source->width; i++)
            cell(sheet, at, i, fields[i].text, fields[i].length, reader_line(source->reader));
        at++;
        progress_step(1);
    }
    progress_end();
    if (more < 0)
        book->failed = true;
}
