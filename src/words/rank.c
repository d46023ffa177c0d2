/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/rank.h"

#include "words/verdicts.h"

/* clang-format off */
static const struct word words[QUADRANTS] = {
    [BUSY_MOVING] = { .name = "busy-moving", .finds = FINDS_IT, .color = "32",
      .meaning = "It takes more effort than most, and moves its outcome." },
    [BUSY_NOT_MOVING] = { .name = "busy-not-moving", .finds = FINDS_NONE, .color = "31",
      .meaning = "It takes more effort than most, and has no effect worth having." },
    [BUSY_UNKNOWN] = { .name = "busy-unknown", .finds = FINDS_NOTHING, .color = "33",
      .meaning = "It takes more effort than most, and what it moves is not known." },
    [QUIET_MOVING] = { .name = "quiet-moving", .finds = FINDS_IT, .color = "32",
      .meaning = "It takes little effort, and moves its outcome." },
    [QUIET_NOT_MOVING] = { .name = "quiet-not-moving", .finds = FINDS_NONE, .color = "34",
      .meaning = "It takes little effort, and has no effect worth having." },
    [QUIET_UNKNOWN] = { .name = "quiet-unknown", .finds = FINDS_NOTHING, .color = "2",
      .meaning = "It takes little effort, and what it moves is not known." },
};
/* clang-format on */
const struct vocabulary quadrant_words = {
    .what = "quadrant",
    .words = words,
    .count = QUADRANTS,
    .one = "link",
    .many = "links",
};

/* clang-format off */
static const struct result_note notes[] = {
    { .term = "Value",
      .text = "What one more of the output brings beyond its cost: effect times the outcome's unit value, "
              "less the output's unit cost. Of a link that is not established only its interval is shown." },
    { .term = "Rank",
      .text = "By value, 1 being the best. With 95% all true ranks lie between the two figures, all of "
              "them together (Mogstad, Romano, Shaikh and Wilhelm 2024)." },
    { .term = "Quadrant",
      .text = "Busy is what takes more of the effort than the median output. Not moving needs an effect "
              "that is too small to matter: what cannot be told is unknown." },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct rank_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(output, TEXT, .header = "Output", .width = 20, .place = 30, .view = 1),
    COLUMN(outcome, TEXT, .header = "Outcome", .width = 20, .place = 40, .view = 2),
    COLUMN(verdict, TEXT, .header = "Verdict", .width = 18, .place = 50,
           .view = 3),
    COLUMN(effort, NUMBER, .header = "Effort a period (hours)", .absent = "[z]", .width = 14,
           .place = 60),
    COLUMN(effort_share, R, .header = "Share of the effort", .absent = "[z]", .width = 12,
           .place = 70),
    COLUMN(cost, NUMBER, .header = "Cost a period", .absent = "[z]", .width = 14, .place = 80),
    COLUMN(effect, NUMBER, .header = "Effect", .width = 14, .place = 90),
    COLUMN(value, NUMBER, .header = "Value of one more", .absent = "[z]", .width = 14,
           .place = 100, .view = 4, .wide = true),
    COLUMN(value_low, NUMBER, .header = "Value: low end of the 95% interval", .absent = "[z]",
           .width = 16, .place = 110),
    COLUMN(value_high, NUMBER, .header = "Value: high end of the 95% interval", .absent = "[z]",
           .width = 16, .place = 120),
    COLUMN(per_cost, NUMBER, .header = "Back for 1 of cost", .absent = "[z]", .width = 14,
           .place = 130),
    COLUMN(per_cost_low, NUMBER, .header = "Back for 1: low end of the 95% interval",
           .absent = "[z]", .width = 16, .place = 140),
    COLUMN(per_cost_high, NUMBER, .header = "Back for 1: high end of the 95% interval",
           .absent = "[z]", .width = 16, .place = 150),
    COLUMN(payback, NUMBER, .header = "Paid back after (#)", .absent = "[z]", .width = 14,
           .place = 160),
    COLUMN(rank_low, WHOLE, .header = "Rank: at best", .absent = "[z]", .width = 10, .place = 170,
           .view = 5),
    COLUMN(rank_high, WHOLE, .header = "Rank: at worst", .absent = "[z]", .width = 10,
           .place = 180, .view = 6),
    COLUMN(quadrant, TEXT, .words = &quadrant_words, .header = "Quadrant", .absent = "[z]",
           .width = 18, .place = 20, .view = 7),
    COLUMN(saving, NUMBER, .header = "Saving a period if stopped", .absent = "[z]", .width = 16,
           .place = 190),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 8),
};
/* clang-format on */

const struct result_table result_rank = {
    .name = "rank",
    .about = "One row is one link: what it is worth and what it takes.",
    .page = "lever-rank.1",
    RESULT_COLUMNS(columns),
    .known_by = 19,
    .words = &verdict_words,
    .notes = notes,
    .topic = RESULT_GOALS,
    .sheet = "Rank",
    .title = "Rank: what is it worth, what is busy and moves nothing",
};
