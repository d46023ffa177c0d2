/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offsets are those of the ZIP file format (PKWARE, APPNOTE 6.3, sections 4.3.7, 4.3.12
 * and 4.3.16). */
#include "book/verify.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"

enum {
    end_size = 22,
    entry_size = 46,
    local_size = 30,
    large = 64 << 20,
    tail_size = 128,
    name_size = 96,
};
static const uint32_t end_mark = 0x06054b50;
static const uint32_t entry_mark = 0x02014b50;
static const uint32_t zip64_mark = 0xFFFFFFFF;

struct member {
    char name[256];
    unsigned method;
    uint32_t crc, packed, size, offset;
};

/* What is remembered of a part as it streams past. */
struct content {
    uint32_t crc;
    uint64_t size;
    char root[name_size]; /* of its first element */
    char tail[tail_size]; /* its last bytes */
    size_t tail_length;
};

static uint32_t number(const unsigned char *bytes, int count)
{
    uint32_t value = 0;

    while (count-- > 0)
        value = value << 8 | bytes[count];
    return value;
}

static void find_root(struct content *content, const char *bytes, size_t length)
{
    size_t i;

    for (i = 0; i + 1 < length; i++) {
        if (bytes[i] == '<' && bytes[i + 1] != '?' && bytes[i + 1] != '!') {
            size_t end = i + 1;

            while (end < length && !strchr(" />\n", bytes[end]))
                end++;
            snprintf(content->root, sizeof content->root, "%.*s", (int)(end - i - 1),
                     bytes + i + 1);
            return;
        }
    }
}

static void take(struct content *content, const unsigned char *bytes, size_t length)
{
    size_t keep = length < tail_size ? length : tail_size;
    size_t old = content->tail_length < tail_size - keep ? content->tail_length : tail_size - keep;

    if (content->size == 0)
        find_root(content, (const char *)bytes, length);
    content->crc = (uint32_t)crc32(content->crc, bytes, (uInt)length);
    content->size += length;
    memmove(content->tail, content->tail + content->tail_length - old, old);
    memcpy(content->tail + old, bytes + length - keep, keep);
    content->tail_length = old + keep;
}

/* Passes the member's bytes to take(); false where they cannot be read or unpacked. */
static bool unpack(FILE *file, const struct member *member, struct content *content)
{
    unsigned char header[local_size];
    static const size_t room = 1 << 16;
    unsigned char *in = xmalloc(room);
    unsigned char *out = xmalloc(room);
    z_stream stream = { 0 };
    uint32_t left = member->packed;
    int status = Z_OK;
    bool good = fseeko(file, (off_t)member->offset, SEEK_SET) == 0 &&
                fread(header, 1, local_size, file) == local_size &&
                fseeko(file, (off_t)(number(header + 26, 2) + number(header + 28, 2)), SEEK_CUR) ==
                    0 &&
                inflateInit2(&stream, -MAX_WBITS) == Z_OK;

    while (good && left > 0 && status == Z_OK) {
        size_t n = left < room ? left : room;

        good = fread(in, 1, n, file) == n;
        left -= (uint32_t)n;
        if (member->method == 0) {
            take(content, in, n);
            continue;
        }
        stream.next_in = in;
        stream.avail_in = (uInt)n;
        do {
            stream.next_out = out;
            stream.avail_out = (uInt)room;
            status = inflate(&stream, Z_NO_FLUSH);
            if (status == Z_OK || status == Z_STREAM_END)
                take(content, out, room - stream.avail_out);
        } while (status == Z_OK && stream.avail_out == 0);
    }
    inflateEnd(&stream);
    free(in);
    free(out);
    return good && (member->method == 0 || status == Z_STREAM_END);
}

static bool ends_with_its_root(const struct content *content)
{
    char end[name_size + 4];
    size_t length = content->tail_length;
    size_t n = (size_t)snprintf(end, sizeof end, "</%s>", content->root);

    while (length > 0 && strchr(" \r\n", content->tail[length - 1]))
        length--;
    return content->root[0] && length >= n && memcmp(content->tail + length - n, end, n) == 0;
}

static bool is_whole(FILE *file, const struct member *member)
{
    struct content content = { .crc = (uint32_t)crc32(0, NULL, 0) };

    if (member->size == zip64_mark || (member->size > large && member->size % 512 != 0))
        return true;
    return unpack(file, member, &content) && content.crc == member->crc &&
           content.size == member->size && ends_with_its_root(&content);
}

/* Reads the central directory; returns how many members, or -1. */
static long read_directory(FILE *file, struct member **members)
{
    unsigned char end[end_size];
    unsigned char entry[entry_size];
    long count;
    long i;

    *members = NULL;
    if (fseeko(file, -end_size, SEEK_END) != 0 || fread(end, 1, end_size, file) != end_size ||
        number(end, 4) != end_mark)
        return -1;
    count = (long)number(end + 10, 2);
    if (number(end + 16, 4) == zip64_mark || count == 0xFFFF)
        return 0; /* too large for this: see verify.h */
    *members = xcalloc((size_t)count, sizeof **members);
    if (fseeko(file, (off_t)number(end + 16, 4), SEEK_SET) != 0)
        return -1;
    for (i = 0; i < count; i++) {
        struct member *member = &(*members)[i];
        size_t name;

        if (fread(entry, 1, entry_size, file) != entry_size || number(entry, 4) != entry_mark)
            return -1;
        member->method = number(entry + 10, 2);
        member->crc = number(entry + 16, 4);
        member->packed = number(entry + 20, 4);
        member->size = number(entry + 24, 4);
        member->offset = number(entry + 42, 4);
        name = number(entry + 28, 2);
        if (name >= sizeof member->name || fread(member->name, 1, name, file) != name ||
            fseeko(file, (off_t)(number(entry + 30, 2) + number(entry + 32, 2)), SEEK_CUR) != 0)
            return -1;
    }
    return count;
}

int verify_workbook(const char *path, struct error *err)
{
    FILE *file = fopen(path, "re");
    struct member *members = NULL;
    int status = 0;
    long count;
    long i;

    if (!file)
        return error_errno(err, path, errno, "cannot read");
    count = read_directory(file, &members);
    if (count < 0)
        status = error_set(err, "the workbook came out damaged: is there room on the disk?");
    for (i = 0; i < count && status == 0; i++)
        if (!is_whole(file, &members[i]))
            status = error_set(err,
                               "the workbook came out damaged (%s): is there room for "
                               "temporary files? (see TMPDIR)",
                               members[i].name);
    free(members);
    fclose(file);
    return status;
}
