/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/foreign.h"
#include "clean/rows.h"
#include "clean/tables.h"
#include "clean/words.h"

static void drop(struct layout *layout, const struct clean_sample_row *row, enum repair kind)
{
    layout->dropped = xgrow(layout->dropped, layout->dropped_count, &layout->dropped_capacity,
                            sizeof *layout->dropped);
    layout->dropped[layout->dropped_count++] =
        (struct dropped_row){ row->line, kind, xstrdup(row->raw) };
}

struct search {
    const struct clean_input *input;
    const struct layout_options *options;
    const struct clean_sample *sample;
    struct layout *layout;
    struct error *err;
    size_t from; /* rows of the sample that are looked at */
    size_t to;
};

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
static size_t first_full(const struct search *search)
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
        if (width == 1 || rows_are_table(sample, i, end) || !heads_values(search, next))
            break;
        i = next - 1;
    }
    return i;
}

/* R writes no name above the column of row names: 1, 2, 3, ... */
static bool lacks_row_names(const struct search *search, size_t header)
{
    const struct clean_sample *sample = search->sample;
    size_t i;

    if (sample->rows[header].count + 1 != search->layout->width)
        return false;
    for (i = header + 1; i < search->to; i++) {
        char number[24];
        const struct cell *first = &sample->rows[i].cells[0];
        int n = snprintf(number, sizeof number, "%zu", i - header);

        if (row_is_blank(&sample->rows[i]))
            continue;
        if (first->length != (uint32_t)n || memcmp(first->text, number, (size_t)n) != 0)
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

/* Is the header above `first` too narrow or too wide, and `first` a row of data? */
static int check_width(struct search *search, size_t *first)
{
    const struct clean_sample *sample = search->sample;
    const struct clean_sample_row *above;
    const struct clean_sample_row *row = &sample->rows[*first];
    size_t j;
    size_t text = 0;

    if (*first == search->from)
        return 0;
    above = row - 1;
    if (row_is_blank(above) || above->count < 2 || row_is_comment(above) ||
        is_rule(above->cells, above->count) || above->filled * 2 <= above->count)
        return 0;
    for (j = 0; j < row->count; j++)
        text += !cell_is_typed(&row->cells[j]) && !cell_is_neutral(&row->cells[j]);
    for (j = 0; j < above->count; j++)
        if (cell_is_typed(&above->cells[j]))
            return 0;
    if (text == row->count)
        return 0;
    if (lacks_row_names(search, *first - 1)) {
        --*first;
        return 0;
    }
    if (above->count < row->count && empty_behind(search, *first, above->count)) {
        /* delimiters at the end of the rows, but not of the header */
        search->layout->width = above->count;
        --*first;
        return 0;
    }
    return error_at(search->err, search->input->name, above->line, NULL,
                    "the header has %zu names, but the rows have %zu cells: did decimal commas "
                    "become column breaks? (-d, or --header-line)",
                    above->count, row->count);
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

/* How many rows below the header are more names, or units. */
static int check_below(struct search *search, size_t header, size_t *rows, size_t *units)
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
    else if (below > 0)
        status = error_at(search->err, search->input->name, sample->rows[header + 1].line, NULL,
                          "below the header, %s more row%s of text where the columns hold numbers "
                          "or dates: --header-rows %zu where they belong to the header",
                          below == 1 ? "one" : "several", below == 1 ? "" : "s", below + 1);
    *rows = 1;
    return status;
}

/*
 * Where a header of several rows begins, of which `header` is the first full one:
 * there, or above it where the rows below hold values already.
 */
static void climb(struct search *search, size_t *header)
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
    for (; names < rows && *header > search->from; names++) {
        if (row_is_blank(&sample->rows[*header - 1]) || sample->rows[*header - 1].count != width)
            break;
        --*header;
    }
}

static void drop_above(struct search *search, size_t first)
{
    const struct clean_sample *sample = search->sample;
    size_t i;

    for (i = 0; i < first; i++) {
        const struct clean_sample_row *row = &sample->rows[i];

        drop(search->layout, row,
             row_is_blank(row)                          ? REPAIR_BLANK
             : i < search->from                     ? REPAIR_TABLE
             : is_rule(row->cells, row->count)      ? REPAIR_RULE
                                                    : REPAIR_PREAMBLE);
    }
}

/* Data begin behind row `last`, rules and units apart. */
static void begin_data(struct search *search, size_t last, size_t units)
{
    const struct clean_sample *sample = search->sample;
    size_t next = last + 1;

    for (; next < search->to; next++) {
        const struct clean_sample_row *row = &sample->rows[next];

        if (next == units)
            drop(search->layout, row, REPAIR_UNITS);
        else if (!row_is_blank(row) && is_rule(row->cells, row->count))
            drop(search->layout, row, REPAIR_RULE);
        else
            break;
    }
    search->layout->data_offset = sample->rows[next - 1].end;
    search->layout->data_line = sample->rows[next - 1].next_line;
}

/* Another table begins in front of row `end`. */
static void end_at(struct search *search, size_t end)
{
    const struct clean_sample *sample = search->sample;

    if (end >= search->to)
        return;
    search->to = end;
    search->layout->limit = sample->rows[end].line;
    search->layout->limit_offset = sample->rows[end - 1].end;
}

/* What the columns hold, for the rows that are not in the sample. */
static void take_shape(struct search *search, size_t header, size_t rows)
{
    struct layout *layout = search->layout;
    const struct clean_sample *sample = search->sample;
    size_t j;

    if (search->options->no_headers)
        shape_start(&layout->shape, NULL, 0, layout->width);
    else
        tables_shape(sample, header + rows - 1, header + rows, search->to, layout->width,
                     &layout->shape);
    layout->values = layout->width;
    for (j = layout->width; j-- > 0;)
        if (layout->typed[j])
            layout->values = j;
    for (j = layout->width; j-- > 0;)
        if (layout->typed[j] && layout->shape.kinds[j] == KIND_NUMBER)
            layout->values = j;
    for (j = 0; j < layout->width; j++)
        if (layout->typed[j])
            layout->shape.kinds[j] &= (unsigned char)~(KIND_TEXT | KIND_LOWER | KIND_UPPER);
        else
            layout->shape.kinds[j] |= KIND_TEXT;
}

static int find_header(struct search *search)
{
    const struct layout_options *options = search->options;
    const struct clean_sample *sample = search->sample;
    struct layout *layout = search->layout;
    size_t header = 0;
    size_t rows = options->header_rows ? options->header_rows : 1;
    size_t units = search->to;
    struct extent first;
    bool several = false;
    size_t i;
    int status = 0;

    if (options->header_line) {
        for (header = 0; header < search->to && sample->rows[header].line < options->header_line;)
            header++;
        if (header == search->to)
            return error_usage(search->err, "--header-line: there is no row on line %lu (or it is "
                                            "too far down)", options->header_line);
        layout->width = rows_width(sample, header, search->to);
        if (sample->rows[header].count > layout->width)
            layout->width = sample->rows[header].count;
        end_at(search, tables_end(sample, header, search->to, !options->several));
    } else if (!options->no_headers &&
               tables_first(sample, search->from, search->to, !options->several, &first)) {
        several = true;
        header = first.head;
        end_at(search, first.end);
        layout->width = rows_width(sample, header, search->to);
        if (sample->rows[header].count > layout->width)
            layout->width = sample->rows[header].count;
    } else {
        header = first_full(search);
        if (header >= search->to)
            return error_at(search->err, search->input->name, 0, NULL,
                            "has no row that could be a header: --header-line, or --no-headers");
    }
    layout->typed = xcalloc(layout->width, sizeof *layout->typed);
    if (options->no_headers) {
        rows_typed_before_notes(sample, header, search->to, layout->width, layout->typed);
        drop_above(search, header);
        layout->written = xcalloc(layout->width, sizeof *layout->written);
        for (i = 0; i < layout->width; i++)
            layout->written[i] = xstrdup("");
        layout->data_offset = header ? sample->rows[header - 1].end : sample->offset;
        layout->data_line = header ? sample->rows[header - 1].next_line : sample->line;
        layout_make_names(layout, true);
        take_shape(search, header, 0);
        return 0;
    }
    if (!options->header_line && options->header_rows > 1) {
        climb(search, &header);
    } else if (several) {
        status = 0; /* names with values below are a header */
    } else if (!options->header_line && layout->width > 1) {
        status = check_width(search, &header);
        if (status == 0 && sample->rows[header].count == layout->width)
            status = check_header(search, header, layout->typed);
        if (status == 0)
            status = check_preamble(search, header, layout->typed);
        if (status == 0 && !options->header_rows && header > search->from &&
            row_is_upper(&sample->rows[header - 1], layout->width))
            status = error_at(search->err, search->input->name, sample->rows[header - 1].line,
                              NULL,
                              "this row looks like a part of the header below: --header-rows 2 "
                              "where it is, --header-line %lu where it is not",
                              sample->rows[header].line);
    } else if (!options->header_line) {
        status = check_header(search, header, layout->typed);
    }
    if (status == 0 && options->header_rows == 0)
        status = check_below(search, header, &rows, &units);
    if (status != 0)
        return -1;
    if (header + rows > search->to) /* --header-rows asks for more than there are */
        rows = search->to - header;
    layout->header_line = sample->rows[header].line;
    layout->header_rows = rows;
    drop_above(search, header);
    layout_take_names(layout, sample, header, rows, sample->rows[header].count + 1 == layout->width &&
                                             lacks_row_names(search, header)
                                         ? 1
                                         : 0);
    layout_make_names(layout, false);
    begin_data(search, header + rows - 1, units);
    rows_typed_before_notes(sample, header + rows, search->to, layout->width, layout->typed);
    take_shape(search, header, rows);
    return 0;
}

int clean_layout_find(const struct clean_input *input, off_t offset, unsigned long line,
                const struct layout_options *options, struct layout *layout, struct text *notes,
                struct error *err)
{
    struct clean_sample sample;
    struct search search = { input, options, &sample, layout, err, 0, 0 };
    int status;

    *layout = (struct layout){ 0 };
    if (clean_sample_read(&sample, input, offset, line, options->delimiter, err) != 0) {
        clean_sample_free(&sample);
        return -1;
    }
    layout->delimiter = sample.delimiter;
    layout->stated = sample.separator || options->delimiter;
    if (sample.separator)
        layout->dropped_separator = true;
    search.to = sample.count;
    layout->width = rows_width(&sample, 0, sample.count);
    status = layout->stated ? 0 : refuse_foreign(&sample, layout->width, input->name, err);
    if (status == 0)
        status = find_header(&search);
    if (status == 0 && !layout->stated && sample.delimiter != ',')
        text_addf(notes, "the delimiter is %s\n", delimiter_name(sample.delimiter));
    clean_sample_free(&sample);
    return status;
}

void clean_layout_free(struct layout *layout)
{
    size_t i;

    for (i = 0; i < layout->width; i++) {
        if (layout->names)
            free(layout->names[i]);
        if (layout->written)
            free(layout->written[i]);
    }
    for (i = 0; i < layout->dropped_count; i++)
        free(layout->dropped[i].raw);
    free(layout->dropped);
    free(layout->names);
    free(layout->written);
    free(layout->typed);
    shape_free(&layout->shape);
    *layout = (struct layout){ 0 };
}
