/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How cells look: each style with a number format becomes one format of the workbook.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/book_private.h"

/* The Government Analysis Function's palette begins with this dark blue: 10.4:1 on white. */
enum { color_header = 0x12436D, color_line = 0xBFBFBF, color_link = 0x0B4A9E };

lxw_format *book_style(struct book *book, enum style style, const char *number_format)
{
    const char *wanted = number_format ? number_format : "";
    bool header = style == STYLE_HEADER || style == STYLE_HEADER_NUMBER;
    lxw_format *format;
    size_t i;

    for (i = 0; i < book->style_count; i++)
        if (book->styles[i].style == style && strcmp(book->styles[i].number_format, wanted) == 0)
            return book->styles[i].format;
    format = workbook_add_format(book->workbook);
    format_set_font_name(format, "Arial");
    format_set_font_size(format, style == STYLE_TITLE ? 18 : style == STYLE_HEADING ? 14 : 12);
    if (style == STYLE_TITLE || style == STYLE_HEADING || header)
        format_set_bold(format);
    if (header) {
        format_set_font_color(format, LXW_COLOR_WHITE);
        format_set_bg_color(format, color_header);
    }
    if (header || style == STYLE_CELL || style == STYLE_MARK || style == STYLE_PROSE ||
        style == STYLE_LINK)
        format_set_text_wrap(format);
    if (style == STYLE_LINK || style == STYLE_POINTER) {
        format_set_font_color(format, color_link);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (style == STYLE_CELL || style == STYLE_MARK || style == STYLE_NUMBER ||
        style == STYLE_LINK) {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, color_line);
    }
    if (style == STYLE_FIGURE || (style == STYLE_NUMBER && wanted[0] == 'y')) { /* dates too */
        format_set_align(format, LXW_ALIGN_LEFT);
    } else if (style == STYLE_NUMBER || style == STYLE_MARK || style == STYLE_HEADER_NUMBER) {
        /* away from the text of the next column */
        format_set_align(format, LXW_ALIGN_RIGHT);
        format_set_indent(format, 1);
    }
    format_set_align(format, style == STYLE_HEADING || header ? LXW_ALIGN_VERTICAL_BOTTOM
                             : style == STYLE_PROSE           ? LXW_ALIGN_VERTICAL_TOP
                                                              : LXW_ALIGN_VERTICAL_CENTER);
    if (wanted[0])
        format_set_num_format(format, wanted);
    book->styles = xgrow(book->styles, book->style_count, &book->style_capacity,
                         sizeof *book->styles);
    book->styles[book->style_count++] = (struct styled){ style, xstrdup(wanted), format };
    return format;
}
