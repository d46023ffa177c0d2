/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/draft_kinds.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/source_files.h"
#include "reshape/stack_columns.h"
#include "table/select.h"

static struct stack_header header_of(const struct draft_file *file)
{
    return (struct stack_header){ file->path, file->header.names, file->header.count,
                                  file->header.line };
}

static size_t shared(const struct draft_file *a, const struct draft_file *b)
{
    size_t count = 0;
    size_t i, j;

    for (i = 0; i < a->header.count; i++)
        for (j = 0; j < b->header.count; j++)
            count += strcmp(a->header.names[i], b->header.names[j]) == 0;
    return count;
}

bool draft_same_header(const struct draft_file *a, const struct draft_file *b)
{
    return a->header.count && a->header.count == b->header.count && shared(a, b) == a->header.count;
}

/* As many columns, and the one or two that differ are near to each other. */
static bool nearly_same_header(const struct draft_file *a, const struct draft_file *b)
{
    struct stack_header one = header_of(a);
    struct stack_header other = header_of(b);
    size_t same = shared(a, b);
    size_t i, j;

    if (a->header.count != b->header.count || same + 2 < a->header.count || same < 2)
        return false;
    for (i = 0; i < one.count; i++) {
        for (j = 0; j < other.count && strcmp(one.names[i], other.names[j]) != 0; j++)
            ;
        if (j == other.count && !stack_columns_nearest(&other, &one, one.names[i]))
            return false;
    }
    return true;
}

static char *stem_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    const char *dot = strchr(base + 1, '.');
    size_t length = dot ? (size_t)(dot - base) : strlen(base);
    struct text stem = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < length; i++) {
        bool mark = strchr("0123456789-_ .()", base[i]) != NULL;

        if (!mark)
            text_addc(&stem, base[i]);
        else if (stem.length && stem.bytes[stem.length - 1] != ' ')
            text_addc(&stem, ' ');
        if (mark && (stem.length == 2 || (stem.length > 2 && stem.bytes[stem.length - 3] == ' ')))
            stem.bytes[stem.length -= 2] = '\0'; /* a letter alone: H1, Q4 */
    }
    if (stem.length > 1 && stem.bytes[stem.length - 2] == ' ')
        stem.bytes[stem.length -= 2] = '\0';
    while (stem.length && stem.bytes[stem.length - 1] == ' ')
        stem.bytes[--stem.length] = '\0';
    if (stem.length == 0)
        text_adds(&stem, "file");
    return text_take(&stem);
}

char *draft_stem(const struct draft_file *file)
{
    char *slashed = file->sheet ? xasprintf("/%s", file->sheet) : NULL;
    char *stem;
    char *dot;

    while (slashed && (dot = strpbrk(slashed + 1, "./")) != NULL)
        *dot = ' ';
    stem = stem_of(slashed ? slashed : file->path);
    free(slashed);
    return stem;
}

char *draft_shown(const struct draft_file *file)
{
    if (file->sheet && file->table)
        return xasprintf("%s (%s, table %lu)", file->path, file->sheet, file->table);
    if (file->sheet)
        return xasprintf("%s (%s)", file->path, file->sheet);
    return file->table ? xasprintf("%s (table %lu)", file->path, file->table) : xstrdup(file->path);
}

/* Without words of a letter or two and the names of months, which tell files of one kind apart. */
static char *plain_stem(const char *path)
{
    static const char *const months[] = { "jan", "feb", "mar", "m\303\244r", "apr", "may",
                                          "mai", "jun", "jul", "aug",        "sep", "oct",
                                          "okt", "nov", "dec", "dez",        NULL };
    char *stem = stem_of(path);
    struct text plain = TEXT_EMPTY;
    char *word;
    char *rest = stem;
    size_t i;

    while ((word = strtok_r(rest, " ", &rest)) != NULL) {
        struct text folded = TEXT_EMPTY;

        text_add_folded(&folded, word, strlen(word));
        for (i = 0; months[i] && strncmp(folded.bytes, months[i], strlen(months[i])) != 0; i++)
            ;
        if (!months[i] && folded.length > 2)
            text_addf(&plain, "%s ", folded.bytes);
        text_free(&folded);
    }
    free(stem);
    return plain.length ? text_take(&plain) : xstrdup("");
}

/* Sheets of one name, or tables of one number. */
static bool same_place(const struct draft_file *a, const struct draft_file *b)
{
    return a->table == b->table && !a->sheet == !b->sheet &&
           (!a->sheet || same_in_any_case(a->sheet, b->sheet));
}

void draft_find_kinds(struct draft_file *files, size_t count)
{
    size_t i, j;

    for (i = 0; i < count; i++) {
        char *own = plain_stem(files[i].path);

        files[i].kind = i;
        for (j = 0; j < i && files[i].kind == i; j++) {
            char *other = plain_stem(files[j].path);

            if (files[j].kind == j && files[i].header.count && strcmp(own, other) == 0 &&
                same_place(&files[i], &files[j]) &&
                (draft_same_header(&files[i], &files[j]) ||
                 nearly_same_header(&files[i], &files[j])))
                files[i].kind = j;
            free(other);
        }
        free(own);
    }
}

char *draft_renames(const struct draft_file *files, size_t count, size_t kind)
{
    struct stack_header first = header_of(&files[kind]);
    struct text renames = TEXT_EMPTY;
    size_t i, j, k;

    for (i = 0; i < count; i++) {
        struct stack_header own = header_of(&files[i]);

        for (j = 0; files[i].kind == kind && i != kind && j < first.count; j++) {
            const char *nearest;
            char *new;
            char *old;

            for (k = 0; k < own.count && strcmp(own.names[k], first.names[j]) != 0; k++)
                ;
            nearest = k == own.count ? stack_columns_nearest(&own, &first, first.names[j]) : NULL;
            if (!nearest)
                continue;
            new = list_quote(first.names[j]);
            old = list_quote(nearest);
            if (!renames.bytes || !strstr(renames.bytes, old))
                text_addf(&renames, "%s%s=%s", renames.length ? "," : "", new, old);
            free(new);
            free(old);
        }
    }
    return renames.length ? text_take(&renames) : NULL;
}

/* As a plan in the folder calls the file. */
static char *relative(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    char here[4096];

    if (length == 0 || *path == '/')
        return xstrdup(path);
    if (strncmp(path, folder, length) == 0)
        return xstrdup(path + length);
    return getcwd(here, sizeof here) ? xasprintf("%s/%s", here, path) : xstrdup(path);
}

/* What a pattern meets; 0 = nothing. */
static size_t meets(const char *pattern)
{
    glob_t found;
    size_t count = 0;

    if (glob(pattern, GLOB_NOSORT, NULL, &found) == 0) {
        count = found.gl_pathc;
        globfree(&found);
    }
    return count;
}

/* What all begin with, then *, then what all end with; NULL where that meets more than them, or
 * nothing is left of it. */
static char *pattern_of(const struct draft_file *files, size_t count, size_t kind)
{
    const char *first = files[kind].path;
    const char *slash = strrchr(first, '/');
    size_t before = strlen(first);
    size_t behind = before;
    size_t many = 0;
    char *pattern;
    size_t i, n;

    for (i = 0; i < count; i++) {
        const char *path = files[i].path;
        size_t length = strlen(path);

        if (files[i].kind != kind)
            continue;
        many++;
        if (i == kind)
            continue;
        for (n = 0; n < before && n < length && path[n] == first[n]; n++)
            ;
        before = n;
        for (n = 0; n < behind && n < length && n < length - before && n < strlen(first) - before &&
                    path[length - n - 1] == first[strlen(first) - n - 1];
             n++)
            ;
        behind = n;
    }
    if (before <= (slash ? (size_t)(slash - first) + 1 : 0))
        return NULL;
    pattern = xasprintf("%.*s*%s", (int)before, first, first + strlen(first) - behind);
    if (strchr(pattern, '*') != strrchr(pattern, '*') || meets(pattern) != many) {
        free(pattern);
        return NULL;
    }
    return pattern;
}

char *draft_source_of(const struct draft_file *files, size_t count, size_t kind, const char *folder)
{
    struct text list = TEXT_EMPTY;
    char *pattern = NULL;
    size_t many = 0;
    size_t i;

    for (i = 0; i < count; i++)
        many += files[i].kind == kind;
    if (many > 1)
        pattern = pattern_of(files, count, kind);
    if (pattern) {
        char *own = relative(pattern, folder);

        free(pattern);
        return own;
    }
    for (i = 0; i < count; i++) {
        char *own;

        if (files[i].kind != kind)
            continue;
        own = relative(files[i].path, folder);
        text_addf(&list, "%s%s", list.length ? "; " : "", own);
        free(own);
    }
    return text_take(&list);
}
