/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/split.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct split_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(chain, TEXT, .header = "Chain"),
    COLUMN(node, TEXT, .header = "Node"),
    COLUMN(factor, TEXT, .header = "Factor"),
    COLUMN(date, PERIOD, .header = "Second stretch begins"),
    COLUMN(before, NUMBER, .header = "Node per period, before"),
    COLUMN(after, NUMBER, .header = "Node per period, after"),
    COLUMN(rate_before, NUMBER, .header = "Factor before"),
    COLUMN(rate_after, NUMBER, .header = "Factor after"),
    COLUMN(effect, NUMBER, .header = "What it did to the last node"),
    COLUMN(effect_low, NUMBER, .header = "Low end of the 95% interval", .absent = "[z]"),
    COLUMN(effect_high, NUMBER, .header = "High end of the 95% interval", .absent = "[z]"),
    COLUMN(share, R, .header = "Share of the change", .absent = "[z]"),
};

const struct result_table result_split = {
    .name = "split",
    .about = "One row is one factor of a chain's last node: the first node, or the rate of a step.",
    .page = "lever-chain.1",
    RESULT_COLUMNS(columns),
    .known_by = 12,
    .sheet = "Split",
    .title = "Split: what a change of a chain's last node is made of",
};
