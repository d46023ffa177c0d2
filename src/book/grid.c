/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/progress.h"
#include "book/formulas.h"
#include "book/metrics.h"

/* ---- which columns are what ---- */

/* Room for text: neither a sliver nor a page; a long header is wrapped. */
static double text_width(double pixels)
{
    enum { width_least = 11, width_most = 60 };

    return fmin(fmax(metrics_column(pixels), width_least), width_most);
}

double grid_number_width(double least, double most, const char *format, bool more)
{
    const char *point = strchr(format, '.');
    int decimals = point ? (int)strspn(point + 1, "0#") : 0;
    char text[400];
    int length;

    if (strchr(format, 'E'))
        length = snprintf(text, sizeof text, "-0.00E+000");
    else
        length = snprintf(text, sizeof text, "%s%.*f", least < 0 ? "-" : "", decimals,
                          fmax(fabs(least), fabs(most)));
    if (strchr(format, ','))
        length += (length - decimals) / 3;
    /* An indent and two digits, that one may change a cell and still see it. */
    return metrics_column(metrics_pixels("0", 1, false) * (length + (more ? 5 : 3)));
}

/* The width a column wants for its header: of its longest word, or of a third of it all. */
static double header_pixels(const char *header)
{
    double widest = metrics_pixels(header, strlen(header), true) / 3;
    const char *at = header;

    while (*at) {
        size_t length = strcspn(at, " \n");

        widest = fmax(widest, metrics_pixels(at, length, true));
        at += length + strspn(at + length, " \n");
    }
    return widest;
}

/* A column that one cell alone makes text: that is more often a word for "missing" than a name. */
static void tell_odd_cell(struct book *book, const struct source *source, size_t column)
{
    size_t odd = SIZE_MAX;
    size_t numbers = 0;
    size_t row;

    for (row = 0; row < source->height; row++) {
        const char *text = source_text(source, row, (long)column);
        double number;
        enum value_kind one = value_of(text, strlen(text), source->dialect.decimal, &number);

        if (one == VALUE_EMPTY ||
            (one == VALUE_TEXT && value_missing(text, source->dialect.missing)))
            continue;
        if (one == VALUE_NUMBER)
            numbers++;
        else if (odd == SIZE_MAX)
            odd = row;
        else
            return;
    }
    if (odd != SIZE_MAX && numbers > 1)
        book_note(book,
                  "%s: column \"%s\" is text: line %lu has \"%.60s\" (see --missing, --number)",
                  source->file, source->names[column], source->lines[odd],
                  source_text(source, odd, (long)column));
}

/* A column of days that one before March 1900 makes text: often it stands for "none". */
static void tell_early_day(struct book *book, const struct source *source, size_t column)
{
    enum value_kind kind = VALUE_EMPTY;
    size_t early = SIZE_MAX;
    size_t row;

    for (row = 0; row < source->height; row++) {
        const char *text = source_text(source, row, (long)column);
        double number;
        enum value_kind one = value_of(text, strlen(text), source->dialect.decimal, &number);

        if (one == VALUE_TEXT && value_missing(text, source->dialect.missing))
            continue;
        if (one == VALUE_TEXT && value_is_early(text))
            early = early == SIZE_MAX ? row : early;
        else
            kind = value_join(kind, one);
    }
    if (early != SIZE_MAX && (kind == VALUE_DATE || kind == VALUE_MOMENT))
        book_note(book,
                  "%s: column \"%s\" is text: line %lu has \"%.60s\", and spreadsheets count "
                  "days before March 1900 in different ways (see --missing)",
                  source->file, source->names[column], source->lines[early],
                  source_text(source, early, (long)column));
}

/* One column: its kind, and from its values the format and the width. */
static void measure(const struct source *source, struct grid *grid, size_t column)
{
    char decimal = source->dialect.decimal;
    double least = 0;
    double most = 0;
    double pixels = 0;
    bool whole = true;
    bool blanks = false;
    enum value_kind kind = VALUE_EMPTY;
    size_t row;

    for (row = 0; row < source->height; row++) {
        const char *text = source_text(source, row, (long)column);
        size_t length = strlen(text);
        double number = 0;
        enum value_kind one = value_of(text, length, decimal, &number);

        if (one == VALUE_TEXT && value_missing(text, source->dialect.missing))
            one = VALUE_EMPTY;
        blanks |= one == VALUE_EMPTY;
        grid->gaps[column] |= one != VALUE_NUMBER && one != VALUE_DATE;
        kind = value_join(kind, one);
        if (one == VALUE_NUMBER) {
            whole &= number == floor(number);
            least = fmin(least, number);
            most = fmax(most, number);
        }
        if (one == VALUE_NUMBER && kind == VALUE_NUMBER)
            continue;
        pixels = fmax(pixels, metrics_pixels(text, length, false));
    }
    grid->kinds[column] = kind == VALUE_EMPTY ? VALUE_TEXT : kind;
    grid->blanks |= blanks && kind != VALUE_EMPTY;
    if (kind == VALUE_EMPTY && source->whole && source->height > 0)
        grid->absent[column] = "[x]";
    grid->formats[column] = kind == VALUE_NUMBER   ? value_format(least, most, whole)
                            : kind == VALUE_DATE   ? "yyyy-mm-dd"
                            : kind == VALUE_MOMENT ? "yyyy-mm-dd hh:mm:ss"
                                                   : NULL;
    grid->widths[column] = kind == VALUE_NUMBER
                               ? grid_number_width(least, most, grid->formats[column],
                                                   !source->whole)
                           : kind == VALUE_MOMENT
                               ? text_width(metrics_pixels("2026-11-22 10:00:00", 19, false))
                               : text_width(pixels);
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
    grid->asked = xcalloc(source->width, sizeof *grid->asked);
    grid->formats = xcalloc(source->width, sizeof *grid->formats);
    grid->widths = xcalloc(source->width, sizeof *grid->widths);
    grid->place = xcalloc(source->width, sizeof *grid->place);
    grid->shown = source->width;
    grid->headers = xcalloc(source->width, sizeof *grid->headers);
    grid->names = xcalloc(source->width, sizeof *grid->names);
    grid->absent = xcalloc(source->width, sizeof *grid->absent);
    grid->gaps = xcalloc(source->width, sizeof *grid->gaps);
    for (i = 0; i < source->width; i++) {
        grid->headers[i] = source->names[i];
        grid->place[i] = (long)i;
        measure(source, grid, i);
    }
    sheet->grid = grid;
}

/* Says what blank cells and marks stand for, where there are any. */
static void explain_absence(struct sheet *sheet)
{
    const struct source *source = sheet->source;
    const struct grid *grid = sheet->grid;
    bool nothing = false;
    size_t i;

    for (i = 0; i < source->width; i++)
        nothing |= grid->absent[i] != NULL;
    for (i = 0; i < source->height && !nothing; i++)
        nothing = row_is_blank(source, i);
    if (sheet->stream || grid->blanks)
        sheet_line(sheet, "A blank cell is a value that is missing in the source.");
    if (nothing)
        sheet_line(sheet, "[x]: a row or a column of the source has no value at all.");
}

/* Leaves out the columns without any value, and says which. */
static void leave_out(struct sheet *sheet)
{
    const struct source *source = sheet->source;
    struct grid *grid = sheet->grid;
    struct text names = TEXT_EMPTY;
    size_t left = 0;
    size_t i;

    for (i = 0; i < source->width; i++) {
        if (!grid->absent[i]) {
            grid->place[i] -= (long)left;
            continue;
        }
        text_addf(&names, "%s%s", left++ ? ", " : "", source->names[i]);
        grid->place[i] = -1;
        grid->absent[i] = NULL;
    }
    grid->shown -= left;
    if (left > 0)
        sheet_line(sheet, "Without any value, and not shown: %s.", names.bytes);
    text_free(&names);
}

/* Adds the sheet and looks at the rows; NULL where there are too many columns. */
static struct sheet *begin_sheet(struct book *book, const struct sheet_kind *kind,
                                 struct source *source, const char *name, const char *title)
{
    struct sheet *sheet;

    if (source->width > LXW_COL_MAX) {
        if (!book->failed)
            error_at(book->err, source->file, 1, NULL, "%zu columns; a sheet holds no more than %d",
                     source->width, LXW_COL_MAX);
        book->failed = true;
        return NULL;
    }
    sheet = sheet_add(book, kind, name, title);
    sheet->source = source;
    sheet->stream = !source->whole;
    grid_measure(sheet);
    return sheet;
}

struct sheet *grid_sheet(struct book *book, const struct sheet_kind *kind, struct source *source,
                         const char *name, const char *title, bool all)
{
    struct sheet *sheet = begin_sheet(book, kind, source, name, title);

    if (!sheet)
        return NULL;
    if (sheet->stream)
        sheet_line(sheet, "Source: %s, %zu columns.", source->label, source->width);
    else
        sheet_line(sheet, "Source: %s, %zu row%s, %zu column%s.", source->label, source->height,
                   source->height == 1 ? "" : "s", source->width, source->width == 1 ? "" : "s");
    if (!all)
        leave_out(sheet);
    explain_absence(sheet);
    if (source->height == 0)
        sheet_line(sheet, "The source has no rows: the one row of the table is blank.");
    return sheet;
}

void grid_listings(struct book *book, const struct sheet_kind *kind, const char *name,
                   const char *title)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        char *full = xasprintf("%s (%s)", title, source->stem);

        grid_sheet(book, kind, source, name, full, false);
        free(full);
    }
}

/* ---- result tables ---- */

void grid_describe(struct sheet *sheet, const struct result_table *table)
{
    struct grid *grid = sheet->grid;
    size_t i;

    for (i = 0; i < sheet->source->width; i++) {
        const struct result_column *column = result_column(table, sheet->source->names[i]);

        if (!column || !column->header)
            continue;
        grid->headers[i] = result_shown(sheet->book, column->header, column->note);
        if (column->shape == RESULT_R || column->shape == RESULT_P)
            grid->formats[i] = result_format(column->shape);
    }
}

/* Does a column of the table stand on the sheet? One that is not described does. */
static bool is_placed(const struct sheet *sheet, size_t i, const struct result_column *column)
{
    return !column || (column->header && !(column->rare && sheet->grid->absent[i]));
}

/* Gives the columns their places: by that which is described, those without one behind, else in the
 * order of the file. */
static void place_columns(struct sheet *sheet, const struct result_table *table)
{
    const struct source *source = sheet->source;
    struct grid *grid = sheet->grid;
    unsigned *ranks = xarray(source->width, sizeof *ranks);
    size_t i, k;

    grid->shown = 0;
    for (i = 0; i < source->width; i++) {
        const struct result_column *column = result_column(table, source->names[i]);
        bool placed = is_placed(sheet, i, column);

        ranks[i] = column ? (unsigned)column->place - 1 : (unsigned)-1;
        grid->place[i] = placed ? 0 : -1;
        grid->shown += placed;
    }
    for (i = 0; i < source->width; i++)
        for (k = 0; k < source->width && grid->place[i] >= 0; k++)
            grid->place[i] += grid->place[k] >= 0 &&
                              (ranks[k] < ranks[i] || (ranks[k] == ranks[i] && k < i));
    free(ranks);
}

struct sheet *grid_result(struct book *book, const struct sheet_kind *kind, struct source *source)
{
    const struct result_table *table = source->result;
    struct sheet *sheet = begin_sheet(book, kind, source, table->sheet, table->title);
    struct grid *grid;
    size_t i;

    if (!sheet)
        return NULL;
    grid = sheet->grid;
    grid_describe(sheet, table);
    place_columns(sheet, table);
    for (i = 0; i < source->width; i++) {
        const struct result_column *column = result_column(table, source->names[i]);

        grid->absent[i] = column && column->absent ? column->absent : "[x]";
        if (column && column->width > 0)
            grid->widths[i] = grid->kinds[i] == VALUE_NUMBER ? fmax(grid->widths[i], column->width)
                                                             : column->width;
    }
    sheet_line(sheet, "%s", table->about);
    if (table->notes)
        sheet_line(sheet, "Notes, such as [note 1], are on the sheet Notes.");
    sheet_line(sheet, "Some shorthand is used: [x] not available, [z] does not apply, [low] under "
                      "0.00005.");
    if (source->height == 0)
        sheet_line(sheet, "The source has no rows: the one row of the table is blank.");
    return sheet;
}

void grid_force(struct grid *grid, size_t column, bool number)
{
    grid->kinds[column] = number ? VALUE_NUMBER : VALUE_TEXT;
    grid->asked[column] = true;
    grid->forced[column] = number;
}

void grid_tell_odd_cells(struct sheet *sheet)
{
    size_t i;

    for (i = 0; i < sheet->source->width; i++)
        if (sheet->grid->kinds[i] == VALUE_TEXT && !sheet->grid->asked[i]) {
            tell_odd_cell(sheet->book, sheet->source, i);
            tell_early_day(sheet->book, sheet->source, i);
        }
}

void grid_free(struct grid *grid)
{
    if (!grid)
        return;
    free(grid->kinds);
    free(grid->absent);
    free(grid->gaps);
    free(grid->forced);
    free(grid->asked);
    free(grid->formats);
    free(grid->widths);
    free(grid->place);
    free(grid->headers);
    free(grid->names);
    free(grid);
}

/* ---- writing ---- */

static void headers(struct sheet *sheet, const char *table, const struct grid_more *more)
{
    const struct grid *grid = sheet->grid;
    struct source *source = sheet->source;
    size_t added = more ? more->count : 0;
    struct grid_column *columns = xcalloc(grid->shown + added, sizeof *columns);
    size_t i;

    for (i = 0; i < source->width; i++)
        if (grid->place[i] >= 0)
            columns[grid->place[i]] = (struct grid_column){
                grid->headers[i],
                fmax(grid->widths[i], text_width(header_pixels(grid->headers[i]))),
                grid->kinds[i] == VALUE_NUMBER,
            };
    for (i = 0; i < added; i++)
        columns[grid->shown + i] = more->columns[i];
    sheet_table(sheet, table, columns, grid->shown + added, source->height);
    free(columns);
}

static void forced_number(struct sheet *sheet, lxw_row_t row, size_t column, const char *text,
                          unsigned long line)
{
    struct source *source = sheet->source;
    char decimal = source->dialect.decimal ? source->dialect.decimal : '.';
    double number;

    if (number_parse(text, strlen(text), decimal, &number) == 0) {
        sheet_number(sheet, row, (lxw_col_t)sheet->grid->place[column], NULL, number);
        return;
    }
    if (!sheet->book->failed)
        error_at(sheet->book->err, source->file, line, source->names[column],
                 "not a number: \"%s\" (see --number, --missing)", text);
    sheet->book->failed = true;
}

static void cell(struct sheet *sheet, lxw_row_t row, size_t column, const char *text, size_t length,
                 unsigned long line)
{
    struct grid *grid = sheet->grid;
    struct source *source = sheet->source;
    lxw_col_t place = (lxw_col_t)grid->place[column];
    double number;

    if (length == 0)
        return;
    if (grid->kinds[column] == VALUE_TEXT) {
        sheet_cell(sheet, row, place, text, line, source->names[column]);
        return;
    }
    if (value_of(text, length, source->dialect.decimal, &number) == grid->kinds[column])
        sheet_number(sheet, row, place, grid->formats[column], number);
    else if (value_missing(text, source->dialect.missing))
        return;
    else if (grid->forced[column])
        forced_number(sheet, row, column, text, line);
    else
        sheet_cell(sheet, row, place, text, line, source->names[column]);
}

/* A cell that is a formula, with the value it has now; false: it is none. */
static bool formula_cell(struct sheet *sheet, size_t row, lxw_row_t at, size_t column,
                         const char *text, size_t length)
{
    struct grid *grid = sheet->grid;
    const char *formula;
    char *caught = NULL;
    double number;

    formula = sheet->live ? live_formula(sheet, row, at, column, text) : NULL;
    if (!formula)
        return false;
    /* A number too large is missing here, and in Excel an error. */
    if (length == 0 && strncmp(formula, "=IF", 3) != 0)
        formula = caught = xasprintf("=IFERROR(%s,\"\")", formula + 1);
    if (grid->kinds[column] != VALUE_TEXT &&
        value_of(text, length, sheet->source->dialect.decimal, &number) == grid->kinds[column])
        sheet_formula(sheet, at, (lxw_col_t)grid->place[column], grid->formats[column], formula,
                      number);
    else
        sheet_formula_text(sheet, at, (lxw_col_t)grid->place[column],
                           grid->kinds[column] == VALUE_TEXT ? NULL : grid->formats[column],
                           formula, text);
    free(caught);
    return true;
}

static void held_row(struct sheet *sheet, size_t row, lxw_row_t at)
{
    struct source *source = sheet->source;
    struct grid *grid = sheet->grid;
    bool blank = row_is_blank(source, row);
    size_t i;

    for (i = 0; i < source->width; i++) {
        const char *text = source_text(source, row, (long)i);
        lxw_col_t place = (lxw_col_t)grid->place[i];

        if (grid->place[i] < 0 || formula_cell(sheet, row, at, i, text, strlen(text)))
            continue;
        /* A table has no blank row or column inside. */
        if (text[0] == '\0' && (blank || grid->absent[i]))
            sheet_mark(sheet, at, place, grid->absent[i] ? grid->absent[i] : "[x]");
        else if (text[0] == '\0' && !sheet->stream)
            sheet_blank(sheet, at, place);
        else
            cell(sheet, at, i, text, strlen(text), source->lines[row]);
    }
}

void grid_write(struct sheet *sheet, const char *table, const struct grid_more *more)
{
    size_t row;

    headers(sheet, table, more);
    live_begin(sheet);
    for (row = 0; row < sheet->source->height && !sheet->book->failed; row++) {
        lxw_row_t at = sheet->header + 1 + (lxw_row_t)row;

        held_row(sheet, row, at);
        if (more)
            more->write(sheet, row, at, (lxw_col_t)sheet->grid->shown);
    }
}

/* Formulas are libxlsxwriter's to write. */
static void begin_rows(struct sheet *sheet)
{
    headers(sheet, NULL, NULL);
    if (!sheet->live)
        sheet_stream_rows(sheet);
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

    begin_rows(sheet);
    live_begin(sheet);
    progress_begin(source->file, 0);
    for (row = 0; row < source->height && !book->failed; row++)
        held_row(sheet, row, at++);
    while (!book->failed && (more = source_next(source, &fields, book->err)) == 1) {
        if (at == LXW_ROW_MAX) {
            sheet_end(sheet);
            sheet = sheet_continue(sheet);
            if (book->failed)
                break;
            begin_rows(sheet);
            at = sheet->header + 1;
        }
        for (i = 0; i < source->width; i++)
            if (!formula_cell(sheet, row, at, i, fields[i].text, fields[i].length))
                cell(sheet, at, i, fields[i].text, fields[i].length, reader_line(source->reader));
        at++;
        row++;
        progress_step(1);
    }
    progress_end();
    sheet_end(sheet);
    if (more < 0)
        book->failed = true;
}
