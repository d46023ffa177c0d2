/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart a target: what was, with dots where a period stands out, the target, and what may come with
 * the band that holds 80 in 100. The words are those of charts in public services: special cause where a
 * dot stands (improving or concerning), common cause where none does.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "words/outlook.h"

enum {
    color_value = 0x12436D,
    color_better = 0x28A197,
    color_worse = 0xF46A25,
    color_target = 0x801650,
    color_grid = 0xD9D9D9,
};
enum { charts_most = 40, chart_rows = 22, scale_width = 2 };

static struct sheet *table_of(const struct book *book, const struct source *source)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == &sheet_kind_outlook && book->sheets[i]->source == source)
            return book->sheets[i];
    return NULL;
}

static void plan_progress(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, &sheet_kind_outlook, source)) != NULL) {
        struct sheet *sheet = sheet_add(book, kind, "Progress",
                                        "Progress: how each target is approached");

        sheet->source = source;
        sheet->has_table = false;
        sheet_line(sheet,
                   "A dot is a period that stands out (special cause): green is improving, "
                   "orange is concerning. The others are common cause: what the measure does "
                   "by itself.");
        sheet_line(sheet,
                   "The dashed line is projected; 80 in 100 such projections end between the "
                   "dotted lines.");
    }
}

static const char *cell(const struct source *source, size_t row, const char *column)
{
    return source_text(source, row, source_column(source, column));
}

/* The rows of one measure and entity begin at `from`; where they end. */
static size_t end_of(const struct source *source, size_t from)
{
    size_t row = from;

    while (row < source->height &&
           strcmp(cell(source, row, "measure"), cell(source, from, "measure")) == 0 &&
           strcmp(cell(source, row, "entity"), cell(source, from, "entity")) == 0)
        row++;
    return row;
}

/* A line over these rows of a column of the table; NULL where it is not shown there. */
static lxw_chart_series *add_line(struct sheet *sheet, struct sheet *table, lxw_chart *chart,
                                  const char *column, size_t from, size_t to, const char *name,
                                  lxw_chart_line line)
{
    struct book *book = sheet->book;
    long values = source_column(sheet->source, column);
    long labels = source_column(sheet->source, "period");
    lxw_row_t first = table->header + 1 + (lxw_row_t)from;
    lxw_chart_series *series;

    if (values < 0 || table->grid->place[values] < 0)
        return NULL;
    series = chart_add_series(
        chart,
        book_keepf(book, "=%s",
                   sheet_range(table, (lxw_col_t)table->grid->place[labels], first, to - from)),
        book_keepf(book, "=%s",
                   sheet_range(table, (lxw_col_t)table->grid->place[values], first, to - from)));
    chart_series_set_name(series, name);
    chart_series_set_line(series, &line);
    return series;
}

/* Dots alone, in one colour. */
static void add_dots(lxw_chart_series *series, lxw_color_t color)
{
    lxw_chart_fill fill = { .color = color };
    lxw_chart_line edge = { .color = color, .width = 0.75f };

    if (!series)
        return;
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
}

static void style(struct sheet *sheet, lxw_chart *chart, const char *name, size_t rows)
{
    lxw_chart_font small = { .name = "Arial", .size = 10, .bold = LXW_EXPLICIT_FALSE };
    lxw_chart_font slanted = { .name = "Arial", .size = 10, .rotation = -45 };
    lxw_chart_font title = { .name = "Arial", .size = 14 };
    lxw_chart_line grid = { .color = color_grid, .width = 0.75f };
    const char *unit = book_unit(sheet->book, name);
    uint16_t labels = (uint16_t)((rows + 11) / 12);

    chart_title_set_name(chart, name[0] == '=' ? book_keepf(sheet->book, " %s", name) : name);
    chart_title_set_name_font(chart, &title);
    if (*unit)
        chart_axis_set_name(chart->y_axis, unit);
    chart_axis_set_name_font(chart->y_axis, &small);
    chart_axis_set_num_font(chart->y_axis, &small);
    chart_axis_set_num_font(chart->x_axis, &slanted);
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    chart_axis_set_interval_unit(chart->x_axis, labels);
    chart_axis_set_interval_tick(chart->x_axis, labels);
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
}

/* A scale that shows how the values vary, not one from 0. */
static void cut_scale(struct sheet *sheet, lxw_chart *chart, size_t from, size_t to)
{
    static const char *const columns[] = { "value", "low80", "high80", "target" };
    double low = INFINITY, high = -INFINITY, step;
    size_t row, c;

    for (row = from; row < to; row++)
        for (c = 0; c < sizeof columns / sizeof *columns; c++) {
            double value = source_number(sheet->source, row,
                                         source_column(sheet->source, columns[c]));

            if (isfinite(value)) {
                low = fmin(low, value);
                high = fmax(high, value);
            }
        }
    if (!(high > low) || (low <= 0 && high >= 0))
        return;
    step = pow(10, floor(log10(high - low)));
    chart_axis_set_min(chart->y_axis, floor(low / step) * step);
    chart_axis_set_max(chart->y_axis, ceil(high / step) * step);
}

static void draw(struct sheet *sheet, struct sheet *table, size_t from, size_t to, lxw_row_t at)
{
    struct book *book = sheet->book;
    const char *entity = cell(sheet->source, from, "entity");
    const char *measure = cell(sheet->source, from, "measure");
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
    lxw_chart_line solid = { .color = color_value, .width = 1.75f };
    lxw_chart_line dashed = { .color = color_value,
                              .width = 1.75f,
                              .dash_type = LXW_CHART_LINE_DASH_DASH };
    lxw_chart_line thin = { .color = color_value,
                            .width = 0.75f,
                            .dash_type = LXW_CHART_LINE_DASH_ROUND_DOT };
    lxw_chart_line aim = { .color = color_target, .width = 1.5f };
    lxw_chart_options options = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                  .x_scale = scale_width,
                                  .y_scale = 1.4 };
    lxw_chart_line none = { .none = LXW_TRUE };

    if (!chart) {
        book_fail(book, LXW_ERROR_MEMORY_MALLOC_FAILED, "a chart");
        return;
    }
    add_line(sheet, table, chart, "value", from, to, "Value", solid);
    add_dots(add_line(sheet, table, chart, "improving", from, to, "Improving", none), color_better);
    add_dots(add_line(sheet, table, chart, "concerning", from, to, "Concerning", none),
             color_worse);
    add_line(sheet, table, chart, "target", from, to, "Target", aim);
    add_line(sheet, table, chart, "projected", from, to, "Projected", dashed);
    add_line(sheet, table, chart, "low80", from, to, "80 in 100: from", thin);
    add_line(sheet, table, chart, "high80", from, to, "80 in 100: to", thin);
    style(sheet, chart, *entity ? book_keepf(book, "%s, %s", measure, entity) : measure, to - from);
    cut_scale(sheet, chart, from, to);
    options.description = (char *)book_keepf(
        book,
        "Line chart of %s over %zu periods, with the target and what is projected. The data are "
        "on the sheet %s.",
        measure, to - from, table->name);
    book_fail(book, worksheet_insert_chart_opt(sheet->worksheet, at, 0, chart, &options),
              sheet->name);
}

static void write_progress(struct book *book, struct sheet *sheet)
{
    struct sheet *table = table_of(book, sheet->source);
    lxw_row_t at = sheet->header + 2;
    size_t from, to, charts = 0;

    if (!table)
        return;
    sheet_goto(sheet, sheet->header, 0, table,
               book_keepf(book, "The data are on the sheet %s.", table->name));
    for (from = 0; from < sheet->source->height && charts < charts_most; from = to, charts++) {
        to = end_of(sheet->source, from);
        draw(sheet, table, from, to, at);
        at += chart_rows;
    }
    worksheet_set_landscape(sheet->worksheet);
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
}

const struct sheet_kind sheet_kind_progress = {
    .rank = 29,
    .plan = plan_progress,
    .write = write_progress,
};
