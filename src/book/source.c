/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "book/book_private.h"

enum { block_bytes = 1 << 16 };

static const char *hold(struct source *source, const char *text, size_t length)
{
    char *copy;

    if (length == 0)
        return "";
    if (source->block_used + length + 1 > source->block_size || source->block_count == 0) {
        source->block_size = length + 1 > block_bytes ? length + 1 : block_bytes;
        source->blocks = xgrow(source->blocks, source->block_count, &source->block_capacity,
                               sizeof *source->blocks);
        source->blocks[source->block_count++] = xmalloc(source->block_size);
        source->block_used = 0;
    }
    copy = source->blocks[source->block_count - 1] + source->block_used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    source->block_used += length + 1;
    return copy;
}

static const char *base_of(const char *path)
{
    return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

/* A file's name may hold what no text may. */
static char *label_of(const char *path)
{
    return strcmp(path, "-") == 0 ? xstrdup("standard input") : plain_text(base_of(path));
}

static char *stem_of(const char *path)
{
    char *base = plain_text(base_of(path));
    char *dot = strrchr(base, '.');

    if (strcmp(path, "-") == 0 || base[0] == '\0') {
        free(base);
        return xstrdup("data");
    }
    if (dot && dot != base)
        *dot = '\0';
    return base;
}

static int check_width(const struct source *source, size_t count, struct error *err)
{
    if (count == source->width)
        return 0;
    return error_at(err, source->file, reader_line(source->reader), NULL,
                    "%zu fields, but the header has %zu", count, source->width);
}

int source_next(struct source *source, const struct field **fields, struct error *err)
{
    size_t count;
    int more = source->reader ? reader_next(source->reader, fields, &count, err) : 0;

    if (more == 1 && check_width(source, count, err) != 0)
        return -1;
    return more;
}

static void hold_row(struct source *source, const struct field *fields)
{
    size_t held = source->height * source->width;
    size_t i;

    for (i = 0; i < source->width; i++) {
        source->cells = xgrow(source->cells, held + i, &source->cell_capacity,
                              sizeof *source->cells);
        source->cells[held + i] = hold(source, fields[i].text, fields[i].length);
    }
    source->lines = xgrow(source->lines, source->height, &source->line_capacity,
                          sizeof *source->lines);
    source->lines[source->height++] = reader_line(source->reader);
}

int source_load(struct source *source, size_t most, struct error *err)
{
    const struct field *fields;
    int more;

    while ((source->height + 1) * source->width <= most) {
        more = source_next(source, &fields, err);
        if (more < 0)
            return -1;
        if (more == 0) {
            reader_close(source->reader);
            source->reader = NULL;
            source->whole = true;
            return 0;
        }
        hold_row(source, fields);
    }
    return 0;
}

/* Without a header row the columns are named as a spreadsheet names them. */
static char *letters(size_t column)
{
    char buffer[16];
    char *at = buffer + sizeof buffer;

    *--at = '\0';
    for (column++; column > 0; column = (column - 1) / 26)
        *--at = (char)('A' + (column - 1) % 26);
    return xstrdup(at);
}

static int read_header(struct source *source, struct error *err)
{
    const struct field *fields;
    int more = reader_next(source->reader, &fields, &source->width, err);
    size_t i;

    if (more < 0)
        return -1;
    if (more == 0)
        return error_at(err, source->file, 0, NULL, "is empty: a header row is needed");
    source->names = xarray(source->width, sizeof *source->names);
    for (i = 0; i < source->width; i++)
        source->names[i] = source->dialect.no_headers ? letters(i) : xstrdup(fields[i].text);
    if (source->dialect.no_headers)
        hold_row(source, fields);
    return 0;
}

struct source *source_open(const char *path, const struct dialect *dialect, struct error *err)
{
    struct source *source = xcalloc(1, sizeof *source);

    source->file = xstrdup(path);
    source->label = label_of(path);
    source->stem = stem_of(path);
    source->dialect = *dialect;
    source->reader = reader_open(path, dialect, err);
    if (!source->reader || read_header(source, err) != 0) {
        source_free(source);
        return NULL;
    }
    return source;
}

void source_made_of(struct source *source, const char *origin)
{
    static const char suffix[] = "-rolled";
    char *stem = stem_of(origin);
    size_t length = strlen(stem);

    if (strncmp(source->stem, stem, length) == 0 && strcmp(source->stem + length, suffix) == 0) {
        char *label = label_of(origin);

        free(source->label);
        source->label = xasprintf("%s (rolled)", label);
        free(label);
    }
    free(stem);
}

void source_free(struct source *source)
{
    size_t i;

    if (!source)
        return;
    reader_close(source->reader);
    for (i = 0; source->names && i < source->width; i++)
        free(source->names[i]);
    for (i = 0; i < source->block_count; i++)
        free(source->blocks[i]);
    free(source->blocks);
    free(source->names);
    free(source->cells);
    free(source->lines);
    free(source->file);
    free(source->label);
    free(source->stem);
    free(source);
}

long source_column(const struct source *source, const char *name)
{
    size_t i;

    for (i = 0; i < source->width; i++)
        if (strcmp(source->names[i], name) == 0)
            return (long)i;
    return -1;
}

const char *source_text(const struct source *source, size_t row, long column)
{
    return column < 0 ? "" : source->cells[row * source->width + (size_t)column];
}

double source_number(const struct source *source, size_t row, long column)
{
    const char *text = source_text(source, row, column);
    double value = NAN;

    number_parse(text, strlen(text), source->dialect.decimal ? source->dialect.decimal : '.',
                 &value);
    return value;
}
