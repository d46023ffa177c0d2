/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/foreign.h"
#include "clean/header.h"
#include "clean/rows.h"
#include "clean/tables.h"
#include "clean/words.h"

static void drop(struct clean_layout *layout, const struct clean_sample_row *row, enum repair kind)
{
    layout->dropped = xgrow(layout->dropped, layout->dropped_count, &layout->dropped_capacity,
                            sizeof *layout->dropped);
    layout->dropped[layout->dropped_count++] = (struct dropped_row){ row->line, kind,
                                                                     xstrdup(row->raw) };
}

static void drop_above(struct search *search, size_t first)
{
    const struct clean_sample *sample = search->sample;
    size_t i;

    for (i = 0; i < first; i++) {
        const struct clean_sample_row *row = &sample->rows[i];

        drop(search->layout, row,
             row_is_blank(row)                 ? REPAIR_BLANK
             : i < search->from                ? REPAIR_TABLE
             : is_rule(row->cells, row->count) ? REPAIR_RULE
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
    struct clean_layout *layout = search->layout;
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

/* The header that --header-line states, whatever it looks like. */
static int take_stated(struct search *search, size_t *header)
{
    const struct clean_layout_options *options = search->options;
    const struct clean_sample *sample = search->sample;
    struct clean_layout *layout = search->layout;

    for (*header = 0; *header < search->to && sample->rows[*header].line < options->header_line;)
        ++*header;
    if (*header == search->to)
        return error_usage(search->err,
                           "--header-line: there is no row on line %lu (or it is "
                           "too far down)",
                           options->header_line);
    end_at(search, tables_end(sample, *header, search->to, !options->several));
    layout->width = rows_width(sample, *header, search->to);
    if (sample->rows[*header].count > layout->width)
        layout->width = sample->rows[*header].count;
    layout->typed = xcalloc(layout->width, sizeof *layout->typed);
    return 0;
}

/* The header that the rows show. */
static int choose_header(struct search *search, size_t *header)
{
    const struct clean_layout_options *options = search->options;
    const struct clean_sample *sample = search->sample;
    struct clean_layout *layout = search->layout;
    struct extent first;
    bool several = !options->no_headers &&
                   tables_first(sample, search->from, search->to, !options->several, &first);

    if (several) {
        *header = first.head;
        end_at(search, first.end);
        layout->width = rows_width(sample, *header, search->to);
        if (sample->rows[*header].count > layout->width)
            layout->width = sample->rows[*header].count;
    } else {
        *header = header_first(search);
    }
    if (*header >= search->to)
        return error_at(search->err, search->input->name, 0, NULL,
                        "has no row that could be a header: --header-line, or --no-headers");
    layout->typed = xcalloc(layout->width, sizeof *layout->typed);
    if (options->no_headers)
        return 0;
    if (options->header_rows > 1)
        header_climb(search, header);
    else if (!several)
        return header_settle(search, header);
    return 0;
}

/* All rows from `header` on are data. */
static void begin_without_names(struct search *search, size_t header)
{
    const struct clean_sample *sample = search->sample;
    struct clean_layout *layout = search->layout;
    size_t i;

    rows_typed_before_notes(sample, header, search->to, layout->width, layout->typed);
    drop_above(search, header);
    layout->written = xcalloc(layout->width, sizeof *layout->written);
    layout->before = xcalloc(layout->width, sizeof *layout->before);
    for (i = 0; i < layout->width; i++) {
        layout->written[i] = xstrdup("");
        layout->before[i] = xstrdup("");
    }
    layout->data_offset = header ? sample->rows[header - 1].end : sample->offset;
    layout->data_line = header ? sample->rows[header - 1].next_line : sample->line;
    layout_make_names(layout, true);
    take_shape(search, header, 0);
}

static int find_header(struct search *search)
{
    const struct clean_layout_options *options = search->options;
    const struct clean_sample *sample = search->sample;
    struct clean_layout *layout = search->layout;
    size_t header = 0;
    size_t rows = options->header_rows ? options->header_rows : 1;
    size_t units = search->to;

    if ((options->header_line ? take_stated(search, &header) : choose_header(search, &header)) != 0)
        return -1;
    if (options->no_headers) {
        begin_without_names(search, header);
        return 0;
    }
    if (options->header_rows == 0 && header_below(search, header, &rows, &units) != 0)
        return -1;
    if (header + rows > search->to) /* --header-rows asks for more than there are */
        rows = search->to - header;
    layout->header_line = sample->rows[header].line;
    layout->header_rows = rows;
    drop_above(search, header);
    layout_take_names(layout, sample, header, rows);
    layout_make_names(layout, false);
    begin_data(search, header + rows - 1, units);
    rows_typed_before_notes(sample, header + rows, search->to, layout->width, layout->typed);
    take_shape(search, header, rows);
    return 0;
}

int clean_layout_find(const struct clean_input *input, off_t offset, unsigned long line,
                      const struct clean_layout_options *options, struct clean_layout *layout,
                      struct text *notes, struct text *warnings, struct error *err)
{
    struct clean_sample sample;
    struct search search = { input, options, &sample, layout, err, warnings, 0, 0 };
    int status;

    *layout = (struct clean_layout){ 0 };
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

void clean_layout_free(struct clean_layout *layout)
{
    size_t i;

    for (i = 0; i < layout->width; i++) {
        if (layout->names)
            free(layout->names[i]);
        if (layout->written)
            free(layout->written[i]);
        if (layout->before)
            free(layout->before[i]);
    }
    for (i = 0; i < layout->dropped_count; i++)
        free(layout->dropped[i].raw);
    free(layout->dropped);
    free(layout->names);
    free(layout->written);
    free(layout->before);
    free(layout->typed);
    shape_free(&layout->shape);
    *layout = (struct clean_layout){ 0 };
}
