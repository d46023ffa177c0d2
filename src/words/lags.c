/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/lags.h"

#include "words/verdicts.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct lags_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(output, TEXT, .header = "Output"),
    COLUMN(outcome, TEXT, .header = "Outcome"),
    COLUMN(lag, WHOLE, .header = "Lag (#)"),
    COLUMN(n, WHOLE, .header = "Rows used"),
    COLUMN(r, R, .header = "r of what is left (adjusted r)", .note = &link_notes[NOTE_R]),
    COLUMN(low, R, .header = "Adjusted r: low end of the 95% interval"),
    COLUMN(high, R, .header = "Adjusted r: high end of the 95% interval"),
    COLUMN(p, P, .header = "p, corrected for the lags searched", .note = &link_notes[NOTE_P]),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]"),
    COLUMN(method, TEXT, .group = RESULT_METHOD, .header = "Method"),
};

const struct result_table result_lags = {
    .name = "lags",
    .about = "One row is one lag of one link.",
    .page = "lever-lags.1",
    RESULT_COLUMNS(columns),
    .known_by = 8,
    .words = &verdict_words, /* in which its links are spoken of */
    .notes = link_notes,
    .sheet = "Lags",
    .title = "Lags: how strong each link is at each lag",
};
