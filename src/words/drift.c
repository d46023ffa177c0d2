/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/drift.h"

/* clang-format off */
static const struct word words[DRIFT_VERDICTS] = {
    [DRIFTS_UNUSABLE] = { .name = "unusable", .finds = FINDS_NOTHING, .color = "2",
      .one = "could not be looked at", .many = "could not be looked at",
      .meaning = "There are too few rows, or nothing varies: the note says what would do instead." },
    [DRIFTS_DECOUPLED] = { .name = "decoupled", .finds = FINDS_IT, .color = "35",
      .one = "came apart", .many = "came apart",
      .meaning = "The link held and then came apart." },
    [DRIFTS_DIFFERS] = { .name = "differs", .finds = FINDS_IT, .color = "33",
      .one = "is another than before", .many = "are others than before",
      .meaning = "What is compared differs before and after, more than chance does." },
    [DRIFTS_MIX_SHIFT] = { .name = "mix-shift", .finds = FINDS_IT, .color = "35",
      .one = "comes from the mix", .many = "come from the mix",
      .meaning = "The parts' shares moved, and the figure of all moved with them." },
    [DRIFTS_TRADED_OFF] = { .name = "traded-off", .finds = FINDS_IT, .color = "31",
      .one = "was bought with its counter", .many = "were bought with their counters",
      .meaning = "The measure got better and its counter got worse." },
    [DRIFTS_STOPPED] = { .name = "stopped-recording", .finds = FINDS_IT, .color = "31",
      .one = "has a counter that is no longer recorded",
      .many = "have counters that are no longer recorded",
      .meaning = "The counter has no values any more, and the measure has." },
    [DRIFTS_HOLDS] = { .name = "holds", .finds = FINDS_NONE, .color = "34",
      .one = "is as it was", .many = "are as they were",
      .meaning = "Whatever changed is smaller than the smallest change that matters, as stated "
                 "beforehand." },
    [DRIFTS_CANNOT_TELL] = { .name = "cannot-tell", .finds = FINDS_NOTHING, .color = "2",
      .one = "cannot be told yet", .many = "cannot be told yet",
      .meaning = "No change was found; that is not yet that there is none." },
};
/* clang-format on */
const struct vocabulary drift_words = {
    .what = "verdict of drift",
    .words = words,
    .count = DRIFT_VERDICTS,
    .one = "comparison",
    .many = "comparisons",
};

/* clang-format off */
static const struct result_note notes[] = {
    { .term = "Before and after",
      .text = "Of a link: outcome units for one more unit of the output, before the date and from it "
              "on. Of mix: the rate of all with the shares (row mix) or the rates (row rate) of "
              "before and of after, the other held at its mean; of a part its own rate. Of a "
              "counter: its mean." },
    { .term = "Effect",
      .text = "What changed. Of a link the 95% interval counts that the date was searched, and leaves "
              "out zero exactly when p is under 0.05. Of mix, the rows mix and rate add up to the "
              "change of the rate of all. Of a counter, what it moved beside its trend, its season "
              "and its own past." },
    { .term = "Date",
      .text = "The first period after the change, with the first and last that could be it. A range "
              "is wide where the change is small: this is what the data can say." },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct drift_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(kind, TEXT, .header = "Kind", .width = 10, .place = 50),
    COLUMN(subject, TEXT, .header = "Subject", .width = 20, .place = 30, .view = 1),
    COLUMN(against, TEXT, .header = "Against", .width = 20, .place = 40, .view = 2),
    COLUMN(verdict, TEXT, .words = &drift_words, .header = "Verdict", .width = 18, .place = 20,
           .view = 3),
    COLUMN(date, PERIOD, .header = "Date of the change", .absent = "[z]", .width = 14, .place = 60,
           .view = 4),
    COLUMN(date_low, PERIOD, .header = "First date that could be it", .absent = "[z]", .width = 14,
           .place = 70),
    COLUMN(date_high, PERIOD, .header = "Last date that could be it", .absent = "[z]", .width = 14,
           .place = 80),
    COLUMN(before, NUMBER, .header = "Before", .width = 14, .place = 90, .view = 5, .wide = true),
    COLUMN(before_low, NUMBER, .header = "Before: low end of the 95% interval", .width = 16,
           .place = 100),
    COLUMN(before_high, NUMBER, .header = "Before: high end of the 95% interval", .width = 16,
           .place = 110),
    COLUMN(after, NUMBER, .header = "After", .width = 14, .place = 120, .view = 6, .wide = true),
    COLUMN(after_low, NUMBER, .header = "After: low end of the 95% interval", .width = 16,
           .place = 130),
    COLUMN(after_high, NUMBER, .header = "After: high end of the 95% interval", .width = 16,
           .place = 140),
    COLUMN(effect, NUMBER, .header = "Effect", .width = 14, .place = 150),
    COLUMN(effect_low, NUMBER, .header = "Effect: low end of the 95% interval", .width = 16,
           .place = 160),
    COLUMN(effect_high, NUMBER, .header = "Effect: high end of the 95% interval", .width = 16,
           .place = 170),
    COLUMN(p, P, .header = "p", .width = 12, .place = 180),
    COLUMN(p_adj, P, .header = "p, corrected for the rows of its kind", .width = 16, .place = 190),
    COLUMN(n_before, WHOLE, .header = "Rows before", .width = 12, .place = 200),
    COLUMN(n_after, WHOLE, .header = "Rows after", .width = 12, .place = 210),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 7),
};
/* clang-format on */

const struct result_table result_drift = {
    .name = "drift",
    .about = "One row is one link, one part of a mix, or one counter: is it what it was?",
    .page = "lever-drift.1",
    RESULT_COLUMNS(columns),
    .known_by = 21,
    .words = &drift_words,
    .notes = notes,
    .sheet = "Drift",
    .title = "Drift: did the numbers stop meaning what they meant",
};
