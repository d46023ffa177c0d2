/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result table that lever does not have, described as its own are, in a list of its own: what
 * reads descriptions must do with it what it does with those.
 */
#ifndef LEVER_TESTS_RESULT_MOODS_H
#define LEVER_TESTS_RESULT_MOODS_H

#include "words/result.h"

struct moods_row {
    const char *who, *verdict;
    struct result_period when;
    double count, size, share, chance;
    const char *note, *aside;
    double hidden;
    const char *method;
};

enum mood { MOOD_UNUSABLE, MOOD_GLAD, MOOD_FLAT, MOOD_CANNOT_TELL, MOODS };
/* clang-format off */
static const struct word moods[MOODS] = {
    [MOOD_UNUSABLE] = { .name = "unusable", .finds = FINDS_NOTHING, .color = "35",
                        .one = "could not be read", .many = "could not be read",
                        .meaning = "Nobody looked." },
    [MOOD_GLAD] = { .name = "glad", .finds = FINDS_IT, .color = "32", .one = "is glad",
                    .many = "are glad", .meaning = "It went well." },
    [MOOD_FLAT] = { .name = "flat", .finds = FINDS_NONE, .color = NULL, .one = "is flat",
                    .many = "are flat", .meaning = "Nothing came of it." },
    [MOOD_CANNOT_TELL] = { .name = "cannot-tell", .finds = FINDS_NOTHING, .color = "2",
                           .one = "cannot be told", .many = "cannot be told",
                           .meaning = "It may be either." },
};
/* clang-format on */
static const struct vocabulary mood_words = {
    .what = "mood", .words = moods, .count = MOODS, .one = "day", .many = "days"
};

static const struct result_note mood_notes[] = {
    { .text = "How large it is." },
    { .term = "Mood", .text = "One of #.", .words = &mood_words },
    { .text = "How often it is." },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct moods_row, field, kind, __VA_ARGS__)
static const struct result_column mood_columns[] = {
    COLUMN(who, TEXT, .header = "Who", .place = 20, .view = 2),
    COLUMN(verdict, TEXT, .words = &mood_words, .header = "Mood", .place = 30, .view = 1),
    COLUMN(when, PERIOD, .header = "When"),
    COLUMN(count, WHOLE, .header = "How many"),
    COLUMN(size, NUMBER, .header = "Size", .note = &mood_notes[0], .view = 3, .wide = true),
    COLUMN(share, R, .header = "Share", .note = &mood_notes[2], .absent = "[z]"),
    COLUMN(chance, P, .header = "Chance"),
    COLUMN(note, TEXT, .header = "In one sentence", .place = 10, .width = 60, .view = 5),
    COLUMN(aside, TEXT, .header = "Aside", .rare = true, .view = 4),
    COLUMN(hidden, WHOLE, .header = NULL),
    COLUMN(method, TEXT, .group = RESULT_METHOD, .header = "Method"),
};
#undef COLUMN

static const struct result_table result_moods = {
    .name = "moods",
    .about = "One row is one day.",
    .page = "none.1",
    RESULT_COLUMNS(mood_columns),
    .known_by = 8,
    .words = &mood_words,
    .notes = mood_notes,
    .sheet = "Moods",
    .title = "Moods: how the days went",
};

/* lever's own, and this one. */
#define RESULT(name) extern const struct result_table result_##name;
#include "words/list.h"
#undef RESULT
const struct result_table *const result_tables[] = {
#define RESULT(name) &result_##name,
#include "words/list.h"
#undef RESULT
    &result_moods,
    NULL,
};

#endif
