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
    bool used;
    size_t file; /* the last one that has such a row, */
    unsigned long line;
    size_t count; /* how many it has, */
    size_t most;  /* and the most that a file before has, on this line of that file */
    size_t before;
    unsigned long before_line;
};

struct part {
    struct slot *slots;
    size_t size; /* a power of two */
    size_t filled;
    uint8_t *dropped;
    struct overlap_found *found;
};

int overlap_begin(struct overlap *overlap, struct error *err)
{
    *overlap = (struct overlap){ .spool = temporary_file(err) };
    return overlap->spool ? 0 : -1;
}

int overlap_add(struct overlap *overlap, const struct overlap_row *row, struct error *err)
{
    overlap->count++;
    if (fwrite(row, sizeof *row, 1, overlap->spool) == 1)
        return 0;
    return error_errno(err, "", errno, "cannot write a temporary file");
}

void overlap_end(struct overlap *overlap)
{
    if (overlap->spool)
        fclose(overlap->spool);
    overlap->spool = NULL;
}

/* ---- one part of the hashes ---- */

static struct slot *place(const struct slot *slots, size_t size, const uint64_t *hash)
{
    size_t at = (size_t)hash[1] & (size - 1);

    while (slots[at].used && (slots[at].hash[0] != hash[0] || slots[at].hash[1] != hash[1]))
        at = (at + 1) & (size - 1);
    return (struct slot *)(uintptr_t)&slots[at];
}

static void widen(struct part *part)
{
    size_t size = part->size ? part->size * 2 : 1024;
    struct slot *slots = xcalloc(size, sizeof *slots);
    size_t i;

    for (i = 0; i < part->size; i++)
        if (part->slots[i].used)
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
    struct slot *slot;

    if (part->filled * 2 >= part->size)
        widen(part);
    slot = place(part->slots, part->size, row->hash);
    if (!slot->used) {
        *slot = (struct slot){
            { row->hash[0], row->hash[1] }, true, row->file, row->line, 1, 0, 0, 0
        };
        part->filled++;
        return;
    }
    if (slot->file != row->file) {
        if (slot->count > slot->most) {
            slot->most = slot->count;
            slot->before = slot->file;
            slot->before_line = slot->line;
        }
        slot->file = row->file;
        slot->line = row->line;
        slot->count = 0;
    } else if (by == OVERLAP_BY_LABELS) {
        part->found->within = true;
    }
    slot->count++;
    if (by != OVERLAP_BY_KEY && slot->count <= slot->most)
        drop(part, row, slot->before, slot->before_line);
}

/* The second time by key: the last file that has such a row is known. */
static void judge_row(struct part *part, const struct overlap_row *row)
{
    const struct slot *slot = place(part->slots, part->size, row->hash);

    if (row->file < slot->file)
        drop(part, row, slot->file, slot->line);
}

/* All rows of the spool whose hash belongs to the part. */
static int read_part(const struct overlap *overlap, struct part *part, size_t number, size_t parts,
                     enum overlap_by by, bool again, struct error *err)
{
    struct overlap_row rows[CHUNK];
    size_t n, i;

    rewind(overlap->spool);
    while ((n = fread(rows, sizeof *rows, CHUNK, overlap->spool)) > 0 && !part->found->within)
        for (i = 0; i < n; i++) {
            if (rows[i].hash[0] % parts != number)
                continue;
            if (again)
                judge_row(part, &rows[i]);
            else
                count_row(part, &rows[i], by);
        }
    return ferror(overlap->spool) ? error_errno(err, "", errno, "cannot read a temporary file") : 0;
}

int overlap_find(struct overlap *overlap, enum overlap_by by, size_t part, uint8_t *dropped,
                 struct overlap_found *found, struct error *err)
{
    size_t parts = overlap->count / part + 1;
    size_t i;
    int status = 0;

    *found = (struct overlap_found){ .count = 0 };
    if (fflush(overlap->spool) != 0)
        return error_errno(err, "", errno, "cannot write a temporary file");
    for (i = 0; i < parts && status == 0 && !found->within; i++) {
        struct part one = { .dropped = dropped, .found = found };

        status = read_part(overlap, &one, i, parts, by, false, err);
        if (status == 0 && by == OVERLAP_BY_KEY)
            status = read_part(overlap, &one, i, parts, by, true, err);
        free(one.slots);
    }
    return status;
}
