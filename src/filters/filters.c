/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filters - lists the filters there are, built in and external */
#include "command/filter.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/plugin.h"
#include "command/external.h"
#include "command/manual.h"
#include "table/writer.h"

static const char *const header[] = { "name", "kind", "summary", "path" };

static void write_row(struct writer *writer, const char *name, const char *kind,
                      const char *summary, const char *path)
{
    const char *const row[] = { name, kind, summary, path };

    writer_row(writer, row, sizeof row / sizeof *row);
}

static void write_externals(struct writer *writer)
{
    struct external_list list;
    size_t i;

    external_list(&list);
    for (i = 0; i < list.count; i++) {
        char *page = xasprintf("lever-%s", list.items[i].name);
        char *summary = manual_summary(page, list.items[i].path);

        write_row(writer, list.items[i].name, "external", summary ? summary : "external",
                  list.items[i].path);
        free(summary);
        free(page);
    }
    external_list_free(&list);
}

static void warn_refused(void)
{
    char **refused = external_refused();
    size_t i;

    for (i = 0; refused[i]; i++)
        message_warning("\"%s\" in LEVER_EXEC_PATH is not absolute: nothing is looked for there",
                        refused[i]);
    plugin_folders_free(refused);
}

static int run_filters(void *settings, size_t count, char **operands)
{
    const struct common *common = settings;
    struct dialect dialect = common_out_dialect(common);
    struct error err;
    struct writer *writer = writer_open(common->out, &dialect, &err);
    const struct filter *const *filter;

    (void)count, (void)operands;
    if (!writer)
        return message_error(&err);
    warn_refused();
    writer_row(writer, header, sizeof header / sizeof *header);
    for (filter = filters; *filter; filter++)
        write_row(writer, (*filter)->name, "built-in", (*filter)->summary, NULL);
    write_externals(writer);
    return writer_close(writer, &err) != 0 ? message_error(&err) : 0;
}

const struct filter filter_filters = {
    .name = "filters",
    .heading = HEADING_EXTEND,
    .summary = "lists the filters there are, built in and external",
    .operands = "",
    .common = TAKES_OUTPUT,
    .settings = sizeof(struct common),
    .run = run_filters,
};
