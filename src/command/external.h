/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filters that are programs of their own: any executable lever-NAME on
 * LEVER_EXEC_PATH, in the package's filter folder, or on PATH, in that order.
 * Only absolute folders count: nothing is run because of where one stands. NAME is
 * as base/plugin.h has names, and neither a built-in filter nor help.
 */
#ifndef LEVER_COMMAND_EXTERNAL_H
#define LEVER_COMMAND_EXTERNAL_H

#include <stddef.h>

#include "base/error.h"

/*
 * Becomes lever-NAME with argv[1 ..]. Returns only where that did not happen:
 * 0 there is no such program, -1 it is there but cannot be run. The program finds
 * in its environment LEVER_VERSION, LEVER_EXEC_PATH (always set, maybe empty) and
 * LEVER, the path of this program, so that it can call other filters.
 */
int external_run(const char *name, char **argv, struct error *err);

/* The path of lever-NAME, which the caller frees; NULL where there is none. */
char *external_find(const char *name);

/* Fills err where lever-NAME is there, but is not executable, so that there is no such
 * filter: -1. 0: nothing of that name is there, or it can be run. */
int external_blocked(const char *name, struct error *err);

/* Folders of LEVER_EXEC_PATH that do not count; to be freed with plugin_folders_free. */
char **external_refused(void);

struct external {
    char *name;
    char *path;
};
struct external_list {
    struct external *items;
    size_t count;
    size_t capacity;
};
/* Those that `lever NAME` would run, by name; built-in filters shadow theirs. */
void external_list(struct external_list *list);
void external_list_free(struct external_list *list);

#endif
