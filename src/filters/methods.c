/* SPDX-License-Identifier: GPL-3.0-or-later */
/* methods - lists the measures of association there are, built in and plugins */
#include "command/filter.h"

#include <stdio.h>

#include "base/message.h"
#include "methods/loader.h"
#include "methods/method.h"
#include "table/writer.h"

struct settings {
    struct common common;
    bool check;
};

#define AT(member) offsetof(struct settings, member)

static const struct option options[] = {
    { .name = "check",
      .kind = OPTION_FLAG,
      .offset = AT(check),
      .help = "load every plugin, and say what is wrong with it" },
    { .name = NULL },
};

static const char *const header[] = { "name", "summary", "abi", "path" };

static int write_list(const struct settings *settings, const struct method_list *list,
                      struct error *err)
{
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer = writer_open(settings->common.out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    writer_row(writer, header, sizeof header / sizeof *header);
    for (i = 0; i < list->count; i++) {
        const struct method_entry *entry = &list->entries[i];
        const char *const row[] = { entry->name, entry->summary, entry->abi, entry->path };

        if (!entry->trouble)
            writer_row(writer, row, sizeof row / sizeof *row);
    }
    return writer_close(writer, err);
}

static int run_methods(void *context, size_t count, char **operands)
{
    const struct settings *settings = context;
    struct method_list list;
    struct error err;
    char **refused;
    int status = 0;
    size_t i;

    (void)count, (void)operands;
    plugin_folders_free(plugin_folders(&loader_sort, &refused));
    for (i = 0; refused[i]; i++)
        message_warning("\"%s\" in LEVER_METHOD_PATH is not absolute: nothing is looked for there",
                        refused[i]);
    plugin_folders_free(refused);
    method_list(&list, settings->check);
    for (i = 0; i < list.count; i++) {
        if (list.entries[i].trouble && !settings->check) {
            message_warning("%s", list.entries[i].trouble);
        } else if (list.entries[i].trouble) {
            error_set(&err, "%s", list.entries[i].trouble);
            status = message_error(&err);
        }
    }
    if (write_list(settings, &list, &err) != 0)
        status = message_error(&err);
    method_list_free(&list);
    return status;
}

const struct filter filter_methods = {
    .name = "methods",
    .heading = HEADING_EXTEND,
    .summary = "lists the measures of association there are, built in and plugins",
    .operands = "",
    .common = TAKES_OUTPUT,
    .options = options,
    .settings = sizeof(struct settings),
    .run = run_methods,
};
