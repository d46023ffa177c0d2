/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/aggregate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"

struct total { /* sum, mean */
    double sum, low, lower;
    long n;
};

struct extreme { /* min, max */
    double value;
    bool any;
};

struct pile { /* median */
    double *values;
    size_t count;
    size_t capacity;
};

struct pick { /* first, last */
    char *text;
    size_t length;
    size_t capacity; /* 0 = nothing yet */
    long day;
    int second;
};

struct tally { /* distinct, count */
    long n;
};

/* *sum + x, and what that rounds away (Knuth's TwoSum). */
static double two_sum(double *sum, double x)
{
    double a = *sum;
    double s = a + x;
    double b = s - a;

    *sum = s;
    return (a - (s - b)) + (x - b);
}

/* ---- sum, mean ---- */

static void total_put(struct total *total, double x)
{
    double low = two_sum(&total->sum, x);

    total->lower += two_sum(&total->low, low);
}

static void total_add(void *state, double x)
{
    struct total *total = state;

    total_put(total, x);
    total->n++;
}

static void total_merge(void *into, void *from)
{
    struct total *total = into;
    const struct total *other = from;

    total_put(total, other->sum);
    total_put(total, other->low);
    total_put(total, other->lower);
    total->n += other->n;
}

static double total_value(const struct total *total)
{
    /* Infinities leave NaN in the corrections. */
    return isfinite(total->sum) ? total->sum + (total->low + total->lower) : total->sum;
}

static int write_finite(double value, struct writer *writer)
{
    if (!isfinite(value))
        return -1;
    writer_number(writer, value);
    return 0;
}

static int write_nothing(struct writer *writer)
{
    writer_number(writer, NAN);
    return 0;
}

static int sum_write(void *state, struct writer *writer)
{
    const struct total *total = state;

    return total->n ? write_finite(total_value(total), writer) : write_nothing(writer);
}

static int mean_write(void *state, struct writer *writer)
{
    const struct total *total = state;

    return total->n ? write_finite(total_value(total) / (double)total->n, writer)
                    : write_nothing(writer);
}

/* ---- min, max ---- */

static void lower_to(struct extreme *extreme, double x)
{
    if (!extreme->any || x < extreme->value)
        extreme->value = x;
    extreme->any = true;
}

static void raise_to(struct extreme *extreme, double x)
{
    if (!extreme->any || x > extreme->value)
        extreme->value = x;
    extreme->any = true;
}

static void min_add(void *state, double x)
{
    lower_to(state, x);
}

static void max_add(void *state, double x)
{
    raise_to(state, x);
}

static void min_merge(void *into, void *from)
{
    const struct extreme *other = from;

    if (other->any)
        lower_to(into, other->value);
}

static void max_merge(void *into, void *from)
{
    const struct extreme *other = from;

    if (other->any)
        raise_to(into, other->value);
}

static int extreme_write(void *state, struct writer *writer)
{
    const struct extreme *extreme = state;

    return extreme->any ? write_finite(extreme->value, writer) : write_nothing(writer);
}

/* ---- median ---- */

static void pile_put(struct pile *pile, double x)
{
    pile->values = xgrow(pile->values, pile->count, &pile->capacity, sizeof *pile->values);
    pile->values[pile->count++] = x;
}

static void pile_add(void *state, double x)
{
    pile_put(state, x);
}

static void pile_merge(void *into, void *from)
{
    struct pile *other = from;
    size_t i;

    for (i = 0; i < other->count; i++)
        pile_put(into, other->values[i]);
    free(other->values);
    *other = (struct pile){ NULL, 0, 0 };
}

static double median(struct pile *pile)
{
    size_t half = pile->count / 2;
    double middle;

    qsort(pile->values, pile->count, sizeof *pile->values, number_compare);
    if (pile->count % 2)
        return pile->values[half];
    middle = pile->values[half - 1] + pile->values[half];
    return isfinite(middle) ? middle / 2 : pile->values[half - 1] / 2 + pile->values[half] / 2;
}

static int median_write(void *state, struct writer *writer)
{
    struct pile *pile = state;

    return pile->count ? write_finite(median(pile), writer) : write_nothing(writer);
}

static void pile_free(void *state)
{
    free(((struct pile *)state)->values);
}

/* ---- first, last ---- */

/* Whether (day, second) comes in the place of the pick's. Rows come in file order. */
static bool replaces(const struct pick *pick, long day, int second, bool last)
{
    if (pick->capacity == 0)
        return true;
    if (day != pick->day)
        return last ? day > pick->day : day < pick->day;
    return last ? second >= pick->second : second < pick->second;
}

static void pick_put(struct pick *pick, const struct aggregate_text *text,
                     const struct aggregate_row *row, bool last)
{
    if (!replaces(pick, row->day, row->second, last))
        return;
    if (text->length >= pick->capacity) {
        pick->capacity = text->length + 16;
        pick->text = xrearray(pick->text, pick->capacity, 1);
    }
    memcpy(pick->text, text->bytes, text->length);
    pick->length = text->length;
    pick->day = row->day;
    pick->second = row->second;
}

static void first_add(struct aggregate *aggregate, void *state, const struct aggregate_row *row)
{
    pick_put(state, &row->texts[aggregate->source], row, false);
}

static void last_add(struct aggregate *aggregate, void *state, const struct aggregate_row *row)
{
    pick_put(state, &row->texts[aggregate->source], row, true);
}

static void pick_set_day(void *state, long day)
{
    ((struct pick *)state)->day = day;
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

static void first_merge(void *into, void *from)
{
    pick_merge(into, from, false);
}

static void last_merge(void *into, void *from)
{
    pick_merge(into, from, true);
}

static int pick_write(void *state, struct writer *writer)
{
    const struct pick *pick = state;

    writer_text(writer, pick->text, pick->length);
    return 0;
}

static void pick_free(void *state)
{
    free(((struct pick *)state)->text);
}

/* ---- distinct, count ---- */

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

static void distinct_add(struct aggregate *aggregate, void *state, const struct aggregate_row *row)
{
    const struct aggregate_text *text = &row->texts[aggregate->source];

    ((struct tally *)state)->n += set_add(&aggregate->set, row->group, text->bytes, text->length);
}

static void distinct_merge_all(struct aggregate *aggregate, const size_t *target, size_t groups,
                               char *records, size_t size)
{
    struct keys old = aggregate->set;
    char *states = records + aggregate->offset;
    size_t i;

    aggregate->set = (struct keys)KEYS_EMPTY;
    for (i = 0; i < groups; i++) {
        void *state = states + i * size;

        ((struct tally *)state)->n = 0;
    }
    for (i = 0; i < old.count; i++) {
        size_t length;
        const char *key = keys_bytes(&old, i, &length);
        size_t group;
        void *state;

        memcpy(&group, key, sizeof group);
        group = target[group];
        state = states + group * size;
        ((struct tally *)state)->n += set_add(&aggregate->set, group, key + sizeof group,
                                              length - sizeof group);
    }
    keys_free(&old);
}

static void count_add(struct aggregate *aggregate, void *state, const struct aggregate_row *row)
{
    (void)aggregate;
    (void)row;
    ((struct tally *)state)->n++;
}

static void tally_merge(void *into, void *from)
{
    ((struct tally *)into)->n += ((struct tally *)from)->n;
}

static int tally_write(void *state, struct writer *writer)
{
    writer_integer(writer, ((struct tally *)state)->n);
    return 0;
}

/* ---- new, kept, returned, lost ---- */

static void visit_add(struct aggregate *aggregate, void *state, const struct aggregate_row *row)
{
    const struct aggregate_text *text = &row->texts[aggregate->source];

    (void)state;
    if (aggregate->owns_visits)
        visits_add(aggregate->visits, row->entity, row->key, text->bytes, text->length);
}

/* ---- the list ---- */

#define AGGREGATE(need, word, sentence, ...)                                                       \
    { .name = #word, .help = sentence, .needs = AGGREGATE_##need, __VA_ARGS__ },

const struct aggregate_kind aggregate_kinds[] = {
#include "reshape/aggregate_list.h"
    { .name = NULL },
};

#undef AGGREGATE
#define AGGREGATE(need, word, sentence, ...) #word,

const char *const aggregate_names[] = {
#include "reshape/aggregate_list.h"
};
const size_t aggregate_count = sizeof aggregate_names / sizeof *aggregate_names;

#undef AGGREGATE

const struct aggregate_kind *aggregate_find(const char *name)
{
    const struct aggregate_kind *kind;

    for (kind = aggregate_kinds; kind->name; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

char *aggregate_list(bool zero, const char *between)
{
    const struct aggregate_kind *kind;
    const char *waiting = NULL;
    struct text list = TEXT_EMPTY;

    for (kind = aggregate_kinds; kind->name; kind++) {
        if (zero && !kind->zero)
            continue;
        if (waiting)
            text_addf(&list, "%s%s", list.length ? ", " : "", waiting);
        waiting = kind->name;
    }
    text_addf(&list, "%s%s", list.length ? between : "", waiting ? waiting : "");
    return list.bytes;
}

/* ---- those of a record ---- */

size_t aggregates_size(struct aggregate *aggregates, size_t count)
{
    size_t size = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        aggregates[i].offset = size;
        size += aggregates[i].kind->size;
    }
    return size;
}

void aggregates_add(struct aggregate *aggregates, size_t count, char *record,
                    const struct aggregate_row *row)
{
    struct aggregate *a;

    for (a = aggregates; a < aggregates + count; a++) {
        const struct aggregate_kind *kind = a->kind;

        if (kind->needs == AGGREGATE_NUMBERS) {
            double x = row->numbers[a->source];

            if (!isnan(x))
                kind->add_number(record + a->offset, x);
        } else if (kind->needs == AGGREGATE_NOTHING || !row->texts[a->source].missing) {
            kind->add(a, record + a->offset, row);
        }
    }
}

void aggregates_set_day(const struct aggregate *aggregates, size_t count, char *record, long day)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (aggregates[i].kind->set_day)
            aggregates[i].kind->set_day(record + aggregates[i].offset, day);
}

void aggregates_merge(const struct aggregate *aggregates, size_t count, char *into, char *from)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (aggregates[i].kind->merge)
            aggregates[i].kind->merge(into + aggregates[i].offset, from + aggregates[i].offset);
}

void aggregates_merge_all(struct aggregate *aggregates, size_t count, const size_t *target,
                          size_t groups, char *records, size_t size)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (aggregates[i].kind->merge_all)
            aggregates[i].kind->merge_all(&aggregates[i], target, groups, records, size);
}

int aggregate_write(const struct aggregate *aggregate, char *record, struct writer *writer)
{
    return aggregate->kind->write(record + aggregate->offset, writer);
}

void aggregate_write_zero(const struct aggregate *aggregate, struct writer *writer)
{
    if (aggregate->kind->zero)
        writer_integer(writer, 0);
    else
        writer_missing(writer);
}

void aggregates_free_record(const struct aggregate *aggregates, size_t count, char *record)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (aggregates[i].kind->free)
            aggregates[i].kind->free(record + aggregates[i].offset);
}

void aggregates_free(struct aggregate *aggregates, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        keys_free(&aggregates[i].set);
        if (!aggregates[i].owns_visits)
            continue;
        visits_free(aggregates[i].visits);
        free(aggregates[i].visits);
    }
}
