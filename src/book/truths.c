/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offsets are those of the ZIP file format (PKWARE, APPNOTE 6.3, sections 4.3.7, 4.3.12
 * and 4.3.16). */
#include "book/truths.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"

enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, FILE_MOST = 256 << 20 };

/* ---- the XML ---- */

static const char *find(const char *at, const char *end, const char *what)
{
    return at < end ? memmem(at, (size_t)(end - at), what, strlen(what)) : NULL;
}

/* The column that <c r="AB12" names, from 0. */
static size_t column_of(const char *letters)
{
    size_t column = 0;

    for (; *letters >= 'A' && *letters <= 'Z'; letters++)
        column = column * 26 + (size_t)(*letters - 'A' + 1);
    return column - 1;
}

/* Adds the cell at .. end, a truth where it is one. */
static void convert_cell(const char *at, const char *end, struct text *out)
{
    static const char type[] = " t=\"str\">", yes[] = "<v>TRUE</v></c>", no[] = "<v>FALSE</v></c>";
    const char *kind = find(at, end, type);
    size_t length = (size_t)(end - at);
    bool is_true = length > sizeof yes && memcmp(end - (sizeof yes - 1), yes, sizeof yes - 1) == 0;
    bool is_false = length > sizeof no && memcmp(end - (sizeof no - 1), no, sizeof no - 1) == 0;

    if (!kind || (!is_true && !is_false)) {
        text_add(out, at, length);
        return;
    }
    text_add(out, at, (size_t)(kind - at));
    text_adds(out, " t=\"b\">");
    kind += sizeof type - 1;
    text_add(out, kind, (size_t)(end - (is_true ? sizeof yes : sizeof no) + 1 - kind));
    text_adds(out, is_true ? "<v>1</v></c>" : "<v>0</v></c>");
}

void truths_convert(const char *xml, size_t length, const struct truths_sheet *sheet,
                    struct text *out)
{
    static const char open[] = "<c r=\"", close[] = "</c>";
    const char *end = xml + length;
    const char *at = xml;
    const char *cell;

    while ((cell = find(at, end, open)) != NULL) {
        const char *tag = find(cell, end, ">");
        const char *behind = tag && tag[-1] != '/' ? find(tag, end, close) : tag;
        size_t column = column_of(cell + sizeof open - 1);

        if (!behind)
            break;
        behind += tag[-1] != '/' ? sizeof close - 1 : 1;
        text_add(out, at, (size_t)(cell - at));
        if (column < sheet->count && sheet->columns[column])
            convert_cell(cell, behind, out);
        else
            text_add(out, cell, (size_t)(behind - cell));
        at = behind;
    }
    text_add(out, at, (size_t)(end - at));
}

/* ---- the file ---- */

static uint32_t number(const char *bytes, int count)
{
    uint32_t value = 0;

    while (count-- > 0)
        value = value << 8 | (unsigned char)bytes[count];
    return value;
}

static void put(char *bytes, size_t value)
{
    int i;

    for (i = 0; i < 4; i++)
        bytes[i] = (char)(value >> 8 * i & 255);
}

static char *inflate_part(const char *packed, size_t packed_size, size_t size)
{
    char *out = xmalloc(size + 1);
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)packed,
                        .avail_in = (uInt)packed_size,
                        .next_out = (Bytef *)out,
                        .avail_out = (uInt)size };
    bool good = inflateInit2(&stream, -MAX_WBITS) == Z_OK &&
                inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;

    inflateEnd(&stream);
    if (good)
        return out;
    free(out);
    return NULL;
}

/* Adds the text packed; returns the bytes that takes, 0 on failure. */
static size_t deflate_part(const struct text *text, struct text *out)
{
    z_stream stream = { .next_in = (Bytef *)text->bytes, .avail_in = (uInt)text->length };
    size_t room, size;
    char *packed;
    bool good;

    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    room = deflateBound(&stream, text->length);
    packed = xmalloc(room);
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    good = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size = room - stream.avail_out;
    deflateEnd(&stream);
    if (good)
        text_add(out, packed, size);
    free(packed);
    return good ? size : 0;
}

/* The sheet that an entry of the directory is of, or NULL. */
static const struct truths_sheet *sheet_of(const char *entry, const struct truths_sheet *sheets,
                                           size_t count)
{
    size_t length = number(entry + 28, 2);
    char name[64];
    size_t i;

    for (i = 0; i < count; i++) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", sheets[i].part);
        if (strlen(name) == length && memcmp(entry + ENTRY_SIZE, name, length) == 0)
            return &sheets[i];
    }
    return NULL;
}

/* Adds a member of the file to out, converted where it is a sheet's, and mends its entry. */
static bool add_member(const struct text *file, char *entry, const struct truths_sheet *sheet,
                       struct text *out)
{
    size_t offset = number(entry + 42, 4), packed = number(entry + 20, 4);
    const char *local = file->bytes + offset;
    size_t start = out->length, head, size;
    struct text made = TEXT_EMPTY;
    char *xml;

    if (offset + LOCAL_SIZE > file->length)
        return false;
    head = LOCAL_SIZE + number(local + 26, 2) + number(local + 28, 2);
    if (offset + head + packed > file->length)
        return false;
    put(entry + 42, start);
    if (!sheet || number(entry + 10, 2) != Z_DEFLATED) {
        text_add(out, local, head + packed);
        return true;
    }
    xml = inflate_part(local + head, packed, number(entry + 24, 4));
    if (!xml)
        return false;
    truths_convert(xml, number(entry + 24, 4), sheet, &made);
    text_add(out, local, head);
    size = deflate_part(&made, out);
    put(entry + 16, crc32(0, (const Bytef *)made.bytes, (uInt)made.length));
    put(entry + 20, size);
    put(entry + 24, made.length);
    memcpy(out->bytes + start + 14, entry + 16, 12);
    free(xml);
    text_free(&made);
    return size > 0;
}

/* The file with its sheets converted; false where it cannot be made out. */
static bool rewrite(const struct text *file, const struct truths_sheet *sheets, size_t count,
                    struct text *out)
{
    char end[END_SIZE];
    struct text entries = TEXT_EMPTY;
    size_t at = 0, members, start, i;
    bool good = file->length > END_SIZE;

    if (!good)
        return false;
    memcpy(end, file->bytes + file->length - END_SIZE, END_SIZE);
    members = number(end + 10, 2);
    start = number(end + 16, 4);
    good = number(end, 4) == 0x06054b50 && start + number(end + 12, 4) + END_SIZE == file->length;
    if (good)
        text_add(&entries, file->bytes + start, number(end + 12, 4));
    for (i = 0; i < members && good; i++) {
        char *entry = entries.bytes + at;

        good = at + ENTRY_SIZE <= entries.length && number(entry, 4) == 0x02014b50 &&
               add_member(file, entry, sheet_of(entry, sheets, count), out);
        at += ENTRY_SIZE + number(entry + 28, 2) + number(entry + 30, 2) + number(entry + 32, 2);
    }
    put(end + 16, out->length);
    text_add(out, entries.bytes, entries.length);
    text_add(out, end, END_SIZE);
    text_free(&entries);
    return good;
}

/* 1: it is too large. */
static int read_file(const char *path, struct text *text, struct error *err)
{
    FILE *file = fopen(path, "re");
    char block[1 << 14];
    int status = 0;
    size_t n;

    if (!file)
        return error_errno(err, path, errno, "cannot read");
    while (status == 0 && (n = fread(block, 1, sizeof block, file)) > 0) {
        text_add(text, block, n);
        status = text->length > FILE_MOST;
    }
    if (ferror(file))
        status = error_errno(err, path, errno, "cannot read");
    fclose(file);
    return status;
}

int truths_mend(const char *path, const struct truths_sheet *sheets, size_t count,
                struct error *err)
{
    struct text before = TEXT_EMPTY;
    struct text after = TEXT_EMPTY;
    int status = read_file(path, &before, err);
    FILE *file;

    if (status == 0 && rewrite(&before, sheets, count, &after)) {
        file = fopen(path, "we");
        if (!file || fwrite(after.bytes, 1, after.length, file) != after.length ||
            fflush(file) != 0)
            status = error_errno(err, "", errno, "cannot write the workbook");
        if (file)
            fclose(file);
    }
    text_free(&before);
    text_free(&after);
    return status < 0 ? -1 : 0;
}
