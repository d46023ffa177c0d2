/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/aggregate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct total { /* SUM, MEAN */
    double sum, low, lower;
    long n;
};

struct extreme { /* MIN, MAX */
    double value;
    bool any;
};

struct pile { /* MEDIAN */
    double *values;
    size_t count;
    size_t capacity;
};

struct pick { /* FIRST, LAST */
    char *text;
    size_t length;
    size_t capacity; /* 0 = nothing yet */
    long day;
    int second;
};

struct tally { /* DISTINCT, COUNT */
    long n;
};

static const char *const names[] = {
    [AGGREGATE_SUM] = "sum",       [AGGREGATE_MEAN] = "mean",
    [AGGREGATE_MIN] = "min",       [AGGREGATE_MAX] = "max",
    [AGGREGATE_MEDIAN] = "median", [AGGREGATE_FIRST] = "first",
    [AGGREGATE_LAST] = "last",     [AGGREGATE_DISTINCT] = "distinct",
    [AGGREGATE_COUNT] = "count",
};

const char *aggregate_name(enum aggregate_kind kind)
{
    return names[kind];
}

int aggregate_parse(const char *word, enum aggregate_kind *kind)
{
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], word) == 0) {
            *kind = (enum aggregate_kind)i;
            return 0;
        }
    }
    return -1;
}

bool aggregate_of_numbers(enum aggregate_kind kind)
{
    return kind <= AGGREGATE_MEDIAN;
}

static size_t state_size(enum aggregate_kind kind)
{
    switch (kind) {
    case AGGREGATE_SUM:
    case AGGREGATE_MEAN:
        return sizeof(struct total);
    case AGGREGATE_MIN:
    case AGGREGATE_MAX:
        return sizeof(struct extreme);
    case AGGREGATE_MEDIAN:
        return sizeof(struct pile);
    case AGGREGATE_FIRST:
    case AGGREGATE_LAST:
        return sizeof(struct pick);
    default:
        return sizeof(struct tally);
    }
}

size_t aggregates_size(struct aggregate *aggregates, size_t count)
{
    size_t size = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        aggregates[i].offset = size;
        size += state_size(aggregates[i].kind);
    }
    return size;
}

/* *sum + x, and what that rounds away (Knuth's TwoSum). */
static double two_sum(double *sum, double x)
{
    double a = *sum;
    double s = a + x;
    double b = s - a;

    *sum = s;
    return (a - (s - b)) + (x - b);
}

static void total_add(struct total *total, double x)
{
    double low = two_sum(&total->sum, x);

    total->lower += two_sum(&total->low, low);
}

static double total_value(const struct total *total)
{
    /* Infinities leave NaN in the corrections. */
    return isfinite(total->sum) ? total->sum + (total->low + total->lower) : total->sum;
}

static void extreme_add(struct extreme *extreme, double x, bool most)
{
    if (!extreme->any || (most ? x > extreme->value : x < extreme->value))
        extreme->value = x;
    extreme->any = true;
}

static void pile_add(struct pile *pile, double x)
{
    pile->values = xgrow(pile->values, pile->count, &pile->capacity, sizeof *pile->values);
    pile->values[pile->count++] = x;
}

/* Whether (day, second) comes in the place of the pick's. Rows come in file order. */
static bool replaces(const struct pick *pick, long day, int second, bool last)
{
    if (pick->capacity == 0)
        return true;
    if (day != pick->day)
        return last ? day > pick->day : day < pick->day;
    return last ? second >= pick->second : second < pick->second;
}

static void pick_add(struct pick *pick, const struct aggregate_text *text, long day, int second,
                     bool last)
{
    if (!replaces(pick, day, second, last))
        return;
    if (text->length >= pick->capacity) {
        pick->capacity = text->length + 16;
        pick->text = xrearray(pick->text, pick->capacity, 1);
    }
    memcpy(pick->text, text->bytes, text->length);
    pick->length = text->length;
    pick->day = day;
    pick->second = second;
}

/* True where the group has not had this text yet. */
static bool set_add(struct keys *set, size_t group, const char *bytes, size_t length)
{
    char small[256];
    char *key = length + sizeof group <= sizeof small ? small : xmalloc(length + sizeof group);
    size_t before = set->count;

    memcpy(key, &group, sizeof group);
    memcpy(key + sizeof group, bytes, length);
    keys_number(set, key, length + sizeof group);
    if (key != small)
        free(key);
    return set->count > before;
}

void aggregates_add(struct aggregate *aggregates, size_t count, size_t group, char *record,
                    const struct aggregate_row *row)
{
    size_t i;

    for (i = 0; i < count; i++) {
        struct aggregate *a = &aggregates[i];
        void *state = record + a->offset;
        double x = 0;

        if (aggregate_of_numbers(a->kind)) {
            x = row->numbers[a->source];
            if (isnan(x))
                continue;
        } else if (a->kind != AGGREGATE_COUNT && row->texts[a->source].missing) {
            continue;
        }
        switch (a->kind) {
        case AGGREGATE_SUM:
        case AGGREGATE_MEAN:
            total_add(state, x);
            ((struct total *)state)->n++;
            break;
        case AGGREGATE_MIN:
        case AGGREGATE_MAX:
            extreme_add(state, x, a->kind == AGGREGATE_MAX);
            break;
        case AGGREGATE_MEDIAN:
            pile_add(state, x);
            break;
        case AGGREGATE_FIRST:
        case AGGREGATE_LAST:
            pick_add(state, &row->texts[a->source], row->day, row->second,
                     a->kind == AGGREGATE_LAST);
            break;
        case AGGREGATE_DISTINCT:
            ((struct tally *)state)->n += set_add(&a->set, group, row->texts[a->source].bytes,
                                                  row->texts[a->source].length);
            break;
        case AGGREGATE_COUNT:
            ((struct tally *)state)->n++;
            break;
        }
    }
}

void aggregates_set_day(const struct aggregate *aggregates, size_t count, char *record, long day)
{
    size_t i;

    for (i = 0; i < count; i++) {
        void *state = record + aggregates[i].offset;

        if (aggregates[i].kind == AGGREGATE_FIRST || aggregates[i].kind == AGGREGATE_LAST)
            ((struct pick *)state)->day = day;
    }
}

static void total_merge(struct total *into, const struct total *from)
{
    total_add(into, from->sum);
    total_add(into, from->low);
    total_add(into, from->lower);
    into->n += from->n;
}

static void pile_merge(struct pile *into, struct pile *from)
{
    size_t i;

    for (i = 0; i < from->count; i++)
        pile_add(into, from->values[i]);
    free(from->values);
    *from = (struct pile){ NULL, 0, 0 };
}

static void pick_merge(struct pick *into, struct pick *from, bool last)
{
    if (from->capacity && replaces(into, from->day, from->second, last)) {
        free(into->text);
        *into = *from;
    } else {
        free(from->text);
    }
    *from = (struct pick){ .text = NULL };
}

void aggregates_merge(const struct aggregate *aggregates, size_t count, char *into, char *from)
{
    size_t i;

    for (i = 0; i < count; i++) {
        const struct aggregate *a = &aggregates[i];
        void *to = into + a->offset;
        void *of = from + a->offset;

        switch (a->kind) {
        case AGGREGATE_SUM:
        case AGGREGATE_MEAN:
            total_merge(to, of);
            break;
        case AGGREGATE_MIN:
        case AGGREGATE_MAX:
            if (((struct extreme *)of)->any)
                extreme_add(to, ((struct extreme *)of)->value, a->kind == AGGREGATE_MAX);
            break;
        case AGGREGATE_MEDIAN:
            pile_merge(to, of);
            break;
        case AGGREGATE_FIRST:
        case AGGREGATE_LAST:
            pick_merge(to, of, a->kind == AGGREGATE_LAST);
            break;
        case AGGREGATE_DISTINCT: /* by aggregates_merge_sets */
            break;
        case AGGREGATE_COUNT:
            ((struct tally *)to)->n += ((struct tally *)of)->n;
            break;
        }
    }
}

void aggregates_merge_sets(struct aggregate *aggregates, size_t count, const size_t *target,
                           size_t groups, char *records, size_t size)
{
    size_t i;
    size_t j;

    for (i = 0; i < count; i++) {
        struct keys old = aggregates[i].set;

        if (aggregates[i].kind != AGGREGATE_DISTINCT)
            continue;
        aggregates[i].set = (struct keys)KEYS_EMPTY;
        for (j = 0; j < groups; j++) {
            void *state = records + j * size + aggregates[i].offset;

            ((struct tally *)state)->n = 0;
        }
        for (j = 0; j < old.count; j++) {
            size_t length;
            const char *key = keys_bytes(&old, j, &length);
            size_t group;
            void *state;

            memcpy(&group, key, sizeof group);
            group = target[group];
            state = records + group * size + aggregates[i].offset;
            ((struct tally *)state)->n +=
                set_add(&aggregates[i].set, group, key + sizeof group, length - sizeof group);
        }
        keys_free(&old);
    }
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(struct pile *pile)
{
    size_t half = pile->count / 2;
    double middle;

    qsort(pile->values, pile->count, sizeof *pile->values, compare_numbers);
    if (pile->count % 2)
        return pile->values[half];
    middle = pile->values[half - 1] + pile->values[half];
    return isfinite(middle) ? middle / 2 : pile->values[half - 1] / 2 + pile->values[half] / 2;
}

int aggregate_write(const struct aggregate *aggregate, char *record, struct writer *writer)
{
    void *state = record + aggregate->offset;
    double value = NAN;
    bool any = true;

    switch (aggregate->kind) {
    case AGGREGATE_SUM:
    case AGGREGATE_MEAN: {
        const struct total *total = state;

        any = total->n > 0;
        value = total_value(total);
        if (aggregate->kind == AGGREGATE_MEAN)
            value /= (double)total->n;
        break;
    }
    case AGGREGATE_MIN:
    case AGGREGATE_MAX:
        any = ((struct extreme *)state)->any;
        value = ((struct extreme *)state)->value;
        break;
    case AGGREGATE_MEDIAN:
        any = ((struct pile *)state)->count > 0;
        if (any)
            value = median(state);
        break;
    case AGGREGATE_FIRST:
    case AGGREGATE_LAST:
        writer_text(writer, ((struct pick *)state)->text, ((struct pick *)state)->length);
        return 0;
    case AGGREGATE_DISTINCT:
    case AGGREGATE_COUNT:
        writer_integer(writer, ((struct tally *)state)->n);
        return 0;
    }
    if (any && !isfinite(value))
        return -1;
    writer_number(writer, any ? value : NAN);
    return 0;
}

void aggregate_write_zero(const struct aggregate *aggregate, struct writer *writer)
{
    if (aggregate->kind == AGGREGATE_SUM || aggregate->kind == AGGREGATE_DISTINCT ||
        aggregate->kind == AGGREGATE_COUNT)
        writer_integer(writer, 0);
    else
        writer_missing(writer);
}

void aggregates_free_record(const struct aggregate *aggregates, size_t count, char *record)
{
    size_t i;

    for (i = 0; i < count; i++) {
        void *state = record + aggregates[i].offset;

        if (aggregates[i].kind == AGGREGATE_MEDIAN)
            free(((struct pile *)state)->values);
        else if (aggregates[i].kind == AGGREGATE_FIRST || aggregates[i].kind == AGGREGATE_LAST)
            free(((struct pick *)state)->text);
    }
}

void aggregates_free(struct aggregate *aggregates, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        keys_free(&aggregates[i].set);
}
