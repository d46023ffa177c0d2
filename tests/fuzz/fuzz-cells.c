/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: clean's quick ways of reading against its slow ones, on any bytes.
 *
 * The first byte chooses the delimiter, the second where the bytes are cut, the rest are the file.
 * Where quick ways apply at all, blocks must end where the slow way ends them, records and cells
 * must be the same, and so must what they say of their columns.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/cell.h"
#include "clean/column.h"
#include "table/cut.h"
#include "table/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { COLUMNS = 6 };

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "not the same: %s\n", what);
    abort();
}

static void same_cell(const struct cell *a, const struct cell *b)
{
    must(a->length == b->length && a->raw_length == b->raw_length && a->raw == b->raw, "lengths");
    must(a->length == 0 || memcmp(a->text, b->text, a->length) == 0, "text");
    must(a->mask == b->mask, "mask");
    must(a->quoted == b->quoted && a->spaced == b->spaced && a->stray == b->stray &&
             a->guarded == b->guarded,
         "flags");
}

static void same_evidence(const struct column_evidence *a, const struct column_evidence *b)
{
    must(memcmp(a->count, b->count, sizeof a->count) == 0, "counts");
    must(a->forms == b->forms && a->orders == b->orders && a->clocks == b->clocks &&
             a->looked == b->looked && a->first_date == b->first_date,
         "evidence");
    must(memcmp(a->said, b->said, sizeof a->said) == 0, "testimony");
}

static void compare(const char *bytes, size_t length, char delimiter)
{
    struct column_evidence one[COLUMNS], other[COLUMNS];
    struct splitter *slow = splitter_new(delimiter);
    struct splitter *quick = splitter_new(delimiter);
    const struct clean_record *a;
    const struct clean_record *b;
    size_t i;

    memset(one, 0, sizeof one);
    memset(other, 0, sizeof other);
    for (i = 0; i < COLUMNS; i++) {
        evidence_start(&one[i]);
        evidence_start(&other[i]);
    }
    splitter_feed(slow, bytes, length, 1);
    splitter_feed_padded(quick, bytes, length, 1);
    while ((a = splitter_next(slow)) != NULL) {
        b = splitter_next(quick);
        must(b != NULL, "records");
        must(a->count == b->count && a->filled == b->filled && a->stray == b->stray &&
                 a->line == b->line && a->raw == b->raw && a->raw_length == b->raw_length,
             "record");
        for (i = 0; i < a->count; i++) {
            same_cell(&a->cells[i], &b->cells[i]);
            evidence_add(&one[i % COLUMNS], &a->cells[i], a->line, NULL);
            evidence_add(&other[i % COLUMNS], &b->cells[i], b->line, NULL);
        }
    }
    must(splitter_next(quick) == NULL, "end");
    for (i = 0; i < COLUMNS; i++) {
        same_evidence(&one[i], &other[i]);
        evidence_free(&one[i]);
        evidence_free(&other[i]);
    }
    splitter_free(slow);
    splitter_free(quick);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = size < 2 ? 0 : size - 2;
    char delimiter;
    struct cut cut;
    size_t part, at;
    char *bytes;

    if (length == 0)
        return 0;
    delimiter = ",;\t|"[data[0] % 4];
    bytes = calloc(length + 1 + SCAN_PADDING, 1);
    if (!bytes)
        abort();
    memcpy(bytes, data + 2, length);
    part = length - (size_t)data[1] * length / 256;
    if (cut_records(bytes, part, delimiter, &cut)) {
        must(cut.end == records_end(bytes, part, delimiter, false), "the block's end");
        must(cut.lines == count_lines(bytes, cut.end), "its lines");
    }
    if (bytes[length - 1] != '\n' && bytes[length - 1] != '\r')
        bytes[length++] = '\n';
    if (!records_open(bytes, length, delimiter, &at))
        compare(bytes, length, delimiter);
    free(bytes);
    return 0;
}
