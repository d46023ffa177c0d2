/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/power.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct power_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(output, TEXT, .header = "Output"),
    COLUMN(outcome, TEXT, .header = "Outcome"),
    COLUMN(lag, WHOLE, .header = "Lag (#)"),
    COLUMN(n, WHOLE, .header = "Rows used"),
    COLUMN(n_eff, NUMBER, .header = "Degrees of freedom"),
    COLUMN(mde, NUMBER, .header = "Smallest effect these data could show"),
    COLUMN(effect, NUMBER, .header = "Effect to see", .absent = "[z]"),
    COLUMN(more_periods, WHOLE, .header = "More # needed", .absent = "[z]"),
    COLUMN(note, TEXT, .header = "In one sentence"),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]"),
    COLUMN(method, TEXT, .group = RESULT_METHOD, .header = "Method"),
};

const struct result_table result_power = {
    .name = "power",
    .about = "One row is one link: what effect its data could show.",
    .page = "lever-power.1",
    RESULT_COLUMNS(columns),
    .known_by = 10,
};
