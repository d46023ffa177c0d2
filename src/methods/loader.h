/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plugins: shared objects NAME.so that export lever_method (lever-method.h).
 *
 * They are looked for by name, never by path, in the folders of
 * LEVER_METHOD_PATH (divided by colons) and then in the package's own. Only
 * absolute folders count, so that no file of the working directory is ever
 * loaded by accident.
 */
#ifndef LEVER_METHODS_LOADER_H
#define LEVER_METHODS_LOADER_H

#include <stdbool.h>

#include "base/error.h"
#include "lever-method.h"

/* Folders in their order, without those that are not absolute. The caller frees
 * the array (ended by NULL) with loader_folders_free. `refused`, unless NULL, gets
 * those that are not, likewise. */
char **loader_folders(char ***refused);
void loader_folders_free(char **folders);

/* Whether it can be the name of a method: lower case letters, digits, - and _. */
bool loader_name_valid(const char *name);

/* Loads the plugin at path, which has to be called `name` in its table as well.
 * NULL: with the reason and path in err; nothing stays loaded. */
const struct lever_method *loader_load(const char *path, const char *name, struct error *err);

/*
 * Reads name, summary and abi from the file, without loading it: the string that
 * LEVER_METHOD leaves there. 1: found (the caller frees all three), 0: the file is
 * a shared object that does not tell, -1: it is not a shared object or unreadable.
 */
int loader_card(const char *path, char **name, char **summary, char **abi, struct error *err);

#endif
