/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/sheet_rows.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

int sheet_rows_open(struct sheet_rows *rows, struct xlsx *book, const struct xlsx_sheet *sheet,
                    const struct sheet_spelling *spelling, struct error *err)
{
    const struct zip_member *member = zip_find(book->zip, sheet->part);

    *rows = (struct sheet_rows){ .book = book, .spelling = spelling };
    if (!member)
        return error_at(err, book->zip->name, 0, NULL,
                        "is damaged: it lacks %.80s, the sheet \"%.60s\"", sheet->part,
                        sheet->name);
    rows->bytes = zip_read(book->zip, member, err);
    if (!rows->bytes)
        return -1;
    rows->part = xasprintf("the sheet \"%.60s\"", sheet->name);
    xml_open(&rows->xml, rows->bytes, book->zip->name, rows->part);
    text_add(&rows->value, "", 0);
    text_add(&rows->text, "", 0);
    return 0;
}

void sheet_rows_close(struct sheet_rows *rows)
{
    xml_close(&rows->xml);
    stream_close(rows->bytes);
    free(rows->part);
    free(rows->found.columns);
    free(rows->cells);
    text_free(&rows->text);
    text_free(&rows->value);
}

/* ---- cells ---- */

struct cell_head {
    const char *place; /* "B7"; NULL = it is not said */
    size_t place_length;
    enum sheet_type type;
    bool inline_text;
    long style;
};

static enum sheet_type type_of(const char *word, size_t length, bool *inline_text)
{
    if (length == 1)
        return *word == 's'   ? TYPE_SHARED
               : *word == 'b' ? TYPE_TRUTH
               : *word == 'e' ? TYPE_ERROR
               : *word == 'd' ? TYPE_DAY
                              : TYPE_NUMBER;
    *inline_text = length == 9 && memcmp(word, "inlineStr", 9) == 0;
    return *inline_text || (length == 3 && memcmp(word, "str", 3) == 0) ? TYPE_TEXT : TYPE_NUMBER;
}

/* The attributes of a cell in one go: r="B7" s="3" t="s", in any order and among others. */
static struct cell_head read_head(const struct xml *xml)
{
    struct cell_head head = { .type = TYPE_NUMBER, .style = -1 };
    const char *p = xml->attributes;
    const char *end = p + xml->attributes_length;

    while (p < end) {
        const char *name, *value;
        size_t length;

        while (p < end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
            p++;
        name = p;
        while (p < end && *p != '"' && *p != '\'')
            p++;
        if (p >= end)
            break;
        value = p + 1;
        p = memchr(value, *p, (size_t)(end - value));
        if (!p)
            break;
        length = (size_t)(p++ - value);
        if (name[1] != '=' && name[1] != ' ') /* r = "B7" is the same */
            continue;
        if (*name == 'r') {
            head.place = value;
            head.place_length = length;
        } else if (*name == 't') {
            head.type = type_of(value, length, &head.inline_text);
        } else if (*name == 's') {
            size_t i;

            for (head.style = 0, i = 0; i < length && i < 9; i++)
                head.style = head.style * 10 + (value[i] - '0');
        }
    }
    return head;
}

/* "B7" of row 7: its column from 0; -1 where it is of no place in this row. */
static long column_of(const struct sheet_rows *rows, const char *place, size_t length)
{
    unsigned long row = 0;
    long column = 0;
    size_t i;

    for (i = 0; i < length && i < 4 &&
                ((place[i] >= 'A' && place[i] <= 'Z') || (place[i] >= 'a' && place[i] <= 'z'));
         i++)
        column = column * 26 + ((place[i] & 0x1F));
    if (i == 0 || i == length || column > SHEET_COLUMNS)
        return -1;
    for (; i < length; i++) {
        if (place[i] < '0' || place[i] > '9' || row > SHEET_ROWS)
            return -1;
        row = row * 10 + (unsigned long)(place[i] - '0');
    }
    return row == rows->row ? column - 1 : -1;
}

/* The text of the element in hand, without what is within it, into rows->value. */
static int read_value(struct sheet_rows *rows, struct error *err)
{
    struct xml *xml = &rows->xml;
    int depth = xml->depth - 1;

    for (;;) {
        if (xml_next(xml, err) != 0)
            return -1;
        if (xml->kind == XML_CLOSE && xml->depth == depth)
            return 0;
        if (xml->kind == XML_TEXT && xml_add(xml, &rows->value, err) != 0)
            return -1;
    }
}

/* Behind the OPEN of a cell, to its CLOSE. */
static int read_cell(struct sheet_rows *rows, uint32_t *next, struct error *err)
{
    struct xml *xml = &rows->xml;
    struct cell_head head = read_head(xml);
    int depth = xml->depth - 1;
    bool formula = false;
    long column = head.place ? column_of(rows, head.place, head.place_length) : (long)*next;

    if (column < 0 || column >= SHEET_COLUMNS)
        return xml_refuse(xml, err, "\"%.*s\" is no cell of row %lu",
                          (int)(head.place_length < 20 ? head.place_length : 20),
                          head.place ? head.place : "", rows->row);
    *next = (uint32_t)column + 1;
    text_clear(&rows->value);
    for (;;) {
        if (xml_next(xml, err) != 0)
            return -1;
        if (xml->kind == XML_CLOSE && xml->depth == depth)
            break;
        if (xml->kind != XML_OPEN)
            continue;
        if (xml_is(xml, "v") && !head.inline_text) {
            if (read_value(rows, err) != 0)
                return -1;
        } else if (xml_is(xml, "is")) {
            if (strings_add(xml, &rows->value, err) != 0)
                return -1;
        } else {
            formula = formula || xml_is(xml, "f");
            if (xml_skip(xml, err) != 0)
                return -1;
        }
    }
    if (head.type == TYPE_TEXT && !head.inline_text)
        strings_unescape(&rows->value, 0);
    if (formula && rows->value.length == 0 && head.type != TYPE_TEXT)
        sheet_find(rows, &rows->found.unvalued, (uint32_t)column);
    return sheet_cell_add(rows, (uint32_t)column, head.type, head.style, err);
}

static int compare_columns(const void *left, const void *right)
{
    const struct sheet_cell *a = left;
    const struct sheet_cell *b = right;

    return (a->column > b->column) - (a->column < b->column);
}

/* Most writers put cells in order; two of one place are refused. */
static int order_cells(struct sheet_rows *rows, struct error *err)
{
    size_t i;

    for (i = 1; i < rows->count && rows->cells[i - 1].column < rows->cells[i].column; i++)
        ;
    if (i >= rows->count)
        return 0;
    qsort(rows->cells, rows->count, sizeof *rows->cells, compare_columns);
    for (i = 1; i < rows->count; i++)
        if (rows->cells[i - 1].column == rows->cells[i].column)
            return xml_refuse(&rows->xml, err, "row %lu has a cell twice", rows->row);
    return 0;
}

/* ---- rows ---- */

/* Behind the OPEN of a row, to its CLOSE. */
static int read_row(struct sheet_rows *rows, struct error *err)
{
    struct xml *xml = &rows->xml;
    int depth = xml->depth - 1;
    long number = xml_attribute_number(xml, "r", (long)rows->row + 1);
    uint32_t next = 0;

    if (number <= (long)rows->row || number > SHEET_ROWS)
        return xml_refuse(xml, err, "row %ld stands behind row %lu", number, rows->row);
    rows->row = (unsigned long)number;
    rows->count = 0;
    text_clear(&rows->text);
    if (xml->attributes_length > 0 && xml_attribute_true(xml, "hidden") &&
        rows->found.hidden_rows.count++ == 0)
        snprintf(rows->found.hidden_rows.first, PLACE_SIZE, "row %lu", rows->row);
    for (;;) {
        if (xml_next(xml, err) != 0)
            return -1;
        if (xml->kind == XML_CLOSE && xml->depth == depth)
            return order_cells(rows, err);
        if (xml->kind == XML_OPEN &&
            (xml_is(xml, "c") ? read_cell(rows, &next, err) : xml_skip(xml, err)) != 0)
            return -1;
    }
}

/* <col min="2" max="3" hidden="1"/> */
static void take_columns(struct sheet_rows *rows)
{
    struct finding *hidden = &rows->found.hidden_columns;
    long from = xml_attribute_number(&rows->xml, "min", 0);
    long to = xml_attribute_number(&rows->xml, "max", from);
    char name[4];

    if (!xml_attribute_true(&rows->xml, "hidden") || from < 1 || to < from || from > SHEET_COLUMNS)
        return;
    if (to > SHEET_COLUMNS)
        to = SHEET_COLUMNS;
    sheet_column_name((size_t)from - 1, name);
    if (hidden->count == 0)
        snprintf(hidden->first, PLACE_SIZE, "column %s", name);
    /* all to the right of the table: a way to make a sheet look small */
    hidden->count += to == SHEET_COLUMNS ? 1 : (unsigned long)(to - from + 1);
}

static void take_merged(struct sheet_rows *rows)
{
    struct finding *merged = &rows->found.merged;
    size_t length;
    const char *place = xml_attribute(&rows->xml, "ref", &length);

    if (merged->count++ == 0 && place)
        snprintf(merged->first, PLACE_SIZE, "%.*s", (int)length, place);
}

int sheet_rows_next(struct sheet_rows *rows, struct error *err)
{
    struct xml *xml = &rows->xml;

    while (!rows->ended) {
        if (xml_next(xml, err) != 0)
            return -1;
        if (xml->kind == XML_END) {
            rows->ended = true;
            if (!rows->begun)
                return xml_refuse(xml, err, "it has no rows (sheetData)");
            break;
        }
        if (xml->kind != XML_OPEN)
            continue;
        if (xml->depth == 2 && xml_is(xml, "sheetData")) {
            rows->begun = true;
        } else if (xml->depth == 3 && xml_is(xml, "row")) {
            if (read_row(rows, err) != 0)
                return -1;
            if (rows->count == 0)
                continue;
            rows->any = true;
            rows->found.rows = rows->row;
            return 1;
        } else if (xml->depth == 3 && xml_is(xml, "col")) {
            take_columns(rows);
        } else if (xml->depth == 3 && xml_is(xml, "mergeCell")) {
            take_merged(rows);
        }
    }
    return 0;
}
