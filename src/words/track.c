/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/track.h"

#include "track/goal.h"

/* clang-format off */
static const struct word words[TRACKED_WORDS] = {
    [TRACKED_UNUSABLE] = { .name = "unusable", .finds = FINDS_NOTHING, .color = "2",
        .one = "cannot be tracked", .many = "cannot be tracked",
        .meaning = "Something is missing that a projection needs: the note says what." },
    [TRACKED_NO_BASELINE] = { .name = "no-baseline", .finds = FINDS_NOTHING, .color = "2",
        .one = "has no baseline", .many = "have no baseline",
        .meaning = "The target is a change, and the plan does not say from what." },
    [TRACKED_REACHED] = { .name = "reached", .finds = FINDS_IT, .color = "32",
        .one = "is reached", .many = "are reached",
        .meaning = "The target was met when it was due, or is met by now and very likely stays so." },
    [TRACKED_MISSED] = { .name = "missed", .finds = FINDS_NONE, .color = "31",
        .one = "is missed", .many = "are missed",
        .meaning = "The target was not met when it was due, or can be met no more." },
    [TRACKED_ON_TRACK] = { .name = "on-track", .finds = FINDS_IT, .color = "32",
        .one = "is on track", .many = "are on track",
        .meaning = "The chance to hit the target is 0.8 or more." },
    [TRACKED_AT_RISK] = { .name = "at-risk", .finds = FINDS_NONE, .color = "33",
        .one = "is at risk", .many = "are at risk",
        .meaning = "The chance to hit the target lies between 0.2 and 0.8." },
    [TRACKED_OFF_TRACK] = { .name = "off-track", .finds = FINDS_NONE, .color = "31",
        .one = "is off track", .many = "are off track",
        .meaning = "The chance to hit the target is under 0.2." },
    [TRACKED_CANNOT_TELL] = { .name = "cannot-tell", .finds = FINDS_NOTHING, .color = "2",
        .one = "cannot be told yet", .many = "cannot be told yet",
        .meaning = "Earlier projections of this measure held less often than even a perfect "
                   "forecaster's would have: its chance to hit is not to be relied on." },
};
const struct vocabulary track_words = {
    .what = "verdict", .words = words, .count = TRACKED_WORDS, .lead = TRACKED_REACHED,
    .one = "target", .many = "targets",
};

static const struct word assurances[ASSURANCES] = {
    [ASSURANCE_CONSISTENTLY] = { .name = "consistently", .finds = FINDS_IT,
        .meaning = "As things go, nearly every period meets the target (95 of 100)." },
    [ASSURANCE_HIT_AND_MISS] = { .name = "hit-and-miss", .finds = FINDS_NONE,
        .meaning = "As things go, some periods meet the target and some do not." },
    [ASSURANCE_NEVER] = { .name = "never", .finds = FINDS_NONE,
        .meaning = "As things go, hardly any period meets the target (5 of 100 at most)." },
};
const struct vocabulary assurance_words = {
    .what = "assurance", .words = assurances, .count = ASSURANCES,
    .one = "target", .many = "targets",
};

static const struct word signals[SIGNALS] = {
    [SIGNAL_BETTER] = { .name = "better", .finds = FINDS_IT,
        .meaning = "The last period stands out to the better side (special cause, improving)." },
    [SIGNAL_WORSE] = { .name = "worse", .finds = FINDS_IT,
        .meaning = "The last period stands out to the worse side (special cause, concerning)." },
    [SIGNAL_USUAL] = { .name = "usual", .finds = FINDS_NONE,
        .meaning = "The last period is within what this measure usually does (common cause)." },
};
const struct vocabulary signal_words = {
    .what = "signal", .words = signals, .count = SIGNALS,
    .one = "measure", .many = "measures",
};

static const struct result_note notes[] = {
    { .text = "The chance that the target is met when it is due: the share of simulated paths that "
              "meet it. Each path draws a model, fits it again to a simulated past, and goes on from "
              "the real last rows, so not knowing the model counts too. It is a value: no "
              "spreadsheet formula can give it." },
    { .text = "How often the same projection, made at earlier periods, held with its 80% band. "
              "Nearer to 0.8 is better; with few periods it varies widely." },
    { .text = "What a period brings beyond the season: of a value its change a period since start, "
              "of a total the mean since start. Pace needed is the same for the periods left." },
    { .text = "#: whether periods meet the target as things go; the words are those of charts in "
              "public services.", .words = &assurance_words },
    { .text = "#: whether the last period stands out, by limits that know the measure's persistence.",
      .words = &signal_words },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct track_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(measure, TEXT, .header = "Measure", .view = 1, .place = 1),
    COLUMN(verdict, TEXT, .words = &track_words, .header = "Verdict", .view = 3, .place = 3),
    COLUMN(now, NUMBER, .header = "Now", .view = 4, .place = 4),
    COLUMN(baseline, NUMBER, .header = "Baseline", .absent = "[z]", .view = 5, .wide = true,
           .place = 5),
    COLUMN(target, NUMBER, .header = "Target", .view = 6, .place = 6),
    COLUMN(start, TEXT, .header = "Start", .absent = "[z]"),
    COLUMN(due, TEXT, .header = "Due", .absent = "[z]", .view = 7, .place = 7),
    COLUMN(progress, R, .header = "Progress (share)", .view = 8, .wide = true),
    COLUMN(pace, NUMBER, .header = "Pace a #", .note = &notes[2]),
    COLUMN(pace_needed, NUMBER, .header = "Pace needed a #", .note = &notes[2]),
    COLUMN(projected, NUMBER, .header = "Projected when due", .view = 9),
    COLUMN(low80, NUMBER, .header = "80% from", .view = 10, .wide = true),
    COLUMN(high80, NUMBER, .header = "80% to", .view = 11, .wide = true),
    COLUMN(low95, NUMBER, .header = "95% from"),
    COLUMN(high95, NUMBER, .header = "95% to"),
    COLUMN(p_hit, R, .header = "Chance to hit", .note = &notes[0], .view = 12),
    COLUMN(hit_by, TEXT, .header = "Hit by", .absent = "[z]", .view = 13, .wide = true),
    COLUMN(assurance, TEXT, .words = &assurance_words, .header = "Assurance", .note = &notes[3]),
    COLUMN(signal, TEXT, .words = &signal_words, .header = "Signal", .note = &notes[4]),
    COLUMN(coverage80, R, .header = "Record: 80% bands that held", .note = &notes[1]),
    COLUMN(n, WHOLE, .header = "Periods used"),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 80, .view = 14),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]", .view = 2, .rare = true, .place = 2),
};
/* clang-format on */

const struct result_table result_track = {
    .name = "track",
    .about = "One row is one measure with a target.",
    .page = "lever-track.1",
    RESULT_COLUMNS(columns),
    .known_by = 6,
    .words = &track_words,
    .notes = notes,
    .sheet = "Track",
    .title = "Track: which targets are reached, on track or at risk",
    .topic = RESULT_GOALS,
};
