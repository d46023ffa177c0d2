/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/vector.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "calc/calc.h"
#include "calc/serial.h"

enum { BLOCK = 64 * 1024 };

/* ---- memory ---- */

char *memory_room(struct memory *memory, size_t bytes)
{
    char *room;

    if (bytes > BLOCK / 4) { /* a block of its own, ahead of the one in use */
        memory->blocks = xgrow(memory->blocks, memory->count, &memory->capacity, sizeof(char *));
        memmove(memory->blocks + memory->block + 1, memory->blocks + memory->block,
                (memory->count - memory->block) * sizeof(char *));
        memory->count++;
        memory->blocks[memory->block] = xmalloc(bytes);
        return memory->blocks[memory->block++];
    }
    if (memory->block < memory->count && memory->used + bytes > BLOCK) {
        memory->block++;
        memory->used = 0;
    }
    if (memory->block == memory->count) {
        memory->blocks = xgrow(memory->blocks, memory->count, &memory->capacity, sizeof(char *));
        memory->blocks[memory->count++] = xmalloc(BLOCK);
        memory->used = 0;
    }
    room = memory->blocks[memory->block] + memory->used;
    memory->used += bytes;
    return room;
}

void memory_free(struct memory *memory)
{
    while (memory->count > 0)
        free(memory->blocks[--memory->count]);
    free(memory->blocks);
    *memory = (struct memory){ NULL, 0, 0, 0, 0 };
}

void memory_reset(struct memory *memory)
{
    /* Blocks may be of any size: only where there is one is it known. */
    if (memory->count > 1)
        memory_free(memory);
    memory->block = memory->used = 0;
}

/* ---- room ---- */

void vector_room(struct vector *vector, char kind, size_t rows, bool dates)
{
    bool numbers = kind != 'T';
    bool texts = kind == 'T' || kind == 'A';
    bool kinds = kind == 'A' || dates;

    if (rows > vector->capacity) {
        struct vector old = *vector;

        vector_free(&old);
        *vector = (struct vector){ .capacity = rows };
    }
    if (numbers && !vector->numbers)
        vector->numbers = xarray(vector->capacity, sizeof *vector->numbers);
    if (texts && !vector->texts)
        vector->texts = xarray(vector->capacity, sizeof *vector->texts);
    if (kinds && !vector->kinds)
        vector->kinds = xarray(vector->capacity, sizeof *vector->kinds);
    if (kinds && kind != 'A')
        memset(vector->kinds, 'N', rows);
    vector->kind = kind;
    vector->fault = NULL;
    vector->cells.number = numbers ? vector->numbers : NULL;
    vector->cells.text = texts ? vector->texts : NULL;
    vector->cells.kind = kinds ? vector->kinds : NULL;
}

unsigned char *vector_faults(struct vector *vector, size_t rows)
{
    if (!vector->faults)
        vector->faults = xarray(vector->capacity, sizeof *vector->faults);
    memset(vector->faults, 0, rows);
    return vector->fault = vector->faults;
}

void vector_free(struct vector *vector)
{
    free(vector->numbers);
    free(vector->texts);
    free(vector->kinds);
    free(vector->faults);
    *vector = (struct vector){ .capacity = 0 };
}

/* ---- from one way of holding to another ---- */

/* All zeros down to 1E-9, E-10 and E+21 beyond, as spreadsheets join numbers to texts. */
static size_t write_exponent(double number, size_t length, char *buffer)
{
    char *mark = memchr(buffer, 'e', length);
    char *point = mark ? memchr(buffer, '.', length) : NULL;
    int exponent = mark ? (int)strtol(mark + 1, NULL, 10) : 0;
    int places = point ? (int)(mark - point) - 1 : 0;

    if (!mark)
        return length;
    if (exponent < 0 && exponent >= -9)
        return (size_t)snprintf(buffer, CELL_TEXT, "%.*f", places - exponent, number);
    return (size_t)(mark - buffer) +
           (size_t)sprintf(mark, "E%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

size_t cell_text(double number, char kind, char decimal, char *buffer)
{
    char digits[32];
    double rounded;
    char *point;
    size_t length;

    if (isnan(number))
        return 0;
    if (kind == 'L') {
        strcpy(buffer, number > 0 ? "TRUE" : "FALSE");
        return strlen(buffer);
    }
    if (kind == 'D' && (length = serial_write(number, buffer)) > 0)
        return length;
    snprintf(digits, sizeof digits, "%.15g", number);
    rounded = strtod(digits, NULL);
    length = number_format(isinf(rounded) ? number : rounded, buffer);
    length = write_exponent(rounded, length, buffer);
    point = decimal && decimal != '.' ? memchr(buffer, '.', length) : NULL;
    if (point)
        *point = decimal;
    return length;
}

struct lever_text text_remarked(struct lever_text number, char decimal, struct memory *memory)
{
    const char *mark = memchr(number.bytes, decimal == ',' ? '.' : ',', number.length);
    char *room;

    if (!mark)
        return number;
    room = memory_room(memory, number.length);
    memcpy(room, number.bytes, number.length);
    room[mark - number.bytes] = decimal == ',' ? ',' : '.';
    return (struct lever_text){ room, number.length };
}

/* What a number of the vector is: 'N', 'D' or 'L'. */
static char number_kind(const struct vector *vector, size_t row)
{
    if (vector->cells.kind)
        return (char)vector->cells.kind[row];
    return vector->kind == 'L' || vector->kind == 'D' ? vector->kind : 'N';
}

static void as_any(const struct vector *vector, size_t rows, struct vector *out)
{
    const struct lever_vector *from = &vector->cells;
    struct lever_vector *to = &out->cells;
    size_t i;

    for (i = 0; i < rows; i++) {
        bool missing = vector_missing(vector, i);

        to->number[i] = vector->kind == 'T' ? NAN : from->number[i];
        to->text[i] = vector->kind == 'T' ? from->text[i] : (struct lever_text){ "", 0 };
        to->kind[i] = missing               ? 0
                      : vector->kind == 'T' ? 'T'
                                            : (unsigned char)number_kind(vector, i);
    }
}

static void as_text(const struct vector *vector, size_t rows, char decimal, struct memory *memory,
                    struct vector *out)
{
    const struct lever_vector *from = &vector->cells;
    char buffer[CELL_TEXT];
    size_t i;

    for (i = 0; i < rows; i++) {
        struct lever_text *to = &out->cells.text[i];
        char *room;
        size_t length;

        *to = (struct lever_text){ "", 0 };
        if (vector->kind == 'A' && from->text[i].length > 0) {
            *to = from->kind[i] == 'N' ? text_remarked(from->text[i], decimal, memory)
                                       : from->text[i];
            continue;
        }
        if (vector_missing(vector, i))
            continue;
        length = cell_text(from->number[i], number_kind(vector, i), decimal, buffer);
        room = memory_room(memory, length);
        memcpy(room, buffer, length);
        *to = (struct lever_text){ room, length };
    }
}

static bool has_dates(const struct vector *vector, size_t rows)
{
    if (vector->kind == 'D')
        return true;
    return vector->cells.kind && memchr(vector->cells.kind, 'D', rows);
}

/* To numbers or logicals, from an A; text is a fault. */
static void from_any(const struct vector *vector, char wanted, size_t rows, struct vector *out)
{
    const struct lever_vector *from = &vector->cells;
    size_t i;

    for (i = 0; i < rows; i++) {
        double number = from->kind[i] == 'T' || from->kind[i] == 0 ? NAN : from->number[i];

        if (from->kind[i] == 'T') {
            if (!out->fault)
                vector_faults(out, rows);
            out->fault[i] = FAULT_FRESH | (wanted == 'L'   ? TROUBLE_LOGICAL
                                           : wanted == 'C' ? TROUBLE_PASSED
                                                           : TROUBLE_NUMBER);
        }
        if (wanted == 'L' && !isnan(number))
            number = number != 0;
        if (wanted == 'C' && from->kind[i] == 'L')
            number = NAN;
        out->cells.number[i] = number;
        if (out->cells.kind && from->kind[i] == 'D')
            out->cells.kind[i] = 'D';
    }
}

static void add_faults(const struct vector *vector, size_t rows, struct vector *out)
{
    size_t i;

    if (!vector->fault)
        return;
    if (!out->fault)
        vector_faults(out, rows);
    for (i = 0; i < rows; i++)
        if (!out->fault[i])
            out->fault[i] = vector->fault[i] & FAULT_TROUBLE;
}

const struct vector *vector_as(const struct vector *vector, char wanted, size_t rows, char decimal,
                               struct memory *memory, struct vector *out)
{
    char kind = vector->kind;
    bool plain = kind == 0 || kind == 'N' || kind == 'C' || kind == 'D' || kind == 'L';
    size_t i;

    if (wanted == kind || (wanted == 'N' && (kind == 'L' || kind == 'C' || kind == 0)) ||
        (wanted == 'C' && (kind == 'N' || kind == 0)) || (wanted == 'L' && kind == 0))
        return vector;
    vector_room(out, wanted, rows, (wanted == 'N' || wanted == 'C') && has_dates(vector, rows));
    if (wanted == 'A')
        as_any(vector, rows, out);
    else if (wanted == 'T')
        as_text(vector, rows, decimal, memory, out);
    else if (!plain)
        from_any(vector, wanted, rows, out);
    else
        for (i = 0; i < rows; i++) {
            double number = vector->cells.number[i];

            out->cells.number[i] = isnan(number) || (wanted == 'C' && kind == 'L') ? NAN
                                   : wanted == 'L'                                 ? number != 0
                                                                                   : number;
        }
    if (out->cells.kind && kind == 'D' && wanted != 'A')
        memset(out->cells.kind, 'D', rows);
    add_faults(vector, rows, out);
    return out;
}
