/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/verdicts.h"

/* clang-format off */
const struct result_note link_notes[] = {
    [NOTE_P] = { .text =
      "p is the chance of finding so strong a link where there is none. It counts all lags that "
      "were searched, and corrected for links it counts all links too. It comes from a bootstrap "
      "(resampled series in which the link is cut), so it is a value: no spreadsheet formula can "
      "give it. The p corrected for links (Holm, or Benjamini and Hochberg) is a formula over "
      "the p of all links, for up to 200 of them." },
    [NOTE_R] = { .text =
      "Trend, season and context are removed from both series. What persists from one period to "
      "the next is filtered out, which is called whitening. r is the correlation of what is "
      "left, at the lag of the strongest link." },
    [NOTE_NAIVE] = { .text =
      "Naive figures are what a spreadsheet says about the raw columns, row beside row unless a "
      "lag is named. A row without one of the two values is left out. They are shown for "
      "comparison: two series that merely grow look strongly related by them, and so does the "
      "best of several lags. They are formulas if a sheet of data has these columns and gives "
      "the same figure. Otherwise they are values, and also if the data are too long to be "
      "marked up as a table." },
    [NOTE_EVIDENCE] = { .text = "How much the design can show, from weakest to strongest: #.",
                        .words = &evidence_words },
    [NOTE_MDE] = { .text =
      "The smallest effect, in outcome units per unit of output, that these data would have shown "
      "four times in five." },
    [NOTE_MORE] = { .text =
      "How many more periods are needed to see the smallest effect that matters, if one was "
      "stated. [z] also means out of reach: it would take more than ten times these data." },
    [NOTE_PLACEBO] = { .text =
      "The same test on the output shuffled in blocks, many times: how often it says that the "
      "output moves the outcome, although it cannot. The test promises about 0.05 or less." },
    [NOTE_JOINT] = { .text =
      "What is left of the effect if all outputs on the outcome are tested together, each at its "
      "own lag and with the others held still. It has the unit of the effect. p is a value, from "
      "a bootstrap. Variance inflation says how much the other outputs widen the variance of "
      "this figure: 1 is not at all, and from about 10 the outputs can hardly be told apart. [x] "
      "means that they cannot be told apart at all. The verdict stays that of the output by "
      "itself." },
    { .term = "Output",
      .text = "What a team produces or does: calls made, posts written, tickets closed." },
    { .term = "Outcome",
      .text = "What changes for somebody because of it: revenue, satisfaction, retention." },
    { .term = "Guardrail",
      .text = "An outcome that must not get worse, whatever else gets better." },
    { .term = "Link", .text = "An output paired with an outcome." },
    { .term = "Lag",
      .text = "Periods from the output to the outcome; positive: the outcome comes later." },
    { .term = "Effect",
      .text = "Units of the outcome for one more unit of the output, at the lag shown. Its 95% "
              "interval leaves out zero exactly when p is under 0.05." },
    { .term = "Working",
      .text = "The whitened columns of one link. The effect is the slope through their origin "
              "(Frisch and Waugh 1933); standard error, r, t and the nominal p are formulas "
              "beside it. The nominal p takes the lag as given beforehand. The lag was searched "
              "for, so go by the bootstrap p." },
    { .text = NULL },
};
/* clang-format on */

static const struct word words[VERDICTS] = {
#define VERDICT(id, tell, ...) [VERDICT_##id] = { __VA_ARGS__ },
#include "link/verdict_list.h"
#undef VERDICT
};
const struct vocabulary verdict_words = {
    .what = "verdict",
    .words = words,
    .count = VERDICTS,
    .lead = VERDICT_MOVES,
    .one = "link",
    .many = "links",
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct verdicts_row, field, kind, __VA_ARGS__)
/* clang-format off */
static const struct result_column columns[] = {
    COLUMN(output, TEXT, .header = "Output", .width = 20, .place = 30, .view = 1),
    COLUMN(outcome, TEXT, .header = "Outcome", .width = 20, .place = 40, .view = 2),
    COLUMN(verdict, TEXT, .words = &verdict_words, .header = "Verdict", .width = 18, .place = 20,
           .view = 4),
    COLUMN(evidence, TEXT, .words = &evidence_words, .header = "Evidence",
           .note = &link_notes[NOTE_EVIDENCE], .width = 16, .place = 250),
    COLUMN(lag, WHOLE, .header = "Lag (#)", .width = 12, .place = 110, .view = 5, .wide = true),
    COLUMN(effect, NUMBER, .header = "Effect", .width = 14, .place = 70, .view = 6, .wide = true),
    COLUMN(effect_low, NUMBER, .header = "Effect: low end of the 95% interval", .width = 16,
           .place = 80),
    COLUMN(effect_high, NUMBER, .header = "Effect: high end of the 95% interval", .width = 16,
           .place = 90),
    COLUMN(r, R, .header = "r of what is left (adjusted r)", .note = &link_notes[NOTE_R],
           .width = 16, .place = 150),
    COLUMN(r_low, R, .header = "Adjusted r: low end of the 95% interval", .width = 16,
           .place = 160),
    COLUMN(r_high, R, .header = "Adjusted r: high end of the 95% interval", .width = 16,
           .place = 170),
    COLUMN(p, P, .header = "p, corrected for the lags searched", .note = &link_notes[NOTE_P],
           .width = 16, .place = 130),
    COLUMN(p_adj, P, .header = "p, corrected for lags and links", .note = &link_notes[NOTE_P],
           .width = 16, .place = 140),
    COLUMN(naive_effect, NUMBER, .header = "Naive effect (SLOPE)",
           .note = &link_notes[NOTE_NAIVE], .width = 16, .place = 180),
    COLUMN(naive_r, R, .header = "Naive r (CORREL)", .note = &link_notes[NOTE_NAIVE], .width = 16,
           .place = 190),
    COLUMN(naive_p, P, .header = "Naive p (TDIST)", .note = &link_notes[NOTE_NAIVE], .width = 16,
           .place = 210),
    COLUMN(n, WHOLE, .header = "Rows used", .width = 12, .place = 220),
    COLUMN(n_eff, WHOLE, .header = "Degrees of freedom", .width = 14, .place = 230),
    COLUMN(lags_tried, WHOLE, .header = "Lags searched", .width = 12, .place = 260),
    COLUMN(links_tried, WHOLE, .header = "Links tested together", .width = 12, .place = 270),
    COLUMN(adjusted_for, TEXT, .header = "Adjusted for", .absent = "[z]", .width = 30,
           .place = 240),
    COLUMN(mde, NUMBER, .header = "Smallest effect these data could show",
           .note = &link_notes[NOTE_MDE], .width = 24, .place = 280),
    COLUMN(more_periods, WHOLE, .header = "More # needed", .note = &link_notes[NOTE_MORE],
           .absent = "[z]", .width = 14, .place = 290),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 7),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]", .rare = true, .width = 18,
           .place = 60, .view = 3),
    COLUMN(spread, TEXT, .header = "Lags the effect is spread over (#)", .absent = "[z]",
           .rare = true, .width = 14, .place = 120),
    COLUMN(timed, WHOLE, .header = NULL),
    COLUMN(period_kind, TEXT, .header = NULL),
    COLUMN(rests_on, TEXT, .header = "Rests on", .absent = "[z]", .rare = true, .width = 20,
           .place = 125),
    COLUMN(method, TEXT, .group = RESULT_METHOD, .header = "Method", .absent = "[z]", .width = 16,
           .place = 300),
    COLUMN(placebo_rate, R, .group = RESULT_PLACEBO,
           .header = "Placebo: share of runs said to move", .note = &link_notes[NOTE_PLACEBO],
           .width = 18, .place = 370),
    COLUMN(placebo_n, WHOLE, .group = RESULT_PLACEBO, .header = "Placebo: runs",
           .note = &link_notes[NOTE_PLACEBO], .width = 12, .place = 380),
    COLUMN(joint_effect, NUMBER, .group = RESULT_JOINT,
           .header = "Effect beside the other outputs", .note = &link_notes[NOTE_JOINT],
           .width = 18, .place = 310),
    COLUMN(joint_low, NUMBER, .group = RESULT_JOINT,
           .header = "Effect beside the others: low end of the 95% interval", .width = 18,
           .place = 320),
    COLUMN(joint_high, NUMBER, .group = RESULT_JOINT,
           .header = "Effect beside the others: high end of the 95% interval", .width = 18,
           .place = 330),
    COLUMN(joint_p, P, .group = RESULT_JOINT,
           .header = "p beside the others, corrected for the lags searched",
           .note = &link_notes[NOTE_JOINT], .width = 18, .place = 340),
    COLUMN(joint_n, WHOLE, .group = RESULT_JOINT, .header = "Rows with all outputs",
           .note = &link_notes[NOTE_JOINT], .width = 14, .place = 350),
    COLUMN(vif, NUMBER, .group = RESULT_JOINT, .header = "Variance inflation (times)",
           .note = &link_notes[NOTE_JOINT], .width = 16, .place = 360),
};
/* clang-format on */

const struct result_table result_verdicts = {
    .name = "verdicts",
    .about = "One row is one link: an output and an outcome.",
    .page = "lever-verdict.5",
    RESULT_COLUMNS(columns),
    .known_by = 25, /* up to the entity */
    .words = &verdict_words,
    .notes = link_notes,
    .sheet = "Verdicts",
    .title = "Verdicts: which outputs move which outcomes",
    .topic = RESULT_LINKS,
};
