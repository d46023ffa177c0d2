/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reshape/stack_overlap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/output.h"

enum { CHUNK = 1024 };

/* What is known of the rows of one hash. */
struct slot {
    uint64_t hash[2];
    uint32_t count; /* how many its file has, */
    uint32_t most;  /* and the most that a file before has */
    uint32_t file;  /* the last one that has such a row, 1 = the first; 0 = the slot is free */
    uint32_t before;
    unsigned long line; /* on this line; and the other on that one */
    unsigned long before_line;
};

struct part {
    struct slot *slots;
    size_t size; /* a power of two */
    size_t filled;
    uint8_t *dropped;
    struct overlap_found *found;
};

void overlap_begin(struct overlap *overlap, size_t parts)
{
    *overlap = (struct overlap){ .count = parts };
}

int overlap_add(struct overlap *overlap, const struct overlap_row *row, struct error *err)
{
    FILE **part = &overlap->parts[row->hash[0] % overlap->count];

    if (!*part && (*part = temporary_file(err)) == NULL)
        return -1;
    if (fwrite(row, sizeof *row, 1, *part) == 1)
        return 0;
    return error_errno(err, "", errno, "cannot write a temporary file");
}

void overlap_end(struct overlap *overlap)
{
    size_t i;

    for (i = 0; i < overlap->count; i++)
        if (overlap->parts[i])
            fclose(overlap->parts[i]);
    overlap->count = 0;
}

/* ---- one part of the hashes ---- */

static struct slot *place(const struct slot *slots, size_t size, const uint64_t *hash)
{
    size_t at = (size_t)hash[1] & (size - 1);

    while (slots[at].file && (slots[at].hash[0] != hash[0] || slots[at].hash[1] != hash[1]))
        at = (at + 1) & (size - 1);
    return (struct slot *)(uintptr_t)&slots[at];
}

static void widen(struct part *part)
{
    size_t size = part->size ? part->size * 2 : 1024;
    struct slot *slots = xcalloc(size, sizeof *slots);
    size_t i;

    for (i = 0; i < part->size; i++)
        if (part->slots[i].file)
            *place(slots, size, part->slots[i].hash) = part->slots[i];
    free(part->slots);
    part->slots = slots;
    part->size = size;
}

/* Among the first ones by their numbers, it is an example. */
static void note(struct overlap_found *found, const struct overlap_row *row, size_t other,
                 unsigned long other_line)
{
    struct overlap_pair pair = { row->number, row->file, row->line, other, other_line };
    size_t i;

    for (i = 0; i < OVERLAP_EXAMPLES; i++) {
        struct overlap_pair kept = found->examples[i];

        if (i < found->count && kept.number < pair.number)
            continue;
        found->examples[i] = pair;
        pair = kept;
        if (i >= found->count)
            break;
    }
    found->count++;
}

static void drop(struct part *part, const struct overlap_row *row, size_t other,
                 unsigned long other_line)
{
    part->dropped[row->number / 8] |= (uint8_t)(1 << row->number % 8);
    note(part->found, row, other, other_line);
}

/* Rows come in the order of the files. */
static void count_row(struct part *part, const struct overlap_row *row, enum overlap_by by)
{
    uint32_t file = (uint32_t)row->file + 1;
    struct slot *slot;

    if (part->filled * 2 >= part->size)
        widen(part);
    slot = place(part->slots, part->size, row->hash);
    part->filled += !slot->file;
    if (slot->file == file) {
        part->found->within = part->found->within || by == OVERLAP_BY_LABELS;
    } else {
        if (slot->count > slot->most) {
            slot->most = slot->count;
            slot->before = slot->file;
            slot->before_line = slot->line;
        }
        memcpy(slot->hash, row->hash, sizeof slot->hash);
        slot->file = file;
        slot->line = row->line;
        slot->count = 0;
    }
    slot->count++;
    if (by != OVERLAP_BY_KEY && slot->count <= slot->most)
        drop(part, row, slot->before - 1, slot->before_line);
}

/* The second time by key: the last file that has such a row is known. */
static void judge_row(struct part *part, const struct overlap_row *row)
{
    const struct slot *slot = place(part->slots, part->size, row->hash);

    if (row->file + 1 < slot->file)
        drop(part, row, slot->file - 1, slot->line);
}

static int read_part(FILE *rows_of, struct part *part, enum overlap_by by, bool again,
                     struct error *err)
{
    struct overlap_row rows[CHUNK];
    size_t n, i;

    rewind(rows_of);
    while ((n = fread(rows, sizeof *rows, CHUNK, rows_of)) > 0 && !part->found->within)
        for (i = 0; i < n; i++) {
            if (again)
                judge_row(part, &rows[i]);
            else
                count_row(part, &rows[i], by);
        }
    return ferror(rows_of) ? error_errno(err, "", errno, "cannot read a temporary file") : 0;
}

int overlap_find(struct overlap *overlap, enum overlap_by by, uint8_t *dropped,
                 struct overlap_found *found, struct error *err)
{
    size_t i;
    int status = 0;

    *found = (struct overlap_found){ .count = 0 };
    for (i = 0; i < overlap->count && status == 0 && !found->within; i++) {
        struct part one = { .dropped = dropped, .found = found };
        FILE *rows = overlap->parts[i];

        if (!rows)
            continue;
        if (fflush(rows) != 0)
            return error_errno(err, "", errno, "cannot write a temporary file");
        status = read_part(rows, &one, by, false, err);
        if (status == 0 && by == OVERLAP_BY_KEY)
            status = read_part(rows, &one, by, true, err);
        free(one.slots);
    }
    return status;
}
