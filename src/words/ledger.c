/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/ledger.h"

/* clang-format off */
static const struct word changes[CHANGES] = {
    [CHANGE_NEW] = { .name = "new", .finds = FINDS_IT, .color = "32",
        .one = "is new", .many = "are new",
        .meaning = "It was looked at for the first time, or its verdict says more than before." },
    [CHANGE_CONFIRMED] = { .name = "confirmed", .finds = FINDS_IT, .color = "32",
        .one = "is confirmed", .many = "are confirmed",
        .meaning = "It was found before, and is found again, in the same direction." },
    [CHANGE_LOST] = { .name = "lost", .finds = FINDS_NONE, .color = "33",
        .one = "is lost", .many = "are lost",
        .meaning = "It was found before, and the data no longer show it." },
    [CHANGE_REVERSED] = { .name = "reversed", .finds = FINDS_NONE, .color = "31",
        .one = "is reversed", .many = "are reversed",
        .meaning = "It was found before, and is found now in the other direction." },
    [CHANGE_UNCHANGED] = { .name = "unchanged", .finds = FINDS_NOTHING, .color = "2",
        .one = "is unchanged", .many = "are unchanged",
        .meaning = "It was not found before and is not now." },
    [CHANGE_NOT_LOOKED] = { .name = "not-looked", .finds = FINDS_NOTHING, .color = "2",
        .one = "was not looked at", .many = "were not looked at",
        .meaning = "The last look left it out; it still counts among the links that were tried." },
};
const struct vocabulary change_words = {
    .what = "change", .words = changes, .count = CHANGES, .one = "link", .many = "links",
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct ledger_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(output, TEXT, .header = "Output", .absent = "[z]", .width = 20, .place = 40, .view = 1),
    COLUMN(outcome, TEXT, .header = "Outcome", .width = 20, .place = 50, .view = 2),
    COLUMN(was, TEXT, .header = "Verdict before", .absent = "[z]", .width = 18, .place = 70,
           .view = 4),
    COLUMN(is, TEXT, .header = "Verdict now", .width = 18, .place = 30, .view = 5),
    COLUMN(change, TEXT, .words = &change_words, .header = "Change", .width = 14, .place = 20,
           .view = 6),
    COLUMN(looks, WHOLE, .header = "Looks", .width = 10, .place = 80, .view = 7, .wide = true),
    COLUMN(p, P, .header = "p, corrected for lags and links", .width = 16, .place = 90),
    COLUMN(bound, P, .header = "What p had to be under at this look", .width = 18, .place = 100),
    COLUMN(alpha_spent, P, .header = "Spent of 0.05", .width = 14, .place = 110),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 8),
    COLUMN(entity, TEXT, .group = RESULT_ENTITY, .header = "Entity", .absent = "[z]",
           .width = 18, .place = 60, .view = 3),
};

const struct result_table result_ledger = {
    .name = "ledger",
    .about = "One row is one link: what changed at the last look.",
    .page = "lever-ledger.1",
    RESULT_COLUMNS(columns),
    .known_by = 10,
    .words = &change_words,
    .sheet = "Ledger",
    .title = "Ledger: what changed since the look before",
};
/* clang-format on */
