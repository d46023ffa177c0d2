/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/visits.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static struct visit_span *spans_of(struct visitor *visitor)
{
    return visitor->capacity ? visitor->more : &visitor->one;
}

static void make_room(struct visitor *visitor)
{
    size_t capacity = visitor->capacity ? visitor->capacity * 2 : 4;
    struct visit_span *more;

    if (visitor->count < 1 || visitor->count < visitor->capacity)
        return;
    more = xarray(capacity, sizeof *more);
    memcpy(more, spans_of(visitor), visitor->count * sizeof *more);
    free(visitor->more);
    visitor->more = more;
    visitor->capacity = capacity;
}

/* The place of the first span that begins behind the period. */
static size_t place_behind(const struct visit_span *spans, size_t count, long period)
{
    size_t low = 0;
    size_t high = count;

    if (count && period >= spans[count - 1].first)
        return count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (spans[middle].first > period)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void come(struct visitor *visitor, long period)
{
    struct visit_span *spans = spans_of(visitor);
    size_t at = place_behind(spans, visitor->count, period);
    bool before = at > 0 && period <= spans[at - 1].last + 1;
    bool behind = at < visitor->count && period + 1 == spans[at].first;

    if (before && period <= spans[at - 1].last)
        return;
    if (before && behind) {
        spans[at - 1].last = spans[at].last;
        memmove(spans + at, spans + at + 1, (visitor->count - at - 1) * sizeof *spans);
        visitor->count--;
    } else if (before) {
        spans[at - 1].last = period;
    } else if (behind) {
        spans[at].first = period;
    } else {
        make_room(visitor);
        spans = spans_of(visitor);
        memmove(spans + at + 1, spans + at, (visitor->count - at) * sizeof *spans);
        spans[at] = (struct visit_span){ period, period };
        visitor->count++;
    }
}

void visits_add(struct visits *visits, size_t entity, long period, const char *id, size_t length)
{
    char small[256];
    char *key = length + sizeof entity <= sizeof small ? small : xmalloc(length + sizeof entity);
    size_t before = visits->ids.count;
    size_t number;

    memcpy(key, &entity, sizeof entity);
    memcpy(key + sizeof entity, id, length);
    number = keys_number(&visits->ids, key, length + sizeof entity);
    if (key != small)
        free(key);
    if (number == before) {
        visits->visitors = xgrow(visits->visitors, before, &visits->capacity,
                                 sizeof *visits->visitors);
        visits->visitors[number] = (struct visitor){ .count = 0 };
    }
    come(&visits->visitors[number], period);
}

void visits_convert(struct visits *visits, long (*to)(const void *context, long period),
                    const void *context)
{
    size_t i, j;
    long period;

    for (i = 0; i < visits->ids.count; i++) {
        struct visitor old = visits->visitors[i];

        visits->visitors[i] = (struct visitor){ .count = 0 };
        for (j = 0; j < old.count; j++)
            for (period = spans_of(&old)[j].first; period <= spans_of(&old)[j].last; period++)
                come(&visits->visitors[i], to(context, period));
        free(old.more);
    }
}

/* ---- counting ---- */

/* What places go by. */
struct visit_place {
    long period;
    size_t entity;
};

/* The number of a period and entity, a new one where there is none yet. */
static size_t place_of(struct visits *visits, size_t entity, long period)
{
    const struct visit_place place = { period, entity };
    size_t before = visits->places.count;
    size_t number = keys_number(&visits->places, (const char *)&place, sizeof place);

    if (number == before) {
        visits->counts = xgrow(visits->counts, before, &visits->counts_capacity,
                               sizeof *visits->counts);
        visits->counts[number] = (struct visit_counts){ .of = { 0 } };
    }
    return number;
}

static void count_one(struct visits *visits, enum visit what, size_t entity, long period)
{
    size_t place = place_of(visits, entity, period);

    visits->counts[place].of[what]++;
}

/* What one ID was in each of its periods, and when it was lost. */
static void count_visitor(struct visits *visits, size_t entity, struct visitor *visitor, long end)
{
    const struct visit_span *spans = spans_of(visitor);
    size_t i;
    long period;

    for (i = 0; i < visitor->count; i++) {
        long away = visits->absent + 1;
        enum visit began = i == 0                                      ? VISIT_NEW
                           : spans[i].first - spans[i - 1].last < away ? VISIT_KEPT
                                                                       : VISIT_RETURNED;

        count_one(visits, began, entity, spans[i].first);
        for (period = spans[i].first + 1; period <= spans[i].last; period++)
            count_one(visits, VISIT_KEPT, entity, period);
        if (spans[i].last > end - away)
            continue;
        period = spans[i].last + away;
        if (i + 1 == visitor->count || spans[i + 1].first > period)
            count_one(visits, VISIT_LOST, entity, period);
    }
}

void visits_settle(struct visits *visits, long begin, long end, long absent)
{
    size_t i;

    visits->begin = begin;
    visits->absent = absent;
    keys_free(&visits->places);
    for (i = 0; i < visits->ids.count; i++) {
        size_t length;
        size_t entity;

        memcpy(&entity, keys_bytes(&visits->ids, i, &length), sizeof entity);
        count_visitor(visits, entity, &visits->visitors[i], end);
    }
}

long visits_count(const struct visits *visits, enum visit what, size_t entity, long period)
{
    const struct visit_place place = { period, entity };
    long back = visits->absent + (what == VISIT_RETURNED || what == VISIT_LOST);
    size_t number;

    if (visits->begin != LONG_MIN && period - visits->begin < back)
        return -1;
    return keys_find(&visits->places, (const char *)&place, sizeof place, &number)
               ? visits->counts[number].of[what]
               : 0;
}

void visits_free(struct visits *visits)
{
    size_t i;

    if (!visits)
        return;
    for (i = 0; i < visits->ids.count; i++)
        free(visits->visitors[i].more);
    free(visits->visitors);
    free(visits->counts);
    keys_free(&visits->ids);
    keys_free(&visits->places);
    *visits = (struct visits){ .capacity = 0 };
}
