/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The common options: one name, one letter, one meaning in every filter.
 *
 * A filter's settings begin with a struct common, and its `common` mask says
 * which of these options it understands; the others stay at zero.
 */
#ifndef LEVER_COMMAND_COMMON_H
#define LEVER_COMMAND_COMMON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/option.h"
#include "table/dialect.h"
#include "period/period.h"

/* The order is the order of --help. */
enum common_option {
    COMMON_OUTPUTS,
    COMMON_OUTCOMES,
    COMMON_CONTEXT,
    COMMON_TIME,
    COMMON_BY,
    COMMON_EACH,
    COMMON_PLAN,
    COMMON_LINKS,
    COMMON_PERIOD,
    COMMON_LAGS,
    COMMON_SEASON,
    COMMON_METHOD,
    COMMON_SEED,
    COMMON_RESAMPLES,
    COMMON_ADJUST,
    COMMON_ASSERT,
    COMMON_DELIMITER,
    COMMON_DECIMAL,
    COMMON_ENCODING,
    COMMON_MISSING,
    COMMON_DATE_FORMAT,
    COMMON_NO_HEADERS,
    COMMON_MAX_RECORD,
    COMMON_OUT,
    COMMON_OUT_DELIMITER,
    COMMON_OUT_DECIMAL,
    COMMON_BOM,
    COMMON_GUARD,
    COMMON_JSON,
    COMMON_THREADS,
    COMMON_TRAIL,
    COMMON_PROGRESS,
    COMMON_QUIET,
    COMMON_HELP,
    COMMON_VERSION,
    COMMON_COUNT
};

#define TAKES(option) (UINT64_C(1) << (COMMON_##option))
/* Every filter takes these. */
#define TAKES_ALWAYS (TAKES(PROGRESS) | TAKES(QUIET) | TAKES(HELP) | TAKES(VERSION))
/* A filter that reads a table of numbers, and one that writes a table. */
#define TAKES_INPUT                                                                      \
    (TAKES(DELIMITER) | TAKES(DECIMAL) | TAKES(MISSING) | TAKES(NO_HEADERS) | TAKES(MAX_RECORD))
#define TAKES_OUTPUT                                                                     \
    (TAKES(OUT) | TAKES(OUT_DELIMITER) | TAKES(OUT_DECIMAL) | TAKES(BOM) | TAKES(GUARD))

struct common {
    const char *outputs;
    const char *outcomes;
    const char *context;
    const char *time;
    const char *by;
    bool each;               /* entities by themselves, not as a panel */
    const char *plan;
    const char *links;
    const char *period;      /* a word of period_kind, or NULL */
    struct range lags;
    const char *season;      /* "auto", "none" or a whole number */
    const char *method;
    long seed;
    long resamples;          /* 0 = the default, which depends on the number of links */
    int adjust;              /* index in holm|bh|none */
    const char *assert_words;
    char delimiter;          /* 0 = not given */
    char decimal;            /* 0 = not given */
    const char *encoding;
    const char *missing;     /* comma-separated words that mean missing */
    const char *date_format;
    bool no_headers;
    long max_record;         /* 0 = the default */
    const char *out;         /* NULL = standard output */
    char out_delimiter;
    char out_decimal;
    bool bom;
    bool guard;
    bool json;
    const char *trail;       /* NULL = none is kept */
    long threads;            /* 0 = as many as there are processors */
    int progress;            /* enum progress_mode */
    bool quiet;
    bool help;
    bool version;
};

/* The row of each common option, by its number. */
extern const struct option common_options[COMMON_COUNT];

/* How a filter's table is read, and how its result is written; text is borrowed. */
struct dialect common_in_dialect(const struct common *common);
struct dialect common_out_dialect(const struct common *common);

/* Refuses marks that are none (table/dialect.h), of what is read and of what is written, and a
 * result whose decimal mark would be its delimiter. */
int common_check_marks(const struct common *common, struct error *err);

/* Refuses a workbook that --out calls a CSV file: it would hardly be meant. */
int common_refuse_csv(const struct common *common, struct error *err);

/* What --period and --date-format say of the time column; usage errors. */
int common_period(const struct common *common, struct period_options *options,
                  struct error *err);
/* --season: 0 = auto, -1 = none, else the periods in a season; a usage error. */
int common_season(const struct common *common, long *season, struct error *err);

/* Threads to use: what was asked for, or what the machine has. */
size_t common_threads(const struct common *common);

#endif
