/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plugins (base/plugin.h) that export lever_method (lever-method.h). */
#ifndef LEVER_METHODS_LOADER_H
#define LEVER_METHODS_LOADER_H

#include "base/error.h"
#include "base/plugin.h"
#include "lever-method.h"

extern const struct plugin_sort loader_sort;

/* Loads the plugin at path, which has to be called `name` in its table as well.
 * NULL: with the reason and path in err; nothing stays loaded. */
const struct lever_method *loader_load(const char *path, const char *name, struct error *err);

#endif
