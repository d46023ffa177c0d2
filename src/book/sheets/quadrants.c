/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The quadrants of rank as a chart: to the right what is busy, above what moves its outcome, below what
 * does not, and between them the band of what is not known. The table beside it has what stopping would
 * save.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/drawing.h"
#include "book/kinds.h"
#include "words/rank.h"

/* The columns of the sheet. */
enum { LINK, QUADRANT, SHARE, HEIGHT, SAVING, COLUMNS };

/* The edges of the bands are where all programs draw minor grid lines: between the middle and the ends. */
#define AXIS_MOST 1.5
#define EDGE (AXIS_MOST / 2)

/* From the top of the chart to its bottom. Words stand where the axis is at its least, 0 and its most. */
static const struct band {
    const char *ending, *name;
    double height;
    lxw_color_t color;
    uint8_t marker;
} bands[] = {
    { "-moving", "Moving", EDGE * 1.5, color_second, LXW_CHART_MARKER_CIRCLE },
    { "-unknown", "Unknown", 0, color_trend, LXW_CHART_MARKER_DIAMOND },
    { "-not-moving", "Not moving", EDGE * -1.5, color_outcome, LXW_CHART_MARKER_SQUARE },
};
enum { band_count = sizeof bands / sizeof *bands };
#define AXIS_WORDS "\"moving\";\"not moving\";\"unknown\""

struct place {
    size_t row; /* of the source */
    size_t band;
    double share, height;
};

/* The links that have a quadrant, band by band; a band's stand one below the other. */
struct places {
    struct place *items;
    size_t count;
    size_t from[band_count + 1];
    double border; /* of quiet and busy */
};

static const char *cell(const struct source *source, size_t row, const char *column)
{
    return source_text(source, row, source_column(source, column));
}

static bool in_band(const char *quadrant, size_t band)
{
    const char *dash = strchr(quadrant, '-');

    return dash && strcmp(dash, bands[band].ending) == 0;
}

/* From the top of the band to its bottom. */
static void spread(struct places *places, size_t band)
{
    double reach = bands[band].height == 0 ? EDGE : EDGE / 2; /* to the edges */
    size_t from = places->from[band], n = places->count - from, i;

    for (i = 0; i < n; i++)
        places->items[from + i].height = bands[band].height +
                                         reach * (.8 - 1.6 * ((double)i + .5) / (double)n);
}

static void find_places(const struct source *source, struct places *places)
{
    double quiet = 0, busy = INFINITY;
    size_t row, band;

    places->items = xcalloc(source->height + 1, sizeof *places->items);
    for (band = 0; band < band_count; band++) {
        places->from[band] = places->count;
        for (row = 0; row < source->height; row++) {
            const char *quadrant = cell(source, row, "quadrant");
            double share = source_number(source, row, source_column(source, "effort_share"));

            if (!in_band(quadrant, band) || !isfinite(share))
                continue;
            places->items[places->count++] = (struct place){ row, band, share, NAN };
            if (strncmp(quadrant, "busy", 4) == 0)
                busy = fmin(busy, share);
            else
                quiet = fmax(quiet, share);
        }
        spread(places, band);
    }
    places->from[band_count] = places->count;
    places->border = isfinite(busy) ? (quiet + busy) / 2 : quiet;
}

static void plan_quadrants(struct book *book, const struct sheet_kind *kind)
{
    size_t i, count = book->source_count;

    for (i = 0; i < count && !book->failed; i++) {
        struct source *source = book->sources[i];
        struct places places = { .count = 0 };
        struct sheet *sheet;

        if (source->result != &result_rank)
            continue;
        find_places(source, &places);
        free(places.items);
        if (places.count == 0)
            continue;
        sheet = sheet_add(book, kind, "Quadrants", "Quadrants: what is busy, and what moves");
        sheet->source = source;
        sheet_line(sheet,
                   "To the right of the upright line is what takes more of the effort than the "
                   "median output. The chart stands below the table.");
        sheet_line(sheet,
                   "Not moving needs an effect that is too small to matter. Unknown is what these "
                   "data cannot tell; it is not for stopping.");
        sheet_line(sheet, "Within a band, heights tell links apart and mean nothing else.");
        sheet_line(sheet, "Some shorthand is used: [z] nothing to stop, or no cost is stated.");
        sheet->header++; /* the pointer to the figures */
    }
}

static void point_to_figures(struct sheet *sheet)
{
    const struct book *book = sheet->book;
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == &sheet_kind_results &&
            book->sheets[i]->source == sheet->source) {
            sheet_pointer(sheet, sheet->header - 1, book->sheets[i],
                          book_keepf(sheet->book, "All figures: sheet %s", book->sheets[i]->name));
            return;
        }
}

/* "calls -> revenue", also as a label of a chart can have it. */
static const char *link_of(struct sheet *sheet, const struct place *place)
{
    const struct source *source = sheet->source;

    return drawing_caption(sheet->book, book_keepf(sheet->book, "%s \xE2\x86\x92 %s",
                                                   cell(source, place->row, "output"),
                                                   cell(source, place->row, "outcome")));
}

static void write_table(struct sheet *sheet, const struct places *places)
{
    const struct source *source = sheet->source;
    size_t i;

    for (i = 0; i < places->count; i++) {
        const struct place *place = &places->items[i];
        lxw_row_t row = sheet->header + 1 + (lxw_row_t)i;
        double saving = source_number(source, place->row, source_column(source, "saving"));

        sheet_text(sheet, row, LINK, STYLE_CELL, link_of(sheet, place));
        sheet_text(sheet, row, QUADRANT, STYLE_CELL, cell(source, place->row, "quadrant"));
        sheet_number(sheet, row, SHARE, "0.0%", place->share);
        sheet_number(sheet, row, HEIGHT, "0.00", place->height);
        if (isfinite(saving))
            sheet_number(sheet, row, SAVING, "#,##0.##", saving);
        else
            sheet_mark(sheet, row, SAVING, "[z]");
    }
}

/* The points of a band, each with its name. */
static void add_band(struct sheet *sheet, lxw_chart *chart, const struct places *places,
                     size_t band)
{
    struct book *book = sheet->book;
    size_t from = places->from[band], n = places->from[band + 1] - from, i;
    lxw_row_t first = sheet->header + 1 + (lxw_row_t)from;
    lxw_chart_fill fill = { .color = bands[band].color };
    lxw_chart_line edge = { .color = bands[band].color, .width = .75f };
    lxw_chart_line none = { .none = LXW_TRUE };
    lxw_chart_font font = { .name = "Arial", .size = 10 };
    lxw_chart_data_label *labels = xcalloc(n, sizeof *labels);
    lxw_chart_data_label **list = xcalloc(n + 1, sizeof *list);
    lxw_chart_series *series = chart_add_series(
        chart, book_keepf(book, "=%s", sheet_range(sheet, SHARE, first, n)),
        book_keepf(book, "=%s", sheet_range(sheet, HEIGHT, first, n)));

    for (i = 0; i < n; i++) {
        labels[i].value = (char *)link_of(sheet, &places->items[from + i]);
        list[i] = &labels[i];
    }
    chart_series_set_name(series, bands[band].name);
    chart_series_set_line(series, &none);
    chart_series_set_marker_type(series, bands[band].marker);
    chart_series_set_marker_size(series, 9);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_labels(series);
    chart_series_set_labels_custom(series, list);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_RIGHT);
    chart_series_set_labels_font(series, &font);
    free(labels);
    free(list);
}

static void draw(struct sheet *sheet, const struct places *places)
{
    struct book *book = sheet->book;
    lxw_chart *chart = drawing_new(book, LXW_CHART_SCATTER);
    lxw_chart_line border = { .color = color_output, .width = 1.5f };
    lxw_chart_line grid = { .color = color_grid, .width = .75f };
    lxw_row_t header = sheet->header;
    size_t band;

    if (!chart)
        return;
    for (band = 0; band < band_count; band++)
        if (places->from[band + 1] > places->from[band])
            add_band(sheet, chart, places, band);
    drawing_title(book, chart, "What is busy, and what moves");
    drawing_axis(book, chart->x_axis, "Share of the effort: quiet to the left, busy to the right");
    drawing_axis(book, chart->y_axis, "");
    chart_axis_set_num_format(chart->x_axis, "0%");
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_crossing(chart->x_axis, places->border);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    chart_axis_set_min(chart->y_axis, -AXIS_MOST);
    chart_axis_set_max(chart->y_axis, AXIS_MOST);
    chart_axis_set_major_unit(chart->y_axis, AXIS_MOST);
    chart_axis_set_minor_unit(chart->y_axis, EDGE);
    chart_axis_set_num_format(chart->y_axis, AXIS_WORDS);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
    chart_axis_minor_gridlines_set_visible(chart->y_axis, LXW_TRUE);
    chart_axis_minor_gridlines_set_line(chart->y_axis, &grid);
    chart_axis_set_line(chart->y_axis, &border);
    chart_axis_set_crossing(chart->y_axis, -AXIS_MOST);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    sheet->header = header + 2 + (lxw_row_t)places->count;
    drawing_place(
        sheet, chart, drawing_width, 500,
        book_keepf(
            book,
            "Scatter chart of %zu links: share of the effort to the right; above what moves, between what is unknown, below what does not move. The data are on the sheet %s.",
            places->count, sheet->name));
    sheet_print(sheet, sheet->header - 1, true);
    sheet->header = header;
}

static void write_quadrants(struct book *book, struct sheet *sheet)
{
    static const struct grid_column columns[COLUMNS] = {
        [LINK] = { "Link", 70, false },
        [QUADRANT] = { "Quadrant", 20, false },
        [SHARE] = { "Share of the effort", 14, true },
        [HEIGHT] = { "Height in the chart", 14, true },
        [SAVING] = { "Saving a period if stopped", 18, true },
    };
    struct places places = { .count = 0 };

    find_places(sheet->source, &places);
    sheet_table(sheet, "quadrants", columns, COLUMNS, places.count);
    point_to_figures(sheet);
    write_table(sheet, &places);
    if (!book->failed)
        draw(sheet, &places);
    free(places.items);
}

const struct sheet_kind sheet_kind_quadrants = {
    .rank = 28,
    .plan = plan_quadrants,
    .write = write_quadrants,
};
