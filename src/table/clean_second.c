/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "table/clean_pass.h"

/* A block's share of the second pass. */
struct part {
    struct block block;
    struct splitter *splitter;
    struct repairs repairs;
    struct text out;
    struct text scratch;
    unsigned long records;
    unsigned long rows;
};

struct second {
    struct clean *clean;
    struct part parts[ROUND];
    bool before; /* the blocks are in front of the table */
};

static const enum repair row_repairs[] = {
    [ROW_BLANK] = REPAIR_BLANK, [ROW_HEADER] = REPAIR_HEADER, [ROW_TOTAL] = REPAIR_TOTAL,
    [ROW_TABLE] = REPAIR_TABLE, [ROW_FOOTER] = REPAIR_FOOTER,
};

static enum repair number_repair(unsigned forms)
{
    return forms & NUMBER_CURRENCY                         ? REPAIR_CURRENCY
           : forms & NUMBER_PERCENT                        ? REPAIR_PERCENT
           : forms & (NUMBER_PARENTHESES | NUMBER_MINUS)   ? REPAIR_MINUS
           : forms & (NUMBER_GROUPED | NUMBER_OPEN_COMMA)  ? REPAIR_GROUP
                                                           : REPAIR_DECIMAL;
}

/* The most frequent case: digits, a comma, digits. */
static bool change_comma(const struct cell *cell, struct text *scratch)
{
    const char *comma;

    if ((cell->mask & ~(unsigned)(CELL_SIGN | CELL_COMMA)) != CELL_DIGIT ||
        !(cell->mask & CELL_COMMA))
        return false;
    comma = memchr(cell->text, ',', cell->length);
    if (comma == cell->text || comma[-1] < '0' || comma + 1 == cell->text + cell->length ||
        cell->text[0] == '+' || cell->text[cell->length - 1] < '0')
        return false;
    text_add(scratch, cell->text, cell->length);
    scratch->bytes[comma - cell->text] = '.';
    return true;
}

/* Makes what the column's treatment makes of the cell, into scratch. False: the
 * cell stays as it is. *kind gets what was done. */
static bool treat(const struct clean_column *column, const char *date_format,
                  const struct cell *cell, struct text *scratch, enum repair *kind)
{
    struct number_look number;
    struct date_look date;

    text_clear(scratch);
    switch (column->treatment) {
    case TREAT_COPY:
        return false;
    case TREAT_NUMBER:
        if (column->decimal == ',' && change_comma(cell, scratch)) {
            *kind = REPAIR_DECIMAL;
            return true;
        }
        if (!(cell->mask & ~(unsigned)(CELL_DIGIT | CELL_SIGN)) && cell->text[cell->length - 1] != '-')
            return false;
        if (!number_look(cell->text, cell->length, &number) ||
            !number_write(&number, column->decimal, scratch))
            return false;
        *kind = number.forms & NUMBER_OPEN_COMMA && column->decimal == ','
                    ? REPAIR_DECIMAL
                    : number_repair(number.forms);
        if (number.forms & NUMBER_OPEN_POINT && column->decimal == ',')
            *kind = REPAIR_GROUP;
        break;
    case TREAT_FORMAT:
        if (!date_by_format(cell->text, cell->length, date_format, &date))
            return false;
        date_write(&date, DATE_DMY, scratch);
        *kind = REPAIR_DATE;
        break;
    case TREAT_DATE:
        if (date_look(cell->text, cell->length, &date) == DATE_NONE || date.kind == DATE_READY)
            return false;
        date_write(&date, column->order, scratch);
        *kind = REPAIR_DATE;
        break;
    }
    return scratch->length != cell->length || memcmp(scratch->bytes, cell->text, cell->length) != 0;
}

/* text_add where there is room already, which is nearly always. */
static inline void add(struct text *out, const char *bytes, size_t length)
{
    if (out->capacity - out->length <= length + 1) {
        text_add(out, bytes, length);
        return;
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

static void put(struct text *out, const char *text, size_t length, const struct cell *cell,
                char delimiter)
{
    /* only these can make quotes necessary */
    if (delimiter == ',' && !(cell->mask & (CELL_COMMA | CELL_QUOTE | CELL_LINE | CELL_HIGH)))
        add(out, text, length);
    else
        add_csv_field(out, text, length, delimiter);
}

static void write_cell(const struct clean *clean, struct part *part, size_t j,
                       const struct cell *cell, unsigned long line)
{
    const struct clean_column *column = &clean->columns[j];
    const struct dialect *dialect = &clean->options->out;
    char delimiter = dialect->delimiter ? dialect->delimiter : ',';
    const char *text = cell->text;
    size_t length = cell->length;
    enum repair kind = REPAIR_KINDS;
    bool marked = cell->spaced || cell->guarded || cell->stray;

    if (clean->missing.count && length && is_missing_word(&clean->missing, cell)) {
        repairs_add(&part->repairs, line, column->name, REPAIR_MISSING, text, length, "", 0);
        return;
    }
    if (length && column->treatment != TREAT_COPY &&
        treat(column, clean->options->date_format, cell, &part->scratch, &kind)) {
        text = part->scratch.bytes;
        length = part->scratch.length;
    } else {
        kind = REPAIR_KINDS;
        if (marked)
            kind = cell->guarded ? REPAIR_GUARD : cell->stray ? REPAIR_QUOTE : REPAIR_SPACE;
    }
    if (kind != REPAIR_KINDS)
        repairs_add(&part->repairs, line, column->name, kind, marked ? cell->raw : cell->text,
                    marked ? cell->raw_length : cell->length, text, length);
    if (column->numeric && dialect->decimal && dialect->decimal != '.') {
        struct text changed = TEXT_EMPTY;
        char *point;

        text_add(&changed, text, length);
        point = changed.bytes ? memchr(changed.bytes, '.', length) : NULL;
        if (point)
            *point = dialect->decimal;
        add_csv_field(&part->out, changed.bytes ? changed.bytes : "", length, delimiter);
        text_free(&changed);
        return;
    }
    if (text == cell->text)
        put(&part->out, text, length, cell, delimiter);
    else if (delimiter == ',') /* no number and no date has a comma */
        add(&part->out, text, length);
    else
        add_csv_field(&part->out, text, length, delimiter);
}

static void write_row(const struct clean *clean, struct part *part, const struct record *record)
{
    static const struct cell nothing = { .text = "", .raw = "" };
    char delimiter = clean->options->out.delimiter ? clean->options->out.delimiter : ',';
    size_t width = clean->layout.width;
    bool first = true;
    size_t start = part->out.length;
    size_t j;

    if (record->count < width)
        repairs_add(&part->repairs, record->line, "", REPAIR_SHORT, record->raw,
                    record->raw_length, "", 0);
    else if (record->count > width)
        repairs_add(&part->repairs, record->line, "", REPAIR_LONG, record->raw,
                    record->raw_length, "", 0);
    for (j = 0; j < width; j++) {
        if (clean->columns[j].dropped)
            continue;
        if (!first)
            add(&part->out, &delimiter, 1);
        first = false;
        write_cell(clean, part, j, j < record->count ? &record->cells[j] : &nothing,
                   record->line);
    }
    if (part->out.length == start)
        text_adds(&part->out, "\"\""); /* an only field that is empty */
    text_addc(&part->out, '\n');
    part->rows++;
}

static void work(void *context, size_t block, size_t worker)
{
    const struct second *second = context;
    const struct clean *clean = second->clean;
    struct part *part = &((struct second *)context)->parts[block];
    const struct record *record;

    (void)worker;
    splitter_feed(part->splitter, part->block.bytes, part->block.length, part->block.line);
    while ((record = splitter_next(part->splitter)) != NULL) {
        enum row_kind kind = second->before ? record->filled ? ROW_TABLE : ROW_BLANK
                                            : row_kind(clean, record);

        part->records++;
        if (kind == ROW_DATA)
            write_row(clean, part, record);
        else
            repairs_add(&part->repairs, record->line, "", row_repairs[kind], record->raw,
                        record->raw_length, "", 0);
    }
}

static int put_out(FILE *out, struct text *text, struct error *err)
{
    if (text->length && fwrite(text->bytes, 1, text->length, out) != text->length)
        return error_errno(err, "", errno, "cannot write");
    text_clear(text);
    return 0;
}

/* Reads from offset up to end, working on every block. */
static int run(struct second *second, off_t offset, unsigned long line, off_t end, FILE *out,
               FILE *log, unsigned long *records, struct error *err)
{
    struct clean *clean = second->clean;
    struct clean_input input = clean->input;
    struct block_reader reader;
    size_t blocks;
    size_t i;
    int more = 1;

    input.size = end;
    block_reader_start(&reader, &input, clean->layout.delimiter,
                       clean->options->layout.max_record, offset, line);
    while (more > 0) {
        for (blocks = 0; blocks < ROUND; blocks++) {
            more = block_read(&reader, &second->parts[blocks].block, err);
            if (more < 0)
                return -1;
            if (more == 0)
                break;
        }
        parallel_for(blocks, clean->options->threads, work, second);
        for (i = 0; i < blocks; i++) {
            struct part *part = &second->parts[i];

            clean->result->rows += part->rows;
            *records += part->records;
            part->rows = part->records = 0;
            repairs_count(&clean->result->repairs, &part->repairs);
            if (part->out.length && out == stdout)
                clean->result->begun = true;
            if (put_out(out, &part->out, err) != 0 ||
                (log && put_out(log, &part->repairs.rows, err) != 0))
                return -1;
        }
    }
    return 0;
}

/* The header, and what was done to the lines around it. */
static int write_head(struct clean *clean, struct part *part, FILE *out, FILE *log,
                      struct error *err)
{
    const struct dialect *dialect = &clean->options->out;
    char delimiter = dialect->delimiter ? dialect->delimiter : ',';
    struct repairs *repairs = &part->repairs;
    const struct layout *layout = &clean->layout;
    const char *encoding = clean->input.encoding;
    char from[2] = { layout->delimiter, '\0' };
    bool first = true;
    size_t j;

    if (clean->input.bom && !encoding)
        repairs_add(repairs, 1, "", REPAIR_BOM, "", 0, "", 0);
    if (encoding)
        repairs_add(repairs, 1, "", REPAIR_ENCODING, encoding, strlen(encoding), "UTF-8", 5);
    if (layout->dropped_separator)
        repairs_add(repairs, 1, "", REPAIR_SEPARATOR, from, 1, "", 0);
    if (layout->delimiter != ',')
        repairs_add(repairs, layout->header_line, "", REPAIR_DELIMITER, from, 1, ",", 1);
    for (j = 0; j < layout->dropped_count; j++)
        repairs_add(repairs, layout->dropped[j].line, "", layout->dropped[j].kind,
                    layout->dropped[j].raw, strlen(layout->dropped[j].raw), "", 0);
    if (dialect->bom)
        text_adds(&part->out, "\xEF\xBB\xBF");
    for (j = 0; j < layout->width; j++) {
        const char *name = layout->names[j];

        if (clean->columns[j].dropped) {
            repairs_add(repairs, layout->header_line, name, REPAIR_COLUMN, "", 0, "", 0);
            continue;
        }
        if (strcmp(name, layout->written[j]) != 0 && layout->header_line)
            repairs_add(repairs, layout->header_line, name, REPAIR_NAME, layout->written[j],
                        strlen(layout->written[j]), name, strlen(name));
        if (!first)
            text_addc(&part->out, delimiter);
        first = false;
        add_csv_field(&part->out, name, strlen(name), delimiter);
        clean->result->columns++;
    }
    text_addc(&part->out, '\n');
    repairs_count(&clean->result->repairs, repairs);
    clean->result->begun = out == stdout;
    if (put_out(out, &part->out, err) != 0 || (log && put_out(log, &repairs->rows, err) != 0))
        return -1;
    return 0;
}

int second_pass(struct clean *clean, FILE *out, FILE *log, struct error *err)
{
    struct second second = { .clean = clean };
    unsigned long records = 0;
    unsigned long before = 0;
    unsigned long dropped;
    size_t i;
    int status = 0;

    for (i = 0; i < ROUND; i++) {
        second.parts[i].splitter = splitter_new(clean->layout.delimiter);
        second.parts[i].repairs.file = clean->input.name;
        second.parts[i].repairs.rows_wanted = log != NULL;
    }
    if (clean->table_offset > clean->input.start) {
        second.before = true;
        status = run(&second, clean->input.start, 1, clean->table_offset, out, log, &before, err);
        second.before = false;
    }
    if (status == 0)
        status = write_head(clean, &second.parts[0], out, log, err);
    dropped = repairs_dropped(&clean->result->repairs);
    if (status == 0)
        status = run(&second, clean->layout.data_offset, clean->layout.data_line,
                     clean->input.size, out, log, &records, err);
    dropped = repairs_dropped(&clean->result->repairs) - dropped;
    if (status == 0 && (records != clean->records || records != clean->result->rows + dropped))
        status = error_at(err, clean->input.name, 0, NULL,
                          "%lu rows were read first, then %lu, of which %lu were written and %lu "
                          "dropped: has the file changed meanwhile?",
                          clean->records, records, clean->result->rows, dropped);
    for (i = 0; i < ROUND; i++) {
        splitter_free(second.parts[i].splitter);
        free(second.parts[i].block.bytes);
        text_free(&second.parts[i].out);
        text_free(&second.parts[i].scratch);
        repairs_free(&second.parts[i].repairs);
    }
    return status;
}
