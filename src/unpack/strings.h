/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of a workbook: those its cells share, and those that stand in them.
 *
 * A text can be in several runs, each with a look of its own: they are joined. What tells how
 * it is pronounced is no part of it. _x000D_ stands for a letter that XML cannot hold
 * (ECMA-376 part 1, 22.9.2.19) and becomes that letter.
 */
#ifndef LEVER_UNPACK_STRINGS_H
#define LEVER_UNPACK_STRINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "unpack/xml.h"

struct strings {
    struct text bytes;    /* of all of them */
    uint32_t *ends;       /* of each */
    unsigned char *likes; /* of each: it looks like a number */
    size_t count;
    size_t capacity;
    size_t like_capacity;
};

/* All of them may have so many bytes. */
#define STRINGS_MOST ((size_t)1 << 30)

/* The texts that cells share. The caller ends it with strings_free, on failure too. */
int strings_read(struct strings *strings, struct stream *stream, const char *file,
                 struct error *err);
void strings_free(struct strings *strings);

static inline const char *strings_text(const struct strings *strings, size_t index, size_t *length)
{
    uint32_t start = index ? strings->ends[index - 1] : 0;

    *length = strings->ends[index] - start;
    return strings->bytes.bytes + start;
}

/* Behind the OPEN of an element that holds a text (si, is): adds it, to the CLOSE. */
int strings_add(struct xml *xml, struct text *out, struct error *err);
/* Makes _x000D_ from `from` on what it stands for. */
void strings_unescape(struct text *text, size_t from);

#endif
