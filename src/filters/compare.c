/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare - says whether one team, service or arm is better off than another, and by which design */
#include <math.h>
#include <stdlib.h>

#include "base/message.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "filters/compare_answers.h"
#include "filters/compare_rows.h"
#include "filters/compare_schedule.h"
#include "filters/compare_settings.h"
#include "filters/compare_treated.h"

#define AT(member) offsetof(struct compare_settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "treated", .kind = OPTION_TEXT, .offset = AT(treated), .argument = "NAMES",
      .help = "who of --by was treated from --at on; the others were not", .holds = HOLDS_NAMES,
      .cells = "by" },
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(at), .argument = "DATE",
      .help = "since when those were treated",
      .holds = HOLDS_NAMES, .cells = "time" },
    { .name = "groups", .kind = OPTION_COLUMNS, .offset = AT(groups), .argument = "COL",
      .help = "who is compared: groups of rows without a time", .holds = HOLDS_COLUMN },
    { .name = "arms", .kind = OPTION_COLUMNS, .offset = AT(arms), .argument = "COL",
      .help = "the arms of an experiment: rows assigned by chance", .holds = HOLDS_COLUMN },
    { .name = "schedule", .kind = OPTION_FILENAME, .offset = AT(schedule), .argument = "FILE",
      .help = "a calendar of lever nudge; -x is what was done" },
    { .name = "against", .kind = OPTION_TEXT, .offset = AT(against), .argument = "NAME",
      .help = "the group or arm that the others are held against", .holds = HOLDS_NAMES,
      .cells = "groups,arms" },
    { .name = "planned", .kind = OPTION_NUMBER, .offset = AT(planned), .argument = "N",
      .help = "rows of the whole experiment, which is looked at before its end", .least = 2,
      .most = 1e15 },
    { .name = "shares", .kind = OPTION_TEXT, .offset = AT(shares), .argument = "LIST",
      .help = "the arms' shares as they were meant, to check their sizes: treat=1,control=1" },
    { .name = "bounds", .kind = OPTION_TEXT, .offset = AT(bounds), .argument = "LO,HI",
      .help = "between which the outcome lies, for early looks" },
    { .letter = 'z', .name = "context", .kind = OPTION_COLUMNS, .offset = AT(common.context),
      .argument = "COLS", .help = "columns from before the experiment, to be taken out" },
    { .name = "min-change", .kind = OPTION_NUMBER, .offset = AT(min_change), .argument = "E",
      .help = "the smallest difference that matters, in outcome units", .least = 1e-300,
      .most = 1e300 },
    { .name = "resamples", .kind = OPTION_INTEGER, .offset = AT(common.resamples),
      .argument = "N", .help = "resamples behind p and interval of --treated (9999)",
      .least = 99, .most = 10000000 },
    { .name = NULL },
};
/* clang-format on */

/* The designs, a row each: the option that asks for it, what else belongs to it, and its work. */
struct way {
    const char *option; /* "groups" */
    size_t at;          /* of its value in the settings */
    bool planned, shares, against, context, done, dated;
    int (*run)(const struct compare_settings *settings, struct frame *frame, const char *file,
               struct compare_answers *answers, struct error *err);
};
static const struct way ways[] = {
    { "treated", AT(treated), .dated = true, .run = compare_treated },
    { "groups", AT(groups), .against = true, .run = compare_groups },
    { "arms", AT(arms), .planned = true, .shares = true, .against = true, .context = true,
      .run = compare_arms },
    { "schedule", AT(schedule), .done = true, .run = compare_schedule },
};
enum { WAYS = sizeof ways / sizeof *ways };

static const char *value_of(const struct compare_settings *settings, size_t at)
{
    return *(const char *const *)((const char *)settings + at);
}

/* The one way that was asked for, without options of another. */
static const struct way *choose(const struct compare_settings *settings, struct error *err)
{
    const struct way *way = NULL;
    size_t i;

    for (i = 0; i < WAYS; i++) {
        if (!value_of(settings, ways[i].at))
            continue;
        if (way) {
            error_usage(err, "--%s and --%s are two questions: ask one", way->option,
                        ways[i].option);
            return NULL;
        }
        way = &ways[i];
    }
    if (!way)
        error_usage(
            err, "who is compared? --treated NAMES --at DATE (over time), --groups COL (no time), "
                 "--arms COL (an experiment) or --schedule FILE (a calendar of nudge)");
    return way;
}

static int check(const struct way *way, const struct compare_settings *settings, struct error *err)
{
    const struct {
        const char *name;
        bool given, allowed;
        const char *belongs;
    } extras[] = {
        { "--planned", settings->planned > 0, way->planned, "--arms" },
        { "--shares", settings->shares != NULL, way->shares, "--arms" },
        { "--bounds", settings->bounds != NULL, way->planned, "--arms and --planned" },
        { "--against", settings->against != NULL, way->against, "--groups and --arms" },
        { "-z", settings->common.context != NULL, way->context, "--arms" },
        { "--at", settings->at != NULL, way->dated, "--treated" },
        { "-x", settings->common.outputs != NULL, way->done, "--schedule" },
    };
    size_t i;

    for (i = 0; i < sizeof extras / sizeof *extras; i++)
        if (extras[i].given && !extras[i].allowed)
            return error_usage(err, "%s goes with %s, not with --%s", extras[i].name,
                               extras[i].belongs, way->option);
    return 0;
}

static int ask(const struct compare_settings *settings, struct frame *frame, const char *file,
               struct compare_answers *answers, struct error *err)
{
    const struct way *way = choose(settings, err);

    if (!way || check(way, settings, err) != 0 || frame_plan(frame, &settings->common, err) != 0)
        return -1;
    provenance_set("compared by", "--%s", way->option);
    return way->run(settings, frame, file, answers, err);
}

static int run_compare(void *arguments, size_t count, char **operands)
{
    const struct compare_settings *settings = arguments;
    const struct common *common = &settings->common;
    struct compare_answers answers = { NULL, 0, 0 };
    struct frame frame = { .common = common };
    uint64_t wanted = 0;
    struct error err;
    bool held = true;
    int status = vocabulary_parse(&compare_words, common->assert_words, &wanted, &err);
    size_t i;

    if (status == 0)
        status = ask(settings, &frame, count ? operands[0] : "-", &answers, &err);
    if (status == 0) {
        compare_judge(&answers, (enum adjust_method)common->adjust);
        status = compare_write(&answers, common, &err);
    }
    for (i = 0; status == 0 && common->assert_words && i < answers.count; i++)
        held = held && (wanted >> answers.items[i].verdict & 1);
    if (status != 0)
        status = message_error(&err);
    else if (!held)
        status = 3;
    compare_answers_free(&answers);
    frame_free(&frame);
    return status;
}

const struct filter filter_compare = {
    .name = "compare",
    .heading = HEADING_ASK,
    .summary = "says whether one team, service or arm is better off than another",
    .operands = "[FILE]",
    .common = TAKES(PAIRS) | TAKES(OUTCOMES) | TAKES(SEED) | TAKES(LAGS) | TAKES(SEASON) |
              TAKES_PERIODS | TAKES(PLAN) | TAKES(INPUT) | TAKES(LEAST) | TAKES(VERDICTS) |
              TAKES_OUTPUT | TAKES(JSON) | TAKES(THREADS) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct compare_settings),
    .most = 1,
    .result = &result_compare,
    .run = run_compare,
};
