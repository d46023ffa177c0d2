/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The common options: one name, one letter, one meaning in every filter.
 *
 * The options stand in common_rows.h, a row each. A filter's settings begin with a struct common,
 * and its `common` mask names the groups of options that it understands; the others stay at zero.
 */
#ifndef LEVER_COMMAND_COMMON_H
#define LEVER_COMMAND_COMMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/option.h"
#include "period/period.h"
#include "table/dialect.h"

/* Options that a filter takes together or not at all. */
enum option_group {
    GROUP_ALWAYS, /* every filter takes these */
    GROUP_PAIRS,
    GROUP_OUTCOMES,
    GROUP_BESIDE, /* what else moves an outcome, and of whom */
    GROUP_LINKS,
    GROUP_TIME,
    GROUP_ROWS, /* who a row is about, and what a period is */
    GROUP_PLAN,
    GROUP_UNITS, /* what the numbers of a plan's measures are in */
    GROUP_LAGS,
    GROUP_SEASON,
    GROUP_METHOD,
    GROUP_SEED,
    GROUP_RESAMPLES,
    GROUP_VERDICTS,
    GROUP_LEDGER,   /* looks that are counted */
    GROUP_LEAST,    /* for who shows groups of people */
    GROUP_INPUT,    /* how a table is read */
    GROUP_UNPACKED, /* how much a packed one may be */
    GROUP_ENCODING,
    GROUP_DATE_FORMAT,
    GROUP_OUT,
    GROUP_FORM, /* how a table is spelt that is written */
    GROUP_JSON,
    GROUP_THREADS,
    GROUP_TRAIL,
    GROUPS
};

#define TAKES(group) (UINT64_C(1) << (GROUP_##group))

/* What filters of one kind take. A filter that writes a table; one that reads one and writes one. */
#define TAKES_OUTPUT (TAKES(OUT) | TAKES(FORM))
#define TAKES_TABLE (TAKES(INPUT) | TAKES(UNPACKED) | TAKES_OUTPUT | TAKES(THREADS))
/* One whose rows have a period and somebody they are about. */
#define TAKES_PERIODS (TAKES(TIME) | TAKES(ROWS) | TAKES(DATE_FORMAT))
/* One that asks about links; and one that asks that of a table. */
#define TAKES_LINKS (TAKES(PAIRS) | TAKES(LINKS) | TAKES_OUTCOMES | TAKES(ROWS) | TAKES(METHOD))
/* One that asks about outcomes. */
#define TAKES_OUTCOMES                                                                             \
    (TAKES(OUTCOMES) | TAKES(BESIDE) | TAKES(SEASON) | TAKES(SEED) | TAKES(THREADS))
#define TAKES_QUESTION                                                                             \
    (TAKES_LINKS | TAKES_PERIODS | TAKES(PLAN) | TAKES(UNITS) | TAKES(INPUT) | TAKES(UNPACKED))

/* The type of a member by the kind of its option. */
#define OPTION_TYPE_FLAG bool
#define OPTION_TYPE_TEXT const char *
#define OPTION_TYPE_FILENAME const char *
#define OPTION_TYPE_WRITTEN const char *
#define OPTION_TYPE_COLUMNS const char *
#define OPTION_TYPE_METHOD const char *
#define OPTION_TYPE_INTEGER long
#define OPTION_TYPE_NUMBER double
#define OPTION_TYPE_CHOICE int
#define OPTION_TYPE_CHARACTER char
#define OPTION_TYPE_RANGE struct range

struct common {
#define SHARED(kind, member, group, ...) OPTION_TYPE_##kind member;
#include "command/common_rows.h"
#undef SHARED
};

/* Their rows, in the order of --help; common_count of them. */
extern const struct option common_options[];
extern const size_t common_count;

/* How a filter's table is read, and how its result is written; text is borrowed. */
struct dialect common_in_dialect(const struct common *common);
struct dialect common_out_dialect(const struct common *common);

/* Refuses marks that are none (table/dialect.h), of what is read and of what is written, and a
 * result whose decimal mark would be its delimiter. */
int common_check_marks(const struct common *common, struct error *err);

/* Refuses a workbook that --out calls a CSV file: it would hardly be meant. */
int common_refuse_csv(const struct common *common, struct error *err);

/* Is this value of the option a file, read or written? A calendar's may be, or a country. */
bool common_is_file(const struct option *row, const char *value);

/* What --period and --date-format say of the time column; usage errors. */
int common_period(const struct common *common, struct period_options *options, struct error *err);
/* --season: 0 = auto, -1 = none, else the periods in a season; a usage error. */
int common_season(const struct common *common, long *season, struct error *err);

/* Threads to use: what was asked for, or what the machine has. */
size_t common_threads(const struct common *common);

#endif
