/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/border.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/number.h"
#include "clean/rows.h"
#include "clean/words.h"

void shape_start(struct table_shape *shape, const struct cell *names, size_t count, size_t width)
{
    size_t j;

    *shape = (struct table_shape){ .width = width };
    shape->names = xcalloc(width, sizeof *shape->names);
    shape->kinds = xcalloc(width, sizeof *shape->kinds);
    for (j = 0; j < width; j++) {
        shape->names[j] = j < count ? xstrndup(names[j].text, names[j].length) : xstrdup("");
        if (shape->names[j][0])
            shape->named = j + 1;
    }
}

void shape_free(struct table_shape *shape)
{
    size_t j;

    for (j = 0; j < shape->width; j++)
        free(shape->names[j]);
    free(shape->names);
    free(shape->kinds);
    *shape = (struct table_shape){ 0 };
}

static unsigned char style(char first)
{
    return first >= 'a' && first <= 'z'   ? KIND_LOWER
           : first >= 'A' && first <= 'Z' ? KIND_UPPER
                                          : 0;
}

void shape_add_row(struct table_shape *shape, const struct cell *cells, size_t count)
{
    struct number_look number;
    size_t j;

    shape->rows++;
    for (j = 0; j < shape->width && j < count; j++) {
        const struct cell *cell = &cells[j];

        if (cell_is_neutral(cell))
            continue;
        if (!cell_is_typed(cell))
            shape->kinds[j] |= (unsigned char)(KIND_TEXT | style(cell->text[0]));
        else
            shape->kinds[j] |= number_look(cell->text, cell->length, &number) ? KIND_NUMBER
                                                                              : KIND_DATE;
    }
}

bool shape_is_typed(const struct table_shape *shape, size_t column)
{
    unsigned char kinds = shape->kinds[column];

    return (kinds & (KIND_NUMBER | KIND_DATE)) && !(kinds & KIND_TEXT);
}

size_t view_width(const struct row_view *row)
{
    size_t width = row->count;

    while (width > 0 && row->cells[width - 1].length == 0)
        width--;
    return width;
}

/* A name is text with a letter in it, and no sentence. */
static bool cell_is_name(const struct cell *cell)
{
    return cell->mask & (CELL_LETTER | CELL_HIGH) && cell->length <= 120 &&
           !cell_is_neutral(cell) && !cell_is_typed(cell);
}

bool view_is_names(const struct row_view *row)
{
    size_t width = view_width(row);
    size_t j;

    if (row->filled < 2 || row->filled + (row->cells[0].length == 0) < width ||
        row_has_comment(row->cells, row->filled))
        return false;
    for (j = 0; j < width; j++)
        if (row->cells[j].length > 0 && !cell_is_name(&row->cells[j]))
            return false;
    return true;
}

bool view_is_names_over_periods(const struct row_view *row)
{
    size_t width = view_width(row);
    struct cell *cells = (struct cell *)row->cells;
    struct clean_sample_row whole = { .cells = cells, .count = width, .filled = row->filled };

    return width > 2 && row->filled == width && cell_is_name(&row->cells[0]) &&
           row_is_periods(&whole, NULL, 0, 0);
}

bool view_is_title(const struct row_view *row)
{
    return row->filled == 1 && row->cells[0].length > 0 && !cell_is_typed(&row->cells[0]);
}

bool view_heads(const struct row_view *row, const struct row_view *next)
{
    size_t j;

    for (j = 0; j < row->count && j < next->count; j++)
        if (row->cells[j].length > 0 && !cell_is_typed(&row->cells[j]) &&
            cell_is_typed(&next->cells[j]))
            return true;
    return false;
}

static bool is_called(const struct cell *cell, const char *name)
{
    return cell->length > 0 && strncmp(name, cell->text, cell->length) == 0 &&
           name[cell->length] == '\0';
}

/* What a row of names has to do with the table above it. */
struct relation {
    size_t typed;   /* columns of numbers or dates in the table, */
    size_t against; /* and those in which the row has a text */
    bool alike;     /* these texts are all the same: "closed", "closed" */
    bool dated;     /* one of them is a column of dates */
    size_t echoes;  /* names of the table that come again, in whatever column */
    bool styled;    /* a text begins as the names do, and as no cell below them */
};

static size_t count_echoes(const struct table_shape *shape, const struct row_view *row)
{
    size_t echoes = 0;
    size_t i;
    size_t j;

    for (j = 0; j < row->count; j++) {
        /* in its own place, or, of a narrow table, in any */
        size_t from = shape->named <= 64 ? 0 : j;
        size_t to = shape->named <= 64 ? shape->named : j + 1;

        for (i = from; i < to && i < shape->width; i++)
            if (is_called(&row->cells[j], shape->names[i])) {
                echoes++;
                break;
            }
    }
    return echoes;
}

static struct relation relate(const struct table_shape *shape, const struct row_view *row)
{
    struct relation r = { .alike = true };
    const struct cell *first = NULL;
    size_t j;

    for (j = 0; j < shape->width; j++) {
        const struct cell *cell = j < row->count ? &row->cells[j] : NULL;
        bool typed = shape_is_typed(shape, j);

        r.typed += typed;
        if (!cell || cell->length == 0)
            continue;
        if (typed) {
            r.against++;
            r.dated |= shape->kinds[j] == KIND_DATE;
            if (first)
                r.alike &= first->length == cell->length &&
                           memcmp(first->text, cell->text, cell->length) == 0;
            first = cell;
        } else if (shape->kinds[j] & KIND_TEXT) {
            unsigned char its = style(cell->text[0]);

            r.styled |= its && its == style(shape->names[j][0]) && !(shape->kinds[j] & its);
        }
    }
    r.echoes = count_echoes(shape, row);
    return r;
}

/* Does the row hold text where the table has numbers or dates, or these where it has text? */
static bool conflicts(const struct table_shape *shape, const struct row_view *row)
{
    size_t j;

    for (j = 0; j < shape->width && j < row->count; j++) {
        const struct cell *cell = &row->cells[j];
        bool typed;

        if (cell_is_neutral(cell))
            continue;
        typed = cell_is_typed(cell);
        if (shape_is_typed(shape, j) ? !typed
                                     : typed && !(shape->kinds[j] & (KIND_NUMBER | KIND_DATE)))
            return true;
    }
    return false;
}

/* A row of names with as many cells as the table has. */
static enum border look_alike(const struct relation *r, const struct table_shape *shape,
                              const struct row_view *row, bool after_break,
                              const struct row_view *next)
{
    bool heads = next && view_heads(row, next);

    if (r->echoes && (after_break || r->against || r->echoes > 1))
        return BORDER_SURE;
    if (r->against && (after_break || r->dated || r->styled || (r->against > 1 && !r->alike)))
        return BORDER_SURE;
    /* what is below is another thing as well: of more cells or fewer, of other kinds */
    if (heads && view_width(row) != shape->named && view_width(row) == view_width(next) &&
        (r->against || conflicts(shape, next)))
        return BORDER_SURE;
    if (r->against && heads && conflicts(shape, next))
        return BORDER_SURE;
    if (r->against || !after_break)
        return BORDER_NONE;
    /* behind a gap, no text where there were numbers: names of fewer columns perhaps */
    if (heads && view_width(row) != shape->named)
        return BORDER_SURE;
    return r->typed == 0 && next && next->filled > 1 ? BORDER_MAYBE : BORDER_NONE;
}

/* A row of names with more or fewer cells: it needs a row like it below. */
static enum border look_other(const struct relation *r, const struct table_shape *shape,
                              const struct row_view *row, bool after_break,
                              const struct row_view *next)
{
    bool heads;

    if (!next || next->count != row->count || next->filled == 0)
        return BORDER_NONE;
    heads = view_heads(row, next);
    if (after_break || heads || r->echoes > 1 || (r->echoes && row->count > shape->width))
        return BORDER_SURE;
    return BORDER_NONE;
}

/* A name, and then periods: they could be numbers or dates of a row. */
static enum border look_over_periods(const struct table_shape *shape, const struct row_view *row,
                                     bool after_break, const struct row_view *next)
{
    if (is_called(&row->cells[0], shape->names[0]) || (after_break && row->count != shape->width))
        return BORDER_SURE;
    if (shape_is_typed(shape, 0))
        return after_break || (next && conflicts(shape, next)) ? BORDER_SURE : BORDER_NONE;
    return after_break && next && next->count == row->count && next->filled > 1 ? BORDER_MAYBE
                                                                                : BORDER_NONE;
}

enum border border_look(const struct table_shape *shape, const struct row_view *row,
                        bool after_break, const struct row_view *next)
{
    struct relation r;

    if (view_is_names_over_periods(row))
        return look_over_periods(shape, row, after_break, next);
    if (!view_is_names(row))
        return BORDER_NONE;
    r = relate(shape, row);
    return row->count == shape->width ? look_alike(&r, shape, row, after_break, next)
                                      : look_other(&r, shape, row, after_break, next);
}
