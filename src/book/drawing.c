/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/drawing.h"

const char *drawing_caption(struct book *book, const char *text)
{
    char *plain = plain_text(text);

    book_keep(book, plain);
    return plain[0] == '=' ? book_keepf(book, " %s", plain) : plain;
}

void drawing_axis(struct book *book, lxw_chart_axis *axis, const char *name)
{
    lxw_chart_font font = { .name = "Arial", .size = 12, .bold = LXW_EXPLICIT_FALSE };
    lxw_chart_line grid = { .color = color_grid, .width = 0.75f };

    if (name[0]) {
        chart_axis_set_name(axis, drawing_caption(book, name));
        chart_axis_set_name_font(axis, &font);
    }
    chart_axis_set_num_font(axis, &font);
    chart_axis_major_gridlines_set_line(axis, &grid);
    chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
}

void drawing_title(struct book *book, lxw_chart *chart, const char *title)
{
    lxw_chart_font font = { .name = "Arial", .size = 14 };

    chart_title_set_name(chart, drawing_caption(book, title));
    chart_title_set_name_font(chart, &font);
}

void drawing_place(struct sheet *sheet, lxw_chart *chart, int width, int height, const char *alt)
{
    lxw_chart_options options = {
        .description = (char *)drawing_caption(sheet->book, alt),
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .x_scale = width / 480.0,
        .y_scale = height / 288.0,
    };

    book_fail(sheet->book,
              worksheet_insert_chart_opt(sheet->worksheet, sheet->header, 0, chart, &options),
              sheet->name);
    sheet->header += (lxw_row_t)(height / drawing_row + 2);
}

lxw_chart *drawing_new(struct book *book, uint8_t type)
{
    lxw_chart *chart = workbook_add_chart(book->workbook, type);

    if (!chart)
        book_fail(book, LXW_ERROR_MEMORY_MALLOC_FAILED, "a chart");
    return chart;
}
