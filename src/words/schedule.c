/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/schedule.h"

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct schedule_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(period, PERIOD, .header = "Period", .width = 14),
    COLUMN(entity, TEXT, .header = "Entity", .absent = "[z]", .width = 18),
    COLUMN(level, NUMBER, .header = "Level", .width = 12),
    COLUMN(block, WHOLE, .header = "Block", .width = 12),
    COLUMN(seed, WHOLE, .header = "Seed", .width = 12),
    COLUMN(set, TEXT, .header = "Drawn from", .width = 60),
};

const struct result_table result_schedule = {
    .name = "schedule",
    .about = "One row is one period of one entity: what is to be done in it.",
    .page = "lever-nudge.1",
    RESULT_COLUMNS(columns),
    .known_by = 4,
    .sheet = "Schedule",
    .title = "Schedule: what to do when, drawn by chance",
};
