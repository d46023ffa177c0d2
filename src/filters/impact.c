/* SPDX-License-Identifier: GPL-3.0-or-later */
/* impact - says whether an outcome changed at a date, in which shape, and if it stays */
#include <stdlib.h>

#include "base/message.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "question/changes.h"
#include "question/impact_row.h"
#include "stats/adjust.h"
#include "words/path.h"

struct settings {
    struct common common;
    struct changes_options changes;
    const char *working;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "events", .kind = OPTION_FILENAME, .offset = AT(changes.events), .argument = "FILE",
      .help = "the events: event,date,end,outcome,because" },
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(changes.at), .argument = "DATE[,END]",
      .help = "one date (to an end) in place of events",
      .holds = HOLDS_NAMES, .cells = "time" },
    { .name = "unaffected", .kind = OPTION_COLUMNS, .offset = AT(changes.unaffected),
      .argument = "COLS", .help = "measures that the events cannot have moved" },
    { .name = "min-change", .kind = OPTION_NUMBER, .offset = AT(changes.min_change),
      .argument = "E", .help = "the smallest change that matters, in the outcome's unit",
      .least = 1e-300, .most = 1e300 },
    { .name = "triggered", .kind = OPTION_FLAG, .offset = AT(changes.triggered),
      .help = "the change was made because of the periods just before: leave three out" },
    { .name = "working", .kind = OPTION_WRITTEN, .offset = AT(working), .argument = "FILE",
      .help = "also write the path of each change, a row a period" },
    { .name = NULL },
};
/* clang-format on */

static int write_rows(struct changes *changes, struct error *err)
{
    struct dialect dialect = common_out_dialect(changes->frame.common);
    struct writer *writer = writer_open(changes->frame.common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_impact, RESULT_ALWAYS);
    for (i = 0; i < changes->count; i++)
        impact_row_write(writer, changes, &changes->items[i]);
    return writer_close(writer, err);
}

static int write_working(struct changes *changes, const char *file, struct error *err)
{
    struct dialect dialect = common_out_dialect(changes->frame.common);
    struct writer *writer;
    size_t i;

    if (!file)
        return 0;
    writer = writer_open(file, &dialect, err);
    if (!writer)
        return -1;
    result_header(writer, &result_path, RESULT_ALWAYS);
    for (i = 0; i < changes->count; i++)
        impact_path_write(writer, changes, &changes->items[i]);
    return writer_close(writer, err);
}

/* However large a change, its p is one over the resamples at best, times the rows by Holm. */
static void warn_of_few(const struct changes *changes)
{
    size_t usable = 0, i;

    for (i = 0; i < changes->count; i++)
        usable += changes->items[i].result.reason == CHANGE_USABLE;
    if (changes->frame.common->adjust == ADJUST_HOLM && usable > 0 &&
        changes->resamples + 1 <= 20 * usable)
        message_warning("with %zu resamples and %zu rows no p_adj can fall below .05; "
                        "--resamples %zu can",
                        changes->resamples, usable, 40 * usable);
}

static void keep_settings(const struct changes *changes)
{
    const struct common *common = changes->frame.common;

    provenance_set("season", "%s", common->season);
    provenance_set("seed", "%ld", common->seed);
    provenance_set("resamples", "%zu", changes->resamples);
    provenance_set("adjust", "%s", adjust_words[common->adjust]);
    provenance_set("changes tested", "%zu", changes->count);
}

static int run_impact(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    const struct common *common = &settings->common;
    struct changes changes = { .count = 0 };
    uint64_t wanted = 0;
    struct error err;
    bool held = true;
    int status = vocabulary_parse(&impact_words, common->assert_words, &wanted, &err);
    size_t i;

    if (status == 0)
        status = changes_ask(&changes, common, &settings->changes, count ? operands[0] : "-", &err);
    if (status == 0) {
        changes_run(&changes);
        keep_settings(&changes);
        warn_of_few(&changes);
        status = write_working(&changes, settings->working, &err);
    }
    if (status == 0)
        status = write_rows(&changes, &err);
    for (i = 0; status == 0 && common->assert_words && i < changes.count; i++)
        held = held && (wanted >> impact_verdict_of(&changes.items[i]) & 1);
    if (status != 0)
        status = message_error(&err);
    else if (!held)
        status = 3;
    changes_free(&changes);
    return status;
}

const struct filter filter_impact = {
    .name = "impact",
    .heading = HEADING_ASK,
    .summary = "says whether an outcome changed at a date, and if it stays",
    .operands = "[FILE]",
    .common = TAKES_OUTCOMES | TAKES_PERIODS | TAKES(PLAN) | TAKES(INPUT) | TAKES(UNPACKED) |
              TAKES(RESAMPLES) | TAKES(VERDICTS) | TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .result = &result_impact,
    .run = run_impact,
};
