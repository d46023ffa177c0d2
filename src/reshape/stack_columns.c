/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/stack_columns.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "table/select.h"

static size_t find(const struct stack_header *header, const char *name)
{
    size_t i;

    for (i = 0; i < header->count; i++)
        if (strcmp(header->names[i], name) == 0)
            return i;
    return STACK_NONE;
}

const char *stack_columns_nearest(const struct stack_header *header,
                                  const struct stack_header *other, const char *name)
{
    const char **own = xarray(header->count + 1, sizeof *own);
    size_t place = find(other, name);
    const char *nearest = NULL;
    size_t count = 0;
    size_t i;
    long at;

    for (i = 0; i < header->count; i++)
        if (find(other, header->names[i]) == STACK_NONE)
            own[count++] = header->names[i];
    at = nearest_name(name, own, count);
    if (at >= 0)
        nearest = own[at];
    else if (place < header->count && find(other, header->names[place]) == STACK_NONE)
        nearest = header->names[place];
    else if (count == 1)
        nearest = own[0];
    free(own);
    return nearest;
}

/* ---- renaming ---- */

struct renaming {
    char *new;
    char *old;
    bool used;
};

static int read_renaming(const char *item, struct renaming *renaming, struct faults *faults)
{
    const char *equals = list_find(item, '=');
    struct error err;
    char *left;

    *renaming = (struct renaming){ .used = false };
    if (!equals) {
        error_usage(&err, "--rename %.150s: NEW=OLD is wanted", item);
        return faults_add(faults, &err);
    }
    left = xstrndup(item, (size_t)(equals - item));
    renaming->new = list_name(left);
    renaming->old = list_name(equals + 1);
    free(left);
    if (renaming->new[0] && renaming->old[0])
        return 0;
    error_usage(&err, "--rename %.150s: a name is empty", item);
    return faults_add(faults, &err);
}

/* Nobody has a column of that name: the nearest of all files is told. */
static void refuse_unused(const struct stack_header *headers, size_t count, const char *old,
                          struct faults *faults)
{
    const char **all = NULL;
    size_t capacity = 0;
    size_t n = 0;
    struct error err;
    size_t i, j;
    long at;

    for (i = 0; i < count; i++)
        for (j = 0; j < headers[i].count; j++) {
            all = xgrow(all, n, &capacity, sizeof *all);
            all[n++] = headers[i].names[j];
        }
    at = nearest_name(old, all, n);
    error_usage(&err,
                at >= 0 ? "--rename: no file has a column \"%.100s\"; did you mean \"%.100s\"?"
                        : "--rename: no file has a column \"%.100s\"%s",
                old, at >= 0 ? all[at] : "");
    faults_add(faults, &err);
    free(all);
}

static void rename_one(struct stack_header *header, struct renaming *renaming,
                       struct faults *faults)
{
    size_t old = find(header, renaming->old);
    struct error err;

    if (old == STACK_NONE)
        return;
    renaming->used = true;
    if (find(header, renaming->new) != STACK_NONE && find(header, renaming->new) != old) {
        error_at(&err, header->file, header->line, renaming->old,
                 "cannot be called \"%.100s\": there is such a column here already", renaming->new);
        faults_add(faults, &err);
        return;
    }
    free(header->names[old]);
    header->names[old] = xstrdup(renaming->new);
}

static void rename_all(struct stack_header *headers, size_t count, const struct each *renames,
                       struct faults *faults)
{
    struct renaming renaming;
    size_t i, j;

    for (i = 0; renames && i < renames->count; i++) {
        if (read_renaming(renames->items[i].value, &renaming, faults) == 0) {
            for (j = 0; j < count; j++)
                rename_one(&headers[j], &renaming, faults);
            if (!renaming.used)
                refuse_unused(headers, count, renaming.old, faults);
        }
        free(renaming.new);
        free(renaming.old);
    }
}

/* The old name of that new one in this file; NULL = it has none. */
static char *old_name(const struct stack_header *header, const struct each *renames,
                      const char *name)
{
    struct faults ignored = FAULTS_NONE;
    struct renaming renaming;
    char *old = NULL;
    size_t i;

    for (i = 0; renames && i < renames->count && !old; i++) {
        if (read_renaming(renames->items[i].value, &renaming, &ignored) == 0 &&
            strcmp(renaming.new, name) == 0 && find(header, renaming.old) != STACK_NONE)
            old = xstrdup(renaming.old);
        free(renaming.new);
        free(renaming.old);
    }
    faults_free(&ignored);
    return old;
}

char *stack_columns_called(const struct stack_header *header, const struct each *renames,
                           const char *name)
{
    return find(header, name) != STACK_NONE ? xstrdup(name) : old_name(header, renames, name);
}

static bool some_have(const struct stack_header *headers, size_t count, const struct each *renames,
                      const char *name)
{
    bool any = false;
    size_t i;

    for (i = 0; i < count && !any; i++) {
        char *called = stack_columns_called(&headers[i], renames, name);

        any = called != NULL;
        free(called);
    }
    return any;
}

char *stack_columns_list(const struct stack_header *headers, size_t count, size_t which,
                         const struct each *renames, const char *list)
{
    struct text own = TEXT_EMPTY;
    struct error ignored;
    struct list items;
    size_t i;

    if (!list || list_split(list, &items, &ignored) != 0)
        return list ? xstrdup(list) : NULL;
    for (i = 0; i < items.count; i++) {
        char *name = list_name(items.items[i]);
        char *called = stack_columns_called(&headers[which], renames, name);
        char *quoted = called && strcmp(called, name) != 0 ? list_quote(called) : NULL;

        if (called || !some_have(headers, count, renames, name))
            text_addf(&own, "%s%s", own.length ? "," : "", quoted ? quoted : items.items[i]);
        free(quoted);
        free(called);
        free(name);
    }
    list_free(&items);
    return own.length ? text_take(&own) : NULL;
}

/* ---- matching ---- */

/* What one file has and the first lacks, and the other way round. */
static void compare(const struct stack_header *first, const struct stack_header *header,
                    struct faults *faults)
{
    struct error err;
    size_t i;

    for (i = 0; i < first->count; i++) {
        const char *name = first->names[i];
        const char *nearest;
        char *item;

        if (find(header, name) != STACK_NONE)
            continue;
        nearest = stack_columns_nearest(header, first, name);
        item = nearest ? xasprintf("%s=%s", name, nearest) : NULL;
        if (nearest)
            error_at(
                &err, header->file, header->line, NULL,
                "no column \"%.100s\", which %.100s has; the nearest here is \"%.100s\": if it "
                "is the same, --rename \"%.200s\"; else --columns all or shared",
                name, file_shown(first->file), nearest, item);
        else
            error_at(&err, header->file, header->line, NULL,
                     "no column \"%.100s\", which %.100s has: --columns all leaves it empty for "
                     "this file, --columns shared leaves it out",
                     name, file_shown(first->file));
        faults_add(faults, &err);
        free(item);
    }
    for (i = 0; i < header->count; i++) {
        const char *name = header->names[i];
        const char *nearest;

        if (find(first, name) != STACK_NONE)
            continue;
        nearest = stack_columns_nearest(first, header, name);
        if (nearest && stack_columns_nearest(header, first, nearest) &&
            strcmp(stack_columns_nearest(header, first, nearest), name) == 0)
            continue; /* said above, from the other side */
        error_at(&err, header->file, header->line, NULL,
                 "column \"%.100s\" is not in %.100s: --columns all leaves it empty for that "
                 "file, --columns shared leaves it out",
                 name, file_shown(first->file));
        faults_add(faults, &err);
    }
}

/* No name twice, or which is which could not be said. */
static void check_twice(const struct stack_header *header, struct faults *faults)
{
    struct error err;
    size_t i;

    for (i = 0; i < header->count; i++)
        if (find(header, header->names[i]) < i) {
            error_at(&err, header->file, header->line, header->names[i],
                     "is there twice: columns are matched by their names");
            faults_add(faults, &err);
        }
}

static bool everybody_has(const struct stack_header *headers, size_t count, const char *name)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (find(&headers[i], name) == STACK_NONE)
            return false;
    return true;
}

static void take_names(const struct stack_header *headers, size_t count,
                       enum stack_columns_kept kept, struct stack_columns *columns)
{
    struct stack_header taken = { .names = NULL };
    size_t capacity = 0;
    size_t i, j;

    for (i = 0; i < count; i++)
        for (j = 0; j < headers[i].count; j++) {
            const char *name = headers[i].names[j];

            taken.names = columns->names;
            taken.count = columns->width;
            if (find(&taken, name) != STACK_NONE ||
                (kept == STACK_SHARED && !everybody_has(headers, count, name)))
                continue;
            columns->names = xgrow(columns->names, columns->width, &capacity,
                                   sizeof *columns->names);
            columns->names[columns->width++] = xstrdup(name);
        }
}

/* Headers whose names may be changed. */
static struct stack_header *copy(const struct stack_header *headers, size_t count)
{
    struct stack_header *copies = xarray(count, sizeof *copies);
    size_t i, j;

    for (i = 0; i < count; i++) {
        copies[i] = headers[i];
        copies[i].names = xarray(headers[i].count + 1, sizeof *copies[i].names);
        for (j = 0; j < headers[i].count; j++)
            copies[i].names[j] = xstrdup(headers[i].names[j]);
    }
    return copies;
}

static void forget(struct stack_header *copies, size_t count)
{
    size_t i, j;

    for (i = 0; i < count; i++) {
        for (j = 0; j < copies[i].count; j++)
            free(copies[i].names[j]);
        free(copies[i].names);
    }
    free(copies);
}

int stack_columns_match(const struct stack_header *headers, size_t count,
                        const struct each *renames, enum stack_columns_kept kept,
                        struct stack_columns *columns, struct faults *faults)
{
    size_t before = faults_found(faults);
    bool astray;
    struct stack_header *own = copy(headers, count);
    struct error err;
    size_t i, j;

    *columns = (struct stack_columns){ .files = count };
    rename_all(own, count, renames, faults);
    astray = faults_found(faults) != before; /* and much would follow from it */
    for (i = 0; i < count; i++)
        check_twice(&own[i], faults);
    for (i = 1; i < count && kept == STACK_SAME && !astray; i++)
        compare(&own[0], &own[i], faults);
    if (faults_found(faults) == before) {
        take_names(own, count, kept, columns);
        columns->from = xcalloc(count, sizeof *columns->from);
        for (i = 0; i < count; i++) {
            columns->from[i] = xarray(columns->width + 1, sizeof **columns->from);
            for (j = 0; j < columns->width; j++)
                columns->from[i][j] = find(&own[i], columns->names[j]);
        }
        if (columns->width == 0) {
            error_at(&err, headers[count - 1].file, headers[count - 1].line, NULL,
                     "has no column that all files have");
            faults_add(faults, &err);
        }
    }
    forget(own, count);
    return faults_found(faults) == before ? 0 : -1;
}

void stack_columns_free(struct stack_columns *columns)
{
    size_t i;

    for (i = 0; i < columns->width; i++)
        free(columns->names[i]);
    for (i = 0; columns->from && i < columns->files; i++)
        free(columns->from[i]);
    free(columns->names);
    free(columns->from);
    *columns = (struct stack_columns){ .width = 0 };
}
