/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/form.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "period/period.h"

/* The text without the spaces around it, in memory of its own. */
static char *trimmed(const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return xstrndup(text, length);
}

static size_t find(const struct form *form, const char *name)
{
    size_t i;

    for (i = 0; i < form->count && !same_ignoring_case(name, form->names[i]); i++)
        ;
    return i;
}

/* A plan saved by a spreadsheet of another locale comes as one column. */
static const char *divided_otherwise(const char *header)
{
    return strchr(header, ';') ? "semicolons" : strchr(header, '\t') ? "tabs" : NULL;
}

static void add_unknown(struct text *note, const struct form *form, const char *name)
{
    long nearest = nearest_name(name, form->names, form->count);

    text_addf(note, "%s\"%s\"", note->length ? ", " : "", name);
    if (nearest >= 0)
        text_addf(note, " (%s?)", form->names[nearest]);
}

/* What is wrong with the header itself. */
static void fault(struct form *form, struct error *err)
{
    faults_add(form->faults, err);
}

/* -1 where a column that is needed is not there. */
static int check_needed(struct form *form, const char *unknown)
{
    struct error err;
    int status = 0;
    size_t i;

    for (i = 0; i < form->count; i++) {
        if (!form->columns[i].needed || form->position[i] != SIZE_MAX)
            continue;
        status = error_at(&err, form->file, form->line, NULL, "there is no column \"%s\"%s%s",
                          form->names[i], unknown ? "; not known here: " : "",
                          unknown ? unknown : "");
        fault(form, &err);
    }
    return status;
}

static int read_header(struct form *form, const struct field *fields, size_t count)
{
    const char *otherwise = count == 1 ? divided_otherwise(fields[0].text) : NULL;
    struct text unknown = TEXT_EMPTY;
    struct error err;
    size_t i, at;
    int status;

    if (otherwise) {
        error_at(&err, form->file, form->line, NULL,
                 "the columns are divided by %s, not commas: lever clean makes it plain",
                 otherwise);
        return faults_add(form->faults, &err);
    }
    for (i = 0; i < count; i++) {
        char *name = trimmed(fields[i].text, fields[i].length);

        at = find(form, name);
        if (at == form->count && *name) {
            add_unknown(&unknown, form, name);
        } else if (at < form->count && form->position[at] != SIZE_MAX) {
            error_at(&err, form->file, form->line, name, "is there twice");
            fault(form, &err);
        } else if (at < form->count) {
            form->position[at] = i;
        }
        free(name);
    }
    status = check_needed(form, unknown.length ? unknown.bytes : NULL);
    if (unknown.length)
        form->note = xasprintf("%s: not known here and passed over: %s", file_shown(form->file),
                               unknown.bytes);
    text_free(&unknown);
    form->width = count;
    return status;
}

static void lay_out(struct form *form)
{
    size_t i;

    while (form->columns[form->count].name)
        form->count++;
    form->names = xarray(form->count, sizeof *form->names);
    form->position = xarray(form->count, sizeof *form->position);
    form->cells = xcalloc(form->count, sizeof *form->cells);
    for (i = 0; i < form->count; i++) {
        form->names[i] = form->columns[i].name;
        form->position[i] = SIZE_MAX;
    }
}

int form_open(struct form *form, const char *file, const struct form_column *columns,
              void *context, struct faults *faults)
{
    const struct dialect plain = { 0 };
    const struct field *fields;
    struct error err;
    size_t width;
    int got;

    *form = (struct form){ .file = file, .columns = columns, .context = context,
                           .faults = faults };
    form->reader = reader_open(file, &plain, &err);
    if (!form->reader)
        return faults_add(faults, &err);
    lay_out(form);
    got = reader_next(form->reader, &fields, &width, &err);
    form->line = got == 1 ? reader_line(form->reader) : 0;
    if (got == 0)
        got = error_at(&err, file, 0, NULL, "is empty");
    if (got < 0)
        fault(form, &err);
    if (got < 0 || read_header(form, fields, width) != 0) {
        form_close(form);
        return -1;
    }
    return 0;
}

static void forget_cells(struct form *form)
{
    size_t i;

    for (i = 0; form->cells && i < form->count; i++) {
        free(form->cells[i]);
        form->cells[i] = NULL;
    }
}

/* 1 and a record that is not empty throughout, as long as the header, in cells. */
static int next_record(struct form *form)
{
    const struct field *fields;
    struct error err;
    size_t width, i;
    bool filled;
    int got;

    for (;;) {
        forget_cells(form);
        got = reader_next(form->reader, &fields, &width, &err);
        if (got < 0)
            fault(form, &err);
        if (got != 1)
            return 0;
        form->line = reader_line(form->reader);
        filled = false;
        for (i = 0; i < width && !filled; i++)
            filled = fields[i].text[strspn(fields[i].text, " \t")] != '\0';
        if (!filled)
            continue;
        if (width == form->width)
            break;
        error_at(&err, form->file, form->line, NULL, "%zu fields, but the header has %zu", width,
                 form->width);
        fault(form, &err);
    }
    for (i = 0; i < form->count; i++)
        form->cells[i] = form->position[i] < width
                             ? trimmed(fields[form->position[i]].text,
                                       fields[form->position[i]].length)
                             : xstrdup("");
    return 1;
}

static int read_number(const struct form *form, size_t column, double *value, struct error *err)
{
    const char *cell = form->cells[column];

    *value = NAN;
    if (*cell && number_parse(cell, strlen(cell), '.', value) != 0)
        return form_refuse(form, column, err, "not a number: \"%s\"", cell);
    return 0;
}

static int check_date(const struct form *form, size_t column, struct error *err)
{
    const struct period_options any = { .fixed = false };
    const char *cell = form->cells[column];
    struct periods periods;
    struct error why;

    if (*cell == '\0')
        return 0;
    if (periods_read(&cell, 1, &any, &periods, &why) != 0)
        return form_refuse(form, column, err, "not a date or period such as 2026-11-22 or 2026-Q4: "
                           "\"%s\"", cell);
    periods_free(&periods);
    return 0;
}

static void *place(const struct form_column *column, void *row)
{
    return (char *)row + column->place;
}

static bool is_text(const struct form_column *column)
{
    return column->kind == FORM_TEXT || column->kind == FORM_DATE;
}

static int read_cell(const struct form *form, size_t i, void *row, struct error *err)
{
    const struct form_column *column = &form->columns[i];
    int status = 0;

    if (column->kind == FORM_NUMBER)
        status = read_number(form, i, place(column, row), err);
    else if (column->kind == FORM_DATE)
        status = check_date(form, i, err);
    return status == 0 && column->check ? column->check(form, i, row, err) : status;
}

int form_next(struct form *form, void *row)
{
    struct error err;
    size_t i;

    if (next_record(form) != 1)
        return 0;
    for (i = 0; i < form->count; i++) {
        if (read_cell(form, i, row, &err) == 0)
            continue;
        fault(form, &err);
        /* Nobody contradicts what is none. */
        if (form->columns[i].scope != FORM_OF_ROW)
            form->cells[i][0] = '\0';
    }
    for (i = 0; i < form->count; i++)
        if (is_text(&form->columns[i])) {
            *form_text(&form->columns[i], row) = form->cells[i];
            form->cells[i] = NULL;
        }
    return 1;
}

void form_row_free(const struct form_column *columns, void *row)
{
    for (; columns->name; columns++)
        if (is_text(columns))
            free(*form_text(columns, row));
}

void form_close(struct form *form)
{
    forget_cells(form);
    reader_close(form->reader);
    free(form->names);
    free(form->position);
    free(form->cells);
    free(form->note);
    *form = (struct form){ 0 };
}

char **form_text(const struct form_column *column, void *row)
{
    return place(column, row);
}

const char *form_cell(const struct form *form, const char *name)
{
    return form->cells[find(form, name)];
}

int form_word(const struct form *form, size_t column, const char *const *words, size_t count,
              const char *what, int *index, struct error *err)
{
    const char *cell = form->cells[column];
    struct text list = TEXT_EMPTY;
    long nearest;
    size_t i;

    *index = -1;
    if (*cell == '\0')
        return 0;
    for (i = 0; i < count; i++)
        if (same_ignoring_case(cell, words[i])) {
            *index = (int)i;
            return 0;
        }
    for (i = 0; i < count; i++)
        text_addf(&list, "%s%s", i ? ", " : "", words[i]);
    nearest = nearest_name(cell, words, count);
    if (nearest >= 0)
        form_refuse(form, column, err, "not %s: \"%s\"; did you mean \"%s\"? (%s)", what, cell,
                    words[nearest], list.bytes);
    else
        form_refuse(form, column, err, "not %s: \"%s\" (%s)", what, cell, list.bytes);
    text_free(&list);
    return -1;
}

int form_refuse(const struct form *form, size_t column, struct error *err, const char *format, ...)
{
    char sentence[sizeof err->what];
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    return error_at(err, form->file, form->line, form->names[column], "%s", sentence);
}
