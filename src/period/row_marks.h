/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose a row is, and when: the one place that numbers entities, puts rows in order and finds a
 * period that occurs twice. What lays rows out on an axis, calculates along time, joins tables or
 * points from cell to cell stands on it.
 *
 *   struct entities    distinct tuples of the cells that say whose a row is: 0, 1, 2 ... in the
 *                      order of their first row
 *   struct row_marks   a mark for each row that has a period: entity, period, which row
 *
 * A row without a period gets no mark: it is nowhere. Periods may be given as stamps of
 * period_evidence first and be settled later. Without a time the rows of each entity are counted,
 * 1, 2, 3 ... in the order of the file (row_marks_count).
 *
 * Memory is 16 bytes a mark, and as much again while marks that are not in order are sorted. Rows
 * and entities are fewer than 2^32 (row_marks_add refuses what goes beyond).
 */
#ifndef LEVER_PERIOD_ROW_MARKS_H
#define LEVER_PERIOD_ROW_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "period/period.h"
#include "table/keys.h"

/* ---- whose ---- */

struct entities {
    struct keys keys;
    struct text key; /* of the row at hand */
};
/* clang-format off */
#define ENTITIES_EMPTY { KEYS_EMPTY, TEXT_EMPTY }
/* clang-format on */

/* One cell of the row at hand; a row without cells is everybody's, entity 0. */
void entities_cell(struct entities *entities, const char *text, size_t length);
/* The row's entity, once all its cells are there; the next cell begins another row. */
uint32_t entities_row(struct entities *entities);
size_t entities_count(const struct entities *entities);
/* "north / web"; "" of an entity without cells. The caller frees it. */
char *entities_label(const struct entities *entities, size_t entity);
void entities_free(struct entities *entities);

/* ---- and when ---- */

struct row_mark {
    long period;
    uint32_t entity;
    uint32_t row; /* as it was given */
};

struct row_marks {
    struct row_mark *items;
    size_t count;
    size_t capacity;
};
/* clang-format off */
#define ROW_MARKS_EMPTY { NULL, 0, 0 }
/* clang-format on */

/* Room for so many, where it is known how many there can be. */
void row_marks_room(struct row_marks *marks, size_t rows);
/* PERIOD_NONE is passed over. -1 and err: more rows than can be told apart. */
int row_marks_add(struct row_marks *marks, size_t row, uint32_t entity, long period,
                  struct error *err);
/* Stamps become periods. */
void row_marks_settle(struct row_marks *marks, const struct period_form *form);
/* In place of periods: the rows of each of so many entities are counted from 1. */
void row_marks_count(struct row_marks *marks, size_t entities);

enum row_marks_order {
    ROWS_BY_ENTITY, /* then by period */
    ROWS_BY_PERIOD, /* then by entity */
};
bool row_marks_sorted(const struct row_marks *marks, enum row_marks_order order);
/* Rows of one entity and period keep the order in which they came. */
void row_marks_sort(struct row_marks *marks, enum row_marks_order order);
/* How the marks of two rows lie to each other: below 0, 0, above 0. */
static inline int row_marks_compare(const struct row_mark *a, const struct row_mark *b,
                                    enum row_marks_order order)
{
    int when = (a->period > b->period) - (a->period < b->period);
    int whose = (a->entity > b->entity) - (a->entity < b->entity);

    if (order == ROWS_BY_ENTITY)
        return whose ? whose : when;
    return when ? when : whose;
}
/* Where the marks of each entity begin in ROWS_BY_ENTITY: entities + 1 places. The caller frees. */
size_t *row_marks_starts(const struct row_marks *marks, size_t entities);

enum row_marks_first {
    FIRST_IN_ORDER, /* as the marks are sorted */
    FIRST_IN_FILE,  /* the row that comes first of those that repeat one */
};
/*
 * A period that occurs twice in an entity, in sorted marks: the place of the second of the two, the
 * first stands before it. marks->count where there is none.
 */
size_t row_marks_twice(const struct row_marks *marks, enum row_marks_first first);
void row_marks_free(struct row_marks *marks);

/* What is said of it; the hint says what can be done, "see lever roll". */
struct row_twice {
    const char *file;
    const char *column;
    unsigned long before, line; /* of the two */
    enum period_kind kind;
    long period;
    const char *cell;   /* as it stands there; NULL = the period alone is shown */
    const char *entity; /* its label; NULL or "" = not said */
    int most;           /* bytes of it that are shown; 0 = all */
    const char *hint;
};
/* Returns -1. */
int row_marks_refuse(const struct row_twice *twice, struct error *err);

#endif
