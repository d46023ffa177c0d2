/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gzip (RFC 1952) and Zstandard (RFC 8878), by their libraries. */
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/memory.h"
#include "unpack/stream.h"

enum { BLOCK = 1 << 16 };

/* What both have in common. */
struct packed {
    struct stream stream;
    struct stream *below;
    struct meter meter;
    size_t at; /* of what is in the block, taken so far */
    size_t length;
    bool ended;  /* nothing comes from below any more */
    bool inside; /* a stream has begun and not ended */
    bool failed;
    struct error failure;
    char block[BLOCK];
};

static ssize_t fail(struct packed *packed, const struct error *err)
{
    packed->failed = true;
    packed->failure = *err;
    return -1;
}

static ssize_t damaged(struct packed *packed, const char *kind, const char *why, struct error *err)
{
    error_at(err, packed->meter.name, 0, NULL,
             "is damaged: what %s packed cannot be read behind %llu unpacked bytes (%s)", kind,
             (unsigned long long)packed->meter.unpacked, why);
    return fail(packed, err);
}

static ssize_t cut_off(struct packed *packed, const char *kind, struct error *err)
{
    error_at(err, packed->meter.name, 0, NULL,
             "is cut off: what %s packed ends behind %llu unpacked bytes; copy or download it "
             "again",
             kind, (unsigned long long)packed->meter.unpacked);
    return fail(packed, err);
}

/* The next block from below where this one is used up; -1 on failure. */
static int refill(struct packed *packed, struct error *err)
{
    ssize_t n;

    if (packed->at < packed->length || packed->ended)
        return 0;
    n = stream_read(packed->below, packed->block, BLOCK, err);
    if (n < 0)
        return (int)fail(packed, err);
    packed->ended = n == 0;
    packed->at = 0;
    packed->length = (size_t)n;
    packed->meter.packed += (uint64_t)n;
    return 0;
}

static ssize_t give(struct packed *packed, size_t length, struct error *err)
{
    packed->meter.unpacked += length;
    return meter_check(&packed->meter, err) != 0 ? fail(packed, err) : (ssize_t)length;
}

static struct packed *begin(struct packed *packed, struct stream *below, const struct meter *meter)
{
    packed->below = below;
    packed->meter = *meter;
    return packed;
}

/* ---- gzip ---- */

struct gunzip {
    struct packed packed;
    z_stream z;
    bool any; /* a stream has ended */
};

/* Zeros behind the last stream, as tapes have them, and nothing else. */
static bool only_zeros(struct packed *packed, struct error *err)
{
    for (;;) {
        while (packed->at < packed->length)
            if (packed->block[packed->at++])
                return false;
        if (refill(packed, err) != 0)
            return false;
        if (packed->ended)
            return true;
    }
}

static ssize_t read_gunzip(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    struct gunzip *g = (struct gunzip *)stream;
    struct packed *packed = &g->packed;
    z_stream *z = &g->z;

    if (packed->failed) {
        *err = packed->failure;
        return -1;
    }
    z->next_out = (Bytef *)bytes;
    z->avail_out = (uInt)(length > BLOCK ? BLOCK : length);
    length = z->avail_out;
    while (z->avail_out == length) {
        int status;

        if (refill(packed, err) != 0)
            return -1;
        if (packed->at == packed->length)
            return packed->inside ? cut_off(packed, "gzip", err) : 0;
        if (!packed->inside && g->any && packed->block[packed->at] == 0) {
            if (only_zeros(packed, err))
                return 0;
            return packed->failed ? -1 : damaged(packed, "gzip", "something else follows", err);
        }
        packed->inside = true;
        z->next_in = (Bytef *)packed->block + packed->at;
        z->avail_in = (uInt)(packed->length - packed->at);
        status = inflate(z, Z_NO_FLUSH);
        packed->at = packed->length - z->avail_in;
        if (status == Z_STREAM_END) {
            packed->inside = false;
            g->any = true;
            inflateReset(z);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return damaged(packed, "gzip", z->msg ? z->msg : "no gzip", err);
        }
    }
    return give(packed, length - z->avail_out, err);
}

static void close_gunzip(struct stream *stream)
{
    struct gunzip *g = (struct gunzip *)stream;

    inflateEnd(&g->z);
    stream_close(g->packed.below);
    free(g);
}

struct stream *stream_gunzip(struct stream *below, const struct meter *meter)
{
    struct gunzip *g = xcalloc(1, sizeof *g);

    begin(&g->packed, below, meter)->stream = (struct stream){ read_gunzip, close_gunzip };
    inflateInit2(&g->z, 15 + 16); /* gzip alone */
    return &g->packed.stream;
}

/* ---- Zstandard ---- */

struct unzstd {
    struct packed packed;
    ZSTD_DStream *z;
};

/* A frame may ask for a window as large as this; more wants --ultra --long to be written. */
enum { WINDOW_LOG = 27 };

static ssize_t read_unzstd(struct stream *stream, char *bytes, size_t length, struct error *err)
{
    struct unzstd *u = (struct unzstd *)stream;
    struct packed *packed = &u->packed;
    ZSTD_outBuffer out = { bytes, length > BLOCK ? BLOCK : length, 0 };

    if (packed->failed) {
        *err = packed->failure;
        return -1;
    }
    while (out.pos == 0) {
        ZSTD_inBuffer in;
        size_t status;

        if (refill(packed, err) != 0)
            return -1;
        in = (ZSTD_inBuffer){ packed->block, packed->length, packed->at };
        if (in.pos == in.size && !packed->inside)
            return 0;
        status = ZSTD_decompressStream(u->z, &out, &in);
        if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge) {
            error_at(err, packed->meter.name, 0, NULL,
                     "looks back further than 128 MiB (zstd --long): zstd -d --long=31 it first");
            return fail(packed, err);
        }
        if (ZSTD_isError(status))
            return damaged(packed, "zstd", ZSTD_getErrorName(status), err);
        if (in.pos == packed->at && out.pos == 0 && packed->ended)
            return cut_off(packed, "zstd", err);
        packed->at = in.pos;
        packed->inside = status != 0;
    }
    return give(packed, out.pos, err);
}

static void close_unzstd(struct stream *stream)
{
    struct unzstd *u = (struct unzstd *)stream;

    ZSTD_freeDStream(u->z);
    stream_close(u->packed.below);
    free(u);
}

struct stream *stream_unzstd(struct stream *below, const struct meter *meter)
{
    struct unzstd *u = xcalloc(1, sizeof *u);

    begin(&u->packed, below, meter)->stream = (struct stream){ read_unzstd, close_unzstd };
    u->z = ZSTD_createDStream();
    ZSTD_DCtx_setParameter(u->z, ZSTD_d_windowLogMax, WINDOW_LOG);
    return &u->packed.stream;
}
