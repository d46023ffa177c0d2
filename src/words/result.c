/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/result.h"

#include <string.h>

static bool is_written(const struct result_column *column, unsigned groups)
{
    return column->group == RESULT_ALWAYS || (column->group & groups);
}

void result_header(struct writer *writer, const struct result_table *table, unsigned groups)
{
    size_t i;

    for (i = 0; i < table->count; i++)
        if (is_written(&table->columns[i], groups))
            writer_string(writer, table->columns[i].name);
    writer_end_row(writer);
}

static void write_value(struct writer *writer, const struct result_column *column,
                        const void *value)
{
    const struct result_period *period = value;
    const char *const *text = value;
    const double *number = value;

    switch (column->shape) {
    case RESULT_TEXT:
        writer_string(writer, *text);
        break;
    case RESULT_PERIOD:
        if (period->text)
            writer_string(writer, period->text);
        else
            writer_number(writer, period->row);
        break;
    case RESULT_WHOLE:
    case RESULT_NUMBER:
    case RESULT_R:
    case RESULT_P:
        writer_number(writer, *number);
        break;
    }
}

void result_row(struct writer *writer, const struct result_table *table, unsigned groups,
                const void *row)
{
    size_t i;

    for (i = 0; i < table->count; i++)
        if (is_written(&table->columns[i], groups))
            write_value(writer, &table->columns[i], (const char *)row + table->columns[i].at);
    writer_end_row(writer);
}

static bool is_known(const struct result_table *table, const char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < table->known_by && i < count; i++)
        if (strcmp(table->columns[i].name, names[i]) != 0)
            return false;
    return i == table->known_by;
}

const struct result_table *result_table_of(const char *const *names, size_t count)
{
    const struct result_table *const *table;
    const struct result_table *best = NULL;

    for (table = result_tables; *table; table++)
        if ((!best || (*table)->known_by > best->known_by) && is_known(*table, names, count))
            best = *table;
    return best;
}

const struct result_column *result_column(const struct result_table *table, const char *name)
{
    size_t i;

    for (i = 0; i < table->count; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return &table->columns[i];
    return NULL;
}

static const struct word *word_in(const struct result_table *table, const char *name,
                                  const char *text)
{
    const struct result_column *column = result_column(table, name);
    int found = column && column->words ? vocabulary_find(column->words, text) : -1;

    return found < 0 ? NULL : &column->words->words[found];
}

const struct word *result_word(const struct result_table *table, const char *column,
                               const char *text)
{
    const struct result_table *const *any;
    const struct word *word = NULL;

    if (table)
        return word_in(table, column, text);
    for (any = result_tables; *any && !word; any++)
        word = word_in(*any, column, text);
    return word;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

void result_view(const struct result_table *table, const char *const *names, size_t count,
                 bool narrow, struct text *out)
{
    int place = 0;

    for (;;) {
        const struct result_column *next = NULL;
        size_t i;

        for (i = 0; i < table->count; i++) {
            const struct result_column *column = &table->columns[i];

            if (column->view > place && (!next || column->view < next->view))
                next = column;
        }
        if (!next)
            return;
        place = next->view;
        if (!(narrow && next->wide) && is_among(next->name, names, count))
            text_addf(out, "%s%s", out->length ? "," : "", next->name);
    }
}

static const char *group_name(unsigned group)
{
    switch ((enum result_group)group) {
    case RESULT_METHOD:
        return "method";
    case RESULT_PLACEBO:
        return "placebo";
    case RESULT_JOINT:
        return "joint";
    case RESULT_ENTITY:
        return "entity";
    case RESULT_ALWAYS:
        break;
    }
    return "always";
}

void result_list(FILE *out)
{
    static const char *const shapes[] = {
        [RESULT_TEXT] = "text",     [RESULT_PERIOD] = "period", [RESULT_WHOLE] = "whole",
        [RESULT_NUMBER] = "number", [RESULT_R] = "r",           [RESULT_P] = "p",
    };
    const struct result_table *const *any;
    size_t i, k;

    for (any = result_tables; *any; any++) {
        const struct result_table *table = *any;

        fprintf(out, "table\t%s\t%s\t%s\t%s\n", table->name, table->page,
                table->sheet ? table->sheet : "", table->about);
        for (i = 0; i < table->count; i++)
            fprintf(out, "column\t%s\t%s\t%s\t%s\n", table->name, table->columns[i].name,
                    shapes[table->columns[i].shape], group_name(table->columns[i].group));
        for (i = 0; i < table->count; i++)
            for (k = 0; table->columns[i].words && k < table->columns[i].words->count; k++)
                fprintf(out, "word\t%s\t%s\t%s\n", table->name, table->columns[i].name,
                        table->columns[i].words->words[k].name);
    }
}
