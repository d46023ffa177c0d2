/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/parts.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct parts_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(measure, TEXT, .header = "Measure"),
    COLUMN(part, TEXT, .header = "Part"),
    COLUMN(date, PERIOD, .header = "Date of the change"),
    COLUMN(count_before, NUMBER, .header = "Count before"),
    COLUMN(count_after, NUMBER, .header = "Count after"),
    COLUMN(rate_before, NUMBER, .header = "Rate before"),
    COLUMN(rate_after, NUMBER, .header = "Rate after"),
    COLUMN(share_before, R, .header = "Share before"),
    COLUMN(share_after, R, .header = "Share after"),
    COLUMN(by_mix, NUMBER, .header = "What its share did"),
    COLUMN(by_rate, NUMBER, .header = "What its rate did"),
};

const struct result_table result_parts = {
    .name = "parts",
    .about =
        "One row is one part of a rate: what its share and its own rate did to the rate of all.",
    .page = "lever-drift.1",
    RESULT_COLUMNS(columns),
    .known_by = 11,
    .sheet = "Mix",
    .title = "Mix: what the parts' shares did to a rate, and what their own rates did",
};
