/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/book_private.h"
#include "book/metrics.h"
#include "book/rows.h"

enum {
    page_width = 195, /* what can be read on one, in characters */
    nowhere = 1023    /* the last column that every program has: empty beside the title */
};

enum { title_points = 27 };

void book_fail(struct book *book, lxw_error code, const char *what)
{
    if (code == LXW_NO_ERROR || book->failed)
        return;
    book->failed = true;
    error_set(book->err, "cannot make the workbook: %s: %s", what, lxw_strerror(code));
}

struct sheet *sheet_add(struct book *book, const struct sheet_kind *kind, const char *name,
                        const char *title)
{
    struct sheet *sheet = xcalloc(1, sizeof *sheet);

    sheet->kind = kind;
    sheet->book = book;
    sheet->name = unique_sheet_name(book, name);
    sheet->reference = quoted_sheet_name(sheet->name);
    sheet->title = xstrdup(title);
    sheet->header = 2;
    sheet->has_table = true;
    book->sheets = xgrow(book->sheets, book->sheet_count, &book->sheet_capacity,
                         sizeof *book->sheets);
    book->sheets[book->sheet_count++] = sheet;
    return sheet;
}

struct sheet *sheet_continue(struct sheet *sheet)
{
    struct book *book = sheet->book;
    struct sheet *next = sheet_add(book, sheet->kind, sheet->name, sheet->title);
    size_t i;

    next->source = sheet->source;
    next->grid = sheet->grid;
    next->live = sheet->live;
    next->stream = true;
    sheet_line(next, "Continues %s, which is full.", sheet->reference);
    for (i = book->sheet_count - 1; book->sheets[i - 1] != sheet; i--)
        book->sheets[i] = book->sheets[i - 1];
    book->sheets[i] = next;
    book_note(book, "%s: more rows than a sheet holds: they continue in \"%s\"",
              sheet->source->file, next->name);
    sheet_begin(next);
    return next;
}

void sheet_line(struct sheet *sheet, const char *format, ...)
{
    va_list args;
    char *line;

    va_start(args, format);
    if (vasprintf(&line, format, args) < 0)
        line = xstrdup("");
    va_end(args);
    sheet->lines = xgrow(sheet->lines, sheet->line_count, &sheet->line_capacity,
                         sizeof *sheet->lines);
    sheet->lines[sheet->line_count++] = line;
    sheet->header++;
}

void sheet_sentences(struct sheet *sheet, const char *text)
{
    enum { long_sentence = 120 };

    while (*text) {
        const char *end = strstr(text, ". ");
        size_t length = end ? (size_t)(end - text) + 1 : strlen(text);
        const char *pause = strstr(text, "; ");

        if (utf8_width(text, length) > long_sentence && pause && pause < text + length)
            length = (size_t)(pause - text) + 1;
        sheet_line(sheet, "%.*s", (int)length, text);
        text += length;
        text += *text == ' ';
    }
}

void sheet_begin(struct sheet *sheet)
{
    enum { paper_a4 = 9 };
    struct book *book = sheet->book;
    size_t i;

    if (book->failed)
        return;
    /* libxlsxwriter looks at this option sheet by sheet; configure has tried that, too. */
    book->workbook->options.constant_memory = sheet->stream && rows_fast();
    sheet->worksheet = workbook_add_worksheet(book->workbook, sheet->name);
    book->workbook->options.constant_memory = 0;
    if (!sheet->worksheet) {
        book_fail(book, LXW_ERROR_PARAMETER_VALIDATION, sheet->name);
        return;
    }
    book->hyperlinks = 0;
    worksheet_set_default_row(sheet->worksheet, metrics_line_points, LXW_FALSE);
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, paper_a4);
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    book_fail(book, worksheet_set_footer(sheet->worksheet, "&L&A&RPage &P of &N"), sheet->name);
    if (sheet->stream) /* a row's height comes before its cells there */
        book_fail(book, worksheet_set_row(sheet->worksheet, 0, title_points, NULL), sheet->name);
    sheet_text(sheet, 0, 0, STYLE_TITLE, sheet->title);
    if (!sheet->has_table)
        sheet_text(sheet, 1, 0, STYLE_LINE,
                   sheet->link ? "This worksheet contains no tables, only charts."
                               : "This worksheet contains no tables, only text and a chart.");
    else if (sheet->stream)
        sheet_text(sheet, 1, 0, STYLE_LINE,
                   "This worksheet contains one table. It is too long to be marked up as one.");
    else
        sheet_text(sheet, 1, 0, STYLE_LINE, "This worksheet contains one table.");
    for (i = 0; i < sheet->line_count; i++)
        sheet_text(sheet, (lxw_row_t)(2 + i), 0, STYLE_LINE, sheet->lines[i]);
}

/* The height of a wrapped text; past a point nobody reads on. */
static double cell_points(const char *text, double width, bool bold)
{
    enum { lines_most = 24 };

    return metrics_height((unsigned)fmin(metrics_lines(text, width, bold), lines_most));
}

/* Notes how high the row must be. Programs other than Excel do not find it out. */
static void reserve(struct sheet *sheet, lxw_row_t row, lxw_col_t column, enum style style,
                    const char *text)
{
    enum { heading_points = 30 };
    double points = metrics_line_points;

    if (sheet->stream || row >= LXW_ROW_MAX)
        return;
    if (style == STYLE_TITLE)
        points = title_points;
    else if (style == STYLE_HEADING)
        points = heading_points;
    else if (style != STYLE_LINE && column < sheet->column_count)
        points = cell_points(text, sheet->columns[column].width,
                             style == STYLE_HEADER || style == STYLE_HEADER_NUMBER);
    while (sheet->row_count <= row) {
        sheet->heights = xgrow(sheet->heights, sheet->row_count, &sheet->row_capacity,
                               sizeof *sheet->heights);
        sheet->heights[sheet->row_count++] = metrics_line_points;
    }
    sheet->heights[row] = fmax(sheet->heights[row], points);
}

void sheet_stream_rows(struct sheet *sheet)
{
    if (!sheet->book->failed)
        sheet->rows = rows_begin(sheet->worksheet, sheet->column_count, rows_fast());
}

void sheet_end(struct sheet *sheet)
{
    struct book *book = sheet->book;
    size_t row;

    rows_end(sheet->rows);
    sheet->rows = NULL;
    if (!sheet->printed && book->finding_count > 0 && !book->failed)
        book_fail(book, worksheet_print_area(sheet->worksheet, 0, nowhere, 0, nowhere),
                  sheet->name);
    for (row = 0; row < sheet->row_count && !book->failed; row++) {
        if (sheet->heights[row] <= metrics_line_points)
            continue;
        book_fail(book,
                  worksheet_set_row(sheet->worksheet, (lxw_row_t)row, sheet->heights[row], NULL),
                  sheet->name);
    }
}

void sheet_print(struct sheet *sheet, lxw_row_t last, bool single)
{
    double width = 0;
    size_t shown = 0;

    while (shown < sheet->column_count &&
           (shown == 0 || width + sheet->columns[shown].width <= page_width))
        width += sheet->columns[shown++].width;
    sheet->printed = true;
    if (sheet->book->failed)
        return;
    worksheet_fit_to_pages(sheet->worksheet, 1, single);
    book_fail(sheet->book,
              worksheet_print_area(sheet->worksheet, 0, 0, last,
                                   (lxw_col_t)(shown > 0 ? shown - 1 : 0)),
              sheet->name);
}

/* On paper: one page across while it can be read, else several, the first column on each. */
static void spread_pages(struct sheet *sheet)
{
    double first = sheet->columns[0].width;
    double rest = -first;
    size_t i;

    for (i = 0; i < sheet->column_count; i++)
        rest += sheet->columns[i].width;
    if (first + rest <= page_width)
        return;
    worksheet_fit_to_pages(sheet->worksheet,
                           (uint16_t)fmin(ceil(rest / fmax(page_width - first, first)), 99), 0);
    book_fail(sheet->book, worksheet_repeat_columns(sheet->worksheet, 0, 0), sheet->name);
}

void sheet_columns(struct sheet *sheet, const struct grid_column *columns, size_t count)
{
    size_t i;

    sheet->columns = xrearray(sheet->columns, count, sizeof *sheet->columns);
    sheet->column_count = count;
    for (i = 0; i < count && !sheet->book->failed; i++) {
        sheet->columns[i] = columns[i];
        book_fail(sheet->book,
                  worksheet_set_column(sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i,
                                       columns[i].width, NULL),
                  sheet->name);
    }
    if (!sheet->book->failed)
        spread_pages(sheet);
}

void sheet_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, enum style style,
                const char *text)
{
    struct book *book = sheet->book;
    char *safe;

    if (book->failed)
        return;
    reserve(sheet, row, column, style, text);
    safe = xml_safe(text);
    if (sheet->rows && text[0])
        book_fail(book,
                  rows_text(sheet->rows, row, column, book_style(book, style, NULL),
                            safe ? safe : text),
                  sheet->name);
    else
        book_fail(book,
                  worksheet_write_string(sheet->worksheet, row, column, safe ? safe : text,
                                         book_style(book, style, NULL)),
                  sheet->name);
    free(safe);
}

void sheet_cell_of(struct sheet *sheet, const struct source *source, lxw_row_t row,
                   lxw_col_t column, const char *text, unsigned long line, const char *column_name)
{
    struct book *book = sheet->book;
    const char *file = source ? source->file : "";
    size_t fits;
    char *cut;

    if (text[0] == '\0')
        return;
    fits = text_fitting(text, cell_text_max);
    if (text[fits] == '\0') {
        sheet_text(sheet, row, column, STYLE_CELL, text);
        return;
    }
    if (!book->options->truncate) {
        if (!book->failed)
            error_at(book->err, file, line, column_name,
                     "a text of more than %d characters does not fit into a cell (see --truncate)",
                     cell_text_max);
        book->failed = true;
        return;
    }
    book->truncated++;
    book_note(book, "%s:%lu: column \"%s\": cut to %d characters", file, line, column_name,
              cell_text_max);
    cut = xstrndup(text, fits);
    sheet_text(sheet, row, column, STYLE_CELL, cut);
    free(cut);
}

void sheet_cell(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                unsigned long line, const char *column_name)
{
    sheet_cell_of(sheet, sheet->source, row, column, text, line, column_name);
}

void sheet_blank(struct sheet *sheet, lxw_row_t row, lxw_col_t column)
{
    struct book *book = sheet->book;

    if (!book->failed)
        book_fail(book,
                  worksheet_write_blank(sheet->worksheet, row, column,
                                        book_style(book, STYLE_CELL, NULL)),
                  sheet->name);
}

void sheet_mark(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text)
{
    bool number = column < sheet->column_count && sheet->columns[column].number;

    sheet_text(sheet, row, column, number ? STYLE_MARK : STYLE_CELL, text);
}

void sheet_number(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *format,
                  double value)
{
    struct book *book = sheet->book;

    if (!isfinite(value))
        sheet_mark(sheet, row, column, "[x]");
    else if (sheet->rows && !book->failed)
        book_fail(book,
                  rows_number(sheet->rows, row, column, book_style(book, STYLE_NUMBER, format),
                              value),
                  sheet->name);
    else if (!book->failed)
        book_fail(book,
                  worksheet_write_number(sheet->worksheet, row, column, value,
                                         book_style(book, STYLE_NUMBER, format)),
                  sheet->name);
}

static void formula(struct sheet *sheet, lxw_row_t row, lxw_col_t column, lxw_format *format,
                    const char *text, double value)
{
    struct book *book = sheet->book;

    if (!isfinite(value))
        sheet_mark(sheet, row, column, "[z]");
    else if (!book->failed && text[0] == '{') /* one cell that reckons with whole columns */
        book_fail(book,
                  worksheet_write_array_formula_num(sheet->worksheet, row, column, row, column,
                                                    text, format, value),
                  sheet->name);
    else if (!book->failed)
        book_fail(book,
                  worksheet_write_formula_num(sheet->worksheet, row, column, text, format, value),
                  sheet->name);
}

void sheet_formula(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *format,
                   const char *text, double value)
{
    formula(sheet, row, column, book_style(sheet->book, STYLE_NUMBER, format), text, value);
}

void sheet_formula_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *format,
                        const char *text, const char *value)
{
    struct book *book = sheet->book;
    enum style style = format ? STYLE_NUMBER : STYLE_CELL;

    if (book->failed)
        return;
    reserve(sheet, row, column, style, value);
    book_fail(book,
              worksheet_write_formula_str(sheet->worksheet, row, column, text,
                                          book_style(book, style, format), value),
              sheet->name);
}

/* The label is part of the number's format, so that both are in one cell. */
static char *labelled(const char *label, const char *format)
{
    if (strcmp(format, p_format) == 0)
        return xasprintf("[<0.00005]\"%s: [low]\";\"%s: \"0.0000", label, label);
    return xasprintf("\"%s: \"%s;\"%s: -\"%s", label, format, label, format);
}

void sheet_figure(struct sheet *sheet, lxw_row_t row, const char *label, const char *text,
                  double value, const char *format)
{
    char *full = labelled(label, format);
    struct book *book = sheet->book;
    char *missing;

    if (!isfinite(value)) {
        missing = xasprintf("%s: [z]", label);
        sheet_text(sheet, row, 0, STYLE_LINE, missing);
        free(missing);
    } else if (text) {
        formula(sheet, row, 0, book_style(book, STYLE_FIGURE, full), text, value);
    } else if (!book->failed) {
        book_fail(book,
                  worksheet_write_number(sheet->worksheet, row, 0, value,
                                         book_style(book, STYLE_FIGURE, full)),
                  sheet->name);
    }
    free(full);
}

static void lead(struct sheet *sheet, lxw_row_t row, lxw_col_t column, enum style style,
                 const struct sheet *target, const char *text)
{
    struct book *book = sheet->book;
    lxw_format *format;
    char *url;

    if (book->failed)
        return;
    if (book->hyperlinks++ >= sheet_links_max) {
        sheet_text(sheet, row, column, STYLE_CELL, text);
        return;
    }
    reserve(sheet, row, column, style == STYLE_POINTER ? STYLE_LINE : style, text);
    format = book_style(book, style, NULL);
    url = xasprintf("internal:%s!A1", target->reference);
    book_fail(book, worksheet_write_url(sheet->worksheet, row, column, url, format), sheet->name);
    book_fail(book, worksheet_write_string(sheet->worksheet, row, column, text, format),
              sheet->name);
    free(url);
}

void sheet_goto(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const struct sheet *target,
                const char *text)
{
    lead(sheet, row, column, sheet->has_table ? STYLE_LINK : STYLE_POINTER, target, text);
}

void sheet_pointer(struct sheet *sheet, lxw_row_t row, const struct sheet *target, const char *text)
{
    lead(sheet, row, 0, STYLE_POINTER, target, text);
}

/* The height of the headers' row, where it must be known before they are written. */
static void heighten(struct sheet *sheet, lxw_row_t row, const char *const *headers)
{
    double points = metrics_line_points;
    size_t i;

    for (i = 0; i < sheet->column_count; i++)
        points = fmax(points, cell_points(headers[i], sheet->columns[i].width, true));
    if (!sheet->book->failed)
        book_fail(sheet->book, worksheet_set_row(sheet->worksheet, row, points, NULL), sheet->name);
}

void sheet_table(struct sheet *sheet, const char *name, const struct grid_column *columns,
                 size_t count, size_t rows)
{
    struct book *book = sheet->book;
    const char **raw = xarray(count, sizeof *raw);
    const char **headers = xarray(count, sizeof *headers);
    lxw_table_column *parts = xcalloc(count, sizeof *parts);
    lxw_table_column **list = xcalloc(count + 1, sizeof *list);
    lxw_row_t top = sheet->header;
    size_t i;

    for (i = 0; i < count; i++)
        raw[i] = columns[i].header;
    unique_headers(book, raw, count, headers);
    sheet_columns(sheet, columns, count);
    if (sheet->stream)
        heighten(sheet, top, headers);
    for (i = 0; i < count && !book->failed; i++) {
        enum style named = columns[i].number ? STYLE_HEADER_NUMBER : STYLE_HEADER;
        lxw_format *style = book_style(book, named, NULL);
        char *safe = xml_safe(headers[i]);

        if (safe)
            headers[i] = book_keep(book, safe);
        parts[i].header = (char *)headers[i];
        parts[i].header_format = style;
        list[i] = &parts[i];
        reserve(sheet, top, (lxw_col_t)i, named, headers[i]);
        if (sheet->stream)
            book_fail(book,
                      worksheet_write_string(sheet->worksheet, top, (lxw_col_t)i, headers[i],
                                             style),
                      sheet->name);
    }
    if (!book->failed) {
        lxw_table_options table = {
            .name = (char *)unique_name(book, "", name),
            .no_autofilter = LXW_TRUE,
            .no_banded_rows = LXW_TRUE,
            .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
            .style_type_number = 1,
            .columns = list,
        };

        /* A table needs a row below its header; a table of none has an empty one. */
        if (!sheet->stream)
            book_fail(book,
                      worksheet_add_table(sheet->worksheet, top, 0,
                                          top + (lxw_row_t)(rows ? rows : 1),
                                          (lxw_col_t)(count - 1), &table),
                      sheet->name);
        book_fail(book, worksheet_repeat_rows(sheet->worksheet, top, top), sheet->name);
        if (book->options->freeze)
            worksheet_freeze_panes(sheet->worksheet, top + 1, 0);
    }
    free(list);
    free(parts);
    free(headers);
    free(raw);
}

const char *sheet_range(struct sheet *sheet, lxw_col_t column, lxw_row_t first, size_t rows)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];

    lxw_rowcol_to_range_abs(range, first, column, first + (lxw_row_t)rows - 1, column);
    return book_keepf(sheet->book, "%s!%s", sheet->reference, range);
}
