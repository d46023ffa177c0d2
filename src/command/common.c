/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/common.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/text.h"

#define AT(member) offsetof(struct common, member)

/* clang-format off */
const struct option common_options[COMMON_COUNT] = {
    [COMMON_OUTPUTS] = { 'x', "outputs", OPTION_COLUMNS, AT(outputs), "COLS",
        "the outputs: what is done", NULL, NULL, 0, 0 },
    [COMMON_OUTCOMES] = { 'y', "outcomes", OPTION_COLUMNS, AT(outcomes), "COLS",
        "the outcomes: what should change", NULL, NULL, 0, 0 },
    [COMMON_CONTEXT] = { 'z', "context", OPTION_COLUMNS, AT(context), "COLS",
        "controls: what else moves the outcomes", NULL, NULL, 0, 0 },
    [COMMON_TIME] = { 't', "time", OPTION_COLUMNS, AT(time), "COL",
        "the column with the date or period", NULL, NULL, 0, 0 },
    [COMMON_BY] = { 'b', "by", OPTION_COLUMNS, AT(by), "COLS",
        "who a row is about: team, region", NULL, NULL, 0, 0 },
    [COMMON_EACH] = { 0, "each", OPTION_FLAG, AT(each), NULL,
        "each of --by by itself, not all of them together", NULL, NULL, 0, 0 },
    [COMMON_PLAN] = { 'p', "plan", OPTION_FILENAME, AT(plan), "FILE",
        "plan.csv: the measures and their roles", NULL, NULL, 0, 0 },
    [COMMON_LINKS] = { 0, "links", OPTION_FILENAME, AT(links), "FILE",
        "links.csv: the hypotheses", NULL, NULL, 0, 0 },
    [COMMON_PERIOD] = { 0, "period", OPTION_TEXT, AT(period), "KIND",
        "day, week, month, quarter, year or integer", NULL, NULL, 0, 0 },
    [COMMON_LAGS] = { 0, "lags", OPTION_RANGE, AT(lags), "A..B",
        "periods from output to outcome to search", "0..8", NULL, -1000, 1000 },
    [COMMON_SEASON] = { 0, "season", OPTION_TEXT, AT(season), "N|auto|none",
        "periods in a season", "auto", NULL, 0, 0 },
    [COMMON_METHOD] = { 0, "method", OPTION_METHOD, AT(method), "NAME",
        "the measure of association", "pearson", NULL, 0, 0 },
    [COMMON_SEED] = { 0, "seed", OPTION_INTEGER, AT(seed), "N",
        "start of the random numbers", "1", NULL, 0, 9007199254740992.0 },
    [COMMON_RESAMPLES] = { 0, "resamples", OPTION_INTEGER, AT(resamples), "N",
        "bootstrap resamples (9999, or 40 a link if that is more)", NULL, NULL, 99, 10000000 },
    [COMMON_ADJUST] = { 0, "adjust", OPTION_CHOICE, AT(adjust), "holm|bh|none",
        "how p_adj allows for the number of links", "holm", "holm|bh|none", 0, 0 },
    [COMMON_ASSERT] = { 0, "assert", OPTION_TEXT, AT(assert_words), "WORDS",
        "exit 3 unless every verdict is among these", NULL, NULL, 0, 0 },
    [COMMON_DELIMITER] = { 'd', "delimiter", OPTION_CHARACTER, AT(delimiter), "C",
        "what divides the fields read", NULL, NULL, 0, 0 },
    [COMMON_DECIMAL] = { 0, "decimal", OPTION_CHARACTER, AT(decimal), "C",
        "the decimal mark of the numbers read", NULL, NULL, 0, 0 },
    [COMMON_ENCODING] = { 0, "encoding", OPTION_TEXT, AT(encoding), "NAME",
        "the encoding of the file read", NULL, NULL, 0, 0 },
    [COMMON_MISSING] = { 0, "missing", OPTION_TEXT, AT(missing), "LIST",
        "words that mean missing, beside an empty cell and NA", NULL, NULL, 0, 0 },
    [COMMON_DATE_FORMAT] = { 0, "date-format", OPTION_TEXT, AT(date_format), "FMT",
        "how dates are written: %d/%m/%Y", NULL, NULL, 0, 0 },
    [COMMON_NO_HEADERS] = { 0, "no-headers", OPTION_FLAG, AT(no_headers), NULL,
        "the first row is data", NULL, NULL, 0, 0 },
    [COMMON_MAX_RECORD] = { 0, "max-record", OPTION_INTEGER, AT(max_record), "BYTES",
        "the longest record allowed", "16777216", NULL, 1024, 1e12 },
    [COMMON_OUT] = { 'o', "out", OPTION_WRITTEN, AT(out), "FILE",
        "write here, whole or not at all", NULL, NULL, 0, 0 },
    [COMMON_OUT_DELIMITER] = { 0, "out-delimiter", OPTION_CHARACTER, AT(out_delimiter), "C",
        "what divides the fields written", ",", NULL, 0, 0 },
    [COMMON_OUT_DECIMAL] = { 0, "out-decimal", OPTION_CHARACTER, AT(out_decimal), "C",
        "the decimal mark of the numbers written", ".", NULL, 0, 0 },
    [COMMON_BOM] = { 0, "bom", OPTION_FLAG, AT(bom), NULL,
        "begin with a byte order mark, for spreadsheets", NULL, NULL, 0, 0 },
    [COMMON_GUARD] = { 0, "guard", OPTION_FLAG, AT(guard), NULL,
        "keep text from being a formula in a spreadsheet", NULL, NULL, 0, 0 },
    [COMMON_JSON] = { 0, "json", OPTION_FLAG, AT(json), NULL,
        "write an object a line instead of CSV, for programs", NULL, NULL, 0, 0 },
    [COMMON_THREADS] = { 0, "threads", OPTION_INTEGER, AT(threads), "N",
        "threads to use; the result does not depend on it", NULL, NULL, 1, 1024 },
    [COMMON_TRAIL] = { 0, "trail", OPTION_WRITTEN, AT(trail), "FILE",
        "add the command, its settings and its notes to this table", NULL, NULL, 0, 0 },
    [COMMON_PROGRESS] = { 0, "progress", OPTION_CHOICE, AT(progress), "auto|always|never",
        "say on standard error how far it is", "auto", "auto|always|never", 0, 0 },
    [COMMON_QUIET] = { 'q', "quiet", OPTION_FLAG, AT(quiet), NULL,
        "no notes on standard error", NULL, NULL, 0, 0 },
    [COMMON_HELP] = { 'h', "help", OPTION_FLAG, AT(help), NULL,
        "show this and stop", NULL, NULL, 0, 0 },
    [COMMON_VERSION] = { 0, "version", OPTION_FLAG, AT(version), NULL,
        "show the version and stop", NULL, NULL, 0, 0 },
};
/* clang-format on */

struct dialect common_in_dialect(const struct common *common)
{
    return (struct dialect){ .delimiter = common->delimiter,
                             .decimal = common->decimal,
                             .no_headers = common->no_headers,
                             .missing = common->missing,
                             .max_record = (size_t)common->max_record };
}

struct dialect common_out_dialect(const struct common *common)
{
    return (struct dialect){ .delimiter = common->out_delimiter,
                             .decimal = common->out_decimal,
                             .bom = common->bom,
                             .guard = common->guard,
                             .json = common->json };
}

/* Nothing is wrong with a mark that was not given. */
static int check_mark(enum common_option option, char mark, struct error *err)
{
    const char *name = common_options[option].name;

    if (!mark)
        return 0;
    if (option == COMMON_DECIMAL || option == COMMON_OUT_DECIMAL)
        return dialect_may_be_decimal(mark)
                   ? 0 : error_usage(err, "--%s: a point or a comma, not \"%c\"", name, mark);
    return dialect_may_divide(mark)
               ? 0 : error_usage(err, "--%s: \"%c\" cannot divide fields: letters, digits, signs, "
                                 "points, quotes and line ends are what they are made of", name,
                                 mark);
}

int common_check_marks(const struct common *common, struct error *err)
{
    char delimiter = common->out_delimiter ? common->out_delimiter : ',';
    char decimal = common->out_decimal ? common->out_decimal : '.';

    if (check_mark(COMMON_DELIMITER, common->delimiter, err) != 0 ||
        check_mark(COMMON_DECIMAL, common->decimal, err) != 0 ||
        check_mark(COMMON_OUT_DELIMITER, common->out_delimiter, err) != 0 ||
        check_mark(COMMON_OUT_DECIMAL, common->out_decimal, err) != 0)
        return -1;
    if (delimiter != decimal || common->json)
        return 0;
    return error_usage(err, "--out-delimiter and --out-decimal are both \"%c\": a number would be "
                            "two cells%s", decimal,
                       decimal == ',' ? " (say --out-delimiter \";\" beside it)" : "");
}

int common_refuse_csv(const struct common *common, struct error *err)
{
    const char *dot = common->out ? strrchr(common->out, '.') : NULL;

    if (dot && same_ignoring_case(dot, ".csv"))
        return error_usage(err, "--out: %s would be a workbook, not CSV; call it .xlsx",
                           common->out);
    return 0;
}

int common_period(const struct common *common, struct period_options *options, struct error *err)
{
    *options = (struct period_options){ .format = common->date_format };
    if (common->period) {
        options->fixed = true;
        if (period_kind_parse(common->period, &options->kind) != 0)
            return error_usage(err, "--period: \"%s\" is not day, week, month, quarter, year or "
                               "integer", common->period);
    }
    return common->date_format ? period_format_check(common->date_format, err) : 0;
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
