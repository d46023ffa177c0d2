/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/form.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/output.h"
#include "base/text.h"
#include "period/period.h"
#include "plan/written.h"

static size_t find(const struct form *form, const char *name)
{
    size_t i;

    for (i = 0; i < form->count && !same_ignoring_case(name, form->names[i]); i++)
        ;
    return i;
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
    struct text unknown = TEXT_EMPTY;
    struct error err;
    size_t i, at;
    int status;

    for (i = 0; i < count; i++) {
        char *name = written_trim(fields[i].text, fields[i].length);

        form->settled[FORM_QUOTES] |= written_unquote(name, WRITTEN_ALL);
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
        form->unknown = text_take(&unknown);
    text_free(&unknown);
    form->width = count;
    return status;
}

/* ---- opening ---- */

static void lay_out(struct form *form)
{
    size_t i;

    while (form->columns[form->count].name)
        form->count++;
    form->names = xarray(form->count, sizeof *form->names);
    form->position = xarray(form->count, sizeof *form->position);
    form->cells = xcalloc(form->count, sizeof *form->cells);
    form->settled = xcalloc(FORM_SETTLED, sizeof *form->settled);
    for (i = 0; i < form->count; i++) {
        form->names[i] = form->columns[i].name;
        form->position[i] = SIZE_MAX;
    }
}

/* Excel's way to say what divides the cells: a line of its own ahead of the header. */
static char take_mark(struct text *text)
{
    char mark;

    if (text->length < 5 || strncasecmp(text->bytes, "sep=", 4) != 0 ||
        (text->bytes[5] != '\n' && text->bytes[5] != '\r'))
        return 0;
    mark = text->bytes[4];
    text->length -= 5; /* the line's end stays: lines are counted */
    memmove(text->bytes, text->bytes + 5, text->length + 1);
    return mark;
}

/* How many columns that are known the header has where this divides it. */
static size_t known_columns(const struct form *form, const char *header, size_t length,
                            char delimiter)
{
    size_t known = 0, from = 0, i;

    for (i = 0; i <= length; i++) {
        char *name;

        if (i < length && header[i] != delimiter)
            continue;
        name = written_trim(header + from, i - from);
        written_unquote(name, WRITTEN_ALL);
        known += find(form, name) < form->count;
        free(name);
        from = i + 1;
    }
    return known;
}

static char find_delimiter(const struct form *form, const char *text)
{
    static const char marks[] = { ',', ';', '\t', '|' };
    const char *header = text + strspn(text, " \t\r\n");
    size_t length = strcspn(header, "\r\n");
    size_t most = 0, i;
    char best = ',';

    for (i = 0; i < sizeof marks; i++) {
        size_t known = known_columns(form, header, length, marks[i]);

        if (known > most) {
            most = known;
            best = marks[i];
        }
    }
    return best;
}

/* A cell that does not begin with a quote and has some, as one types priority="P1": into quotes. */
static void add_cell(struct text *out, const char *cell, size_t length)
{
    size_t i;

    if (!memchr(cell, '"', length)) {
        text_add(out, cell, length);
        return;
    }
    text_addc(out, '"');
    for (i = 0; i < length; i++) {
        if (cell[i] == '"')
            text_addc(out, '"');
        text_addc(out, cell[i]);
    }
    text_addc(out, '"');
}

static void quote_cells(struct text *text, char delimiter)
{
    const char ends[] = { delimiter, '\r', '\n', '\0' };
    struct text out = TEXT_EMPTY;
    const char *at = text->bytes;
    const char *end = at + text->length;

    while (at < end) {
        size_t length = 0;

        if (*at == '"') { /* up to its closing quote, and what is behind */
            for (length = 1; at + length < end && (at[length] != '"' || at[length + 1] == '"');
                 length++)
                length += at[length] == '"';
            length += strcspn(at + length, ends);
            text_add(&out, at, at + length > end ? (size_t)(end - at) : length);
        } else {
            length = strcspn(at, ends);
            add_cell(&out, at, length);
        }
        at += length;
        if (at < end)
            text_addc(&out, *at++);
    }
    text_add(&out, "", 0);
    text_free(text);
    *text = out;
}

/* The text as a file of its own, for the reader of records. */
static struct reader *read_text(const struct form *form, const struct text *text, struct error *err)
{
    const struct dialect dialect = { .delimiter = form->delimiter, .rows = form->workbook };
    FILE *spool = temporary_file(err);
    int fd = -1;

    if (!spool)
        return NULL;
    if (fwrite(text->bytes, 1, text->length, spool) == text->length && fflush(spool) == 0)
        fd = dup(fileno(spool));
    if (fd < 0 || lseek(fd, 0, SEEK_SET) != 0) {
        error_errno(err, "", errno, "cannot write a temporary file");
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    fclose(spool);
    return fd < 0 ? NULL : reader_open_at(fd, form->file, &dialect, err);
}

/* A workbook's sheets are told apart, but for the plan, after which the file is called. */
static void take_sheet(struct form *form, const char *file, const struct written *written)
{
    form->workbook = true;
    if (!same_ignoring_case(written->sheet, "plan"))
        form->file = form->shown = xasprintf("%s (%s)", file, written->sheet);
    if (written->notes.length)
        form->notes = xstrndup(written->notes.bytes, strcspn(written->notes.bytes, "\n"));
}

int form_open_text(struct form *form, const char *file, struct written *written,
                   const struct form_column *columns, void *context, struct faults *faults)
{
    const struct field *fields;
    struct error err;
    size_t width;
    char mark;
    int got;

    *form = (struct form){ .file = file,
                           .columns = columns,
                           .context = context,
                           .faults = faults,
                           .encoding = written->encoding };
    if (written->sheet)
        take_sheet(form, file, written);
    lay_out(form);
    mark = take_mark(&written->text);
    form->delimiter = mark ? mark : find_delimiter(form, written->text.bytes);
    if (strlen(written->text.bytes) ==
        written->text.length) /* NUL bytes are the reader's to refuse */
        quote_cells(&written->text, form->delimiter);
    form->reader = read_text(form, &written->text, &err);
    got = form->reader ? reader_next(form->reader, &fields, &width, &err) : -1;
    form->line = form->header = got == 1 ? reader_line(form->reader) : 0;
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

int form_open(struct form *form, const char *file, const char *usual,
              const struct form_column *columns, void *context, struct faults *faults)
{
    struct written written;
    struct error err;
    int status = written_load(file, usual, &written, &err);

    if (status != 0)
        faults_add(faults, &err);
    else
        status = form_open_text(form, file, &written, columns, context, faults);
    if (status == 0 && written.sheet && same_in_any_case(written.sheet, usual))
        form->sheet = usual;
    written_free(&written);
    return status;
}

/* ---- rows ---- */

static void forget_cells(struct form *form)
{
    size_t i;

    for (i = 0; form->cells && i < form->count; i++) {
        free(form->cells[i]);
        form->cells[i] = NULL;
    }
}

static bool is_blank(const struct field *field)
{
    char *text = written_trim(field->text, field->length);
    bool blank = *text == '\0';

    free(text);
    return blank;
}

/* The cell of a column in the record, as its column has it. */
static char *take_cell(const struct form *form, size_t column, const struct field *fields,
                       size_t width)
{
    static const enum written_quotes which[] = {
        [FORM_NAME] = WRITTEN_ALL, [FORM_LIST] = WRITTEN_FOREIGN
    };
    enum form_quotes quotes = form->columns[column].quotes;
    size_t at = form->position[column];
    char *cell;

    if (at >= width)
        return xstrdup("");
    cell = written_trim(fields[at].text, fields[at].length);
    if (quotes == FORM_NAME || quotes == FORM_LIST)
        form->settled[FORM_QUOTES] |= written_unquote(cell, which[quotes]);
    else if (quotes == FORM_FORMULA)
        form->settled[FORM_QUOTES] |= written_straighten(cell);
    return cell;
}

/* 1 and a record that is not empty throughout, and no longer than the header, in cells. */
static int next_record(struct form *form)
{
    const struct field *fields;
    struct error err;
    size_t width, whole, i;
    int got;

    for (;;) {
        forget_cells(form);
        got = reader_next(form->reader, &fields, &width, &err);
        if (got < 0)
            fault(form, &err);
        if (got != 1)
            return 0;
        form->line = reader_line(form->reader);
        whole = width;
        while (width > 0 && is_blank(&fields[width - 1]))
            width--;
        if (width == 0)
            continue;
        form->settled[FORM_SHORT] |= whole < form->width;
        if (width <= form->width)
            break;
        error_at(&err, form->file, form->line, NULL,
                 "%zu fields, but the header has %zu (a \"%c\" "
                 "within a cell stands in quotes)",
                 width, form->width, form->delimiter);
        fault(form, &err);
    }
    for (i = 0; i < form->count; i++)
        form->cells[i] = take_cell(form, i, fields, width);
    return 1;
}

int form_number_in(const struct form *form, size_t column, const char *text, double *value,
                   struct error *err)
{
    bool comma = false;

    switch (written_number(text, form->delimiter != ',', value, &comma)) {
    case WRITTEN_NUMBER:
        form->settled[FORM_COMMAS] |= comma;
        return 0;
    case WRITTEN_EITHER:
        return form_refuse(form, column, err,
                           "\"%s\" can be read in two ways: is the mark a "
                           "decimal one, or does it divide thousands? Write 1500, or 1.5",
                           text);
    case WRITTEN_NO_NUMBER:
        break;
    }
    return form_refuse(form, column, err, "not a number: \"%s\"", form->cells[column]);
}

int form_number(const struct form *form, size_t column, double *value, struct error *err)
{
    const char *cell = form->cells[column];

    *value = NAN;
    return *cell ? form_number_in(form, column, cell, value, err) : 0;
}

bool form_is_date(const char *cell, bool *either)
{
    const struct period_options any = { .fixed = false };
    struct periods periods = { .unsettled = false };
    struct error ignored;
    int status = periods_read(&cell, 1, &any, &periods, &ignored);

    if (either)
        *either = status != 0 && periods.unsettled;
    if (status != 0)
        return false;
    periods_free(&periods);
    return true;
}

int form_refuse_either(const struct form *form, size_t column, struct error *err)
{
    return form_refuse(form, column, err, "\"%s\" can be read as two days: write it as 2026-11-22",
                       form->cells[column]);
}

static int check_date(const struct form *form, size_t column, struct error *err)
{
    const char *cell = form->cells[column];
    bool either;

    if (*cell == '\0' || form_is_date(cell, &either))
        return 0;
    if (either)
        return form_refuse_either(form, column, err);
    return form_refuse(form, column, err,
                       "not a date or period such as 2026-11-22 or 2026-Q4: "
                       "\"%s\"",
                       cell);
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
        status = form_number(form, i, place(column, row), err);
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

struct written_as form_written(const struct form *form)
{
    return (struct written_as){ .ragged = form->settled[FORM_SHORT],
                                .workbook = form->workbook,
                                .sheet = form->sheet,
                                .delimiter = form->delimiter == ',' ? '\0' : form->delimiter,
                                .encoding = form->encoding,
                                .header = form->header };
}

void form_close(struct form *form)
{
    forget_cells(form);
    reader_close(form->reader);
    free(form->names);
    free(form->position);
    free(form->cells);
    free(form->unknown);
    free(form->settled);
    free(form->shown);
    free(form->notes);
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

int form_refuse_name(const struct form *form, size_t column, const char *name,
                     const char *const *names, size_t count, const char *of, struct error *err)
{
    long nearest = nearest_name(name, names, count);

    return nearest >= 0 ? form_refuse(form, column, err,
                                      "\"%s\" is no measure of %s; did you mean "
                                      "\"%s\"?",
                                      name, of, names[nearest])
                        : form_refuse(form, column, err, "\"%s\" is no measure of %s", name, of);
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
