/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all charts of the book share: colours, letters, a place. Internal to book/.
 */
#ifndef LEVER_BOOK_DRAWING_H
#define LEVER_BOOK_DRAWING_H

#include "book/book_private.h"

/* They can be told apart by those who see no colours, too. */
enum {
    color_output = 0x12436D,
    color_outcome = 0x801650,
    color_trend = 0xF46A25,
    color_second = 0x28A197,
    color_grid = 0xD9D9D9,
};
enum {
    drawing_width = 960, /* pixels of a page */
    drawing_row = 23     /* of a row of the sheet */
};

/* A chart of that LXW_CHART_ type; NULL on failure, which is the book's. */
lxw_chart *drawing_new(struct book *book, uint8_t type);
/* Text as a chart can hold it: what begins with = would be taken for a range. */
const char *drawing_caption(struct book *book, const char *text);
void drawing_title(struct book *book, lxw_chart *chart, const char *title);
void drawing_axis(struct book *book, lxw_chart_axis *axis, const char *name);
/* Puts the chart below what the sheet has so far; in pixels. alt: what it shows, in words. */
void drawing_place(struct sheet *sheet, lxw_chart *chart, int width, int height, const char *alt);

#endif
