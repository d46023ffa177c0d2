/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/xml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

enum { BLOCK = 1 << 17 };

void xml_open(struct xml *xml, struct stream *stream, const char *file, const char *part)
{
    *xml = (struct xml){ .stream = stream, .file = file, .part = part };
    xml->capacity = 2 * BLOCK;
    xml->window = xmalloc(xml->capacity);
}

void xml_close(struct xml *xml)
{
    free(xml->window);
    *xml = (struct xml){ .kind = XML_END };
}

int xml_refuse(const struct xml *xml, struct error *err, const char *format, ...)
{
    char sentence[sizeof err->what];
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    stream_tame(sentence);
    return error_at(err, xml->file, 0, NULL, "is damaged: %s, byte %llu: %s", xml->part,
                    (unsigned long long)(xml->before + xml->at), sentence);
}

/* Reads on; what is in front of xml->at is let go. 0 at the end of the part, 1, -1. */
static int read_on(struct xml *xml, struct error *err)
{
    ssize_t n;

    if (xml->ended)
        return 0;
    if (xml->at > 0 && xml->length - xml->at < xml->capacity / 2) {
        memmove(xml->window, xml->window + xml->at, xml->length - xml->at);
        xml->before += xml->at;
        xml->length -= xml->at;
        xml->at = 0;
    }
    if (xml->length - xml->at > XML_LONGEST)
        return xml_refuse(xml, err, "a tag or text is longer than %d bytes", XML_LONGEST);
    if (xml->capacity - xml->length < BLOCK) {
        xml->capacity *= 2;
        xml->window = xrearray(xml->window, xml->capacity, 1);
    }
    n = stream_read(xml->stream, xml->window + xml->length, xml->capacity - xml->length, err);
    if (n < 0)
        return -1;
    xml->ended = n == 0;
    xml->length += (size_t)n;
    return n > 0;
}

/* Where the mark begins, sought from xml->at + from on; reads on as far as it takes. Returns 1,
 * 0 where it does not come, -1. */
static int seek_mark(struct xml *xml, size_t from, const char *mark, size_t *at, struct error *err)
{
    size_t length = strlen(mark);

    for (;;) {
        const char *start = xml->window + xml->at + from;
        size_t left = xml->length - xml->at > from ? xml->length - xml->at - from : 0;
        const char *found = left >= length ? memmem(start, left, mark, length) : NULL;
        int status;

        if (found) {
            *at = (size_t)(found - xml->window) - xml->at;
            return 1;
        }
        if (left >= length)
            from += left - length + 1;
        status = read_on(xml, err);
        if (status <= 0)
            return status;
    }
}

static int cut_off(struct xml *xml, struct error *err)
{
    return xml_refuse(xml, err, "it ends in the midst of a tag or an element");
}

/* Where the tag that begins at xml->at ends: its >, outside of quotes. */
static int seek_end(struct xml *xml, size_t *end, struct error *err)
{
    size_t i = 1;
    char quote = '\0';

    for (;;) {
        const char *tag = xml->window + xml->at;
        size_t length = xml->length - xml->at;
        int status;

        for (; i < length; i++) {
            if (quote) {
                quote = tag[i] == quote ? '\0' : quote;
            } else if (tag[i] == '>') {
                *end = i;
                return 0;
            } else if (tag[i] == '"' || tag[i] == '\'') {
                quote = tag[i];
            } else if (tag[i] == '<') {
                return xml_refuse(xml, err, "a < within a tag");
            }
        }
        status = read_on(xml, err);
        if (status <= 0)
            return status < 0 ? -1 : cut_off(xml, err);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static uint32_t hash_of(const char *name, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    size_t i;

    for (i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return hash;
}

/* The name in [start, end), its prefix taken off in xml->name. */
static uint32_t take_name(struct xml *xml, const char *start, const char *end)
{
    const char *colon = memchr(start, ':', (size_t)(end - start));

    xml->name = colon ? colon + 1 : start;
    xml->name_length = (size_t)(end - xml->name);
    return hash_of(start, (size_t)(end - start));
}

static int close_element(struct xml *xml, uint32_t hash, struct error *err)
{
    if (xml->depth == 0 || xml->open[xml->depth - 1] != hash)
        return xml_refuse(xml, err, "</%.*s> closes what is not open",
                          (int)(xml->name_length < 40 ? xml->name_length : 40), xml->name);
    xml->depth--;
    xml->kind = XML_CLOSE;
    return 0;
}

/* The tag [xml->at .. end], which is an element's. */
static int take_tag(struct xml *xml, size_t end, struct error *err)
{
    const char *tag = xml->window + xml->at + 1;
    const char *stop = xml->window + xml->at + end;
    const char *name;
    uint32_t hash;

    if (*tag == '/') {
        name = ++tag;
        while (tag < stop && !is_blank(*tag))
            tag++;
        hash = take_name(xml, name, tag);
        if (close_element(xml, hash, err) != 0)
            return -1;
        xml->at += end + 1;
        return 0;
    }
    xml->empty = stop[-1] == '/';
    if (xml->empty)
        stop--;
    name = tag;
    while (tag < stop && !is_blank(*tag))
        tag++;
    if (tag == name)
        return xml_refuse(xml, err, "a tag without a name");
    if (xml->depth == XML_DEPTH)
        return xml_refuse(xml, err, "more than %d elements within each other, as no workbook has",
                          XML_DEPTH);
    if (xml->depth == 0 && xml->begun)
        return xml_refuse(xml, err, "a second document follows");
    xml->begun = true;
    xml->open[xml->depth++] = take_name(xml, name, tag);
    xml->attributes = tag;
    xml->attributes_length = (size_t)(stop - tag);
    xml->kind = XML_OPEN;
    xml->at += end + 1;
    return 0;
}

/* <? and <!, which are no elements. Returns 1 where a text was found in it, 0, -1. */
static int take_other(struct xml *xml, struct error *err)
{
    static const struct {
        const char *open;
        const char *close;
    } kinds[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" } };
    size_t end;
    size_t i;
    int status;

    while (xml->length - xml->at < 9)
        if ((status = read_on(xml, err)) <= 0) {
            if (status < 0)
                return -1;
            break;
        }
    for (i = 0; i < 3; i++) {
        size_t length = strlen(kinds[i].open);

        if (xml->length - xml->at < length ||
            memcmp(xml->window + xml->at, kinds[i].open, length) != 0)
            continue;
        status = seek_mark(xml, length, kinds[i].close, &end, err);
        if (status <= 0)
            return status < 0 ? -1 : cut_off(xml, err);
        xml->text = xml->window + xml->at + length;
        xml->text_length = end - length;
        xml->at += end + strlen(kinds[i].close);
        if (i == 1 && xml->depth == 0)
            return xml_refuse(xml, err, "text outside of all elements");
        return i == 1;
    }
    if (xml->length - xml->at >= 9 && memcmp(xml->window + xml->at, "<!DOCTYPE", 9) == 0)
        return xml_refuse(xml, err,
                          "it declares a document type, and with it entities, as no workbook does; "
                          "open it in a spreadsheet program and save it again");
    return xml_refuse(xml, err, "a tag that is none");
}

/* What the first bytes say of the encoding. */
static int check_start(struct xml *xml, struct error *err)
{
    const unsigned char *head;
    const char *name;
    size_t end;
    int status;

    while (xml->length < 4)
        if ((status = read_on(xml, err)) <= 0)
            return status < 0 ? -1 : cut_off(xml, err);
    head = (const unsigned char *)xml->window;
    if ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF) ||
        head[0] == 0 || head[1] == 0)
        return xml_refuse(xml, err,
                          "it is not in UTF-8; open it in a spreadsheet program and save it again");
    if (memcmp(head, "\xEF\xBB\xBF", 3) == 0)
        xml->at = 3;
    while (xml->length - xml->at < 5)
        if ((status = read_on(xml, err)) <= 0)
            return status < 0 ? -1 : cut_off(xml, err);
    if (memcmp(xml->window + xml->at, "<?xml", 5) != 0)
        return 0;
    status = seek_mark(xml, 5, "?>", &end, err);
    if (status <= 0)
        return status < 0 ? -1 : cut_off(xml, err);
    name = memmem(xml->window + xml->at, end, "encoding", 8);
    if (!name)
        return 0;
    name += 8 + strcspn(name + 8, "\"'") + 1;
    if (strncasecmp(name, "utf-8", 5) == 0 || strncasecmp(name, "us-ascii", 8) == 0 ||
        strncasecmp(name, "utf8", 4) == 0)
        return 0;
    return xml_refuse(xml, err,
                      "it is in %.*s, not in UTF-8; open it in a spreadsheet program and save it "
                      "again",
                      (int)strcspn(name, "\"'?> ") % 30, name);
}

static int at_end(struct xml *xml, struct error *err)
{
    if (xml->depth > 0 || !xml->begun)
        return cut_off(xml, err);
    xml->kind = XML_END;
    return 0;
}

/* The text in front of the next tag; 1 where it is one, 0 where there is none, -1. */
static int take_text(struct xml *xml, struct error *err)
{
    size_t end;
    size_t i;
    int status = seek_mark(xml, 0, "<", &end, err);

    if (status < 0)
        return -1;
    if (status == 0)
        end = xml->length - xml->at;
    if (end == 0)
        return 0;
    xml->text = xml->window + xml->at;
    xml->text_length = end;
    xml->raw = false;
    if (xml->depth == 0) {
        for (i = 0; i < end; i++)
            if (!is_blank(xml->text[i]))
                return xml_refuse(xml, err, "text outside of all elements");
        xml->at += end;
        return 0;
    }
    xml->at += end;
    xml->kind = XML_TEXT;
    return 1;
}

int xml_next(struct xml *xml, struct error *err)
{
    size_t end = 0;
    int status;

    if (xml->kind == XML_OPEN && xml->empty) { /* the second half of <v/> */
        xml->empty = false;
        xml->depth--;
        xml->kind = XML_CLOSE;
        return 0;
    }
    if (xml->before == 0 && xml->length == 0 && check_start(xml, err) != 0)
        return -1;
    for (;;) {
        if (xml->at < xml->length && xml->window[xml->at] != '<') {
            status = take_text(xml, err);
            if (status != 0)
                return status < 0 ? -1 : 0;
        }
        while (xml->length - xml->at < 2)
            if ((status = read_on(xml, err)) <= 0) {
                if (status < 0)
                    return -1;
                return xml->at == xml->length ? at_end(xml, err) : cut_off(xml, err);
            }
        if (xml->window[xml->at] != '<')
            continue;
        if (xml->window[xml->at + 1] != '!' && xml->window[xml->at + 1] != '?')
            return seek_end(xml, &end, err) != 0 ? -1 : take_tag(xml, end, err);
        status = take_other(xml, err);
        if (status < 0)
            return -1;
        if (status == 1) {
            xml->raw = true;
            xml->kind = XML_TEXT;
            return 0;
        }
    }
}

int xml_skip(struct xml *xml, struct error *err)
{
    int depth = xml->depth - 1;

    while (xml->kind != XML_CLOSE || xml->depth > depth)
        if (xml_next(xml, err) != 0)
            return -1;
    return 0;
}

/* ---- attributes ---- */

const char *xml_attribute(const struct xml *xml, const char *name, size_t *length)
{
    const char *p = xml->attributes;
    const char *end = p + xml->attributes_length;
    size_t wanted = strlen(name);

    while (p < end) {
        const char *start, *stop, *close;

        while (p < end && is_blank(*p))
            p++;
        start = p;
        while (p < end && *p != '=' && !is_blank(*p)) {
            if (*p == ':')
                start = p + 1;
            p++;
        }
        stop = p;
        while (p < end && (is_blank(*p) || *p == '='))
            p++;
        if (p >= end || (*p != '"' && *p != '\''))
            return NULL;
        close = memchr(p + 1, *p, (size_t)(end - p - 1));
        if (!close)
            return NULL;
        if ((size_t)(stop - start) == wanted && memcmp(start, name, wanted) == 0) {
            *length = (size_t)(close - p - 1);
            return p + 1;
        }
        p = close + 1;
    }
    return NULL;
}

char *xml_attribute_text(const struct xml *xml, const char *name)
{
    size_t length;
    const char *value = xml_attribute(xml, name, &length);
    struct text out = TEXT_EMPTY;
    struct error ignored;

    if (!value)
        return NULL;
    if (xml_add_text(xml, &out, value, length, &ignored) != 0) {
        text_free(&out);
        return NULL;
    }
    return text_take(&out);
}

long xml_attribute_number(const struct xml *xml, const char *name, long otherwise)
{
    size_t length;
    const char *value = xml_attribute(xml, name, &length);
    long number = 0;
    size_t i;

    if (!value || length == 0 || length > 9)
        return otherwise;
    for (i = 0; i < length; i++) {
        if (value[i] < '0' || value[i] > '9')
            return otherwise;
        number = number * 10 + (value[i] - '0');
    }
    return number;
}

bool xml_attribute_true(const struct xml *xml, const char *name)
{
    size_t length;
    const char *value = xml_attribute(xml, name, &length);

    return value && ((length == 1 && *value == '1') || (length == 4 && *value == 't') ||
                     (length == 2 && memcmp(value, "on", 2) == 0));
}

/* ---- letters ---- */

static void add_code(struct text *out, uint32_t code)
{
    if (code < 0x80) {
        text_addc(out, (char)code);
    } else if (code < 0x800) {
        text_addc(out, (char)(0xC0 | code >> 6));
        text_addc(out, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        text_addc(out, (char)(0xE0 | code >> 12));
        text_addc(out, (char)(0x80 | (code >> 6 & 0x3F)));
        text_addc(out, (char)(0x80 | (code & 0x3F)));
    } else {
        text_addc(out, (char)(0xF0 | code >> 18));
        text_addc(out, (char)(0x80 | (code >> 12 & 0x3F)));
        text_addc(out, (char)(0x80 | (code >> 6 & 0x3F)));
        text_addc(out, (char)(0x80 | (code & 0x3F)));
    }
}

/* &name; without its marks; false where it is not known. */
static bool add_entity(struct text *out, const char *name, size_t length)
{
    static const struct {
        const char *name;
        char letter;
    } known[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' } };
    bool hex;
    uint32_t code = 0;
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (length == strlen(known[i].name) && memcmp(name, known[i].name, length) == 0) {
            text_addc(out, known[i].letter);
            return true;
        }
    if (length < 2 || *name != '#')
        return false;
    hex = name[1] == 'x';
    if (length == (hex ? 2 : 1))
        return false;
    for (i = hex ? 2 : 1; i < length; i++) {
        char c = name[i];
        int digit = c >= '0' && c <= '9'          ? c - '0'
                    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                  : -1;

        if (digit < 0 || code > 0x10FFFF)
            return false;
        code = code * (hex ? 16 : 10) + (uint32_t)digit;
    }
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return false;
    add_code(out, code);
    return true;
}

int xml_add(const struct xml *xml, struct text *out, struct error *err)
{
    if (!xml->raw)
        return xml_add_text(xml, out, xml->text, xml->text_length, err);
    if (memchr(xml->text, '\0', xml->text_length))
        return xml_refuse(xml, err, "a zero byte in a text");
    text_add(out, xml->text, xml->text_length);
    return 0;
}

int xml_add_text(const struct xml *xml, struct text *out, const char *text, size_t length,
                 struct error *err)
{
    const char *end = text + length;

    if (memchr(text, '\0', length))
        return xml_refuse(xml, err, "a zero byte in a text");
    while (text < end) {
        const char *p = text;
        const char *stop;

        while (p < end && *p != '&' && *p != '\r')
            p++;
        text_add(out, text, (size_t)(p - text));
        if (p == end)
            return 0;
        if (*p == '\r') {
            text_addc(out, '\n');
            text = p + 1 + (p + 1 < end && p[1] == '\n');
            continue;
        }
        stop = memchr(p, ';', (size_t)(end - p));
        if (!stop || !add_entity(out, p + 1, (size_t)(stop - p - 1)))
            return xml_refuse(xml, err, "\"%.*s\" stands for something that is not known here",
                              (int)((stop ? stop + 1 : end) - p < 30 ? (stop ? stop + 1 : end) - p
                                                                     : 30),
                              p);
        text = stop + 1;
    }
    return 0;
}
