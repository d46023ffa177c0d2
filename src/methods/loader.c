/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods/loader.h"

#include <string.h>

const struct plugin_sort loader_sort = {
    .symbol = "lever_method",
    .environment = "LEVER_METHOD_PATH",
    .folder = LEVER_METHOD_DIR,
    .mark = "@(#)lever-method\t",
    .abi = LEVER_METHOD_ABI,
    .size = sizeof(struct lever_method),
};

static int check_table(const struct lever_method *method, const char *path, const char *name,
                       struct error *err)
{
    if (!method->name || !method->summary || !method->reference)
        return error_at(err, path, 0, NULL, "its table has no %s",
                        !method->name      ? "name"
                        : !method->summary ? "summary"
                                           : "reference");
    if (!method->estimate)
        return error_at(err, path, 0, NULL, "its table has no function");
    if (!plugin_name_valid(method->name))
        return error_at(
            err, path, 0, NULL,
            "\"%.80s\" is not a name for a method (lower case letters, digits, - and _)",
            method->name);
    if (strcmp(method->name, name) != 0)
        return error_at(err, path, 0, NULL, "it calls itself \"%s\", not \"%s\"", method->name,
                        name);
    return 0;
}

const struct lever_method *loader_load(const char *path, const char *name, struct error *err)
{
    void *handle;
    const struct lever_method *method = plugin_load(&loader_sort, path, &handle, err);

    if (method && check_table(method, path, name, err) != 0) {
        plugin_unload(handle);
        return NULL;
    }
    return method;
}
