/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/column.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "calc/serial.h"
#include "period/date.h"

/* TRUE or FALSE, in any case. */
static bool logical_read(const struct field *field, double *value)
{
    char word[8];

    if (field->length < 4 || field->length > 5)
        return false;
    memcpy(word, field->text, field->length);
    word[field->length] = '\0';
    if (same_ignoring_case(word, "TRUE"))
        *value = 1;
    else if (same_ignoring_case(word, "FALSE"))
        *value = 0;
    else
        return false;
    return true;
}

static bool is_utc(const struct field *field)
{
    return field->length >= 17 && field->text[13] == ':' && field->text[field->length - 1] == 'Z';
}

/* A time of UTC, and in the same row one of an unknown zone: they do not go together. */
static bool clocks_differ(const struct evaluator *evaluator, const struct field *field)
{
    size_t at = (size_t)(field - evaluator->fields);
    const struct field *row = evaluator->fields + at - at % evaluator->stride;
    double value;
    size_t j;

    for (j = 0; is_utc(field) && j < evaluator->stride; j++)
        if (row[j].length >= 16 && row[j].text[13] == ':' && !is_utc(&row[j]) &&
            serial_read(row[j].text, row[j].length, &value))
            return true;
    return false;
}

/* A cell that is no number; returns what it is, 'T' where it is just text. */
static char other_kind(const struct evaluator *evaluator, const struct field *field, double *value)
{
    *value = NAN;
    if (logical_read(field, value))
        return 'L';
    if (evaluator->work->date_format &&
        serial_read_format(field->text, field->length, evaluator->work->date_format, value))
        return 'D';
    if (!serial_read(field->text, field->length, value))
        return 'T';
    if (!clocks_differ(evaluator, field))
        return 'D';
    *value = NAN;
    return 'T';
}

/* Why such text is no number: 03/04/2026 is told from other words. */
static unsigned char trouble_of(const struct field *field)
{
    struct date_look look;

    return date_look(field->text, field->length, &look) == DATE_NONE ? TROUBLE_NUMBER
                                                                     : TROUBLE_DATE;
}

static void fault(struct vector *vector, size_t rows, size_t row, unsigned char trouble)
{
    if (!vector->fault)
        vector_faults(vector, rows);
    vector->fault[row] = FAULT_FRESH | trouble;
}

/* Kinds come into being with the first date. */
static void mark_date(struct vector *vector, size_t rows, size_t row)
{
    if (!vector->cells.kind) {
        struct lever_vector cells = vector->cells;
        unsigned char *faults = vector->fault;

        vector_room(vector, vector->kind, rows, true);
        vector->cells.number = cells.number;
        vector->fault = faults;
    }
    vector->cells.kind[row] = 'D';
}

static void read_numbers(const struct evaluator *evaluator, const struct field *field, char form,
                         struct vector *out)
{
    const struct cells *cells = evaluator->work->cells;
    size_t rows = evaluator->rows;
    double *numbers = out->cells.number;
    size_t i;
    char kind;

    for (i = 0; i < rows; i++, field += evaluator->stride) {
        if (cell_number_quick(cells, field->text, field->length, &numbers[i]) == 0)
            continue;
        kind = other_kind(evaluator, field, &numbers[i]);
        if (kind == 'D')
            mark_date(out, rows, i);
        else if (kind == 'T')
            fault(out, rows, i, form == 'C' ? TROUBLE_PASSED : trouble_of(field));
        else if (form == 'C')
            numbers[i] = NAN;
    }
}

static void read_logicals(const struct evaluator *evaluator, const struct field *field,
                          struct vector *out)
{
    double *numbers = out->cells.number;
    size_t i;

    for (i = 0; i < evaluator->rows; i++, field += evaluator->stride) {
        if (cell_number_quick(evaluator->work->cells, field->text, field->length, &numbers[i]) ==
            0) {
            if (!isnan(numbers[i]))
                numbers[i] = numbers[i] != 0;
        } else if (!logical_read(field, &numbers[i])) {
            numbers[i] = NAN;
            fault(out, evaluator->rows, i, TROUBLE_LOGICAL);
        }
    }
}

static bool is_missing(const struct evaluator *evaluator, const struct field *field, double *number,
                       bool *is_number)
{
    *is_number = cell_number_quick(evaluator->work->cells, field->text, field->length, number) == 0;
    return *is_number && isnan(*number);
}

static void read_texts(struct evaluator *evaluator, const struct field *field, struct vector *out)
{
    bool is_number;
    double number;
    size_t i;

    for (i = 0; i < evaluator->rows; i++, field += evaluator->stride) {
        struct lever_text text = { field->text, field->length };

        if (is_missing(evaluator, field, &number, &is_number))
            text = (struct lever_text){ "", 0 };
        else if (is_number)
            text = text_remarked(text, evaluator->work->decimal, &evaluator->memory);
        out->cells.text[i] = text;
    }
}

static void read_any(const struct evaluator *evaluator, const struct field *field,
                     struct vector *out)
{
    struct lever_vector *cells = &out->cells;
    bool is_number;
    size_t i;

    for (i = 0; i < evaluator->rows; i++, field += evaluator->stride) {
        cells->text[i] = (struct lever_text){ field->text, field->length };
        if (is_missing(evaluator, field, &cells->number[i], &is_number)) {
            cells->text[i].length = 0;
            cells->kind[i] = 0;
        } else {
            cells->kind[i] = is_number
                                 ? 'N'
                                 : (unsigned char)other_kind(evaluator, field, &cells->number[i]);
        }
    }
}

const struct vector *column_cells(struct evaluator *evaluator, size_t column, char form)
{
    static const char forms[COLUMN_FORMS + 1] = "NCLTA";
    size_t index = column * COLUMN_FORMS + (size_t)(strchr(forms, form) - forms);
    struct column_cache *cache = &evaluator->columns[index];
    const struct field *field = evaluator->fields + evaluator->work->slot[column];

    if (cache->stretch == evaluator->stretch)
        return &cache->vector;
    cache->stretch = evaluator->stretch;
    vector_room(&cache->vector, form, evaluator->rows, false);
    if (form == 'T')
        read_texts(evaluator, field, &cache->vector);
    else if (form == 'A')
        read_any(evaluator, field, &cache->vector);
    else if (form == 'L')
        read_logicals(evaluator, field, &cache->vector);
    else
        read_numbers(evaluator, field, form, &cache->vector);
    return &cache->vector;
}
