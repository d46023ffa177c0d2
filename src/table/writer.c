/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/writer.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/output.h"
#include "base/text.h"
#include "table/quoting.h"

enum { BUFFER = 64 * 1024 };

struct writer {
    struct output output;
    struct text *memory; /* where it is written to instead of a stream; NULL = it is not */
    char *path;
    bool started;    /* the row has a field */
    bool only_empty; /* and it is one field, empty and not quoted */
    bool json;       /* a row is an object, keyed by the fields of the first row */
    char **keys;     /* JSON: those */
    size_t key_count;
    size_t key_capacity;
    bool keyed;    /* JSON: the first row is over */
    size_t column; /* JSON: of the next field */
    int failure;   /* errno of the first write that failed */
    struct quoting quoting;
    struct text quoted; /* a field that is not written as it stands */
    size_t used;
    char buffer[BUFFER];
};

static void write_out(struct writer *writer, const char *bytes, size_t length)
{
    if (writer->memory) {
        text_add(writer->memory, bytes, length);
    } else if (length > 0 && !writer->failure) {
        errno = 0;
        if (fwrite(bytes, 1, length, writer->output.stream) != length)
            writer->failure = errno ? errno : EIO;
    }
}

static void flush(struct writer *writer)
{
    write_out(writer, writer->buffer, writer->used);
    writer->used = 0;
}

static void put(struct writer *writer, const char *bytes, size_t length)
{
    if (length >= BUFFER) { /* a copy would gain nothing */
        flush(writer);
        write_out(writer, bytes, length);
        return;
    }
    while (length > 0) {
        size_t room = BUFFER - writer->used;
        size_t n = length < room ? length : room;

        memcpy(writer->buffer + writer->used, bytes, n);
        writer->used += n;
        bytes += n;
        length -= n;
        if (writer->used == BUFFER)
            flush(writer);
    }
}

static void put_byte(struct writer *writer, char c)
{
    writer->buffer[writer->used++] = c;
    if (writer->used == BUFFER)
        flush(writer);
}

static struct writer *prepare(const struct dialect *dialect)
{
    struct writer *writer = xmalloc(sizeof *writer);

    memset(writer, 0, offsetof(struct writer, buffer));
    quoting_start(&writer->quoting, dialect);
    writer->json = dialect->json;
    return writer;
}

struct writer *writer_memory(struct text *out, const struct dialect *dialect)
{
    struct writer *writer = prepare(dialect);

    writer->memory = out;
    return writer;
}

void writer_flush(struct writer *writer)
{
    flush(writer);
}

struct writer *writer_open(const char *path, const struct dialect *dialect, struct error *err)
{
    char delimiter = dialect->delimiter ? dialect->delimiter : ',';
    struct writer *writer;

    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || (delimiter & 0x80)) {
        error_usage(err, "the delimiter cannot be a quote, a line end or a part of a character");
        return NULL;
    }
    writer = prepare(dialect);
    if (output_open(&writer->output, path, err) != 0) {
        free(writer);
        return NULL;
    }
    writer->path = xstrdup(path ? path : "-");
    if (dialect->bom && !dialect->json)
        put(writer, "\xEF\xBB\xBF", 3);
    return writer;
}

/* A JSON string (RFC 8259): only what must be is escaped. */
static void put_json_text(struct writer *writer, const char *text, size_t length)
{
    char escape[8];
    size_t i;

    put_byte(writer, '"');
    for (i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == '"' || c == '\\') {
            put_byte(writer, '\\');
            put_byte(writer, text[i]);
        } else if (c < 0x20) {
            put(writer, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
        } else {
            put_byte(writer, text[i]);
        }
    }
    put_byte(writer, '"');
}

/* One field of a JSON row; `plain` is a number or null as it stands, text otherwise.
 * The first row's fields are kept: they are the keys. */
static void json_field(struct writer *writer, const char *text, size_t length, bool plain)
{
    const char *key;

    if (!writer->keyed) {
        writer->keys = xgrow(writer->keys, writer->key_count, &writer->key_capacity,
                             sizeof *writer->keys);
        writer->keys[writer->key_count++] = xstrndup(text, length);
        return;
    }
    key = writer->column < writer->key_count ? writer->keys[writer->column] : "";
    put_byte(writer, writer->column++ ? ',' : '{');
    put_json_text(writer, key, strlen(key));
    put_byte(writer, ':');
    if (plain)
        put(writer, text, length);
    else
        put_json_text(writer, text, length);
}

/* What stands before a field. */
static void begin_field(struct writer *writer, bool empty)
{
    if (writer->started) {
        put_byte(writer, writer->quoting.delimiter);
        writer->only_empty = false;
    } else {
        writer->only_empty = empty;
    }
    writer->started = true;
}

void writer_text(struct writer *writer, const char *text, size_t length)
{
    if (writer->json) {
        json_field(writer, text, length, false);
        return;
    }
    begin_field(writer, length == 0);
    if (quoting_is_plain(&writer->quoting, text, length)) {
        put(writer, text, length);
        return;
    }
    text_clear(&writer->quoted);
    quoting_add(&writer->quoting, text, length, &writer->quoted);
    put(writer, writer->quoted.bytes, writer->quoted.length);
}

void writer_raw(struct writer *writer, const char *bytes, size_t length)
{
    if (length == 0)
        return;
    writer->started = bytes[length - 1] != '\n';
    writer->only_empty = false;
    put(writer, bytes, length);
}

void writer_string(struct writer *writer, const char *string)
{
    writer_text(writer, string ? string : "", string ? strlen(string) : 0);
}

/* A number needs no quotes, unless its decimal mark is the delimiter. */
static void put_number(struct writer *writer, const char *text, size_t length)
{
    bool quote;

    if (writer->json) {
        json_field(writer, length ? text : "null", length ? length : 4, true);
        return;
    }
    quote = writer->quoting.decimal == writer->quoting.delimiter &&
            memchr(text, writer->quoting.decimal, length);
    begin_field(writer, length == 0);
    if (quote)
        put_byte(writer, '"');
    put(writer, text, length);
    if (quote)
        put_byte(writer, '"');
}

void writer_number(struct writer *writer, double value)
{
    char text[NUMBER_SIZE];
    size_t length = number_format(value, text);

    if (writer->quoting.decimal != '.' && !writer->json) {
        char *point = memchr(text, '.', length);

        if (point)
            *point = writer->quoting.decimal;
    }
    put_number(writer, text, length);
}

void writer_integer(struct writer *writer, long value)
{
    char text[24];
    int length;

    if (value > -1000000000000000 && value < 1000000000000000) {
        writer_number(writer, (double)value);
        return;
    }
    length = snprintf(text, sizeof text, "%ld", value);
    put_number(writer, text, (size_t)length);
}

void writer_missing(struct writer *writer)
{
    if (writer->json)
        json_field(writer, "null", 4, true);
    else
        writer_text(writer, "", 0);
}

void writer_end_row(struct writer *writer)
{
    if (writer->json) {
        if (writer->keyed)
            put(writer, "}\n", 2);
        writer->keyed = true;
        writer->column = 0;
        return;
    }
    /* A blank line would be no row to most readers. */
    if (writer->only_empty)
        put(writer, "\"\"", 2);
    put_byte(writer, '\n');
    writer->started = writer->only_empty = false;
}

void writer_row(struct writer *writer, const char *const *strings, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        writer_string(writer, strings[i]);
    writer_end_row(writer);
}

static void release(struct writer *writer)
{
    size_t i;

    for (i = 0; i < writer->key_count; i++)
        free(writer->keys[i]);
    free(writer->keys);
    text_free(&writer->quoted);
    free(writer->path);
    free(writer);
}

int writer_close(struct writer *writer, struct error *err)
{
    int status;

    flush(writer);
    if (writer->failure) {
        status = error_errno(err, writer->output.path ? writer->path : "", writer->failure,
                             writer->output.path ? "cannot write" : "cannot write standard output");
        output_abandon(&writer->output);
    } else {
        status = output_close(&writer->output, err);
    }
    release(writer);
    return status;
}

void writer_abandon(struct writer *writer)
{
    if (!writer)
        return;
    output_abandon(&writer->output);
    release(writer);
}
