/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a join: what they are called, and what is in them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "reshape/join_private.h"

/* How many columns of all tables want the name; those of the join itself count too. */
static size_t wanted(const struct join *join, const char *name)
{
    size_t found = strcmp(name, "period") == 0;
    size_t i;
    size_t j;

    for (i = 0; i < join->by_count; i++)
        found += strcmp(name, join->by_names[i]) == 0;
    for (i = 0; i < join->count; i++)
        for (j = 0; j < join->sides[i].column_count; j++)
            found += strcmp(name, join->sides[i].table->columns[join->sides[i].columns[j]].name) ==
                     0;
    return found;
}

/* Whether a column named before this one has the name. */
static bool taken(const struct join *join, const struct join_side *until, size_t column,
                  const char *name)
{
    const struct join_side *side;
    size_t j;

    for (side = join->sides; side <= until; side++)
        for (j = 0; side->names && j < (side == until ? column : side->column_count); j++)
            if (strcmp(side->names[j], name) == 0)
                return true;
    return false;
}

static char *unique_name(const struct join *join, const struct join_side *side, size_t column,
                         const char *own)
{
    char *name = xasprintf("%s.%s", own, side->stem);
    size_t n = 2;

    while (taken(join, side, column, name) || wanted(join, name)) {
        free(name);
        name = xasprintf("%s.%s.%zu", own, side->stem, n++);
    }
    return name;
}

void join_name(struct join *join)
{
    size_t i;
    size_t j;

    for (i = 0; i < join->count; i++) {
        struct join_side *side = &join->sides[i];

        side->names = xcalloc(side->column_count, sizeof *side->names);
        for (j = 0; j < side->column_count; j++) {
            const char *own = side->table->columns[side->columns[j]].name;

            if (wanted(join, own) == 1) {
                side->names[j] = xstrdup(own);
                continue;
            }
            side->names[j] = unique_name(join, side, j, own);
            join_say(join, xasprintf("%s: column \"%s\" is called \"%s\": there are others of "
                                     "that name",
                                     file_shown(side->table->file), own, side->names[j]));
        }
    }
}

static void write_header(const struct join *join, struct writer *writer)
{
    size_t i;
    size_t j;

    writer_string(writer, "period");
    for (i = 0; i < join->by_count; i++)
        writer_string(writer, join->by_names[i]);
    for (i = 0; i < join->count; i++)
        for (j = 0; j < join->sides[i].column_count; j++)
            writer_string(writer, join->sides[i].names[j]);
    writer_end_row(writer);
}

static void write_entity(const struct join *join, size_t rank, struct writer *writer)
{
    size_t length;
    const char *key = keys_bytes(&join->entities.keys, join->by_rank[rank], &length);
    size_t i = 0;

    while (i < length) {
        size_t n = strlen(key + i);

        writer_text(writer, key + i, n);
        i += n + 1;
    }
}

/* Rows come in the order of their keys, cells lie in the order of the file: what will
 * be wanted soon is called for now, first where a text is, then the text. */
static void call_for(const struct join_side *side, size_t at)
{
    enum { SOON = 8, LATER = 20 };
    size_t i;

    if (at + LATER >= side->marks.count)
        return;
    for (i = 0; i < side->column_count; i++) {
        const char *const *texts = side->table->columns[side->columns[i]].texts;

        __builtin_prefetch(&texts[side->marks.items[at + LATER].row]);
        __builtin_prefetch(texts[side->marks.items[at + SOON].row]);
    }
}

static void write_cells(const struct join_side *side, size_t row, struct writer *writer)
{
    size_t i;

    for (i = 0; i < side->column_count; i++) {
        const char *text = side->table->columns[side->columns[i]].texts[row];

        pass_cell(&side->pass, text, strlen(text), writer);
    }
}

const struct row_mark *join_next(const struct join *join, const size_t *at)
{
    const struct row_mark *next = NULL;
    size_t i;

    for (i = 0; i < join->count; i++) {
        const struct row_marks *marks = &join->sides[i].marks;

        if (at[i] < marks->count &&
            (!next || row_marks_compare(&marks->items[at[i]], next, ROWS_BY_PERIOD) < 0))
            next = &marks->items[at[i]];
    }
    return next;
}

void join_write(const struct join *join, struct writer *writer)
{
    size_t *at = xcalloc(join->count, sizeof *at);
    const struct row_mark *next;
    char period[PERIOD_SIZE] = "";
    size_t length = 0;
    long shown = PERIOD_NONE;
    size_t i;
    size_t j;

    write_header(join, writer);
    while ((next = join_next(join, at)) != NULL) {
        if (shown != next->period) {
            shown = next->period;
            length = period_format(join->kind, shown, period);
        }
        writer_text(writer, period, length);
        if (join->by_count)
            write_entity(join, next->entity, writer);
        for (i = 0; i < join->count; i++) {
            const struct join_side *side = &join->sides[i];
            const struct row_mark *mark = &side->marks.items[at[i]];

            if (at[i] < side->marks.count && row_marks_compare(mark, next, ROWS_BY_PERIOD) == 0) {
                call_for(side, at[i]++);
                write_cells(side, mark->row, writer);
                continue;
            }
            for (j = 0; j < side->column_count; j++) {
                if (side->fills && side->zero[j])
                    writer_text(writer, "0", 1);
                else
                    writer_missing(writer);
            }
        }
        writer_end_row(writer);
    }
    free(at);
}
