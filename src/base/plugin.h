/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plugins: shared objects NAME.so that export one function without arguments, which
 * returns a table that stays as it is. A table begins with its abi and its size.
 *
 * They are looked for by name, never by path, in the folders of an environment
 * variable (divided by colons) and then in the package's own. Only absolute folders
 * count, so that no file of the working directory is ever loaded by accident.
 */
#ifndef LEVER_BASE_PLUGIN_H
#define LEVER_BASE_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct plugin_sort {
    const char *symbol;      /* "lever_method" */
    const char *environment; /* "LEVER_METHOD_PATH" */
    const char *folder;      /* the package's own, as configured */
    const char *mark;        /* "@(#)lever-method\t": what a plugin's card begins with */
    int abi;
    size_t size; /* of a table of this abi */
};

/* How every table begins. */
struct plugin_table {
    int abi;
    size_t size;
};

/* Folders in their order, without those that are not absolute. The caller frees
 * the array (ended by NULL) with plugin_folders_free. `refused`, unless NULL, gets
 * those that are not, likewise. */
char **plugin_folders(const struct plugin_sort *sort, char ***refused);
void plugin_folders_free(char **folders);

/* Whether it can be the name of a file: lower case letters, digits, - and _. */
bool plugin_name_valid(const char *name);

/* Loads the plugin at path: its table, of the right abi and size; the rest is for the caller to
 * check, who unloads it where it is not good. NULL: with the reason and path in err. */
const void *plugin_load(const struct plugin_sort *sort, const char *path, void **handle,
                        struct error *err);
void plugin_unload(void *handle);

/* Whether something of that name is there, be it a link to nothing: plugin_load says why not. */
bool plugin_present(const char *path);

/*
 * Around every call of a plugin's code: whatever calls exit in between ends the program with
 * status 1 and `KIND "NAME" ended the program`, what faults or aborts with `... crashed (signal
 * N)`, and results that are not whole are removed.
 * Of each thread its own; both strings are borrowed until plugin_leave.
 */
void plugin_enter(const char *kind, const char *name);
void plugin_leave(void);

/*
 * Reads name, summary and abi from the file, without loading it: the string that the
 * header's macro leaves there. 1: found (the caller frees all three), 0: the file is
 * a shared object that does not tell, -1: it is not a shared object or unreadable.
 */
int plugin_card(const struct plugin_sort *sort, const char *path, char **name, char **summary,
                char **abi, struct error *err);

#endif
