/* SPDX-License-Identifier: GPL-3.0-or-later */
/* track - says which targets are reached, on track or at risk, and how sure that is */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "filters/track_tables.h"
#include "question/track_looks.h"
#include "question/tracks.h"
#include "stats/moments.h"
#include "table/writer.h"
#include "words/goal_sentence.h"
#include "words/track.h"

struct settings {
    struct common common;
    const char *measures;
    long last;
    long paths;
    const char *path;
    const char *record;
    const char *allowed;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "measures", .kind = OPTION_COLUMNS, .offset = AT(measures), .argument = "COLS",
      .help = "these measures only" },
    { .name = "last", .kind = OPTION_INTEGER, .offset = AT(last), .argument = "N",
      .help = "a value is the mean of the last N periods", .preset = "1", .least = 1,
      .most = 1000 },
    { .name = "paths", .kind = OPTION_INTEGER, .offset = AT(paths), .argument = "N",
      .help = "simulated paths behind a projection", .preset = "1999", .least = 99,
      .most = 1000000 },
    { .name = "seed", .kind = OPTION_INTEGER, .offset = AT(common.seed), .argument = "N",
      .help = "start of the random numbers", .preset = "1", .most = 9007199254740992.0 },
    { .name = "outlook", .kind = OPTION_WRITTEN, .offset = AT(path), .argument = "FILE",
      .help = "write every period, past and to come, here" },
    { .name = "record", .kind = OPTION_WRITTEN, .offset = AT(record), .argument = "FILE",
      .help = "write how earlier projections held here" },
    { .name = "assert", .kind = OPTION_TEXT, .offset = AT(allowed), .argument = "WORDS",
      .help = "exit 3 unless every verdict is among these", .holds = HOLDS_VERDICTS },
    { .name = NULL },
};
/* clang-format on */

/* The paths of an origin: a tenth of those of the projection itself. */
static size_t origin_paths(const struct settings *settings)
{
    return settings->paths < 1990 ? (size_t)(settings->paths > 199 ? 199 : settings->paths)
                                  : (size_t)settings->paths / 10;
}

/* The mean before start, or of all, where a baseline is missing. */
static double mean_before(struct tracks *tracks, const struct track_item *item)
{
    const double *y = frame_series(&tracks->frame, item->column, item->entity);
    long rows = item->goal.start == TRACK_NEVER ? (long)tracks->frame.axis.periods
                                                : item->goal.start;

    if (rows > (long)tracks->frame.axis.periods)
        rows = (long)tracks->frame.axis.periods;
    return rows > 0 ? moments_mean(y, (size_t)rows) : NAN;
}

static const char *period_of(const struct tracks *tracks, long row, const char *written,
                             char buffer[PERIOD_SIZE])
{
    if (row == TRACK_NEVER)
        return written;
    tracks_period(tracks, row, buffer);
    return buffer;
}

static void write_item(struct tracks *tracks, const struct track_item *item, struct writer *writer)
{
    const struct tracked *tracked = &item->tracked;
    const struct axis *axis = &tracks->frame.axis;
    char start[PERIOD_SIZE], due[PERIOD_SIZE], hit_by[PERIOD_SIZE];
    struct text note = TEXT_EMPTY;
    struct goal_sentence sentence = {
        .tracked = tracked,
        .goal = &item->goal,
        .measure = item->measure->name,
        .unit = item->measure->unit,
        .due = period_of(tracks, item->goal.due, "", due),
        .hit_by = period_of(tracks, tracked->hit_by, "", hit_by),
        .period = period_noun(axis->timed, axis->kind),
        .before = mean_before(tracks, item),
    };
    struct track_row row = {
        .measure = item->measure->name,
        .verdict = vocabulary_name(&track_words, tracked->word),
        .now = tracked->now,
        .baseline = item->goal.baseline,
        .target = item->goal.target,
        .start = period_of(tracks, item->goal.start, item->measure->start, start),
        .due = period_of(tracks, item->goal.due, item->measure->due, due),
        .progress = tracked->progress,
        .pace = tracked->pace,
        .pace_needed = tracked->pace_needed,
        .projected = tracked->projected,
        .low80 = tracked->low80,
        .high80 = tracked->high80,
        .low95 = tracked->low95,
        .high95 = tracked->high95,
        .p_hit = tracked->p_hit,
        .hit_by = sentence.hit_by,
        .assurance = vocabulary_name(&assurance_words, tracked->assurance),
        .signal = vocabulary_name(&signal_words, tracked->signal),
        .coverage80 = tracked->coverage80,
        .n = (double)tracked->n,
        .entity = frame_entity(&tracks->frame, item->entity),
    };

    goal_sentence(&sentence, &note);
    row.note = note.bytes;
    result_row(writer, &result_track, RESULT_ALWAYS, &row);
    text_free(&note);
}

static int write_tracks(struct tracks *tracks, const struct common *common, struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_track, RESULT_ALWAYS);
    for (i = 0; i < tracks->count; i++)
        write_item(tracks, &tracks->items[i], writer);
    return writer_close(writer, err);
}

static int run_track(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    const struct tracks_wanted wanted = {
        .last = (size_t)settings->last,
        .paths = (size_t)settings->paths,
        .origin_paths = origin_paths(settings),
        .measures = settings->measures,
    };
    struct tracks tracks;
    struct error err;
    uint64_t allowed = 0;
    bool held = true;
    int status = vocabulary_parse(&track_words, settings->allowed, &allowed, &err);
    bool asked = status == 0;
    size_t i;

    if (asked)
        status = tracks_ask(&tracks, &settings->common, count ? operands[0] : "-", &wanted, &err);
    if (status == 0)
        status = track_looks_check(&settings->common, &err);
    if (status == 0) {
        tracks_run(&tracks, &settings->common, &wanted);
        provenance_set("paths", "%zu", wanted.paths);
        provenance_set("seed", "%ld", settings->common.seed);
        status = track_tables(&tracks, &settings->common, settings->path, settings->record, &err);
    }
    if (status == 0)
        status = track_looks_write(&tracks, &settings->common, &err);
    if (status == 0)
        status = write_tracks(&tracks, &settings->common, &err);
    for (i = 0; status == 0 && settings->allowed && i < tracks.count; i++)
        held = held && (allowed >> tracks.items[i].tracked.word & 1);
    if (status != 0)
        status = message_error(&err);
    else if (!held)
        status = 3;
    if (asked)
        tracks_free(&tracks);
    return status;
}

const struct filter filter_track = {
    .name = "track",
    .heading = HEADING_GOALS,
    .summary = "says which targets are reached, on track or at risk",
    .operands = "[FILE]",
    .common = TAKES_PERIODS | TAKES(PLAN) | TAKES(SEASON) | TAKES(LEDGER) | TAKES(INPUT) |
              TAKES(THREADS) | TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .result = &result_track,
    .run = run_track,
};
