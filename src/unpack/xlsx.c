/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- which kind of file it is ---- */

static bool holds(const struct zip *zip, const char *name)
{
    return zip_find(zip, name) != NULL;
}

bool xlsx_is_in(const struct zip *zip, const char **other)
{
    static const struct {
        const char *member;
        const char *what;
    } kinds[] = {
        { "xl/workbook.bin", "is a binary workbook (.xlsb): save it as .xlsx or the sheet as CSV" },
        { "content.xml",
          "is an OpenDocument file (.ods): save it as .xlsx or the sheet as CSV, or let "
          "LibreOffice do it: soffice --convert-to xlsx FILE" },
        { "word/document.xml", "is a text document (.docx), not a table" },
        { "ppt/presentation.xml", "is a presentation (.pptx), not a table" },
        { "Index/Document.iwa", "is a Numbers document: export it as .xlsx or CSV" },
    };
    size_t i;

    *other = NULL;
    if (holds(zip, "xl/workbook.xml"))
        return true;
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (holds(zip, kinds[i].member))
            *other = kinds[i].what;
    return !*other && holds(zip, "[Content_Types].xml") && holds(zip, "_rels/.rels");
}

/* ---- parts and what they refer to ---- */

struct relation {
    char *id;
    char *type; /* its last word */
    char *part;
};

struct relations {
    struct relation *items;
    size_t count;
    size_t capacity;
};

static void forget_relations(struct relations *relations)
{
    while (relations->count) {
        struct relation *relation = &relations->items[--relations->count];

        free(relation->id);
        free(relation->type);
        free(relation->part);
    }
    free(relations->items);
}

/* A target as seen from the folder of the part that names it. */
static char *resolve(const char *folder, const char *target)
{
    char *path = *target == '/' ? xstrdup(target + 1) : xasprintf("%s%s", folder, target);
    char *up;

    while ((up = strstr(path, "../")) != NULL && (up == path || up[-1] == '/')) {
        char *start = up;

        if (start > path)
            for (start--; start > path && start[-1] != '/'; start--)
                ;
        memmove(start, up + 3, strlen(up + 3) + 1);
    }
    if (strncmp(path, "./", 2) == 0)
        memmove(path, path + 2, strlen(path + 2) + 1);
    return path;
}

/* Calls `take` with every element of a part. */
static int each_element(struct zip *zip, const char *part,
                        int (*take)(struct xml *xml, void *context, struct error *err),
                        void *context, struct error *err)
{
    const struct zip_member *member = zip_find(zip, part);
    struct stream *stream;
    struct xml xml;
    int status = 0;

    if (!member)
        return error_at(err, zip->name, 0, NULL,
                        "is damaged: it lacks %.80s; open it in a spreadsheet program and save it "
                        "again",
                        part);
    stream = zip_read(zip, member, err);
    if (!stream)
        return -1;
    xml_open(&xml, stream, zip->name, part);
    while (status == 0 && (status = xml_next(&xml, err)) == 0 && xml.kind != XML_END)
        if (xml.kind == XML_OPEN)
            status = take(&xml, context, err);
    xml_close(&xml);
    stream_close(stream);
    return status;
}

struct relation_reading {
    struct relations *relations;
    const char *folder;
};

static int take_relation(struct xml *xml, void *context, struct error *err)
{
    struct relation_reading *reading = context;
    struct relations *relations = reading->relations;
    char *target, *type;
    const char *slash;

    (void)err;
    if (!xml_is(xml, "Relationship"))
        return 0;
    target = xml_attribute_text(xml, "Target");
    type = xml_attribute_text(xml, "Type");
    slash = type ? strrchr(type, '/') : NULL;
    relations->items = xgrow(relations->items, relations->count, &relations->capacity,
                             sizeof *relations->items);
    relations->items[relations->count++] = (struct relation){
        .id = xml_attribute_text(xml, "Id"),
        .type = xstrdup(slash ? slash + 1 : ""),
        .part = resolve(reading->folder, target ? target : "")
    };
    free(target);
    free(type);
    return 0;
}

static int read_relations(struct zip *zip, const char *part, struct relations *relations,
                          struct error *err)
{
    const char *slash = strrchr(part, '/');
    char *folder = slash ? xstrndup(part, (size_t)(slash - part) + 1) : xstrdup("");
    char *path = xasprintf("%s_rels/%s.rels", folder, slash ? slash + 1 : part);
    struct relation_reading reading = { relations, folder };
    int status = each_element(zip, path, take_relation, &reading, err);

    free(folder);
    free(path);
    return status;
}

static const struct relation *by_type(const struct relations *relations, const char *type)
{
    size_t i;

    for (i = 0; i < relations->count; i++)
        if (strcmp(relations->items[i].type, type) == 0)
            return &relations->items[i];
    return NULL;
}

/* ---- the list of sheets ---- */

struct book_reading {
    struct xlsx *book;
    const struct relations *relations;
    size_t capacity;
};

static int take_book(struct xml *xml, void *context, struct error *err)
{
    struct book_reading *reading = context;
    struct xlsx *book = reading->book;
    const struct relation *relation = NULL;
    char *id, *state, *name;
    size_t i;

    if (xml_is(xml, "workbookPr"))
        book->from_1904 = xml_attribute_true(xml, "date1904");
    if (!xml_is(xml, "sheet") || xml->depth != 3)
        return 0;
    id = xml_attribute_text(xml, "id");
    for (i = 0; id && i < reading->relations->count; i++)
        if (reading->relations->items[i].id && strcmp(reading->relations->items[i].id, id) == 0)
            relation = &reading->relations->items[i];
    free(id);
    name = xml_attribute_text(xml, "name");
    if (!relation || !name) {
        free(name);
        return xml_refuse(xml, err, "a sheet that has no name or no part");
    }
    stream_tame(name);
    if (strcmp(relation->type, "worksheet") != 0) {
        free(name);
        return 0;
    }
    state = xml_attribute_text(xml, "state");
    book->sheets = xgrow(book->sheets, book->count, &reading->capacity, sizeof *book->sheets);
    book->sheets[book->count++] = (struct xlsx_sheet){ .name = name,
                                                       .part = xstrdup(relation->part),
                                                       .hidden = state && strncmp(state, "visible",
                                                                                  7) != 0 };
    free(state);
    return 0;
}

/* ---- styles ---- */

struct style_reading {
    struct xlsx *book;
    struct custom {
        long number;
        enum shown shown;
        char *sign;
    } * customs;
    size_t custom_count;
    size_t custom_capacity;
    size_t capacity;
    size_t sign_capacity;
    bool in_cells; /* within cellXfs, not cellStyleXfs */
};

static int take_style(struct xml *xml, void *context, struct error *err)
{
    struct style_reading *reading = context;
    struct xlsx *book = reading->book;
    long number;
    const char *sign = NULL;
    enum shown shown;
    size_t i;

    (void)err;
    if (xml_is(xml, "numFmt") && xml->depth == 3) {
        char *code = xml_attribute_text(xml, "formatCode");

        reading->customs = xgrow(reading->customs, reading->custom_count, &reading->custom_capacity,
                                 sizeof *reading->customs);
        reading->customs[reading->custom_count++] = (struct custom){
            xml_attribute_number(xml, "numFmtId", -1), code ? shown_by_code(code) : SHOWN_NUMBER,
            code ? shown_sign(code) : NULL
        };
        free(code);
    }
    if (xml->depth == 2)
        reading->in_cells = xml_is(xml, "cellXfs");
    if (!reading->in_cells || xml->depth != 3 || !xml_is(xml, "xf"))
        return 0;
    number = xml_attribute_number(xml, "numFmtId", 0);
    shown = shown_by_number(number);
    for (i = 0; i < reading->custom_count; i++)
        if (reading->customs[i].number == number) {
            shown = reading->customs[i].shown;
            sign = reading->customs[i].sign;
        }
    book->shown = xgrow(book->shown, book->style_count, &reading->capacity, 1);
    book->signs = xgrow(book->signs, book->style_count, &reading->sign_capacity,
                        sizeof *book->signs);
    book->signs[book->style_count] = sign && shown == SHOWN_NUMBER ? xstrdup(sign) : NULL;
    book->shown[book->style_count++] = (unsigned char)shown;
    return 0;
}

static int read_styles(struct xlsx *book, const char *part, struct error *err)
{
    struct style_reading reading = { .book = book };
    int status = each_element(book->zip, part, take_style, &reading, err);

    while (reading.custom_count)
        free(reading.customs[--reading.custom_count].sign);
    free(reading.customs);
    return status;
}

/* ---- all of it ---- */

static char *book_part(struct zip *zip, struct error *err)
{
    struct relations relations = { 0 };
    const struct relation *relation;
    char *part = NULL;

    if (zip_find(zip, "_rels/.rels")) {
        if (read_relations(zip, "", &relations, err) != 0) {
            forget_relations(&relations);
            return NULL;
        }
        relation = by_type(&relations, "officeDocument");
        if (relation)
            part = xstrdup(relation->part);
        forget_relations(&relations);
    }
    return part ? part : xstrdup("xl/workbook.xml");
}

int xlsx_open(struct xlsx *book, struct zip *zip, struct error *err)
{
    struct relations relations = { 0 };
    struct book_reading reading = { .book = book, .relations = &relations };
    const struct relation *relation;
    char *part;
    int status;

    *book = (struct xlsx){ .zip = zip };
    part = book_part(zip, err);
    if (!part)
        return -1;
    status = read_relations(zip, part, &relations, err);
    if (status == 0)
        status = each_element(zip, part, take_book, &reading, err);
    relation = by_type(&relations, "styles");
    if (status == 0 && relation && zip_find(zip, relation->part))
        status = read_styles(book, relation->part, err);
    relation = by_type(&relations, "sharedStrings");
    if (relation && zip_find(zip, relation->part))
        book->strings_part = xstrdup(relation->part);
    if (status == 0 && book->count == 0)
        status = error_at(err, zip->name, 0, NULL, "is a workbook without a sheet of cells");
    forget_relations(&relations);
    free(part);
    return status;
}

int xlsx_strings(struct xlsx *book, struct error *err)
{
    struct stream *stream;
    int status;

    if (!book->strings_part || book->strings_read)
        return 0;
    stream = zip_read(book->zip, zip_find(book->zip, book->strings_part), err);
    if (!stream)
        return -1;
    status = strings_read(&book->strings, stream, book->zip->name, err);
    stream_close(stream);
    book->strings_read = status == 0;
    return status;
}

void xlsx_close(struct xlsx *book)
{
    while (book->count) {
        free(book->sheets[--book->count].name);
        free(book->sheets[book->count].part);
    }
    free(book->sheets);
    while (book->style_count)
        free(book->signs[--book->style_count]);
    free(book->signs);
    free(book->shown);
    free(book->strings_part);
    strings_free(&book->strings);
    *book = (struct xlsx){ .zip = NULL };
}
