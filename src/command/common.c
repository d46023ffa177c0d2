/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/common.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/text.h"
#include "period/holidays.h"
#include "stats/adjust.h"

_Static_assert(GROUPS <= 64, "a mask holds a bit a group");

static const char *const progress_words[] = {
    [PROGRESS_AUTO] = "auto", [PROGRESS_ALWAYS] = "always", [PROGRESS_NEVER] = "never", NULL
};

const struct option common_options[] = {
#define SHARED(kind_, member, group, ...)                                                          \
    { .kind = OPTION_##kind_,                                                                      \
      .offset = offsetof(struct common, member),                                                   \
      .groups = TAKES(group),                                                                      \
      __VA_ARGS__ },
#include "command/common_rows.h"
#undef SHARED
};
const size_t common_count = sizeof common_options / sizeof *common_options;

/* What a file has of its own to be said, as of a workbook. */
static void tell(const char *file, const char *sentence, bool warning)
{
    if (warning)
        message_warning("%s: %s", file_shown(file), sentence);
    else
        message_note("%s: %s", file_shown(file), sentence);
}

struct dialect common_in_dialect(const struct common *common)
{
    return (struct dialect){ .delimiter = common->delimiter,
                             .decimal = common->decimal,
                             .no_headers = common->no_headers,
                             .missing = common->missing,
                             .max_record = (size_t)common->max_record,
                             .sheet = common->sheet,
                             .max_unpacked = (uint64_t)common->max_unpacked,
                             .tell = tell };
}

struct dialect common_out_dialect(const struct common *common)
{
    return (struct dialect){ .delimiter = common->out_delimiter,
                             .decimal = common->out_decimal,
                             .bom = common->bom,
                             .guard = common->guard,
                             .json = common->json };
}

static int check_mark(const struct option *row, char mark, struct error *err)
{
    if (row->holds == HOLDS_DECIMAL)
        return dialect_may_be_decimal(mark)
                   ? 0
                   : error_usage(err, "--%s: a point or a comma, not \"%c\"", row->name, mark);
    return dialect_may_divide(mark)
               ? 0
               : error_usage(err,
                             "--%s: \"%c\" cannot divide fields: they are made of "
                             "letters, digits, signs, points, quotes and line ends",
                             row->name, mark);
}

int common_check_marks(const struct common *common, struct error *err)
{
    char delimiter = common->out_delimiter ? common->out_delimiter : ',';
    char decimal = common->out_decimal ? common->out_decimal : '.';
    size_t i;

    for (i = 0; i < common_count; i++) {
        const struct option *row = &common_options[i];
        char mark = row->kind == OPTION_CHARACTER ? ((const char *)common)[row->offset] : '\0';

        if (mark && check_mark(row, mark, err) != 0)
            return -1;
    }
    if (delimiter != decimal || common->json)
        return 0;
    return error_usage(err,
                       "--out-delimiter and --out-decimal are both \"%c\": a number would be "
                       "two cells%s",
                       decimal, decimal == ',' ? " (say --out-delimiter \";\" beside it)" : "");
}

int common_refuse_csv(const struct common *common, struct error *err)
{
    const char *dot = common->out ? strrchr(common->out, '.') : NULL;

    if (dot && same_ignoring_case(dot, ".csv"))
        return error_usage(err, "--out: %s would be a workbook, not CSV; call it .xlsx",
                           common->out);
    return 0;
}

bool common_is_file(const struct option *row, const char *value)
{
    return option_is_file(row) || (option_holds(row) == HOLDS_CALENDAR && !holidays_country(value));
}

int common_period(const struct common *common, struct period_options *options, struct error *err)
{
    *options = (struct period_options){ .format = common->date_format };
    if (common->period) {
        options->fixed = true;
        if (period_kind_parse(common->period, &options->kind) != 0)
            return error_usage(err,
                               "--period: \"%s\" is not day, week, month, quarter, year or "
                               "integer",
                               common->period);
    }
    if (common->week && period_week_parse(common->week, &options->week) != 0)
        return error_usage(err,
                           "--week: \"%s\" is not the day on which weeks begin (sunday) or end "
                           "(ending saturday)",
                           common->week);
    if (options->week && options->fixed && options->kind != PERIOD_WEEK)
        return error_usage(err, "--week goes with --period week, not with --period %s",
                           period_kind_name(options->kind));
    return common->date_format ? period_format_check("--date-format ", common->date_format, err)
                               : 0;
}

int common_season(const struct common *common, long *season, struct error *err)
{
    char *end;

    if (strcmp(common->season, "auto") == 0 || strcmp(common->season, "none") == 0) {
        *season = common->season[0] == 'n' ? -1 : 0;
        return 0;
    }
    errno = 0;
    *season = strtol(common->season, &end, 10);
    if (errno || *end || end == common->season || *season < 2 || *season > 100000)
        return error_usage(err, "--season: \"%s\" is not auto, none or a number of periods from 2",
                           common->season);
    return 0;
}

size_t common_threads(const struct common *common)
{
    return common->threads > 0 ? (size_t)common->threads : parallel_default();
}
