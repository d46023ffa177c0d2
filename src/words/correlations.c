/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/correlations.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct correlations_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(x, TEXT, .header = "One column"),
    COLUMN(y, TEXT, .header = "The other"),
    COLUMN(method, TEXT, .header = "Method"),
    COLUMN(n, WHOLE, .header = "Rows in common"),
    COLUMN(r, R, .header = "r"),
    COLUMN(low, R, .header = "r: low end of the 95% interval"),
    COLUMN(high, R, .header = "r: high end of the 95% interval"),
    COLUMN(p, P, .header = "p"),
};

const struct result_table result_correlations = {
    .name = "correlations",
    .about = "One row is one pair of columns.",
    .page = "lever-corr.1",
    RESULT_COLUMNS(columns),
    .known_by = 8,
};
