/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/file_checks.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/output.h"

/* The file of a row; NULL where none is named. */
static const char *path_of(const struct option *row, const void *settings)
{
    return *(const char *const *)(const void *)((const char *)settings + row->offset);
}

static bool is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* Does the file written lie among those that are read? */
static int check_inputs(const struct option *written, const char *path, const struct option **rows,
                        const void *settings, const struct parsed *parsed, struct error *err)
{
    int status = output_refuse_input(written->name, path, "-", err);
    size_t i, j;

    for (i = 0; i < parsed->count && status == 0; i++)
        status = output_refuse_input(written->name, path, parsed->operands[i], err);
    for (i = 0; rows[i] && status == 0; i++) {
        const struct each *each = (const void *)((const char *)settings + rows[i]->offset);

        if (rows[i]->kind == OPTION_FILENAME ||
            (rows[i]->holds == HOLDS_CALENDAR && path_of(rows[i], settings) &&
             common_is_file(rows[i], path_of(rows[i], settings))))
            status = output_refuse_input(written->name, path, path_of(rows[i], settings), err);
        for (j = 0; rows[i]->kind == OPTION_EACH && option_is_file(rows[i]) && j < each->count &&
                    status == 0;
             j++)
            status = output_refuse_input(written->name, path, each->items[j].value, err);
    }
    return status;
}

/* Do two options write one file? Of the two, --out is named last. */
static int check_pair(const struct option *a, const struct option *b, const void *settings,
                      struct error *err)
{
    const char *one = path_of(a, settings);
    const char *two = path_of(b, settings);

    if (!one || !two ||
        !(is_standard(one) || is_standard(two) ? strcmp(one, two) == 0 : output_same(one, two)))
        return 0;
    return error_usage(err, "--%s and --%s are the same file: %s", a->name, b->name,
                       file_shown(one));
}

/* Standard output has room for one table. */
static int check_standard(const struct option *row, const char *path, const char *out,
                          struct error *err)
{
    if (out && !is_standard(out) && !output_is_stream(out, STDOUT_FILENO))
        return 0;
    if (!is_standard(path) && !output_is_stream(path, STDOUT_FILENO))
        return 0;
    return error_usage(err,
                       "--%s: standard output is for the table; name a file, or one for the "
                       "table with --out",
                       row->name);
}

static int check_written(const struct option **rows, const struct option *row, const void *settings,
                         const struct parsed *parsed, struct error *err)
{
    const struct common *common = settings;
    const char *path = path_of(row, settings);
    bool side = strcmp(row->name, "out") != 0;
    size_t i;

    if (!path)
        return 0;
    if (side && check_standard(row, path, common->out, err) != 0)
        return -1;
    for (i = 0; side && rows[i]; i++)
        if (rows[i]->kind == OPTION_WRITTEN && strcmp(rows[i]->name, row->name) != 0 &&
            check_pair(row, rows[i], settings, err) != 0)
            return -1;
    return check_inputs(row, path, rows, settings, parsed, err);
}

int file_checks(const struct filter *filter, const void *settings, const struct parsed *parsed,
                struct error *err)
{
    const struct option **rows = filter_rows(filter);
    int status = 0;
    size_t i;

    for (i = 0; rows[i] && status == 0; i++)
        if (rows[i]->kind == OPTION_WRITTEN)
            status = check_written(rows, rows[i], settings, parsed, err);
    free(rows);
    return status;
}
