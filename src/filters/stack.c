/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stack - puts exports of one kind behind one another, whatever their form */
#include <string.h>

#include "base/message.h"
#include "base/output.h"
#include "clean/look.h"
#include "command/cleaned.h"
#include "command/filter.h"
#include "filters/stack_files.h"

#define AT(member) .offset = offsetof(struct stack_settings, member)

static const char *const columns_words[] = {
    [STACK_SAME] = "same", [STACK_ALL] = "all", [STACK_SHARED] = "shared", NULL
};
static const char *const overlap_words[] = { [STACK_OVERLAP_REFUSE] = "refuse",
                                             [STACK_OVERLAP_DROP] = "drop",
                                             [STACK_OVERLAP_KEEP] = "keep",
                                             NULL };

/* clang-format off */
static const struct option options[] = {
    { .name = "rename", .kind = OPTION_EACH, AT(renames), .argument = "NEW=OLD",
      .help = "where a file calls a column OLD, it is NEW", .holds = HOLDS_COLUMN },
    { .name = "columns", .kind = OPTION_CHOICE, AT(columns), .words = columns_words,
      .preset = "same", .help = "what becomes of columns that not all files have" },
    { .name = "overlap", .kind = OPTION_CHOICE, AT(overlap), .words = overlap_words,
      .preset = "refuse", .help = "what becomes of rows that two files have" },
    { .name = "key", .kind = OPTION_COLUMNS, AT(key), .argument = "COLS",
      .help = "rows with the same cells here are the same row" },
    { .name = "source", .kind = OPTION_TEXT, AT(source), .argument = "COL",
      .help = "add a column with the file that a row is from", .holds = HOLDS_NEW_NAME },
    { .name = "plain", .kind = OPTION_FLAG, AT(plain),
      .help = "the files are plain CSV: read them as they are" },
    { .name = "table", .of = "clean", AT(table) },
    { .name = "drop-totals", .of = "clean", AT(drop_totals) },
    { .name = "keep-totals", .of = "clean", AT(keep_totals) },
    { .name = "number", .of = "clean", AT(number) },
    { .name = "date", .of = "clean", AT(date) },
    { .name = "text", .of = "clean", AT(text) },
    { .name = "percent", .of = "clean", AT(percent) },
    { .name = "log", .of = "clean", AT(log) },
    { .name = "set-aside", .of = "clean", AT(set_aside) },
    { .name = "at-most", .of = "clean", AT(at_most), .preset = "1%" },
    { .name = NULL },
};
/* clang-format on */

static int check(struct stack_settings *s, size_t count, char **operands, struct error *err)
{
    size_t i, j;

    if (count == 0)
        return error_usage(err, "which files are to be stacked? None is named");
    if (s->drop_totals && s->keep_totals)
        return error_usage(err, "--drop-totals and --keep-totals exclude each other");
    if (s->common.no_headers && s->renames.count)
        return error_usage(err, "--no-headers excludes --rename: columns are A, B, C");
    if (s->source && s->source[0] == '\0')
        return error_usage(err, "--source: the name is empty");
    for (i = 0; i < count; i++) {
        if (s->plain && clean_is_pipe(operands[i]))
            return error_usage(err, "--plain reads its files twice: name one instead of %.200s",
                               operands[i]);
        for (j = 0; j < i; j++)
            if (strcmp(operands[i], operands[j]) == 0 || output_same(operands[i], operands[j]))
                return error_usage(err, "\"%.200s\" and \"%.200s\" are one file", operands[j],
                                   operands[i]);
    }
    if (cleaned_share(s->at_most, &s->share, err) != 0)
        return -1;
    return s->common.date_format ? period_format_check("--date-format ", s->common.date_format, err)
                                 : 0;
}

static void say(const struct stack_settings *s, size_t count, const struct stack_result *result)
{
    const char *line = result->warnings.bytes;
    const char *end;

    for (; line && (end = strchr(line, '\n')) != NULL; line = end + 1)
        message_warning("%.*s", (int)(end - line), line);
    message_note("%zu file%s, %zu row%s", count, count == 1 ? "" : "s", result->rows,
                 result->rows == 1 ? "" : "s");
    if (result->dropped)
        message_note("%zu row%s that two files have left out%s", result->dropped,
                     result->dropped == 1 ? "" : "s", s->key ? ": the last file's stay" : " once");
}

static int run_stack(void *arguments, size_t count, char **operands)
{
    struct stack_settings *s = arguments;
    struct stack_result result = { .rows = 0 };
    struct error err;
    int status;

    if (check(s, count, operands, &err) != 0)
        return message_error(&err);
    status = stack_exports(s, count, operands, &result);
    if (status == 0)
        say(s, count, &result);
    text_free(&result.warnings);
    return status;
}

const struct filter filter_stack = {
    .name = "stack",
    .heading = HEADING_READ,
    .summary = "puts exports of one kind behind one another, whatever their form",
    .operands = "FILE ...",
    .common = TAKES_TABLE | TAKES(ENCODING) | TAKES(DATE_FORMAT) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct stack_settings),
    .least = 0,
    .most = 10000,
    .run = run_stack,
};
