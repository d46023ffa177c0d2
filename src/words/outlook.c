/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/outlook.h"

/* clang-format off */
static const struct word marks[] = {
    { .name = "usual", .finds = FINDS_NONE,
      .meaning = "Within what this measure usually does: common cause." },
    { .name = "better", .finds = FINDS_IT,
      .meaning = "One period that stands out to the better side: special cause, improving." },
    { .name = "worse", .finds = FINDS_IT,
      .meaning = "One period that stands out to the worse side: special cause, concerning." },
    { .name = "better-shift", .finds = FINDS_IT,
      .meaning = "Part of a shift of three periods or more to the better side." },
    { .name = "worse-shift", .finds = FINDS_IT,
      .meaning = "Part of a shift of three periods or more to the worse side." },
};
const struct vocabulary mark_words = {
    .what = "mark", .words = marks, .count = sizeof marks / sizeof *marks,
    .one = "period", .many = "periods",
};

/* A mark in a cell would be a 0 on a chart: what is not there is left empty. */
#define COLUMN(field, kind, ...) RESULT_COLUMN(struct outlook_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(measure, TEXT, .header = "Measure"),
    COLUMN(period, TEXT, .header = "Period"),
    COLUMN(value, NUMBER, .header = "Value", .absent = ""),
    COLUMN(expected, NUMBER, .header = "Expected", .absent = ""),
    COLUMN(low, NUMBER, .header = "Lower limit", .absent = ""),
    COLUMN(high, NUMBER, .header = "Upper limit", .absent = ""),
    COLUMN(mark, TEXT, .words = &mark_words, .header = "Mark", .absent = ""),
    COLUMN(improving, NUMBER, .header = "Improving", .absent = ""),
    COLUMN(concerning, NUMBER, .header = "Concerning", .absent = ""),
    COLUMN(target, NUMBER, .header = "Target", .absent = ""),
    COLUMN(needed, NUMBER, .header = "Needed", .absent = ""),
    COLUMN(projected, NUMBER, .header = "Projected", .absent = ""),
    COLUMN(low80, NUMBER, .header = "80% from", .absent = ""),
    COLUMN(high80, NUMBER, .header = "80% to", .absent = ""),
    COLUMN(low95, NUMBER, .header = "95% from", .absent = ""),
    COLUMN(high95, NUMBER, .header = "95% to", .absent = ""),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]", .rare = true),
};
/* clang-format on */

const struct result_table result_outlook = {
    .name = "outlook",
    .about = "One row is one period of a measure on its way to a target, those to come too.",
    .page = "lever-track.1",
    RESULT_COLUMNS(columns),
    .known_by = 9,
    .sheet = "Outlook",
    .title = "Outlook: what was, what stands out, and what may come",
};
