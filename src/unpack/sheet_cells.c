/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell's value becomes. */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "unpack/sheet_rows.h"

void sheet_column_name(size_t column, char name[4])
{
    char letters[4];
    size_t count = 0;
    size_t i;

    for (column++; column > 0 && count < 3; column = (column - 1) / 26)
        letters[count++] = (char)('A' + (column - 1) % 26);
    for (i = 0; i < count; i++)
        name[i] = letters[count - 1 - i];
    name[count] = '\0';
}

void sheet_find(struct sheet_rows *rows, struct finding *finding, uint32_t column)
{
    char name[4];

    if (finding->count++ > 0)
        return;
    sheet_column_name(column, name);
    snprintf(finding->first, sizeof finding->first, "%s%lu", name, rows->row);
}

struct sheet_column *sheet_column_at(struct sheet_rows *rows, uint32_t column)
{
    struct sheet_found *found = &rows->found;

    while (column >= found->column_count) {
        found->columns = xgrow(found->columns, found->column_count, &rows->column_capacity,
                               sizeof *found->columns);
        found->columns[found->column_count++] = (struct sheet_column){ 0 };
    }
    return &found->columns[column];
}

static struct sheet_cell *begin_cell(struct sheet_rows *rows, uint32_t column)
{
    rows->cells = xgrow(rows->cells, rows->count, &rows->capacity, sizeof *rows->cells);
    rows->cells[rows->count] = (struct sheet_cell){ .column = column, .at = rows->text.length };
    return &rows->cells[rows->count++];
}

static void end_cell(struct sheet_rows *rows, struct sheet_cell *cell)
{
    cell->length = (uint32_t)(rows->text.length - cell->at);
}

/* ---- texts ---- */

static bool needs_quotes(const char *text, size_t length, char delimiter)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (text[i] == delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return true;
    return false;
}

static void add_words(struct sheet_rows *rows, uint32_t column, const char *text, size_t length,
                      bool like)
{
    struct sheet_cell *cell;

    if (length == 0)
        return;
    cell = begin_cell(rows, column);
    text_add(&rows->text, text, length);
    end_cell(rows, cell);
    cell->quoted = needs_quotes(text, length, rows->spelling->delimiter);
    if (like && rows->any) {
        struct sheet_column *at = sheet_column_at(rows, column);

        if (at->likes++ == 0)
            at->row = rows->row;
    }
}

static int add_shared(struct sheet_rows *rows, uint32_t column, struct error *err)
{
    const struct strings *strings = &rows->book->strings;
    const char *digits = rows->value.bytes;
    size_t index = 0;
    size_t length;
    size_t i;

    for (i = 0; i < rows->value.length && i < 12 && digits[i] >= '0' && digits[i] <= '9'; i++)
        index = index * 10 + (size_t)(digits[i] - '0');
    if (i == 0 || i < rows->value.length || index >= strings->count)
        return xml_refuse(&rows->xml, err,
                          "the text number \"%.20s\" of a cell in row %lu is not "
                          "among the shared ones",
                          digits, rows->row);
    digits = strings_text(strings, index, &length);
    add_words(rows, column, digits, length, strings->likes[index]);
    return 0;
}

/* ---- numbers ---- */

/* Digits that are already as short as they can be: up to 15 of them, a point among them. */
static bool is_shortest(const char *text, size_t length)
{
    const char *end = text + length;
    const char *point = NULL;
    const char *p = text;

    if (length > 16)
        return false;
    if (*p == '-')
        p++;
    if (p == end || (*p == '0' && p + 1 < end && p[1] != '.'))
        return false;
    for (; p < end; p++)
        if (*p == '.' && !point && p > text && p + 1 < end && p[-1] != '-')
            point = p;
        else if (*p < '0' || *p > '9')
            return false;
    /* 0.00001 is 1e-05 to others and 0.00001 to nobody's harm; -0 is 0 */
    return (!point || end[-1] != '0') && !(text[0] == '-' && text[1] == '0' && length == 2) &&
           length - (point != NULL) - (text[0] == '-') <= 15;
}

static void add_digits(struct sheet_rows *rows, struct sheet_cell *cell, const char *text,
                       size_t length)
{
    const struct sheet_spelling *spelling = rows->spelling;
    char *point;

    text_add(&rows->text, text, length);
    if (spelling->decimal == '.')
        return;
    point = memchr(rows->text.bytes + cell->at, '.', rows->text.length - cell->at);
    if (!point)
        return;
    *point = spelling->decimal;
    cell->quoted = spelling->decimal == spelling->delimiter;
}

/* INF, NaN or more than a double holds: programs write what they could not work out so. */
static bool is_beyond(const char *text, size_t length)
{
    static const char *const words[] = { "INF", "-INF", "NAN", "NaN", "inf", "-inf", "nan" };
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (length == strlen(words[i]) && memcmp(text, words[i], length) == 0)
            return true;
    for (i = 0; i < length; i++)
        if (!strchr("0123456789.+-eE", text[i]))
            return false;
    /* all else that a number can be is one */
    return memchr(text, 'e', length) || memchr(text, 'E', length);
}

/* 1 and the number, 0 where it is missing, -1. */
static int read_number(struct sheet_rows *rows, uint32_t column, double *value, struct error *err)
{
    const char *text = rows->value.bytes;

    if (number_parse(text, rows->value.length, '.', value) == 0)
        return 1;
    if (!is_beyond(text, rows->value.length))
        return xml_refuse(&rows->xml, err,
                          "\"%.30s\" in row %lu is no number, as its cell says it is", text,
                          rows->row);
    sheet_find(rows, &rows->found.beyond, column);
    return 0;
}

/* The currency beside a number, where it is wanted and is one. */
static void add_currency(struct sheet_rows *rows, long style)
{
    const char *sign = style >= 0 && (size_t)style < rows->book->style_count
                           ? rows->book->signs[style]
                           : NULL;

    if (!sign || !rows->spelling->currency || !rows->spelling->currency(sign, strlen(sign)))
        return;
    text_addc(&rows->text, ' ');
    text_adds(&rows->text, sign);
}

static int add_number(struct sheet_rows *rows, uint32_t column, long style, struct error *err)
{
    const struct xlsx *book = rows->book;
    enum shown shown = style >= 0 && (size_t)style < book->style_count
                           ? (enum shown)book->shown[style]
                           : SHOWN_NUMBER;
    char digits[NUMBER_SIZE];
    struct sheet_cell *cell;
    double value;
    int got;

    if (shown == SHOWN_PERCENT && !rows->spelling->percent)
        shown = SHOWN_NUMBER;
    if (shown == SHOWN_NUMBER && is_shortest(rows->value.bytes, rows->value.length)) {
        cell = begin_cell(rows, column);
        add_digits(rows, cell, rows->value.bytes, rows->value.length);
    } else if ((got = read_number(rows, column, &value, err)) != 1) {
        return got;
    } else if (shown == SHOWN_NUMBER || shown == SHOWN_PERCENT) {
        cell = begin_cell(rows, column);
        if (shown == SHOWN_NUMBER) {
            add_digits(rows, cell, digits, number_format(value, digits));
        } else {
            struct text percent = TEXT_EMPTY;

            shown_percent(value, &percent);
            add_digits(rows, cell, percent.bytes, percent.length);
            text_free(&percent);
        }
    } else {
        cell = begin_cell(rows, column);
        if (!shown_write(value, shown, book->from_1904, &rows->text)) {
            rows->count--;
            sheet_find(rows, &rows->found.impossible, column);
            return 0;
        }
    }
    if (shown == SHOWN_NUMBER)
        add_currency(rows, style);
    end_cell(rows, cell);
    sheet_column_at(rows, column)->numbers++;
    return 0;
}

/* 2026-03-01T00:00:00, as it stands in the cell; midnight is not said. */
static void add_day(struct sheet_rows *rows, uint32_t column)
{
    struct sheet_cell *cell = begin_cell(rows, column);
    size_t length = rows->value.length;

    while (length > 0 && rows->value.bytes[length - 1] == 'Z')
        length--;
    if (length >= 19 && memcmp(rows->value.bytes + 10, "T00:00:00", 9) == 0)
        length = 10;
    text_add(&rows->text, rows->value.bytes, length);
    end_cell(rows, cell);
    cell->quoted = needs_quotes(rows->value.bytes, length, rows->spelling->delimiter);
    sheet_column_at(rows, column)->numbers++;
}

static void add_truth(struct sheet_rows *rows, uint32_t column)
{
    struct sheet_cell *cell = begin_cell(rows, column);
    bool truth = rows->value.bytes[0] == '1' || rows->value.bytes[0] == 't';

    text_adds(&rows->text, truth ? "TRUE" : "FALSE");
    end_cell(rows, cell);
}

static void count_error(struct sheet_rows *rows, uint32_t column)
{
    struct sheet_found *found = &rows->found;

    if (found->errors.count == 0) {
        snprintf(found->error_word, sizeof found->error_word, "%s", rows->value.bytes);
        stream_tame(found->error_word);
    }
    sheet_find(rows, &found->errors, column);
}

int sheet_cell_add(struct sheet_rows *rows, uint32_t column, enum sheet_type type, long style,
                   struct error *err)
{
    if (type == TYPE_ERROR) {
        count_error(rows, column);
        return 0;
    }
    if (rows->value.length == 0)
        return 0;
    if (!rows->spelling) {
        begin_cell(rows, column);
        return 0;
    }
    switch (type) {
    case TYPE_NUMBER:
        return add_number(rows, column, style, err);
    case TYPE_SHARED:
        return add_shared(rows, column, err);
    case TYPE_TEXT:
        add_words(rows, column, rows->value.bytes, rows->value.length,
                  shown_like_number(rows->value.bytes, rows->value.length));
        break;
    case TYPE_DAY:
        add_day(rows, column);
        break;
    case TYPE_TRUTH:
        add_truth(rows, column);
        break;
    case TYPE_ERROR:
        break;
    }
    return 0;
}
