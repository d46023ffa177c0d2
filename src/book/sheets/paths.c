/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paths of changes: the outcome in each period as it was, and as it would have been without the
 * change, with its interval. Beside the table stands a chart for each event and outcome, the first
 * ones of many.
 */
#include <string.h>

#include "book/drawing.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "words/impact.h"
#include "words/path.h"

enum {
    charts_most = 12,
    chart_width = 960,
    chart_height = 340,
    chart_rows = 18, /* of the sheet, that a chart takes */
};

static void plan_paths(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        struct sheet *sheet = grid_sheet(book, kind, source, kind->result->sheet,
                                         kind->result->title, true);

        if (!sheet)
            return;
        sheet_line(sheet, "A chart for each event and outcome stands to the right of the table.");
        sheet_line(sheet, "The interval of what would have been is that of one period by itself.");
        grid_describe(sheet, kind->result);
    }
}

static const char *cell(const struct sheet *sheet, size_t row, const char *column)
{
    return source_text(sheet->source, row, source_column(sheet->source, column));
}

/* Is a row about the same event, outcome and entity as the one before? */
static bool goes_on(const struct sheet *sheet, size_t row)
{
    static const char *const columns[] = { "event", "outcome", "entity" };
    size_t i;

    for (i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(cell(sheet, row, columns[i]), cell(sheet, row - 1, columns[i])) != 0)
            return false;
    return true;
}

static void add_line(struct sheet *sheet, lxw_chart *chart, const char *column, size_t from,
                     size_t rows, const char *name, lxw_chart_line line)
{
    struct book *book = sheet->book;
    lxw_row_t first = sheet->header + 1 + (lxw_row_t)from;
    lxw_col_t labels = (lxw_col_t)source_column(sheet->source, "period");
    lxw_col_t values = (lxw_col_t)source_column(sheet->source, column);
    lxw_chart_series *series = chart_add_series(
        chart, book_keepf(book, "=%s", sheet_range(sheet, labels, first, rows)),
        book_keepf(book, "=%s", sheet_range(sheet, values, first, rows)));

    chart_series_set_name(series, name);
    chart_series_set_line(series, &line);
}

/* One chart, the number-th of the sheet. */
static void add_chart(struct sheet *sheet, size_t from, size_t rows, size_t number)
{
    struct book *book = sheet->book;
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
    lxw_chart_line actual = { .color = color_output, .width = 2.25f };
    lxw_chart_line without = { .color = color_trend, .width = 2.25f };
    lxw_chart_line edge = { .color = color_trend,
                            .width = 1,
                            .dash_type = LXW_CHART_LINE_DASH_DASH };
    lxw_chart_font title = { .name = "Arial", .size = 14 };
    const char *event = cell(sheet, from, "event"), *outcome = cell(sheet, from, "outcome");
    const char *entity = cell(sheet, from, "entity");
    const char *name = book_keepf(book, "%s: %s%s%s", event, outcome, *entity ? ", " : "", entity);
    lxw_chart_options options = {
        .description = (char *)drawing_caption(
            book,
            book_keepf(book,
                       "Line chart of %s over %zu periods, as it was and as it would have been "
                       "without the change, with its 95%% interval. The data are on the sheet "
                       "%s.",
                       name, rows, sheet->name)),
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .x_scale = chart_width / 480.0,
        .y_scale = chart_height / 288.0,
    };
    uint16_t labels = (uint16_t)((rows + 11) / 12);

    if (!chart) {
        book_fail(book, LXW_ERROR_MEMORY_MALLOC_FAILED, "a chart");
        return;
    }
    add_line(sheet, chart, "without_low", from, rows, "Interval: low end", edge);
    add_line(sheet, chart, "without_high", from, rows, "Interval: high end", edge);
    add_line(sheet, chart, "without", from, rows, "Without the change", without);
    add_line(sheet, chart, "actual", from, rows, "As it was", actual);
    chart_title_set_name(chart, drawing_caption(book, name));
    chart_title_set_name_font(chart, &title);
    drawing_axis(book, chart->x_axis, "Period");
    drawing_axis(book, chart->y_axis, outcome);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    chart_axis_set_interval_unit(chart->x_axis, labels);
    chart_axis_set_interval_tick(chart->x_axis, labels);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    book_fail(book,
              worksheet_insert_chart_opt(sheet->worksheet,
                                         sheet->header + (lxw_row_t)(number * chart_rows),
                                         (lxw_col_t)(sheet->source->width + 1), chart, &options),
              sheet->name);
}

static void point_to_changes(struct book *book, struct sheet *sheet)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++) {
        const struct source *source = book->sheets[i]->source;

        if (!source || source->result != &result_impact)
            continue;
        sheet_pointer(sheet, sheet->header++, book->sheets[i],
                      book_keepf(book, "What they come to is on the sheet %s.",
                                 book->sheets[i]->name));
        return;
    }
}

static void write_paths(struct book *book, struct sheet *sheet)
{
    size_t rows, from, to, number = 0;

    point_to_changes(book, sheet);
    grid_write(sheet, "paths", NULL);
    rows = sheet->source->height;
    for (from = 0; from < rows && number < charts_most && !book->failed; from = to) {
        for (to = from + 1; to < rows && goes_on(sheet, to); to++)
            ;
        add_chart(sheet, from, to - from, number++);
    }
}

const struct sheet_kind sheet_kind_paths = {
    .rank = 26,
    .cells_most = CELLS_ALL,
    .plan = plan_paths,
    .write = write_paths,
    .result = &result_path,
};
