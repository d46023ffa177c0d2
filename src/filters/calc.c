/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calc - adds columns worked out by spreadsheet formulas */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "calc/calc.h"
#include "calc/functions.h"
#include "calc/stream.h"
#include "filters/filter.h"
#include "table/table.h"
#include "table/writer.h"

struct settings {
    struct common common;
    const char *file;
    bool replace;
    bool strict;
    bool functions;
};

/* clang-format off */
static const struct option options[] = {
    { 'f', "file", OPTION_FILENAME, offsetof(struct settings, file), "FILE",
      "read formulas from here too, one a line", NULL, NULL, 0, 0 },
    { 0, "replace", OPTION_FLAG, offsetof(struct settings, replace), NULL,
      "a formula may replace a column that is there", NULL, NULL, 0, 0 },
    { 0, "strict", OPTION_FLAG, offsetof(struct settings, strict), NULL,
      "a division by zero, a bad number and the like are errors", NULL, NULL, 0, 0 },
    { 0, "functions", OPTION_FLAG, offsetof(struct settings, functions), NULL,
      "list the functions there are and stop", NULL, NULL, 0, 0 },
    { 0 },
};
/* clang-format on */

static int list_functions(const struct settings *settings, struct error *err)
{
    static const char *const header[] = { "function", "arguments", "summary", "path" };
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer = writer_open(settings->common.out, &dialect, err);
    struct function_list list;
    size_t i;

    if (!writer)
        return -1;
    function_list(&list);
    writer_row(writer, header, sizeof header / sizeof *header);
    for (i = 0; i < list.count; i++) {
        const struct function_entry *entry = &list.entries[i];
        const char *const row[] = { entry->name, entry->arguments, entry->summary, entry->path };

        writer_row(writer, row, sizeof row / sizeof *row);
    }
    function_list_free(&list);
    return writer_close(writer, err);
}

/* What has an = in it is a formula; one operand may be the file. */
static int add_formulas(const struct settings *settings, struct calc *calc, size_t count,
                        char **operands, struct error *err)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (strchr(operands[i], '=') &&
            calc_add(calc, operands[i], strlen(operands[i]), NULL, 0, err) != 0)
            return -1;
    return settings->file ? calc_add_file(calc, settings->file, err) : 0;
}

static int find_file(size_t count, char **operands, const char **file, struct error *err)
{
    size_t i;

    *file = NULL;
    for (i = 0; i < count; i++) {
        if (strchr(operands[i], '='))
            continue;
        if (*file)
            return error_usage(err, "\"%s\" is no formula (NAME = EXPRESSION), and the file is "
                               "\"%s\" already", operands[i], *file);
        *file = operands[i];
    }
    if (!*file)
        *file = "-";
    return 0;
}

static void say(const struct stream *stream, const struct table *table)
{
    size_t i;

    for (i = 0; i < stream->trouble_count; i++) {
        const struct stream_trouble *trouble = &stream->troubles[i];

        message_warning("%s:%lu: column \"%s\": %s; so it is missing in %zu %s", table->file,
                        trouble->line, stream->calc->formulas[trouble->formula]->name,
                        stream->calc->troubles[trouble->trouble], trouble->count,
                        trouble->count == 1 ? "row" : "rows, of which this is the first");
    }
}

static int write_out(const struct settings *settings, const struct calc *calc, struct table *table,
                     struct error *err)
{
    struct dialect in = common_in_dialect(&settings->common);
    struct dialect out = common_out_dialect(&settings->common);
    struct stream stream = { .calc = calc, .in = &in, .out = &out, .strict = settings->strict,
                             .threads = common_threads(&settings->common) };
    struct writer *writer = writer_open(settings->common.out, &out, err);
    int bad;

    if (!writer)
        return -1;
    bad = stream_rows(&stream, table, writer, err);
    if (bad)
        writer_abandon(writer);
    else
        bad = writer_close(writer, err);
    if (!bad)
        say(&stream, table);
    free(stream.troubles);
    return bad;
}

static int run(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct dialect dialect = common_in_dialect(&settings->common);
    struct table *table = NULL;
    struct calc *calc = NULL;
    const char *file;
    struct error err;
    int bad;

    if (settings->functions)
        return list_functions(settings, &err) != 0 ? message_error(&err) : 0;
    bad = find_file(count, operands, &file, &err);
    if (!bad) {
        table = table_open(file, &dialect, &err);
        bad = !table;
    }
    if (!bad) {
        calc = calc_new(table_names(table), table->width, table->file,
                        settings->common.out_decimal, settings->replace);
        bad = add_formulas(settings, calc, count, operands, &err) != 0 ||
              calc_bind(calc, &err) != 0 || write_out(settings, calc, table, &err) != 0;
    }
    calc_free(calc);
    table_free(table);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_calc = {
    .name = "calc",
    .summary = "adds columns worked out by spreadsheet formulas",
    .operands = "[FORMULA ...] [FILE]",
    .common = TAKES(TIME) | TAKES(BY) | TAKES(PERIOD) | TAKES(SEASON) | TAKES(DATE_FORMAT) |
              TAKES_INPUT | TAKES_OUTPUT | TAKES(THREADS),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = SIZE_MAX,
    .run = run,
};
