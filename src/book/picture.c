/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/picture.h"

#include <math.h>

#include "base/text.h"
#include "book/drawing.h"
#include "book/findings.h"
#include "book/kinds.h"

enum { width = 560, height_least = 150, bar_height = 30 };

static struct sheet *cells(const struct book *book)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == &sheet_kind_findings)
            return book->sheets[i];
    return NULL;
}

static bool is_drawn(const struct book_finding *finding)
{
    return finding_strength(finding) >= 0 && isfinite(finding->low) && isfinite(finding->high);
}

/* Those at the front of the findings. */
static size_t shown(const struct book *book)
{
    return book->finding_count < findings_shown ? book->finding_count : findings_shown;
}

bool picture_has(const struct book *book)
{
    size_t i;

    for (i = 0; i < shown(book); i++)
        if (is_drawn(&book->findings[i]))
            return true;
    return false;
}

/* One part of each interval; the gap has no colour. */
static void add_part(struct sheet *from, lxw_chart *chart, size_t k, size_t count)
{
    static const lxw_color_t colors[findings_parts] = { 0, color_output, color_second, color_output,
                                                        color_second };
    struct book *book = from->book;
    lxw_row_t first = from->header + 1;
    lxw_chart_fill fill = { .color = colors[k], .none = k == 0 };
    lxw_chart_line none = { .none = LXW_TRUE };
    lxw_chart_series *series = chart_add_series(
        chart, book_keepf(book, "=%s", sheet_range(from, 0, first, count)),
        book_keepf(book, "=%s", sheet_range(from, findings_part(k), first, count)));

    chart_series_set_name(series, from->columns[findings_part(k)].header);
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &none);
}

double picture_most(const struct book *book, bool *cut)
{
    double most = 0;
    double all = 0;
    size_t i;

    for (i = 0; i < shown(book); i++) {
        const struct book_finding *finding = &book->findings[i];
        double end = fmax(fabs(finding->low), fabs(finding->high)) / finding->scale;

        if (!is_drawn(finding))
            continue;
        all = fmax(all, end);
        if (finding->answer != ANSWER_OPEN)
            most = fmax(most, end);
    }
    most = ceil(1.1 * most);
    *cut = most > 0 && all > most;
    return *cut ? most : all > 0 ? ceil(all) : 1;
}

static void cut_axis(const struct book *book, lxw_chart_axis *axis)
{
    bool cut;
    double most = picture_most(book, &cut);

    if (cut) {
        chart_axis_set_min(axis, -most);
        chart_axis_set_max(axis, most);
    }
}

const char *picture_described(struct book *book)
{
    struct text text = TEXT_EMPTY;
    const char *kept;
    size_t i;

    text_adds(&text, "Bar chart of the findings, each with its 95% interval.");
    for (i = 0; i < shown(book); i++) {
        const struct book_finding *finding = &book->findings[i];

        if (is_drawn(finding))
            text_addf(&text, " %s: %.1f (%.1f to %.1f).", finding->what,
                      finding->effect / finding->scale, finding->low / finding->scale,
                      finding->high / finding->scale);
    }
    kept = book_keepf(book, "%s", text.bytes);
    text_free(&text);
    return kept;
}

const char *picture_axis(const struct book *book)
{
    size_t stated = 0;
    size_t drawn = 0;
    size_t i;

    for (i = 0; i < shown(book); i++) {
        drawn += is_drawn(&book->findings[i]);
        stated += is_drawn(&book->findings[i]) && book->findings[i].stated;
    }
    if (stated == drawn)
        return "Times the smallest effect that matters";
    return stated == 0 ? "Times its standard error"
                       : "Times the smallest effect that matters; where none is stated, times the "
                         "standard error";
}

void picture_place(struct sheet *sheet)
{
    struct book *book = sheet->book;
    struct sheet *from = cells(book);
    size_t count = shown(book);
    lxw_chart *chart;
    size_t i;

    if (!from || !from->worksheet || !picture_has(book) || book->failed)
        return;
    chart = drawing_new(book, LXW_CHART_BAR_STACKED);
    if (!chart)
        return;
    for (i = 0; i < findings_parts; i++)
        add_part(from, chart, i, count);
    drawing_title(book, chart, picture_title);
    /* The x axis of bars is the one that lies. */
    drawing_axis(book, chart->x_axis, picture_axis(book));
    drawing_axis(book, chart->y_axis, "");
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_interval_unit(chart->y_axis, 1);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
    cut_axis(book, chart->x_axis);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_set_series_gap(chart, 60);
    drawing_place(sheet, chart, width, height_least + (int)count * bar_height,
                  book_keepf(book, "%s The data are on the sheet %s.", picture_described(book),
                             from->name));
}
