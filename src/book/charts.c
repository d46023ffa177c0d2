/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts: a sheet a link. Worksheets, not Excel's chartsheets: those have no room
 * for a pointer to the data, and libxlsxwriter gives their charts no alt text.
 * Output and outcome each have a chart, one below the other on the same periods:
 * two scales in one frame can be made to show anything.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/kinds.h"

enum {
    color_output = 0x12436D,
    color_outcome = 0x801650,
    color_trend = 0xF46A25,
    color_grid = 0xD9D9D9,
};
enum { chart_width = 960, chart_row = 23 /* pixels of a row of the sheet */ };

static void plan(struct book *book, const struct sheet_kind *kind)
{
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        struct book_link *link = book->links[i];
        char *name;
        char *title;

        if (!link->working && !link->lags)
            continue;
        name = xasprintf("Chart %zu", link->number);
        title = xasprintf("Chart %zu: %s", link->number, link_name(book, link));
        link->chart = sheet_add(book, kind, name, title);
        link->chart->link = link;
        link->chart->has_table = false;
        if (link_text(link, "note")[0])
            sheet_line(link->chart, "%s", link_text(link, "note"));
        free(name);
        free(title);
    }
}

static void style_axis(lxw_chart_axis *axis, const char *name)
{
    lxw_chart_font font = { .name = "Arial", .size = 10, .bold = LXW_EXPLICIT_FALSE };
    lxw_chart_line grid = { .color = color_grid, .width = 0.75f };

    chart_axis_set_name(axis, name);
    chart_axis_set_name_font(axis, &font);
    chart_axis_set_num_font(axis, &font);
    chart_axis_major_gridlines_set_line(axis, &grid);
    chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
}

static void style_title(lxw_chart *chart, const char *title)
{
    lxw_chart_font font = { .name = "Arial", .size = 14 };

    chart_title_set_name(chart, title);
    chart_title_set_name_font(chart, &font);
}

/* Puts the chart below what the sheet has so far. */
static void place(struct sheet *sheet, lxw_chart *chart, int height, const char *alt)
{
    lxw_chart_options options = {
        .description = (char *)alt,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .x_scale = chart_width / 480.0,
        .y_scale = height / 288.0,
    };

    book_fail(sheet->book,
              worksheet_insert_chart_opt(sheet->worksheet, sheet->header, 0, chart, &options),
              sheet->name);
    sheet->header += (lxw_row_t)(height / chart_row + 2);
}

static char *range_of(struct sheet *sheet, lxw_col_t column, lxw_row_t first, size_t rows)
{
    return book_keepf(sheet->book, "=%s", sheet_range(sheet, column, first, rows));
}

static lxw_chart *new_chart(struct book *book, uint8_t type)
{
    lxw_chart *chart = workbook_add_chart(book->workbook, type);

    if (!chart)
        book_fail(book, LXW_ERROR_MEMORY_MALLOC_FAILED, "a chart");
    return chart;
}

/* One series over the periods of the working sheet. */
static void over_time(struct sheet *sheet, lxw_col_t column, const char *title, const char *axis,
                      lxw_color_t color, const char *alt)
{
    struct book_link *link = sheet->link;
    lxw_chart *chart = new_chart(sheet->book, LXW_CHART_LINE);
    lxw_chart_line line = { .color = color, .width = 2.25f };
    lxw_chart_series *series;
    lxw_row_t first = link->sheet->header + 1;
    const char *period = source_text(link->working, link->rows[0],
                                     source_column(link->working, "period"));
    double serial;
    uint16_t labels = (uint16_t)((link->n + 9) / 10);

    if (!chart)
        return;
    series = chart_add_series(chart, range_of(link->sheet, 0, first, link->n),
                              range_of(link->sheet, column, first, link->n));
    chart_series_set_name(series, axis);
    chart_series_set_line(series, &line);
    style_title(chart, title);
    style_axis(chart->x_axis, "Period of the outcome");
    style_axis(chart->y_axis, axis);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    if (value_of(period, strlen(period), '.', &serial) == VALUE_DATE) {
        lxw_chart_font slanted = { .name = "Arial", .size = 10, .rotation = -45 };

        chart_axis_set_num_format(chart->x_axis, "yyyy-mm-dd");
        chart_axis_set_num_font(chart->x_axis, &slanted);
    }
    chart_axis_set_interval_unit(chart->x_axis, labels);
    chart_axis_set_interval_tick(chart->x_axis, labels);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    place(sheet, chart, 300, alt);
}

static void scatter(struct sheet *sheet)
{
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;
    lxw_chart *chart = new_chart(book, LXW_CHART_SCATTER);
    lxw_chart_line trend = { .color = color_trend, .width = 2.25f };
    lxw_chart_fill fill = { .color = color_output };
    lxw_chart_line edge = { .color = LXW_COLOR_WHITE, .width = 0.5f };
    lxw_row_t first = link->sheet->header + 1;
    lxw_chart_series *series;

    if (!chart)
        return;
    series = chart_add_series(chart, range_of(link->sheet, 3, first, link->n),
                              range_of(link->sheet, 4, first, link->n));
    chart_series_set_name(series, "One period");
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_trendline(series, LXW_CHART_TRENDLINE_TYPE_LINEAR, 0);
    /* The line of the effect goes through the origin. */
    chart_series_set_trendline_intercept(series, 0);
    chart_series_set_trendline_name(series, "Effect");
    chart_series_set_trendline_line(series, &trend);
    style_title(chart, "What is left of both: does one go with the other?");
    style_axis(chart->x_axis, book_keepf(book, "%s, whitened", link->output));
    style_axis(chart->y_axis, book_keepf(book, "%s, whitened", link->outcome));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    place(sheet, chart, 520,
          book_keepf(book,
                     "Scatter chart of %s against %s, both without trend, season, context and "
                     "persistence, one point a period (%zu). The straight line through the origin "
                     "is the effect%s. The data are on the sheet %s.",
                     link->outcome, link->output, link->n,
                     !isfinite(link->r)   ? ""
                     : link->r >= 0       ? "; it rises"
                                          : "; it falls",
                     link->sheet->name));
}

static const char *movement(const double *series, size_t n)
{
    double early = 0;
    double late = 0;
    size_t half = n / 2;
    size_t i;

    for (i = 0; i < half; i++) {
        early += series[i];
        late += series[n - 1 - i];
    }
    return late > early ? "higher in the second half than in the first"
                        : "lower in the second half than in the first";
}

static void lag_profile(struct sheet *sheet)
{
    static const struct {
        const char *column;
        const char *name;
        lxw_color_t color;
        uint8_t dash;
    } lines[] = {
        { "r", "r at this lag", color_output, LXW_CHART_LINE_DASH_SOLID },
        { "low", "low end of its interval", color_outcome, LXW_CHART_LINE_DASH_DASH },
        { "high", "high end of its interval", color_outcome, LXW_CHART_LINE_DASH_DASH },
    };
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;
    lxw_chart *chart = new_chart(book, LXW_CHART_LINE);
    lxw_row_t first = link->lag_sheet->header + 1 + (lxw_row_t)link->lag_rows[0];
    size_t i;

    if (!chart)
        return;
    for (i = 0; i < sizeof lines / sizeof *lines; i++) {
        lxw_chart_line line = { .color = lines[i].color, .width = 2.25f,
                                .dash_type = lines[i].dash };
        long column = source_column(link->lags, lines[i].column);
        lxw_chart_series *series = chart_add_series(
            chart,
            range_of(link->lag_sheet, (lxw_col_t)source_column(link->lags, "lag"), first,
                     link->lag_n),
            range_of(link->lag_sheet, (lxw_col_t)column, first, link->lag_n));

        chart_series_set_name(series, lines[i].name);
        chart_series_set_line(series, &line);
        if (i == 0)
            chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    }
    style_title(chart, "How long does it take? r at each lag");
    style_axis(chart->x_axis, "Lag: periods from the output to the outcome");
    style_axis(chart->y_axis, "r");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    place(sheet, chart, 320,
          book_keepf(book,
                     "Line chart of the whitened correlation of %s and %s at %zu lags, with the "
                     "ends of its interval as dashed lines. The data are on the sheet %s.",
                     link->output, link->outcome, link->lag_n, link->lag_sheet->name));
}

static void write(struct book *book, struct sheet *sheet)
{
    static const struct grid_column text_column = { NULL, 130 };
    struct book_link *link = sheet->link;

    if (book->failed)
        return;
    sheet_columns(sheet, &text_column, 1);
    worksheet_set_portrait(sheet->worksheet);
    worksheet_fit_to_pages(sheet->worksheet, 1, 1);
    if (link->sheet) {
        sheet_goto(sheet, sheet->header++, 0, link->sheet,
                   book_keepf(book, "The data and the working are on the sheet %s.",
                              link->sheet->name));
        over_time(sheet, 1, book_keepf(book, "The output: %s", link->output),
                  book_label(book, link->output), color_output,
                  book_keepf(book, "Line chart of the output %s over %zu periods; it is %s. The "
                                   "data are on the sheet %s.",
                             link->output, link->n, movement(link->x, link->n),
                             link->sheet->name));
        over_time(sheet, 2, book_keepf(book, "The outcome: %s", link->outcome),
                  book_label(book, link->outcome), color_outcome,
                  book_keepf(book, "Line chart of the outcome %s over %zu periods; it is %s. The "
                                   "data are on the sheet %s.",
                             link->outcome, link->n, movement(link->y, link->n),
                             link->sheet->name));
        scatter(sheet);
    }
    /* A chart's range is one block: rows that lie scattered have no picture. */
    if (link->lag_sheet && link->lag_rows[link->lag_n - 1] - link->lag_rows[0] + 1 == link->lag_n) {
        sheet_goto(sheet, sheet->header++, 0, link->lag_sheet,
                   book_keepf(book, "The lag profile's data are on the sheet %s.",
                              link->lag_sheet->name));
        lag_profile(sheet);
    }
}

const struct sheet_kind sheet_kind_charts = { NULL, 0, plan, write };
