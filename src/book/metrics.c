/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/metrics.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Advance widths in thousandths of the em, from space to ~. */
static const short advance[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};

enum {
    em_pixels = 16,    /* 12 points at 96 dpi */
    digit_pixels = 7,  /* of the default font, Calibri 11 */
    column_pixels = 5, /* of a column besides its digits */
    margin_pixels = 6, /* left free by the programs at both ends of a cell */
};
/* Bold letters are wider by a tenth or less; and hinting makes lines differ a little. */
static const double bold_factor = 1.09;
static const double hinting = 1.02;

/* Of the character at text; *step gets its bytes. */
static double character_pixels(const char *text, size_t length, size_t *step)
{
    unsigned char byte = (unsigned char)*text;
    uint32_t code;

    if (byte < 0x80) {
        *step = 1;
        return byte >= ' ' && byte < 0x7F ? advance[byte - ' '] * em_pixels / 1000.0 : 0;
    }
    *step = utf8_next(text, length, &code);
    switch (utf8_width(text, *step)) {
    case 0:
        return 0;
    case 1:
        return em_pixels * .6;
    default:
        return em_pixels;
    }
}

static double line_pixels(const char *text, size_t length, bool bold)
{
    double pixels = 0;
    size_t step;

    for (; length > 0; text += step, length -= step)
        pixels += character_pixels(text, length, &step);
    return pixels * hinting * (bold ? bold_factor : 1);
}

double metrics_pixels(const char *text, size_t length, bool bold)
{
    double widest = 0;

    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t line = end ? (size_t)(end - text) : length;

        widest = fmax(widest, line_pixels(text, line, bold));
        line += end != NULL;
        text += line;
        length -= line;
    }
    return widest;
}

double metrics_column(double pixels)
{
    return (pixels + margin_pixels + 4 - column_pixels) / digit_pixels;
}

unsigned metrics_lines(const char *text, double width, bool bold)
{
    double room = fmax(width * digit_pixels + column_pixels - margin_pixels, 2 * em_pixels);
    double space = line_pixels(" ", 1, bold);
    double used = 0;
    unsigned lines = 1;

    while (*text) {
        size_t length = strcspn(text, " \n");
        double wide = line_pixels(text, length, bold);

        if (used > 0 && used + space + wide > room) {
            lines++;
            used = 0;
        }
        used += wide + (used > 0 ? space : 0);
        if (used > room) {
            lines += (unsigned)ceil(used / room) - 1;
            used = fmod(used, room);
        }
        text += length;
        if (*text == '\n') {
            lines++;
            used = 0;
        }
        text += *text != '\0';
    }
    return lines;
}

double metrics_height(unsigned lines)
{
    static const double line_points = 15;

    return metrics_line_points + (lines > 1 ? lines - 1 : 0) * line_points;
}
