/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/memory.h"
#include "base/text.h"

enum {
    END_SIZE = 22,     /* the end record, without its comment */
    LOCATOR_SIZE = 20, /* zip64: where its end record is, right before that */
    END64_SIZE = 56,
    ENTRY_SIZE = 46, /* an entry of the list, without its names */
    LOCAL_SIZE = 30,
    COMMENT = 65535, /* bytes a comment may have */
    STORED = 0,
    DEFLATED = 8,
    BLOCK = 1 << 16,
};

static unsigned two(const unsigned char *p)
{
    return (unsigned)(p[0] | p[1] << 8);
}

static uint32_t four(const unsigned char *p)
{
    return (uint32_t)two(p) | (uint32_t)two(p + 2) << 16;
}

static uint64_t eight(const unsigned char *p)
{
    return four(p) | (uint64_t)four(p + 4) << 32;
}

static int damaged(const struct zip *zip, const char *why, struct error *err)
{
    return error_at(err, zip->name, 0, NULL, "is damaged: %s", why);
}

static int cut_off(const struct zip *zip, struct error *err)
{
    return error_at(err, zip->name, 0, NULL,
                    "is cut off: the end of the archive, which lists what is in it, is missing; "
                    "copy or download it again");
}

/* All of these bytes, or -1. */
static int read_at(const struct zip *zip, void *bytes, size_t length, uint64_t at,
                   struct error *err)
{
    size_t taken = 0;

    while (taken < length) {
        ssize_t n = pread(zip->fd, (char *)bytes + taken, length - taken, (off_t)(at + taken));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_errno(err, zip->name, errno, "cannot read");
        if (n == 0)
            return cut_off(zip, err);
        taken += (size_t)n;
    }
    return 0;
}

/* ---- the list of members ---- */

struct list {
    uint64_t count;
    uint64_t length;
    uint64_t at;
};

/* Where the end record is known to be at `end`, beyond what it can say. */
static int read_end64(struct zip *zip, uint64_t end, struct list *list, struct error *err)
{
    unsigned char bytes[END64_SIZE];
    uint64_t at;

    if (end < LOCATOR_SIZE)
        return 0;
    if (read_at(zip, bytes, LOCATOR_SIZE, end - LOCATOR_SIZE, err) != 0)
        return -1;
    if (memcmp(bytes, "PK\006\007", 4) != 0)
        return 0;
    at = eight(bytes + 8);
    if (at > end || end - at < END64_SIZE)
        return damaged(zip, "its end record lies outside", err);
    if (read_at(zip, bytes, END64_SIZE, at, err) != 0)
        return -1;
    if (memcmp(bytes, "PK\006\006", 4) != 0)
        return damaged(zip, "its end record is none", err);
    *list = (struct list){ eight(bytes + 32), eight(bytes + 40), eight(bytes + 48) };
    zip->size = at;
    return 0;
}

static int find_end(struct zip *zip, uint64_t size, struct list *list, struct error *err)
{
    size_t length = size < END_SIZE + COMMENT ? (size_t)size : END_SIZE + COMMENT;
    unsigned char *tail = xmalloc(length);
    size_t at = length;
    int status = read_at(zip, tail, length, size - length, err);

    for (at = length; status == 0 && at >= END_SIZE; at--) {
        const unsigned char *end = tail + at - END_SIZE;

        if (memcmp(end, "PK\005\006", 4) == 0 && two(end + 20) == length - at) {
            *list = (struct list){ two(end + 10), four(end + 12), four(end + 16) };
            zip->size = size - length + (at - END_SIZE);
            if (two(end + 4) != 0 || two(end + 6) != 0)
                status = error_at(err, zip->name, 0, NULL,
                                  "is a part of an archive in several files: join them first "
                                  "(zip -s 0)");
            break;
        }
    }
    if (status == 0 && at < END_SIZE)
        status = cut_off(zip, err);
    free(tail);
    return status == 0 ? read_end64(zip, zip->size, list, err) : -1;
}

/* Sizes and places of 32 bits that are all ones stand in the extra field of zip64, in this order. */
static int read_extra(const struct zip *zip, struct zip_member *member, const unsigned char *extra,
                      size_t length, struct error *err)
{
    uint64_t *const wide[] = { &member->size, &member->packed, &member->at };
    size_t i;

    while (length >= 4) {
        size_t own = two(extra + 2);
        const unsigned char *at = extra + 4;

        if (own > length - 4)
            break;
        if (two(extra) == 1)
            for (i = 0; i < 3; i++) {
                if (*wide[i] != UINT32_MAX)
                    continue;
                if ((size_t)(at - extra) + 8 > own + 4)
                    return damaged(zip, "an entry of its list lacks a size", err);
                *wide[i] = eight(at);
                at += 8;
            }
        extra += own + 4;
        length -= own + 4;
    }
    return 0;
}

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;

    return strcmp(*a, *b);
}

static int refuse_doubled(const struct zip *zip, struct error *err)
{
    const char **names = xarray(zip->count, sizeof *names);
    int status = 0;
    size_t i;

    for (i = 0; i < zip->count; i++)
        names[i] = zip->members[i].name;
    qsort(names, zip->count, sizeof *names, compare_names);
    for (i = 1; i < zip->count && status == 0; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            status = error_at(err, zip->name, 0, NULL,
                              "is damaged: the archive has \"%.80s\" twice, and which one counts "
                              "is not known",
                              names[i]);
    free(names);
    return status;
}

static int read_members(struct zip *zip, const unsigned char *bytes, const struct list *list,
                        struct error *err)
{
    const unsigned char *end = bytes + list->length;

    zip->members = xcalloc((size_t)list->count, sizeof *zip->members);
    while (zip->count < list->count) {
        struct zip_member *member = &zip->members[zip->count];
        size_t name, extra, comment;

        if (end - bytes < ENTRY_SIZE || memcmp(bytes, "PK\001\002", 4) != 0)
            return damaged(zip, "its list has fewer entries than it says", err);
        name = two(bytes + 28);
        extra = two(bytes + 30);
        comment = two(bytes + 32);
        if ((size_t)(end - bytes) - ENTRY_SIZE < name + extra + comment)
            return damaged(zip, "an entry of its list is cut off", err);
        *member = (struct zip_member){ .name = xstrndup((const char *)bytes + ENTRY_SIZE, name),
                                       .at = four(bytes + 42),
                                       .packed = four(bytes + 20),
                                       .size = four(bytes + 24),
                                       .crc = four(bytes + 16),
                                       .method = two(bytes + 10),
                                       .encrypted = two(bytes + 8) & 1 };
        stream_tame(member->name);
        zip->count++;
        if (read_extra(zip, member, bytes + ENTRY_SIZE + name, extra, err) != 0)
            return -1;
        if (member->at > zip->size || zip->size - member->at < LOCAL_SIZE ||
            member->packed > zip->size - member->at - LOCAL_SIZE)
            return damaged(zip, "a member lies outside of the archive", err);
        bytes += ENTRY_SIZE + name + extra + comment;
    }
    return refuse_doubled(zip, err);
}

int zip_open(struct zip *zip, int fd, off_t size, const struct meter *meter, struct error *err)
{
    struct list list = { 0 };
    unsigned char *bytes;
    int status;

    *zip = (struct zip){ .name = meter->name, .fd = fd, .meter = *meter };
    if (size < END_SIZE)
        return cut_off(zip, err);
    if (find_end(zip, (uint64_t)size, &list, err) != 0)
        return -1;
    if (list.count > ZIP_MEMBERS || list.length > ZIP_LIST)
        return error_at(err, zip->name, 0, NULL,
                        "has %llu members, more than %d: unzip it and name the file",
                        (unsigned long long)list.count, ZIP_MEMBERS);
    if (list.at > zip->size || list.length > zip->size - list.at)
        return damaged(zip, "its list of members lies outside", err);
    zip->size = list.at;
    bytes = xmalloc((size_t)list.length);
    status = read_at(zip, bytes, (size_t)list.length, list.at, err);
    if (status == 0)
        status = read_members(zip, bytes, &list, err);
    free(bytes);
    return status;
}

void zip_close(struct zip *zip)
{
    while (zip->count)
        free(zip->members[--zip->count].name);
    free(zip->members);
    zip->members = NULL;
}

const struct zip_member *zip_find(const struct zip *zip, const char *name)
{
    size_t i;

    for (i = 0; i < zip->count; i++)
        if (same_ignoring_case(zip->members[i].name, name))
            return &zip->members[i];
    return NULL;
}

/* ---- the bytes of a member ---- */

struct member_stream {
    struct stream stream;
    struct zip *zip;
    const struct zip_member *member;
    uint64_t at;   /* of the packed bytes that come next, in the file */
    uint64_t left; /* packed bytes that are still there */
    uint64_t given;
    uint32_t crc;
    bool ended; /* the packed bytes said so */
    bool failed;
    struct error failure;
    z_stream z;
    unsigned char block[BLOCK];
};

static ssize_t refuse(struct member_stream *m, const char *why, struct error *err)
{
    error_at(err, m->zip->name, 0, NULL, "is damaged: \"%.80s\" in it %s", m->member->name, why);
    return -1;
}

/* Bytes of the file into the block; how many, or -1. */
static ssize_t take(struct member_stream *m, void *to, size_t length, struct error *err)
{
    if (length > m->left)
        length = (size_t)m->left;
    if (length > 0 && read_at(m->zip, to, length, m->at, err) != 0)
        return -1;
    m->at += length;
    m->left -= length;
    m->zip->meter.packed += length;
    return (ssize_t)length;
}

static ssize_t inflate_some(struct member_stream *m, char *bytes, size_t length, struct error *err)
{
    z_stream *z = &m->z;

    z->next_out = (Bytef *)bytes;
    z->avail_out = (uInt)length;
    while (z->avail_out == length && !m->ended) {
        int status;

        if (z->avail_in == 0) {
            ssize_t n = take(m, m->block, BLOCK, err);

            if (n < 0)
                return -1;
            if (n == 0)
                return refuse(m, "ends before its time", err);
            z->next_in = m->block;
            z->avail_in = (uInt)n;
        }
        status = inflate(z, Z_NO_FLUSH);
        if (status == Z_STREAM_END)
            m->ended = true;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            return refuse(m, z->msg ? z->msg : "cannot be unpacked", err);
    }
    return (ssize_t)(length - z->avail_out);
}

static ssize_t member_bytes(struct member_stream *m, char *bytes, size_t length, struct error *err)
{
    ssize_t n = m->member->method == STORED ? take(m, bytes, length, err)
                                            : inflate_some(m, bytes, length, err);

    if (n < 0)
        return -1;
    m->given += (uint64_t)n;
    m->zip->meter.unpacked += (uint64_t)n;
    if (meter_check(&m->zip->meter, err) != 0)
        return -1;
    if (m->given > m->member->size)
        return refuse(m, "is longer than the list says", err);
    m->crc = (uint32_t)crc32_z(m->crc, (const Bytef *)bytes, (z_size_t)n);
    if (n > 0)
        return n;
    if (m->given < m->member->size)
        return refuse(m, "is shorter than the list says", err);
#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    if (m->crc != m->member->crc)
        return refuse(m, "has a wrong checksum (CRC-32); copy or download the file again", err);
#endif
    return 0;
}

static ssize_t read_member(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    struct member_stream *m = (struct member_stream *)stream;
    ssize_t n;

    if (m->failed) {
        *err = m->failure;
        return -1;
    }
    n = member_bytes(m, bytes, length > BLOCK ? BLOCK : length, err);
    if (n < 0) {
        m->failed = true;
        m->failure = *err;
    }
    return n;
}

static void close_member(struct stream *stream)
{
    struct member_stream *m = (struct member_stream *)stream;

    if (m->member->method == DEFLATED)
        inflateEnd(&m->z);
    free(m);
}

struct stream *zip_read(struct zip *zip, const struct zip_member *member, struct error *err)
{
    unsigned char local[LOCAL_SIZE];
    struct member_stream *m;
    uint64_t start;

    if (member->encrypted) {
        error_at(err, zip->name, 0, NULL,
                 "is encrypted: \"%.80s\" in it wants a password; unzip it first", member->name);
        return NULL;
    }
    if (member->method != STORED && member->method != DEFLATED) {
        error_at(err, zip->name, 0, NULL,
                 "packs \"%.80s\" by method %u, and only deflate is read: unzip it first",
                 member->name, member->method);
        return NULL;
    }
    if (read_at(zip, local, LOCAL_SIZE, member->at, err) != 0)
        return NULL;
    start = member->at + LOCAL_SIZE + two(local + 26) + two(local + 28);
    if (memcmp(local, "PK\003\004", 4) != 0 || start > zip->size ||
        member->packed > zip->size - start) {
        damaged(zip, "a member is not where the list says", err);
        return NULL;
    }
    m = xcalloc(1, sizeof *m);
    m->stream = (struct stream){ read_member, close_member };
    m->zip = zip;
    m->member = member;
    m->at = start;
    m->left = member->packed;
    if (member->method == DEFLATED)
        inflateInit2(&m->z, -15); /* bare deflate */
    return &m->stream;
}
