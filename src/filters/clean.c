/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes any CSV export plain CSV, and logs every change. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/number.h"
#include "clean/clean.h"
#include "command/cleaned.h"
#include "command/filter.h"
#include "period/period.h"

struct settings {
    struct common common;
    const char *number;
    const char *text;
    const char *date;
    const char *percent;
    struct each units;
    long header_line;
    long header_rows;
    long table;
    bool drop_totals;
    bool keep_totals;
    const char *log;
    const char *set_aside;
    const char *at_most;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "header-line", .kind = OPTION_INTEGER, .offset = AT(header_line), .argument = "N",
      .help = "the line the header begins on", .least = 1, .most = 1e9 },
    { .name = "header-rows", .kind = OPTION_INTEGER, .offset = AT(header_rows), .argument = "N",
      .help = "rows that make up the header", .least = 1, .most = 20 },
    { .name = "table", .kind = OPTION_INTEGER, .offset = AT(table), .argument = "N",
      .help = "of several tables in one file, the one to read", .least = 1, .most = 1000 },
    { .name = "drop-totals", .kind = OPTION_FLAG, .offset = AT(drop_totals),
      .help = "leave rows of totals out" },
    { .name = "keep-totals", .kind = OPTION_FLAG, .offset = AT(keep_totals),
      .help = "what looks like a row of totals is a row like others" },
    { .name = "number", .kind = OPTION_COLUMNS, .offset = AT(number), .argument = "COLS",
      .help = "these columns are numbers: refuse anything else in them" },
    { .name = "date", .kind = OPTION_COLUMNS, .offset = AT(date), .argument = "COLS",
      .help = "these columns are dates: refuse anything else in them" },
    { .name = "text", .kind = OPTION_COLUMNS, .offset = AT(text), .argument = "COLS",
      .help = "these columns are text: leave them as they are" },
    { .name = "percent", .kind = OPTION_COLUMNS, .offset = AT(percent), .argument = "COLS",
      .help = "these columns are in percent and stay so: 4.81 % is 4.81" },
    { .name = "unit", .kind = OPTION_EACH, .offset = AT(units), .argument = "COL=UNIT",
      .help = "the column's unit: refuse another currency, and ask what % means",
      .holds = HOLDS_COLUMN },
    { .name = "log", .kind = OPTION_WRITTEN, .offset = AT(log), .argument = "FILE",
      .help = "write every repair here: file,line,column,kind,before,after" },
    { .name = "set-aside", .kind = OPTION_WRITTEN, .offset = AT(set_aside), .argument = "FILE",
      .help = "put rows that cannot be placed here: file,line,reason,row" },
    { .name = "at-most", .kind = OPTION_TEXT, .offset = AT(at_most), .argument = "SHARE",
      .help = "of all rows, the share that --set-aside may take", .preset = "1%" },
    { .name = NULL },
};
/* clang-format on */

static int check(const struct settings *s, struct error *err)
{
    const struct common *c = &s->common;

    if (s->drop_totals && s->keep_totals)
        return error_usage(err, "--drop-totals and --keep-totals exclude each other");
    if (c->no_headers && (s->header_line || s->header_rows))
        return error_usage(err, "--no-headers excludes --header-line and --header-rows");

    return c->date_format ? period_format_check("--date-format ", c->date_format, err) : 0;
}

static int run_clean(void *settings, size_t count, char **operands)
{
    const struct settings *s = settings;
    const struct common *c = &s->common;
    struct clean_result result;
    struct error err;
    int status;
    struct clean_options how = {
        .layout = { .delimiter = c->delimiter,
                    .no_headers = c->no_headers,
                    .header_line = (unsigned long)s->header_line,
                    .header_rows = (size_t)s->header_rows,
                    .max_record = (size_t)c->max_record },
        .table = (unsigned long)s->table,
        .decimal = c->decimal,
        .encoding = c->encoding,
        .sheet = c->sheet,
        .max_unpacked = (uint64_t)c->max_unpacked,
        .missing = c->missing,
        .date_format = c->date_format,
        .totals = s->drop_totals   ? TOTALS_DROPPED
                  : s->keep_totals ? TOTALS_KEPT
                                   : TOTALS_REFUSED,
        .number = s->number,
        .text = s->text,
        .date = s->date,
        .percent = s->percent,
        .units = &s->units,
        .out = common_out_dialect(c),
        .out_path = c->out,
        .log_path = s->log,
        .aside_path = s->set_aside,
        .threads = common_threads(c),
    };

    if (check(s, &err) != 0 || cleaned_share(s->at_most, &how.at_most, &err) != 0)
        return message_error(&err);
    status = clean_file(count ? operands[0] : "-", &how, &result, &err);
    if (status == 0)
        cleaned_say(count ? operands[0] : "-", &result, s->log != NULL);
    else
        status = cleaned_fail(&result, &err);
    clean_result_free(&result);
    return status;
}

const struct filter filter_clean = {
    .name = "clean",
    .heading = HEADING_READ,
    .summary = "makes any CSV export plain CSV, and logs every change",
    .operands = "[FILE]",
    .common = TAKES_TABLE | TAKES(ENCODING) | TAKES(DATE_FORMAT) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 1,
    .run = run_clean,
};
