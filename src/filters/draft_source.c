/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/draft_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/output.h"
#include "filters/draft_words.h"
#include "reshape/stack.h"
#include "table/reader.h"
#include "table/select.h"

/* While the files are read. */
struct reading {
    struct draft_source *source;
    const struct draft_input *inputs;
    char **paths; /* of the plain tables */
    struct stack_header *headers;
    struct stack_columns columns;
    char **dates; /* of all rows */
    size_t dates_capacity;
    struct keys *sets; /* of date and each text column, then of date and all of them */
    size_t rows;
    size_t keyed; /* of them, those whose keys are in the sets */
    struct selection by;
    struct keys entities;
    size_t entities_capacity;
};

/* ---- columns ---- */

static struct seen_column *column_in(struct draft_source *source, size_t file, size_t column,
                                     const struct reading *reading)
{
    size_t at = reading->columns.from[file][column];

    return at == STACK_NONE ? NULL : &source->seen[file].columns[at];
}

/* One column of all files: dates or numbers where all of them say so, else text. */
static void merge(struct draft_source *source, size_t j, const struct reading *reading)
{
    struct draft_column *column = &source->columns[j];
    size_t i;

    column->name = reading->columns.names[j];
    column->kind = SEEN_NOTHING;
    column->whole = column->within_one = true;
    for (i = 0; i < source->files; i++) {
        const struct seen_column *own = column_in(source, i, j, reading);

        if (!own || own->kind == SEEN_NOTHING)
            continue;
        if (column->kind == SEEN_NOTHING || (own->open && !column->open))
            column->seen = *own;
        column->kind = column->kind == SEEN_NOTHING || column->kind == own->kind ? own->kind
                                                                                 : SEEN_TEXT;
        column->open = column->open || own->open;
        column->whole = column->whole && own->whole;
        column->within_one = column->within_one && own->within_one;
        column->cells += own->cells;
        if (!own->open && own->decimal && source->decimal != '!')
            source->decimal = !source->decimal || source->decimal == own->decimal ? own->decimal
                                                                                  : '!';
    }
}

/* Each with its file. */
static void take_warnings(struct draft_source *source, const char *path, const struct text *own)
{
    const char *line = own->bytes;
    const char *end;

    for (; line && (end = strchr(line, '\n')) != NULL; line = end + 1)
        text_addf(&source->warnings, "%s: %.*s\n", path, (int)(end - line), line);
}

static void merge_all(struct draft_source *source, const struct reading *reading)
{
    size_t i;

    source->count = reading->columns.width;
    source->columns = xcalloc(source->count, sizeof *source->columns);
    source->delimiter = source->seen[0].delimiter;
    for (i = 0; i < source->files; i++) {
        struct clean_seen *seen = &source->seen[i];

        source->rows += seen->rows;
        if (seen->totals && !source->totals)
            source->file = i;
        source->totals += seen->totals;
        if (seen->delimiter != source->delimiter)
            source->delimiter = '\0';
        take_warnings(source, reading->inputs[i].path, &seen->warnings);
    }
    for (i = 0; i < source->count; i++)
        merge(source, i, reading);
    if (source->decimal == '!')
        source->decimal = '\0';
}

/* The column of dates that is named most like the one that rows go by; else whole numbers that
 * are named like a period. */
static void choose_date(struct draft_source *source)
{
    int best = 0;
    size_t j;

    source->date = DRAFT_NONE;
    for (j = 0; j < source->count; j++) {
        const struct draft_column *column = &source->columns[j];
        int rank = draft_time_rank(column->name);

        if (column->kind != SEEN_DATES)
            continue;
        source->others++;
        rank = rank ? rank : 1000;
        if (best == 0 || rank < best) {
            best = rank;
            source->date = j;
        }
    }
    for (j = 0; j < source->count && source->date == DRAFT_NONE; j++)
        if (source->columns[j].kind == SEEN_NUMBERS && source->columns[j].whole &&
            draft_time_rank(source->columns[j].name)) {
            source->date = j;
            source->others++;
        }
    source->others -= source->date != DRAFT_NONE;
}

/* Those that were given, by their names or places. */
static int choose_given(struct reading *reading, const struct draft_given *given, struct error *err)
{
    struct draft_source *source = reading->source;
    const char *const *names = (const char *const *)reading->columns.names;
    const char *file = reading->inputs[0].path;

    if (given->time &&
        select_column(names, source->count, given->time, file, NULL, &source->date, err) != 0)
        return -1;
    return given->by
               ? select_columns(names, source->count, given->by, file, NULL, &reading->by, err)
               : 0;
}

/* ---- rows ---- */

static void add_value(struct draft_column *column, const struct field *cell)
{
    size_t i;

    if (cell->length == 0)
        return;
    if (column->values.count <= DRAFT_VALUES)
        keys_number(&column->values, cell->text, cell->length);
    for (i = 0; i < cell->length && !column->example[0]; i++)
        if ((unsigned char)cell->text[i] >= 0x80 && cell->length < sizeof column->example &&
            !memchr(cell->text, '\n', cell->length))
            memcpy(column->example, cell->text, cell->length + 1);
}

static const struct field *cell_of(const struct reading *reading, const struct field *fields,
                                   size_t file, size_t column)
{
    static const struct field nothing = { .text = "" };
    size_t at = reading->columns.from[file][column];

    return at == STACK_NONE ? &nothing : &fields[at];
}

static void take_entity(struct reading *reading, const struct field *fields, size_t file)
{
    struct draft_source *source = reading->source;
    struct text all = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < reading->by.count; i++) {
        const struct field *cell = cell_of(reading, fields, file, reading->by.columns[i]);

        key_add(&all, cell->text, cell->length);
    }
    source->entity = xgrow(source->entity, reading->rows, &reading->entities_capacity,
                           sizeof *source->entity);
    source->entity[reading->rows] = keys_number(&reading->entities, all.bytes, all.length);
    text_free(&all);
}

/* The first time: which values there are, and the dates. */
static void take_values(struct reading *reading, const struct field *fields, size_t file)
{
    struct draft_source *source = reading->source;
    size_t j;

    for (j = 0; j < source->count; j++)
        add_value(&source->columns[j], cell_of(reading, fields, file, j));
    if (source->date != DRAFT_NONE) {
        const struct field *date = cell_of(reading, fields, file, source->date);

        reading->dates = xgrow(reading->dates, reading->rows, &reading->dates_capacity,
                               sizeof *reading->dates);
        reading->dates[reading->rows] = xstrndup(date->text, date->length);
    }
    if (reading->by.count)
        take_entity(reading, fields, file);
    reading->rows++;
}

/* May it say who a row is about? Few values, and no times. */
static bool may_be_key(const struct draft_source *source, size_t j)
{
    const struct draft_column *column = &source->columns[j];

    return column->kind == SEEN_TEXT && !column->seen.clocks && column->values.count > 1 &&
           column->values.count * 3 < source->rows;
}

/* The second time: is a date there only once with a value? */
static void take_keys(struct reading *reading, const struct field *fields, size_t file)
{
    struct draft_source *source = reading->source;
    const struct field *date = cell_of(reading, fields, file, source->date);
    struct text all = TEXT_EMPTY;
    struct text one = TEXT_EMPTY;
    size_t j;

    key_add(&all, date->text, date->length);
    for (j = 0; j < source->count; j++) {
        const struct field *cell = cell_of(reading, fields, file, j);

        if (!may_be_key(source, j))
            continue;
        key_add(&all, cell->text, cell->length);
        if (reading->sets[j].count < reading->keyed) /* it was there twice */
            continue;
        text_clear(&one);
        key_add(&one, date->text, date->length);
        key_add(&one, cell->text, cell->length);
        keys_number(&reading->sets[j], one.bytes, one.length);
    }
    if (reading->sets[source->count].count == reading->keyed)
        keys_number(&reading->sets[source->count], all.bytes, all.length);
    reading->keyed++;
    text_free(&all);
    text_free(&one);
}

static int read_rows(struct reading *reading, size_t file,
                     void (*take)(struct reading *reading, const struct field *fields, size_t file),
                     struct error *err)
{
    const struct dialect dialect = { .shown = reading->inputs[file].path };
    struct reader *reader = reader_open(reading->paths[file], &dialect, err);
    const struct field *fields;
    size_t count;
    int status;

    if (!reader)
        return -1;
    status = reader_next(reader, &fields, &count, err);
    while (status == 1 && (status = reader_next(reader, &fields, &count, err)) == 1)
        take(reading, fields, file);
    reader_close(reader);
    return status;
}

/* 2024-01-31T10:15:00+02:00, ...Z */
static bool is_zoned(const char *text)
{
    size_t length = strlen(text);
    const char *clock = strchr(text, ':');

    return clock && (text[length - 1] == 'Z' || strpbrk(clock, "+-"));
}

static void read_dates(struct reading *reading)
{
    struct draft_source *source = reading->source;
    struct period_options options = { .zone = PERIOD_ZONE_WRITTEN,
                                      .file = reading->inputs[0].path,
                                      .column = source->columns[source->date].name };
    struct keys different = KEYS_EMPTY;
    struct periods periods;
    size_t i;

    if (reading->inputs[0].given) {
        const struct period_options *said = &reading->inputs[0].given->periods;

        options.fixed = said->fixed;
        options.kind = said->kind;
        options.week = said->week;
        options.year_start = said->year_start;
    }

    if (source->columns[source->date].open)
        return;
    if (periods_read((const char *const *)reading->dates, reading->rows, &options, &periods,
                     &source->astray) != 0)
        return;
    source->timed = true;
    source->kind = periods.kind;
    source->index = periods.index;
    for (i = 0; i < reading->rows; i++) {
        long index = periods.index[i];

        source->zoned = source->zoned || is_zoned(reading->dates[i]);
        if (index == PERIOD_NONE)
            continue;
        source->dated++;
        if (different.count == 0 || index < source->first)
            source->first = index;
        if (different.count == 0 || index > source->last)
            source->last = index;
        keys_number(&different, (const char *)&index, sizeof index);
    }
    source->periods = different.count;
    source->sparse = source->kind == PERIOD_DAY &&
                     (long)source->periods * 3 < source->last - source->first + 1;
    keys_free(&different);
}

/* Is there one row a period, or one a period and value of a column? */
static void find_shape(struct reading *reading)
{
    struct draft_source *source = reading->source;
    size_t j;

    source->by = DRAFT_NONE;
    source->rare = source->timed && source->periods == source->dated;
    source->figures = reading->sets[source->count].count == reading->rows;
    for (j = 0; j < source->count && !source->rare; j++) {
        if (may_be_key(source, j) && reading->sets[j].count == reading->rows &&
            source->by == DRAFT_NONE)
            source->by = j;
    }
    source->figures = source->figures && !source->rare;
}

/* ---- files that overlap ---- */

static void find_overlap(struct reading *reading)
{
    struct draft_source *source = reading->source;
    struct stack_file *files = xarray(source->files, sizeof *files);
    struct stack_ask ask = {
        .files = files, .count = source->files, .columns = &reading->columns, .lines = true
    };
    const struct dialect plain = { 0 };
    struct stack_result result;
    struct error err;
    struct writer *writer = writer_open("/dev/null", &plain, &err);
    size_t i;

    for (i = 0; i < source->files; i++)
        files[i] = (struct stack_file){ reading->paths[i], reading->inputs[i].path,
                                        reading->headers[i] };
    if (writer && source->files > 1) {
        if (stack_files(&ask, writer, &result, &err) != 0) {
            struct text text = TEXT_EMPTY;
            char line[sizeof source->overlap];

            error_format(&err, line, sizeof line);
            called_add(&text, line, CALLED_BY_PEOPLE);
            snprintf(source->overlap, sizeof source->overlap, "%s", text.bytes);
            source->overlap_rows = strstr(err.what, "this row is in") != NULL;
            text_free(&text);
        }
        text_free(&result.warnings);
    }
    writer_abandon(writer);
    free(files);
}

/* ---- all of it ---- */

static int see_file(struct reading *reading, size_t i, const char *folder, size_t threads,
                    struct error *err)
{
    const struct draft_input *input = &reading->inputs[i];
    struct clean_options options = { .layout = { .max_record = 16777216 },
                                     .encoding = input->encoding,
                                     .sheet = input->sheet,
                                     .table = input->table,
                                     .lines = true,
                                     .threads = threads };
    struct clean_seen *seen = &reading->source->seen[i];
    char **names;
    size_t j;

    if (input->given)
        options = input->given->reading;
    options.encoding = input->encoding;
    options.lines = true;
    options.threads = threads;
    reading->paths[i] = xasprintf("%s/draft-%zu.csv", folder, i);
    options.out_path = reading->paths[i];
    if (clean_see(input->path, &options, seen, err) != 0)
        return -1;
    names = xarray(seen->count + 1, sizeof *names);
    for (j = 0; j < seen->count; j++)
        names[j] = seen->columns[j].name;
    reading->headers[i] = (struct stack_header){ input->path, names, seen->count,
                                                 seen->header_line };
    return 0;
}

static struct each each_of(const char *renames, struct list *items)
{
    struct each each = { .count = 0 };
    struct error ignored;
    size_t i;

    *items = (struct list){ .count = 0 };
    if (!renames || list_split(renames, items, &ignored) != 0)
        return each;
    for (i = 0; i < items->count; i++) {
        each.items = xgrow(each.items, each.count, &each.capacity, sizeof *each.items);
        each.items[each.count++] = (struct each_item){ "rename", items->items[i] };
    }
    return each;
}

static int match(struct reading *reading, const char *renames, struct error *err)
{
    struct faults faults = FAULTS_NONE;
    struct list items;
    struct each each = each_of(renames, &items);
    int status = stack_columns_match(reading->headers, reading->source->files, &each, STACK_ALL,
                                     &reading->columns, &faults);

    if (status != 0)
        *err = faults.items[0];
    faults_free(&faults);
    free(each.items);
    list_free(&items);
    return status;
}

static void end(struct reading *reading)
{
    size_t files = reading->source->files;
    size_t i;

    for (i = 0; i < files; i++) {
        if (reading->paths[i])
            remove(reading->paths[i]);
        free(reading->paths[i]);
        free(reading->headers[i].names);
    }
    for (i = 0; reading->dates && i < reading->rows; i++)
        free(reading->dates[i]);
    for (i = 0; reading->sets && i <= reading->source->count; i++)
        keys_free(&reading->sets[i]);
    selection_free(&reading->by);
    keys_free(&reading->entities);
    free(reading->dates);
    free(reading->sets);
    free(reading->paths);
    free(reading->headers);
}

int draft_source_read(const struct draft_input *inputs, size_t count, const char *renames,
                      const char *folder, size_t threads, struct draft_source *source,
                      struct error *err)
{
    struct reading reading = { .source = source, .inputs = inputs };
    size_t i;
    int status = 0;

    *source = (struct draft_source){ .files = count, .by = DRAFT_NONE, .date = DRAFT_NONE };
    source->seen = xcalloc(count, sizeof *source->seen);
    reading.paths = xcalloc(count, sizeof *reading.paths);
    reading.headers = xcalloc(count, sizeof *reading.headers);
    for (i = 0; i < count && status == 0; i++)
        status = see_file(&reading, i, folder, threads, err);
    if (status == 0)
        status = match(&reading, renames, err);
    if (status == 0) {
        merge_all(source, &reading);
        choose_date(source);
        if (inputs[0].given)
            status = choose_given(&reading, inputs[0].given, err);
        reading.sets = xcalloc(source->count + 1, sizeof *reading.sets);
        for (i = 0; i < count && status == 0; i++)
            status = read_rows(&reading, i, take_values, err);
    }
    if (status == 0 && source->date != DRAFT_NONE)
        read_dates(&reading);
    for (i = 0; i < count && status == 0 && source->date != DRAFT_NONE; i++)
        status = read_rows(&reading, i, take_keys, err);
    if (status == 0) {
        find_shape(&reading);
        find_overlap(&reading);
    }
    for (i = 0; i < source->count; i++) /* they outlive the reading */
        source->columns[i].name = xstrdup(source->columns[i].name);
    end(&reading);
    stack_columns_free(&reading.columns);
    return status;
}

void draft_source_free(struct draft_source *source)
{
    size_t i;

    for (i = 0; i < source->count; i++) {
        free((char *)(uintptr_t)source->columns[i].name);
        keys_free(&source->columns[i].values);
    }
    for (i = 0; i < source->files; i++)
        clean_seen_free(&source->seen[i]);
    free(source->columns);
    free(source->seen);
    free(source->index);
    free(source->entity);
    text_free(&source->warnings);
}
