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
#include "book/answers.h"
#include "book/drawing.h"
#include "book/findings.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "stats/moments.h"

/* One lag has no profile. */
static bool has_profile(const struct book_link *link)
{
    return link->lags && link->lag_n > 1;
}

static bool has_time(const struct book_link *link)
{
    return strcmp(link->step, "row") != 0;
}

static void plan_charts(struct book *book, const struct sheet_kind *kind)
{
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        struct book_link *link = book->links[i];
        char *name;
        char *title;

        if (!link->working && !has_profile(link))
            continue;
        name = xasprintf("Chart %zu", link->number);
        title = xasprintf("Chart %zu: %s", link->number, link_name(book, link));
        link->chart = sheet_add(book, kind, name, title);
        link->chart->link = link;
        link->chart->has_table = false;
        free(name);
        free(title);
    }
}

/* A measure with its unit, as far as an axis has room for it. */
static const char *axis_label(struct book *book, const char *measure)
{
    const char *unit = book_unit(book, measure);
    const char *name = shortened(book, measure, 36);

    return unit[0] ? book_keepf(book, "%s (%s)", name, unit) : name;
}

static char *range_of(struct sheet *sheet, lxw_col_t column, lxw_row_t first, size_t rows)
{
    return book_keepf(sheet->book, "=%s", sheet_range(sheet, column, first, rows));
}

/* Large numbers are read by their thousands. */
static void group_digits(lxw_chart_axis *axis, const double *series, size_t n)
{
    struct moments m = moments_of(series, n);

    if (fmax(fabs(m.min), fabs(m.max)) >= 10000)
        chart_axis_set_num_format(axis, "#,##0");
}

/* A scale that shows how the series varies: Excel's begins at 0 even where that flattens it. */
static bool cut_scale(lxw_chart_axis *axis, const double *series, size_t n)
{
    struct moments m = moments_of(series, n);
    double span = m.max - m.min;
    double step = pow(10, floor(log10(span)));

    if (!(span > 0) || (m.min <= 0 && m.max >= 0) || span > fmax(fabs(m.min), fabs(m.max)) / 2)
        return false;
    chart_axis_set_min(axis, floor(m.min / step) * step);
    chart_axis_set_max(axis, ceil(m.max / step) * step);
    return true;
}

enum { lines_most = 4 }; /* in one frame; the palette has as many colours that can be told apart */

/* The stretches of a panel's rows, one an entity. Returns how many there are; the first of them go
 * to `starts`, and the end behind them. *even: they have the same periods. */
static size_t find_entities(const struct book_link *link, size_t starts[lines_most + 1], bool *even)
{
    const struct source *source = link->working;
    long entity = source_column(source, "entity");
    long period = source_column(source, "period");
    size_t count = 0;
    size_t begin = 0;
    size_t length = 0; /* of the first */
    size_t i;

    *even = true;
    for (i = 0; i < link->n; i++) {
        if (i == 0 || strcmp(source_text(source, link->rows[i - 1], entity),
                             source_text(source, link->rows[i], entity)) != 0) {
            *even &= count < 2 || i - begin == length;
            length = count == 1 ? i : length;
            if (count < lines_most)
                starts[count] = i;
            count++;
            begin = i;
        }
        *even &= strcmp(source_text(source, link->rows[i - begin], period),
                        source_text(source, link->rows[i], period)) == 0;
    }
    *even &= count < 2 || link->n - begin == length;
    if (count <= lines_most)
        starts[count] = link->n;
    return count;
}

/* Has each entity a line of its own? */
static bool working_is_split(const struct book_link *link)
{
    size_t starts[lines_most + 1];
    bool even;

    return find_entities(link, starts, &even) <= lines_most && even;
}

/* A line over rows of the working sheet; its labels are those of another column, its name a
 * caption or a cell. */
static lxw_chart_series *add_line(struct sheet *sheet, lxw_chart *chart, lxw_col_t labels,
                                  lxw_col_t column, size_t from, size_t n, const char *name,
                                  lxw_chart_line line)
{
    struct book_link *link = sheet->link;
    lxw_row_t first = link->sheet->header + 1 + (lxw_row_t)from;
    lxw_chart_series *series = chart_add_series(chart, range_of(link->sheet, labels, first, n),
                                                range_of(link->sheet, column, first, n));

    chart_series_set_name(series, name);
    chart_series_set_line(series, &line);
    return series;
}

/* The rows of the entities: a line each where they are few and have the same periods; otherwise
 * points, one entity's behind the other's. Returns how many rows the axis has. */
static size_t add_entities(struct sheet *sheet, lxw_chart *chart, lxw_col_t column,
                           lxw_color_t color)
{
    static const lxw_color_t colors[lines_most] = { color_output, color_second, color_outcome,
                                                    color_trend };
    static const uint8_t dashes[lines_most] = { LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH,
                                                LXW_CHART_LINE_DASH_ROUND_DOT,
                                                LXW_CHART_LINE_DASH_LONG_DASH };
    struct book_link *link = sheet->link;
    lxw_chart_fill fill = { .color = color };
    lxw_chart_line none = { .none = LXW_TRUE };
    lxw_chart_line edge = { .color = color };
    size_t starts[lines_most + 1];
    lxw_chart_series *series;
    size_t count;
    size_t i;

    if (!working_is_split(link)) {
        series = add_line(sheet, chart, WORKING_ENTITY, column, 0, link->n, "Entities", none);
        chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
        chart_series_set_marker_size(series, 3);
        chart_series_set_marker_fill(series, &fill);
        chart_series_set_marker_line(series, &edge);
        return link->n;
    }
    count = find_entities(link, starts, &(bool){ false });
    for (i = 0; i < count; i++) {
        lxw_chart_line line = { .color = colors[i], .width = 2.25f, .dash_type = dashes[i] };

        /* The name is the cell's: programs read quotes in a name of its own each their way. */
        add_line(sheet, chart, WORKING_PERIOD, column, starts[i], starts[i + 1] - starts[i],
                 range_of(link->sheet, WORKING_ENTITY,
                          link->sheet->header + 1 + (lxw_row_t)starts[i], 1),
                 line);
    }
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    return link->n / count;
}

/* What happened at a period, by a result table of changes: "search v2"; of several, divided by "; ".
 * NULL: nothing. */
static const char *happened(struct book *book, const char *period)
{
    static const struct sheet_kind *const kind = &sheet_kind_results;
    struct source *source = NULL;
    const char *all = NULL, *last = "";

    while ((source = book_source(book, kind, source)) != NULL) {
        long event = source_column(source, "event"), date = source_column(source, "date");
        size_t i;

        for (i = 0; event >= 0 && date >= 0 && i < source->height; i++) {
            const char *name = source_text(source, i, event);

            if (strcmp(source_text(source, i, date), period) != 0 || strcmp(name, last) == 0)
                continue;
            all = all ? book_keepf(book, "%s; %s", all, name) : name;
            last = name;
        }
    }
    return all;
}

/* Names events above the line at their dates. Returns them for the words that stand for the chart. */
static const char *mark_events(struct sheet *sheet, lxw_chart_series *series)
{
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;
    lxw_chart_data_label *labels = xcalloc(link->n, sizeof *labels);
    lxw_chart_data_label **list = xcalloc(link->n + 1, sizeof *list);
    lxw_chart_font font = { .name = "Arial", .size = 11 };
    const char *told = "";
    size_t i;

    for (i = 0; i < link->n; i++) {
        const char *period = source_text(link->working, link->rows[i],
                                         source_column(link->working, "period"));
        const char *name = happened(book, period);

        labels[i].hide = name ? LXW_FALSE : LXW_TRUE;
        labels[i].value = name ? xstrdup(shortened(book, name, 40)) : NULL;
        labels[i].font = name ? &font : NULL;
        list[i] = &labels[i];
        if (name)
            told = book_keepf(book, "%s%s %s in %s", told,
                              *told ? "," : " Named on the line:", name, period);
    }
    if (*told) {
        chart_series_set_labels(series);
        chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_ABOVE);
        chart_series_set_labels_custom(series, list);
        told = book_keepf(book, "%s.", told);
    }
    for (i = 0; i < link->n; i++)
        free(labels[i].value);
    free(list);
    free(labels);
    return told;
}

/* One series, or those of a panel's entities, over the periods of the working sheet. */
static void over_time(struct sheet *sheet, lxw_col_t column, const double *values,
                      const char *title, const char *axis, lxw_color_t color, const char *alt)
{
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;
    lxw_chart *chart = drawing_new(book, LXW_CHART_LINE);
    lxw_chart_line line = { .color = color, .width = 2.25f };
    lxw_chart_font slanted = { .name = "Arial", .size = 12, .rotation = -45 };
    const char *period = source_text(link->working, link->rows[0],
                                     source_column(link->working, "period"));
    bool panel = working_is_panel(link);
    bool strung = panel && !working_is_split(link);
    size_t across = link->n;
    const char *events = "";
    lxw_chart_series *series = NULL;
    double serial;
    uint16_t labels;

    if (!chart)
        return;
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    if (panel)
        across = add_entities(sheet, chart, column, color);
    else
        series = add_line(sheet, chart, WORKING_PERIOD, column, 0, link->n,
                          drawing_caption(book, axis), line);
    /* An output stands beside the outcome some periods later: there the date is another row's. */
    if (series && (column == working_place(link, WORKING_Y) || !*working_shift(book, link)))
        events = mark_events(sheet, series);
    drawing_title(book, chart, title);
    drawing_axis(book, chart->x_axis,
                 strung ? "Entities, one behind the other, each over time"
                        : working_period(book, link));
    drawing_axis(book, chart->y_axis,
                 cut_scale(chart->y_axis, values, link->n)
                     ? book_keepf(book, "%s, not from 0", axis)
                     : axis);
    group_digits(chart->y_axis, values, link->n);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    chart_axis_set_num_font(chart->x_axis, &slanted);
    if (!strung && value_of(period, strlen(period), '.', &serial) == VALUE_DATE)
        chart_axis_set_num_format(chart->x_axis, "yyyy-mm-dd");
    labels = (uint16_t)((across + 11) / 12);
    chart_axis_set_interval_unit(chart->x_axis, labels);
    chart_axis_set_interval_tick(chart->x_axis, labels);
    /* A legend, and the names of entities along the axis, take room. */
    drawing_place(sheet, chart, drawing_width, panel ? 400 : 320,
                  book_keepf(book, "%s%s", alt, events));
}

static void scatter(struct sheet *sheet)
{
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;
    lxw_chart *chart = drawing_new(book, LXW_CHART_SCATTER);
    lxw_chart_line trend = { .color = color_trend, .width = 2.25f };
    lxw_chart_fill fill = { .color = color_output };
    lxw_chart_line edge = { .color = LXW_COLOR_WHITE, .width = 0.5f };
    lxw_row_t first = link->sheet->header + 1;
    lxw_col_t x = working_place(link, WORKING_X_WHITE);
    lxw_col_t y = working_place(link, WORKING_Y_WHITE);
    lxw_chart_series *series;

    if (!chart)
        return;
    series = chart_add_series(chart, range_of(link->sheet, x, first, link->n),
                              range_of(link->sheet, y, first, link->n));
    chart_series_set_name(series, book_keepf(book, "One %s", link->step));
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_trendline(series, LXW_CHART_TRENDLINE_TYPE_LINEAR, 0);
    /* The line of the effect goes through the origin. */
    chart_series_set_trendline_intercept(series, 0);
    chart_series_set_trendline_name(series, "Effect");
    chart_series_set_trendline_line(series, &trend);
    drawing_title(book, chart, "What is left of both: does one go with the other?");
    drawing_axis(book, chart->x_axis,
                 book_keepf(book, "%s, whitened", axis_label(book, link->output)));
    drawing_axis(book, chart->y_axis,
                 book_keepf(book, "%s, whitened", axis_label(book, link->outcome)));
    group_digits(chart->x_axis, link->x_white, link->n);
    group_digits(chart->y_axis, link->y_white, link->n);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    drawing_place(
        sheet, chart, drawing_width, 520,
        book_keepf(book,
                   "Scatter chart of %s against %s, both without trend, season, context and "
                   "persistence, one point a %s (%zu). The straight line through the origin "
                   "is the effect%s. The data are on the sheet %s.",
                   link->outcome, link->output, link->step, link->n,
                   !isfinite(link->r) ? ""
                   : link->r >= 0     ? "; it rises"
                                      : "; it falls",
                   link->sheet->name));
}

/* The lag whose r is largest in size; -1 where there is none. */
static long strongest(const struct book_link *link)
{
    long column = source_column(link->lags, "r");
    double most = -1;
    long found = -1;
    size_t i;

    for (i = 0; i < link->lag_n; i++) {
        double r = fabs(source_number(link->lags, link->lag_rows[i], column));

        if (r > most) {
            most = r;
            found = (long)i;
        }
    }
    return found;
}

static const char *movement(const double *values, size_t n)
{
    double early = moments_mean(values, n / 2);
    double late = moments_mean(values + n / 2, n - n / 2);

    return late > early ? "higher in the second half than in the first"
                        : "lower in the second half than in the first";
}

/* No r is beyond 1: nor shall the scale be, which programs choose round. */
static void keep_to_r(const struct book_link *link, lxw_chart_axis *axis)
{
    double low = 0;
    double high = 0;
    size_t i;

    for (i = 0; i < link->lag_n; i++) {
        low = fmin(low,
                   source_number(link->lags, link->lag_rows[i], source_column(link->lags, "low")));
        high = fmax(high, source_number(link->lags, link->lag_rows[i],
                                        source_column(link->lags, "high")));
    }
    if (high > .8 && high <= 1)
        chart_axis_set_max(axis, 1);
    if (low < -.8 && low >= -1)
        chart_axis_set_min(axis, -1);
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
        { "low", "low end of the 95% interval", color_outcome, LXW_CHART_LINE_DASH_DASH },
        { "high", "high end of the 95% interval", color_outcome, LXW_CHART_LINE_DASH_ROUND_DOT },
    };
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;
    lxw_chart *chart = drawing_new(book, LXW_CHART_LINE);
    lxw_row_t first = link->lag_sheet->header + 1 + (lxw_row_t)link->lag_rows[0];
    const long *at = link->lag_sheet->grid->place;
    long peak = strongest(link);
    const char *most = "";
    size_t i;

    if (!chart)
        return;
    if (peak >= 0)
        most = book_keepf(book, " It is farthest from 0 at lag %s, where it is %.2f.",
                          source_text(link->lags, link->lag_rows[peak],
                                      source_column(link->lags, "lag")),
                          source_number(link->lags, link->lag_rows[peak],
                                        source_column(link->lags, "r")));
    for (i = 0; i < sizeof lines / sizeof *lines; i++) {
        lxw_chart_line line = { .color = lines[i].color,
                                .width = 2.25f,
                                .dash_type = lines[i].dash };
        long column = source_column(link->lags, lines[i].column);
        lxw_chart_series *series = chart_add_series(
            chart,
            range_of(link->lag_sheet, (lxw_col_t)at[source_column(link->lags, "lag")], first,
                     link->lag_n),
            range_of(link->lag_sheet, (lxw_col_t)at[column], first, link->lag_n));

        chart_series_set_name(series, lines[i].name);
        chart_series_set_line(series, &line);
        if (i == 0) {
            lxw_chart_fill fill = { .color = color_output };

            chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
            chart_series_set_marker_size(series, 7);
            chart_series_set_marker_fill(series, &fill);
        }
    }
    keep_to_r(link, chart->y_axis);
    chart_axis_set_num_format(chart->y_axis, "0.0");
    drawing_title(book, chart, "How long does it take? The link at each lag, with its interval");
    drawing_axis(book, chart->x_axis,
                 book_keepf(book, "Lag: %s from the output to the outcome", book_steps(book)));
    drawing_axis(book, chart->y_axis, "Adjusted r");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    drawing_place(
        sheet, chart, drawing_width, 320,
        book_keepf(book,
                   "Line chart of the adjusted r of %s and %s at %zu lags, with the ends of its "
                   "95%% interval as broken lines.%s The data are on the sheet %s.",
                   link->output, link->outcome, link->lag_n, most, link->lag_sheet->name));
}

/* "over 60 months; it is higher ..."; of a panel, how its entities are shown. */
static const char *course(struct book *book, const struct book_link *link, const double *values)
{
    size_t starts[lines_most + 1];
    bool even;
    size_t count;

    if (!working_is_panel(link))
        return book_keepf(book, "over %zu %ss; it is %s", link->n, link->step,
                          movement(values, link->n));
    count = find_entities(link, starts, &even);
    return working_is_split(link)
               ? book_keepf(book, "over %zu %ss, one line for each of %zu entities",
                            link->n / count, link->step, count)
               : book_keepf(book, "as points: %zu entities, one behind the other, each over time",
                            count);
}

/* The working has the output beside the outcome it is tested on: at a lag, `shift` says which. */
static void series(struct sheet *sheet, enum working_column column, const char *role,
                   const char *measure, const char *shift, const double *values, lxw_color_t color)
{
    struct book_link *link = sheet->link;
    struct book *book = sheet->book;

    over_time(sheet, working_place(link, column), values,
              book_keepf(book, "The %s: %s%s%s", role, measure, shift,
                         working_is_panel(link) ? ", by entity" : ""),
              book_keepf(book, "%s%s", axis_label(book, measure), shift), color,
              book_keepf(book, "Line chart of the %s %s%s, %s. The data are on the sheet %s.", role,
                         measure, shift, course(book, link, values), link->sheet->name));
}

/* Is it one of the strongest? */
static bool is_printed(const struct book *book, const struct book_link *link)
{
    size_t i;

    for (i = 0; i < book->finding_count && i < findings_shown; i++)
        if (book->findings[i].link == link)
            return true;
    return false;
}

static void write_charts(struct book *book, struct sheet *sheet)
{
    static const struct grid_column text_column = { NULL, 138, false };
    struct book_link *link = sheet->link;

    if (book->failed)
        return;
    sheet_columns(sheet, &text_column, 1);
    worksheet_set_portrait(sheet->worksheet);
    worksheet_fit_to_pages(sheet->worksheet, 1, 1);
    if (link_text(link, "note")[0])
        sheet_text(sheet, sheet->header++, 0, STYLE_PROSE, link_text(link, "note"));
    if (link->verdicts)
        sheet_text(sheet, sheet->header++, 0, STYLE_PROSE, link_figures(book, link));
    if (link_spreadsheet(book, link)[0])
        sheet_text(sheet, sheet->header++, 0, STYLE_PROSE, link_spreadsheet(book, link));
    if (link->sheet) {
        sheet_goto(sheet, sheet->header++, 0, link->sheet,
                   book_keepf(book, "The data and the working are on the sheet %s.",
                              link->sheet->name));
        if (has_time(link)) {
            series(sheet, WORKING_X, "output", link->output, working_shift(book, link), link->x,
                   color_output);
            series(sheet, WORKING_Y, "outcome", link->outcome, "", link->y, color_outcome);
        }
        scatter(sheet);
    }
    /* A chart's range is one block: rows that lie scattered have no picture. */
    if (has_profile(link) && link->lag_sheet &&
        link->lag_rows[link->lag_n - 1] - link->lag_rows[0] + 1 == link->lag_n) {
        sheet_goto(sheet, sheet->header++, 0, link->lag_sheet,
                   book_keepf(book, "The lag profile's data are on the sheet %s.",
                              link->lag_sheet->name));
        lag_profile(sheet);
    }
    if (is_printed(book, link))
        sheet_print(sheet, sheet->header, true);
}

const struct sheet_kind sheet_kind_charts = {
    .rank = 40,
    .plan = plan_charts,
    .write = write_charts,
};
