/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "differ.h"

#include <csv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "table/reader.h"

/* All records as one text: each field followed by 0x01, each record by 0x02 and
 * the number of its line; a quoted field begins with 0x03. */
struct heard {
    struct text text;
    size_t fields;     /* of the record at hand */
    size_t width;      /* of the first record; 0 = none yet */
    const char *bytes; /* the input */
    size_t at;         /* how far the raw bytes were followed */
    unsigned long line;
    char delimiter;
};

static void write_field(struct text *text, const char *bytes, size_t length, bool quoted)
{
    if (quoted)
        text_addc(text, 3);
    text_add(text, bytes, length);
    text_addc(text, 1);
}

/* Takes the raw bytes past line ends; in a file of one column each is a record. */
static void pass_blank_lines(struct heard *h, size_t end)
{
    while (h->at < end && (h->bytes[h->at] == '\n' || h->bytes[h->at] == '\r')) {
        size_t n = h->bytes[h->at] == '\r' && h->at + 1 < end && h->bytes[h->at + 1] == '\n' ? 2
                                                                                             : 1;

        if (h->width == 1) {
            text_addf(&h->text, "\2%lu", h->line);
            write_field(&h->text, "", 0, false);
        }
        h->line++;
        h->at += n;
    }
}

static size_t input_length;

static void hear_field(void *bytes, size_t length, void *context)
{
    struct heard *h = context;
    const char *text = bytes;
    bool quoted;
    size_t i;

    if (h->fields == 0) {
        pass_blank_lines(h, input_length);
        text_addf(&h->text, "\2%lu", h->line);
    }
    quoted = h->at < input_length && h->bytes[h->at] == '"';
    write_field(&h->text, text, length, quoted);
    h->fields++;
    h->at += length + (quoted ? 2 : 0);
    for (i = 0; i < length; i++) {
        if (text[i] == '"')
            h->at++;
        if (text[i] == '\r' || (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')))
            h->line++;
    }
    /* the delimiter; a line end is passed in hear_record */
    if (h->at < input_length && h->bytes[h->at] == h->delimiter)
        h->at++;
}

static void hear_record(int end, void *context)
{
    struct heard *h = context;

    (void)end;
    if (h->width == 0)
        h->width = h->fields;
    h->fields = 0;
    if (h->at < input_length && h->bytes[h->at] == '\r' && h->at + 1 < input_length &&
        h->bytes[h->at + 1] == '\n')
        h->at++;
    if (h->at < input_length)
        h->line++;
    h->at++;
}

static int never(unsigned char c)
{
    (void)c;
    return 0;
}

/* Returns true where libcsv takes all of it. */
static bool by_libcsv(struct heard *h, const char *bytes, size_t length)
{
    struct csv_parser parser;
    bool good;

    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&parser, never);
    csv_set_delim(&parser, (unsigned char)h->delimiter);
    good = csv_parse(&parser, bytes, length, hear_field, hear_record, h) == length &&
           csv_fini(&parser, hear_field, hear_record, h) == 0;
    csv_free(&parser);
    if (h->fields == 0)
        pass_blank_lines(h, length);
    return good;
}

static void add_record(struct text *text, const struct field *fields, size_t count,
                       unsigned long line)
{
    size_t i;

    text_addf(text, "\2%lu", line);
    for (i = 0; i < count; i++) {
        write_field(text, fields[i].text, fields[i].length, fields[i].quoted);
        if (fields[i].text[fields[i].length] != '\0')
            text_adds(text, "no NUL behind the field");
    }
}

static int by_reader(struct text *text, struct reader *reader, bool batches, struct error *err)
{
    struct batch *batch = NULL;
    const struct field *fields;
    size_t count;
    int got;

    while ((got = reader_next(reader, &fields, &count, err)) > 0) {
        add_record(text, fields, count, reader_line(reader));
        if (batches)
            break;
    }
    if (got > 0) {
        batch = batch_new();
        got = 0;
        while (got == 0 && reader_batch(reader, batch))
            while ((got = batch_next(batch, &fields, &count, err)) > 0)
                add_record(text, fields, count, batch_line(batch));
        batch_free(batch);
    }
    return got;
}

const char *differ(const char *bytes, size_t length, char delimiter, size_t block, int batches)
{
    static const struct dialect plain;
    struct dialect dialect = plain;
    struct heard heard = { .text = TEXT_EMPTY, .line = 1, .delimiter = delimiter };
    struct text text = TEXT_EMPTY;
    size_t bom = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *why = NULL;
    struct reader *reader;
    struct error err;
    char path[40];
    bool good;
    int got;
    int fd = memfd_create("differ", 0);

    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    dialect.delimiter = delimiter;
    reader = reader_open(path, &dialect, &err);
    if (!reader)
        abort();
    reader_set_block(reader, block);
    err.line = 0;
    got = by_reader(&text, reader, batches != 0, &err);
    reader_close(reader);
    close(fd);

    heard.bytes = bytes + bom;
    input_length = length - bom;
    good = by_libcsv(&heard, heard.bytes, input_length);
    if (got == 0 && !good)
        why = "libcsv refuses what the reader takes";
    else if (got == 0 && (text.length != heard.text.length ||
                          (text.length && memcmp(text.bytes, heard.text.bytes, text.length))))
        why = "the records differ";
    else if (got < 0 && good && utf8_valid(bytes, length) == length && !memchr(bytes, 0, length))
        why = "the reader refuses what libcsv takes";
    else if (got < 0 && (text.length > heard.text.length ||
                         (text.length && memcmp(text.bytes, heard.text.bytes, text.length))))
        why = "the records before the error differ";
    else if (got < 0 && err.line == 0 && utf8_valid(bytes, length) == length)
        why = "an error without a line";
    if (why && getenv("DIFFER_SHOW"))
        fprintf(stderr, "reader:\n%s\nlibcsv:\n%s\n", text.bytes ? text.bytes : "",
                heard.text.bytes ? heard.text.bytes : "");
    text_free(&text);
    text_free(&heard.text);
    return why;
}
