/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/granger.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct granger_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(cause, TEXT, .header = "Cause"),
    COLUMN(effect, TEXT, .header = "Effect"),
    COLUMN(order, WHOLE, .header = "Order (#)"),
    COLUMN(n, WHOLE, .header = "Rows used"),
    COLUMN(df1, WHOLE, .header = "Degrees of freedom: of the lags"),
    COLUMN(df2, WHOLE, .header = "Degrees of freedom: left"),
    COLUMN(f, NUMBER, .header = "F"),
    COLUMN(p, P, .header = "p"),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]"),
};

const struct result_table result_granger = {
    .name = "granger",
    .about = "One row is one direction of one pair of columns, at one order.",
    .page = "lever-lags.1",
    RESULT_COLUMNS(columns),
    .known_by = 9,
};
