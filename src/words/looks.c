/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/looks.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct looks_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(link, TEXT, .view = 1),
    COLUMN(looked, TEXT, .view = 2),
    COLUMN(data_to, TEXT, .view = 3),
    COLUMN(information, NUMBER),
    COLUMN(verdict, TEXT, .view = 4),
    COLUMN(effect, NUMBER, .view = 5),
    COLUMN(effect_low, NUMBER),
    COLUMN(effect_high, NUMBER),
    COLUMN(p, P, .view = 6),
    COLUMN(alpha_spent, P),
    COLUMN(bound, P, .view = 7),
    COLUMN(plan_sum, TEXT),
    COLUMN(data_sum, TEXT),
    COLUMN(version, TEXT),
    COLUMN(seed, WHOLE),
    COLUMN(because, TEXT, .view = 8, .rare = true),
};

const struct result_table result_looks = {
    .name = "looks",
    .about = "One row is one look at one link: a ledger.",
    .page = "lever-ledger.5",
    RESULT_COLUMNS(columns),
    .known_by = 16,
};
