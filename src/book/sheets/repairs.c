/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The repairs: what was changed in the exports to read them. A log may have millions of
 * rows of which nobody reads more than a few, so there are two sheets: how often
 * each kind of repair was made in each column of each export, with an example; and
 * the repairs themselves, of each such group as many as can be looked through.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "clean/log.h"

enum { listed_most = 100 }; /* repairs of a group that are listed one by one */

enum { FILE_NAME, LINE, COLUMN, KIND, BEFORE, AFTER, FIELDS };
static const char *const needs[] = { "file", "line", "column", "kind", "before", "after", NULL };

struct repair_row {
    const char *fields[FIELDS]; /* kept by the book */
    const struct source *source;
    unsigned long line; /* of the log */
};

struct repair_group {
    struct repair_row first;
    char last_line[24];
    size_t count;
};

void repair_log_free(struct repair_log *log)
{
    if (!log)
        return;
    free(log->groups);
    free(log->rows);
    free(log);
}

/* ---- reading ---- */

static struct repair_group *group_of(struct repair_log *log, const char *const *fields)
{
    size_t i;

    for (i = log->count; i-- > 0;) {
        struct repair_group *group = &log->groups[i];

        if (strcmp(group->first.fields[KIND], fields[KIND]) == 0 &&
            strcmp(group->first.fields[COLUMN], fields[COLUMN]) == 0 &&
            strcmp(group->first.fields[FILE_NAME], fields[FILE_NAME]) == 0)
            return group;
    }
    return NULL;
}

static void take(struct book *book, const char *const *fields, const struct source *source,
                 unsigned long line)
{
    struct repair_log *log = book->repairs;
    struct repair_group *group = group_of(log, fields);
    struct repair_row row = { .source = source, .line = line };
    size_t i;

    log->total++;
    if (!group || group->count < listed_most) {
        for (i = 0; i < FIELDS; i++)
            row.fields[i] = book_keep(book, xstrdup(fields[i]));
        log->rows = xgrow(log->rows, log->row_count, &log->row_capacity, sizeof *log->rows);
        log->rows[log->row_count++] = row;
    }
    if (!group) {
        log->groups = xgrow(log->groups, log->count, &log->capacity, sizeof *log->groups);
        group = &log->groups[log->count++];
        *group = (struct repair_group){ .first = row };
    }
    group->count++;
    snprintf(group->last_line, sizeof group->last_line, "%.23s", fields[LINE]);
}

static void read_log(struct book *book, struct source *source)
{
    const char *texts[FIELDS];
    const struct field *fields;
    long columns[FIELDS];
    int more;
    size_t i;

    for (i = 0; i < FIELDS; i++)
        columns[i] = source_column(source, needs[i]);
    while (!book->failed && (more = source_next(source, &fields, book->err)) != 0) {
        if (more < 0) {
            book->failed = true;
            return;
        }
        for (i = 0; i < FIELDS; i++)
            texts[i] = fields[columns[i]].text;
        /* Folders are this machine's own. */
        if (strrchr(texts[FILE_NAME], '/'))
            texts[FILE_NAME] = strrchr(texts[FILE_NAME], '/') + 1;
        take(book, texts, source, reader_line(source->reader));
    }
}

static void plan_repairs(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;
    struct repair_log *log;
    struct sheet *sheet;

    if (!book_source(book, kind, NULL))
        return;
    log = book->repairs = xcalloc(1, sizeof *book->repairs);
    while (!book->failed && (source = book_source(book, kind, source)) != NULL)
        read_log(book, source);
    if (log->total == 0)
        return; /* exports that needed no repair */
    sheet = sheet_add(book, kind, "Repairs",
                      "Repairs: what was changed in the exports to read them");
    sheet_line(sheet, "%zu repair%s: each row counts those of one kind in one column of an export.",
               log->total, log->total == 1 ? "" : "s");
    sheet_line(sheet, "Some shorthand is used: [z] does not apply, because the whole line was "
                      "changed or nothing stood there.");
    log->listed = sheet_add(book, kind, "Repairs listed", "Repairs, one by one");
    if (log->row_count < log->total)
        sheet_line(log->listed,
                   "The first %d of each kind, column and export: %zu of %zu. The log that lever "
                   "clean writes has them all.",
                   listed_most, log->row_count, log->total);
    sheet_line(log->listed, "Some shorthand is used: [z] does not apply, because the whole line "
                            "was changed or nothing stood there.");
}

/* ---- writing ---- */

static const char *kind_text(const char *name)
{
    int kind;

    for (kind = 0; kind < REPAIR_KINDS; kind++)
        if (strcmp(repair_name((enum repair)kind), name) == 0)
            return repair_text((enum repair)kind);
    return name;
}

/* A text as it was, or [z] where there was none. */
static void write_text(struct sheet *sheet, lxw_row_t at, lxw_col_t column,
                       const struct repair_row *row, int field)
{
    const char *text = row->fields[field];

    if (text[strspn(text, " \t\r\n")])
        sheet_cell_of(sheet, row->source, at, column, text, row->line, needs[field]);
    else
        sheet_mark(sheet, at, column, "[z]");
}

static void write_line(struct sheet *sheet, lxw_row_t at, lxw_col_t column, const char *text)
{
    double number = NAN;

    number_parse(text, strlen(text), '.', &number);
    sheet_number(sheet, at, column, "0", number);
}

static void write_groups(struct sheet *sheet, const struct repair_log *log)
{
    static const struct grid_column columns[] = {
        { "File", 26, false },
        { "Column", 24, false },
        { "What was done", 38, false },
        { "Times", 12, true },
        { "First line", 12, true },
        { "Last line", 12, true },
        { "First of them: before", 34, false },
        { "First of them: after", 34, false },
    };
    size_t i;

    sheet_table(sheet, "repairs", columns, sizeof columns / sizeof *columns, log->count);
    for (i = 0; i < log->count; i++) {
        const struct repair_group *group = &log->groups[i];
        lxw_row_t at = sheet->header + 1 + (lxw_row_t)i;

        write_text(sheet, at, 0, &group->first, FILE_NAME);
        write_text(sheet, at, 1, &group->first, COLUMN);
        sheet_text(sheet, at, 2, STYLE_CELL, kind_text(group->first.fields[KIND]));
        sheet_number(sheet, at, 3, "#,##0", (double)group->count);
        write_line(sheet, at, 4, group->first.fields[LINE]);
        write_line(sheet, at, 5, group->last_line);
        write_text(sheet, at, 6, &group->first, BEFORE);
        write_text(sheet, at, 7, &group->first, AFTER);
    }
}

static void write_rows(struct sheet *sheet, const struct repair_log *log)
{
    static const struct grid_column columns[FIELDS] = {
        { "File", 26, false },          { "Line", 12, true },    { "Column", 24, false },
        { "What was done", 38, false }, { "Before", 40, false }, { "After", 40, false },
    };
    size_t i;

    sheet_table(sheet, "repairs_listed", columns, FIELDS, log->row_count);
    for (i = 0; i < log->row_count && !sheet->book->failed; i++) {
        const struct repair_row *row = &log->rows[i];
        lxw_row_t at = sheet->header + 1 + (lxw_row_t)i;

        write_text(sheet, at, 0, row, FILE_NAME);
        write_line(sheet, at, 1, row->fields[LINE]);
        write_text(sheet, at, 2, row, COLUMN);
        sheet_text(sheet, at, 3, STYLE_CELL, kind_text(row->fields[KIND]));
        write_text(sheet, at, 4, row, BEFORE);
        write_text(sheet, at, 5, row, AFTER);
    }
}

static void write_repairs(struct book *book, struct sheet *sheet)
{
    if (sheet == book->repairs->listed)
        write_rows(sheet, book->repairs);
    else
        write_groups(sheet, book->repairs);
}

const struct sheet_kind sheet_kind_repairs = {
    .rank = 100,
    .needs = needs,
    .plan = plan_repairs,
    .write = write_repairs,
};
