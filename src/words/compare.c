/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/compare.h"

static const struct word verdicts[COMPARE_VERDICTS] = {
    [COMPARE_UNUSABLE] = { .name = "unusable",
                           .finds = FINDS_NOTHING,
                           .color = "2",
                           .one = "could not be compared",
                           .many = "could not be compared",
                           .meaning = "There are too few rows or units, or a column does not vary: "
                                      "the data cannot speak about this comparison." },
    [COMPARE_NOT_COMPARABLE] = { .name = "not-comparable",
                                 .finds = FINDS_NOTHING,
                                 .color = "33",
                                 .one = "is not comparable",
                                 .many = "are not comparable",
                                 .meaning = "The two were coming apart before, or the sizes of the "
                                            "arms cannot come from the shares that were stated: a "
                                            "difference between them says nothing of what was "
                                            "done." },
    [COMPARE_HARMS] = { .name = "harms",
                        .finds = FINDS_IT,
                        .color = "31",
                        .one = "harms a guardrail",
                        .many = "harm a guardrail",
                        .meaning = "A guardrail is worse, beyond chance." },
    [COMPARE_DIFFERS] = { .name = "differs",
                          .finds = FINDS_IT,
                          .color = "32",
                          .one = "differs",
                          .many = "differ",
                          .meaning = "The outcome differs beyond chance." },
    [COMPARE_NO_EFFECT] = { .name = "no-effect",
                            .finds = FINDS_NONE,
                            .color = "36",
                            .one = "does not differ by what would matter",
                            .many = "do not differ by what would matter",
                            .meaning = "Whatever difference there is, it is smaller than the "
                                       "smallest change that would matter." },
    [COMPARE_CANNOT_TELL] = { .name = "cannot-tell",
                              .finds = FINDS_NONE,
                              .color = "33",
                              .one = "cannot be told yet",
                              .many = "cannot be told yet",
                              .meaning = "No difference is seen, and a difference that matters is "
                                         "not ruled out." },
};
const struct vocabulary compare_words = {
    .what = "verdict",
    .words = verdicts,
    .count = COMPARE_VERDICTS,
    .lead = COMPARE_DIFFERS,
    .one = "comparison",
    .many = "comparisons",
};

static const struct word designs[COMPARE_DESIGNS] = {
    [DESIGN_DIFFERENCE_SERIES] = { .name = "difference-series" },
    [DESIGN_PERMUTATION] = { .name = "permutation" },
    [DESIGN_WILD_CLUSTER] = { .name = "wild-cluster" },
    [DESIGN_CONFORMAL] = { .name = "conformal" },
    [DESIGN_TWO_SAMPLE] = { .name = "two-sample" },
    [DESIGN_EXPERIMENT] = { .name = "experiment" },
    [DESIGN_SEQUENTIAL] = { .name = "sequential" },
    [DESIGN_SCHEDULE] = { .name = "schedule" },
};
const struct vocabulary design_words = { .what = "design",
                                         .words = designs,
                                         .count = COMPARE_DESIGNS };

/* clang-format off */
enum { NOTE_EVIDENCE, NOTE_P, NOTE_RELATIVE, NOTE_NAIVE, NOTE_UNITS, NOTE_BEFORE };
static const struct result_note notes[] = {
    [NOTE_EVIDENCE] = { .text = "How much the design can show, from weakest to strongest: #.",
                        .words = &evidence_words },
    [NOTE_P] = { .text =
      "p is the chance of so large a difference where there is none; it and the interval are of the "
      "design that stands in the row. The p corrected for comparisons counts all rows." },
    [NOTE_RELATIVE] = { .text =
      "The difference as a share of what the other has: 0.1 is 10 % more. Its interval is of this "
      "ratio, and need not leave out 0 exactly where that of the difference does." },
    [NOTE_NAIVE] = { .text =
      "Naive figures are what a spreadsheet says (means of all rows, Welch's t test; over time, "
      "least squares with a dummy for each unit and period). They are shown for comparison." },
    [NOTE_UNITS] = { .text =
      "Units are what the comparison rests on: rows are not units where several of them come from "
      "one customer, team or day." },
    [NOTE_BEFORE] = { .text =
      "Before the date: the p of the two coming apart already, the departure that these data would "
      "have shown four times in five, and how many times the largest wobble before would have to "
      "come again for the effect to be nothing. That nothing was seen before is no evidence." },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct compare_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(group, TEXT, .header = "Group", .width = 18, .place = 30, .view = 1),
    COLUMN(against, TEXT, .header = "Against", .width = 18, .place = 40, .view = 2),
    COLUMN(outcome, TEXT, .header = "Outcome", .width = 20, .place = 50, .view = 3),
    COLUMN(verdict, TEXT, .words = &compare_words, .header = "Verdict", .width = 18, .place = 20,
           .view = 4),
    COLUMN(direction, TEXT, .header = "Direction", .absent = "[z]", .width = 12, .place = 60,
           .view = 5, .wide = true),
    COLUMN(evidence, TEXT, .words = &evidence_words, .header = "Evidence",
           .note = &notes[NOTE_EVIDENCE], .width = 16, .place = 240),
    COLUMN(design, TEXT, .words = &design_words, .header = "Design", .width = 18, .place = 230),
    COLUMN(effect, NUMBER, .header = "Difference", .width = 14, .place = 70, .view = 6,
           .wide = true),
    COLUMN(effect_low, NUMBER, .header = "Difference: low end of the 95% interval", .width = 16,
           .place = 80),
    COLUMN(effect_high, NUMBER, .header = "Difference: high end of the 95% interval", .width = 16,
           .place = 90),
    COLUMN(relative, R, .header = "Difference as a share of the other",
           .note = &notes[NOTE_RELATIVE], .absent = "[z]", .width = 16, .place = 100),
    COLUMN(relative_low, R, .header = "As a share: low end of the 95% interval", .absent = "[z]",
           .width = 16, .place = 110),
    COLUMN(relative_high, R, .header = "As a share: high end of the 95% interval", .absent = "[z]",
           .width = 16, .place = 120),
    COLUMN(p, P, .header = "p", .note = &notes[NOTE_P], .width = 14, .place = 130),
    COLUMN(p_adj, P, .header = "p, corrected for comparisons", .note = &notes[NOTE_P], .width = 16,
           .place = 140),
    COLUMN(naive_effect, NUMBER, .header = "Naive difference", .note = &notes[NOTE_NAIVE],
           .width = 16, .place = 150),
    COLUMN(naive_p, P, .header = "Naive p", .note = &notes[NOTE_NAIVE], .width = 14, .place = 160),
    COLUMN(n, WHOLE, .header = "Rows", .width = 12, .place = 170),
    COLUMN(n_against, WHOLE, .header = "Rows of the other", .width = 12, .place = 180),
    COLUMN(units, WHOLE, .header = "Units", .note = &notes[NOTE_UNITS], .width = 12, .place = 190),
    COLUMN(units_against, WHOLE, .header = "Units of the other", .note = &notes[NOTE_UNITS],
           .width = 12, .place = 200),
    COLUMN(before, NUMBER, .header = "Difference before", .absent = "[z]", .rare = true,
           .width = 16, .place = 210),
    COLUMN(after, NUMBER, .header = "Difference after", .absent = "[z]", .rare = true,
           .width = 16, .place = 220),
    COLUMN(pretrend_p, P, .header = "p of coming apart before", .note = &notes[NOTE_BEFORE],
           .absent = "[z]", .rare = true, .width = 16, .place = 250),
    COLUMN(pretrend_mde, NUMBER, .header = "Departure before that would have shown",
           .note = &notes[NOTE_BEFORE], .absent = "[z]", .rare = true, .width = 18, .place = 260),
    COLUMN(breakdown, NUMBER, .header = "Breakdown (times the largest wobble before)",
           .note = &notes[NOTE_BEFORE], .absent = "[z]", .rare = true, .width = 18, .place = 270),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 7),
};
/* clang-format on */

const struct result_table result_compare = {
    .name = "compare",
    .about = "One row is one comparison on one outcome: a group and what it is held against.",
    .page = "lever-compare.1",
    RESULT_COLUMNS(columns),
    .known_by = 27,
    .words = &compare_words,
    .notes = notes,
    .sheet = "Compare",
    .title = "Compare: who is better off because of it",
};
