/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zipper.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"

static void two(struct text *out, unsigned value)
{
    text_addc(out, (char)(value & 0xFF));
    text_addc(out, (char)(value >> 8 & 0xFF));
}

static void four(struct text *out, uint64_t value)
{
    two(out, (unsigned)(value & 0xFFFF));
    two(out, (unsigned)(value >> 16 & 0xFFFF));
}

static void eight(struct text *out, uint64_t value)
{
    four(out, value & 0xFFFFFFFF);
    four(out, value >> 32);
}

/* Of an entry, here and in the list. */
struct entry {
    const char *name;
    uint64_t packed, size, at;
    uint32_t crc;
    unsigned method, flags;
    bool wide;
};

/* What both headers have in common, from the version on. */
static void put_head(struct text *out, const struct entry *e, bool later)
{
    two(out, e->wide ? 45 : 20);
    two(out, e->flags);
    two(out, e->method);
    four(out, 0x00210000); /* 1980-01-01 */
    four(out, later ? 0 : e->crc);
    four(out, e->wide ? 0xFFFFFFFF : later ? 0 : e->packed);
    four(out, e->wide ? 0xFFFFFFFF : later ? 0 : e->size);
    two(out, (unsigned)strlen(e->name));
}

static void put_list(struct zipper *zipper, const struct entry *e)
{
    struct text *list = &zipper->list;

    text_add(list, "PK\001\002", 4);
    two(list, 45);
    put_head(list, e, false);
    two(list, e->wide ? 28 : 0);
    two(list, 0);
    two(list, 0);
    two(list, 0);
    four(list, 0);
    four(list, e->wide ? 0xFFFFFFFF : e->at);
    text_adds(list, e->name);
    if (e->wide) {
        two(list, 1);
        two(list, 24);
        eight(list, e->size);
        eight(list, e->packed);
        eight(list, e->at);
    }
    zipper->count++;
}

static void put_local(struct text *out, const struct entry *e, bool later)
{
    text_add(out, "PK\003\004", 4);
    put_head(out, e, later);
    two(out, e->wide ? 20 : 0);
    text_adds(out, e->name);
    if (e->wide) {
        two(out, 1);
        two(out, 16);
        eight(out, later ? 0 : e->size);
        eight(out, later ? 0 : e->packed);
    }
}

static void put_descriptor(struct text *out, const struct entry *e)
{
    text_add(out, "PK\007\010", 4);
    four(out, e->crc);
    if (e->wide) {
        eight(out, e->packed);
        eight(out, e->size);
    } else {
        four(out, e->packed);
        four(out, e->size);
    }
}

static void put(struct zipper *zipper, struct entry *e, const char *packed, unsigned flaws)
{
    bool later = flaws & ZIPPER_STREAMED;

    e->at = zipper->out.length;
    e->wide = flaws & ZIPPER_WIDE;
    e->flags = (later ? 8u : 0) | (flaws & ZIPPER_ENCRYPTED ? 1u : 0);
    zipper->wide |= e->wide;
    if (flaws & ZIPPER_METHOD)
        e->method = 77;
    if (flaws & ZIPPER_WRONG_CRC)
        e->crc ^= 1;
    if (flaws & ZIPPER_SHORT)
        e->size--;
    put_local(&zipper->out, e, later);
    text_add(&zipper->out, packed, e->packed);
    if (later)
        put_descriptor(&zipper->out, e);
    put_list(zipper, e);
}

void zipper_add(struct zipper *zipper, const char *name, const char *bytes, size_t length,
                unsigned flaws)
{
    struct entry e = { .name = name, .packed = length, .size = length };
    uLong bound = compressBound((uLong)length) + 64;
    char *packed = xmalloc(bound);
    z_stream z = { 0 };

    e.crc = (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)bytes, (uInt)length);
    if (flaws & ZIPPER_STORED) {
        put(zipper, &e, bytes, flaws);
    } else {
        deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
        z.next_in = (Bytef *)(uintptr_t)bytes;
        z.avail_in = (uInt)length;
        z.next_out = (Bytef *)packed;
        z.avail_out = (uInt)bound;
        deflate(&z, Z_FINISH);
        e.method = 8;
        e.packed = z.total_out;
        deflateEnd(&z);
        put(zipper, &e, packed, flaws);
    }
    free(packed);
}

void zipper_add_zeros(struct zipper *zipper, const char *name, size_t length)
{
    static Bytef zeros[1 << 16];
    static Bytef block[1 << 16];
    struct entry e = { .name = name, .size = length, .method = 8 };
    struct text packed = TEXT_EMPTY;
    z_stream z = { 0 };
    size_t left = length;
    uLong crc = crc32(0, NULL, 0);
    int status = Z_OK;

    deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    while (status != Z_STREAM_END) {
        if (z.avail_in == 0 && left > 0) {
            z.next_in = zeros;
            z.avail_in = (uInt)(left < sizeof zeros ? left : sizeof zeros);
            crc = crc32(crc, zeros, z.avail_in);
            left -= z.avail_in;
        }
        z.next_out = block;
        z.avail_out = sizeof block;
        status = deflate(&z, left == 0 ? Z_FINISH : Z_NO_FLUSH);
        text_add(&packed, (char *)block, sizeof block - z.avail_out);
    }
    deflateEnd(&z);
    e.crc = (uint32_t)crc;
    e.packed = packed.length;
    put(zipper, &e, packed.bytes, 0);
    text_free(&packed);
}

void zipper_end(struct zipper *zipper)
{
    struct text *out = &zipper->out;
    uint64_t at = out->length;
    uint64_t end = at + zipper->list.length;

    text_add(out, zipper->list.bytes, zipper->list.length);
    if (zipper->wide) {
        text_add(out, "PK\006\006", 4);
        eight(out, 44);
        two(out, 45);
        two(out, 45);
        four(out, 0);
        four(out, 0);
        eight(out, zipper->count);
        eight(out, zipper->count);
        eight(out, zipper->list.length);
        eight(out, at);
        text_add(out, "PK\006\007", 4);
        four(out, 0);
        eight(out, end);
        four(out, 1);
    }
    text_add(out, "PK\005\006", 4);
    four(out, 0);
    two(out, zipper->wide ? 0xFFFF : (unsigned)zipper->count);
    two(out, zipper->wide ? 0xFFFF : (unsigned)zipper->count);
    four(out, zipper->wide ? 0xFFFFFFFF : zipper->list.length);
    four(out, zipper->wide ? 0xFFFFFFFF : at);
    two(out, 0);
}

void zipper_free(struct zipper *zipper)
{
    text_free(&zipper->out);
    text_free(&zipper->list);
    *zipper = (struct zipper){ .count = 0 };
}

/* ---- workbooks ---- */

#define PACKAGES "http://schemas.openxmlformats.org/package/2006/"
#define OFFICES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

/* Styles 0 .. 10: as it is, a day, a day with a time, a time, a duration, a share of 100, text, and
 * by codes of their own a day (dd.mm.yyyy), a number that has letters which are none, euros and
 * dollars. */
static const char styles[] =
    "<styleSheet xmlns=\"" SHEETS "\"><numFmts count=\"4\">"
    "<numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.0 &quot;days&quot;\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"#,##0.00\\ [$\xE2\x82\xAC-407]\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"&quot;USD&quot; 0.00;[Red]-0.00\"/></numFmts>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs count=\"11\">"
    "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"21\"/>"
    "<xf numFmtId=\"46\"/><xf numFmtId=\"10\"/><xf numFmtId=\"49\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs></styleSheet>";

static const char strings[] =
    "<sst xmlns=\"" SHEETS "\"><si><t>week</t></si><si><t>calls</t></si>"
    "<si><r><t xml:space=\"preserve\">two </t></r><r><rPr><b/></rPr><t>runs</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>not this</t></rPh></si><si><t>007</t></si>"
    "<si><t>a &amp; b_x000D_, \"c\"</t></si></sst>";

static void add_text(struct zipper *zipper, const char *name, const char *text, unsigned flaws)
{
    zipper_add(zipper, name, text, strlen(text), flaws);
}

void zipper_add_book(struct zipper *zipper, const char *const *names, size_t count, bool from_1904,
                     unsigned flaws)
{
    struct text book = TEXT_EMPTY;
    struct text relations = TEXT_EMPTY;
    size_t i;

    add_text(zipper, "[Content_Types].xml", "<Types xmlns=\"" PACKAGES "content-types\"/>", flaws);
    add_text(zipper, "_rels/.rels",
             "<Relationships xmlns=\"" PACKAGES
             "relationships\"><Relationship Id=\"r1\" Type=\"" OFFICES
             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
             flaws);
    text_addf(&book,
              "<workbook xmlns=\"" SHEETS "\" xmlns:r=\"" OFFICES
              "\"><workbookPr date1904=\"%d\"/><sheets>",
              from_1904);
    text_adds(&relations, "<Relationships xmlns=\"" PACKAGES "relationships\">");
    for (i = 0; i < count; i++) {
        bool hidden = names[i][0] == '.'; /* ".name" is a sheet that is hidden */

        text_addf(&book, "<sheet name=\"%s\" sheetId=\"%zu\"%s r:id=\"s%zu\"/>", names[i] + hidden,
                  i + 1, hidden ? " state=\"hidden\"" : "", i + 1);
        text_addf(&relations,
                  "<Relationship Id=\"s%zu\" Type=\"" OFFICES "/worksheet\" "
                  "Target=\"worksheets/sheet%zu.xml\"/>",
                  i + 1, i + 1);
    }
    text_adds(&book, "</sheets></workbook>");
    text_adds(&relations,
              "<Relationship Id=\"x1\" Type=\"" OFFICES "/styles\" Target=\"styles.xml\"/>"
              "<Relationship Id=\"x2\" Type=\"" OFFICES
              "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>");
    add_text(zipper, "xl/workbook.xml", book.bytes, flaws);
    add_text(zipper, "xl/_rels/workbook.xml.rels", relations.bytes, flaws);
    add_text(zipper, "xl/styles.xml", styles, flaws);
    add_text(zipper, "xl/sharedStrings.xml", strings, flaws);
    text_free(&book);
    text_free(&relations);
}

void zipper_book(struct zipper *zipper, const char *rows, size_t length, bool from_1904)
{
    static const char *const names[] = { "Sheet1" };

    zipper_add_book(zipper, names, 1, from_1904, ZIPPER_STORED);
    zipper_add(zipper, "xl/worksheets/sheet1.xml", rows, length, ZIPPER_STORED);
    zipper_end(zipper);
}
