/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/rewritten.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct rewritten_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(link, TEXT, .header = "Link", .width = 30),
    COLUMN(column, TEXT, .header = "Measure", .width = 20),
    COLUMN(from, TEXT, .header = "First period", .width = 14),
    COLUMN(to, TEXT, .header = "Last period", .width = 14),
    COLUMN(change, TEXT, .header = "What happened", .width = 14),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60),
};

const struct result_table result_rewritten = {
    .name = "rewritten",
    .about = "One row is one stretch of data that is not what it was when it was looked at.",
    .page = "lever-ledger.1",
    RESULT_COLUMNS(columns),
    .known_by = 6,
    .sheet = "Rewritten",
    .title = "History that was rewritten since it was looked at",
};
