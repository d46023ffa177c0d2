/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a join stand, in order. */
#include <stdlib.h>

#include "base/memory.h"
#include "reshape/join_private.h"

enum { MOST_ROWS = 200000000 };

/* Where the middle of a fine period lies. A week's is its Thursday, or so many days before. */
static long home_of(enum period_kind fine, long index, int shift, enum period_kind coarse)
{
    return fine == PERIOD_WEEK ? period_from_day(coarse, index * 7 - shift)
                               : period_convert(fine, index, coarse);
}

/* The finer periods that a coarser one spreads over: from .. to. */
static void spread_over(const struct join *join, enum period_kind coarse, long index, long *from,
                        long *to)
{
    enum period_kind fine = join->kind;
    int shift = join_week_shift(join);

    if (coarse == fine) {
        *from = *to = index;
        return;
    }
    *from = period_from_day(fine, period_first_day(coarse, index) + shift);
    *to = period_from_day(fine, period_first_day(coarse, index + 1) - 1 + shift);
    /* A week at the border belongs where its middle lies. */
    *from += home_of(fine, *from, shift, coarse) != index;
    *to -= home_of(fine, *to, shift, coarse) != index;
}

static int mark_side(const struct join *join, struct join_side *side, struct error *err)
{
    size_t entities = join_entities(join);
    bool everywhere = join->by_count && side->by.count == 0;
    size_t row;
    size_t i;
    int bad = 0;

    row_marks_room(&side->marks, side->table->height);
    for (row = 0; row < side->table->height && !bad; row++) {
        size_t own = join->by_count && !everywhere ? join->rank[side->entity[row]] : 0;
        long from;
        long to;
        long at;

        if (side->periods.index[row] == PERIOD_NONE)
            continue;
        spread_over(join, side->periods.kind, side->periods.index[row], &from, &to);
        for (at = from; at <= to; at++)
            for (i = own; i < (everywhere ? entities : own + 1) && !bad; i++)
                bad = row_marks_add(&side->marks, row, (uint32_t)i, at, err);
        if (side->marks.count > MOST_ROWS)
            return error_at(err, side->table->file, side->table->lines[row], NULL,
                            "spread so far, the table has more than %d rows", MOST_ROWS);
    }
    return bad;
}

static int refuse_twice(const struct join *join, const struct join_side *side,
                        const struct row_mark *mark, struct error *err)
{
    char *label = side->by.count ? entities_label(&join->entities, side->entity[mark->row]) : NULL;
    struct row_twice twice = {
        .file = side->table->file,
        .column = side->table->columns[side->time].name,
        .before = side->table->lines[mark[-1].row],
        .line = side->table->lines[mark->row],
        .kind = side->periods.kind,
        .period = side->periods.index[mark->row],
        .cell = side->table->columns[side->time].texts[mark->row],
        .entity = label,
        .most = 100,
        .hint = label ? "see lever roll" : "see --by, or lever roll",
    };

    row_marks_refuse(&twice, err);
    free(label);
    return -1;
}

int join_mark(struct join *join, struct error *err)
{
    bool any = false;
    long first = 0;
    long last = 0;
    size_t i;
    size_t j;

    for (i = 0; i < join->count; i++) {
        const struct join_side *side = &join->sides[i];

        for (j = 0; j < side->table->height; j++) {
            long from;
            long to;

            if (side->periods.index[j] == PERIOD_NONE)
                continue;
            spread_over(join, side->periods.kind, side->periods.index[j], &from, &to);
            first = any && first < from ? first : from;
            last = any && last > to ? last : to;
            any = true;
        }
    }
    if (any && (uint64_t)(last - first) >= UINT64_MAX / 2 / join_entities(join))
        return error_at(err, join->sides[0].table->file, 0, NULL, "periods are too far apart");
    for (i = 0; i < join->count; i++) {
        struct join_side *side = &join->sides[i];

        if (mark_side(join, side, err) != 0)
            return -1;
        row_marks_sort(&side->marks, ROWS_BY_PERIOD);
        j = row_marks_twice(&side->marks, FIRST_IN_ORDER);
        if (j < side->marks.count)
            return refuse_twice(join, side, &side->marks.items[j], err);
    }
    return 0;
}
