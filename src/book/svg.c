/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/svg.h"

#include <math.h>
#include <stdbool.h>

/* In the units of the picture, which is as wide as a phone; wider windows enlarge it. */
enum {
    width = 360,
    line_height = 150,
    margin = 10,
    left_of_line = 44,
    line_foot = 24,
    bar_step = 40,
    bar_foot = 40
};

void html_text(FILE *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            if ((unsigned char)*text >= 32 && *text != 127)
                fputc(*text, out);
        }
}

static void begin(FILE *out, const char *id, int height, const char *title, const char *described)
{
    fprintf(out,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">\n<title "
            "id=\"%s-t\">",
            width, height, id, id, id);
    html_text(out, title);
    fprintf(out, "</title>\n<desc id=\"%s-d\">", id);
    html_text(out, described);
    fputs("</desc>\n", out);
}

static void label(FILE *out, double x, double y, const char *anchor, const char *text)
{
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    html_text(out, text);
    fputs("</text>\n", out);
}

static void figure(FILE *out, double x, double y, const char *anchor, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.4g", value);
    label(out, x, y, anchor, text);
}

static bool range_of(const double *values, size_t n, double *low, double *high)
{
    size_t i;

    *low = INFINITY;
    *high = -INFINITY;
    for (i = 0; i < n; i++) {
        if (!isfinite(values[i]))
            continue;
        *low = fmin(*low, values[i]);
        *high = fmax(*high, values[i]);
    }
    return *low <= *high;
}

/* So many rows the longest line has. */
static size_t longest(const struct svg_line *line)
{
    size_t most = 0;
    size_t begun = 0;
    size_t i;

    for (i = 0; i <= line->n; i++) {
        if (i < line->n && !(line->starts && line->starts[i] && i > 0))
            continue;
        if (i - begun > most)
            most = i - begun;
        begun = i;
    }
    return most;
}

static void path(FILE *out, const struct svg_line *line, double low, double high)
{
    double span = high > low ? high - low : 1;
    double across = (double)(longest(line) > 1 ? longest(line) - 1 : 1);
    bool pen = false;
    size_t begun = 0;
    size_t i;

    fprintf(out,
            "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\" d=\"",
            line->color);
    for (i = 0; i < line->n; i++) {
        if (line->starts && line->starts[i]) {
            begun = i;
            pen = false;
        }
        if (!isfinite(line->values[i])) {
            pen = false;
            continue;
        }
        fprintf(out, "%c%.1f %.1f", pen ? 'L' : 'M',
                left_of_line + (double)(i - begun) / across * (width - left_of_line - margin),
                margin + (high - line->values[i]) / span * (line_height - margin - line_foot));
        pen = true;
    }
    fputs("\"/>\n", out);
}

void svg_line(FILE *out, const struct svg_line *line)
{
    double low, high;
    int foot = line_height - line_foot;

    if (!range_of(line->values, line->n, &low, &high))
        return;
    begin(out, line->id, line_height, line->title, line->described);
    fprintf(out, "<path class=\"axis\" d=\"M%d %dV%dH%d\"/>\n", left_of_line, margin, foot,
            width - margin);
    figure(out, left_of_line - 4, margin + 10, "end", high);
    figure(out, left_of_line - 4, foot, "end", low);
    label(out, left_of_line, line_height - 8, "start", line->first);
    label(out, width - margin, line_height - 8, "end", line->last);
    path(out, line, low, high);
    fputs("</svg>\n", out);
}

static double place_of(double value, double most)
{
    return width / 2.0 + fmax(-1, fmin(1, value / most)) * (width / 2.0 - margin);
}

void svg_bars(FILE *out, const char *id, const char *title, const char *described, const char *axis,
              const struct svg_bar *bars, size_t count, double most)
{
    int foot = (int)count * bar_step + margin;
    size_t i;

    begin(out, id, foot + bar_foot, title, described);
    fprintf(out, "<path class=\"axis\" d=\"M%d %dV%d\"/>\n", width / 2, margin, foot);
    for (i = 0; i < count; i++) {
        double top = margin + (double)i * bar_step;
        double from = place_of(bars[i].low, most);

        label(out, margin, top + 11, "start", bars[i].label);
        if (!isfinite(bars[i].effect) || !isfinite(bars[i].low) || !isfinite(bars[i].high))
            continue;
        fprintf(out, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"10\"/>\n",
                from, top + 18, fmax(place_of(bars[i].high, most) - from, 1));
        fprintf(out, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>\n",
                place_of(bars[i].effect, most), top + 23);
    }
    figure(out, margin, foot + 14, "start", -most);
    figure(out, width / 2.0, foot + 14, "middle", 0);
    figure(out, width - margin, foot + 14, "end", most);
    label(out, width / 2.0, foot + 32, "middle", axis);
    fputs("</svg>\n", out);
}
