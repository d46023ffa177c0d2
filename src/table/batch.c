/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/batch.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* libcsv trims what this calls a space. */
static int never(unsigned char c)
{
    (void)c;
    return 0;
}

struct batch *batch_new(void)
{
    return xcalloc(1, sizeof(struct batch));
}

static void drop_parser(struct batch *batch)
{
    if (batch->parser)
        csv_free(batch->parser);
    free(batch->parser);
    batch->parser = NULL;
}

void batch_free(struct batch *batch)
{
    if (!batch)
        return;
    drop_parser(batch);
    text_free(&batch->unquoted);
    scan_free(&batch->scan);
    free(batch->fields);
    free(batch->bytes);
    free(batch);
}

static struct csv_parser *parser_of(struct batch *batch)
{
    if (!batch->parser) {
        batch->parser = xmalloc(sizeof *batch->parser);
        csv_init(batch->parser, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_space_func(batch->parser, never);
        csv_set_realloc_func(batch->parser, realloc);
        csv_set_free_func(batch->parser, free);
    }
    csv_set_delim(batch->parser, (unsigned char)batch->delimiter);
    return batch->parser;
}

/* What libcsv says while it parses one record. */
struct heard {
    struct batch *batch;
    size_t fields;
    size_t records;
};

static void hear_field(void *bytes, size_t length, void *context)
{
    struct heard *heard = context;
    struct batch *batch = heard->batch;

    batch->fields = xgrow(batch->fields, heard->fields, &batch->field_capacity,
                          sizeof *batch->fields);
    batch->fields[heard->fields].length = length;
    heard->fields++;
    text_add(&batch->unquoted, bytes, length);
    text_addc(&batch->unquoted, '\0');
}

static void hear_record(int end, void *context)
{
    struct heard *heard = context;

    (void)end;
    heard->records++;
}

/* libcsv does not say which fields stood in quotes; the raw bytes do. */
static void point_fields(struct batch *batch, size_t count, const char *raw)
{
    const char *text = batch->unquoted.bytes;
    size_t i;

    for (i = 0; i < count; i++) {
        struct field *field = &batch->fields[i];
        const char *p;

        field->text = text;
        field->quoted = *raw == '"';
        raw += field->length + (field->quoted ? 2 : 0);
        if (field->quoted)
            for (p = text; (p = memchr(p, '"', field->length - (size_t)(p - text))) != NULL; p++)
                raw++;
        raw++;
        text += field->length + 1;
    }
}

static int parse_quoted(struct batch *batch, const struct record *record, size_t end, size_t *count,
                        struct error *err)
{
    struct csv_parser *parser = parser_of(batch);
    struct heard heard = { .batch = batch };
    size_t length = end - record->start;

    text_clear(&batch->unquoted);
    if (csv_parse(parser, batch->bytes + record->start, length, hear_field, hear_record, &heard) !=
            length ||
        csv_parse(parser, "\n", 1, hear_field, hear_record, &heard) != 1 || heard.records != 1)
        return batch_explain(batch, record->start, end, batch->first_line + record->line, true,
                             err);
    point_fields(batch, heard.fields, batch->bytes + record->start);
    *count = heard.fields;
    return 0;
}

int batch_record(struct batch *batch, size_t index, const struct field **fields, size_t *count,
                 struct error *err)
{
    const struct record *record = &batch->scan.records[index];
    const uint32_t *mark = batch->scan.marks + record->first;
    size_t start = record->start;
    size_t i;

    if (record->quoted) {
        if (parse_quoted(batch, record, mark[record->fields - 1], count, err) != 0)
            return -1;
        *fields = batch->fields;
        return 0;
    }
    if (record->fields > batch->field_capacity) {
        batch->field_capacity = record->fields;
        batch->fields = xrearray(batch->fields, batch->field_capacity, sizeof *batch->fields);
    }
    for (i = 0; i < record->fields; i++) {
        batch->fields[i] = (struct field){ batch->bytes + start, mark[i] - start, false };
        batch->bytes[mark[i]] = '\0';
        start = mark[i] + 1;
    }
    *fields = batch->fields;
    *count = record->fields;
    return 0;
}

int batch_next(struct batch *batch, const struct field **fields, size_t *count, struct error *err)
{
    if (batch->next == batch->scan.count) {
        if (batch->failed)
            *err = batch->failure;
        return batch->failed ? -1 : 0;
    }
    return batch_record(batch, batch->next++, fields, count, err) == 0 ? 1 : -1;
}

unsigned long batch_line(const struct batch *batch)
{
    return batch->next == 0 ? batch->first_line
                            : batch->first_line + batch->scan.records[batch->next - 1].line;
}

/* The line of the quote that opens the last quoted field. */
static unsigned long opening_line(const char *bytes, size_t length, unsigned long line)
{
    unsigned long opened = line;
    bool inside = false;
    size_t i;

    for (i = 0; i < length; i++) {
        if (bytes[i] == '\r' || (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')))
            line++;
        if (bytes[i] != '"')
            continue;
        inside = !inside;
        /* The second quote of a doubled one goes on with the field. */
        if (inside && (i == 0 || bytes[i - 1] != '"'))
            opened = line;
    }
    return opened;
}

int batch_explain(struct batch *batch, size_t start, size_t end, unsigned long line, bool last,
                  struct error *err)
{
    const char *bytes = batch->bytes + start;
    struct heard heard = { .batch = batch };
    size_t length = end - start;
    size_t at;

    drop_parser(batch); /* whatever it was in the midst of */
    text_clear(&batch->unquoted);
    at = csv_parse(parser_of(batch), bytes, length, hear_field, hear_record, &heard);
    drop_parser(batch);
    if (at < length)
        return error_at(err, batch->file, line + scan_lines(bytes, at), NULL, "%s%s",
                        bytes[at] == '"' ? "a quote inside a field that does not begin with one "
                                           "(see lever clean)"
                                         : "text behind a field's closing quote",
                        memchr(";\t|", bytes[at], 3)
                            ? " (is the delimiter right? See --delimiter, or lever clean)"
                            : "");
    line = opening_line(bytes, length, line);
    if (last)
        return error_at(err, batch->file, line, NULL, "a quote that is never closed");
    return error_at(err, batch->file, line, NULL, "a quote that is not closed within %zu bytes",
                    length);
}
