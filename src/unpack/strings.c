/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/strings.h"

#include <stdlib.h>

#include "base/memory.h"
#include "unpack/shown.h"

/* The letter that _xHHHH_ at p stands for; -1 = it is none. */
static long escaped_at(const char *p, size_t length)
{
    long code = 0;
    size_t i;

    if (length < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return -1;
    for (i = 2; i < 6; i++) {
        char c = p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                           : -1;

        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    /* halves of letters beyond 16 bits, and what no text holds, stay as they are */
    return code == 0 || (code >= 0xD800 && code < 0xE000) ? -1 : code;
}

void strings_unescape(struct text *text, size_t from)
{
    char *end = text->bytes + text->length;
    char *p = from < text->length ? memmem(text->bytes + from, text->length - from, "_x", 2) : NULL;
    char *to = p;

    if (!p)
        return;
    while (p < end) {
        long code = escaped_at(p, (size_t)(end - p));

        if (code < 0) {
            *to++ = *p++;
            continue;
        }
        if (code < 0x80) {
            *to++ = (char)code;
        } else {
            if (code >= 0x800) {
                *to++ = (char)(0xE0 | code >> 12);
                *to++ = (char)(0x80 | (code >> 6 & 0x3F));
            } else {
                *to++ = (char)(0xC0 | code >> 6);
            }
            *to++ = (char)(0x80 | (code & 0x3F));
        }
        p += 7;
    }
    text->length = (size_t)(to - text->bytes);
    *to = '\0';
}

int strings_add(struct xml *xml, struct text *out, struct error *err)
{
    int depth = xml->depth - 1;
    size_t from = out->length;
    bool inside = false;

    for (;;) {
        if (xml_next(xml, err) != 0)
            return -1;
        if (xml->kind == XML_CLOSE && xml->depth == depth)
            break;
        if (xml->kind == XML_OPEN && (xml_is(xml, "rPh") || xml_is(xml, "rPr"))) {
            if (xml_skip(xml, err) != 0)
                return -1;
        } else if (xml->kind == XML_OPEN || xml->kind == XML_CLOSE) {
            inside = xml->kind == XML_OPEN && xml_is(xml, "t");
        } else if (inside && xml_add(xml, out, err) != 0) {
            return -1;
        }
    }
    if (out->length > from)
        strings_unescape(out, from);
    return 0;
}

static int add_string(struct strings *strings, struct xml *xml, struct error *err)
{
    size_t from = strings->bytes.length;

    if (strings_add(xml, &strings->bytes, err) != 0)
        return -1;
    if (strings->bytes.length > STRINGS_MOST)
        return error_at(err, xml->file, 0, NULL,
                        "has more than %zu bytes of texts that its cells share, which are held in "
                        "memory: save the sheet as CSV",
                        STRINGS_MOST);
    strings->ends = xgrow(strings->ends, strings->count, &strings->capacity, sizeof *strings->ends);
    strings->likes = xgrow(strings->likes, strings->count, &strings->like_capacity, 1);
    strings->ends[strings->count] = (uint32_t)strings->bytes.length;
    strings->likes[strings->count] = strings->bytes.length > from &&
                                     shown_like_number(strings->bytes.bytes + from,
                                                       strings->bytes.length - from);
    strings->count++;
    return 0;
}

int strings_read(struct strings *strings, struct stream *stream, const char *file,
                 struct error *err)
{
    struct xml xml;
    int status = 0;

    text_add(&strings->bytes, "", 0);
    xml_open(&xml, stream, file, "the shared texts");
    while (status == 0 && (status = xml_next(&xml, err)) == 0 && xml.kind != XML_END)
        if (xml.kind == XML_OPEN && xml.depth == 2 && xml_is(&xml, "si"))
            status = add_string(strings, &xml, err);
    xml_close(&xml);
    return status;
}

void strings_free(struct strings *strings)
{
    text_free(&strings->bytes);
    free(strings->ends);
    free(strings->likes);
    *strings = (struct strings){ .count = 0 };
}
