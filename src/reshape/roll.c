/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "reshape/roll_private.h"
#include "table/cell.h"
#include "table/rows.h"

/* ---- groups ---- */

static size_t group_slot(const struct roll *roll, long key, size_t entity)
{
    uint64_t hash = ((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) + entity) *
                    UINT64_C(0xD6E8FEB86659FD93);

    return (size_t)(hash >> 20) & (roll->slot_count - 1);
}

static void widen(struct roll *roll)
{
    size_t i;

    roll->slot_count = roll->slot_count ? roll->slot_count * 2 : 1024;
    free(roll->slots);
    roll->slots = xcalloc(roll->slot_count, sizeof *roll->slots);
    for (i = 0; i < roll->count; i++) {
        size_t at = group_slot(roll, roll->groups[i].key, roll->groups[i].entity);

        while (roll->slots[at])
            at = (at + 1) & (roll->slot_count - 1);
        roll->slots[at] = (uint32_t)i + 1;
    }
}

static size_t find_group(struct roll *roll, long key, size_t entity)
{
    size_t at;

    if ((roll->count + 1) * 2 > roll->slot_count)
        widen(roll);
    for (at = group_slot(roll, key, entity); roll->slots[at];
         at = (at + 1) & (roll->slot_count - 1)) {
        const struct roll_group *group = &roll->groups[roll->slots[at] - 1];

        if (group->key == key && group->entity == entity)
            return roll->slots[at] - 1;
    }
    roll->slots[at] = (uint32_t)roll->count + 1;
    roll->groups = xgrow(roll->groups, roll->count, &roll->capacity, sizeof *roll->groups);
    roll->groups[roll->count] = (struct roll_group){ key, entity };
    if (roll->record_size) {
        roll->records = xgrow(roll->records, roll->count, &roll->record_capacity,
                              roll->record_size);
        memset(roll->records + roll->count * roll->record_size, 0, roll->record_size);
    }
    return roll->count++;
}

/* ---- a block by itself ---- */

static struct date *date_place(struct roll_worker *worker, const struct field *text)
{
    return &worker->dates[hash_bytes(text->text, text->length) % DATES];
}

static bool is_date(const struct date *date, const struct field *text)
{
    return date->length == text->length && text->length &&
           memcmp(date->text, text->text, text->length) == 0;
}

static uint32_t number_entity(const struct roll *roll, struct roll_worker *worker,
                              const struct field *texts)
{
    size_t i;

    text_clear(&worker->key);
    for (i = 0; i < roll->ask.by_count; i++)
        key_add(&worker->key, texts[i].text, texts[i].length);
    return (uint32_t)keys_number(&worker->entities, worker->key.bytes, worker->key.length);
}

static void prepare(void *context, const struct rows_block *block)
{
    struct roll *roll = context;
    struct roll_worker *worker = &roll->workers[block->worker];
    size_t i;

    if (block->count > worker->rows) {
        worker->rows = block->count;
        worker->entity = xrearray(worker->entity, worker->rows, sizeof *worker->entity);
        worker->date = xrearray(worker->date, worker->rows, sizeof *worker->date);
    }
    for (i = 0; i < block->count; i++) {
        const struct field *texts = block->texts + i * roll->text_count;
        const struct date *date = date_place(worker, texts);

        worker->date[i] = is_date(date, texts) ? date : NULL;
        worker->entity[i] = roll->ask.by_count ? number_entity(roll, worker, texts + 1) : 0;
    }
}

/* ---- one block after another ---- */

static void note_extent(struct roll *roll, long written)
{
    if (!roll->began || written < roll->earliest)
        roll->earliest = written;
    if (!roll->began || written > roll->latest)
        roll->latest = written;
    roll->began = true;
    if (roll->form.from == PERIOD_DAY)
        roll->weekdays |= 1u << period_phase(PERIOD_DAY, written);
}

/* Takes a date apart and keeps it at hand; NULL where the cell is empty or bad. */
static const struct date *read_date(struct roll *roll, struct roll_worker *worker,
                                    const struct field *text, unsigned long line, bool *bad,
                                    struct error *err)
{
    struct date *date = text->length <= DATE_LENGTH ? date_place(worker, text) : &roll->large;
    bool first = !roll->evidence.any;
    struct date fresh = { .length = 0 };

    if (date != &roll->large && is_date(date, text))
        return date;
    *bad = period_evidence_add(&roll->evidence, text->text, text->length, line, &fresh.day, err) !=
           0;
    if (*bad || fresh.day == PERIOD_NONE)
        return NULL;
    if (first && period_evidence_decided(&roll->evidence)) {
        *bad = period_evidence_settle(&roll->evidence, &roll->form, err) != 0;
        if (*bad)
            return NULL;
        roll->decided = true;
    }
    fresh.second = roll->evidence.second_of_day;
    fresh.key = roll->decided ? period_form_index(&roll->form, fresh.day) : fresh.day;
    if (roll->decided)
        note_extent(roll, period_form_written(&roll->form, fresh.day));
    if (date != &roll->large) {
        memcpy(fresh.text, text->text, text->length);
        fresh.length = (unsigned char)text->length;
    }
    *date = fresh;
    return date;
}

static size_t entity_here(struct roll *roll, struct roll_worker *worker, uint32_t number)
{
    while (worker->numbered <= number) {
        size_t length;
        const char *key = keys_bytes(&worker->entities, worker->numbered, &length);

        worker->numbers = xgrow(worker->numbers, worker->numbered, &worker->capacity,
                                sizeof *worker->numbers);
        worker->numbers[worker->numbered++] = keys_number(&roll->entities, key, length);
    }
    return worker->numbers[number];
}

static void read_texts(const struct roll *roll, const struct field *texts)
{
    const struct cells *cells = table_cells(roll->table);
    size_t i;

    for (i = 1 + roll->ask.by_count; i < roll->text_count; i++) {
        struct aggregate_text *cell = &roll->cells[i];
        double number;

        cell->bytes = texts[i].text;
        cell->length = texts[i].length;
        cell->missing = cell_number(cells, cell->bytes, cell->length, &number) == 0 &&
                        isnan(number);
    }
}

static int take(void *context, const struct rows_block *block, struct error *err)
{
    struct roll *roll = context;
    struct roll_worker *worker = &roll->workers[block->worker];
    size_t i;

    for (i = 0; i < block->count; i++) {
        const struct field *texts = block->texts + i * roll->text_count;
        const struct date *date = worker->date[i];
        struct aggregate_row row = { .numbers = block->numbers + i * roll->number_count,
                                     .texts = roll->cells };
        bool bad = false;
        size_t entity;
        size_t group;

        /* The place at hand may have been given to another date in the meantime. */
        if (!date || !is_date(date, texts))
            date = read_date(roll, worker, texts, block->lines[i], &bad, err);
        if (bad)
            return -1;
        entity = roll->ask.by_count ? entity_here(roll, worker, worker->entity[i]) : 0;
        if (!date) {
            if (roll->rows_without++ == 0)
                roll->line_without = block->lines[i];
            continue;
        }
        read_texts(roll, texts);
        row.day = date->day;
        row.second = date->second;
        group = find_group(roll, date->key, entity);
        row.group = group;
        row.entity = entity;
        row.key = date->key;
        aggregates_add(roll->aggregates, roll->ask.item_count,
                       roll->records + group * roll->record_size, &row);
    }
    return 0;
}

/* ---- at the end ---- */

struct sorted {
    long key;
    size_t rank; /* of the entity */
    size_t group;
};

static int compare_sorted(const void *a, const void *b)
{
    const struct sorted *x = a;
    const struct sorted *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->group < y->group ? -1 : 1;
}

/* Turns the stamps that groups went by into periods. */
static void date_groups(struct roll *roll)
{
    size_t i;

    for (i = 0; i < roll->count; i++) {
        long written = period_form_written(&roll->form, roll->groups[i].key);

        note_extent(roll, written);
        aggregates_set_day(roll->aggregates, roll->ask.item_count,
                           roll->records + i * roll->record_size, written);
        roll->groups[i].key = period_form_convert(&roll->form, written);
    }
    roll_visits_date(roll);
}

/* Puts groups of one period and entity together; `order` gets what is left, sorted. */
static void put_in_order(struct roll *roll)
{
    struct sorted *sorted = xarray(roll->count, sizeof *sorted);
    size_t *rank = keys_ranks(&roll->entities);
    size_t *target = xarray(roll->count, sizeof *target);
    size_t kept = 0;
    size_t i;

    for (i = 0; i < roll->count; i++) {
        size_t entity = roll->groups[i].entity;

        sorted[i] = (struct sorted){ roll->groups[i].key, roll->ask.by_count ? rank[entity] : 0,
                                     i };
    }
    qsort(sorted, roll->count, sizeof *sorted, compare_sorted);
    roll->order = xarray(roll->count, sizeof *roll->order);
    for (i = 0; i < roll->count; i++) {
        bool same = i > 0 && sorted[i].key == sorted[i - 1].key &&
                    sorted[i].rank == sorted[i - 1].rank;

        if (!same)
            roll->order[kept++] = sorted[i].group;
        target[sorted[i].group] = roll->order[kept - 1];
        if (same)
            aggregates_merge(roll->aggregates, roll->ask.item_count,
                             roll->records + roll->order[kept - 1] * roll->record_size,
                             roll->records + sorted[i].group * roll->record_size);
    }
    if (kept < roll->count)
        aggregates_merge_all(roll->aggregates, roll->ask.item_count, target, roll->count,
                             roll->records, roll->record_size);
    roll->ordered = kept;
    roll->by_rank = xarray(roll->entities.count, sizeof *roll->by_rank);
    for (i = 0; i < roll->entities.count; i++)
        roll->by_rank[rank[i]] = i;
    free(sorted);
    free(rank);
    free(target);
}

/* Periods that have rows, of whatever entity. */
static size_t periods_with_rows(const struct roll *roll)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < roll->ordered; i++)
        count += i == 0 || roll->groups[roll->order[i]].key != roll->groups[roll->order[i - 1]].key;
    return count;
}

bool roll_is_rare(const struct roll *roll)
{
    size_t with = periods_with_rows(roll);
    long span = with ? roll->groups[roll->order[roll->ordered - 1]].key -
                           roll->groups[roll->order[0]].key + 1
                     : 0;

    return roll->ask.listed && (with <= 2 || (size_t)span > with);
}

/* Whether dates are days or weeks is asked at the end, where it takes all rows to know. */
static int settle(struct roll *roll, struct error *err)
{
    bool late = roll->decided || (roll->ask.listed && roll->ask.period.fixed);

    roll->evidence.options.settled = late;
    if (roll->table->height == 0) {
        error_at(err, roll->table->file, 0, NULL, "has a header but no rows");
        return error_word(err, ERROR_NO_ROWS);
    }
    if (!roll->decided) {
        if (period_evidence_settle(&roll->evidence, &roll->form, err) != 0)
            return -1;
        date_groups(roll);
    }
    put_in_order(roll);
    if (!late)
        return 0;
    roll->evidence.options.settled = false;
    if (!roll_is_rare(roll))
        return period_evidence_week(&roll->evidence, &roll->form, err);
    period_evidence_days(&roll->evidence, &roll->form);
    return 0;
}

/* ---- beginning and end ---- */

static size_t add_column(size_t *columns, size_t *count, size_t from, size_t column)
{
    size_t i;

    for (i = from; i < *count; i++)
        if (columns[i] == column)
            return i;
    columns[*count] = column;
    return (*count)++;
}

static struct roll *roll_new(const struct table *table, const struct roll_ask *ask, size_t threads)
{
    struct roll *roll = xcalloc(1, sizeof *roll);
    struct period_options options = ask->period;
    size_t most = 1 + ask->by_count + ask->item_count;
    size_t i;

    roll->table = table;
    roll->ask = *ask;
    roll->numbers = xarray(most, sizeof *roll->numbers);
    roll->texts = xarray(most, sizeof *roll->texts);
    roll->cells = xcalloc(most, sizeof *roll->cells);
    roll->texts[roll->text_count++] = ask->time;
    for (i = 0; i < ask->by_count; i++)
        roll->texts[roll->text_count++] = ask->by[i];
    roll->aggregates = xcalloc(ask->item_count, sizeof *roll->aggregates);
    for (i = 0; i < ask->item_count; i++) {
        const struct roll_item *item = &ask->items[i];
        struct aggregate *aggregate = &roll->aggregates[i];

        aggregate->kind = item->kind;
        if (item->kind->needs == AGGREGATE_NUMBERS)
            aggregate->source = add_column(roll->numbers, &roll->number_count, 0, item->column);
        else if (item->kind->needs == AGGREGATE_TEXTS)
            aggregate->source = add_column(roll->texts, &roll->text_count, 1 + ask->by_count,
                                           item->column);
        if (!item->kind->visit)
            continue;
        aggregate->visits = roll_visits_of(roll, i, aggregate->source);
        aggregate->owns_visits = !aggregate->visits;
        if (!aggregate->visits)
            aggregate->visits = xcalloc(1, sizeof *aggregate->visits);
    }
    roll->record_size = aggregates_size(roll->aggregates, ask->item_count);
    roll->worker_count = threads < 1 ? 1 : threads;
    roll->workers = xcalloc(roll->worker_count, sizeof *roll->workers);
    options.file = table->file;
    options.column = table->columns[ask->time].name;
    period_evidence_begin(&roll->evidence, &options);
    return roll;
}

int roll_read(struct table *table, const struct roll_ask *ask, size_t threads, struct roll **result,
              struct error *err)
{
    struct roll *roll = roll_new(table, ask, threads);
    const struct rows_want want = { roll->numbers, roll->number_count, roll->texts,
                                    roll->text_count };

    *result = NULL;
    if (rows_read(table, &want, roll->worker_count, prepare, take, roll, err) != 0 ||
        settle(roll, err) != 0) {
        roll_free(roll);
        return -1;
    }
    *result = roll;
    return 0;
}

void roll_free(struct roll *roll)
{
    size_t i;

    if (!roll)
        return;
    for (i = 0; i < roll->count && roll->record_size; i++)
        aggregates_free_record(roll->aggregates, roll->ask.item_count,
                               roll->records + i * roll->record_size);
    aggregates_free(roll->aggregates, roll->ask.item_count);
    for (i = 0; i < roll->worker_count; i++) {
        keys_free(&roll->workers[i].entities);
        text_free(&roll->workers[i].key);
        free(roll->workers[i].numbers);
        free(roll->workers[i].entity);
        free(roll->workers[i].date);
    }
    keys_free(&roll->entities);
    free(roll->workers);
    free(roll->aggregates);
    free(roll->numbers);
    free(roll->texts);
    free(roll->cells);
    free(roll->groups);
    free(roll->records);
    free(roll->slots);
    free(roll->order);
    free(roll->by_rank);
    free(roll);
}
