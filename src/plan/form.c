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

static int read_header(struct form *form, const struct field *fields, size_t count, size_t needed,
                       struct error *err)
{
    const char *otherwise = count == 1 ? divided_otherwise(fields[0].text) : NULL;
    struct text unknown = TEXT_EMPTY;
    size_t i, at;
    int status = 0;

    if (otherwise)
        return error_at(err, form->file, form->line, NULL,
                        "the columns are divided by %s, not commas: lever clean makes it plain",
                        otherwise);
    for (i = 0; i < count && status == 0; i++) {
        char *name = trimmed(fields[i].text, fields[i].length);

        at = find(form, name);
        if (at == form->count && *name)
            add_unknown(&unknown, form, name);
        else if (at < form->count && form->place[at] != SIZE_MAX)
            status = error_at(err, form->file, form->line, name, "is there twice");
        else if (at < form->count)
            form->place[at] = i;
        free(name);
    }
    for (i = 0; i < needed && status == 0; i++)
        if (form->place[i] == SIZE_MAX)
            status = error_at(err, form->file, form->line, NULL, "there is no column \"%s\"%s%s",
                              form->names[i], unknown.length ? "; not known here: " : "",
                              unknown.length ? unknown.bytes : "");
    if (status == 0 && unknown.length)
        form->note = xasprintf("%s: not known here and passed over: %s", form->file, unknown.bytes);
    text_free(&unknown);
    form->width = count;
    return status;
}

int form_open(struct form *form, const char *file, const char *const *names, size_t count,
              size_t needed, struct error *err)
{
    const struct dialect plain = { 0 };
    const struct field *fields;
    size_t width, i;
    int got;

    *form = (struct form){ .file = file, .names = names, .count = count };
    form->reader = reader_open(file, &plain, err);
    if (!form->reader)
        return -1;
    form->place = xarray(count, sizeof *form->place);
    form->cells = xcalloc(count, sizeof *form->cells);
    for (i = 0; i < count; i++)
        form->place[i] = SIZE_MAX;
    got = reader_next(form->reader, &fields, &width, err);
    form->line = got == 1 ? reader_line(form->reader) : 0;
    if (got == 0)
        got = error_at(err, file, 0, NULL, "is empty");
    if (got < 0 || read_header(form, fields, width, needed, err) != 0) {
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

int form_next(struct form *form, struct error *err)
{
    const struct field *fields;
    size_t width, i;
    bool filled = false;
    int got;

    while (!filled) {
        forget_cells(form);
        got = reader_next(form->reader, &fields, &width, err);
        if (got != 1)
            return got;
        form->line = reader_line(form->reader);
        for (i = 0; i < width && !filled; i++)
            filled = fields[i].text[strspn(fields[i].text, " \t")] != '\0';
        if (filled && width != form->width)
            return error_at(err, form->file, form->line, NULL, "%zu fields, but the header has %zu",
                            width, form->width);
        for (i = 0; i < form->count; i++)
            if (form->place[i] < width)
                form->cells[i] = trimmed(fields[form->place[i]].text,
                                         fields[form->place[i]].length);
            else
                form->cells[i] = xstrdup("");
    }
    return 1;
}

void form_close(struct form *form)
{
    forget_cells(form);
    reader_close(form->reader);
    free(form->place);
    free(form->cells);
    free(form->note);
    *form = (struct form){ 0 };
}

char *form_take(struct form *form, size_t column)
{
    char *cell = form->cells[column];

    form->cells[column] = xstrdup("");
    return cell;
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

int form_number(const struct form *form, size_t column, double *value, struct error *err)
{
    const char *cell = form->cells[column];

    *value = NAN;
    if (*cell && number_parse(cell, strlen(cell), '.', value) != 0)
        return form_refuse(form, column, err, "not a number: \"%s\"", cell);
    return 0;
}

int form_date(const struct form *form, size_t column, struct error *err)
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

int form_refuse(const struct form *form, size_t column, struct error *err, const char *format, ...)
{
    char sentence[sizeof err->what];
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    return error_at(err, form->file, form->line, form->names[column], "%s", sentence);
}
