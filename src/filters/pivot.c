/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pivot - turns long tables into wide ones, and back */
#include "reshape/pivot.h"
#include "base/message.h"
#include "command/filter.h"
#include "question/roles.h"

struct settings {
    struct common common;
    const char *names;
    const char *values;
    const char *lengthen;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "names", .kind = OPTION_TEXT, .offset = AT(names), .argument = "COL",
      .help = "the column that names the measure", .preset = "metric", .holds = HOLDS_COLUMN },
    { .name = "values", .kind = OPTION_TEXT, .offset = AT(values), .argument = "COL",
      .help = "the column that holds its value", .preset = "value", .holds = HOLDS_COLUMN },
    { .name = "long", .kind = OPTION_COLUMNS, .offset = AT(lengthen), .argument = "COLS",
      .help = "to long: a row for each cell of these columns" },
    { .name = NULL },
};
/* clang-format on */

static int to_long(const struct settings *settings, struct table *table, const struct pass *pass,
                   struct writer *writer, struct error *err)
{
    struct selection columns = { NULL, 0 };
    struct roles roles;
    int bad = roles_open(&roles, &settings->common, err);

    if (!bad)
        bad = select_columns(table_names(table), table->width, settings->lengthen, table->file,
                             &roles.source, &columns, err);
    roles_close(&roles);
    if (!bad)
        bad = pivot_long(table, &columns, settings->names, settings->values,
                         common_threads(&settings->common), pass, writer, err);
    selection_free(&columns);
    return bad;
}

static int to_wide(const struct settings *settings, struct table *table, const struct pass *pass,
                   struct writer *writer, struct error *err)
{
    const char *const *header = table_names(table);
    size_t names;
    size_t values;

    if (select_column(header, table->width, settings->names, table->file, NULL, &names, err) != 0 ||
        select_column(header, table->width, settings->values, table->file, NULL, &values, err) != 0)
        return -1;
    if (names == values)
        return error_usage(err, "--names and --values are the same column, \"%s\"", header[names]);
    return pivot_wide(table, names, values, common_threads(&settings->common), pass, writer, err);
}

static int run_pivot(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct dialect in = common_in_dialect(&settings->common);
    struct dialect out = common_out_dialect(&settings->common);
    struct writer *writer = NULL;
    struct table *table;
    struct error err;
    int bad;

    table = table_open(count ? operands[0] : "-", &in, &err);
    bad = !table;
    if (!bad) {
        writer = writer_open(settings->common.out, &out, &err);
        bad = !writer;
    }
    if (!bad) {
        struct pass pass = pass_make(table_cells(table), &in, &out);

        bad = (settings->lengthen ? to_long : to_wide)(settings, table, &pass, writer, &err);
        if (bad)
            writer_abandon(writer);
        else
            bad = writer_close(writer, &err);
    }
    table_free(table);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_pivot = {
    .name = "pivot",
    .heading = HEADING_READ,
    .summary = "turns long tables into wide ones, and back",
    .operands = "[FILE]",
    .common = TAKES(PLAN) | TAKES_TABLE | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 1,
    .run = run_pivot,
};
