/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/record.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct record_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(measure, TEXT, .header = "Measure"),
    COLUMN(made, TEXT, .header = "Made after"),
    COLUMN(seen, TEXT, .header = "Of"),
    COLUMN(projected, NUMBER, .header = "Projected"),
    COLUMN(low80, NUMBER, .header = "80% from"),
    COLUMN(high80, NUMBER, .header = "80% to"),
    COLUMN(actual, NUMBER, .header = "What came"),
    COLUMN(held, WHOLE, .header = "The band held it (1: yes)"),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]", .rare = true),
};

const struct result_table result_record = {
    .name = "record",
    .about = "One row is one projection as it would have been made earlier, and what came.",
    .page = "lever-track.1",
    RESULT_COLUMNS(columns),
    .known_by = 8,
    .sheet = "Record",
    .title = "Record: how earlier projections held",
};
