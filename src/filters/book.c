/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lever book: makes a workbook of tables. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/output.h"
#include "book/book.h"
#include "book/page.h"
#include "command/filter.h"

struct settings {
    struct common common;
    const char *title;
    const char *question;
    const char *command;
    const char *text;
    const char *number;
    const char *formulas;
    const char *html;
    bool freeze;
    bool truncate;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "title", .kind = OPTION_TEXT, .offset = AT(title), .argument = "TEXT",
      .help = "what the workbook is called" },
    { .name = "question", .kind = OPTION_TEXT, .offset = AT(question), .argument = "TEXT",
      .help = "the question on its cover" },
    { .name = "command", .kind = OPTION_TEXT, .offset = AT(command), .argument = "TEXT",
      .help = "the command that repeats it all, to be shown" },
    { .name = "text", .kind = OPTION_COLUMNS, .offset = AT(text), .argument = "COLS",
      .help = "data columns that are text, whatever they hold" },
    { .name = "number", .kind = OPTION_COLUMNS, .offset = AT(number), .argument = "COLS",
      .help = "data columns that are numbers, however written" },
    { .name = "formulas", .kind = OPTION_FILENAME, .offset = AT(formulas), .argument = "FILE",
      .help = "these columns are live formulas: what calc --formulas wrote" },
    { .name = "html", .kind = OPTION_FILENAME, .offset = AT(html), .argument = "FILE",
      .help = "write a page for the web, and a workbook only with --out" },
    { .name = "freeze", .kind = OPTION_FLAG, .offset = AT(freeze),
      .help = "keep header rows in view while scrolling" },
    { .name = "truncate", .kind = OPTION_FLAG, .offset = AT(truncate),
      .help = "cut texts that are too long for a cell, and say which" },
    { .name = NULL },
};
/* clang-format on */

static int check_target(const char *out, struct error *err)
{
    if (out && strcmp(out, "-") != 0)
        return 0;
    if (isatty(STDOUT_FILENO))
        return error_usage(err, "a workbook is not for a terminal: name a file with -o");
    return 0;
}

/* The page replaces none of the tables, and standard input can be read once only. */
static int check_page(const struct settings *settings, const char *const *files, size_t count,
                      struct error *err)
{
    size_t i;

    for (i = 0; settings->html && i < count; i++) {
        if (output_refuse_input("html", settings->html, files[i], err) != 0)
            return -1;
        if (settings->common.out && strcmp(files[i], "-") == 0)
            return error_usage(err, "--html and --out read the tables twice: name a file instead "
                                    "of -");
    }
    return 0;
}

/* Notes come a line each. */
static void say(char *notes)
{
    char *line;
    char *rest = notes;

    while (rest && (line = strsep(&rest, "\n")) != NULL)
        if (*line)
            message_note("%s", line);
}

static int run_book(void *data, size_t count, char **operands)
{
    static const char *const standard_input[] = { "-" };
    const char *const *files = count ? (const char *const *)operands : standard_input;
    const struct settings *settings = data;
    const struct common *common = &settings->common;
    struct book_options options_of_book = {
        .title = settings->title,
        .question = settings->question,
        .command = settings->command,
        .text_columns = settings->text,
        .number_columns = settings->number,
        .formulas = settings->formulas,
        .freeze = settings->freeze,
        .truncate = settings->truncate,
        .dialect = common_in_dialect(common),
    };
    struct text notes = TEXT_EMPTY;
    struct error err;
    int status = 0;

    count = count ? count : 1;
    if ((!settings->html && check_target(common->out, &err) != 0) ||
        common_refuse_csv(common, &err) != 0 || check_page(settings, files, count, &err) != 0 ||
        book_time(&options_of_book.created, &err) != 0)
        return message_error(&err);
    if (settings->html)
        status = page_write(files, count, settings->html, &options_of_book, &notes, &err);
    if (status == 0 && (common->out || !settings->html))
        status = book_write(files, count, common->out, &options_of_book, &notes, &err);
    say(notes.bytes);
    text_free(&notes);
    return status == 0 ? 0 : message_error(&err);
}

const struct filter filter_book = {
    .name = "book",
    .heading = HEADING_SHOW,
    .summary = "makes a workbook (.xlsx) of tables",
    .operands = "[FILE ...]",
    .common = TAKES(INPUT) | TAKES(UNPACKED) | TAKES(OUT),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 255,
    .run = run_book,
};
