/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/working.h"

#include "words/verdicts.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct working_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(output, TEXT, .header = "Output"),
    COLUMN(outcome, TEXT, .header = "Outcome"),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]"),
    COLUMN(period, PERIOD, .header = "Period"),
    COLUMN(lag, WHOLE, .header = "Lag (#)"),
    COLUMN(x, NUMBER, .header = "The output"),
    COLUMN(y, NUMBER, .header = "The outcome"),
    COLUMN(x_white, NUMBER, .header = "The output, whitened"),
    COLUMN(y_white, NUMBER, .header = "The outcome, whitened"),
    COLUMN(spread, TEXT, .header = "Lags the effect is spread over (#)", .absent = "[z]"),
};

const struct result_table result_working = {
    .name = "working",
    .about = "One row is one period of one link: the series behind its verdict.",
    .page = "lever-verdict.5",
    RESULT_COLUMNS(columns),
    .known_by = 9,
    .words = &verdict_words, /* in which its links are spoken of */
    .notes = link_notes,
    .sheet = "Working",
    .title = "Working: the series behind each verdict",
};
