/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files that a plan's `source` stands for: one, those that a pattern meets (tickets-2025-*.csv),
 * or several of either divided by ";". All of them are exports of one kind.
 *
 * A file of exactly that name comes first, whatever is in it. Files that a pattern meets are in the
 * order of their names' bytes, folders and names that begin with a point left out; a file that is
 * met twice is there once.
 */
#ifndef LEVER_PLAN_SOURCE_FILES_H
#define LEVER_PLAN_SOURCE_FILES_H

#include <stddef.h>

#include "base/error.h"
#include "plan/plan.h"

struct source_files {
    char **paths; /* as seen from here; at least one. Owned */
    size_t count;
};

/*
 * -1 where an item is no file that can be read, or meets none; *err then has the sentence, which
 * names the file that is nearest. The caller frees with source_files_free, on failure too.
 */
int source_files_find(const struct plan *plan, const struct measure *measure,
                      struct source_files *files, struct error *err);
void source_files_free(struct source_files *files);

/* A file that a pattern would not take for one, nor a list: for who writes a source. */
bool source_files_is_plain(const char *name);

#endif
