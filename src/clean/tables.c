/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/tables.h"

#include <string.h>

#include "clean/rows.h"
#include "clean/words.h"

static struct row_view view(const struct clean_sample_row *row)
{
    return (struct row_view){ row->cells, row->count, row->filled };
}

static bool is_ruled(const struct clean_sample_row *row)
{
    return row->filled > 0 && is_rule(row->cells, row->count);
}

/* The row below, ruled lines passed over; `to` where a blank one or none follows. */
static size_t below(const struct clean_sample *sample, size_t row, size_t to)
{
    for (row++; row < to && is_ruled(&sample->rows[row]); row++)
        ;
    return row < to && !row_is_blank(&sample->rows[row]) ? row : to;
}

/* Does the row break a table: blank, a comment, a title? */
static bool breaks(const struct clean_sample_row *row)
{
    struct row_view it = view(row);

    return row_is_blank(row) || row_is_comment(row) || view_is_title(&it);
}

/* Rows as wide as the one at `head`, from there on, up to other names with values below. */
static size_t block(const struct clean_sample *sample, size_t head, size_t to)
{
    size_t i;

    for (i = head; i < to && sample->rows[i].count == sample->rows[head].count &&
                   !row_is_blank(&sample->rows[i]);
         i++) {
        struct row_view it = view(&sample->rows[i]);
        struct row_view next = i + 1 < to ? view(&sample->rows[i + 1]) : it;

        if (i > head + 1 && view_is_names(&it) && view_heads(&it, &next))
            break;
    }
    return i;
}

/* A name alone on its row, and below it three numbers or more, or three dates: a list. */
static bool heads_list(const struct clean_sample *sample, size_t head, size_t to)
{
    struct row_view names = view(&sample->rows[head]);
    struct table_shape shape;
    bool list;
    size_t i;

    if (names.count != 1 || !view_is_title(&names) || names.cells[0].length > 40 || head + 3 >= to)
        return false;
    shape_start(&shape, names.cells, 1, 1);
    for (i = head + 1; i < to && sample->rows[i].count == 1 && sample->rows[i].filled == 1; i++)
        shape_add_row(&shape, sample->rows[i].cells, 1);
    list = shape.rows > 2 && (shape.kinds[0] == KIND_NUMBER || shape.kinds[0] == KIND_DATE);
    shape_free(&shape);
    return list;
}

/*
 * Does the first table of the sample begin at `head`: names, and values below? Of two
 * cells a row, the rows may be notes - an account, a from, a to. So may text below text
 * be, unless it is as wide as three.
 */
static bool heads_table(const struct clean_sample *sample, size_t head, size_t to, bool sure_only)
{
    const struct clean_sample_row *row = &sample->rows[head];
    struct row_view names = view(row);
    struct row_view next;
    size_t first = below(sample, head, to);

    if (row_is_comment(row) || first == to)
        return false;
    if (row->count == 1)
        return heads_list(sample, head, to);
    next = view(&sample->rows[first]);
    if (view_is_names_over_periods(&names))
        return next.count == names.count && view_heads(&names, &next);
    if (!view_is_names(&names) || next.count != names.count)
        return false;
    if (view_width(&names) > 2)
        return view_heads(&names, &next) ||
               (block(sample, head, to) - head > 2 && names.filled == view_width(&names) &&
                view_is_names(&next));
    return names.cells[0].length > 0 && view_heads(&names, &next) &&
           pairs_are_table(sample, head, block(sample, head, to), sure_only ? 2 : 1);
}

void tables_shape(const struct clean_sample *sample, size_t head, size_t first, size_t to,
                  size_t width, struct table_shape *shape)
{
    size_t i;

    shape_start(shape, sample->rows[head].cells, sample->rows[head].count, width);
    for (i = first; i < to; i++)
        if (sample->rows[i].count == width && sample->rows[i].filled > 1 &&
            !row_is_comment(&sample->rows[i]))
            shape_add_row(shape, sample->rows[i].cells, width);
}

static bool is_same(const struct clean_sample_row *a, const struct clean_sample_row *b)
{
    size_t j;

    if (a->count != b->count)
        return false;
    for (j = 0; j < a->count; j++)
        if (a->cells[j].length != b->cells[j].length ||
            memcmp(a->cells[j].text, b->cells[j].text, a->cells[j].length) != 0)
            return false;
    return true;
}

/* The row's first cell alone is filled: a title, or a row of the table without values? */
static bool is_title_at(const struct clean_sample *sample, size_t row, size_t head)
{
    const struct clean_sample_row *it = &sample->rows[row];
    struct row_view names = view(&sample->rows[head]);

    return it->count == 1 || view_width(&names) != 2 || breaks(it - 1) ||
           cell_is_typed(&it[-1].cells[0]);
}

/* The first row of what stands in front of the one at `row`: blank rows, comments, titles. */
static size_t prelude(const struct clean_sample *sample, size_t row, size_t head)
{
    while (row > head + 1 && breaks(&sample->rows[row - 1])) {
        struct row_view it = view(&sample->rows[row - 1]);

        if (view_is_title(&it) && !row_is_comment(&sample->rows[row - 1]) &&
            !is_title_at(sample, row - 1, head))
            break;
        row--;
    }
    return row;
}

/* Was the row, a title or a comment, above the header as well? Then it heads a page. */
static bool heads_page(const struct clean_sample *sample, size_t row, size_t head)
{
    size_t i;

    for (i = 0; i < head; i++)
        if (strcmp(sample->rows[i].raw, sample->rows[row].raw) == 0)
            return true;
    return false;
}

/* The header once more: of another table, where a title that is not the page's stands
 * before it. */
static bool is_titled(const struct clean_sample *sample, size_t row, size_t head)
{
    size_t i;

    for (i = prelude(sample, row, head); i < row; i++)
        if (!row_is_blank(&sample->rows[i]) && !heads_page(sample, i, head))
            return true;
    return false;
}

/* The row that begins another table below the one headed at `head`; `to` = none. */
static size_t find_second(const struct clean_sample *sample, size_t head, size_t to, bool sure_only)
{
    const struct clean_sample_row *names = &sample->rows[head];
    struct table_shape shape;
    bool after_break = false;
    size_t i;

    shape_start(&shape, names->cells, names->count, names->count);
    for (i = head + 1; i < to; i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        struct row_view it = view(row);
        size_t next = below(sample, i, to);
        struct row_view follows = next < to ? view(&sample->rows[next]) : it;

        if (is_ruled(row))
            continue;
        if (is_same(row, names)) {
            if (is_titled(sample, i, head))
                break;
        } else if (shape.width > 1 && shape.rows > 0 && heads_list(sample, i, to)) {
            break;
        } else if (breaks(row)) {
            after_break = true;
            continue;
        } else if (next < to && shape.rows > 0 &&
                   border_look(&shape, &it, after_break, &follows) >
                       (sure_only ? BORDER_MAYBE : BORDER_NONE)) {
            break;
        }
        after_break = false;
        if (row->count == shape.width && (row->filled > 1 || shape.width == 1))
            shape_add_row(&shape, row->cells, row->count);
    }
    shape_free(&shape);
    return i;
}

size_t tables_end(const struct clean_sample *sample, size_t head, size_t to, bool sure_only)
{
    size_t second = find_second(sample, head, to, sure_only);

    return second < to ? prelude(sample, second, head) : to;
}

/* Is the row one of several of its width, and not the first of them? Then it is no head: a
 * column may hold words and numbers. */
static bool is_among(const struct clean_sample *sample, size_t from, size_t row)
{
    const struct clean_sample_row *it = &sample->rows[row];

    return row > from && it->count > 1 && it[-1].count == it->count && it[-1].filled > 1;
}

bool tables_first(const struct clean_sample *sample, size_t from, size_t to, bool sure_only,
                  struct extent *first)
{
    for (first->head = from; first->head < to; first->head++)
        if (!is_among(sample, from, first->head) && heads_table(sample, first->head, to, sure_only))
            break;
    if (first->head == to)
        return false;
    first->end = tables_end(sample, first->head, to, sure_only);
    return first->end < to;
}
