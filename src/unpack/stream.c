/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

ssize_t stream_fill(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    size_t taken = 0;

    while (taken < length) {
        ssize_t n = stream_read(stream, bytes + taken, length - taken, err);

        if (n < 0)
            return -1;
        if (n == 0)
            break;
        taken += (size_t)n;
    }
    return (ssize_t)taken;
}

/* ---- a file ---- */

struct file_stream {
    struct stream stream;
    int fd;
    const char *name;
};

static ssize_t read_file(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    struct file_stream *file = (struct file_stream *)stream;
    ssize_t n;

    do
        n = read(file->fd, bytes, length);
    while (n < 0 && errno == EINTR);
    return n < 0 ? error_errno(err, file->name, errno, "cannot read") : n;
}

static void close_file(struct stream *stream)
{
    free(stream);
}

struct stream *stream_of_file(int fd, const char *name)
{
    struct file_stream *file = xcalloc(1, sizeof *file);

    *file = (struct file_stream){ { read_file, close_file }, fd, name };
    return &file->stream;
}

/* ---- bytes that were read already ---- */

struct behind_stream {
    struct stream stream;
    struct stream *below;
    size_t length;
    size_t taken;
    char head[];
};

static ssize_t read_behind(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    struct behind_stream *behind = (struct behind_stream *)stream;
    size_t left = behind->length - behind->taken;

    if (left == 0)
        return stream_read(behind->below, bytes, length, err);
    if (length > left)
        length = left;
    memcpy(bytes, behind->head + behind->taken, length);
    behind->taken += length;
    return (ssize_t)length;
}

static void close_behind(struct stream *stream)
{
    struct behind_stream *behind = (struct behind_stream *)stream;

    stream_close(behind->below);
    free(behind);
}

struct stream *stream_behind(const char *head, size_t length, struct stream *below)
{
    struct behind_stream *behind = xmalloc(sizeof *behind + length);

    *behind = (struct behind_stream){ { read_behind, close_behind }, below, length, 0 };
    memcpy(behind->head, head, length);
    return &behind->stream;
}

/* ---- limits ---- */

int meter_check(const struct meter *meter, struct error *err)
{
    uint64_t most = meter->most ? meter->most : METER_MOST;

    if (meter->unpacked > most)
        return error_at(err, meter->name, 0, NULL,
                        "unpacks to more than %llu bytes: where that is right, give "
                        "--max-unpacked more",
                        (unsigned long long)most);
    if (meter->most || meter->unpacked <= METER_FREE ||
        meter->unpacked / METER_RATIO <= meter->packed)
        return 0;
    return error_at(err, meter->name, 0, NULL,
                    "unpacks to over %d times its size (%llu bytes to %llu and more), as no table "
                    "does: where that is right, say how many bytes it may be: --max-unpacked "
                    "BYTES",
                    METER_RATIO, (unsigned long long)meter->packed,
                    (unsigned long long)meter->unpacked);
}
