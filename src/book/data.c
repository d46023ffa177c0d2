/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables shown as they were read: the data, the lag profiles (from which charts are
 * drawn), and the plan, links and repairs, which differ in their titles only.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "table/select.h"

/* ---- data ---- */

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

static void plan_data(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;
    char *title;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        title = xasprintf("Data: %.200s", source->stem);
        grid_sheet(book, kind, source, source->stem, title);
        free(title);
    }
    force(book, kind, book->options->text_columns, false);
    force(book, kind, book->options->number_columns, true);
}

static void write_data(struct book *book, struct sheet *sheet)
{
    char *name = xasprintf("data_%.200s", sheet->source->stem);

    (void)book;
    if (sheet->stream)
        grid_stream(sheet);
    else
        grid_write(sheet, name);
    free(name);
}

static const char *const any_columns[] = { NULL };
const struct sheet_kind sheet_kind_data = { any_columns, data_cells_most, plan_data, write_data };

/* ---- lag profiles ---- */

static void plan_lags(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;
    struct sheet *sheet;
    size_t i;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        sheet = grid_sheet(book, kind, source, "Lags", "Lags: the correlation at each lag");
        for (i = 0; sheet && i < book->link_count; i++)
            if (book->links[i]->lags == source)
                book->links[i]->lag_sheet = sheet;
    }
}

static void write_lags(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, "lags");
}

static const char *const lags_columns[] = { "output", "outcome", "lag", "r", "low", "high", NULL };
const struct sheet_kind sheet_kind_lags = { lags_columns, CELLS_ALL, plan_lags, write_lags };

/* ---- plan, links, repairs ---- */

static void plan_listing(struct book *book, const struct sheet_kind *kind, const char *name,
                         const char *title)
{
    struct source *source = NULL;

    while (!book->failed && (source = book_source(book, kind, source)) != NULL) {
        char *full = xasprintf("%s (%.100s)", title, source->stem);

        /* An export that needed no repair has no sheet of them. */
        if (source->height > 0)
            grid_sheet(book, kind, source, name, full);
        free(full);
    }
}

static void plan_plan(struct book *book, const struct sheet_kind *kind)
{
    plan_listing(book, kind, "Plan", "Plan: the measures and their roles");
}

static void plan_links(struct book *book, const struct sheet_kind *kind)
{
    plan_listing(book, kind, "Links", "Links: the hypotheses written down before looking");
}

static void plan_repairs(struct book *book, const struct sheet_kind *kind)
{
    plan_listing(book, kind, "Repairs", "Repairs: what was changed in the exports to read them");
}

static void write_plan(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, "plan");
}

static void write_links(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, "links");
}

static void write_repairs(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, "repairs");
}

static const char *const plan_columns[] = { "measure", "role", NULL };
static const char *const links_columns[] = { "output", "outcome", "sign", NULL };
static const char *const repairs_columns[] = { "file", "line", "column", "kind",
                                               "before", "after", NULL };
const struct sheet_kind sheet_kind_plan = { plan_columns, CELLS_ALL, plan_plan, write_plan };
const struct sheet_kind sheet_kind_links = { links_columns, CELLS_ALL, plan_links, write_links };
const struct sheet_kind sheet_kind_repairs = { repairs_columns, CELLS_ALL, plan_repairs,
                                               write_repairs };
