/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/impact.h"

/* clang-format off */
static const struct word words[IMPACT_VERDICTS] = {
#define IMPACT(id, ...) [IMPACT_##id] = { __VA_ARGS__ },
#include "words/impact_list.h"
#undef IMPACT
};
const struct vocabulary impact_words = {
    .what = "verdict",
    .words = words,
    .count = IMPACT_VERDICTS,
    .lead = IMPACT_LASTS,
    .one = "change",
    .many = "changes",
};

enum { NOTE_P, NOTE_EFFECT, NOTE_SHAPE, NOTE_HALF, NOTE_NAIVE, NOTE_MDE, NOTE_MORE, NOTE_DATES };

static const struct result_note notes[] = {
    [NOTE_P] = { .text =
      "p is the chance of so large a change, of any shape tried, at that date if nothing had "
      "changed. It comes from series simulated without a change, with the same trend, season and "
      "persistence, so it is a value. The corrected p counts all rows of the table (Holm, or "
      "Benjamini and Hochberg)." },
    [NOTE_EFFECT] = { .text =
      "The outcome less what it would have been, in its unit: the mean over all periods from the date "
      "(to the end). Early and late are its first and last quarter, three periods at least; the "
      "total is the sum. Intervals are drawn over the shapes it may have had." },
    [NOTE_SHAPE] = { .text =
      "pulse: one to three periods; step: at once and for good; ramp: more and more; fading: at "
      "once, then lost; gradual: over time, then for good. A shape is named where it leads the "
      "next by more than 2 in AICc." },
    [NOTE_HALF] = { .text =
      "Periods until half of a fading change is gone. No high end: it may as well not fade." },
    [NOTE_NAIVE] = { .text =
      "What a spreadsheet says: mean after less mean before, and the p of Welch's t test. Where "
      "there is a trend, or one period is like the last, it finds changes that are none." },
    [NOTE_MDE] = { .text =
      "The smallest change, were it a step, that these data would have shown four times in five." },
    [NOTE_MORE] = { .text =
      "How many more periods until the smallest change that matters would show, if one was stated. "
      "[z] also means out of reach." },
    [NOTE_DATES] = { .text =
      "The same test at dates before, where nothing is known to have happened: the place of the real "
      "one among them, 1 being the largest." },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct impact_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(event, TEXT, .header = "Event", .width = 20, .place = 30, .view = 1),
    COLUMN(outcome, TEXT, .header = "Outcome", .width = 20, .place = 40, .view = 2),
    COLUMN(verdict, TEXT, .words = &impact_words, .header = "Verdict", .width = 18, .place = 20,
           .view = 4),
    COLUMN(direction, TEXT, .header = "Direction", .absent = "[z]", .width = 12, .place = 60),
    COLUMN(evidence, TEXT, .words = &evidence_words, .header = "Evidence", .width = 16,
           .place = 250),
    COLUMN(shape, TEXT, .header = "Shape", .note = &notes[NOTE_SHAPE], .absent = "[z]",
           .width = 16, .place = 65),
    COLUMN(date, TEXT, .header = "From", .width = 12, .place = 45, .view = 5),
    COLUMN(end, TEXT, .header = "To", .absent = "[z]", .width = 12, .place = 46),
    COLUMN(effect, NUMBER, .header = "Mean change since", .note = &notes[NOTE_EFFECT],
           .width = 14, .place = 70, .view = 6),
    COLUMN(effect_low, NUMBER, .header = "Change: low end of the 95% interval", .width = 16,
           .place = 80, .view = 7, .wide = true),
    COLUMN(effect_high, NUMBER, .header = "Change: high end of the 95% interval", .width = 16,
           .place = 90, .view = 8, .wide = true),
    COLUMN(early, NUMBER, .header = "Change early", .note = &notes[NOTE_EFFECT], .width = 14,
           .place = 100),
    COLUMN(late, NUMBER, .header = "Change late", .note = &notes[NOTE_EFFECT], .width = 14,
           .place = 110),
    COLUMN(late_low, NUMBER, .header = "Late: low end of the 95% interval", .width = 16,
           .place = 120),
    COLUMN(late_high, NUMBER, .header = "Late: high end of the 95% interval", .width = 16,
           .place = 130),
    COLUMN(half_life, NUMBER, .header = "Half-life (periods)", .note = &notes[NOTE_HALF],
           .absent = "[z]", .width = 14, .place = 140),
    COLUMN(half_life_low, NUMBER, .header = "Half-life: low end of the 95% interval",
           .absent = "[z]", .width = 16, .place = 150),
    COLUMN(half_life_high, NUMBER, .header = "Half-life: high end of the 95% interval",
           .absent = "[z]", .width = 16, .place = 160),
    COLUMN(total, NUMBER, .header = "Change in all", .note = &notes[NOTE_EFFECT], .width = 14,
           .place = 170),
    COLUMN(total_low, NUMBER, .header = "In all: low end of the 95% interval", .width = 16,
           .place = 180),
    COLUMN(total_high, NUMBER, .header = "In all: high end of the 95% interval", .width = 16,
           .place = 190),
    COLUMN(p, P, .header = "p of any change", .note = &notes[NOTE_P], .width = 14, .place = 200),
    COLUMN(p_adj, P, .header = "p, corrected for all rows", .note = &notes[NOTE_P], .width = 14,
           .place = 210),
    COLUMN(naive_effect, NUMBER, .header = "Naive change (mean after less before)",
           .note = &notes[NOTE_NAIVE], .width = 16, .place = 220),
    COLUMN(naive_p, P, .header = "Naive p (Welch)", .note = &notes[NOTE_NAIVE], .width = 14,
           .place = 230),
    COLUMN(n_before, WHOLE, .header = "Periods before", .width = 12, .place = 240),
    COLUMN(n_after, WHOLE, .header = "Periods from the date on", .width = 12, .place = 245),
    COLUMN(adjusted_for, TEXT, .header = "Adjusted for", .absent = "[z]", .width = 30,
           .place = 260),
    COLUMN(mde, NUMBER, .header = "Smallest change these data could show",
           .note = &notes[NOTE_MDE], .width = 20, .place = 270),
    COLUMN(more_periods, WHOLE, .header = "More periods needed", .note = &notes[NOTE_MORE],
           .absent = "[z]", .width = 14, .place = 280),
    COLUMN(dates_rank, WHOLE, .header = "Rank among dates before", .note = &notes[NOTE_DATES],
           .absent = "[z]", .width = 14, .place = 290),
    COLUMN(dates_n, WHOLE, .header = "Dates before", .note = &notes[NOTE_DATES], .absent = "[z]",
           .width = 12, .place = 300),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 9),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]", .rare = true, .width = 18,
           .place = 50, .view = 3),
};
/* clang-format on */

const struct result_table result_impact = {
    .name = "impact",
    .about = "One row is one event and one outcome: did it change then, and does it last?",
    .page = "lever-impact.1",
    RESULT_COLUMNS(columns),
    .known_by = 34,
    .words = &impact_words,
    .notes = notes,
    .sheet = "Changes",
    .title = "Changes: what changed when something was changed",
};
