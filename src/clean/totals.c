/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/totals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/words.h"

enum { MOST = 10000, SLOT_FACTOR = 4 };

/* The rows that a row may sum up: alike in the keys that are not wild. */
struct group {
    unsigned mask;  /* index of the set of wild columns */
    uint64_t hash;  /* of the other keys */
    size_t *counts; /* of each column: numbers, */
    double *sums;   /* their sum, */
    bool *gaps;     /* and whether one is missing */
};

struct candidate {
    unsigned long line;
    size_t group;
    double *numbers; /* of each column; NaN = none */
    size_t word;     /* the column whose cell says so */
    char text[40];
};

struct totals_search {
    struct clean *clean;
    size_t *open; /* the columns in which a row may say that it is one */
    size_t open_count;
    bool **masks; /* the wild columns of each set */
    size_t mask_count;
    size_t mask_capacity;
    struct group *groups;
    size_t group_count;
    size_t group_capacity;
    size_t *slots; /* index of a group + 1 */
    size_t slot_count;
    struct candidate *candidates;
    size_t count;
    size_t capacity;
    struct text plain;
};

static bool is_key(const struct clean *clean, size_t j)
{
    return !clean->columns[j].numeric && !clean->columns[j].dropped;
}

/* Does the column let a row be one of totals: has it words for all, or one gap? */
static bool is_open(const struct clean *clean, size_t j)
{
    const struct column_evidence *e = &clean->columns[j].evidence;

    return is_key(clean, j) && e->count[IS_CELL] > 0 &&
           (e->count[IS_ALL] > 0 ? e->count[IS_ALL] < MOST && e->count[IS_ALL] < e->count[IS_CELL]
                                 : e->count[IS_EMPTY] == 1);
}

static double number_in(struct totals_search *totals, size_t j, const struct cell *cell)
{
    const struct clean_column *column = &totals->clean->columns[j];
    struct number_look look;

    text_clear(&totals->plain);
    if (!column->numeric || cell->length == 0 || !number_look(cell->text, cell->length, &look) ||
        !number_write(&look, column->decimal ? column->decimal : '.', &totals->plain))
        return NAN;
    return strtod(totals->plain.bytes, NULL);
}

static uint64_t hash_keys(const struct totals_search *totals, const struct clean_record *record,
                          const bool *wild)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    size_t width = totals->clean->layout.width;
    size_t j;
    uint32_t i;

    for (j = 0; j < width; j++) {
        if (wild[j] || !is_key(totals->clean, j))
            continue;
        for (i = 0; j < record->count && i < record->cells[j].length; i++)
            hash = (hash ^ (unsigned char)record->cells[j].text[i]) * UINT64_C(1099511628211);
        hash = (hash ^ 0x1F) * UINT64_C(1099511628211);
    }
    return hash;
}

/* The slot of a group of this mask and hash: its own, or a free one. */
static size_t *find_slot(const struct totals_search *totals, unsigned mask, uint64_t hash)
{
    size_t i = (size_t)((hash ^ hash >> 29) + mask) & (totals->slot_count - 1);

    for (; totals->slots[i]; i = (i + 1) & (totals->slot_count - 1)) {
        const struct group *group = &totals->groups[totals->slots[i] - 1];

        if (group->mask == mask && group->hash == hash)
            break;
    }
    return &totals->slots[i];
}

static unsigned find_mask(struct totals_search *totals, const bool *wild)
{
    size_t width = totals->clean->layout.width;
    size_t i;

    for (i = 0; i < totals->mask_count; i++)
        if (memcmp(totals->masks[i], wild, width * sizeof *wild) == 0)
            return (unsigned)i;
    totals->masks = xgrow(totals->masks, totals->mask_count, &totals->mask_capacity,
                          sizeof *totals->masks);
    totals->masks[totals->mask_count] = xarray(width, sizeof *wild);
    memcpy(totals->masks[totals->mask_count], wild, width * sizeof *wild);
    return (unsigned)totals->mask_count++;
}

static size_t find_group(struct totals_search *totals, const struct clean_record *record,
                         unsigned mask)
{
    uint64_t hash = hash_keys(totals, record, totals->masks[mask]);
    size_t *slot = find_slot(totals, mask, hash);
    size_t width = totals->clean->layout.width;
    struct group *group;

    if (*slot)
        return *slot - 1;
    totals->groups = xgrow(totals->groups, totals->group_count, &totals->group_capacity,
                           sizeof *totals->groups);
    group = &totals->groups[totals->group_count++];
    *group = (struct group){ .mask = mask, .hash = hash };
    group->counts = xcalloc(width, sizeof *group->counts);
    group->sums = xcalloc(width, sizeof *group->sums);
    group->gaps = xcalloc(width, sizeof *group->gaps);
    *slot = totals->group_count;
    return totals->group_count - 1;
}

/* Which keys of the row are wild; the column of the word, or width where none is open. */
static size_t find_wild(const struct totals_search *totals, const struct clean_record *record,
                        bool *wild)
{
    const struct clean *clean = totals->clean;
    size_t width = clean->layout.width;
    size_t word = width;
    size_t i;
    size_t j;

    for (i = 0; i < totals->open_count; i++) {
        const struct cell *cell;
        bool empty;

        j = totals->open[i];
        cell = j < record->count ? &record->cells[j] : NULL;
        empty = !cell || cell->length == 0;
        if (empty ? clean->columns[j].evidence.count[IS_ALL] == 0 && word == width
                  : cell_is_all(cell))
            word = j;
    }
    for (j = 0; j < width && word < width; j++)
        wild[j] = is_key(clean, j) && (j >= record->count || record->cells[j].length == 0 ||
                                       cell_is_all(&record->cells[j]));
    return word;
}

static void take_candidate(struct totals_search *totals, const struct clean_record *record,
                           bool *wild)
{
    size_t width = totals->clean->layout.width;
    size_t word = find_wild(totals, record, wild);
    struct candidate *candidate;
    size_t j;

    if (word == width || totals->count == MOST)
        return;
    totals->candidates = xgrow(totals->candidates, totals->count, &totals->capacity,
                               sizeof *totals->candidates);
    candidate = &totals->candidates[totals->count++];
    *candidate = (struct candidate){ .line = record->line, .word = word };
    candidate->group = find_group(totals, record, find_mask(totals, wild));
    candidate->numbers = xarray(width, sizeof *candidate->numbers);
    for (j = 0; j < width; j++)
        candidate->numbers[j] = j < record->count ? number_in(totals, j, &record->cells[j]) : NAN;
    if (word < record->count)
        snprintf(candidate->text, sizeof candidate->text, "%.*s", (int)record->cells[word].length,
                 record->cells[word].text);
}

/* Adds the row to all groups it is one of; a row that may be a total itself is none. */
static void add_row(struct totals_search *totals, const struct clean_record *record, bool *wild)
{
    size_t width = totals->clean->layout.width;
    size_t m;
    size_t j;

    if (find_wild(totals, record, wild) < width)
        return;
    for (m = 0; m < totals->mask_count; m++) {
        size_t slot = *find_slot(totals, (unsigned)m, hash_keys(totals, record, totals->masks[m]));
        struct group *group = slot ? &totals->groups[slot - 1] : NULL;

        for (j = 0; group && j < width; j++) {
            double number = j < record->count ? number_in(totals, j, &record->cells[j]) : NAN;

            if (isnan(number)) {
                group->gaps[j] = true;
            } else {
                group->sums[j] += number;
                group->counts[j]++;
            }
        }
    }
}

/* Every row of the table through `row`. */
static int each_row(struct totals_search *totals,
                    void (*row)(struct totals_search *, const struct clean_record *, bool *),
                    struct error *err)
{
    const struct clean *clean = totals->clean;
    struct splitter *splitter = splitter_new(clean->layout.delimiter, clean->input.sheet);
    bool *wild = xcalloc(clean->layout.width, sizeof *wild);
    struct block_reader reader;
    struct block block = { 0 };
    const struct clean_record *record;
    int more;

    block_reader_start(&reader, &clean->input, clean->layout.delimiter,
                       clean->options->layout.max_record, clean->layout.data_offset,
                       clean->layout.data_line);
    while ((more = block_read(&reader, &block, err)) > 0) {
        splitter_feed_padded(splitter, block.bytes, block.length, block.line);
        while ((record = splitter_next(splitter)) != NULL)
            if (row_kind(clean, record) == ROW_DATA)
                row(totals, record, wild);
    }
    free(block.bytes);
    free(wild);
    splitter_free(splitter);
    return more;
}

/* Are the row's amounts the sums of its group? Rates among them are not; nor are sums over
 * numbers that are missing. */
static bool sums_up(const struct totals_search *totals, const struct candidate *candidate)
{
    const struct group *group = &totals->groups[candidate->group];
    size_t same = 0;
    size_t other = 0;
    size_t j;

    for (j = 0; j < totals->clean->layout.width; j++) {
        double number = candidate->numbers[j];

        if (isnan(number) || group->counts[j] < 2 || (number == 0 && group->sums[j] == 0))
            continue;
        if (fabs(number - group->sums[j]) <= 1e-9 * fabs(group->sums[j]) + 1e-6)
            same++;
        else
            other += !group->gaps[j];
    }
    return same > 0 && same >= other;
}

static void search_free(struct totals_search *totals)
{
    size_t i;

    for (i = 0; i < totals->mask_count; i++)
        free(totals->masks[i]);
    for (i = 0; i < totals->group_count; i++) {
        free(totals->groups[i].counts);
        free(totals->groups[i].sums);
        free(totals->groups[i].gaps);
    }
    for (i = 0; i < totals->count; i++)
        free(totals->candidates[i].numbers);
    free(totals->open);
    free(totals->masks);
    free(totals->groups);
    free(totals->slots);
    free(totals->candidates);
    text_free(&totals->plain);
}

/* Of the rows that may be totals, those that are. */
static int judge(struct totals_search *totals, struct error *err)
{
    struct clean *clean = totals->clean;
    size_t capacity = 0;
    size_t i;

    for (i = 0; i < totals->count; i++) {
        const struct candidate *candidate = &totals->candidates[i];

        if (!sums_up(totals, candidate))
            continue;
        if (clean->options->totals == TOTALS_REFUSED)
            return error_at(
                err, clean->input.name, candidate->line, clean->columns[candidate->word].name,
                "%s%s%s, and the amounts are the sums of other rows: it looks like a row "
                "of totals: --drop-totals, or --keep-totals where it is one like the "
                "others",
                candidate->text[0] ? "\"" : "empty", candidate->text,
                candidate->text[0] ? "\"" : "");
        clean->totals = xgrow(clean->totals, clean->total_count, &capacity, sizeof *clean->totals);
        clean->totals[clean->total_count++] = candidate->line;
    }
    return 0;
}

int totals_find(struct clean *clean, struct error *err)
{
    struct totals_search totals = { .clean = clean, .slot_count = 1 };
    bool amounts = false;
    int status;
    size_t j;

    totals.open = xarray(clean->layout.width, sizeof *totals.open);
    for (j = 0; j < clean->layout.width; j++) {
        amounts |= clean->columns[j].numeric;
        if (is_open(clean, j))
            totals.open[totals.open_count++] = j;
    }
    if (!amounts || !totals.open_count || clean->options->totals == TOTALS_KEPT) {
        free(totals.open);
        return 0;
    }
    while (totals.slot_count < (size_t)SLOT_FACTOR * MOST)
        totals.slot_count *= 2;
    totals.slots = xcalloc(totals.slot_count, sizeof *totals.slots);
    status = each_row(&totals, take_candidate, err);
    /* so many are no totals, but what the column holds */
    if (status == 0 && totals.count > 0 && totals.count < MOST && totals.mask_count <= 16)
        status = each_row(&totals, add_row, err);
    if (status == 0 && totals.count < MOST && totals.mask_count <= 16)
        status = judge(&totals, err);
    search_free(&totals);
    return status;
}

bool totals_has(const struct clean *clean, unsigned long line)
{
    size_t low = 0;
    size_t high = clean->total_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (clean->totals[middle] == line)
            return true;
        if (clean->totals[middle] < line)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}
