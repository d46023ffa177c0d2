/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/pivot.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/keys.h"
#include "table/rows.h"

enum { MOST_CELLS = 1000000000 };

/* The columns that are not in taken; the caller frees. */
static size_t *others(const struct table *table, const size_t *taken, size_t taken_count,
                      size_t *count)
{
    size_t *columns = xarray(table->width, sizeof *columns);
    size_t i;
    size_t j;

    *count = 0;
    for (i = 0; i < table->width; i++) {
        for (j = 0; j < taken_count && taken[j] != i; j++)
            ;
        if (j == taken_count)
            columns[(*count)++] = i;
    }
    return columns;
}

/* ---- to wide ---- */

struct wide {
    const struct table *table;
    size_t names;
    size_t values;
    size_t *ids; /* the other columns */
    size_t id_count;
    struct keys rows;    /* of the ids */
    struct keys columns; /* of the names, each as a text with its NUL */
    size_t *row;         /* of each row of the table */
    size_t *column;
    size_t *first;   /* a row of the table for each row of the result */
    uint32_t *cells; /* rows x columns: row of the table + 1, 0 = none */
};

static int number_cells(struct wide *wide, struct error *err)
{
    const struct table *table = wide->table;
    struct text key = TEXT_EMPTY;
    size_t i;
    size_t j;
    int bad = 0;

    for (i = 0; i < table->height && !bad; i++) {
        const char *name = table->columns[wide->names].texts[i];

        if (!name[0])
            bad = error_at(err, table->file, table->lines[i], table->columns[wide->names].name,
                           "is empty: a column cannot be called that");
        text_clear(&key);
        for (j = 0; j < wide->id_count; j++) {
            const char *text = table->columns[wide->ids[j]].texts[i];

            key_add(&key, text, strlen(text));
        }
        wide->row[i] = keys_number(&wide->rows, key.bytes, key.length);
        if (wide->first[wide->row[i]] == SIZE_MAX)
            wide->first[wide->row[i]] = i;
        wide->column[i] = keys_number(&wide->columns, name, strlen(name) + 1);
    }
    text_free(&key);
    return bad;
}

static int check_names(const struct wide *wide, struct error *err)
{
    size_t length;
    size_t i;
    size_t j;

    for (i = 0; i < wide->columns.count; i++) {
        const char *name = keys_bytes(&wide->columns, i, &length);

        for (j = 0; j < wide->id_count; j++)
            if (strcmp(wide->table->columns[wide->ids[j]].name, name) == 0)
                return error_at(err, wide->table->file, 0, wide->table->columns[wide->names].name,
                                "names a column \"%.100s\", but there is one already", name);
    }
    return 0;
}

static int fill_cells(struct wide *wide, struct error *err)
{
    const struct table *table = wide->table;
    size_t width = wide->columns.count;
    size_t i;

    if (wide->rows.count > MOST_CELLS / width)
        return error_at(err, table->file, 0, NULL,
                        "the result would have %zu rows of %zu columns: too many", wide->rows.count,
                        width);
    wide->cells = xcalloc(wide->rows.count * width, sizeof *wide->cells);
    for (i = 0; i < table->height; i++) {
        uint32_t *cell = &wide->cells[wide->row[i] * width + wide->column[i]];

        if (*cell) {
            size_t length;
            const char *key = keys_bytes(&wide->rows, wide->row[i], &length);
            char *label = key_label(key, length);

            error_at(err, table->file, table->lines[i], table->columns[wide->names].name,
                     "\"%.60s\" occurs twice for \"%.200s\": on line %lu and here",
                     table->columns[wide->names].texts[i], label, table->lines[*cell - 1]);
            free(label);
            return -1;
        }
        *cell = (uint32_t)i + 1;
    }
    return 0;
}

static void write_wide(const struct wide *wide, const struct pass *pass, struct writer *writer)
{
    const struct table *table = wide->table;
    const char **values = table->columns[wide->values].texts;
    size_t length;
    size_t i;
    size_t j;

    for (j = 0; j < wide->id_count; j++)
        writer_string(writer, table->columns[wide->ids[j]].name);
    for (j = 0; j < wide->columns.count; j++)
        writer_string(writer, keys_bytes(&wide->columns, j, &length));
    writer_end_row(writer);
    for (i = 0; i < wide->rows.count; i++) {
        const uint32_t *cells = wide->cells + i * wide->columns.count;

        for (j = 0; j < wide->id_count; j++)
            writer_string(writer, table->columns[wide->ids[j]].texts[wide->first[i]]);
        for (j = 0; j < wide->columns.count; j++) {
            if (cells[j])
                pass_cell(pass, values[cells[j] - 1], strlen(values[cells[j] - 1]), writer);
            else
                writer_missing(writer);
        }
        writer_end_row(writer);
    }
}

int pivot_wide(struct table *table, size_t names, size_t values, size_t threads,
               const struct pass *pass, struct writer *writer, struct error *err)
{
    const size_t taken[] = { names, values };
    struct wide wide = {
        .table = table, .names = names, .values = values, .rows = KEYS_EMPTY, .columns = KEYS_EMPTY
    };
    size_t i;
    int bad;

    for (i = 0; i < table->width; i++)
        table_want(table, i, COLUMN_TEXT);
    if (table_load(table, threads, err) != 0)
        return -1;
    wide.ids = others(table, taken, 2, &wide.id_count);
    wide.row = xarray(table->height, sizeof *wide.row);
    wide.column = xarray(table->height, sizeof *wide.column);
    wide.first = xarray(table->height, sizeof *wide.first);
    for (i = 0; i < table->height; i++)
        wide.first[i] = SIZE_MAX;
    bad = number_cells(&wide, err);
    if (!bad)
        bad = check_names(&wide, err);
    if (!bad)
        bad = fill_cells(&wide, err);
    if (!bad)
        write_wide(&wide, pass, writer);
    keys_free(&wide.rows);
    keys_free(&wide.columns);
    free(wide.ids);
    free(wide.row);
    free(wide.column);
    free(wide.first);
    free(wide.cells);
    return bad;
}

/* ---- to long ---- */

struct lengthen {
    const struct table *table;
    const struct selection *columns;
    size_t id_count;
    size_t text_count; /* ids, then columns */
    const struct pass *pass;
    struct writer *writer;
};

static int take(void *context, const struct rows_block *block, struct error *err)
{
    const struct lengthen *to = context;
    size_t i;
    size_t j;
    size_t k;

    (void)err;
    for (i = 0; i < block->count; i++) {
        const struct field *texts = block->texts + i * to->text_count;

        for (j = 0; j < to->columns->count; j++) {
            const struct field *value = &texts[to->id_count + j];

            for (k = 0; k < to->id_count; k++)
                writer_text(to->writer, texts[k].text, texts[k].length);
            writer_string(to->writer, to->table->columns[to->columns->columns[j]].name);
            pass_cell(to->pass, value->text, value->length, to->writer);
            writer_end_row(to->writer);
        }
    }
    return 0;
}

int pivot_long(struct table *table, const struct selection *columns, const char *names,
               const char *values, size_t threads, const struct pass *pass, struct writer *writer,
               struct error *err)
{
    struct lengthen to = { .table = table, .columns = columns, .pass = pass, .writer = writer };
    size_t *texts = others(table, columns->columns, columns->count, &to.id_count);
    struct rows_want want = { .texts = texts };
    size_t i;
    int bad = 0;

    for (i = 0; i < to.id_count && !bad; i++) {
        const char *name = table->columns[texts[i]].name;

        if (strcmp(name, names) == 0 || strcmp(name, values) == 0)
            bad = error_usage(err,
                              "there is a column called \"%.100s\" already: name the new ones "
                              "by --names and --values",
                              name);
    }
    if (!bad) {
        for (i = 0; i < to.id_count; i++)
            writer_string(writer, table->columns[texts[i]].name);
        writer_string(writer, names);
        writer_string(writer, values);
        writer_end_row(writer);
        to.text_count = to.id_count + columns->count;
        memcpy(texts + to.id_count, columns->columns, columns->count * sizeof *texts);
        want.text_count = to.text_count;
        bad = rows_read(table, &want, threads, NULL, take, &to, err);
    }
    if (!bad && table->height == 0)
        bad = error_at(err, table->file, 0, NULL, "has a header but no rows");
    free(texts);
    return bad;
}
