/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data, as they were read. */
#include <stdlib.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "table/select.h"

enum { data_cells_most = 500000 };

/* Does what --text and --number ask for to one item of their lists, on every data sheet
 * that has such columns; where none has, it is an error. */
static void force_item(struct book *book, const struct sheet_kind *kind, const char *item,
                       bool number)
{
    bool found = false;
    struct error missing;
    size_t i;
    size_t k;

    error_usage(&missing, "--%s: there is no data table", number ? "number" : "text");
    for (i = 0; i < book->sheet_count; i++) {
        struct sheet *sheet = book->sheets[i];
        struct selection chosen;

        if (sheet->kind != kind ||
            select_columns((const char *const *)sheet->source->names, sheet->source->width, item,
                           sheet->source->file, NULL, &chosen, &missing) != 0)
            continue;
        found = true;
        for (k = 0; k < chosen.count; k++)
            grid_force(sheet->grid, chosen.columns[k], number);
        selection_free(&chosen);
    }
    if (!found && !book->failed) {
        *book->err = missing;
        book->failed = true;
    }
}

/* The items of a list one by one, since each may be another table's. */
static void force(struct book *book, const struct sheet_kind *kind, const char *list, bool number)
{
    while (list && *list) {
        const char *end = list;
        bool quoted = false;
        char *item;

        for (; *end && (quoted || *end != ','); end++)
            quoted ^= *end == '"';
        item = xstrndup(list, (size_t)(end - list));
        force_item(book, kind, item, number);
        free(item);
        list = end + (*end == ',');
    }
}

/* A column called as a measure of the plan is in its unit. */
static void add_units(struct book *book, struct sheet *sheet)
{
    size_t i;

    for (i = 0; i < sheet->source->width; i++)
        sheet->grid->headers[i] = book_label(book, sheet->source->names[i]);
}

/* Beside verdicts a single table is what they are about, whatever its file is called. */
static bool is_the_data(const struct book *book, const struct source *source)
{
    return book_source(book, &sheet_kind_verdicts, NULL) &&
           book_source(book, source->kind, NULL) == source &&
           !book_source(book, source->kind, source);
}

static void plan_data(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;
    size_t i;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        char *title;

        if (is_the_data(book, source)) {
            grid_sheet(book, kind, source, "Data", "Data: the columns that were tested", true);
            continue;
        }
        title = xasprintf("Data: %s", source->stem);
        grid_sheet(book, kind, source, source->stem, title, true);
        free(title);
    }
    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == kind)
            add_units(book, book->sheets[i]);
    force(book, kind, book->options->text_columns, false);
    force(book, kind, book->options->number_columns, true);
    for (i = 0; i < book->sheet_count && !book->failed; i++)
        if (book->sheets[i]->kind == kind)
            grid_tell_odd_cells(book->sheets[i]);
}

static void write_data(struct book *book, struct sheet *sheet)
{
    char *name = xasprintf("data_%s", sheet->source->stem);

    (void)book;
    if (sheet->stream)
        grid_stream(sheet);
    else
        grid_write(sheet, name, NULL);
    free(name);
}

static const char *const any_columns[] = { NULL };
const struct sheet_kind sheet_kind_data = {
    .rank = 70,
    .needs = any_columns,
    .cells_most = data_cells_most,
    .plan = plan_data,
    .write = write_data,
};
