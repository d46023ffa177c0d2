/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/path.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct path_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(event, TEXT, .header = "Event"),
    COLUMN(outcome, TEXT, .header = "Outcome"),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]"),
    COLUMN(period, PERIOD, .header = "Period"),
    COLUMN(actual, NUMBER, .header = "As it was"),
    COLUMN(without, NUMBER, .header = "Without the change"),
    COLUMN(without_low, NUMBER, .header = "Without: low end of the 95% interval", .absent = "[z]"),
    COLUMN(without_high, NUMBER, .header = "Without: high end of the 95% interval",
           .absent = "[z]"),
    COLUMN(effect, NUMBER, .header = "Change", .absent = "[z]"),
    COLUMN(effect_low, NUMBER, .header = "Change: low end of the 95% interval", .absent = "[z]"),
    COLUMN(effect_high, NUMBER, .header = "Change: high end of the 95% interval", .absent = "[z]"),
    COLUMN(band_low, NUMBER, .header = "Change: low end of the 95% band over all periods",
           .absent = "[z]"),
    COLUMN(band_high, NUMBER, .header = "Change: high end of the 95% band over all periods",
           .absent = "[z]"),
};

const struct result_table result_path = {
    .name = "path",
    .about = "One row is one period of one outcome about one event.",
    .page = "lever-impact.1",
    RESULT_COLUMNS(columns),
    .known_by = 13,
    .sheet = "Paths",
    .title = "Paths: each outcome as it was, and without the change",
};
