/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a workbook as tags and texts, one after the other.
 *
 * A part is XML 1.0 in UTF-8. It is read in one pass through a window that holds the tag or text
 * in hand; memory does not grow with the part. What could do harm is refused: a document type
 * (and so every entity that is declared somewhere, inside or outside), more than XML_DEPTH
 * elements within each other, a tag or text that is longer than XML_LONGEST, tags that do not
 * fit each other, other encodings. Prefixes of names are passed over, as writers choose them
 * freely; comments and processing instructions are too.
 */
#ifndef LEVER_UNPACK_XML_H
#define LEVER_UNPACK_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "unpack/stream.h"

enum { XML_DEPTH = 64, XML_LONGEST = 1 << 24 };

enum xml_kind { XML_OPEN, XML_CLOSE, XML_TEXT, XML_END };

struct xml {
    /* The token in hand; views into the window, good until the next one. */
    enum xml_kind kind;
    const char *name; /* of an element, without prefix */
    size_t name_length;
    const char *attributes; /* OPEN: what stands behind the name */
    size_t attributes_length;
    bool empty;       /* OPEN: <v/>; its CLOSE comes all the same */
    const char *text; /* TEXT: as written; xml_add makes letters of it */
    size_t text_length;
    bool raw;  /* TEXT: from a CDATA section, where nothing is escaped */
    int depth; /* elements that are open; an OPEN counts itself, a CLOSE does not */

    /* What follows is xml.c's. */
    struct stream *stream; /* the caller's */
    const char *file;
    const char *part;
    char *window;
    size_t capacity;
    size_t at;
    size_t length;
    uint64_t before; /* bytes in front of the window */
    bool ended;
    bool begun;               /* an element was there */
    uint32_t open[XML_DEPTH]; /* a hash of the name of each */
};

/* file and part are for messages, borrowed. End with xml_close; the stream stays open. */
void xml_open(struct xml *xml, struct stream *stream, const char *file, const char *part);
void xml_close(struct xml *xml);

/* The next token into xml; -1 on failure. */
int xml_next(struct xml *xml, struct error *err);
/* Behind an OPEN: to its CLOSE. */
int xml_skip(struct xml *xml, struct error *err);

static inline bool xml_is(const struct xml *xml, const char *name)
{
    return xml->name_length == strlen(name) && memcmp(xml->name, name, xml->name_length) == 0;
}
/* The value of an attribute by its name without prefix, as written; NULL = it is not there. */
const char *xml_attribute(const struct xml *xml, const char *name, size_t *length);
/* The same as letters in memory of its own, NULL = it is not there, or is wrong. */
char *xml_attribute_text(const struct xml *xml, const char *name);
/* The same as a number from 0; `otherwise` where it is not there or is none. */
long xml_attribute_number(const struct xml *xml, const char *name, long otherwise);
bool xml_attribute_true(const struct xml *xml, const char *name);

/* Adds the letters of a text as written: with what is escaped as it is meant (&amp; &#10;) and
 * line ends as LF. -1 where there is something that is not known here. */
int xml_add_text(const struct xml *xml, struct text *out, const char *text, size_t length,
                 struct error *err);
/* The same of the TEXT in hand, from a CDATA section or not. */
int xml_add(const struct xml *xml, struct text *out, struct error *err);
/* Refuses, naming the part and where in it; returns -1. */
int xml_refuse(const struct xml *xml, struct error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
