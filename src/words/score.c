/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/score.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct score_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(what, TEXT, .header = "What was said", .width = 20),
    COLUMN(n, WHOLE, .header = "Answers judged", .width = 14),
    COLUMN(held, R, .header = "Share that held, or Brier score", .width = 14),
    COLUMN(expected, R, .header = "Expected", .width = 14),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60),
};

const struct result_table result_score = {
    .name = "score",
    .about = "One row is one kind of past answer: whether it held on data that came since.",
    .page = "lever-ledger.1",
    RESULT_COLUMNS(columns),
    .known_by = 5,
    .sheet = "Score",
    .title = "Score: whether past answers held",
};
