/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "table/cell.h"

/* What a column is never cut below: a text (where there is a choice), and a heading. */
enum { LEAST_TEXT = 14, LEAST_HEADING = 6, GAP = 2, INDENT = 2, BELOW = 4 };

struct layout_column {
    const char *name;
    size_t heading; /* widths: of the name, */
    size_t values;  /* of the widest cell, */
    size_t width;   /* and what was decided */
    bool number;    /* no cell is text, and some hold a number */
    bool any;       /* some do */
};

struct table_layout {
    struct table_layout_options options;
    struct cells *cells;
    struct layout_column *columns;
    size_t count;
    size_t shown; /* of the columns, those of a table that are; the rest does not fit */
    size_t below; /* 1 = the last column stands below the others, which are in line */
    size_t widest_name;
    enum layout_form form;
};

/* The text as it is shown: on one line, without control characters. */
static void add_shown(struct text *out, const char *text, size_t length)
{
    size_t i = 0;

    while (i < length && text[i] >= 0x20 && text[i] < 0x7F)
        i++;
    text_add(out, text, i);
    while (i < length) {
        uint32_t code;
        size_t n = utf8_next(text + i, length - i, &code);

        if (code == '\r' && i + 1 < length && text[i + 1] == '\n')
            n = 2;
        if (code == '\n' || code == '\r')
            text_adds(out, "\xE2\x86\xB5");
        else if (code == '\t')
            text_addc(out, ' ');
        else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFD ||
                 (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069))
            text_adds(out, "\xEF\xBF\xBD"); /* marks that turn the line round among them */
        else
            text_add(out, text + i, n);
        i += n;
    }
}

/* A number with a fraction is shown to so many significant digits; its whole part
 * stays. Returns false where it is to be shown as it is. */
static bool shorten(const struct table_layout *layout, const struct field *field, char *out)
{
    int digits = 0;
    int whole = 0;
    bool fraction = false;
    char rounded[64];
    char *point;
    double value;
    size_t i;

    if (field->length <= (size_t)layout->options.digits || layout->options.digits == 0)
        return false;
    for (i = 0; i < field->length; i++) {
        char c = field->text[i];

        if (c == 'e' || c == 'E')
            break;
        if (c >= '0' && c <= '9' && (digits > 0 || c != '0'))
            digits++;
        else if (c < '0' && c != '-' && c != '+' && c != ' ')
            fraction = true;
        if (!fraction)
            whole = digits;
    }
    if (!fraction || digits <= layout->options.digits ||
        cell_number(layout->cells, field->text, field->length, &value) != 0 || isnan(value))
        return false;
    if (whole < layout->options.digits)
        whole = layout->options.digits;
    snprintf(rounded, sizeof rounded, "%.*g", whole > 17 ? 17 : whole, value);
    number_parse(rounded, strlen(rounded), '.', &value);
    number_format(value, out);
    point = strchr(out, '.');
    if (point && layout->options.dialect.decimal)
        *point = layout->options.dialect.decimal;
    return true;
}

/* The cell of a column as it is shown, in full; returns its width. */
static size_t show(const struct table_layout *layout, size_t column, const struct field *field,
                   struct text *out)
{
    char number[NUMBER_SIZE];
    size_t start = out->length;

    if (layout->columns[column].number && shorten(layout, field, number))
        text_adds(out, number);
    else
        add_shown(out, field->text, field->length);
    return utf8_width(out->bytes ? out->bytes + start : "", out->length - start);
}

struct table_layout *layout_new(const char *const *names, size_t count,
                                const struct table_layout_options *options)
{
    struct table_layout *layout = xcalloc(1, sizeof *layout);
    struct text shown = TEXT_EMPTY;
    size_t i;

    layout->options = *options;
    layout->cells = cells_new(&options->dialect);
    layout->columns = xcalloc(count, sizeof *layout->columns);
    layout->count = layout->shown = count;
    layout->form = options->form;
    for (i = 0; i < count; i++) {
        struct layout_column *column = &layout->columns[i];

        text_clear(&shown);
        add_shown(&shown, names[i], strlen(names[i]));
        column->name = names[i];
        column->heading = utf8_width(shown.bytes ? shown.bytes : "", shown.length);
        column->number = true;
        if (column->heading > layout->widest_name)
            layout->widest_name = column->heading;
    }
    text_free(&shown);
    return layout;
}

void layout_free(struct table_layout *layout)
{
    if (!layout)
        return;
    cells_free(layout->cells);
    free(layout->columns);
    free(layout);
}

void layout_learn(struct table_layout *layout, const struct field *fields)
{
    struct text shown = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < layout->count; i++) {
        struct layout_column *column = &layout->columns[i];
        double value;
        size_t width;

        if (cell_number(layout->cells, fields[i].text, fields[i].length, &value) != 0)
            column->number = false;
        else if (!isnan(value))
            column->any = true;
        text_clear(&shown);
        width = show(layout, i, &fields[i], &shown);
        if (width > column->values)
            column->values = width;
    }
    text_free(&shown);
}

/* Gives every column shown its width where a text may take `text` and the heading of a
 * number `heading`; returns what they take together. */
static size_t assign(struct table_layout *layout, size_t text, size_t heading)
{
    size_t sum = layout->shown > 0 ? GAP * (layout->shown - 1) : 0;
    size_t i;

    for (i = 0; i < layout->shown; i++) {
        struct layout_column *column = &layout->columns[i];
        size_t name = column->heading;
        size_t most = column->number ? heading : text;

        if (name > most)
            name = most;
        column->width = column->values;
        if (!column->number && column->width > most)
            column->width = most;
        if (column->width < name)
            column->width = name;
        sum += column->width;
    }
    return sum;
}

/* Finds widths with which the columns shown fit, no text cut below `least`; false where there
 * are none. */
static bool fit(struct table_layout *layout, size_t width, size_t least)
{
    size_t text = width;
    size_t heading = width;

    if (assign(layout, SIZE_MAX, SIZE_MAX) <= width)
        return true;
    /* The widest texts give way first, all down to the same width; then the headings of
     * numbers. */
    while (text > least && assign(layout, text, heading) > width)
        text--;
    while (heading > LEAST_HEADING && assign(layout, text, heading) > width)
        heading--;
    return assign(layout, text, heading) <= width;
}

/* Of a table that does not fit, the first columns that do; the first in any case. */
static void leave_out(struct table_layout *layout, size_t width)
{
    size_t sum = 0;

    /* At their least widths, from the left; then fit() shares out what is left. */
    assign(layout, LEAST_HEADING, LEAST_HEADING);
    for (layout->shown = 0; layout->shown < layout->count - layout->below; layout->shown++) {
        sum += layout->columns[layout->shown].width + (layout->shown ? GAP : 0);
        if (sum > width)
            break;
    }
    if (layout->shown == 0) {
        layout->shown = 1;
        layout->columns[0].width = width;
    } else {
        fit(layout, width, LEAST_HEADING);
    }
}

void layout_decide(struct table_layout *layout)
{
    size_t width = layout->options.width ? layout->options.width : SIZE_MAX;
    size_t names;
    bool fits;
    size_t i;

    for (i = 0; i < layout->count; i++)
        layout->columns[i].number &= layout->columns[i].any;
    if (layout->options.below && layout->form != LAYOUT_LONG && layout->count > 1 &&
        assign(layout, SIZE_MAX, SIZE_MAX) > width) {
        layout->below = 1;
        layout->shown = layout->count - 1;
    }
    fits = fit(layout, width, LEAST_TEXT);
    if (layout->form == LAYOUT_AUTO)
        layout->form = fits ? LAYOUT_TABLE : LAYOUT_LONG;
    if (layout->form == LAYOUT_TABLE && !fits)
        leave_out(layout, width);
    /* Of a block, what a text needs is the values', or half of it. */
    names = width / 2 > LEAST_TEXT ? width - LEAST_TEXT : width - width / 2;
    if (layout->widest_name > names - INDENT - GAP)
        layout->widest_name = names - INDENT - GAP;
}

size_t layout_left_out(const struct table_layout *layout)
{
    return layout->form == LAYOUT_TABLE ? layout->count - layout->below - layout->shown : 0;
}

/* Cuts what was added to out from start on to a width, the last column of which
 * says that it was cut; returns the width that is left. */
static size_t cut(struct text *out, size_t start, size_t width)
{
    size_t at = start;
    size_t used = 0;

    while (at < out->length) {
        size_t w;
        size_t n = utf8_cluster(out->bytes + at, out->length - at, &w);

        if (used + w > width - 1)
            break;
        used += w;
        at += n;
    }
    out->length = at;
    text_adds(out, "\xE2\x80\xA6");
    return used + 1;
}

static void add_spaces(struct text *out, size_t count)
{
    while (count-- > 0)
        text_addc(out, ' ');
}

/* Puts the bytes from start on into the terminal's style; NULL changes nothing. */
static void add_style(struct text *out, size_t start, const char *style)
{
    char *inside;

    if (!style || start == out->length)
        return;
    inside = xstrndup(out->bytes + start, out->length - start);
    out->length = start;
    text_addf(out, "\033[%sm%s\033[0m", style, inside);
    free(inside);
}

/*
 * A cell of a line: padded, unless it is the line's last. A number that is wider than its
 * column stays whole, and moves the rest; where it may not, it is not shown at all.
 */
static void add_cell(const struct table_layout *layout, size_t i, const struct field *field,
                     bool heading, bool may_move, struct text *out)
{
    const struct layout_column *column = &layout->columns[i];
    const struct table_layout_options *options = &layout->options;
    bool last = i + 1 == layout->shown;
    size_t start = out->length;
    const char *style = NULL;
    size_t width;
    double value;

    if (heading) {
        add_shown(out, column->name, strlen(column->name));
        width = column->heading;
        style = options->bold ? "1" : NULL;
    } else {
        width = show(layout, i, field, out);
        style = options->style ? options->style(options->context, column->name, field->text) : NULL;
    }
    if (width > column->width && options->width > 0) {
        if (heading || !column->number ||
            (!may_move && cell_number(layout->cells, field->text, field->length, &value) != 0)) {
            width = cut(out, start, column->width);
        } else if (!may_move) {
            out->length = start;
            for (width = 0; width < column->width; width++)
                text_addc(out, '#');
        }
    }
    add_style(out, start, style);
    if (width < column->width && column->number) {
        size_t spaces = column->width - width;
        size_t length = out->length - start;

        add_spaces(out, spaces);
        memmove(out->bytes + start + spaces, out->bytes + start, length);
        memset(out->bytes + start, ' ', spaces);
    } else if (width < column->width && !last) {
        add_spaces(out, column->width - width);
    }
    if (!last)
        add_spaces(out, GAP);
}

static void end_line(struct text *out)
{
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
    text_addc(out, '\n');
}

void layout_heading(const struct table_layout *layout, struct text *out)
{
    size_t i;
    size_t k;

    if (layout->form == LAYOUT_LONG)
        return;
    for (i = 0; i < layout->shown; i++)
        add_cell(layout, i, NULL, true, true, out);
    end_line(out);
    for (i = 0; i < layout->shown; i++) {
        for (k = 0; k < layout->columns[i].width; k++)
            text_addc(out, '-');
        if (i + 1 < layout->shown)
            add_spaces(out, GAP);
    }
    end_line(out);
}

/* Breaks what was added from start on into lines of `width`, at spaces where there
 * are any, each new line behind `indent` spaces. */
static void wrap(struct text *out, size_t start, size_t width, size_t indent)
{
    char *text = xstrndup(out->bytes + start, out->length - start);
    size_t length = out->length - start;
    size_t from = 0;

    out->length = start;
    while (from < length) {
        size_t at = from;
        size_t space = 0;
        size_t used = 0;

        while (at < length) {
            size_t w;
            size_t n = utf8_cluster(text + at, length - at, &w);

            if (used + w > width && at > from)
                break;
            if (text[at] == ' ')
                space = at;
            used += w;
            at += n;
        }
        if (at < length && text[at] != ' ' && space > from)
            at = space;
        text_add(out, text + from, at - from);
        from = at;
        while (from < length && at < length && text[from] == ' ')
            from++;
        if (from < length) {
            text_addc(out, '\n');
            add_spaces(out, indent);
        }
    }
    free(text);
}

static void add_block(const struct table_layout *layout, const struct field *fields, size_t number,
                      struct text *out)
{
    const struct table_layout_options *options = &layout->options;
    size_t indent = INDENT + layout->widest_name + GAP;
    size_t start;
    size_t width;
    size_t i;

    if (number > 1)
        text_addc(out, '\n');
    start = out->length;
    text_addf(out, "row %zu", number);
    add_style(out, start, options->bold ? "1" : NULL);
    text_addc(out, '\n');
    for (i = 0; i < layout->count; i++) {
        const struct layout_column *column = &layout->columns[i];

        add_spaces(out, INDENT);
        start = out->length;
        add_shown(out, column->name, strlen(column->name));
        width = column->heading;
        if (width > layout->widest_name)
            width = cut(out, start, layout->widest_name);
        add_spaces(out, layout->widest_name - width + GAP);
        start = out->length;
        width = show(layout, i, &fields[i], out);
        if (options->width > 0 && width > options->width - indent)
            wrap(out, start, options->width - indent, indent);
        add_style(out, start,
                  options->style ? options->style(options->context, column->name, fields[i].text)
                                 : NULL);
        end_line(out);
    }
}

/* Of a line, without the terminal's codes. */
static size_t line_width(const struct table_layout *layout, const char *line, size_t length)
{
    size_t width = 0;
    size_t i = 0;

    if (!layout->options.style)
        return utf8_width(line, length);
    while (i < length) {
        const char *code = memchr(line + i, '\033', length - i);
        size_t upto = code ? (size_t)(code - line) : length;

        width += utf8_width(line + i, upto - i);
        for (i = upto; i < length && line[i] != 'm'; i++)
            ;
        i += i < length;
    }
    return width;
}

/* The last column's text below the others, in as many lines as it takes. */
static void add_below(const struct table_layout *layout, const struct field *field,
                      struct text *out)
{
    size_t start;

    if (!layout->below || field->length == 0)
        return;
    add_spaces(out, BELOW);
    start = out->length;
    show(layout, layout->count - 1, field, out);
    wrap(out, start, layout->options.width - BELOW, BELOW);
    end_line(out);
}

void layout_row(const struct table_layout *layout, const struct field *fields, size_t number,
                struct text *out)
{
    size_t start = out->length;
    bool may_move = true;
    size_t i;

    if (layout->form == LAYOUT_LONG) {
        add_block(layout, fields, number, out);
        return;
    }
    for (;;) {
        for (i = 0; i < layout->shown; i++)
            add_cell(layout, i, &fields[i], false, may_move, out);
        end_line(out);
        if (!may_move || layout->options.width == 0 ||
            line_width(layout, out->bytes + start, out->length - start - 1) <=
                layout->options.width)
            break;
        out->length = start;
        may_move = false;
    }
    add_below(layout, &fields[layout->count - 1], out);
}
