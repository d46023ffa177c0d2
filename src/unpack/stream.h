/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stream of bytes, read once from front to end, and how far it may go.
 *
 * Streams stand on one another: a file, what is unpacked from it, the sheet in that. Closing
 * one closes those beneath. What is unpacked is metered: a few bytes can unpack to more than a
 * disk holds.
 */
#ifndef LEVER_UNPACK_STREAM_H
#define LEVER_UNPACK_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

struct stream {
    /* Up to length bytes (more than 0); 0 at the end, -1 on failure, and so from then on. */
    ssize_t (*read)(struct stream *stream, char *bytes, size_t length, struct error *err);
    void (*close)(struct stream *stream);
};

static inline ssize_t stream_read(struct stream *stream, char *bytes, size_t length,
                                  struct error *err)
{
    return stream->read(stream, bytes, length, err);
}

static inline void stream_close(struct stream *stream) /* NULL is fine */
{
    if (stream)
        stream->close(stream);
}

/* Fills up to length bytes unless the end comes first; the bytes read, or -1. */
ssize_t stream_fill(struct stream *stream, char *bytes, size_t length, struct error *err);

/* The bytes of an open file from where it stands; the descriptor stays the caller's. name is what
 * messages call it, borrowed. */
struct stream *stream_of_file(int fd, const char *name);
/* These bytes, which are copied, and then those of below, which becomes its own. */
struct stream *stream_behind(const char *head, size_t length, struct stream *below);

/* Names and values of a file go into messages: what could reach a terminal's own controls becomes
 * a question mark. */
static inline void stream_tame(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            *text = '?';
}

/* ---- limits ---- */

/* Unless it was said how much it may be, what unpacks to more than METER_FREE and to over
 * METER_RATIO times its size is refused, and so is what unpacks to over METER_MOST. Exports that
 * repeat themselves a lot were seen to reach 100 times their size. */
#define METER_FREE (UINT64_C(256) << 20)
#define METER_MOST (UINT64_C(16) << 30)
enum { METER_RATIO = 250 };

struct meter {
    const char *name; /* of the file; borrowed */
    uint64_t most;    /* bytes, as was said; 0 = nothing was */
    uint64_t packed;
    uint64_t unpacked;
};

/* Refuses (-1) what is beyond the limits. */
int meter_check(const struct meter *meter, struct error *err);

/* What gzip and Zstandard pack; below becomes theirs. One file may hold several such streams one
 * after the other. */
struct stream *stream_gunzip(struct stream *below, const struct meter *meter);
struct stream *stream_unzstd(struct stream *below, const struct meter *meter);

#endif
