/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/called.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A mark is the file's number between these. */
enum { MARK = '\x01', MARK_END = '\x02' };

/* For messages, as all of this (message.h). */
static struct called {
    const char *file;
    const char *names[CALLED_BY]; /* NULL = as it is */
    char mark[24];
} * called;
static size_t called_count;
static size_t called_capacity;

static struct called *find(const char *file)
{
    size_t i;

    for (i = 0; i < called_count; i++)
        if (strcmp(called[i].file, file) == 0)
            return &called[i];
    return NULL;
}

void called_set(const char *file, enum called_by by, const char *name)
{
    struct called *entry = find(file);

    if (!entry) {
        called = xgrow(called, called_count, &called_capacity, sizeof *called);
        entry = &called[called_count];
        *entry = (struct called){ .file = file };
        snprintf(entry->mark, sizeof entry->mark, "%c%zu%c", MARK, called_count++, MARK_END);
    }
    if (!entry->names[by])
        entry->names[by] = name;
}

/* The files themselves stay borrowed until nobody calls them anything. */
void called_forget(enum called_by by)
{
    bool any = false;
    size_t i;
    int other;

    for (i = 0; i < called_count; i++) {
        called[i].names[by] = NULL;
        for (other = 0; other < CALLED_BY; other++)
            any = any || called[i].names[other];
    }
    if (any)
        return;
    free(called);
    called = NULL;
    called_count = called_capacity = 0;
}

const char *file_shown(const char *file)
{
    const struct called *entry = find(file);

    if (entry)
        return entry->mark;
    return strcmp(file, "-") == 0 ? "(stdin)" : file;
}

/* The file whose mark begins here; NULL = it is no mark. */
static const struct called *marked(const char *at)
{
    size_t i;

    for (i = 0; *at == MARK && i < called_count; i++)
        if (strncmp(at, called[i].mark, strlen(called[i].mark)) == 0)
            return &called[i];
    return NULL;
}

void called_add(struct text *text, const char *sentence, enum called_by by)
{
    const char *at;

    for (at = sentence; *at; at++) {
        const struct called *entry = marked(at);

        if (!entry) {
            text_addc(text, *at);
            continue;
        }
        text_adds(text, entry->names[by] ? entry->names[by] : entry->file);
        at += strlen(entry->mark) - 1;
    }
}
