/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan says of the columns of a file, as options of clean. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "filters/report_exports.h"

/* A column by its name in the file; complaints about it are the plan's. */
static void add_name(struct laying *laying, struct command *command, const struct measure *measure,
                     size_t file, const char *name, const char *said, struct text *list)
{
    char *called = exports_called(exports_of(laying, measure), file, name);

    if (list->length)
        text_addc(list, ',');
    laying_item(list, called);
    laying_asked(laying, command, called, measure, said);
    free(called);
}

/* Columns that have to be numbers are stated as such: clean then names the cell that is not,
 * in the file the user knows. */
static void add_numbers(struct laying *laying, struct command *command, const struct measure *first,
                        size_t file)
{
    struct text list = TEXT_EMPTY;
    size_t i, j;

    for (i = 0; i < laying->plan->count; i++) {
        const struct measure *measure = &laying->plan->measures[i];

        if (!laying_same_source(measure, first) || !laying_is_of_numbers(measure))
            continue;
        for (j = 0; j < i; j++)
            if (laying_same_source(&laying->plan->measures[j], first) &&
                laying_is_of_numbers(&laying->plan->measures[j]) &&
                strcmp(laying->plan->measures[j].column, measure->column) == 0)
                break;
        if (j < i)
            continue;
        add_name(laying, command, measure, file, measure->column, laying_column_said(measure),
                 &list);
    }
    if (list.length)
        command_option(command, "--number", list.bytes);
    text_free(&list);
}

/* Has an earlier measure of the source said the same of the column? */
static bool is_said_before(const struct laying *laying, const struct measure *measure)
{
    const struct measure *other;

    for (other = laying->plan->measures; other < measure; other++)
        if (laying_same_source(other, measure) && laying_is_of_numbers(other) &&
            strcmp(other->column, measure->column) == 0 && strcmp(other->unit, measure->unit) == 0)
            return true;
    return false;
}

/*
 * The units are told, so that cells in percent stay in percent, and clean refuses a currency that
 * is another and asks where the plan's % may not be the cells'.
 */
static void add_units(struct laying *laying, struct command *command, const struct measure *first,
                      size_t file)
{
    struct text percent = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < laying->plan->count; i++) {
        const struct measure *measure = &laying->plan->measures[i];
        struct text item = TEXT_EMPTY;
        char *called;

        if (!laying_same_source(measure, first) || !laying_is_of_numbers(measure) ||
            *measure->unit == '\0' || is_said_before(laying, measure))
            continue;
        called = exports_called(exports_of(laying, measure), file, measure->column);
        laying_item(&item, called);
        free(called);
        if (unit_is_percent(measure->unit))
            text_addf(&percent, "%s%s", percent.length ? "," : "", item.bytes);
        text_addf(&item, "=%s", measure->unit);
        command_option(command, "--unit", item.bytes);
        text_free(&item);
    }
    if (percent.length)
        command_option(command, "--percent", percent.bytes);
    text_free(&percent);
}

/* So are, where it is said how they are written, the columns of dates. */
static void add_dates(struct laying *laying, struct command *command, const struct measure *first,
                      size_t file)
{
    struct text list = TEXT_EMPTY;
    size_t i, j;

    for (i = 0; *first->date_format && i < laying->plan->count; i++) {
        const struct measure *measure = &laying->plan->measures[i];

        if (!laying_same_source(measure, first))
            continue;
        for (j = 0; j < i; j++)
            if (laying_same_source(&laying->plan->measures[j], first) &&
                strcmp(laying->plan->measures[j].date, measure->date) == 0)
                break;
        if (j < i)
            continue;
        add_name(laying, command, measure, file, measure->date, "date", &list);
    }
    if (list.length)
        command_option(command, "--date", list.bytes);
    text_free(&list);
}

void exports_add_columns(struct laying *laying, struct command *command,
                         const struct measure *first, size_t file)
{
    add_numbers(laying, command, first, file);
    add_dates(laying, command, first, file);
    add_units(laying, command, first, file);
}
