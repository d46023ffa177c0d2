/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a join stand, in order. */
#include <stdlib.h>

#include "base/memory.h"
#include "reshape/join_private.h"

enum { MOST_ROWS = 200000000 };

/* The finer periods that a coarser one spreads over: from .. to. */
static void spread_over(enum period_kind coarse, long index, enum period_kind fine, long *from,
                        long *to)
{
    if (coarse == fine) {
        *from = *to = index;
        return;
    }
    *from = period_from_day(fine, period_first_day(coarse, index));
    *to = period_from_day(fine, period_first_day(coarse, index + 1) - 1);
    /* A week at the border belongs where its Thursday lies. */
    *from += period_convert(fine, *from, coarse) != index;
    *to -= period_convert(fine, *to, coarse) != index;
}

static void add_place(struct side *side, size_t *capacity, uint64_t key, size_t row)
{
    side->places = xgrow(side->places, side->count, capacity, sizeof *side->places);
    side->places[side->count++] = (struct place){ key, row };
}

static int place_side(const struct join *join, struct side *side, struct error *err)
{
    size_t entities = join_entities(join);
    bool everywhere = join->by_count && side->by.count == 0;
    size_t capacity = 0;
    size_t row;
    size_t i;

    for (row = 0; row < side->table->height; row++) {
        long from;
        long to;
        long at;

        if (side->periods.index[row] == PERIOD_NONE)
            continue;
        spread_over(side->periods.kind, side->periods.index[row], join->kind, &from, &to);
        for (at = from; at <= to; at++) {
            uint64_t base = (uint64_t)(at - join->first) * entities;

            for (i = 0; everywhere && i < entities; i++)
                add_place(side, &capacity, base + i, row);
            if (!everywhere)
                add_place(side, &capacity,
                          base + (join->by_count ? join->rank[side->entity[row]] : 0), row);
        }
        if (side->count > MOST_ROWS)
            return error_at(err, side->table->file, side->table->lines[row], NULL,
                            "spread so far, the table has more than %d rows", MOST_ROWS);
    }
    return 0;
}

/* By least significant digits first, eleven bits at a time; rows of one key keep their order. */
static void sort_places(struct side *side)
{
    enum { BITS = 11, SIZE = 1 << BITS };
    struct place *from = side->places;
    struct place *to;
    uint64_t most = 0;
    bool sorted = true;
    size_t i;
    unsigned shift;

    for (i = 0; i < side->count; i++) {
        most |= from[i].key;
        sorted = sorted && (i == 0 || from[i - 1].key <= from[i].key);
    }
    if (sorted)
        return;
    to = xarray(side->count, sizeof *to);
    for (shift = 0; shift < 64 && most >> shift; shift += BITS) {
        size_t starts[SIZE + 1] = { 0 };
        struct place *swap = from;

        for (i = 0; i < side->count; i++)
            starts[(from[i].key >> shift & (SIZE - 1)) + 1]++;
        for (i = 0; i < SIZE; i++)
            starts[i + 1] += starts[i];
        for (i = 0; i < side->count; i++)
            to[starts[from[i].key >> shift & (SIZE - 1)]++] = from[i];
        from = to;
        to = swap;
    }
    side->places = from;
    free(to);
}

static int refuse_twice(const struct join *join, const struct side *side, size_t place,
                        struct error *err)
{
    const struct place *b = &side->places[place];
    const struct place *a = b - 1;
    char period[PERIOD_CELL_SIZE];
    char *label = NULL;
    size_t length;

    period_cell(side->periods.kind, side->periods.index[b->row],
                side->table->columns[side->time].texts[b->row], period);
    if (side->by.count) {
        const char *key = keys_bytes(&join->entities, side->entity[b->row], &length);

        label = key_label(key, length);
    }
    error_at(err, side->table->file, side->table->lines[b->row],
             side->table->columns[side->time].name, "%s occurs twice%s%.100s%s: on line %lu and "
             "here (%s)", period, label ? " for \"" : "", label ? label : "", label ? "\"" : "",
             side->table->lines[a->row],
             label ? "see lever roll" : "see --by, or lever roll");
    free(label);
    return -1;
}

int join_place(struct join *join, struct error *err)
{
    bool any = false;
    long last = 0;
    size_t i;
    size_t j;

    for (i = 0; i < join->count; i++) {
        const struct side *side = &join->sides[i];

        for (j = 0; j < side->table->height; j++) {
            long from;
            long to;

            if (side->periods.index[j] == PERIOD_NONE)
                continue;
            spread_over(side->periods.kind, side->periods.index[j], join->kind, &from, &to);
            join->first = any && join->first < from ? join->first : from;
            last = any && last > to ? last : to;
            any = true;
        }
    }
    if (any && (uint64_t)(last - join->first) >= UINT64_MAX / 2 / join_entities(join))
        return error_at(err, join->sides[0].table->file, 0, NULL, "periods are too far apart");
    for (i = 0; i < join->count; i++) {
        struct side *side = &join->sides[i];

        if (place_side(join, side, err) != 0)
            return -1;
        sort_places(side);
        for (j = 1; j < side->count; j++)
            if (side->places[j].key == side->places[j - 1].key)
                return refuse_twice(join, side, j, err);
    }
    return 0;
}
