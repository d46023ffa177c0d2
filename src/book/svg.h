/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures in a page for the web, as SVG within it: they need no script, no network and no other
 * file, and say in words what they show. Internal to book/.
 */
#ifndef LEVER_BOOK_SVG_H
#define LEVER_BOOK_SVG_H

#include <stddef.h>
#include <stdio.h>

/* Text for HTML and SVG: what they would take for markup is spelt out; control characters are
 * left out. */
void html_text(FILE *out, const char *text);

/* A value over time, first to last: n values, NaN = missing, of which a line has a gap; label(i) is
 * the period's name. Where `starts` is not NULL, a line begins anew at each i for which it is true.
 * id is unique in the page. */
struct svg_line {
    const char *id;
    const char *title;
    const char *described; /* what the picture shows, a sentence or two */
    const char *first, *last;
    const double *values;
    const unsigned char *starts;
    size_t n;
    const char *color;
};
void svg_line(FILE *out, const struct svg_line *line);

/* Effects with their intervals, one below the other; NaN where there is none. */
struct svg_bar {
    const char *label;
    double low, effect, high;
};
void svg_bars(FILE *out, const char *id, const char *title, const char *described, const char *axis,
              const struct svg_bar *bars, size_t count, double most);

#endif
