/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/header.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/number.h"
#include "clean/rows.h"
#include "clean/words.h"

static size_t block_end(const struct search *search, size_t row)
{
    while (row < search->to && !row_is_blank(&search->sample->rows[row]))
        row++;
    return row;
}

/* Do names stand on this row, and numbers or dates below them? */
static bool heads_values(const struct search *search, size_t row)
{
    const struct clean_sample *sample = search->sample;
    size_t width = search->layout->width;
    bool *typed;
    bool heads;

    if (row >= search->to || sample->rows[row].count != width)
        return false;
    typed = xcalloc(width, sizeof *typed);
    heads = rows_typed(sample, row + 1, block_end(search, row), width, typed) > 0 &&
            row_is_names(&sample->rows[row], typed, width);
    free(typed);
    return heads;
}

/*
 * The first row that has the table's width and is neither nearly empty nor a
 * comment. A block of such rows that is no table itself (words and values) gives
 * way to one behind a blank row that is.
 */
size_t header_first(const struct search *search)
{
    const struct clean_sample *sample = search->sample;
    size_t width = search->layout->width;
    size_t most = rows_fullest(sample, search->from, search->to, width);
    size_t i;

    for (i = search->from; i < search->to; i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        size_t end;
        size_t next;

        if (row->count != width || row_is_comment(row) || is_rule(row->cells, row->count) ||
            (row->filled * 2 <= most && !row_lacks_first_name(row)))
            continue;
        end = block_end(search, i);
        for (next = end; next < search->to && row_is_blank(&sample->rows[next]); next++)
            ;
        if (width == 1 || rows_are_table(sample, i, end) || !heads_values(search, next) ||
            (search->options->no_headers && cell_is_typed(&row->cells[0])))
            break;
        i = next - 1;
    }
    return i;
}

/* R writes no name above the names of its rows; it quotes them, and no number. */
static bool lacks_row_names(const struct search *search, size_t header)
{
    const struct clean_sample *sample = search->sample;
    const struct clean_sample_row *names = &sample->rows[header];
    size_t i;
    size_t j;

    if (names->count + 1 != search->layout->width)
        return false;
    for (j = 0; j < names->count; j++)
        if (!names->cells[j].quoted)
            return false;
    for (i = header + 1; i < search->to; i++) {
        const struct clean_sample_row *row = &sample->rows[i];

        if (row_is_blank(row))
            continue;
        if (!row->cells[0].quoted)
            return false;
        for (j = 1; j < row->count; j++)
            if (row->cells[j].quoted && row->cells[j].mask == CELL_DIGIT)
                return false;
    }
    return true;
}

/* Do the rows have nothing in the columns from `column` on? */
static bool empty_behind(const struct search *search, size_t first, size_t column)
{
    const struct clean_sample *sample = search->sample;
    size_t i;
    size_t j;

    for (i = first; i < search->to; i++)
        for (j = column; j < sample->rows[i].count; j++)
            if (sample->rows[i].cells[j].length > 0)
                return false;
    return true;
}

/* Are all cells of the row text, and none of the row above a number or a date? */
static bool are_names_above(const struct clean_sample_row *above,
                            const struct clean_sample_row *row)
{
    size_t text = 0;
    size_t j;

    for (j = 0; j < row->count; j++)
        text += !cell_is_typed(&row->cells[j]) && !cell_is_neutral(&row->cells[j]);
    for (j = 0; j < above->count; j++)
        if (cell_is_typed(&above->cells[j]))
            return false;
    return text < row->count;
}

/* 1, 2, 3, ... in the first column. */
static bool is_numbered(const struct search *search, size_t header)
{
    const struct clean_sample *sample = search->sample;
    size_t i;

    for (i = header + 1; i < search->to; i++) {
        const struct cell *first = &sample->rows[i].cells[0];

        if (!row_is_blank(&sample->rows[i]) && strtoul(first->text, NULL, 10) != i - header)
            return false;
    }
    return true;
}

static int refuse_narrow(const struct search *search, size_t header)
{
    const struct clean_sample *sample = search->sample;
    const struct clean_sample_row *names = &sample->rows[header];
    size_t i;

    for (i = header + 1; i < search->to; i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        const struct cell *extra = &row->cells[row->count - 1];

        if (row->count <= names->count || extra->length == 0)
            continue;
        return error_at(search->err, search->input->name, names->line, NULL,
                        "the header has %zu names, but the rows have %zu cells (\"%.40s\" is the "
                        "last one on line %lu): name all columns; or did decimal commas become "
                        "column breaks (-d)?%s",
                        names->count, row->count, extra->text, row->line,
                        is_numbered(search, header)
                            ? " (R names the column of row names with col.names = NA)"
                            : "");
    }
    return 0;
}

/* Is the header above `first` too narrow or too wide, and `first` a row of data? */
static int check_width(struct search *search, size_t *first)
{
    const struct clean_sample *sample = search->sample;
    struct clean_layout *layout = search->layout;
    const struct clean_sample_row *row = &sample->rows[*first];
    const struct clean_sample_row *above = row - 1;

    if (*first == search->from || row_is_blank(above) || above->count < 2 ||
        above->count == row->count || row_is_comment(above) ||
        is_rule(above->cells, above->count) || above->filled * 2 <= above->count ||
        !are_names_above(above, row))
        return 0;
    --*first;
    if (above->count > row->count) {
        layout->width = above->count; /* the rows are short, and are filled up */
        free(layout->typed);
        layout->typed = xcalloc(layout->width, sizeof *layout->typed);
        return 0;
    }
    if (empty_behind(search, *first + 1, above->count)) {
        /* delimiters at the end of the rows, but not of the header */
        layout->width = above->count;
        return 0;
    }
    if (lacks_row_names(search, *first)) {
        layout->row_names = true;
        return 0;
    }
    return refuse_narrow(search, *first);
}

/* Names behind a #, as programs write them above their rows. */
static bool are_marked_names(const struct clean_sample_row *row, size_t width)
{
    size_t j;

    if (row->count != width || row->filled < width || width < 2 || row->cells[0].text[0] != '#')
        return false;
    for (j = 0; j < width; j++)
        if (!(row->cells[j].mask & (CELL_LETTER | CELL_HIGH)) || cell_is_typed(&row->cells[j]))
            return false;
    return true;
}

/* The row above is a comment with as many cells as the table: is it the header? */
static int check_comment(struct search *search, size_t *first)
{
    const struct clean_sample *sample = search->sample;
    const struct clean_sample_row *row = &sample->rows[*first];
    size_t width = search->layout->width;
    size_t typed = 0;
    size_t j;

    if (*first == search->from || !row_is_comment(row - 1) || !are_marked_names(row - 1, width))
        return 0;
    for (j = 0; j < row->count; j++)
        typed += cell_is_typed(&row->cells[j]);
    if (typed > 0 && !row_is_periods(row, sample, search->to, search->to)) {
        --*first;
        search->layout->marked = true;
        return 0;
    }
    if (rows_typed(sample, *first + 1, search->to, width, search->layout->typed) > 0)
        return 0;
    return error_at(search->err, search->input->name, row[-1].line, NULL,
                    "this may be a comment, or the header: --header-line %lu or --header-line %lu",
                    row[-1].line, row->line);
}

/* A row of a word and a value, or of two words: an account, a from, a to. */
static bool is_pair(const struct clean_sample_row *row)
{
    size_t j;

    if (row->count < 2 || row->cells[0].length == 0 || cell_is_typed(&row->cells[0]))
        return false;
    for (j = 2; j < row->count; j++)
        if (row->cells[j].length > 0)
            return false;
    return true;
}

/*
 * Pairs that stand right above the header and are as wide as the table: rows from `first` up
 * to a row of names with values below. They are no rows of that table, since their words
 * stand where it has numbers or dates, or since their values are of several kinds.
 */
static size_t skip_pairs(const struct search *search, size_t first)
{
    const struct clean_sample *sample = search->sample;
    struct number_look look;
    struct row_view top = { sample->rows[first].cells, sample->rows[first].count,
                            sample->rows[first].filled };
    bool named = view_is_names(&top);
    size_t numbers = 0;
    size_t others = 0;
    size_t i;

    for (i = first; i + 1 < search->to && is_pair(&sample->rows[i]); i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        struct row_view it = { row->cells, row->count, row->filled };
        struct row_view next = { row[1].cells, row[1].count, row[1].filled };

        if (i > first && numbers + others > 0 && view_is_names(&it) &&
            it.count == search->layout->width && next.count == it.count && view_heads(&it, &next) &&
            cell_is_typed(&row[1].cells[0]))
            return i;
        if (numbers && others && !named && view_is_names(&it) && view_heads(&it, &next))
            return i;
        if (row->filled < 2)
            continue;
        if (number_look(row->cells[1].text, row->cells[1].length, &look))
            numbers++;
        else if (cell_is_typed(&row->cells[1]))
            others++;
    }
    return first;
}

/* Begins with # and a word: #datatype. */
static bool is_marked(const struct clean_sample_row *row)
{
    const struct cell *first = &row->cells[0];

    return first->length > 1 && first->text[0] == '#' && !(first->mask & CELL_DIGIT);
}

/* Is the row that should be the header one of data? */
static int check_header(struct search *search, size_t header, bool *typed)
{
    const struct clean_sample *sample = search->sample;
    const struct clean_sample_row *row = &sample->rows[header];
    size_t width = search->layout->width;
    size_t texts = 0;
    size_t values = 0;
    size_t j;

    rows_typed(sample, header + 1, search->to, width, typed);
    for (j = 0; j < row->count; j++) {
        if (cell_is_neutral(&row->cells[j]))
            continue;
        if (cell_is_typed(&row->cells[j]))
            values += typed[j] || header + 1 == search->to;
        else
            texts += typed[j];
    }
    if (is_marked(row) && header + 1 < search->to && is_marked(&sample->rows[header + 1]))
        return error_at(search->err, search->input->name, row->line, NULL,
                        "rows begin with # here, but look like no comments: --header-line says "
                        "where the names stand");
    if (values > 0 && texts == 0 && !row_is_periods(row, sample, header + 1, search->to))
        return error_at(search->err, search->input->name, row->line, NULL,
                        "this row looks like data, not like a header: --no-headers, or "
                        "--header-line %lu where it is one",
                        row->line);
    if (header + 1 < search->to) {
        size_t same = 0;
        size_t rows = 0;
        size_t i;

        for (i = header + 1; i < search->to; i++) {
            rows += !row_is_blank(&sample->rows[i]);
            same += strcmp(sample->rows[i].raw, row->raw) == 0;
        }
        if (same == rows && rows > 0)
            return error_at(search->err, search->input->name, row->line, NULL,
                            "all rows are the same: there is no header (--no-headers)");
    }
    return 0;
}

/* Rows above the header: all right where something tells them from the table. */
static int check_preamble(struct search *search, size_t header, const bool *typed)
{
    const struct clean_sample *sample = search->sample;
    bool certain = false;
    size_t i;
    size_t j;

    certain = search->layout->marked || search->options->several;
    for (j = 0; j < search->layout->width; j++)
        certain |= typed[j];
    for (i = search->from; i < header && !certain; i++) {
        const struct clean_sample_row *row = &sample->rows[i];

        certain = row_is_blank(row) && i > search->from;
        if (!certain && !row_is_blank(row) && !row_is_comment(row) && i + 1 == header)
            return error_at(search->err, search->input->name, row->line, NULL,
                            "this row has %zu cell%s, later rows have %zu: --header-line %lu where "
                            "it is a title, -d where the delimiter is another",
                            row->count, row->count == 1 ? "" : "s", search->layout->width,
                            sample->rows[header].line);
    }
    return 0;
}

/* Above the header, two words over a word and a number: notes, or a table of one row. */
static void warn_pairs(const struct search *search, size_t header)
{
    const struct clean_sample *sample = search->sample;
    struct number_look look;
    size_t i;

    for (i = search->from; i + 1 < header; i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        const struct clean_sample_row *below = row + 1;
        struct row_view it = { row->cells, row->count, row->filled };

        if (view_is_names(&it) && is_pair(row) && is_pair(below) && below->count == row->count &&
            number_look(below->cells[1].text, below->cells[1].length, &look)) {
            text_addf(search->warnings,
                      "lines %lu and %lu stand above the header; where they are a table, --table 1 "
                      "reads it\n",
                      row->line, below->line);
            return;
        }
    }
}

int header_settle(struct search *search, size_t *header)
{
    const struct clean_sample *sample = search->sample;
    struct clean_layout *layout = search->layout;

    if (layout->width == 1)
        return check_header(search, *header, layout->typed);
    *header = skip_pairs(search, *header);
    if (check_comment(search, header) != 0 || check_width(search, header) != 0 ||
        (!layout->marked && sample->rows[*header].count == layout->width &&
         check_header(search, *header, layout->typed) != 0) ||
        check_preamble(search, *header, layout->typed) != 0)
        return -1;
    warn_pairs(search, *header);
    if (!search->options->header_rows && *header > search->from &&
        row_is_upper(&sample->rows[*header - 1], layout->width))
        return error_at(search->err, search->input->name, sample->rows[*header - 1].line, NULL,
                        "this row looks like a part of the header below: --header-rows 2 where "
                        "it is, --header-line %lu where it is not",
                        sample->rows[*header].line);
    return 0;
}

static size_t rows_filled(const struct clean_sample *sample, size_t from, size_t to)
{
    size_t rows = 0;

    for (; from < to; from++)
        rows += !row_is_blank(&sample->rows[from]);
    return rows;
}

/* How many rows below the header are more names, or units. */
int header_below(struct search *search, size_t header, size_t *rows, size_t *units)
{
    const struct clean_sample *sample = search->sample;
    size_t width = search->layout->width;
    bool *typed = xcalloc(width, sizeof *typed);
    size_t depth;
    size_t below = 0;
    int status = 0;

    *units = search->to;
    for (depth = 4; depth > 0; depth--) {
        size_t i;

        if (header + 1 + 2 * depth > search->to ||
            rows_typed(sample, header + 1 + depth, search->to, width, typed) == 0)
            continue;
        for (i = header + 1, below = 0; i < search->to && below < depth; i++) {
            if (is_rule(sample->rows[i].cells, sample->rows[i].count))
                continue;
            if (sample->rows[i].count > width || sample->rows[i].filled < 1 ||
                !row_is_names(&sample->rows[i], typed, width))
                break;
            below++;
        }
        if (below > 0)
            break;
    }
    if (below == 0 && rows_typed(sample, header + 2, search->to, width, typed) > 1 &&
        row_lacks_values(&sample->rows[header + 1], typed, width))
        status = error_at(search->err, search->input->name, sample->rows[header + 1].line, NULL,
                          "below the header, a row without a value where the columns hold numbers "
                          "or dates: --header-rows 2 where it belongs to the header, "
                          "--header-rows 1 where it is a row like the others");
    free(typed);
    if (below == 1 && row_is_units(&sample->rows[header + 1]))
        *units = header + 1;
    else if (below == 1 && rows_filled(sample, header + 1, search->to) == 2)
        /* one row says nothing of what the columns hold */
        text_addf(search->warnings,
                  "line %lu holds text where line %lu has numbers or dates: --header-rows 2 where "
                  "it belongs to the header\n",
                  sample->rows[header + 1].line, sample->rows[header + 2].line);
    else if (below > 0)
        status = error_at(search->err, search->input->name, sample->rows[header + 1].line, NULL,
                          "below the header, %s more row%s of text where the columns hold numbers "
                          "or dates: --header-rows %zu where they belong to the header, "
                          "--header-rows 1 where they are rows like the others",
                          below == 1 ? "one" : "several", below == 1 ? "" : "s", below + 1);
    *rows = 1;
    return status;
}

/*
 * Where a header of several rows begins, of which `header` is the first full one:
 * there, or above it where the rows below hold values already.
 */
void header_climb(struct search *search, size_t *header)
{
    const struct clean_sample *sample = search->sample;
    size_t rows = search->options->header_rows;
    size_t width = search->layout->width;
    bool *typed = xcalloc(width, sizeof *typed);
    size_t names = 1;

    rows_typed(sample, *header + rows, search->to, width, typed);
    while (names < rows && *header + names < search->to &&
           row_is_names(&sample->rows[*header + names], typed, width))
        names++;
    free(typed);
    for (; names<rows && * header> search->from; names++) {
        if (row_is_blank(&sample->rows[*header - 1]) || sample->rows[*header - 1].count != width)
            break;
        --*header;
    }
}
